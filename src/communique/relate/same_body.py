"""Whether two names are one organisation's, or one organ's of a state."""

from collections.abc import Iterator

from communique.knowledge import fold
from communique.relate.entries import BodyEntry
from communique.relate.signs import Sign, Verdict, weigh


def keys_of_body(entry: BodyEntry) -> Iterator[str]:
    """What two entries of one body share at least one of."""
    yield f"body {entry.known or _words(entry.name)} {entry.country}"
    if entry.known is not None:
        yield f"body {_words(entry.name)} {entry.country}"


def liken_bodies(a: BodyEntry, b: BodyEntry) -> Verdict:
    """Lay two names side by side."""
    return weigh("organisation", _signs(a, b))


def _signs(a: BodyEntry, b: BodyEntry) -> Iterator[Sign]:
    if a.known and a.known == b.known:
        yield Sign("same body", (a.known,))
    elif _words(a.name) == _words(b.name):
        yield Sign("same words", (a.name,))
    else:
        yield Sign("other name", (a.name, b.name))
    if a.country != b.country:
        yield Sign("other state", (a.country, b.country)) if a.country and b.country else Sign("state open")


def _words(name: str) -> str:
    return fold(name).removeprefix("the ").replace("-", " ")
