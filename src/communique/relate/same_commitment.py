"""Whether two pages tell of one commitment: by parties, meeting, words, numbers and due day."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import fold
from communique.relate.entries import CommitmentEntry
from communique.relate.facts import STEM
from communique.relate.same_meeting import liken_meetings
from communique.relate.signs import Sign, Verdict, weigh
from communique.relate.topics import party_words

SMALL = frozenset(
    "the a an of on and for in to with at by from as its their both will would shall be is are was were has have this that "
    "these those it they he she his her between into through all any more further".split()
)
CALENDAR = frozenset((*month_name, *day_name))
"""Capitals that name a time, not a plan."""
SAME, MOST, SOME, FEW = 0.95, 0.62, 0.4, 0.12
"""Shares of words (Dice over stems, weighted) that two actions have in common."""
GENERAL = 0.3
"""What a word of any communiqué counts ("deepen", "cooperation") against one that says what about."""
LOOKED_UP = 5
"""Words and names of a commitment under which it is looked up, the longest."""
NEAR, FAR = 7, 45
"""Days between two tellings of one promise as news, and beyond which it is more likely another one of its kind."""

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def keys_of_commitment(entry: CommitmentEntry) -> Iterator[str]:
    """What two entries of one commitment share at least one of: a party, a month and a telling word, or a party and a name."""
    days = [day for day in (_day(entry), entry.told) if day]
    months = {(date.fromisoformat(day) + timedelta(shift)).isoformat()[:7] for day in days for shift in (-NEAR, 0)}
    telling = sorted(stems(entry.words) - _general(), key=lambda word: (-len(word), word))[:LOOKED_UP] or ("general",)
    for party in entry.by:
        for month in sorted(months) or ("open",):
            yield from (f"promised {party} {month} {word}" for word in telling)
        yield from (f"promised {party} about {name}" for name in sorted(_names(entry.words))[:LOOKED_UP])


def _day(entry: CommitmentEntry) -> str | None:
    """The day on which it was made, as far as the page tells."""
    return (entry.meeting.start if entry.meeting else None) or entry.told


def liken_commitments(a: CommitmentEntry, b: CommitmentEntry) -> Verdict:
    """Lay two commitments side by side."""
    return weigh("commitment", _signs(a, b))


def _signs(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
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
    yield from _by_words(a, b)
    yield from _by_meeting(a, b)
    if a.due and b.due:
        yield Sign("same due", (a.due,)) if a.due == b.due else Sign("other due", (a.due, b.due))
    yield from _by_numbers(a.words, b.words)
    shared = _names(a.words) & _names(b.words)
    if shared:
        yield Sign("same names", (", ".join(sorted(shared)),))
    elif _names(a.words) and _names(b.words):
        yield Sign("other names", (", ".join(sorted(_names(a.words))), ", ".join(sorted(_names(b.words)))))


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


def _by_words(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
    share = _share(a.words, b.words)
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


@lru_cache(maxsize=50_000)
def _names(words: str) -> frozenset[str]:
    """The words with a capital within an action that name no party and no month: what tells one plan from another."""
    found = (match[0] for match in _WORD.finditer(words) if match.start())
    folded = {fold(word) for word in found if word[0].isupper() and word not in CALENDAR}
    return frozenset(word for word in folded if word not in party_words() and word not in SMALL)


def _share(one: str, other: str) -> float:
    a, b = stems(one), stems(other)
    total = _weight(a) + _weight(b)
    return 2 * _weight(a & b) / total if total else 0.0


def _weight(words: frozenset[str]) -> float:
    return sum(GENERAL if word in _general() else 1.0 for word in words)


@cache
def _general() -> frozenset[str]:
    """Words of any communiqué: they fill promises and tell none from another."""
    return frozenset(_stem(row["word"]) for row in knowledge.table("promise_words"))


@lru_cache(maxsize=50_000)
def stems(words: str) -> frozenset[str]:
    """The stems of an action's telling words: no parties, no small words."""
    folded = (fold(word) for word in _WORD.findall(words))
    return frozenset(_stem(word) for word in folded if word not in SMALL and word not in party_words())


@cache
def _stem(word: str) -> str:
    bare = word[:-1] if word.endswith("s") and len(word) > 3 else word
    return bare[:STEM].removesuffix("e")
