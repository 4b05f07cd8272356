"""Journeys that were called off without a word of whose they were: "A stop in Tbilisi has been dropped"."""

from collections import Counter
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast_nouns import MAIN
from communique.language.pipeline import Sentence
from communique.readers.own_clause import journeys
from communique.readers.parties import doer
from communique.readers.places import place_after
from communique.readers.telling import Telling, telling_of

if TYPE_CHECKING:
    from spacy.tokens import Token

OFF = frozenset({"drop", "cancel", "scrap", "shelve", "abandon", "postpone", "remove", "axe", "strike", "skip"})


def called_off(
    analysis: Analysis, sentence: Sentence, noun: "Token", owned: list[str], verb: "Token | None"
) -> Telling | None:
    """The visit that `noun` tells to have been called off, of whoever travels in the sentences before."""
    if verb is None or noun.dep_ != "nsubjpass" or owned or any(c.dep_ == "neg" for c in verb.children):
        return None
    put_off = verb.lemma_ in ("call", "put") and any(c.text.casefold() == "off" for c in verb.children)
    if verb.lemma_ not in OFF and not put_off:
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
