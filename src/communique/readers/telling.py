"""One clause's account of an encounter: who, with whom, what kind, where, when."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.cues import cues
from communique.readers.places import place_after, place_at
from communique.readers.speakers import official
from communique.readers.status import DUE, status_of, unfixed
from communique.readers.subjects import subject_of
from communique.records import Actor, MeetingKind, Span, Status, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

OCCASION = re.compile(
    r"(?:on|at|in)[ \u00a0]the[ \u00a0](?:sidelines|margins|fringes|framework|side-?lines)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?"
    r"((?:[^,.;]|\.(?=\w))*?)(?=[ \u00a0](?:in|at|on|held|here|to|where|and|this|last|next|earlier)[ \u00a0]|[,.;]|$)"
)
ADJOINING = 4
"""Characters (" on ") between an encounter's noun phrase and a date that still belongs to it."""


@cache
def verbs(use: str) -> frozenset[str]:
    """Verbs of meeting_verbs.csv by their use: `takes_part`, `dates`, `travels`."""
    return frozenset(row["verb"] for row in knowledge.table("meeting_verbs") if row[use] == "1")


@cache
def encounters() -> frozenset[str]:
    """Verbs that tell of an encounter themselves."""
    return frozenset(row["word"] for row in knowledge.table("meeting_words") if row["pos"] == "verb")


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


OFTEN = re.compile(
    r"\b(?:twice|(?:half a )?dozens?(?: of)? times|repeatedly|(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)[ \u00a0]times|regularly|(?:every|each)[ \u00a0](?:other[ \u00a0]|\w+[ \u00a0])?(?:days?|weeks?|months?|years?|quarters?))\b"
)
"""Words that make one telling many encounters, none of which is told."""


def telling_of(
    analysis: Analysis, sentence: Sentence, token: "Token", kind: MeetingKind, us: list[str], them: list[str], rule: str,
    confidence: float, place: tuple[str, str | None, Span] | None = None, mechanism: str | None = None,
    session: int | None = None, definite: bool = False, loose: bool = False,
) -> Telling | None:  # fmt: skip
    """The telling around `token` of `us` meeting `them`; None where it is denied or names one party only."""
    cast, block = analysis.cast, sentence.block
    refs = [ref for ref in dict.fromkeys((*us, *them)) if _can_meet(cast.by_id(ref))]
    parties = cast.parties(refs)
    people = tuple(ref for ref in refs if cast.by_id(ref).kind == "person")
    if len(parties) == 1 and any(
        cast.party(cast.by_id(ref)) is None and official(analysis, cast.by_id(ref)) for ref in people
    ):
        other = cast.other_state(parties)
        near = cast.within((block.offset, block.offset + len(block.doc.text)), ("state", "person"))
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
        place = None if kind == "call" else (
            _place(analysis, sentence, token, (start, end))
            or _unlisted_place(sentence, token, end)
            or (place_at(cast.text, block.start(token.head), end) if token.dep_ == "relcl" else None)
            or _place_before(analysis, sentence, token, start)
        )
    elif place is not None and place[1]:
        # the hosts named beside the traveller do not travel
        people = tuple(ref for ref in people if cast.party(cast.by_id(ref)) != place[1])
        team = [ref for ref in refs if cast.by_id(ref).kind == "state"] if not people and rule.endswith("-delegation/1") else []
        parties = cast.parties(people or team)
        if not parties or place[1] in parties:
            return None
        parties = tuple(dict.fromkeys((*parties, place[1])))
    occasion = OCCASION.search(cast.text, start, end)
    time = when(analysis, sentence, token, (start, end), rule.startswith("meetings.visit"))
    if status == "planned" and unfixed(token):
        time = None
    if status == "held" and time is not None and (time.start or "") > (analysis.article.reference or "9"):
        # "EU-Japan summit, 23 July" a week before; but "on the same day, he met" was no day to come
        verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
        told = verb is not None and "VBD" in {
            verb.tag_,
            *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")),
        }
        relative = time.relative_to is not None
        status, time = ("held", None) if told and relative else ("planned", time)
    return Telling(
        kind, status, people, parties, place[0] if place else None, place[1] if place else None, time, occasion[1] if occasion else None, mechanism, session,
        sentence.span, block.start(token), rule, confidence, definite, loose,
    )  # fmt: skip


