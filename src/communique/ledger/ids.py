"""Ids made from content: the same page, version or record has the same id in every ledger and after every reading."""

from base64 import b32encode
from hashlib import blake2b, sha256

PREFIX = {
    "page": "p",
    "version": "v",
    "meeting": "m",
    "statement": "s",
    "commitment": "c",
    "position": "o",
    "mechanism": "k",
    "name": "n",
    "story": "t",
    "person": "w",
    "organisation": "b",
    "dialogue": "d",
    "evidence": "e",
}
"""The first letter of an id says what it names."""

LENGTH = 12
"""Characters after the prefix, 5 bits each: among 100 million records two share an id with a chance of 0.4 %."""


def make_id(kind: str, *parts: str) -> str:
    """An id such as `s-4k2mzq7rbnxa` from what makes a thing itself. The order of `parts` counts."""
    digest = blake2b("\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return f"{PREFIX[kind]}-{b32encode(digest).decode('ascii').lower()[:LENGTH]}"


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def number_of(key: str) -> int:
    """A key as a number of 64 bits with a sign, which takes little room in an index."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
