"""Travel: "visited Beijing", "his trip to Paris", "is expected in Tehran"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.parties import doer, partners
from communique.readers.places import place_after, place_at
from communique.readers.telling import Telling, telling_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def travel(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "He visited Beijing", "she flew to Rome": a visit where the place is known."""
    block, text = sentence.block, analysis.cast.text
    people = [ref for ref in us if analysis.cast.by_id(ref).kind == "person"]
    start, end = block.end(verb), sentence.span[1]
    if verb.lemma_.casefold() in ("visit", "tour"):
        after = re.match(r"[ \u00a0]+(?:the[ \u00a0])?(?:capital[ \u00a0])?", text[start:end])
        place = place_at(text, start + after.end(), end) if after else None
    else:
        near = re.match(r"[^,.;]{0,40}?\b(?:to|in|for)[ \u00a0](?:the[ \u00a0])?", text[start:end])
        place = place_at(text, start + near.end(), end) if near else None
        if verb.lemma_.casefold() == "arrive" and place is None:
            return None
    if place is None or not people:
        return None
    return telling_of(
        analysis, sentence, verb, "visit", people, [], f"meetings.{verb.lemma_.casefold()}/1", 0.85, place
    )


def awaited(analysis: Analysis, sentence: Sentence, word: "Token") -> Telling | None:
    """ "The Sultan is expected in Tehran next Sunday"."""
    block, text = sentence.block, analysis.cast.text
    near = re.match(r"[ \u00a0](?:to arrive[ \u00a0])?in[ \u00a0]", text[block.end(word) : sentence.span[1]])
    place = place_at(text, block.end(word) + near.end(), sentence.span[1]) if near else None
    us = doer(analysis, block, word if word.pos_ == "VERB" else word.head)
    people = [ref for ref in us if analysis.cast.by_id(ref).kind == "person"]
    if place is None or not people:
        return None
    found = telling_of(analysis, sentence, word, "visit", people, [], "meetings.awaited/1", 0.8, place)
    return replace(found, status="planned") if found is not None else None


def visit(
    analysis: Analysis, sentence: Sentence, noun: "Token", owned: list[str], verb: "Token | None"
) -> Telling | None:
    """ "His visit to China", "paid a visit", "a trip by the premier to Rome"."""
    block, text = sentence.block, analysis.cast.text
    start = block.end(noun)
    people = [ref for ref in owned if analysis.cast.by_id(ref).kind == "person"]
    by = partners(analysis, block, noun, ("by", "of"), direct=False)
    people = people or [ref for ref in by if analysis.cast.by_id(ref).kind == "person"]
    if (
        not people
        and verb is not None
        and verb.lemma_
        in (
            "pay",
            "make",
            "begin",
            "start",
            "conclude",
            "kick",
            "wrap",
            "undertake",
            "embark",
            "end",
            "complete",
            "cancel",
            "postpone",
            "plan",
            "call",
            "scrap",
            "shelve",
            "put",
            "cut",
            "delay",
        )
    ):
        people = [ref for ref in doer(analysis, block, verb) if analysis.cast.by_id(ref).kind == "person"]
    if not people:
        return None
    near = re.match(r"[^,.;]{0,30}?\b(?:to|in|of)[ \u00a0](?:the[ \u00a0])?", text[start : sentence.span[1]])
    place = place_at(text, start + near.end(), sentence.span[1]) if near else None
    if place is None and by:
        place = place_after(text, start, min(sentence.span[1], start + 90), frozenset({"to"}))
    if place is None and not owned:
        place = place_after(text, sentence.span[0], block.start(noun), frozenset({"to"}))
    if place is None:
        before = [
            child
            for child in noun.children
            if child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("GPE", "NORP", "LOC")
        ]
        place = place_at(text, block.start(before[0]), block.end(before[0])) if before else None
    return telling_of(
        analysis, sentence, noun, "visit", people, [], "meetings.visit-noun/1", 0.75, place, definite=True
    )
