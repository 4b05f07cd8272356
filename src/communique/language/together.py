"""Who "they", "the two" and "the three ministers" are: people of different parties whom the text last named together."""

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.cast_nouns import HOLDERS, plural, singular
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language.cast import Cast, Mention
    from communique.language.pipeline import Block

SIDE_BY_SIDE = re.compile(
    r"(?:['’]s)?(?:[ \u00a0][\w-]+){0,4}[ \u00a0](?:and|with|&)[ \u00a0](?:[\w-]+[ \u00a0]){0,3}|[-–—]"
)
JOINED = re.compile(
    r"(?:['’]s)?(?:[ \u00a0](?:\([^)]{1,12}\)|of|the|and|for|to|by|His|Her|Their|[A-Z][\w.’'-]*)|,)*(?:,|[ \u00a0](?:and|with))"
    r"(?:[ \u00a0](?:of|the|for|to|and|[A-Z][\w.’'-]*))*[ \u00a0]"
)
"""Between people named as one group: ", Foreign Minister ", " of Japan and National Security Adviser "."""
SEVERAL = re.compile(r"\b(?:tri|quadri)lateral(?:ly)?\b|\b(?:three|four)-(?:way|party|nation|country)\b", re.I)
"""Words of a sentence in which more than two met; "they" are then all whom it names."""
ENDS = re.compile(r"(?<!Mr)(?<!Ms)(?<!Dr)(?<!U\.S)[.!?][ \u00a0]+(?=[A-Z])|\n")
"""Where a sentence ends."""
NEAR_OF_TWO, NEAR_OF_MANY = 700, 250
"""Characters back to the two whom "they" are; among many parties only where they stand close by."""
REACH = 1500
"""Characters back to those whom the text named as one subject."""


def last_pair(
    cast: "Cast", at: int, joined: bool = False, office: str | None = None, lead: bool = False
) -> tuple[str, ...]:
    """Who "they" at `at` are: the people joined in the last sentence that names two of different parties.

    `joined`: states count only where they stand side by side, as "they" is said of much else. `office`: the word
    by which the people are called ("the two leaders"); who holds another office is passed over. `lead`: whom the text
    is about from its lead on stay "they" though others are named between.
    """
    one = one_subject_before(cast, at, lead)
    if len(one) == 2 and all(office is None or _could_be(cast, ref, office) for ref in one):
        return one
    if office in TWO_ALIKE and (two := _only_two_alike(cast, at, office)):
        return two
    many = len({a.country for a in cast.actors if a.kind == "person" and a.country}) > 3
    window = [m for m in cast.mentions if at - (NEAR_OF_MANY if many else NEAR_OF_TWO) < m.span[0] < at]
    for kind, owners in (("person", False), ("person", True), ("state", True)):
        if kind == "state" and (lead_two := _two_of_lead(cast, at, office)):
            return lead_two
        last: list[Mention] = []
        parties: set[str] = set()
        for mention in reversed(window):
            actor = cast.by_id(mention.actor)
            if not owners and cast.text[mention.span[1] : mention.span[1] + 1] in ("'", "’"):
                continue  # "President Trump's proposals" are no Trump
            if kind == "person" and (cast.speaks(actor.id) or (office and not cast.holds(actor.id, office))):
                continue
            party = cast.party(actor)
            if actor.kind == kind and party and party not in parties:
                last.insert(0, mention)
                parties.add(party)
            if len(last) == 2:
                between = cast.text[last[0].span[1] : last[1].span[0]]
                if not joined or kind == "person" or SIDE_BY_SIDE.fullmatch(between):
                    return tuple(mention.actor for mention in last)
                break
    return () if joined and not cast.bilateral() else cast.pair


TWO_ALIKE = frozenset({"minister", "president", "premier", "chancellor"})
"""Offices by which two are called again however far back they were named, where no other two of them met."""


def _only_two_alike(cast: "Cast", at: int, office: str) -> tuple[str, ...]:
    """The only two of one office who were named together before `at`: "The two Foreign Ministers will chair"."""
    pairs = {
        frozenset(refs): refs
        for span, refs in cast.together
        if span[1] <= at and all(cast.titles.get(ref) and cast.holds(ref, office) for ref in refs)
    }
    alike = [refs for refs in pairs.values() if len(refs) == 2]
    return alike[0] if len(pairs) == len(alike) == 1 else ()


