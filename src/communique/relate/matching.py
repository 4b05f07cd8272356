"""Which points of two accounts tell of the same thing, and why.

Two points are likened by what their words mean (sentence embeddings) and by what they share: rare words, topics, names
of one thing, formulas. The best pairs are taken first, each point once; a neighbour that tells more of the same joins them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from communique.models.embeddings import embed
from communique.relate.points import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCE = 0.5
"""How much of its sentence's meaning a point carries: "their removal" says nothing alone. .3, .5 and .8 were tried."""
WEIGHTS = {"meaning": 1.7, "margin": 3.7, "words": 0.7, "topics": 0.9, "names": 1.2, "formula": 0.5}
BIAS = -2.3
"""Logistic regression on all pairs of points of tests/accounts/dev, rounded; set together, none is to be turned alone."""
ALIGNED = 0.35
"""From this score on two points are told to be the same."""
JOINED = 0.60
"""From this score on a further point joins two that are aligned, if it stands beside one of them."""
SECOND = 0.45
"""From this score on two points are aligned that a first look left over."""
DOUBTFUL = 0.12
"""Below this score nothing in the other account is like a point: it is told by one side only."""


GROUND = (
    "The two sides agreed to deepen cooperation in various fields.",
    "The ministers exchanged views on international and regional issues.",
    "The minister stressed the importance of bilateral relations.",
    "Both countries will strengthen exchanges at all levels.",
    "The president expressed concern about the situation.",
    "He called for further progress and close contact.",
)
"""Sentences of any readout (our own), counted in when points are centred: accounts of two points could not be else."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling a word is in two accounts: 1 where one point has it, near 0 where most have."""

    counts: dict[str, int]
    points: int

    def of(self, word: str) -> float:
        """Between 0 and 1."""
        return log(self.points / self.counts.get(word, 1)) / log(self.points) if self.points > 1 else 1.0

    def sum(self, words: frozenset[str]) -> float:
        """Of several words together."""
        return sum(self.of(word) for word in words)


@dataclass(frozen=True, slots=True)
class Link:
    """Two points (by position in their accounts) that are alike: `score` from 0 to 1, and why."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]


def meanings(points: Sequence[Point], text: str) -> "NDArray[np.float32]":
    """What points mean, one row of length 1 each; a point that is one of several of its sentence leans on that."""
    import numpy as np

    parts = Counter(point.sentence for point in points)
    shared = [sentence for sentence, count in parts.items() if count > 1]
    vectors = embed([point.gist for point in points] + [text[s[0] : s[1]] for s in shared])
    where = {sentence: len(points) + n for n, sentence in enumerate(shared)}
    found = vectors[: len(points)] + SENTENCE * vectors[[where.get(p.sentence, n) for n, p in enumerate(points)]]
    result: NDArray[np.float32] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return result


def links(
    one: Sequence[Point], other: Sequence[Point], means: "tuple[NDArray[np.float32], NDArray[np.float32]]"
) -> list[list[Link]]:
    """Every point of one account against every point of the other; `means` are both accounts' `meanings`."""
    if not one or not other:
        return [[] for _ in one]
    both = (*one, *other)
    stems, topics = _rarity(both, "stems"), _rarity(both, "topics")
    nearness = _nearness(*means)
    margins = _margins(nearness)
    return [
        [_link(i, j, a, b, float(nearness[i, j]), float(margins[i, j]), stems, topics) for j, b in enumerate(other)]
        for i, a in enumerate(one)
    ]


def features(a: Point, b: Point, meaning: float, margin: float, stems: Rarity, topics: Rarity) -> dict[str, float]:
    """What speaks for two points telling of the same."""
    return {
        "meaning": meaning,
        "margin": margin,
        "words": _shared(a.facts.stems, b.facts.stems, stems),
        "topics": _shared(a.facts.topics, b.facts.topics, topics),
        "names": float(bool({thing for thing, _ in a.facts.rivals} & {thing for thing, _ in b.facts.rivals})),
        "formula": float(a.formula is not None and a.formula == b.formula),
    }


def _link(i: int, j: int, a: Point, b: Point, meaning: float, margin: float, stems: Rarity, topics: Rarity) -> Link:
    found = features(a, b, meaning, margin, stems, topics)
    score = round(1 / (1 + exp(-BIAS - sum(WEIGHTS[name] * value for name, value in found.items()))), 3)
    return Link(i, j, score, tuple(_reasons(a, b, found, topics)) if score >= DOUBTFUL else ())


