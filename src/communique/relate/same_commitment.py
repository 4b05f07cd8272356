"""Whether two pages tell of one commitment: by parties, meeting, words, numbers and due day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from communique.knowledge import fold
from communique.models.embeddings import embed
from communique.relate.entries import CommitmentEntry
from communique.relate.facts import STEM
from communique.relate.same_meeting import liken_meetings
from communique.relate.signs import Sign, Verdict, weigh
from communique.relate.topics import party_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALL = frozenset(
    "the a an of on and for in to with at by from as its their both will would shall be is are was were has have this that "
    "these those it they he she his her between into through all any more further".split()
)
SAME, MOST, SOME, FEW = 0.95, 0.62, 0.4, 0.12
"""Shares of words (Dice over stems) that two actions have in common."""
MEANING = 0.62
"""Cosine from which two actions in other words mean one thing."""
LOOKED_UP = 2
"""Words of a commitment under which it is looked up beside its parties, the longest."""
NEAR, FAR = 7, 45
"""Days between two tellings of one promise as news, and beyond which it is more likely another one of its kind."""

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def keys_of_commitment(entry: CommitmentEntry) -> Iterator[str]:
    """What two entries of one commitment share at least one of: two parties and a month, or a party, a month and a word."""
    days = [day for day in (_day(entry), entry.told) if day]
    months = {(date.fromisoformat(day) + timedelta(shift)).isoformat()[:7] for day in days for shift in (-NEAR, 0)}
    sides = {*entry.by, *entry.to, *(entry.meeting.parties if entry.meeting else ())}
    longest = sorted(stems(entry.words), key=lambda word: (-len(word), word))[:LOOKED_UP]
    for month in sorted(months) or ("open",):
        for party in entry.by:
            yield from (f"promised {' '.join(sorted((party, other)))} {month}" for other in sorted(sides - {party}))
            yield from (f"promised {party} {month} {word}" for word in longest)


def _day(entry: CommitmentEntry) -> str | None:
    """The day on which it was made, as far as the page tells."""
    return (entry.meeting.start if entry.meeting else None) or entry.told


def liken_commitments(a: CommitmentEntry, b: CommitmentEntry) -> Verdict:
    """Lay two commitments side by side."""
    frame = list(_frame(a, b))
    share = _share(a.words, b.words)
    found = weigh("commitment", [*frame, *_by_words(a, b, share)])
    if found.never or found.outcome == "same" or not FEW <= share < MOST:
        return found
    # the model is asked only where its word can change the outcome
    if weigh("commitment", [*frame, Sign("some words", ("",)), Sign("same meaning", ("",))]).outcome == "different":
        return found
    meaning = _meaning(a.words, b.words)
    if meaning < MEANING:
        return found
    return weigh(
        "commitment", [*frame, Sign("some words", (f"{share:.2f}",)), Sign("same meaning", (f"{meaning:.2f}",))]
    )


def _frame(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
    if a.page == b.page:
        yield Sign("one page")
    mine, theirs = set(a.by), set(b.by)
    if mine == theirs:
        yield Sign("same parties", (", ".join(a.by),))
    elif mine & theirs and (mine <= theirs or theirs <= mine):
        yield Sign("within parties", (", ".join(a.by), ", ".join(b.by)))
    else:
        yield Sign("other parties", (", ".join(a.by), ", ".join(b.by)))
    if a.type == b.type:
        yield Sign("same kind", (a.type,))
    else:
        yield Sign("asked and given" if "urged" in (a.type, b.type) else "other kind", (a.type, b.type))
    yield from _by_meeting(a, b)
    if a.due and b.due:
        yield Sign("same due", (a.due,)) if a.due == b.due else Sign("other due", (a.due, b.due))
    yield from _by_numbers(a.words, b.words)


def _by_meeting(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
    if a.meeting is not None and b.meeting is not None:
        likeness = liken_meetings(a.meeting, b.meeting)
        if likeness.outcome == "same":
            yield Sign("same meeting")
            return
        if likeness.never and a.meeting.start and b.meeting.start:
            yield Sign("other meeting")
            return
    one, other = _day(a), _day(b)
    if one and other:
        apart = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
        if apart <= NEAR:
            yield Sign("days near", (str(NEAR),))
        elif apart > FAR:
            yield Sign("days far", (str(apart),))


def _by_words(a: CommitmentEntry, b: CommitmentEntry, share: float) -> Iterator[Sign]:
    shown = (f"{share:.2f}",)
    if share >= SAME:
        yield Sign("same words")
    elif share >= MOST:
        yield Sign("most words", shown)
    elif share >= SOME:
        yield Sign("some words", shown)
    else:
        yield Sign("few words", shown) if share >= FEW else Sign("no words")


def _by_numbers(one: str, other: str) -> Iterator[Sign]:
    mine, theirs = _numbers(one), _numbers(other)
    if mine and theirs and not mine & theirs:
        yield Sign("other numbers", (", ".join(sorted(mine)), ", ".join(sorted(theirs))))


@lru_cache(maxsize=50_000)
def _numbers(words: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(words) if word[0].isdigit())


def _share(one: str, other: str) -> float:
    a, b = stems(one), stems(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=50_000)
def stems(words: str) -> frozenset[str]:
    """The stems of an action's telling words: no parties, no small words."""
    folded = (fold(word) for word in _WORD.findall(words))
    return frozenset(_stem(word) for word in folded if word not in SMALL and word not in party_words())


@cache
def _stem(word: str) -> str:
    bare = word[:-1] if word.endswith("s") and len(word) > 3 else word
    return bare[:STEM].removesuffix("e")


def _meaning(one: str, other: str) -> float:
    return float(_vector(one) @ _vector(other))


@lru_cache(maxsize=20_000)
def _vector(words: str) -> "NDArray[np.float32]":
    found: NDArray[np.float32] = embed([words])[0]
    return found
