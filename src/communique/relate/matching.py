"""Which points of two accounts tell of the same thing, and which are told by one account only.

Chances are reckoned twice: by what speaks for two points, and again beside their rivals, for a point is seldom told twice.
The likeliest pairs are taken first, each point once. Then neighbours join: a point beside one that is aligned, likely
enough itself, and the rest of a sentence that goes on with the same thing ("and looked forward to their removal").
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.relate.points import Point
from communique.relate.resemblance import apart, doubted, others, rarity
from communique.relate.weights import Weights, chance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.relate.resemblance import Evidence, Likened, Matrix

ALIGNED = 0.5
"""From this chance on two points are told to be the same, and a neighbour joins them. .35 to .6 were tried: each step wins
in precision about what it loses in recall."""
JOINED = 0.2
"""From this chance on the rest of a sentence goes with a part of it. .5 leaves too many parts of one thing behind."""
ABSENT, ABSENT_PART = 0.82, 0.84
"""From this chance on a point is told to be its own account's only, the second where it is a part of a sentence, which people
often cut otherwise; below it is unclear. Cross-validated (bench/compare_weights.py) whole sentences are right .951 of 142 from
.82 on (.936 of 156 from .80), parts .81 of 16 from .85 on, of which both accounts tell none."""
LONGEST = 20
"""Words of a point beyond which more of them make its absence no surer."""
BRIEF = 6
"""A point of fewer words is seldom cut as a person would cut it."""
NEW = 4
"""New words beyond which more of them make an absence no surer."""
FLOOR = 0.01
"""Added before the logarithm of a chance is taken."""
REFERS = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|such|there|he|she)\b", re.I)


@dataclass(frozen=True, slots=True)
class Group:
    """Points (by position) of two accounts that tell of one thing; `best` are the likeliest two, `score` their chance."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    best: tuple[int, int]
    score: float


def chances(two: "Likened", weights: Weights) -> "Matrix":
    """How likely each point of one account tells what each point of the other tells."""
    return chance(weights.settled, beside_rivals(doubted(chance(weights.aligned, two.found), two.found)))


def beside_rivals(table: "Matrix") -> "Evidence":
    """First chances as evidence. logit: the chance itself. rival, rival_too (negative): the greatest of any other pair with
    one of the two points, with the other. beside: the greatest of a pair of their neighbours.
    """
    import numpy as np

    rows, columns = table.shape
    across, along = others(table), others(table.T).T
    wide = np.pad(table, 1)
    near = np.maximum.reduce([wide[y : y + rows, x : x + columns] for y in (0, 2) for x in (0, 2)])
    return {
        "logit": np.log((table + FLOOR) / (1 - table + FLOOR)),
        "rival": -np.maximum(across, along),
        "rival_too": -np.minimum(across, along),
        "beside": near,
    }


def align(table: "Matrix", two: "Likened", weights: Weights) -> list[Group]:
    """The groups of points that tell of one thing, in the first account's order. `table` holds their chances."""
    ranked = sorted(
        ((float(table[i, j]), i, j) for i in range(len(two.a)) for j in range(len(two.b)) if table[i, j] >= ALIGNED),
        key=lambda k: (-k[0], k[1], k[2]),
    )
    groups: list[tuple[list[int], list[int]]] = []
    scores: list[float] = []
    in_a: dict[int, int] = {}
    in_b: dict[int, int] = {}
    for score, i, j in ranked:
        if i not in in_a and j not in in_b:
            in_a[i] = in_b[j] = len(groups)
            groups.append(([i], [j]))
            scores.append(score)
    best = [(a[0], b[0]) for a, b in groups]
    for _, i, j in ranked:
        if i not in in_a and j in in_b and _beside(i, groups[in_b[j]][0], two.a):
            in_a[i] = in_b[j]
            groups[in_b[j]][0].append(i)
        elif j not in in_b and i in in_a and _beside(j, groups[in_a[i]][1], two.b):
            in_b[j] = in_a[i]
            groups[in_a[i]][1].append(j)
    for side, known in enumerate((in_a, in_b)):
        cells = table if side == 0 else table.T
        for new, at in _rests(cells, two, side, known, groups, weights):
            known[new] = at
            groups[at][side].append(new)
    made = [
        Group(tuple(sorted(a)), tuple(sorted(b)), top, round(score, 3))
        for (a, b), top, score in zip(groups, best, scores, strict=True)
    ]
    return sorted(made, key=lambda group: (group.a, group.b))


def _beside(new: int, held: Sequence[int], points: Sequence[Point]) -> bool:
    return any(abs(new - k) == 1 or points[new].sentence == points[k].sentence for k in held)


def _rests(
    cells: "Matrix",
    two: "Likened",
    side: int,
    known: dict[int, int],
    groups: Sequence[tuple[list[int], list[int]]],
    weights: Weights,
) -> Iterator[tuple[int, int]]:
    """Points in no group that go on with the part of their sentence next to them: the point and the group's number.

    `known` is asked again after each, so that what goes on with a rest joins too.
    """
    points = (two.a, two.b)[side]
    for order, step in ((range(1, len(points)), -1), (range(len(points) - 2, -1, -1), 1)):
        for new in order:
            held = new + step
            if new in known or held not in known or points[new].sentence != points[held].sentence:
                continue
            row = going_on(cells, two, side, new, held, groups[known[held]][1 - side])
            if chance(weights.joined, row) >= JOINED:
                yield new, known[held]


