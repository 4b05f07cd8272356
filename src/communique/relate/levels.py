"""At which level two accounts say that sides met: by the offices of who is named, else by words for the group."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from communique import knowledge
from communique.relate.entries import MeetingEntry, PersonEntry
from communique.relate.signs import Sign

OF_OFFICE = {
    "head of state": "leaders", "head of government": "leaders", "monarch": "leaders",
    "foreign minister": "foreign ministers", "defence minister": "defence ministers", "minister": "other ministers",
    "deputy minister": "deputies", "military": "officers", "official": "officials", "envoy": "officials",
    "crown prince": "leaders", "supreme leader": "leaders", "security adviser": "officials", "spokesperson": "officials",
}  # fmt: skip
"""Offices of the table of titles and the level of who holds them."""

AKIN = frozenset({"deputies", "officials", "officers"})
"""Levels that accounts do not keep apart."""

MINISTERS = "ministers"
"""Of whatever: they may be foreign ministers and any others."""


def levels_of_words(text: str) -> tuple[str, ...]:
    """The levels of groups that a sentence names: "the foreign ministers of both countries"."""
    return tuple(sorted({_levels()[" ".join(match[0].casefold().split())] for match in _pattern().finditer(text)}))


def levels(entry: MeetingEntry) -> frozenset[str]:
    """The levels at which an account says that they met; empty where it does not say."""
    day = entry.start or entry.told
    offices = (office for person in entry.people for office in offices_then(person, day))
    return frozenset(OF_OFFICE[office] for office in offices if office in OF_OFFICE) or frozenset(entry.levels)


def offices_then(person: PersonEntry, day: str | None) -> frozenset[str]:
    """The offices that a page prints with somebody; where it prints none, those that the table gives the holder for the day."""
    printed = frozenset(office for office, _ in person.offices)
    if printed or day is None or len(person.known) != 1:
        return printed
    return frozenset(held.office for held in knowledge.offices_of(person.known[0]) if held.perhaps(day))


def at_level(offices: Iterable[str], words: Iterable[str]) -> bool:
    """Whether a holder of some offices can be one of a group that words name; an office that has no level can be any."""
    mine = {OF_OFFICE.get(office) for office in offices}
    return not mine or None in mine or any(_akin(one, word) for one in mine if one for word in words)


def levels_agree(words: Iterable[str], entry: MeetingEntry) -> bool:
    """Whether who met by one account can be those of whom another names the level."""
    theirs = levels(entry)
    return not words or not theirs or any(_akin(x, y) for x in words for y in theirs)


def by_level(a: MeetingEntry, b: MeetingEntry) -> Iterator[Sign]:
    """What the levels of two accounts say; where both name people, those tell more."""
    if a.people and b.people and not a.levels and not b.levels:
        return
    one, other = levels(a), levels(b)
    if not one or not other:
        return
    if shared := one & other - {MINISTERS}:
        yield Sign("same level", (", ".join(sorted(shared)),))
    elif any(_akin(x, y) for x in one for y in other):
        yield Sign("near level", (", ".join(sorted(one)), ", ".join(sorted(other))))
    else:
        yield Sign("other level", (", ".join(sorted(one)), ", ".join(sorted(other))))


def _akin(one: str, other: str) -> bool:
    return (
        one == other
        or {one, other} <= AKIN
        or (MINISTERS in (one, other) and one.endswith(MINISTERS) and other.endswith(MINISTERS))
    )


@cache
def _levels() -> dict[str, str]:
    return {row["words"].casefold(): row["level"] for row in knowledge.table("meeting_levels") if row["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_levels(), key=len, reverse=True)
    told = "|".join(r"\s+".join(map(re.escape, words.split())) for words in longest)
    return re.compile(rf"\b(?:{told})\b", re.I)
