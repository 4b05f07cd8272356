"""A version's text as far as it takes to find others that carry the same piece: a pure function of the article and the
version's id, made where the page is read and so without a database.
"""

import zlib
from collections.abc import Iterable
from hashlib import blake2b
from struct import pack
from typing import Any

from communique.ledger.ids import digest_of
from communique.records import Article
from communique.relate.candidates import stretches
from communique.relate.copies import piece_of
from communique.relate.likeness import FEW, compared, telling
from communique.relate.source import own_weight
from communique.relate.wording import Wording


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