def going_on(
    cells: "Matrix", two: "Likened", side: int, new: int, held: int, partners: Sequence[int]
) -> dict[str, float]:
    """What speaks for a point going on with its neighbour `held` of the same sentence, which is aligned with `partners`.

    apart (negative): both name topics, none in common; common: it has one of the other's or of the partners'. plain: it
    names no topic and nobody. refers: it has words such as "their". own (negative): something else is done with it
    ("agreed", "urged"). near: the greatest chance with a partner. rival (negative): with another point. short (negative):
    its length. gain: how much more of the partners' words the two say than `held` alone. lift: how much nearer the two are
    to the partners in meaning than `held` alone.
    """
    points = (two.a, two.b)[side]
    point = points[new]
    rest = [j for j in range(cells.shape[1]) if j not in partners]
    mine, theirs = two.alone[side], two.alone[1 - side][list(partners)].mean(axis=0)
    both = mine[new] + mine[held]
    told = two.heard.told
    with_partner = (
        frozenset().union(*((two.a, two.b)[1 - side][j].facts.topics for j in partners)) | points[held].facts.topics
    )
    said = (point.facts.act, points[held].facts.act)
    return {
        "apart": -float(apart(point, points[held])),
        "common": float(bool(point.facts.topics & with_partner)),
        "plain": float(not point.facts.topics and not point.facts.names),
        "refers": float(REFERS.search(point.words) is not None),
        "own": -float(bool(said[0].act) and said[0].word != said[1].word),
        "near": float(cells[new, list(partners)].max()),
        "rival": -float(cells[new, rest].max()) if rest else 0.0,
        "short": -min(LONGEST, len(point.words.split())) / LONGEST,
        "gain": told(1 - side, partners, [held, new]) - told(1 - side, partners, [held]),
        "lift": float(both @ theirs / max(1e-6, float(both @ both) ** 0.5) - mine[held] @ theirs),
    }


def absence(
    two: "Likened", side: int, used: tuple[frozenset[int], frozenset[int]], table: "Matrix"
) -> "dict[str, NDArray[np.float32]]":
    """What speaks for points of one side being told by their own account only, a row a feature.

    `used` are those of either side that are aligned. nearest (negative): the logarithm of the greatest chance of each with
    any point of the other account. whole: it is its whole sentence. crowded (negative): its sentence has more than two.
    rest (negative): the rest of its sentence is aligned. words: its length; brief (negative): it has hardly any. shared
    (negative): it is the word of both sides, which both tell of sooner. covered (negative): how much of it the points of
    the other account say, word by word. unheard, new: the share and the number of its words, the rare ones most, that the
    other account never has. named: it names somebody or something that the other account never does. fresh: it has topics,
    none of which the other account has; topics: how many. plain (negative): it names no topic and nobody.
    """
    import numpy as np

    points, theirs = (two.a, two.b) if side == 0 else (two.b, two.a)
    mine = used[side]
    cells = table if side == 0 else table.T
    told = {points[k].sentence for k in mine}
    parts = Counter(p.sentence for p in points)
    heard, named, topics = (
        frozenset().union(*(getattr(p.facts, kind) for p in theirs)) for kind in ("stems", "names", "topics")
    )
    stems = rarity((*two.a, *two.b), "stems")
    own = [(stems.sum(p.facts.stems - heard), stems.sum(p.facts.stems)) for p in points]
    words = [len(p.words.split()) for p in points]
    rows = {
        "nearest": -np.log(cells.max(axis=1) + FLOOR),
        "whole": [float(parts[p.sentence] == 1) for p in points],
        "crowded": [-float(parts[p.sentence] > 2) for p in points],
        "rest": [-float(p.sentence in told) for p in points],
        "words": [min(LONGEST, count) / LONGEST for count in words],
        "brief": [-float(count < BRIEF) for count in words],
        "shared": [-float(len(p.by) > 1) for p in points],
        "covered": -two.covered[side],
        "unheard": [new / whole if whole else 0.0 for new, whole in own],
        "new": [min(NEW, len(p.facts.stems - heard)) / NEW for p in points],
        "named": [float(bool(p.facts.names - named)) for p in points],
        "fresh": [float(bool(p.facts.topics) and not p.facts.topics & topics) for p in points],
        "topics": [float(len(p.facts.topics)) for p in points],
        "plain": [-float(not p.facts.topics and not p.facts.names) for p in points],
    }
    return {name: np.asarray(values, dtype=np.float32) for name, values in rows.items()}


def absent(
    two: "Likened", side: int, used: tuple[frozenset[int], frozenset[int]], table: "Matrix", weights: Weights
) -> Iterator[tuple[int, float]]:
    """Of a side's points that are not aligned each with the chance that only its own account tells it."""
    found = chance(weights.absent, absence(two, side, used, table))
    yield from ((i, round(float(found[i]), 3)) for i in range(len((two.a, two.b)[side])) if i not in used[side])


def told_alone(points: Sequence[Point], alone: Mapping[int, float]) -> frozenset[int]:
    """Which of the points in no alignment (by position, each with the chance of `absent`) their account alone tells."""
    parts = Counter(p.sentence for p in points)
    return frozenset(
        i for i, sure in alone.items() if sure >= (ABSENT if parts[points[i].sentence] == 1 else ABSENT_PART)
    )
