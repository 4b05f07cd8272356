"""Offices and who held them when: by name, by office, and by the day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.folding import fold
from communique.knowledge.tables import several, table

SINGLE = frozenset({"head of state", "head of government", "monarch", "foreign minister", "defence minister"})
"""Offices that one person holds at a time, in nearly every state (`shared` marks the rows where it isn't so)."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office's title as printed, the office it names, and its rank (1 the head of a state, 6 no office of state)."""

    title: str
    office: str
    rank: int
    of: str


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office: `code` a state's code or an organisation's name; days, months or years as far as known.

    `start` is the first day; `end` the day on which the office passed on, None while it is held or where the table
    doesn't know. `source` is the kind of fact the row rests on.
    """

    person: str
    aliases: tuple[str, ...]
    office: str
    title: str
    code: str
    start: str | None
    end: str | None
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other forms in which it is printed."""
        return (self.person, *self.aliases)

    def held(self, day: str) -> bool:
        """Whether the office was surely held on `day` (YYYY-MM-DD): a month given as the start counts from its end."""
        return self.start is not None and latest(self.start) <= day and (self.end is None or day < earliest(self.end))

    def perhaps(self, day: str) -> bool:
        """Whether the table leaves it open that the office was held on `day`: on the day it passes on, both hold it."""
        begun = self.start is None or earliest(self.start) <= day
        return begun and (self.end is None or day <= latest(self.end))


def earliest(when: str) -> str:
    """The first day of a day, month or year."""
    return when + "-01-01"[len(when) - 4 :] if len(when) < 10 else when


def latest(when: str) -> str:
    """The last day of a day, month or year (31 stands for every month's end: days are compared as words)."""
    return when + "-12-31"[len(when) - 4 :] if len(when) < 10 else when


@cache
def titles() -> tuple[Title, ...]:
    """Titles of office, the longest first, so that the first that fits is the fullest."""
    rows = (Title(row["title"], row["office"], int(row["rank"]), row["of"]) for row in table("titles"))
    return tuple(sorted(rows, key=lambda title: -len(title.title)))


@cache
def offices() -> tuple[Office, ...]:
    """Who held which office, from well-known facts."""
    return tuple(
        Office(
            row["person"],
            several(row["aliases"]),
            row["office"],
            row["title"],
            row["code"],
            row["from"] or None,
            row["to"] or None,
            row["source"],
        )
        for row in table("offices")
    )


@cache
def offices_by_name() -> Mapping[str, tuple[Office, ...]]:
    """Folded full name or alias → the offices held by those of that name, in the table's order."""
    found: dict[str, list[Office]] = {}
    for office in offices():
        for name in {fold(name) for name in office.names}:
            found.setdefault(name, []).append(office)
    return MappingProxyType({name: tuple(held) for name, held in found.items()})


def offices_of(name: str) -> tuple[Office, ...]:
    """The offices that the person of that full name held; a name in another order or with hyphens is looked up too."""
    found = offices_by_name().get(fold(name)) or _offices_by_words().get(words_of(name))
    return found or _offices_in_short(name)


CHAIN = re.compile(
    r"(.+[ \u00a0](?:bin|bint|ibn|ben)[ \u00a0][\w’'-]+(?:[ \u00a0][\w’'-]+)??)[ \u00a0](?:(?:bin|bint|ibn|ben)[ \u00a0].+|[Aa]l[ \u00a0-].+)"
)
"""A name with more fathers, or the family, than the table has: "Faisal bin Farhan bin Abdullah Al Saud"."""
PRAISED = re.compile(r"(?:Muhammad|Mohammad|Mohammed|Mohamed|Muhammed|Md\.?)[ \u00a0](?=\S+[ \u00a0]\S)")
"""A first name that many bear before the one they are called by: "Muhammad Shehbaz Sharif"."""


def _offices_in_short(name: str) -> tuple[Office, ...]:
    """The offices of whom a longer name is of than the table has, where the ruling family printed does not gainsay it."""
    family = re.search(r"[ \u00a0]([Aa]l[ \u00a0-][\w’'-]+)$", name)
    code = _ruling_families().get(fold(family[1]).replace("-", " ")) if family else None
    shorter = CHAIN.fullmatch(name)
    while shorter is not None:
        held = offices_by_name().get(fold(shorter[1]), ())
        if held and code not in (None, held[0].code):
            return ()
        if held:
            return held
        shorter = CHAIN.fullmatch(shorter[1])
    praised = PRAISED.match(name)
    return offices_by_name().get(fold(name[praised.end() :]), ()) if praised else ()


@cache
def _ruling_families() -> Mapping[str, str]:
    return {fold(row["family"]): row["code"] for row in table("ruling_families")}


@cache
def title_states() -> Mapping[str, frozenset[str]]:
    """Titles that few states have → those states."""
    return {fold(row["title"]): frozenset(several(row["states"])) for row in table("title_states")}


@cache
def _offices_by_words() -> Mapping[frozenset[str], tuple[Office, ...]]:
    found: dict[frozenset[str], list[Office]] = {}
    for office in offices():
        for key in {words_of(name) for name in office.names}:
            if len(key) > 1:
                found.setdefault(key, []).append(office)
    return {key: tuple(held) for key, held in found.items()}


def words_of(name: str) -> frozenset[str]:
    """A name's words in no order: "IWAYA Takeshi" and "Takeshi Iwaya" have the same."""
    return frozenset(fold(name).replace("-", " ").replace(",", " ").replace(".", " ").split())


@cache
def _by_office() -> Mapping[tuple[str, str], tuple[Office, ...]]:
    found: dict[tuple[str, str], list[Office]] = {}
    for office in offices():
        found.setdefault((office.office, office.code), []).append(office)
    return {key: tuple(held) for key, held in found.items()}


def ever(office: str, code: str) -> tuple[Office, ...]:
    """Everybody whom the table has in an office of a state or body."""
    return _by_office().get((office, code), ())


def holders(office: str, code: str, day: str) -> tuple[Office, ...]:
    """Who surely held an office of a state or body on a day (YYYY-MM-DD)."""
    return tuple(held for held in ever(office, code) if held.held(day))


def holder(office: str, code: str, day: str) -> Office | None:
    """The one who surely held it; None where nobody is known, or more than one."""
    found = holders(office, code, day)
    return found[0] if len({held.person for held in found}) == 1 else None


@cache
def offices_by_word() -> Mapping[str, tuple[Office, ...]]:
    """A folded word of a name, or its last words together ("lula da silva") → the offices of everybody so called."""
    found: dict[str, list[Office]] = {}
    for office in offices():
        names = [fold(name).split() for name in (office.person, *office.aliases)]
        ends = [" ".join(words[at:]) for words in names for at in range(1, len(words) - 1)]
        for word in dict.fromkeys([*(word for words in names for word in words), *ends]):
            found.setdefault(word, []).append(office)
    return MappingProxyType({word: tuple(held) for word, held in found.items()})
