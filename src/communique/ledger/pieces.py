"""A version's text as far as it takes to find others that carry the same piece, and the piece itself when it is laid
beside another.

A row of `piece` is a pure function of the article and the version's id, made where the page is read.
"""

import json
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b
from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection, Row, select

from communique.ledger.ids import digest_of
from communique.ledger.tables import blob, version
from communique.records import Article
from communique.relate.candidates import stretches
from communique.relate.copies import Piece, piece_of
from communique.relate.likeness import FEW, MISSING, Likeness, compared, liken, telling
from communique.relate.source import own_weight
from communique.relate.wording import Wording

if TYPE_CHECKING:  # its start would be felt in every command
    import numpy as np
    from numpy.typing import NDArray
from communique.typed_json import builder

COMMON = 0.45
"""Share of the shorter text's different words that the other one has at least. Of the 506 pairs in tests/stories that carry
one piece the least has .54, nineteen of twenty have .66; of two strangers one in twenty has more than .33."""

HELD = 400
"""Pieces, and likenesses of two, that are kept at hand; some 50 KB each."""


def piece_row(article: Article, version_id: str) -> dict[str, Any]:
    """The row of `piece`: `rank` orders versions as chance would, the same in every ledger."""
    made = piece_of(article)
    words = made.wording
    sample = stretches(words)
    return {
        "prose": _prose(words) or version_id,
        "rank": int.from_bytes(blake2b(version_id.encode(), digest_size=8).digest(), "big") >> 1,
        "weight": own_weight(made),
        "length": len(compared(words)),
        "sample": pack(f"<{len(sample)}I", *sample),
        "facts": _packed(telling(words)),
        "words": _packed(words.keys),
    }


def _prose(wording: Wording) -> str | None:
    """The same for texts whose prose is the same to the word, and which name the same days. None where there is too
    little prose to tell anything."""
    if len(wording.prose) < FEW:
        return None
    said = [wording.keys[at] for at in wording.prose]
    return digest_of("\x1f".join([*said, "\x1e", *sorted(wording.days)]).encode("utf-8", "replace"))[:32]


def _packed(words: Iterable[str]) -> bytes:
    """Words as a set of numbers of two bytes."""
    found = sorted({zlib.crc32(word.encode("utf-8", "replace")) & 0xFFFF for word in words})
    return pack(f"<{len(found)}H", *found)


def sample_of(packed: bytes) -> tuple[int, ...]:
    """The sampled stretches of a row."""
    return unpack(f"<{len(packed) // 4}I", packed)


class Beside:
    """A row of `piece` made ready for being held against many others: which of all short hashes are its facts', and which
    its words'. Unpacking every other row into a set took ten times as long as looking its numbers up in one table."""

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
