"""One clause's account of an encounter: who, with whom, what kind, where, when."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Sentence
from communique.readers.days_apart import COUNTED, apart, recalled
from communique.readers.encounter_days import ahead, when
from communique.readers.own_clause import clause_of, governing, of_another
from communique.readers.places import named_at, place_after, place_at, told_before
from communique.readers.speakers import official
from communique.readers.status import status_of, unfixed
from communique.readers.subjects import subject_of
from communique.records import Actor, MeetingKind, Span, Status, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

OCCASION = re.compile(
    r"(?:on|at|in)[ \u00a0]the[ \u00a0](?:sidelines|margins|fringes|framework|side-?lines)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?"
    r"((?:[^,.;]|\.(?=\w))*?)(?=[ \u00a0](?:in|at|on|held|here|to|where|and|this|last|next|earlier)[ \u00a0]|[,.;]|$)"
)
OFFICES = frozenset({"minister", "president", "secretary", "chancellor", "premier", "king", "queen", "pm", "taoiseach"})


def our_own(analysis: Analysis, sentence: Sentence, token: "Token", us: list[str]) -> bool:
    """Whether a page's own official without a name met somebody: "The Prime Minister spoke to President X"."""
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    subject = subject_of(verb) if verb is not None else None
    if subject is None or us or subject.lemma_.casefold() not in OFFICES:
        return False
    the = any(left.text.casefold() == "the" for left in subject.lefts)
    return the and not analysis.cast.resolve(sentence.block, subject)


@dataclass(frozen=True, slots=True)
class Telling:
    """One clause's account of an encounter.

    `definite`: it points back to an encounter already told of ("the meeting"). `loose`: its word leaves open whether
    they met or called ("spoke with").
    """

    kind: MeetingKind
    status: Status
    people: tuple[str, ...]
    parties: tuple[str, ...]
    place: str | None
    place_code: str | None
    time: Time | None
    occasion: str | None
    mechanism: str | None
    session: int | None
    span: Span
    at: int
    rule: str
    confidence: float
    definite: bool = False
    loose: bool = False
    back: bool = False
    """It may point back: "his discussions with X", "the call"."""
    meal: bool = False
    """A lunch or dinner given for somebody, which is not the talks before or after it."""
    joins: bool = False
    """It only names who takes part in the encounter told before."""
    hint: bool = False
    """It only lets an encounter be guessed ("agreed in Lisbon"): it makes none where one of its people is told of."""
    follows: bool = False
    """It goes on with the encounter told before it, whose parties it leaves out: "the next round will be in Muscat"."""
    recalled: bool = False
    """It looks back on an encounter of before: "since their summit", "days after receiving"."""


OFTEN = re.compile(
    r"\b(?:once an? (?:day|week|month|quarter|year)|twice|(?:half a )?dozens?(?: of)? times|repeatedly|(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)[ \u00a0]times|regularly|(?:every|each)[ \u00a0](?:other[ \u00a0]|\w+[ \u00a0])?(?:days?|weeks?|months?|years?|quarters?))\b"
)
"""Words that make one telling many encounters, none of which is told."""


def telling_of(
    analysis: Analysis, sentence: Sentence, token: "Token", kind: MeetingKind, us: list[str], them: list[str], rule: str,
    confidence: float, place: tuple[str, str | None, Span] | None = None, mechanism: str | None = None,
    session: int | None = None, definite: bool = False, loose: bool = False,
) -> Telling | None:  # fmt: skip
    """The telling around `token` of `us` meeting `them`; None where it is denied or names one party only."""
    cast, block = analysis.cast, sentence.block
    refs = [ref for ref in dict.fromkeys((*us, *them)) if can_meet(cast.by_id(ref))]
    parties = cast.parties(refs)
    people = tuple(ref for ref in refs if cast.by_id(ref).kind == "person")
    if len(parties) == 1 and any(
        cast.party(cast.by_id(ref)) is None and official(analysis, cast.by_id(ref)) for ref in people
    ):
        other = cast.other_state(parties)
        near = cast.within(block.span, ("state", "person"))
        if other and any(actor.country == other for actor in near):
            parties = (*parties, other)
    if len(parties) == 1 and cast.home and cast.home not in parties and our_own(analysis, sentence, token, us):
        parties = (cast.home, *parties)
    status = status_of(sentence, token)
    after = re.split(r"[,;]", cast.text[block.end(token) : min(sentence.span[1], block.end(token) + 60)])[0]
    if status is None or OFTEN.search(after):
        return None
    start, end = clause_of(sentence, token)
    if kind != "visit":
        if len(parties) < 2 and not definite:
            return None
        place = (
            None
            if kind == "call"
            else (
                _place(analysis, sentence, token, (start, end))
                or _unlisted_place(sentence, token, end)
                or (place_at(cast.text, block.offset + named_at(token.head), end) if token.dep_ == "relcl" else None)
                or _there(analysis, sentence, token)
                or (_place_before(analysis, sentence, token, start) if apart(token) is None else None)
            )
        )
    elif place is not None and place[1]:
        # the hosts named beside the traveller do not travel
        people = tuple(ref for ref in people if cast.party(cast.by_id(ref)) != place[1])
        team = (
            [ref for ref in refs if cast.by_id(ref).kind == "state"]
            if not people and rule.endswith("-delegation/1")
            else []
        )
        parties = cast.parties(people or team)
        if not parties or place[1] in parties:
            return None
        parties = tuple(dict.fromkeys((*parties, place[1])))
    occasion = OCCASION.search(cast.text, start, end)
    time = when(analysis, sentence, token, (start, end), rule.startswith("meetings.visit"))
    if status == "planned" and unfixed(token):
        time = None
    # "Two days later" is after the day told before, whatever day the page is taken to be of
    counted = time is not None and (
        time.made_by == COUNTED or "later" in cast.text[slice(*time.span)].casefold().split()
    )
    if status == "held" and time is not None and not counted and ahead(analysis, time):
        # "EU-Japan summit, 23 July" a week before; but "on the same day, he met" was no day to come
        verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
        told = verb is not None and "VBD" in {
            verb.tag_,
            *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")),
        }
        relative = time.relative_to is not None and time.precision == "day"  # a month to come is no misread weekday
        status, time = ("held", None) if told and relative else ("planned", time)
    if (
        status == "held"
        and cast.programme
        and (time is None or (time.start or "") >= (analysis.article.reference or "9"))
    ):
        verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
        status = "planned" if verb is None or verb.tag_ in ("VBZ", "VBP", "VBG") else status
    return Telling(
        kind, status, people, parties, place[0] if place else None, place[1] if place else None, time, occasion[1] if occasion else None, mechanism, session,
        sentence.span, block.start(token), rule, confidence, definite, loose, recalled=recalled(analysis, sentence, token),
    )  # fmt: skip


