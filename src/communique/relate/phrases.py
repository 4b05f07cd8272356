"""Phrases that return in one pair's accounts, counted: formulas that no table lists yet."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.records import Reading
from communique.relate.facts import empty_words
from communique.relate.topics import party_words

SHORTEST, LONGEST = 4, 14
"""Words of a phrase."""
DAYS = 3
"""Accounts of so many different days have a phrase before it is called a formula."""
OWN = 2
"""Words of its own that a phrase has: "of the Ministry of Foreign" has none, nor have names."""
WORD = re.compile(r"[\w’'-]+")
SMALL = frozenset(
    "a an the of and or to in on at for with by from as that which is are was were be been their its his her".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words (lower case, single spaces) that `accounts` accounts of different days have."""

    words: str
    accounts: int


def returning(accounts: Mapping[str, Sequence[Reading]]) -> tuple[Phrase, ...]:
    """The longest phrases that accounts of at least `DAYS` different days have; `accounts` are readings by day."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for day, readings in accounts.items():
        for reading in readings:
            for words in _sentences(reading.article.text):
                for size in range(SHORTEST, LONGEST + 1):
                    for k in range(len(words) - size + 1):
                        found[tuple(words[k : k + size])].add(day)
    many = {words: days for words, days in found.items() if len(days) >= DAYS and _tells(words)}
    within = {
        part
        for words, days in many.items()
        for part in (words[1:], words[:-1])
        if part in many and len(many[part]) == len(days)
    }
    kept = [
        Phrase(" ".join(w.casefold() for w in words), len(days)) for words, days in many.items() if words not in within
    ]
    return tuple(sorted(kept, key=lambda one: (-one.accounts, one.words)))


def _sentences(text: str) -> list[list[str]]:
    return [WORD.findall(piece) for piece in re.split(r"[.;:!?\n,]+", text)]


def _tells(words: Sequence[str]) -> bool:
    """Whether a phrase begins and ends with words of its own and has enough that are neither names nor of the frame."""
    if words[0].casefold() in SMALL or words[-1].casefold() in SMALL:
        return False
    return (
        sum(w.islower() and w not in SMALL and w not in empty_words() and w not in party_words() for w in words) >= OWN
    )


def phrases_in(text: str, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Those of the phrases that a text has, word for word."""
    plain = f" {' '.join(WORD.findall(text)).casefold()} "
    return tuple(phrase for phrase in phrases if f" {phrase.words} " in plain)
