"""What was called off without a word of whose it was: "The meeting was dropped", "A stop in Tbilisi has been dropped"."""

from collections import Counter
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast_nouns import MAIN
from communique.language.pipeline import Sentence
from communique.readers.own_clause import journeys
from communique.readers.parties import doer
from communique.readers.places import place_after
from communique.readers.telling import Telling, telling_of
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OFF = frozenset({"drop", "cancel", "scrap", "shelve", "abandon", "postpone", "axe"})
"""Verbs of what is called off; what goes on may be suspended, and a stop on a journey may be left out."""
SUSPENDED, LEFT_OUT = OFF | {"suspend"}, OFF | {"remove", "strike", "skip"}


def is_off(verb: "Token", verbs: frozenset[str]) -> bool:
    """Whether a verb is one of these, or calls or puts something off."""
    return verb.lemma_.casefold() in verbs or (
        verb.lemma_ in ("call", "put") and any(c.dep_ == "prt" and c.text.casefold() == "off" for c in verb.children)
    )


def planned_before(sentence: Sentence, noun: "Token", kind: MeetingKind) -> Telling | None:
    """ "The meeting was dropped", "called the trip off": what was planned before it, whose it is said there."""
    verb = noun.head
    definite = any(c.text.casefold() in ("the", "that", "their", "his", "her") for c in noun.children)
    told_whose = any(c.dep_ in ("prep", "acl", "relcl", "compound", "amod") for c in noun.children)
    if not is_off(verb, SUSPENDED) or not definite or told_whose or noun.dep_ not in ("nsubjpass", "dobj", "obj"):
        return None
    if any(
        c.dep_ in ("neg",)
        or c.text.casefold() in ("if", "unless", "whether", "should")
        or (c.dep_ == "aux" and c.tag_ in ("MD", "TO"))
        for c in verb.children
    ):
        return None
    return Telling(
        kind, "cancelled", (), (), None, None, None, None, None, None, sentence.span, sentence.block.start(noun),
        "meetings.off/1", 0.7, joins=True,
    )  # fmt: skip


def journey_off(
    analysis: Analysis, sentence: Sentence, noun: "Token", owned: list[str], verb: "Token | None"
) -> Telling | None:
    """The visit that `noun` tells to have been called off, of whoever travels in the sentences before."""
    if verb is None or noun.dep_ != "nsubjpass" or owned or any(c.dep_ == "neg" for c in verb.children):
        return None
    if not is_off(verb, LEFT_OUT):
        return None
    block, cast = sentence.block, analysis.cast
    place = place_after(cast.text, block.end(noun), block.start(verb), frozenset({"in", "to", "at"}))
    by = [
        c
        for c in noun.children
        if (c.dep_ in ("prep", "poss") and c.text.casefold() in ("by", "of", "his", "her"))
        or (c.dep_ in ("relcl", "acl", "ccomp") and any(inner.dep_ == "nsubj" for inner in c.children))
    ]  # "a trip to Kyiv that the envoy had planned"
    who = cast.programme or _traveller(analysis, sentence, noun)
    if place is None or not place[1] or who is None or by:
        return None
    found = telling_of(analysis, sentence, noun, "visit", [who], [], "meetings.called-off/1", 0.75, place)
    return found if found is not None and found.status == "cancelled" else None


def _traveller(analysis: Analysis, sentence: Sentence, noun: "Token") -> str | None:
    """Who travels in the sentences before, of the same paragraph; else the one whom the text is about."""
    for token in reversed(sentence.block.doc[: noun.i]):
        if token.pos_ == "VERB" and token.lemma_ in journeys():
            refs = doer(analysis, sentence.block, token)
            people = [ref for ref in refs if analysis.cast.by_id(ref).kind == "person"]
            if len(people) == 1:
                return people[0]
    acted = Counter(ref for _, ref in analysis.cast.tellers).most_common(2)
    return acted[0][0] if acted and (len(acted) == 1 or acted[0][1] >= MAIN * acted[1][1]) else None
