"""States, the places in them, and the buildings and ministries that stand for their governments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.tables import several, table


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
class Place:
    """A city, or a venue with the city it is in."""

    name: str
    code: str
    kind: str
    within: str | None


@cache
def states() -> Mapping[str, State]:
    """States by ISO 3166-1 alpha-3 code (XKX for Kosovo, as in common use)."""
    rows = (
        State(
            row["code"],
            row["name"],
            several(row["names"]),
            several(row["demonyms"]),
            several(row["capital"]),
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
def locals_of_states() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Printed name → (kind, states): regions and cities that give their officials a state, and bodies of states.

    Cities and venues of `places` are among them; a name that several states have is one's where the text names it.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for place in places().values():
        if place.kind == "city" and place.code in states():
            found[place.name] = ("city", (place.code,))
    for name in ("regions", "state_bodies"):
        for row in table(name):
            found[row["name"]] = (row["kind"], several(row["code"]))
    return MappingProxyType(found)