def _unlisted_place(sentence: Sentence, token: "Token", end: int) -> tuple[str, str | None, Span] | None:
    """ "Met in Mzuzu": a place that no table lists, where the recogniser takes it for one."""
    block = sentence.block
    for ent in sentence.tokens.ents:
        before = block.doc[ent.start - 1] if ent.start else None
        if (
            ent.label_ in ("GPE", "LOC", "FAC")
            and before is not None
            and before.text.casefold() in ("in", "at")
            and ent.start > token.i
        ):
            span = (block.offset + ent.start_char, block.offset + ent.end_char)
            own = not ent.text.endswith(("'s", "’s")) and not _of_another(sentence, token, span[0])
            if span[1] <= end and own and _where(before, token):
                return ent.text.removeprefix("the "), None, span
    return None


def _where(preposition: "Token", token: "Token") -> bool:
    """Whether "in" says where the encounter was, not where peace or a war is: it hangs on the encounter or its verb."""
    head = preposition.head
    return head in (token, governing(token)) or head.pos_ in ("VERB", "AUX") or head.ent_type_ != "" or head.pos_ == "PRON"


def _can_meet(actor: Actor) -> bool:
    return actor.kind in ("person", "state") or (actor.kind == "organisation" and actor.made_by != "bodies.entity/1")


def clause_of(sentence: Sentence, token: "Token") -> Span:
    """Where the clause around `token` ends: the sentence, cut at a coordinated verb with a subject of its own."""
    start, end = sentence.span
    for other in sentence.tokens:
        if (
            other.pos_ in ("VERB", "AUX")
            and other.dep_ in ("conj", "advcl", "ccomp", "parataxis")
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        ):
            subject = next(c for c in other.children if c.dep_ in ("nsubj", "nsubjpass"))
            edge = sentence.block.start(sentence.block.doc[subject.left_edge.i])
            if other.i > token.i and edge > sentence.block.end(token) and not token.is_ancestor(other):
                end = min(end, edge)
            if (
                other.i <= token.i
                and edge <= sentence.block.start(token)
                and (other.is_ancestor(token) or other == token)
            ):
                start = max(start, edge) if other.dep_ == "conj" else start
    return start, end


def governing(noun: "Token") -> "Token | None":
    """The nearest verb that the noun hangs on, at most four steps up."""
    token = noun
    for _ in range(4):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _entry(analysis: Analysis, sentence: Sentence) -> Time | None:
    """The day of a chronology's entry: "March 18: The two presidents meet in Doha"."""
    first = next((time for time in analysis.times if time.span[0] == sentence.block.offset and time.start), None)
    return first if first is not None and re.match(ENTRY, analysis.cast.text[first.span[1] :]) else None


OWN_DAY = frozenset({"begin", "start", "follow", "take", "last", "run", "due", "plan", "schedule", "set", "hold", "expect", "open", "end",
                     "conclude", "slate", "occur"})  # fmt: skip
"""Verbs of a relative clause that dates the encounter it hangs on."""
ENTRY = r"[ \u00a0]?[:–—][ \u00a0]|[ \u00a0]-[ \u00a0]"
SUBORDINATE = frozenset({"pcomp", "advcl", "relcl", "acl", "ccomp"})


