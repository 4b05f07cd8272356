"""What the points of an account mean, as numbers: each point, the sentence it stands in, and each of its telling words.

"Their removal" says nothing alone and "the review" little; so a point leans on its sentence, and words are read within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from communique.models.embeddings import SIZE, embed, sense
from communique.records import Span
from communique.relate.points import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float32]

SENTENCE = 0.5
"""How much of its sentence's meaning a point carries. .3, .5 and .8 were tried."""
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
class Meanings:
    """A row of length 1 a point: `alone`, leaning on its sentence (`points`), its whole sentence (`sentences`).

    `words` has a row for each telling word, with the point it belongs to (`of`, ascending) and its stem.
    """

    alone: "Matrix"
    points: "Matrix"
    sentences: "Matrix"
    words: "Matrix"
    of: "NDArray[np.int64]"
    stems: tuple[str, ...]


def meanings(points: Sequence[Point]) -> Meanings:
    """Read an account's points; a sentence with several is read as a whole too."""
    import numpy as np

    shape = (len(points), SIZE)
    alone, sentences = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    rows: list[Matrix] = []
    of: list[int] = []
    stems: list[str] = []
    for held in _by_sentence(points).values():
        whole = sense(" ".join(points[k].gist for k in held))
        at = 0
        for k in held:
            sentences[k] = whole.whole
            alone[k] = whole.whole if len(held) == 1 else sense(points[k].gist).whole
            for (start, end), stem in points[k].telling:
                own = [i for i, (s, e) in enumerate(whole.spans) if s < at + end and at + start < e]
                if own:
                    rows.append(whole.words[own].mean(axis=0))
                    of.append(k)
                    stems.append(stem)
            at += len(points[k].gist) + 1
    order = np.argsort(np.array(of, dtype=int), kind="stable")
    words = np.stack(rows)[order] if rows else np.zeros((0, SIZE), np.float32)
    numbers = np.array(of, dtype=int)[order]
    return Meanings(
        alone,
        unit(alone + SENTENCE * _gathered(points, alone)),
        sentences,
        words,
        numbers,
        tuple(stems[i] for i in order),
    )


def _by_sentence(points: Sequence[Point]) -> dict[Span, list[int]]:
    found: dict[Span, list[int]] = {}
    for k, point in enumerate(points):
        found.setdefault(point.sentence, []).append(k)
    return found


def _gathered(points: Sequence[Point], alone: "Matrix") -> "Matrix":
    """For each point the middle of all points of its sentence, of length 1."""
    import numpy as np

    whole = np.zeros_like(alone)
    for held in _by_sentence(points).values():
        whole[held] = alone[held].sum(axis=0)
    return unit(whole)


def unit(rows: "Matrix") -> "Matrix":
    """Rows of length 1."""
    import numpy as np

    result: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return result


def centred(one: "Matrix", other: "Matrix") -> "tuple[Matrix, Matrix]":
    """Two accounts' rows after what all of them share has been taken away.

    Two states' names, "cooperation" and "relations" fill every point; without centring, everything is like everything.
    """
    shared = ground()
    middle = (one.sum(axis=0) + other.sum(axis=0) + shared.sum(axis=0)) / (len(one) + len(other) + len(shared))
    return unit(one - middle), unit(other - middle)


@cache
def ground() -> "Matrix":
    """What sentences of diplomacy mean that tell of nothing in particular, one row each."""
    return embed(GROUND)
