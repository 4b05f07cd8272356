"""News outlets, and the organisations, blocs and forums that states form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.tables import several, table


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: kind is agency, newspaper, broadcaster, magazine or website; `domains` without "www."."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A state's membership; `start` and `end` (the first day outside) only where it joined late or left."""

    code: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international body; kind is organisation, forum, bloc, bank, court or party. Days as far as they are known."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    members: tuple[Member, ...]
    start: str | None
    end: str | None

    def states(self, day: str | None = None) -> tuple[str, ...]:
        """The codes of its members on a day (YYYY-MM-DD), or of those that have not left."""
        if day is None:
            return tuple(member.code for member in self.members if member.end is None)
        return tuple(
            member.code
            for member in self.members
            if (member.start is None or member.start <= day) and (member.end is None or day < member.end)
        )


def member(cell: str) -> Member:
    """A membership as the table writes it: "FRA", "FIN@2023-04-04" (joined), "GBR@/2020-02-01" (gone since)."""
    code, _, days = cell.partition("@")
    start, _, end = days.partition("/")
    return Member(code, start or None, end or None)


@cache
def outlets() -> tuple[Outlet, ...]:
    """News outlets and agencies."""
    return tuple(
        Outlet(row["name"], several(row["aliases"]), row["kind"], row["country"], several(row["domains"]))
        for row in table("outlets")
    )


@cache
def outlet_by_name() -> Mapping[str, Outlet]:
    """Casefolded name or alias → outlet."""
    return MappingProxyType({name.casefold(): o for o in outlets() for name in (o.name, *o.aliases)})


@cache
def _outlet_by_host() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in outlets():
        for domain in outlet.domains:
            found.setdefault(domain, outlet)
    return found


def outlet_by_domain(host: str) -> Outlet | None:
    """The outlet that owns a host, subdomains included."""
    labels = host.casefold().split(".")
    tails = (".".join(labels[cut:]) for cut in range(len(labels)))
    return next((_outlet_by_host()[tail] for tail in tails if tail in _outlet_by_host()), None)


@cache
def organisations() -> tuple[Organisation, ...]:
    """International bodies, forums and parties."""
    return tuple(
        Organisation(
            row["name"],
            several(row["aliases"]),
            row["kind"],
            tuple(member(cell) for cell in several(row["members"])),
            row["from"] or None,
            row["to"] or None,
        )
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