def _of_another(sentence: Sentence, token: "Token", at: int) -> bool:
    """Whether a day or a place further on is that of a clause below: "was received by X before leaving for Berlin on Thursday"."""
    inner = sentence.block.token_at(at)
    if inner is None:
        return False
    if _of_the_telling(token, inner):
        return True
    if inner.i < token.i:
        # "left for Davos on Sunday, where he will meet Y"
        main = next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None)
        own = token if token.pos_ in ("VERB", "AUX") else governing(token)
        if main is not None and own is not None and main.is_ancestor(own) and own.dep_ in ("relcl", "advcl"):
            if (main.tag_ == "VBD" and _ahead(own)) or (_ahead(main) and own.tag_ == "VBD"):
                return True
        # "X, who visited the White House on April 24, is to speak with Y on Thursday"
        below = next(
            (w for w in inner.ancestors if w == token or w.is_ancestor(token) or w.dep_ in ("relcl", "acl")), None
        )
        return below is not None and below != token and not below.is_ancestor(token) and below.pos_ in ("VERB", "AUX")
    for word in inner.ancestors:
        if word.dep_ == "conj" and word.head == token and _ahead(word) != _ahead(token):
            return True  # "arrived earlier and is scheduled to fly on to Washington on Sunday"
        if word.dep_ == "conj" and word.i > token.i and word != token and not word.is_ancestor(token):
            if word.pos_ == "VERB" and word.lemma_.casefold() in encounters() and token.head != word:
                return True  # "was due to fly to Doha and will travel on to Israel on Wednesday"
        if word.dep_ == "conj" and word.i > token.i and word.pos_ in ("VERB", "AUX") and word.head.is_ancestor(token):
            return True  # "started in Istanbul, meeting Erdogan, and was due in Crete"
        if word.head == token and word.dep_ == "advcl" and word.i > token.i and _meanwhile(word):
            return True  # "met on Tuesday, as Washington sought a pause in the fighting in Gaza"
        if word == token or word.head == token or word.is_ancestor(token):
            return False
        if word.head == token and word.dep_ in ("relcl", "acl") and word.lemma_.casefold() in OWN_DAY:
            return False  # "a trip that was to begin on Monday"
        if word.dep_ == "acl" and token.pos_ in ("NOUN", "PROPN") and token.is_ancestor(word) and word.tag_ == "VBN":
            return False
        if word.pos_ in ("VERB", "AUX") and word.i > token.i and word.dep_ in SUBORDINATE:
            return True
    return False


def _meanwhile(clause: "Token") -> bool:
    """Whether a clause tells of somebody else's doings beside the encounter, not of the encounter's circumstances."""
    mark = next((c.text.casefold() for c in clause.children if c.dep_ == "mark"), None)
    return mark in ("as", "while", "because", "since", "amid", "though", "although") and any(
        c.dep_ in ("nsubj", "nsubjpass") for c in clause.children
    )


UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _days_off(token: "Token") -> int:
    """How many days before (or after) the main clause's day an encounter was: "a day after holding talks in Riyadh"."""
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    word = verb.head if verb is not None and verb.dep_ in ("pcomp", "advcl") else None
    if verb is None or word is None:
        return 0
    if verb.dep_ == "advcl":
        word = next((c for c in verb.children if c.dep_ in ("mark", "prep", "advmod") and c.text.casefold() in ("after", "before")), None)
    if word is None or word.text.casefold() not in ("after", "before") or word.i < 2:
        return 0
    unit, count = word.nbor(-1).text.casefold(), word.nbor(-2).text.casefold()
    days = UNITS.get(unit, 0) * (COUNTS.get(count) or (int(count) if count.isdigit() else 0))
    return -days if word.text.casefold() == "after" else days


def _moved(time: Time, days: int) -> Time | None:
    """A day moved by some days; None for what is no single day."""
    if time.precision != "day" or time.start is None or time.end is None:
        return None
    start, end = (date.fromisoformat(day) + timedelta(days) for day in (time.start, time.end))
    return replace(time, start=start.isoformat(), end=end.isoformat())


def _of_the_telling(token: "Token", inner: "Token") -> bool:
    """Whether a day or a place is that of what was said about the encounter: "said on Friday that they had met"."""
    below = next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None)
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    if below is None or verb is None or below == verb or not below.is_ancestor(verb) or below.lemma_ not in cues():
        return False
    while verb.head != below:
        verb = verb.head
    return verb.dep_ in ("ccomp", "parataxis")


def _when_clause(analysis: Analysis, sentence: Sentence, token: "Token") -> Time | None:
    """The day before a clause that tells what was then: "since December 14, when Ali and Maduro shook hands"."""
    if token.dep_ not in ("relcl", "advcl") or not any(c.text.casefold() == "when" for c in token.lefts):
        return None
    when_at = next(sentence.block.start(c) for c in token.lefts if c.text.casefold() == "when")
    return next((time for time in analysis.times if time.start and 0 <= when_at - time.span[1] <= 2), None)


def _hangs_on(sentence: Sentence, verb: "Token", at: int) -> bool:
    """Whether a day is that of the verb itself."""
    inner = sentence.block.token_at(at)
    return inner is not None and next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None) == verb


def _before_conjunct(sentence: Sentence, token: "Token", at: int) -> bool:
    """Whether a day stands with the verb before this one: "met him on 16 June and spoke to him in March"."""
    inner = sentence.block.token_at(at)
    first = token.head if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") else None
    return inner is not None and first is not None and first.i < inner.i < token.i and not token.is_ancestor(inner)