def met_as_two(cast: "Cast", at: int) -> tuple[str, ...]:
    """The two who met or acted as one last before `at`, whoever is named since: "the rivals" beside those who host them."""
    return next((refs for span, refs in reversed(cast.together) if span[1] <= at and len(refs) == 2), ())


def named_as_two(cast: "Cast", at: int) -> tuple[str, ...]:
    """A state and an organisation last named as one before `at` in its paragraph: "the Government of Yemen and Ansar Allah".

    A mediator's page is about more states than the two parties that it tells of.
    """
    here = [
        mention
        for mention in cast.mentions
        if max(at - NEAR_OF_TWO, cast.text.rfind("\n", 0, at)) < mention.span[0] < at
        and cast.by_id(mention.actor).kind in ("state", "organisation")
    ]
    for one, other in reversed(list(itertools.pairwise(here))):
        kinds = {cast.by_id(mention.actor).kind for mention in (one, other)}
        if len(kinds) == 2 and SIDE_BY_SIDE.fullmatch(cast.text[one.span[1] : other.span[0]]):
            return one.actor, other.actor
    return ()


def _two_of_lead(cast: "Cast", at: int, office: str | None) -> tuple[str, ...]:
    """The two who met at the head of the text, where both hold the office by which "the two presidents" are called."""
    if office not in ("president", "minister", "premier", "leader") or not cast.together or cast.together[0][0][1] > at:
        return ()
    first = cast.together[0][1]
    titled = all(cast.by_id(ref).kind == "person" and cast.titles.get(ref) and cast.holds(ref, office) for ref in first)
    return first if len(first) == 2 and titled else ()


def _could_be(cast: "Cast", ref: str, office: str) -> bool:
    """Whether somebody holds an office, or stands for the page's own official without a name."""
    return cast.by_id(ref).kind == "state" or cast.holds(ref, office)


def last_several(cast: "Cast", at: int, number: int = 0, lead: bool = False) -> tuple[str, ...]:
    """The three or more people of different parties whom a sentence last named together, or held "trilateral" talks of.

    Empty where the last sentence that names people of different parties names two, or not as many as `number`.
    """
    one = one_subject_before(cast, at, lead)
    if one:
        return one if len(one) == number or (not number and len(one) > 2) else ()
    found: list[Mention] = []
    for mention in reversed(cast.mentions):
        if not at - REACH < mention.span[0] < at or cast.by_id(mention.actor).kind != "person":
            continue
        if cast.speaks(mention.actor):
            continue
        if found and not _beside(cast, mention, found[0], number):
            parties = {cast.party(cast.by_id(m.actor)) for m in found}
            if len(parties) > 2:
                break
            if len(parties) == 2 and not number:
                return ()
            found = []
        found.insert(0, mention)
    return _of_different_parties(cast, dict.fromkeys(m.actor for m in found), number)


def _of_different_parties(cast: "Cast", refs: dict[str, None], number: int) -> tuple[str, ...]:
    parties = {cast.party(cast.by_id(ref)) for ref in refs}
    enough = len(refs) == number if number else len(refs) > 2
    return tuple(refs) if enough and len(parties) == len(refs) and None not in parties else ()


def _beside(cast: "Cast", mention: "Mention", after: "Mention", number: int) -> bool:
    """Whether two people are named as one group, or in one sentence on talks of three or of as many as are asked for."""
    if JOINED.fullmatch(cast.text[mention.span[1] : after.span[0]]):
        return True
    if ENDS.search(cast.text, mention.span[1], after.span[0]):
        return False
    start = max((m.end() for m in ENDS.finditer(cast.text, 0, mention.span[0])), default=0)
    end = ENDS.search(cast.text, after.span[1])
    return number > 2 or SEVERAL.search(cast.text, start, end.start() if end else len(cast.text)) is not None


def one_subject_before(cast: "Cast", at: int, lead: bool = False) -> tuple[str, ...]:
    """Those who were one subject last before `at`, unless somebody else is named between."""
    for span, refs in reversed(cast.together):
        if span[1] <= at:
            others = {ref for place, ref in cast.subjects if span[1] <= place < at and not cast.speaks(ref)}
            stay = lead and set(refs) == set(cast.together[0][1])
            return refs if at - span[1] < REACH and (others <= set(refs) or stay) else ()
    return ()


