"""What people decided about pairs, and what of it holds together.

A judgement is only ever added. Of two on one pair the later holds. Judgements can contradict one another over a third
("A is B", "B is C", "A is not C"): then the later ones hold, and the one that they leave no room for is set aside and told.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from communique.relate.signs import Outcome

Ref = TypeVar("Ref", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Judgement(Generic[Ref]):
    """What somebody decided about two records: that they are the same, different, or that it can't be told."""

    one: Ref
    other: Ref
    verdict: Outcome
    by: str | None = None
    why: str | None = None
    made: str | None = None


@dataclass(frozen=True, slots=True)
class Standing(Generic[Ref]):
    """Judgements that hold together: pairs that are one, that are two, and that nobody can tell.

    `aside` are those that later ones leave no room for.
    """

    together: frozenset[frozenset[Ref]]
    apart: frozenset[frozenset[Ref]]
    open: frozenset[frozenset[Ref]]
    aside: tuple[Judgement[Ref], ...]


class Unions(Generic[Ref]):
    """Things joined into sets (union by size)."""

    def __init__(self) -> None:
        self.sets: dict[Ref, list[Ref]] = {}

    def of(self, ref: Ref) -> list[Ref]:
        """The set that holds `ref`."""
        return self.sets.setdefault(ref, [ref])

    def join(self, one: Ref, other: Ref) -> None:
        """Make one set of two."""
        large, small = sorted((self.of(one), self.of(other)), key=len, reverse=True)
        if large is not small:
            large += small
            for ref in small:
                self.sets[ref] = large


def standing(judgements: Iterable[Judgement[Ref]]) -> Standing[Ref]:
    """Which of the judgements, given from the first to the last, hold."""
    last: dict[frozenset[Ref], Judgement[Ref]] = {}
    for one in judgements:
        pair = frozenset((one.one, one.other))
        last.pop(pair, None)
        if len(pair) == 2:
            last[pair] = one
    unions: Unions[Ref] = Unions()
    together: set[frozenset[Ref]] = set()
    apart: set[frozenset[Ref]] = set()
    aside: list[Judgement[Ref]] = []
    for pair, one in reversed(last.items()):
        joined = unions.of(one.one) is unions.of(one.other)
        if one.verdict == "same":
            if not joined and _parted(unions.of(one.one), unions.of(one.other), apart):
                aside.append(one)
                continue
            together.add(pair)
            unions.join(one.one, one.other)
        elif one.verdict == "different":
            if joined:
                aside.append(one)
            else:
                apart.add(pair)
    open_pairs = frozenset(pair for pair, one in last.items() if one.verdict == "unsure")
    return Standing(frozenset(together), frozenset(apart), open_pairs, tuple(aside))


def _parted(one: Sequence[Ref], other: Sequence[Ref], apart: set[frozenset[Ref]]) -> bool:
    return any(len(pair & set(one)) == 1 and len(pair & set(other)) == 1 for pair in apart)
