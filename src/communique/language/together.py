"""Who "they", "the two" and "the three ministers" are: people of different parties whom the text last named together."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.records import Span

if TYPE_CHECKING:
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


def last_pair(cast: "Cast", at: int, joined: bool = False, office: str | None = None) -> tuple[str, ...]:
    """Who "they" at `at` are: the people joined in the last sentence that names two of different parties.

    `joined`: states count only where they stand side by side, as "they" is said of much else. `office`: the word
    by which the people are called ("the two leaders"); who holds another office is passed over.
    """
    one = one_subject_before(cast, at)
    if len(one) == 2 and all(office is None or cast.holds(ref, office) for ref in one):
        return one
    many = len({a.country for a in cast.actors if a.kind == "person" and a.country}) > 3
    window = [m for m in cast.mentions if at - (NEAR_OF_MANY if many else NEAR_OF_TWO) < m.span[0] < at]
    for kind in ("person", "state"):
        last: list[Mention] = []
        parties: set[str] = set()
        for mention in reversed(window):
            actor = cast.by_id(mention.actor)
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


def last_several(cast: "Cast", at: int, number: int = 0) -> tuple[str, ...]:
    """The three or more people of different parties whom a sentence last named together, or held "trilateral" talks of.

    Empty where the last sentence that names people of different parties names two, or not as many as `number`.
    """
    one = one_subject_before(cast, at)
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


def one_subject_before(cast: "Cast", at: int) -> tuple[str, ...]:
    """Those who were one subject last before `at`, unless somebody else is named between."""
    for span, refs in reversed(cast.together):
        if span[1] <= at:
            after = (m.actor for m in cast.mentions if span[1] <= m.span[0] < at)
            others = [ref for ref in after if cast.by_id(ref).kind == "person" and not cast.speaks(ref)]
            return refs if at - span[1] < REACH and set(others) <= set(refs) else ()
    return ()


def one_subject(cast: "Cast", blocks: "Sequence[Block]") -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Where people of different parties are one subject, by name or by office."""
    found = []
    for block in blocks:
        for token in block.doc:
            if token.dep_ not in ("nsubj", "nsubjpass") or not token.conjuncts or token.pos_ not in ("PROPN", "NOUN"):
                continue
            refs = [ref for ref in cast.resolve(block, token) if cast.by_id(ref).kind == "person"]
            parties = {cast.party(cast.by_id(ref)) for ref in refs}
            if len(refs) > 1 and len(parties) == len(refs) and None not in parties:
                last = max(t.i for t in (token, *token.conjuncts))
                span = (block.start(block.doc[token.left_edge.i]), block.end(block.doc[last]))
                found.append((span, tuple(refs)))
    return tuple(found)
