"""Which points of two accounts tell of the same thing, and why.

Two points are likened by what their words mean (sentence embeddings) and by what they share: rare words, topics, names
of one thing, formulas. The best pairs are taken first, each point once; a neighbour that tells more of the same joins them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from communique.models.embeddings import embed
from communique.relate.points import Account, Point

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


def links(one: Sequence[Point], other: Sequence[Point], texts: tuple[str, str]) -> "list[list[Link]]":
    """Every point of one account against every point of the other; `texts` are the articles' texts."""
    if not one or not other:
        return [[] for _ in one]
    both = (*one, *other)
    stems, topics = _rarity(both, "stems"), _rarity(both, "topics")
    meaning = _meaning(one, other, texts)
    return [[_link(i, j, a, b, meaning, stems, topics) for j, b in enumerate(other)] for i, a in enumerate(one)]


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


def _link(i: int, j: int, a: Point, b: Point, meaning: "NDArray[np.float32]", stems: Rarity, topics: Rarity) -> Link:
    found = features(a, b, float(meaning[i, j]), _margin(meaning, i, j), stems, topics)
    logit = BIAS + sum(WEIGHTS[name] * value for name, value in found.items())
    return Link(i, j, round(1 / (1 + exp(-logit)), 3), tuple(_reasons(a, b, found, topics)))


def _margin(meaning: "NDArray[np.float32]", i: int, j: int) -> float:
    """How far two points are nearer to one another than to any third: up to 2, and below 0 where a third is nearer."""
    row = max((float(v) for k, v in enumerate(meaning[i]) if k != j), default=0.0)
    column = max((float(v) for k, v in enumerate(meaning[:, j]) if k != i), default=0.0)
    return 2 * float(meaning[i, j]) - row - column


def _rarity(points: Sequence[Point], kind: str) -> Rarity:
    return Rarity(dict(Counter(word for point in points for word in getattr(point.facts, kind))), len(points))


def _shared(a: frozenset[str], b: frozenset[str], rare: Rarity) -> float:
    """The share of the rarer words that two points have in common (Dice, weighted): 0 none, 1 all."""
    total = rare.sum(a) + rare.sum(b)
    return 2 * rare.sum(a & b) / total if total else 0.0


def _meaning(one: Sequence[Point], other: Sequence[Point], texts: tuple[str, str]) -> "NDArray[np.float32]":
    """Cosines between points, after what all points of this meeting share has been taken away.

    Two states' names, "cooperation" and "relations" fill every point; without centring, everything is like everything.
    """
    import numpy as np

    places = [(k, p) for k, points in enumerate((one, other)) for p in points]
    sentences = list(dict.fromkeys((k, p.sentence) for k, p in places))
    vectors = embed([p.gist for _, p in places] + [texts[k][s[0] : s[1]] for k, s in sentences])
    where = {key: len(places) + n for n, key in enumerate(sentences)}
    made = vectors[: len(places)] + SENTENCE * vectors[[where[k, p.sentence] for k, p in places]]
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    made -= made.mean(axis=0)
    made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-6)
    result: NDArray[np.float32] = made[: len(one)] @ made[len(one) :].T
    return result


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
    groups: Sequence[Group], one: Sequence[Point], other: Sequence[Point], texts: tuple[str, str]
) -> list[Group]:
    """Align what the first look left over, seen by itself: without the near ones, the nearest stand out."""
    used_a, used_b = {i for g in groups for i in g.a}, {j for g in groups for j in g.b}
    left_a = [i for i in range(len(one)) if i not in used_a]
    left_b = [j for j in range(len(other)) if j not in used_b]
    table = links([one[i] for i in left_a], [other[j] for j in left_b], texts)
    found = []
    for row in table:
        for link in row:
            best = (
                max(row, key=lambda k: k.score) is link
                and max((r[link.b] for r in table), key=lambda k: k.score) is link
            )
            if best and link.score >= SECOND:
                found.append(
                    Group(
                        (left_a[link.a],),
                        (left_b[link.b],),
                        Link(left_a[link.a], left_b[link.b], link.score, link.reasons),
                    )
                )
    return found


def _beside(new: int, held: tuple[int, ...], points: Sequence[Point]) -> bool:
    """Whether a point is of the same sentence as one that is held, or the next to it."""
    return any(abs(new - k) == 1 or points[new].sentence == points[k].sentence for k in held)


__all__ = ["Account", "Group", "Link", "align", "features", "links"]
