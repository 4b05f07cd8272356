"""A meeting as all its pages tell it: who took part, when by which clock, where, and whose account says so."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.knowledge import fold
from communique.language.naming import pieces
from communique.ledger.clusters import MergedShown, Told
from communique.ledger.found import Found
from communique.ledger.people import Present
from communique.ledger.store import Ledger
from communique.relate.described import Member
from communique.relate.entering import NO_OFFICE
from communique.relate.hours import Hour, hours_of
from communique.web.naming import days, party

OPENED = 60
"""Accounts whose pages are opened for the hours that they name, the first ones."""

COLUMNS, LEAST = 3, 2
"""Accounts that are laid side by side unless others are asked for: those of states at most, and all in all at least."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who took part, with the offices that pages give, and the records that name them."""

    id: str
    name: str
    kind: str
    country: str | None
    titles: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One thing told of a meeting, and the records that tell it."""

    value: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sided:
    """Who took part for one party; None for those whose side no page tells."""

    party: str | None
    people: tuple[Taker, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A merged meeting: its accounts and claims, and what they tell together, the most frequent first.

    `columns` are the versions that are laid side by side unless others are asked for, `copies` those that carry another
    account's piece.
    """

    shown: MergedShown
    tellings: tuple[Found, ...]
    sides: tuple[Sided, ...]
    told: Mapping[str, tuple[Value, ...]]
    hours: tuple[tuple[Hour, tuple[str, ...]], ...]
    columns: tuple[str, ...]
    copies: frozenset[str]


def gathered(ledger: Ledger, shown: MergedShown) -> Gathering:
    """The meeting of a cluster."""
    told = ledger.tellings(shown.merged.id)
    ids = [one.id for one in told]
    carried = ledger.carried([one.version for one in told])
    copies = _copies(told, carried)
    return Gathering(
        shown,
        told,
        _sides(told, ledger.present(ids)),
        {
            "kind": _values(told, lambda one: one.kind),
            "status": _values(told, lambda one: one.status),
            "days": _values(told, lambda one: days(one.start, one.end) if one.start else None),
            "place": _values(told, lambda one: one.place),
            "mechanism": _values(told, lambda one: one.mechanism),
            "session": _values(told, lambda one: str(one.session) if one.session else None),
        },
        _hours(ledger, told),
        _columns(shown.accounts, copies),
        copies,
    )


def _values(told: Iterable[Found], what: Callable[[Found], str | None]) -> tuple[Value, ...]:
    """What is told, the most frequent first, each with who tells it."""
    found: dict[str, list[str]] = {}
    for one in told:
        if value := what(one):
            found.setdefault(value, []).append(one.id)
    return tuple(Value(value, tuple(ids)) for value, ids in sorted(found.items(), key=lambda x: (-len(x[1]), x[0])))


def _sides(told: Sequence[Found], there: Mapping[str, Sequence[Present]]) -> tuple[Sided, ...]:
    """Who took part, by party, each once: a surname alone is whoever has it in full on that side."""
    takers: dict[tuple[str | None, frozenset[str]], list[tuple[Present, str]]] = {}
    for one in told:
        for who in there.get(one.id, ()):
            takers.setdefault((who.country, parts_of(who.name)), []).append((who, one.id))
    for country, name in [key for key in takers if len(key[1]) == 1]:
        full = [key for key in takers if key[0] == country and name < key[1]]
        if len(full) == 1:
            takers[full[0]] += takers.pop((country, name))
    parties = list(dict.fromkeys(side for one in told for side in one.by))
    found: dict[str | None, list[Taker]] = {party: [] for party in parties}
    for (country, _), some in takers.items():
        found.setdefault(country, []).append(_taker([who for who, _ in some], [ident for _, ident in some]))
    return tuple(
        Sided(party, tuple(sorted(people, key=lambda one: (-len(one.records), one.name))))
        for party, people in sorted(found.items(), key=lambda one: one[0] is None)
    )


def parts_of(name: str) -> frozenset[str]:
    """What makes two spellings at one meeting one person's: the words of the name, whatever their order and case."""
    return frozenset(pieces(name.split())) or frozenset((fold(name),))


def shouts(name: str) -> bool:
    """Whether a family name stands in capitals: "IWAYA Takeshi"."""
    return any(len(word) > 2 and word.isupper() for word in name.split())


