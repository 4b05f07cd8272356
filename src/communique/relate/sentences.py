"""Sentences of a text without a parse: quick enough for every page that may tell of a commitment."""

import re
from collections.abc import Iterator

from communique.records import Span

END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
LAST = re.compile(r"(\S+)$")


ABBREVIATED = frozenset(
    "mr. mrs. ms. dr. prof. gen. col. lt. maj. capt. adm. sen. rep. gov. amb. st. no. art. vs. jan. feb. mar. apr. jun. jul. "
    "aug. sep. sept. oct. nov. dec. approx. inc. ltd. co. dept. fig.".split()
)
"""Words with a full stop that ends no sentence, when a capital follows."""


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Where the sentences of `text` between `start` and `end` stand, without space around them."""
    end = len(text) if end is None else end
    begin = start
    for match in END.finditer(text, start, end):
        if "\n" not in match[0] and _goes_on(text[begin : match.start() + 1]):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _goes_on(before: str) -> bool:
    """Whether a full stop is an abbreviation's or an initial's."""
    match = LAST.search(before)
    word = match[1] if match else ""
    return word.casefold() in ABBREVIATED or re.fullmatch(r"(?:[A-Z]\.)+", word) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
