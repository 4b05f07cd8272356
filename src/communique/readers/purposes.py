"""Encounters that somebody travels for: "will fly to Beijing for a summit with the president"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.compounds import joined_states
from communique.readers.encounter_days import ahead, when
from communique.readers.own_clause import clause_of
from communique.readers.parties import doer, partners, party_of
from communique.readers.places import place_after
from communique.readers.status import status_of
from communique.readers.telling import Telling, telling_of
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

COMING = frozenset(
    {"travel", "fly", "come", "arrive", "visit", "head", "go", "gather", "return", "land", "leave", "depart", "stop"}
)
"""Verbs of travel: what one travels for takes place where and when one arrives."""


def purpose(analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind) -> Telling | None:
    """ "Will fly to Beijing on July 24 for a summit with President Xi": place and day are the journey's."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.text.casefold() == "for" else noun
    journey = next(
        (word for word in (verb, *list(verb.ancestors)[:2]) if word.lemma_ in COMING and word.pos_ == "VERB"), None
    )
    if verb == noun or journey is None or journey.i > noun.i:
        return None
    them = partners(analysis, sentence.block, noun, ("with",), direct=False)
    us = doer(analysis, sentence.block, journey)
    sides = joined_states(analysis, noun) if not them else []
    if sides and {party_of(analysis, ref) for ref in us} & {party_of(analysis, ref) for ref in sides}:
        them = [ref for ref in sides if party_of(analysis, ref) not in {party_of(analysis, one) for one in us}]
    if not them or len({party_of(analysis, ref) for ref in (*us, *them)}) < 2:
        return None
    text, block = analysis.cast.text, sentence.block
    place = place_after(text, block.end(journey), block.start(noun), frozenset({"to", "in", "at"}))
    found = telling_of(analysis, sentence, noun, kind, us, them, f"meetings.{kind}-purpose/1", 0.8)
    if found is None:
        return None
    status = status_of(sentence, journey)
    time = found.time or when(analysis, sentence, journey, clause_of(sentence, journey))
    if time is not None and ahead(analysis, time) and status == "held":
        status = "planned"  # "travels to Brasília on Thursday for a meeting"
    return replace(
        found, status=status or found.status, time=time, place=place[0] if place else found.place,
        place_code=place[1] if place else found.place_code,
    )  # fmt: skip