def _margins(nearness: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """How far two points are nearer to one another than to any third: up to 2, and below 0 where a third is nearer."""
    result: NDArray[np.float32] = 2 * nearness - _others(nearness) - _others(nearness.T).T
    return result


def _others(nearness: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """For each cell the greatest of the others in its row; 0 where there is no other."""
    import numpy as np

    rows, width = nearness.shape
    if width == 1:
        return np.zeros_like(nearness)
    order = np.argsort(nearness, axis=1)
    every, first, second = np.arange(rows), order[:, -1], order[:, -2]
    best = np.repeat(nearness[every, first][:, None], width, axis=1)
    best[every, first] = nearness[every, second]
    return best


def _rarity(points: Sequence[Point], kind: str) -> Rarity:
    return Rarity(dict(Counter(word for point in points for word in getattr(point.facts, kind))), len(points))


def _shared(a: frozenset[str], b: frozenset[str], rare: Rarity) -> float:
    """The share of the rarer words that two points have in common (Dice, weighted): 0 none, 1 all."""
    total = rare.sum(a) + rare.sum(b)
    return 2 * rare.sum(a & b) / total if total else 0.0


def _nearness(one: "NDArray[np.float32]", other: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Cosines between points, after what all points of this meeting share has been taken away.

    Two states' names, "cooperation" and "relations" fill every point; without centring, everything is like everything.
    """
    import numpy as np

    ground = _ground()
    middle = (one.sum(axis=0) + other.sum(axis=0) + ground.sum(axis=0)) / (len(one) + len(other) + len(ground))
    a, b = one - middle, other - middle
    a /= np.maximum(np.linalg.norm(a, axis=1, keepdims=True), 1e-6)
    b /= np.maximum(np.linalg.norm(b, axis=1, keepdims=True), 1e-6)
    result: NDArray[np.float32] = a @ b.T
    return result


@cache
def _ground() -> "NDArray[np.float32]":
    return embed(GROUND)


def _reasons(a: Point, b: Point, found: dict[str, float], topics: Rarity) -> list[str]:
    """Why two points are likened, the most telling first, in words."""
    said = []
    if common := sorted(a.facts.topics & b.facts.topics, key=lambda t: (-topics.of(t), t)):
        said.append(f"both on {', '.join(common[:3])}")
    if names := sorted(a.facts.names & b.facts.names):
        said.append(f"both name {', '.join(name.title() for name in names[:3])}")
    if things := sorted({t for t, _ in a.facts.rivals} & {t for t, _ in b.facts.rivals}):
        said.append(f"one thing: {', '.join(things)}")
    if numbers := sorted({n.text for n in a.facts.numbers} & {n.text for n in b.facts.numbers}):
        said.append(f"both give {', '.join(numbers)}")
    if a.formula is not None and a.formula == b.formula:
        said.append(f"one formula: {a.formula}")
    if found["words"] > 0:
        said.append(f"words in common {found['words']:.2f}")
    said.append(f"meaning {found['meaning']:.2f}")
    return said


@dataclass(frozen=True, slots=True)
class Group:
    """Points (by position) of two accounts that tell of one thing; `link` is the best between them."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    link: Link


def align(table: "list[list[Link]]", one: Sequence[Point], other: Sequence[Point]) -> list[Group]:
    """The groups of points that tell of one thing, in the first account's order."""
    ranked = sorted(
        (link for row in table for link in row if link.score >= ALIGNED), key=lambda k: (-k.score, k.a, k.b)
    )
    groups: list[Group] = []
    in_a: dict[int, int] = {}
    in_b: dict[int, int] = {}
    for link in ranked:
        if link.a not in in_a and link.b not in in_b:
            in_a[link.a] = in_b[link.b] = len(groups)
            groups.append(Group((link.a,), (link.b,), link))
    for link in ranked:
        if link.score < JOINED:
            break
        if link.a not in in_a and _beside(link.a, groups[in_b[link.b]].a, one):
            at = in_a[link.a] = in_b[link.b]
            groups[at] = Group(tuple(sorted((*groups[at].a, link.a))), groups[at].b, groups[at].link)
        elif link.b not in in_b and _beside(link.b, groups[in_a[link.a]].b, other):
            at = in_b[link.b] = in_a[link.a]
            groups[at] = Group(groups[at].a, tuple(sorted((*groups[at].b, link.b))), groups[at].link)
    return sorted(groups, key=lambda group: (group.a, group.b))


def second_look(
    groups: Sequence[Group],
    one: Sequence[Point],
    other: Sequence[Point],
    means: "tuple[NDArray[np.float32], NDArray[np.float32]]",
) -> list[Group]:
    """Align what the first look left over, seen by itself: with the rest away, what is nearest stands out."""
    used_a, used_b = {i for g in groups for i in g.a}, {j for g in groups for j in g.b}
    left_a = [i for i in range(len(one)) if i not in used_a]
    left_b = [j for j in range(len(other)) if j not in used_b]
    table = links([one[i] for i in left_a], [other[j] for j in left_b], (means[0][left_a], means[1][left_b]))
    found = []
    for row in table:
        best = max(row, key=lambda link: link.score, default=None)
        if best is None or best.score < SECOND or any(other_row[best.b].score > best.score for other_row in table):
            continue
        i, j = left_a[best.a], left_b[best.b]
        found.append(Group((i,), (j,), Link(i, j, best.score, best.reasons)))
    return found


def _beside(new: int, held: tuple[int, ...], points: Sequence[Point]) -> bool:
    """Whether a point is of the same sentence as one that is held, or the next to it."""
    return any(abs(new - k) == 1 or points[new].sentence == points[k].sentence for k in held)
