"""The pieces of versions: their rows (`piece_rows`) held against many others, and the piece itself when it is laid beside
another."""

import json
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from struct import unpack
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection, Row, select

from communique.ledger.tables import blob, version
from communique.records import Article
from communique.relate.copies import Piece, piece_of
from communique.relate.likeness import MISSING, Likeness, liken
from communique.typed_json import builder

if TYPE_CHECKING:  # its start would be felt in every command
    import numpy as np
    from numpy.typing import NDArray

COMMON = 0.45
"""Share of the shorter text's different words that the other one has at least. Of the 506 pairs in tests/stories that carry
one piece the least has .54, nineteen of twenty have .66; of two strangers one in twenty has more than .33."""

HELD = 400
"""Pieces, and likenesses of two, that are kept at hand; some 50 KB each."""


def sample_of(packed: bytes) -> tuple[int, ...]:
    """The sampled stretches of a row."""
    return unpack(f"<{len(packed) // 4}I", packed)


class Beside:
    """A row of `piece` made ready for being held against many others: which of all short hashes are its facts', and which
    its words'. Unpacking every other row into sets took twice as long as looking its numbers up in one table (9.4 µs a row,
    4.7 to 5.8), and left the garbage collector much to go over."""

    def __init__(self, row: Row[Any]) -> None:
        self.row = row
        self.facts, self.words = _table(row.facts), _table(row.words)

    def may_be_one(self, other: Row[Any]) -> bool:
        """Whether the words of two texts allow that they carry one piece: `likeness.missing` by short hashes, which say yes
        a little too often, and enough words in common."""
        mine, theirs = self.row.length, other.length
        return (mine <= theirs and self._carried_by(other)) or (theirs <= mine and self._carries(other))

    def _carries(self, short: Row[Any]) -> bool:
        facts, words = _numbers(short.facts), _numbers(short.words)
        return _enough(len(facts), int(self.words[facts].sum()), len(words), int(self.words[words].sum()))

    def _carried_by(self, other: Row[Any]) -> bool:
        words = _numbers(other.words)
        facts = len(self.row.facts) // 2
        return _enough(facts, int(self.facts[words].sum()), len(self.row.words) // 2, int(self.words[words].sum()))


def _enough(facts: int, kept: int, words: int, shared: int) -> bool:
    return facts - kept <= MISSING * facts and shared >= COMMON * words


def _numbers(packed: bytes) -> "NDArray[np.uint16]":
    import numpy as np

    return np.frombuffer(packed, "<u2")


def _table(packed: bytes) -> "NDArray[np.bool_]":
    import numpy as np

    table = np.zeros(1 << 16, np.bool_)
    table[_numbers(packed)] = True
    return table


class Pieces:
    """The pieces of versions by number, read when they are asked for, and how alike two of them are."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.readings: dict[int, str] = {}

    def __getitem__(self, number: int) -> Piece:
        sha = self._reading(number)
        return _PIECES.get(sha, lambda: piece_of(article_of(self.connection, sha)))

    def likeness(self, a: int, b: int) -> Likeness:
        """How alike two versions are, the passages' words those of `a` and of `b`."""
        if self._reading(a) > self._reading(b):
            return self.likeness(b, a).turned()
        pair = (self._reading(a), self._reading(b))
        return _LIKENESSES.get(pair, lambda: liken(self[a].wording, self[b].wording))

    def _reading(self, number: int) -> str:
        if number not in self.readings:
            found = self.connection.execute(select(version.c.reading).where(version.c.n == number))
            self.readings[number] = found.scalar_one()
        return self.readings[number]


def article_of(connection: Connection, sha: str) -> Article:
    """The article of the reading with this digest."""
    data = connection.execute(select(blob.c.data).where(blob.c.sha256 == sha)).scalar_one()
    made: Article = builder(Article)(json.loads(zlib.decompress(data))["article"])
    return made


V = TypeVar("V")


class _Recent(Generic[V]):
    """The newest `HELD` values. Their keys are digests of all that they are made from, so that none grows stale."""

    def __init__(self) -> None:
        self.values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made when it is not at hand."""
        if key not in self.values:
            self.values[key] = make()
            if len(self.values) > HELD:
                self.values.popitem(last=False)
        return self.values[key]


_PIECES: _Recent[Piece] = _Recent()
_LIKENESSES: _Recent[Likeness] = _Recent()
