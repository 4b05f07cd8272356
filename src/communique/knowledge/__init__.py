"""Tables that a political scientist can read and correct, and the lookups over them.

Each table is a CSV file beside this module; a cell with several values parts them with "|". Nothing here knows of texts:
the stages that read texts decide what a name found in a table means. Tables are read when first asked for.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class State:
    """A state with the words that name it. `ambiguous`: its name is also another place's or a person's."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: kind is agency, newspaper, broadcaster, magazine or online; `domains` without "www."."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international body; kind is organisation, forum, bloc, bank, court or party."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """An office's title as printed, the office it names, and its rank (1 the head of a state, 6 no office of state)."""

    title: str
    office: str
    rank: int
    of: str


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office: `code` a state's code or an organisation's name; days as far as they are known."""

    person: str
    aliases: tuple[str, ...]
    office: str
    title: str
    code: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a venue with the city it is in."""

    name: str
    code: str
    kind: str
    within: str | None


@dataclass(frozen=True, slots=True)
class KnownMechanism:
    """A recurring dialogue: `sides` are (party, the name that party gives it), `parties` those that always take part.

    `level` is leaders, ministers or officials; `first` the day, month or year of its first session and `interval` the
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
def table(name: str) -> list[dict[str, str]]:
    """The rows of NAME.csv. KeyError is never raised for a cell: an empty one is the empty string."""
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(text.splitlines())]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def states() -> Mapping[str, State]:
    """States by ISO 3166-1 alpha-3 code (XKX for Kosovo, as in common use)."""
    rows = (
        State(
            row["code"],
            row["name"],
            _several(row["names"]),
            _several(row["demonyms"]),
            _several(row["capital"]),
            row["ambiguous"] == "1",
        )
        for row in table("states")
    )
    return MappingProxyType({state.code: state for state in rows})


@cache
def state_by_name() -> Mapping[str, tuple[str, str]]:
    """Casefolded word → (code, how), where how is name, demonym, capital or seat; a name wins over a capital."""
    found: dict[str, tuple[str, str]] = {}
    for state in states().values():
        for name in (state.name, *state.names):
            found.setdefault(name.casefold(), (state.code, "name"))
    for state in states().values():
        for name in state.demonyms:
            found.setdefault(name.casefold(), (state.code, "demonym"))
    for state in states().values():
        for name in state.capitals:
            found.setdefault(name.casefold(), (state.code, "capital"))
    for row in table("seats"):
        found.setdefault(row["name"].casefold(), (row["code"], "seat"))
    return MappingProxyType(found)


@cache
def outlets() -> tuple[Outlet, ...]:
    """News outlets and agencies."""
    return tuple(
        Outlet(row["name"], _several(row["aliases"]), row["kind"], row["country"], _several(row["domains"]))
        for row in table("outlets")
    )


@cache
def outlet_by_name() -> Mapping[str, Outlet]:
    """Casefolded name or alias → outlet."""
    return MappingProxyType({name.casefold(): o for o in outlets() for name in (o.name, *o.aliases)})


def outlet_by_domain(host: str) -> Outlet | None:
    """The outlet that owns a host, subdomains included."""
    host = host.casefold()
    return next((o for o in outlets() for d in o.domains if host == d or host.endswith("." + d)), None)


@cache
def organisations() -> tuple[Organisation, ...]:
    """International bodies, forums and parties."""
    return tuple(
        Organisation(row["name"], _several(row["aliases"]), row["kind"], _several(row["members"]))
        for row in table("organisations")
    )


@cache
def organisation_by_name() -> Mapping[str, Organisation]:
    """Name or abbreviation (case kept: "who" is no organisation) → organisation."""
    return MappingProxyType({name: body for body in organisations() for name in (body.name, *body.aliases)})


def body_of_states(name: str) -> Organisation | None:
    """The body of that name whose members are states: a bloc, a forum or an organisation, no bank, court or party."""
    body = organisation_by_name().get(name)
    return body if body is not None and body.kind in ("bloc", "forum", "organisation") else None


@cache
def titles() -> tuple[Title, ...]:
    """Titles of office, the longest first, so that the first that fits is the fullest."""
    rows = (Title(row["title"], row["office"], int(row["rank"]), row["of"]) for row in table("titles"))
    return tuple(sorted(rows, key=lambda title: -len(title.title)))


@cache
def places() -> Mapping[str, Place]:
    """Casefolded name → city or venue; the capitals of states.csv are among them."""
    found = {
        row["name"].casefold(): Place(row["name"], row["code"], row["kind"], row["within"] or None)
        for row in table("places")
    }
    for state in states().values():
        for capital in state.capitals:
            found.setdefault(capital.casefold(), Place(capital, state.code, "city", None))
    return MappingProxyType(found)


@cache
def surnames() -> Mapping[str, str]:
    """Family name → naming system (zh, ko, vi) in which it is printed first."""
    return MappingProxyType({row["surname"]: row["system"] for row in table("surnames")})


@cache
def honorifics() -> tuple[str, ...]:
    """Forms of address that stand before a name."""
    return tuple(row["honorific"] for row in table("honorifics"))


@cache
def offices() -> tuple[Office, ...]:
    """Who held which office, from well-known facts."""
    return tuple(
        Office(
            row["person"],
            _several(row["aliases"]),
            row["office"],
            row["title"],
            row["code"],
            row["from"] or None,
            row["to"] or None,
        )
        for row in table("offices")
    )


@cache
def mechanisms() -> tuple[KnownMechanism, ...]:
    """Well-known recurring dialogues."""
    return tuple(
        KnownMechanism(
            row["name"],
            tuple((party, name) for party, _, name in (side.partition("=") for side in _several(row["sides"]))),
            _several(row["aliases"]),
            _several(row["parties"]),
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
