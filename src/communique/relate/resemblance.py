"""What speaks for two points of two accounts telling of one thing: named figures, each the larger the more it does.

Two points are likened by what their words mean (sentence embeddings) and by what they share: rare words, topics, names of
one thing, their place in the account. `knowledge/alignment_weights.csv` says how much each weighs.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, TypeAlias

from communique.records import Span
from communique.relate.meanings import Meanings, centred, unit
from communique.relate.points import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float32]
    Evidence: TypeAlias = dict[str, Matrix]

MOST = {"words": 3.0, "topics": 2.0}
"""Rare words and topics beyond so many tell no more."""
FAINT = 0.2
"""Points whose meaning is no nearer than that need a word, topic or name in common."""
COMMON = 0.7
"""How much of what all words of the two accounts mean is taken from each of them."""
SLIGHT = 0.05
"""What a word that every point has still weighs."""


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


@dataclass(frozen=True, slots=True)
class Likened:
    """Two accounts' points (no frames) laid beside one another: `found` a matrix a feature, `alone` what each point means by
    itself, `covered` how much of each some point of the other account says, `heard` their words laid beside one another."""

    a: tuple[Point, ...]
    b: tuple[Point, ...]
    found: "Evidence"
    alone: "tuple[Matrix, Matrix]"
    covered: "tuple[Matrix, Matrix]"
    heard: "Heard"


def likened(one: Sequence[Point], other: Sequence[Point], means: tuple[Meanings, Meanings]) -> Likened:
    """Every point of one account against every point of the other. `means` are their `meanings`.

    meaning: cosine of what they mean, after what all points of the meeting share is taken away. sentence: of what their
    sentences mean. wordwise: how near each telling word is to some word of the other point, rare words counting most.
    *_margin: how far they are nearer to one another than to any third. words, topics: the rare ones they share; around: those their
    sentences share. apart:
    both name topics, none in common (negative). thing: a name of one thing that each side calls its own way. order: how
    near they stand to one another in their accounts (negative).
    """
    import numpy as np

    both = (*one, *other)
    stems, topics = rarity(both, "stems"), rarity(both, "topics")
    shape = (len(one), len(other))

    def each(value: Callable[[Point, Point], float]) -> "Matrix":
        flat = np.fromiter((value(a, b) for a in one for b in other), dtype=np.float32, count=len(one) * len(other))
        return flat.reshape(shape)

    places = [np.arange(len(points)) / max(1, len(points) - 1) for points in (one, other)]
    order: Matrix = -np.abs(places[0][:, None] - places[1][None, :]).astype(np.float32)
    things = [{thing for thing, _ in p.facts.rivals} for p in both]
    named = np.array([[bool(a & b) for b in things[len(one) :]] for a in things[: len(one)]], dtype=np.float32)
    beside = heard(means[0], means[1], stems)
    words, covered = wordwise(beside, shape)
    told: dict[tuple[int, Span], frozenset[str]] = {}
    for k, points in enumerate((one, other)):
        for p in points:
            told[k, p.sentence] = told.get((k, p.sentence), frozenset()) | p.facts.stems
    near = {
        "meaning": nearness(means[0].points, means[1].points),
        "sentence": nearness(means[0].sentences, means[1].sentences),
        "wordwise": words,
    }
    found = {
        **near,
        **{f"{name}_margin": margins(table) for name, table in near.items()},
        "words": each(lambda a, b: min(MOST["words"], stems.sum(a.facts.stems & b.facts.stems))),
        "around": each(lambda a, b: min(MOST["words"], stems.sum(told[0, a.sentence] & told[1, b.sentence]))),
        "topics": each(lambda a, b: min(MOST["topics"], topics.sum(a.facts.topics & b.facts.topics))),
        "apart": each(lambda a, b: -float(apart(a, b))),
        "thing": named.reshape(shape),
        "order": order,
    }
    alone = centred(means[0].alone, means[1].alone)
    return Likened(tuple(one), tuple(other), found, alone, covered, beside)


@dataclass(frozen=True, slots=True)
class Heard:
    """How near each telling word of one account (a row) is to each of the other (a column), and how much each weighs; `of`
    are the points that they belong to."""

    near: "Matrix"
    of: "tuple[NDArray[np.int64], NDArray[np.int64]]"
    weights: "tuple[Matrix, Matrix]"

    def told(self, side: int, mine: Sequence[int], theirs: Sequence[int]) -> float:
        """How much of points of one side some points of the other say, word by word."""
        import numpy as np

        cells = self.near if side == 0 else self.near.T
        rows = np.flatnonzero(np.isin(self.of[side], mine))
        columns = np.flatnonzero(np.isin(self.of[1 - side], theirs))
        weights = self.weights[side][rows]
        if not len(rows) or not len(columns):
            return 0.0
        return float((cells[np.ix_(rows, columns)].max(axis=1) * weights).sum() / weights.sum())


def heard(one: Meanings, other: Meanings, stems: "Rarity") -> Heard:
    """Lay the words of two accounts beside one another."""
    import numpy as np

    weights = [np.array([stems.of(stem) + SLIGHT for stem in m.stems], dtype=np.float32) for m in (one, other)]
    near = np.zeros((len(one.words), len(other.words)), dtype=np.float32)
    if near.size:
        common = COMMON * np.concatenate((one.words, other.words)).mean(axis=0)
        near = unit(one.words - common) @ unit(other.words - common).T
    return Heard(near, (one.of, other.of), (weights[0], weights[1]))


def wordwise(words: Heard, shape: tuple[int, int]) -> "tuple[Matrix, tuple[Matrix, Matrix]]":
    """How much of two points' words each finds in the other, and how much of each point's in any point of the other side."""
    import numpy as np

    table = np.zeros(shape, dtype=np.float32)
    covered = (np.zeros(shape[0], dtype=np.float32), np.zeros(shape[1], dtype=np.float32))
    if not words.near.size:
        return table, covered
    for side, cells in enumerate((words.near, words.near.T)):
        weights = words.weights[side]
        rows, starts = np.unique(words.of[side], return_index=True)
        columns, breaks = np.unique(words.of[1 - side], return_index=True)
        whole = np.add.reduceat(weights, starts)
        best = np.maximum.reduceat(cells, breaks, axis=1)
        told = np.add.reduceat(best * weights[:, None], starts, axis=0) / whole[:, None]
        if side == 0:
            table[np.ix_(rows, columns)] += told / 2
        else:
            table[np.ix_(columns, rows)] += told.T / 2
        covered[side][rows] = np.add.reduceat(cells.max(axis=1) * weights, starts) / whole
    return table, covered


def doubted(table: "Matrix", found: "Evidence") -> "Matrix":
    """Chances, halved where nothing but their places in the accounts speaks for two points.

    In accounts of few points everything has a margin over the rest.
    """
    import numpy as np

    alone = (found["words"] + found["topics"] + found["thing"] == 0) & (found["meaning"] < FAINT)
    result: Matrix = np.where(alone, table / 2, table)
    return result


def apart(a: Point, b: Point) -> bool:
    """Whether two points both name topics, and none in common."""
    return bool(a.facts.topics) and bool(b.facts.topics) and not a.facts.topics & b.facts.topics


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
    result: Matrix = 2 * near - others(near) - others(near.T).T
    return result


def others(table: "Matrix") -> "Matrix":
    """For each cell the greatest of the others in its row; 0 where there is no other."""
    import numpy as np

    rows, width = table.shape
    if width < 2 or not rows:
        return np.zeros_like(table)
    order = np.argsort(table, axis=1)
    every, first, second = np.arange(rows), order[:, -1], order[:, -2]
    best = np.repeat(table[every, first][:, None], width, axis=1)
    best[every, first] = table[every, second]
    return best


def nearness(one: "Matrix", other: "Matrix") -> "Matrix":
    """Cosines between two accounts' rows, centred."""
    a, b = centred(one, other)
    result: Matrix = a @ b.T
    return result