def _taker(people: Sequence[Present], records: Sequence[str]) -> Taker:
    """One person out of all pages that name them: by the name that is fullest, small letters before capitals."""
    best = max(people, key=lambda one: (len(one.name.split()), not shouts(one.name), len(one.name), one.name))
    titles = Counter(fold(title) for one in people for title in one.titles if fold(title) not in NO_OFFICE)
    spelt = {fold(title): title for one in people for title in sorted(one.titles, reverse=True)}
    often = tuple(spelt[title] for title in sorted(titles, key=lambda title: (-titles[title], title)))
    return Taker(best.id, best.name, best.kind, best.country, often, tuple(dict.fromkeys(records)))


def _hours(ledger: Ledger, told: Sequence[Found]) -> tuple[tuple[Hour, tuple[str, ...]], ...]:
    """The hours that accounts name, each with the records that do."""
    found: dict[tuple[str, str | None], tuple[Hour, list[str]]] = {}
    grounds = ledger.grounds([one.id for one in told[:OPENED]])
    for one in told[:OPENED]:
        for hour in hours_of(*grounds[one.id]):
            found.setdefault((hour.time, hour.clock), (hour, []))[1].append(one.id)
    return tuple((hour, tuple(ids)) for hour, ids in found.values())


def _copies(told: Sequence[Found], carried: Mapping[str, tuple[str, int]]) -> frozenset[str]:
    """The versions that carry a piece of which another account is nearer the source."""
    nearest: dict[str, int] = {}
    for one in told:
        story, place = carried.get(one.version, (one.version, 0))
        nearest[story] = min(nearest.get(story, place), place)
    return frozenset(
        one.version
        for one in told
        if one.version in carried and carried[one.version][1] > nearest[carried[one.version][0]]
    )


def _columns(accounts: Sequence[Told], copies: frozenset[str]) -> tuple[str, ...]:
    """Each state's own first account; where there are too few, others' too. Copies tell nothing of their own."""
    own = {one.side: one.version for one in reversed(accounts) if one.side and one.version not in copies}
    chosen = sorted(own.values(), key=[one.version for one in accounts].index)[:COLUMNS]
    rest = [one for one in accounts if one.version not in copies and one.version not in chosen]
    others = dict.fromkeys(one.version for one in sorted(rest, key=lambda one: one.published or ""))
    return (*chosen, *list(others)[: max(LEAST - len(chosen), 0)])


def plain_of(found: Gathering) -> dict[str, object]:
    """A gathering for JSON."""
    return {
        "merged": found.shown.merged,
        "sides": found.sides,
        "told": found.told,
        "hours": [{"hour": hour, "records": records} for hour, records in found.hours],
        "accounts": found.shown.accounts,
        "claims": found.shown.claims,
        "lists": found.shown.lists,
        "reasons": found.shown.reasons,
        "judgements": found.shown.judgements,
        "tellings": found.tellings,
    }


def facts_of(found: Gathering) -> list[str]:
    """What is known of a meeting beside its accounts, a line each."""
    lines = []
    for side in found.sides:
        people = ", ".join(f"{one.name} ({one.titles[0]})" if one.titles else one.name for one in side.people)
        lines.append(f"{party(side.party) if side.party else 'side not told'}: {people or 'nobody is named'}")
    for what, values in found.told.items():
        several = len(values) > 1
        told = (
            f"{one.value} ({len(one.records)} of {len(found.tellings)})" if several else one.value for one in values
        )
        lines += [f"{what}: {', '.join(told)}"] if values else []
    return [*lines, *(f"hour: {hour.words}" for hour, _ in found.hours)]


def source_of(account: Told, titles: Mapping[str, str | None]) -> str:
    """Whose account it is, in a few words; `titles` are those of versions, for pages of which no publisher is told."""
    who = account.publisher or titles.get(account.version) or account.address or account.page
    return f"{who}, {account.published}" if account.published else who


def claimed_by(members: Iterable[Member], accounts: Sequence[Told]) -> list[Told]:
    """The accounts behind a claim, each page once."""
    held = {(one.page, one.record): one for one in accounts}
    by_page = {one.page: one for one in reversed(accounts)}
    found = (held.get((one.page, one.record)) or by_page.get(one.page) for one in members)
    return list({one.page: one for one in found if one is not None}.values())
