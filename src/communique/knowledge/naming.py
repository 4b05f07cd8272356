"""How people are called: family and given names with their naming systems, forms of address, words that are nobody's."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from communique.knowledge.folding import fold
from communique.knowledge.tables import several, table


@cache
def surnames() -> Mapping[str, str]:
    """Family name → naming system (zh, ko, vi) in which it is printed first."""
    return MappingProxyType({row["surname"]: row["system"] for row in table("surnames")})


@cache
def given_names() -> Mapping[str, tuple[str, ...]]:
    """Folded given name → the naming systems it is of ("ar", "es", "ja" …)."""
    return MappingProxyType({fold(row["name"]): several(row["systems"]) for row in table("given_names")})


@cache
def honorifics() -> tuple[str, ...]:
    """Forms of address that stand before a name."""
    return tuple(row["honorific"] for row in table("honorifics"))


@cache
def not_people() -> Mapping[str, tuple[str, ...]]:
    """Where it stands (before, after, whole) → words that make a run of capitals a ship's, a firm's or a place's."""
    found: dict[str, list[str]] = {}
    for row in table("not_people"):
        found.setdefault(row["where"], []).append(row["words"])
    return MappingProxyType({where: tuple(words) for where, words in found.items()})
