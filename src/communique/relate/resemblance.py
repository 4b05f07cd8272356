"""What speaks for two points of two accounts telling of one thing: named figures, each the larger the more it does.

Two points are likened by what their words mean (sentence embeddings) and by what they share: rare words, topics, names of
one thing, their place in the account. `knowledge/alignment_weights.csv` says how much each weighs.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import TYPE_CHECKING, TypeAlias

from communique.models.embeddings import embed
from communique.records import Span
from communique.relate.points import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float32]
    Evidence: TypeAlias = dict[str, Matrix]

SENTENCE = 0.5
"""How much of its sentence's meaning a point carries: "their removal" says nothing alone. .3, .5 and .8 were tried."""
MOST = {"words": 3.0, "topics": 2.0}
"""Rare words and topics beyond so many tell no more."""
FAINT = 0.2
"""Points whose meaning is no nearer than that need a word, topic or name in common."""
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


def rarity(points: Sequence[Point], kind: str) -> Rarity:
    """How telling the words of a kind ("stems", "topics") are among points."""
    return Rarity(dict(Counter(word for point in points for word in getattr(point.facts, kind))), len(points))


def meanings(points: Sequence[Point]) -> "Matrix":
    """What points mean, one row of length 1 each; a point that is one of several of its sentence leans on the others."""
    import numpy as np

    vectors = embed([point.gist for point in points])
    numbers: dict[Span, int] = {}
    of = np.array([numbers.setdefault(point.sentence, len(numbers)) for point in points], dtype=int)
    whole = np.zeros((len(numbers), vectors.shape[1]), dtype=np.float32)
    np.add.at(whole, of, vectors)
    return unit(vectors + SENTENCE * unit(whole)[of])


def unit(rows: "Matrix") -> "Matrix":
    """Rows of length 1."""
    import numpy as np

    result: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return result


def evidence(one: Sequence[Point], other: Sequence[Point], means: "tuple[Matrix, Matrix]") -> "Evidence":
    """Every point of one account against every point of the other: a matrix a feature. `means` are their `meanings`.

    meaning: cosine of what they mean, after what all points of the meeting share is taken away. margin: how far they are
    nearer to one another than to any third. words, topics: the rare ones they share. apart: both name topics, none in
    common (negative). thing: a name of one thing that each side calls its own way. order: how near they stand to one
    another in their accounts (negative).
    """
    import numpy as np

    both = (*one, *other)
    stems, topics = rarity(both, "stems"), rarity(both, "topics")
    near = nearness(*means)
    shape = (len(one), len(other))

    def each(value: Callable[[Point, Point], float]) -> "Matrix":
        flat = np.fromiter((value(a, b) for a in one for b in other), dtype=np.float32, count=len(one) * len(other))
        return flat.reshape(shape)

    places = [np.arange(len(points)) / max(1, len(points) - 1) for points in (one, other)]
    order: Matrix = -np.abs(places[0][:, None] - places[1][None, :]).astype(np.float32)
    things = [{thing for thing, _ in p.facts.rivals} for p in both]
    named = np.array([[bool(a & b) for b in things[len(one) :]] for a in things[: len(one)]], dtype=np.float32)
    return {
        "meaning": near,
        "margin": margins(near),
        "words": each(lambda a, b: min(MOST["words"], stems.sum(a.facts.stems & b.facts.stems))),
        "topics": each(lambda a, b: min(MOST["topics"], topics.sum(a.facts.topics & b.facts.topics))),
        "apart": each(lambda a, b: -float(_apart(a.facts.topics, b.facts.topics))),
        "thing": named.reshape(shape),
        "order": order,
    }


def doubted(table: "Matrix", found: "Evidence") -> "Matrix":
    """Chances, halved where nothing but their places in the accounts speaks for two points.

    In accounts of few points everything has a margin over the rest.
    """
    import numpy as np

    alone = (found["words"] + found["topics"] + found["thing"] == 0) & (found["meaning"] < FAINT)
    result: Matrix = np.where(alone, table / 2, table)
    return result


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def reasons(a: Point, b: Point, meaning: float, topics: Rarity) -> tuple[str, ...]:
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
    if shared := len(a.facts.stems & b.facts.stems):
        said.append(f"words in common {shared}")
    said.append(f"meaning {meaning:.2f}")
    return tuple(said)


def margins(near: "Matrix") -> "Matrix":
    """How far two points are nearer to one another than to any third: up to 2, and below 0 where a third is nearer."""
    result: Matrix = 2 * near - _others(near) - _others(near.T).T
    return result


def _others(near: "Matrix") -> "Matrix":
    """For each cell the greatest of the others in its row; 0 where there is no other."""
    import numpy as np

    rows, width = near.shape
    if width < 2 or not rows:
        return np.zeros_like(near)
    order = np.argsort(near, axis=1)
    every, first, second = np.arange(rows), order[:, -1], order[:, -2]
    best = np.repeat(near[every, first][:, None], width, axis=1)
    best[every, first] = near[every, second]
    return best


def nearness(one: "Matrix", other: "Matrix") -> "Matrix":
    """Cosines between points, after what all points of this meeting share has been taken away.

    Two states' names, "cooperation" and "relations" fill every point; without centring, everything is like everything.
    """
    shared = ground()
    middle = (one.sum(axis=0) + other.sum(axis=0) + shared.sum(axis=0)) / (len(one) + len(other) + len(shared))
    result: Matrix = unit(one - middle) @ unit(other - middle).T
    return result


@cache
def ground() -> "Matrix":
    """What sentences of diplomacy mean that tell of nothing in particular, one row each."""
    return embed(GROUND)
