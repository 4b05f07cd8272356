"""Recurring dialogues that are known beforehand, by each side's name for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.tables import several, table

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
"""Numbers of sessions as words."""


@dataclass(frozen=True, slots=True)
class KnownMechanism:
    """A recurring dialogue: `sides` are (party, the name that party gives it), `parties` those that always take part.

    `level` is leaders, ministers or officials, empty for a forum that takes all; `first` the day, month or year of its first session and `interval` the
    months between two, where these are known; `source` names who keeps the record.
    """

    name: str
    sides: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    level: str
    first: str | None
    interval: int | None
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, each once."""
        return tuple(dict.fromkeys((self.name, *(name for _, name in self.sides), *self.aliases)))


@cache
def mechanisms() -> tuple[KnownMechanism, ...]:
    """Well-known recurring dialogues."""
    return tuple(
        KnownMechanism(
            row["name"],
            tuple((party, name) for party, _, name in (side.partition("=") for side in several(row["sides"]))),
            several(row["aliases"]),
            several(row["parties"]),
            row["level"],
            row["first"] or None,
            int(row["interval"]) if row["interval"] else None,
            row["source"],
        )
        for row in table("mechanisms")
    )


_SPELT = {"usa": "us", "turkey": "türkiye", "defense": "defence", "dialog": "dialogue", "ministers": "ministerial"}


def mechanism_words(name: str) -> tuple[str, ...]:
    """The words of a mechanism's name as they are compared: dashes, dots, case and a few spellings don't count."""
    spaced = name.replace(".", "").replace("United States", "US").replace("Inter-Governmental", "Intergovernmental")
    words = re.findall(r"[^\W_]+(?:\+\d)?", re.sub(r"['’]s?\b", "", spaced))
    return tuple(_SPELT.get(word.casefold(), word.casefold()) for word in words)


@cache
def mechanism_by_words() -> Mapping[tuple[str, ...], KnownMechanism]:
    """Compared words of a name → mechanism. A name of one word is an abbreviation and stands in capitals in texts."""
    found: dict[tuple[str, ...], KnownMechanism] = {}
    for mechanism in mechanisms():
        for name in mechanism.names:
            found.setdefault(mechanism_words(name), mechanism)
    return MappingProxyType(found)


def ordinal(text: str) -> int | None:
    """The number that an ordinal names: "second" and "2nd" give 2."""
    word = text.casefold()
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else None


def mechanism_called(name: str) -> KnownMechanism | None:
    """The dialogue that goes by a name, however it is spelt."""
    return mechanism_by_words().get(mechanism_words(name))
