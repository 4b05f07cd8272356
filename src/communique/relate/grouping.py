"""From pairs of pages that carry one piece to stories: joined pair by pair, but never two pieces by a page that runs both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

APART = 0.1
"""Two pages that both lie in a third but share less than this part of the shorter one's place there are two pieces that
the third runs together, not two cuts of one: those share at least the lead."""

ASKED = 4
"""Pages of a story that are asked when another one joins: the longest, which hold what the shorter ones have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that carry one piece, by number, and how much of the shorter one's prose the other has: as a share, and
    in words."""

    one: int
    other: int
    carried: float
    words: float


Places = Callable[[int, int], set[int]]
"""The words of the second page that lie in passages it shares with the first."""


def grouped(numbers: Iterable[int], pairs: Iterable[Pair], length: Sequence[int], places: Places) -> list[list[int]]:
    """The pages of `numbers` in groups, the surest pairs joined first; `length` is each page's words of prose.

    The outcome depends on the pages and their numbers alone, and that of pages which no chain of pairs leads to
    depends on nothing of the others.
    """
    sure = sorted(pairs, key=lambda pair: (-pair.carried, -pair.words, pair.one, pair.other))
    joined = {_key(pair.one, pair.other) for pair in sure}
    group_of = {number: [number] for number in numbers}
    for pair in sure:
        one, other = group_of[pair.one], group_of[pair.other]
        if one is other or _run_together(one, other, joined, length, places):
            continue
        one += other
        for number in other:
            group_of[number] = one
    unique = {id(group): sorted(group) for group in group_of.values()}
    return sorted(unique.values())


def _run_together(
    one: list[int], other: list[int], joined: set[tuple[int, int]], length: Sequence[int], places: Places
) -> bool:
    """Whether joining would put two pieces into one story because a page runs both together."""
    longest = [sorted(group, key=lambda n: (-length[n], n))[:ASKED] for group in (one, other)]
    for a in longest[0]:
        for b in longest[1]:
            if _key(a, b) in joined:
                continue
            for hub in sorted({*longest[0], *longest[1]} - {a, b}):
                if _key(a, hub) in joined and _key(b, hub) in joined:
                    mine, yours = places(a, hub), places(b, hub)
                    if len(mine & yours) < APART * min(len(mine), len(yours)):
                        return True
    return False


def _key(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