def one_subject(cast: "Cast", blocks: "Sequence[Block]") -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Where people of different parties are one subject, by name or by office, or met one another."""
    found = []
    for block in blocks:
        if (two := _headline(cast, block)) is not None:
            found.append(two)
        for word in block.doc:
            token = word
            if token.pos_ in ("VERB", "AUX") and (met := _met(cast, block, token)) is not None:
                found.append(met)
            if (named := _named_behind(cast, block, token)) is not None:
                found.append(named)
                continue
            if not (token.dep_ in ("nsubj", "nsubjpass") or _agents(token)) or token.pos_ not in ("PROPN", "NOUN"):
                continue
            if plural(token) and not list(token.conjuncts):
                # "between Presidents A and B": the names stand beside the office
                token = next((c for c in token.children if c.dep_ == "appos" and list(c.conjuncts)), token)
            if not list(token.conjuncts):
                continue
            refs = [ref for ref in cast.resolve(block, token) if cast.by_id(ref).kind == "person"]
            parties = {cast.party(cast.by_id(ref)) for ref in refs}
            if len(refs) > 1 and len(parties) == len(refs) and None not in parties:
                last = max(t.i for t in (token, *token.conjuncts))
                span = (block.start(block.doc[token.left_edge.i]), block.end(block.doc[last]))
                found.append((span, tuple(refs)))
    return tuple(sorted(found))


BROKERED = frozenset(
    {
        "mediate",
        "broker",
        "facilitate",
        "host",
        "chair",
        "co-chair",
        "co-host",
        "moderate",
        "sponsor",
        "organise",
        "organize",
        "witness",
        "attend",
    }
)
"""Verbs whose agents are none of those who met: "talks brokered by A and B"."""


def _agents(token: "Token") -> bool:
    """Whether a phrase names those by whom or between whom something was done: "ordered by Presidents A and B when they met"."""
    prep = token.head if token.dep_ == "pobj" else None
    if prep is None or prep.text.casefold() not in ("by", "between", "from"):
        return False
    return prep.head.lemma_.casefold() not in BROKERED


def _named_behind(cast: "Cast", block: "Block", subject: "Token") -> tuple[Span, tuple[str, ...]] | None:
    """Those whom a plural office names behind it: "The Ministers of Foreign Affairs of A, Mr. X, and of B, Mr. Y, met"."""
    if subject.dep_ not in ("nsubj", "nsubjpass") or not plural(subject) or subject.head.i - subject.i < 5:
        return None
    if singular(subject) not in HOLDERS | {"leader", "head"}:
        return None
    span = (block.start(subject.left_edge), block.start(subject.head))
    refs = [actor.id for actor in cast.within(span, ("person",))]
    parties = {cast.party(cast.by_id(ref)) for ref in refs}
    if len(refs) < 2 or len(parties) < len(refs) or None in parties:
        return None
    return span, tuple(refs)


LIGHT = frozenset({"hold", "have", "conduct", "receive", "take", "pay", "make"})
"""Verbs that tell of an encounter by their object: "held a trilateral call with"."""


GOING = frozenset({"be", "fly", "travel", "arrive", "come", "go", "stop", "head", "return", "visit"})
"""Verbs of those who are at a place for talks."""


def _met(cast: "Cast", block: "Block", verb: "Token") -> tuple[Span, tuple[str, ...]] | None:
    """Where somebody met or called somebody: from the subject to the last of those met."""
    words = _encounters()
    objects = [c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i]
    noun = next((c for c in objects if c.lemma_.casefold() in words["noun"]), None)
    if noun is None and verb.lemma_.casefold() in GOING:
        # "was in Suva on Tuesday for talks with X"
        ends = (w for w in verb.subtree if w.dep_ == "pobj" and w.head.text.casefold() == "for")
        noun = next((w for w in ends if w.i > verb.i and w.lemma_.casefold() in words["noun"]), None)
    if noun is None and verb.lemma_.casefold() not in words["verb"] | LIGHT:
        noun = _talks_beside(verb, words["noun"])
    elif verb.lemma_.casefold() not in (LIGHT | GOING if noun is not None else words["verb"]):
        return None
    if noun is None and verb.lemma_.casefold() not in words["verb"]:
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    if subject is None or subject.tag_ in ("WP", "WDT"):
        return None
    passive = subject.dep_ == "nsubjpass"
    wanted = ("by",) if passive else ("with", "to", "from", "on") if noun is not None else ("with", "to")
    preps = [
        c
        for word in (verb, noun)
        if word is not None
        for c in word.children
        if c.dep_ in ("prep", "agent") and c.text.casefold() in wanted
    ]
    others = [inner for prep in preps for inner in prep.children if inner.dep_ == "pobj"]
    others += objects if noun is None else []
    if any(inner.pos_ == "PRON" for inner in others):
        return None
    refs: list[str] = []
    # "his counterparts A of Japan and B of the Philippines": the second hangs on the first's name
    named = [c for head in others for one in head.children if one.dep_ == "appos" for c in one.conjuncts]
    others += [one for one in named if one.pos_ == "PROPN"]
    for head in (subject, *others):
        refs += [ref for ref in cast.resolve(block, head) if ref not in refs and cast.by_id(ref).kind == "person"]
    own = cast.state(cast.home) if cast.home and not passive and _own_official(subject) else None
    if own is not None and len(refs) == 1 and not cast.resolve(block, subject):
        refs.insert(0, own.id)
    parties = {cast.party(cast.by_id(ref)) for ref in refs}
    if not others or len(refs) < 2 or len(parties) < len(refs) or None in parties:
        return None
    last = max(t.i for head in others for t in (head, *head.conjuncts))
    start, end = block.start(block.doc[subject.left_edge.i]), block.end(block.doc[last])
    for mention in sorted(cast.mentions, key=lambda m: m.span):
        # a long list of guests is not always one coordination to the parser
        actor = cast.by_id(mention.actor)
        if mention.span[0] >= end and actor.kind == "person" and JOINED.fullmatch(cast.text[end : mention.span[0]]):
            if mention.actor in refs or cast.party(actor) is None or cast.party(actor) in parties:
                break
            refs.append(mention.actor)
            parties.add(cast.party(actor))
            end = mention.span[1]
    return (start, end), tuple(refs)


BESIDE = frozenset({"after", "following", "during", "before", "at", "in"})


def _talks_beside(verb: "Token", nouns: frozenset[str]) -> "Token | None":
    """The encounter beside which something is done: "told reporters after talks with his counterpart"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.text.casefold() in BESIDE and child.i > verb.i:
            inner = next((c for c in child.children if c.dep_ == "pobj" and c.lemma_.casefold() in nouns), None)
            if inner is not None and any(c.dep_ == "prep" and c.text.casefold() == "with" for c in inner.children):
                return inner
    return None


