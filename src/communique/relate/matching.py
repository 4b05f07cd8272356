"""Which points of two accounts tell of the same thing, and which are told by one account only.

The likeliest pairs are taken first, each point once. Then neighbours join: a point beside one that is aligned, likely
enough itself, and the rest of a sentence of which a part is aligned, where nothing else comes nearer to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.relate.points import Point
from communique.relate.weights import Weights, chance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.relate.resemblance import Matrix

ALIGNED = 0.4
"""From this chance on two points are told to be the same, and a neighbour joins them."""
REST = 0.06
"""From this chance on the rest of a sentence joins a part of it, where that part's partner is what it is nearest to."""
ABSENT = 0.85
"""From this chance on a point is told to be its own account's only; below it is unclear."""
LONGEST = 20
"""Words of a point beyond which more of them make its absence no surer."""
FLOOR = 0.01
"""Added before the logarithm of a chance is taken."""


@dataclass(frozen=True, slots=True)
class Group:
    """Points (by position) of two accounts that tell of one thing; `best` are the likeliest two, `score` their chance."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    best: tuple[int, int]
    score: float


def align(table: "Matrix", one: Sequence[Point], other: Sequence[Point]) -> list[Group]:
    """The groups of points that tell of one thing, in the first account's order. `table` holds their chances."""
    ranked = sorted(
        ((float(table[i, j]), i, j) for i in range(len(one)) for j in range(len(other)) if table[i, j] >= REST),
        key=lambda k: (-k[0], k[1], k[2]),
    )
    likely = [link for link in ranked if link[0] >= ALIGNED]
    groups: list[tuple[list[int], list[int], float]] = []
    in_a: dict[int, int] = {}
    in_b: dict[int, int] = {}
    for score, i, j in likely:
        if i not in in_a and j not in in_b:
            in_a[i] = in_b[j] = len(groups)
            groups.append(([i], [j], score))
    best = [(a[0], b[0]) for a, b, _ in groups]
    for score, i, j in ranked:
        if i not in in_a and j in in_b:
            held = groups[in_b[j]][0]
            if _joins(i, held, one, score, nearest=int(table[i].argmax()) == j):
                in_a[i] = in_b[j]
                held.append(i)
        elif j not in in_b and i in in_a:
            held = groups[in_a[i]][1]
            if _joins(j, held, other, score, nearest=int(table[:, j].argmax()) == i):
                in_b[j] = in_a[i]
                held.append(j)
    made = [
        Group(tuple(sorted(a)), tuple(sorted(b)), *rest)
        for (a, b, s), top in zip(groups, best, strict=True)
        for rest in ((top, round(s, 3)),)
    ]
    return sorted(made, key=lambda group: (group.a, group.b))


def _joins(new: int, held: Sequence[int], points: Sequence[Point], score: float, *, nearest: bool) -> bool:
    """Whether a point goes with neighbours that are aligned."""
    beside = [k for k in held if abs(new - k) == 1]
    same = [k for k in held if points[new].sentence == points[k].sentence]
    if score >= ALIGNED:
        return bool(beside or same)
    return nearest and any(k in same for k in beside)


def absence(
    points: Sequence[Point], used: frozenset[int], nearest: "Sequence[float]"
) -> "dict[str, NDArray[np.float32]]":
    """What speaks for points being told by their own account only, a row a feature.

    `used` are those that are aligned, `nearest` the greatest chance of each with any point of the other account. nearest
    (negative): the logarithm of that. rest (negative): the rest of its sentence is aligned. words: its length. shared
    (negative): it is the word of both sides, which both tell of sooner.
    """
    import numpy as np

    told = {points[k].sentence for k in used}
    rows = {
        "nearest": [-float(np.log(near + FLOOR)) for near in nearest],
        "rest": [-float(p.sentence in told) for p in points],
        "words": [min(LONGEST, len(p.words.split())) / LONGEST for p in points],
        "shared": [-float(len(p.by) > 1) for p in points],
    }
    return {name: np.asarray(values, dtype=np.float32) for name, values in rows.items()}


def absent(
    points: Sequence[Point], used: frozenset[int], nearest: "Sequence[float]", weights: Weights
) -> Iterator[tuple[int, float]]:
    """Of the points that are not aligned each with the chance that only its own account tells it."""
    if not points:
        return
    found = chance(weights.absent, absence(points, used, nearest))
    yield from ((i, round(float(found[i]), 3)) for i in range(len(points)) if i not in used)
