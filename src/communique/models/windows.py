"""Paragraphs as the tagger sees them: word pieces with their letters' case and places, packed into windows.

Training and running share this module, so that a model never meets at run time what it was not shown before. A window is
`[CLS] paragraph [SEP] paragraph [SEP] …`: neighbours keep each other company as context, and little is padded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

CLS, SEP, PAD = 101, 102, 0
LOWER, CAPITAL, UPPER = 0, 1, 2
"""Shapes of a word piece: no capital first, a capital first, all capitals (two letters or more)."""
BUDGET = 192
"""Word pieces a window holds at most (with the marks between paragraphs), save one paragraph's that can't be cut."""
LONGEST = 254
"""Word pieces of one paragraph after which it is cut, at a sentence's end where there is one."""

Ints = npt.NDArray[np.int64]
VOCABULARY = Path(__file__).with_name("minilm-tokenizer.json")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One paragraph's word pieces: ids, shapes, and where each starts and ends in the whole text (characters)."""

    ids: Ints
    shapes: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, start: int, end: int) -> "Pieces":
        """The pieces from `start` up to `end`."""
        return Pieces(self.ids[start:end], self.shapes[start:end], self.starts[start:end], self.ends[start:end])


@dataclass(frozen=True, slots=True)
class Window:
    """What goes through the model at once: `[CLS]`, then each paragraph followed by `[SEP]`.

    `starts` and `ends` are -1 at marks; `paragraphs` says which paragraph of the window a piece is in, -1 at marks.
    """

    ids: Ints
    shapes: Ints
    starts: Ints
    ends: Ints
    paragraphs: Ints

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer() -> Any:
    """The WordPiece tokenizer, without the padding and cutting its file asks for."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(VOCABULARY))
    found.no_padding()
    found.no_truncation()
    return found


def pieces(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Pieces]:
    """Each paragraph's word pieces; one longer than `LONGEST` comes as several. `paragraphs` are (start, end) in `text`."""
    read = tokenizer().encode_batch([text[start:end] for start, end in paragraphs], add_special_tokens=False)
    found: list[Pieces] = []
    for (start, _), encoding in zip(paragraphs, read, strict=True):
        if not encoding.ids:
            continue
        places = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + start
        shapes = np.array([_shape(text[a:b]) for a, b in places.tolist()], dtype=np.int64)
        whole = Pieces(np.array(encoding.ids, dtype=np.int64), shapes, places[:, 0], places[:, 1])
        found.extend(whole.part(a, b) for a, b in pairwise(_cuts(text, whole)))
    return found


def _shape(word: str) -> int:
    if word.islower() or not word[:1].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def _cuts(text: str, whole: Pieces) -> list[int]:
    cuts = [0]
    while len(whole) - cuts[-1] > LONGEST:
        last = cuts[-1] + LONGEST
        stops = (
            i
            for i in range(last, cuts[-1] + LONGEST // 2, -1)
            if text[whole.starts[i - 1] : whole.ends[i - 1]] in ".!?"
        )
        cuts.append(next(stops, last))
    return [*cuts, len(whole)]


def pack(paragraphs: Iterable[Pieces], budget: int = BUDGET) -> list[list[Pieces]]:
    """Neighbouring paragraphs together, as many as the budget holds, in order."""
    packed: list[list[Pieces]] = []
    room = 0
    for paragraph in paragraphs:
        need = len(paragraph) + 1
        if not packed or need > room:
            packed.append([])
            room = budget - 1
        packed[-1].append(paragraph)
        room -= need
    return packed


def window(paragraphs: Sequence[Pieces]) -> Window:
    """One window of the paragraphs given."""

    def joined(values: Sequence[Ints], first: int, mark: int) -> Ints:
        parts: list[Ints] = [np.array([first])]
        for value in values:
            parts += [value, np.array([mark])]
        return np.concatenate(parts)

    return Window(
        ids=joined([p.ids for p in paragraphs], CLS, SEP),
        shapes=joined([p.shapes for p in paragraphs], LOWER, LOWER),
        starts=joined([p.starts for p in paragraphs], -1, -1),
        ends=joined([p.ends for p in paragraphs], -1, -1),
        paragraphs=joined([np.full(len(p), i) for i, p in enumerate(paragraphs)], -1, -1),
    )


def batch(windows: Sequence[Window]) -> tuple[Ints, Ints]:
    """Ids and shapes of windows as two arrays [windows, longest], padded on the right."""
    longest = max(len(w) for w in windows)
    ids = np.full((len(windows), longest), PAD, dtype=np.int64)
    shapes = np.full((len(windows), longest), LOWER, dtype=np.int64)
    for row, w in enumerate(windows):
        ids[row, : len(w)] = w.ids
        shapes[row, : len(w)] = w.shapes
    return ids, shapes
