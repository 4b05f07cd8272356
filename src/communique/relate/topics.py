"""What words name: a topic of diplomacy, a thing that each side calls by its own name, a party."""

import re
from collections.abc import Iterable
from functools import cache

from communique import knowledge


@cache
def party_words() -> frozenset[str]:
    """Names of states and of their people, which return in every point of two states' accounts."""
    return frozenset(w for name in knowledge.state_by_name() for w in name.split()) | {"u.s.", "u.s", "prc", "rok"}


def names_party(word: str) -> bool:
    """Whether a word as printed is of a party's name: "Port" of Port Vila, but not "port"."""
    return word[:1].isupper() and word.casefold() in party_words()


def state_named(word: str) -> str | None:
    """The state that a name or adjective stands for."""
    return knowledge.state_by_name().get(word.casefold(), (None, ""))[0]


@cache
def _topics() -> re.Pattern[str]:
    return either(_topic_of())


@cache
def _topic_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in knowledge.table("topics"):
        for word in row["words"].split("|"):
            found.setdefault(word if word.isupper() else word.casefold(), []).append(row["topic"])
    return {word: tuple(topics) for word, topics in found.items()}


def topics_in(text: str) -> Iterable[str]:
    """The topics that a text's words name."""
    for match in _topics().finditer(text):
        yield from _topic_of().get(match[0], ()) or _topic_of().get(match[0].casefold(), ())


@cache
def _rival_of() -> dict[str, tuple[str, str]]:
    """Name → (the thing, the first of the names that mean no more than this one)."""
    found: dict[str, tuple[str, str]] = {}
    for row in knowledge.table("rival_names"):
        for equals in row["names"].split("|"):
            names = equals.split("=")
            for name in names:
                found.setdefault(name if name.isupper() else name.casefold(), (row["thing"], names[0]))
    return found


@cache
def _rivals() -> re.Pattern[str]:
    return either(_rival_of())


def rivals_in(text: str) -> Iterable[tuple[str, str]]:
    """The names in a text that sides choose between, each with the thing it names."""
    for match in _rivals().finditer(text):
        hit = _rival_of().get(match[0]) or _rival_of().get(match[0].casefold())
        if hit is not None:
            yield hit


def either(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of several words, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.I)
