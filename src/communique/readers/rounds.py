"""The round before and the round after: "the next one will be held in Hanoi", "the first round was held in Muscat"."""

import re
from typing import TYPE_CHECKING

from communique.knowledge import ordinal
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.encounter_days import when
from communique.readers.mechanisms import WHOLE_ORDINAL
from communique.readers.own_clause import clause_of, governing, verbs, words_of
from communique.readers.places import place_after
from communique.readers.status import status_of
from communique.readers.telling import Telling
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

NEXT = re.compile(r"\b(?:\d{1,3}(?:st|nd|rd|th)|next|follow-up|followup|further|another|new)\b", re.I)

FOLLOWING = frozenset({"summit", "session", "round", "meeting", "talk", "talks", "negotiation", "consultation", "one"})

OPEN = frozenset({"plan", "schedule", "set", "expect", "propose", "cancel", "postpone", "scrap", "call", "put", "delay", "shelve", "drop", "abandon",
                  "agree", "hold", "slate", "due", "offer", "suggest", "resume", "conclude", "take", "prepare", "arrange", "convene"})  # fmt: skip
"""Verbs after which a text on two parties need not name them again: "a summit has been set for Monday"."""

GONE = re.compile(r"\b(?:first|second|third|fourth|fifth|last|previous|earlier|opening|latest)\b", re.I)


def next_one(analysis: Analysis, sentence: Sentence, word: "Token") -> Telling | None:
    """ "The next one will be held in Hanoi in May": a session like the one told before."""
    return next_round(analysis, sentence, word, "session")


def next_round(analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind) -> Telling | None:
    """ "The next round will be held in Muscat on Friday": whose it is the encounter told before says."""
    left = noun.doc[noun.left_edge.i : noun.i].text
    verb = governing(noun)
    if (gone := _gone_by(analysis, sentence, noun, kind, verb)) is not None:
        return gone
    status = status_of(sentence, noun)
    counted = status == "planned" and GONE.search(left)
    if (
        noun.lemma_.casefold() not in FOLLOWING
        or not (NEXT.search(left) or counted)
        or verb is None
        or verb.lemma_ not in OPEN | verbs("dates")
    ):
        return None
    if noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj") or analysis.cast.within(sentence.span, ("person",)):
        return None
    clause = words_of(sentence, noun) if noun.dep_ in ("nsubj", "nsubjpass") else clause_of(sentence, noun)
    time = when(analysis, sentence, noun, clause)
    place = place_after(analysis.cast.text, sentence.block.end(noun), clause[1])
    if status not in ("planned", "proposed", "cancelled") or (time is None and place is None):
        return None
    return Telling(
        "session" if kind in ("session", "round") else kind, status, (), _of_series(analysis, sentence, noun), place[0] if place else None,
        place[1] if place else None, time, None, None, _number(noun), sentence.span, sentence.block.start(noun),
        "meetings.next/1", 0.7, follows=True,
    )  # fmt: skip


def _gone_by(
    analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind, verb: "Token | None"
) -> Telling | None:
    """ "The first round was held in Muscat on April 12": an earlier one of those told before, where place and day are told."""
    if (
        noun.lemma_.casefold() not in FOLLOWING
        or noun.dep_ not in ("nsubj", "nsubjpass")
        or not GONE.search(noun.doc[noun.left_edge.i : noun.i].text)
        or verb is None
        or verb.lemma_ not in ("hold", "take", "conclude", "convene", "be")
        or any(c.dep_ == "prep" and c.text.casefold() in ("with", "between", "of") for c in noun.children)
        or status_of(sentence, noun) != "held"
    ):
        return None
    clause = words_of(sentence, noun)
    time = when(analysis, sentence, noun, clause)
    place = place_after(analysis.cast.text, sentence.block.end(noun), clause[1])
    if time is None or place is None:
        return None
    if analysis.cast.within((sentence.span[0], max(time.span[1], place[2][1])), ("person",)):
        return None  # somebody's round; "in 2019, when X and Y were ministers" names nobody's
    return Telling(
        "session" if kind in ("session", "round") else kind, "held", (), _of_series(analysis, sentence, noun), place[0],
        place[1], time, None, None, _number(noun), sentence.span, sentence.block.start(noun), "meetings.next/1", 0.7, follows=True,
    )  # fmt: skip


def _number(noun: "Token") -> int | None:
    """Which one it is, where that is printed."""
    words = (c.text for c in noun.children if c.dep_ == "amod" and WHOLE_ORDINAL.fullmatch(c.text))
    return ordinal(next(words, ""))


FAR = 700
"""Characters before a session within which the dialogue is named that it is one of."""
SERIES = re.compile(r"\b(?:dialogue|consultations?|mechanism|commission|committee|forum|negotiations?)\b", re.I)


def _of_series(analysis: Analysis, sentence: Sentence, noun: "Token") -> tuple[str, ...]:
    """The two that a text is about, for a session of a dialogue of theirs that has no name: "The dialogue on water is young. Its
    first session took place in Arusha"."""
    if noun.lemma_ not in ("session", "round", "edition") or not analysis.cast.bilateral():
        return ()
    at = sentence.block.start(noun)
    told = SERIES.search(analysis.cast.text, max(0, at - FAR), at)
    return analysis.cast.parties(analysis.cast.pair) if told else ()