def _there(analysis: Analysis, sentence: Sentence, token: "Token") -> tuple[str, str | None, Span] | None:
    """The place that "there" beside the encounter means: "is in Miami and held a meeting there", "will sit down there with"."""
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    beside = [*token.children, *(verb.children if verb is not None else ())]
    there = next((c for c in beside if c.text.casefold() == "there" and c.dep_ == "advmod"), None)
    return told_before(analysis.cast.text, sentence.block.start(there)) if there is not None else None


def _unlisted_place(sentence: Sentence, token: "Token", end: int) -> tuple[str, str | None, Span] | None:
    """ "Met in Mzuzu": a place that no table lists, where the recogniser takes it for one."""
    block = sentence.block
    for ent in sentence.tokens.ents:
        before = block.doc[ent.start - 1] if ent.start else None
        if (
            ent.label_ in ("GPE", "LOC", "FAC")
            and before is not None
            and (before.text.casefold() in ("in", "at") or _town_of(before))
            and ent.start > token.i
        ):
            span = (block.offset + ent.start_char, block.offset + ent.end_char)
            beside = (
                ent.root.dep_ in ("compound", "nmod", "amod") and ent.root.head.i >= ent.end
            )  # "at the Mercosur summit"
            own = not beside and not ent.text.endswith(("'s", "’s")) and not of_another(sentence, token, span[0])
            if span[1] <= end and own and (_where(before, token) or _town_of(before)):
                return ent.text.removeprefix("the "), None, span
    return None


TOWNS = frozenset({"town", "city", "resort", "port", "village", "island", "capital"})


def _town_of(before: "Token") -> bool:
    """Whether "of" before a place is that of "in the Thai town of Chanthaburi"."""
    town = before.head
    return before.text.casefold() == "of" and town.lemma_ in TOWNS and town.head.text.casefold() in ("in", "at")


def _where(preposition: "Token", token: "Token") -> bool:
    """Whether "in" says where the encounter was, not where peace or a war is: it hangs on the encounter or its verb."""
    head = preposition.head
    return (
        head in (token, governing(token)) or head.pos_ in ("VERB", "AUX") or head.ent_type_ != "" or head.pos_ == "PRON"
    )


def can_meet(actor: Actor) -> bool:
    """Whether an actor takes part in encounters: somebody, a state, a body that a table knows."""
    if actor.kind == "organisation":
        return actor.made_by != "bodies.entity/1"
    return actor.kind == "state" or somebody(actor)


def _place(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span) -> tuple[str, str | None, Span] | None:
    """The first place after the token that is its own."""
    start = sentence.block.end(token)
    while (found := place_after(analysis.cast.text, start, clause[1])) is not None:
        since = re.search(r"\bsince\b[^.;,]*$", analysis.cast.text[sentence.block.end(token) : found[2][0]])
        of_what = _of_what(sentence, token, found[2][0])
        if not since and not of_what and not of_another(sentence, token, found[2][0]):
            return found
        start = found[2][1]
    return None


HAPPENING = frozenset(
    {"situation", "crisis", "war", "conflict", "development", "event", "settlement", "tension", "fighting", "violence", "hostility",
     "ceasefire", "process", "election", "unrest", "coup", "issue", "interest", "presence", "solution", "stability", "security", "peace"}
)  # fmt: skip
"""What two talk about that is where it is, not where they are: "consultations about the situation in Iraq"."""


def _of_what(sentence: Sentence, token: "Token", at: int) -> bool:
    """Whether a place is that of what was talked about, or of a further gathering."""
    place = sentence.block.token_at(at)
    while place is not None and place.dep_ in ("compound", "nmod", "det", "amod"):
        place = place.head
    prep = place.head if place is not None and place.dep_ == "pobj" else None
    if prep is None or prep.head == token:
        return False
    lemma = prep.head.lemma_.casefold()
    # "discussed in their conversation contacts before the summit in Bonn"
    return lemma in HAPPENING or (lemma in ("summit", "session") and token.pos_ == "NOUN" and prep.head.i > token.i)


def _place_before(
    analysis: Analysis, sentence: Sentence, token: "Token", start: int
) -> tuple[str, str | None, Span] | None:
    """The place before the token that is its own: the one the sentence opens with, else the last."""
    found: list[tuple[str, str | None, Span]] = []
    end = sentence.block.start(token)
    while (place := place_after(analysis.cast.text, start, end)) is not None:
        found.append(place)
        start = place[2][1]
    own = [place for place in found if not of_another(sentence, token, place[2][0])]
    if own and own[0][2][0] - sentence.span[0] < OPENING:
        return own[0]
    return own[-1] if own else None


OPENING = 12
"""Characters into a sentence within which the place it opens with stands."""