def _headline(cast: "Cast", block: "Block") -> tuple[Span, tuple[str, ...]] | None:
    """The two with whom a headline opens: "Dar, Araghchi agree to reopen two border markets"."""
    here = [m for m in cast.mentions if block.span[0] <= m.span[0] and m.span[1] <= block.span[1]]
    if block.kind != "title" or len(here) < 2 or here[0].span[0] != block.span[0]:
        return None
    between = cast.text[here[0].span[1] : here[1].span[0]]
    refs = (here[0].actor, here[1].actor)
    parties = {cast.party(cast.by_id(ref)) for ref in refs}
    people = all(cast.by_id(ref).kind == "person" for ref in refs)
    return (
        ((here[0].span[0], here[1].span[1]), refs)
        if people and between in (", ", " and ") and len(parties) == 2
        else None
    )


def _own_official(subject: "Token") -> bool:
    """Whether a subject is an office alone: "The Prime Minister spoke to President X"."""
    the = any(left.text.casefold() == "the" for left in subject.lefts)
    return the and subject.lemma_.casefold() in HOLDERS and not any(c.dep_ == "appos" for c in subject.children)


@cache
def _encounters() -> dict[str, frozenset[str]]:
    """Verbs and nouns of an encounter of people."""
    rows = [row for row in knowledge.table("meeting_words") if row["kind"] in ("meeting", "talks", "call", "summit")]
    return {pos: frozenset(row["word"] for row in rows if row["pos"] == pos) for pos in ("verb", "noun")}
