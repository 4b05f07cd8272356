"""Thousands of names found in a text by one look-up a word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from communique import knowledge
from communique.records import Span

Value = TypeVar("Value")
FIRST = re.compile(r"\w+|\S")
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Value]):
    """A name as it stands in the text, and what the table says it is."""

    span: Span
    name: str
    value: Value


class Phrases(Generic[Value]):
    """Names by their first word: a text is walked once, however many names there are. Case counts.

    A name stands alone: no letter, digit or hyphen before it, no letter or digit after it.
    """

    def __init__(self, names: Mapping[str, Value]) -> None:
        self._names = names
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            first = FIRST.match(name)
            if first is not None:
                self._by_first.setdefault(first[0], []).append(name)

    def find(self, text: str) -> Iterator[Phrase[Value]]:
        """The names in `text`, in order, the longest at each place, none inside another."""
        plain = text.replace("\u00a0", " ")
        reached = 0
        for word in WORDS.finditer(plain):
            if word.start() >= reached and (found := self._at(plain, word.start(), word[0])) is not None:
                reached = found.span[1]
                yield found

    def at(self, text: str, start: int) -> Phrase[Value] | None:
        """The longest name that begins at `start`."""
        plain = text.replace("\u00a0", " ")
        word = WORDS.match(plain, start)
        return self._at(plain, start, word[0]) if word else None

    def _at(self, text: str, start: int, word: str) -> Phrase[Value] | None:
        if start and (text[start - 1] == "-" or text[start - 1].isalnum()):
            return None
        for name in self._by_first.get(word, ()):
            end = start + len(name)
            if text.startswith(name, start) and not (text[end : end + 1].isalnum() and name[-1].isalnum()):
                return Phrase((start, end), name, self._names[name])
        return None


@cache
def body_phrases() -> Phrases[tuple[str, str, str | None]]:
    """Organisations and outlets by printed name → (kind of actor, the table's name, country of an outlet)."""
    known: dict[str, tuple[str, str, str | None]] = {}
    for body in knowledge.organisations():
        for name in (body.name, *body.aliases):
            known[name] = ("organisation", body.name, None)
    for outlet in knowledge.outlets():
        for name in (outlet.name, *outlet.aliases):
            known[name] = ("outlet", outlet.name, outlet.country or None)
    return Phrases({name: value for name, value in known.items() if len(name) > 1})
