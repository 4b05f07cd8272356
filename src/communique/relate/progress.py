"""Which state of a commitment a later sentence tells of, with the words that tell.

Verbs of the promised deed and of its opposite (`knowledge/deeds.csv`) are asked when what they tell is so; formal words
(`knowledge/progress_words.csv`: "has yet to", "in breach of", "entered into force") say the rest. "Kept" and "broken" are
claimed only of a deed that is told as done, never from the mood of a sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from communique import knowledge
from communique.relate.deeds import PROMISE, Promised, Told, aspect_of, parsed, promised, subjects, told
from communique.relate.formulas import phrase
from communique.relate.undertakings import Passage, Progress, Undertaking, parties_named

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sentence tells of a commitment, and the words or verb by which."""

    status: Progress
    reason: str


@cache
def _cues() -> tuple[tuple[Progress, re.Pattern[str]], ...]:
    rows = knowledge.table("progress_words")
    return tuple(
        (status, phrase(row["words"])) for row in rows for status in get_args(Progress) if status == row["status"]
    )


@lru_cache(maxsize=4000)
def cues_in(text: str) -> Mapping[Progress, str]:
    """The formal words of progress in a text, the longest of each status."""
    found: dict[Progress, str] = {}
    for status, pattern in _cues():
        for match in pattern.finditer(text):
            if len(match[0]) > len(found.get(status, "")):
                found[status] = match[0]
    return MappingProxyType(found)


@cache
def promise_of(action: str) -> Promised:
    """What an action promises, read once."""
    return promised(action)


def sign_of(undertaking: Undertaking, passage: Passage) -> Sign:
    """The state of `undertaking` that a passage which is about it tells of."""
    promise = promise_of(undertaking.action)
    verbs = [v for v in told(parsed(passage.text), promise) if not by_other(v, undertaking, passage)]
    over = bool(undertaking.due and passage.day and passage.day > undertaking.due)
    return next(_signs(verbs, cues_in(passage.text), promise, over))


def by_other(verb: Told, undertaking: Undertaking, passage: Passage) -> bool:
    """Whether a deed is told of somebody who did not promise it: "Ostria released four sailors"."""
    named = parties_named(passage.text, (*undertaking.parties, *passage.parties))
    who: set[str] = set()
    for subject in subjects(verb.token):
        heads = (subject, *subject.conjuncts)
        own = [t for h in heads for t in (h, *(c for c in h.children if c.dep_ in OWNING))]
        who |= {party for t in own for at, party in named.items() if t.idx <= at < t.idx + len(t)}
    return bool(who) and not who & set(undertaking.doers)


OWNING = ("compound", "amod", "poss", "nmod")
"""How a party's name hangs on an actor's that acts for it: "the Turkish presidency", "Bangkok's army"."""


def _signs(verbs: Sequence[Told], cues: Mapping[Progress, str], promise: Promised, over: bool) -> Iterator[Sign]:
    """What a sentence may be taken to tell, the surest first."""
    so = [v for v in verbs if not v.denied]
    done = [v for v in so if v.what in ("done", "ended") and v.aspect in ("done", "present")]
    undone = [v for v in so if v.what == "undone" and v.aspect in ("done", "present", "going on")]
    begun = [v for v in so if v.what == "begun" and v.aspect in ("done", "present", "going on")]
    going = [v for v in so if v.what == "done" and v.aspect == "going on"]
    to_come = [v for v in so if v.what == "done" and v.aspect == "to come"]
    missing = [v for v in verbs if v.what in ("done", "begun") and v.denied]
    partly = "partly kept" in cues
    if "superseded" in cues:
        yield Sign("superseded", f"“{cues['superseded']}”")
    if "lapsed" in cues:
        yield Sign("lapsed", f"“{cues['lapsed']}”")
    if partly and "announced" in cues and cues["partly kept"].casefold() != "so far":
        yield Sign("partly kept", f"“{cues['partly kept']}”")
    if "announced" in cues and not done:
        yield Sign("lapsed" if over else "announced", f"“{cues['announced']}”")
    if any(v.aspect == "to come" for v in missing) and not done:
        yield Sign("broken", f"“{missing[0].words}” is denied for the time to come")
    if "broken" in cues:
        yield Sign("broken", f"“{cues['broken']}”")
    if undone:
        yield Sign("broken", f"“{undone[0].words}” undoes what was promised")
    if partly and (done or missing or to_come):
        yield Sign("partly kept", f"“{cues['partly kept']}”")
    if missing and not done:
        yield Sign("lapsed" if over else "announced", f"“{missing[0].words}” is denied")
    if done and not (promise.many and any(v.first for v in done)) and not ("reaffirmed" in cues and to_come):
        yield Sign("kept", f"“{done[0].words}” is what was promised")
    if "kept" in cues and not to_come:
        yield Sign("kept", f"“{cues['kept']}”")
    if "reaffirmed" in cues:
        yield Sign("reaffirmed", f"“{cues['reaffirmed']}”")
    for verb in (*begun, *going, *done):
        yield Sign("under way", f"“{verb.words}” is told as begun")
    if "under way" in cues:
        yield Sign("under way", f"“{cues['under way']}”")
    if to_come:
        yield Sign("reaffirmed", f"“{to_come[0].words}” is still to come")
    yield Sign("under way", "no word of progress that is known")


def recalls(text: str) -> str | None:
    """The words by which a sentence only recalls an earlier promise ("In January they had agreed"), or None."""
    for token in parsed(text):
        if token.lemma_ in PROMISE and token.pos_ == "VERB" and _main(token):
            aspect = aspect_of(token)
            if aspect == "long done" or (aspect == "done" and EARLIER.search(text)):
                return token.text
    return None


def _main(token: "Token") -> bool:
    """Whether a verb is what its sentence says, and not said by the way ("as the ministers had agreed")."""
    while token.dep_ in ("conj", "ccomp") and token.head != token:
        token = token.head
    return token.dep_ == "ROOT"


EARLIER = re.compile(r"\b(?:as reported|(?:last|earlier this) (?:week|month|year|\w+day)|\w+ ago|back in)\b", re.I)