def _ahead(verb: "Token") -> bool:
    """Whether a verb speaks of what is still to come: "will fly", "is scheduled to"."""
    helpers = {c.lemma_.casefold() for c in verb.children if c.dep_ in ("aux", "auxpass")}
    arranged = verb.lemma_.casefold() in DUE and verb.tag_ == "VBN"
    return bool(helpers & {"will", "shall", "'ll", "’ll"}) or (arranged and "be" in helpers)


def _place(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span) -> tuple[str, str | None, Span] | None:
    """The first place after the token that is its own."""
    start = sentence.block.end(token)
    while (found := place_after(analysis.cast.text, start, clause[1])) is not None:
        since = re.search(r"\bsince\b[^.;,]*$", analysis.cast.text[sentence.block.end(token) : found[2][0]])
        if not since and not _of_another(sentence, token, found[2][0]):
            return found
        start = found[2][1]
    return None


def _place_before(
    analysis: Analysis, sentence: Sentence, token: "Token", start: int
) -> tuple[str, str | None, Span] | None:
    """The place before the token that is its own: the one the sentence opens with, else the last."""
    found: list[tuple[str, str | None, Span]] = []
    end = sentence.block.start(token)
    while (place := place_after(analysis.cast.text, start, end)) is not None:
        found.append(place)
        start = place[2][1]
    own = [place for place in found if not _of_another(sentence, token, place[2][0])]
    if own and own[0][2][0] - sentence.span[0] < OPENING:
        return own[0]
    return own[-1] if own else None


OPENING = 12
"""Characters into a sentence within which the place it opens with stands."""


def when(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span, visit: bool = False) -> Time | None:
    """The date of the encounter told at `token`, perhaps a `visit`: the nearest in its clause that is its own."""
    inside = [time for time in analysis.times if clause[0] <= time.span[0] < clause[1] and time.start]
    text = analysis.cast.text
    if (hung := _when_clause(analysis, sentence, token)) is not None:
        return hung
    inside = [time for time in inside if not re.search(r"\bsince\b[^.;,]*$", text[clause[0] : time.span[0]])]
    inside = [time for time in inside if not _of_another(sentence, token, time.span[0])]
    below = token if token.pos_ in ("VERB", "AUX") else governing(token)
    if (off := _days_off(token)) and below is not None:
        left, right = sentence.block.start(below.left_edge), sentence.block.end(below.right_edge)
        if not any(left <= time.span[0] <= right for time in inside):
            main = next((w for w in below.ancestors if w.pos_ in ("VERB", "AUX")), None)
            of_main = [time for time in inside if main is not None and _hangs_on(sentence, main, time.span[0])]
            return _moved(of_main[-1], off) if of_main else None
    if (
        below is not None
        and below.dep_ == "advcl"
        and any(c.dep_ == "mark" and c.text.casefold() in ("before", "after") for c in below.children)
    ):
        # "visited Rome in May, a month before X hosted her": the main clause has a day of its own
        left, right = sentence.block.start(below.left_edge), sentence.block.end(below.right_edge)
        inside = [time for time in inside if left <= time.span[0] <= right]
    inside = [time for time in inside if not _before_conjunct(sentence, token, time.span[0])] or inside
    if below is not None and not visit:
        # "go on to Shanghai on Monday and hold talks in Beijing on Tuesday": each verb has its day
        inside = [time for time in inside if _hangs_on(sentence, below, time.span[0])] or inside
    if token.pos_ in ("NOUN", "PROPN"):
        verb = governing(token)
        if (
            verb is None
            or verb.lemma_ not in verbs("dates")
            or (visit and token.dep_ == "pobj" and verb.lemma_ != "be")
        ):
            # a date elsewhere in the sentence is that of what is said about the encounter, not of the encounter
            left, right = sentence.block.start(token.left_edge), sentence.block.end(token.right_edge)
            own = [time for time in inside if left <= time.span[0] <= right + ADJOINING]
            course = token.dep_ == "pobj" and token.head.text.casefold() == "during" and token.head.head == verb
            if not own and course and verb is not None:
                # "signed in January, during his visit"
                own = [time for time in inside if _hangs_on(sentence, verb, time.span[0])]
            inside = own
    if not inside:
        return _entry(analysis, sentence)
    at = sentence.block.start(token)
    return min(inside, key=lambda time: time.span[0] - at if time.span[0] >= at else 2 * (at - time.span[1]))
