"""A cluster as people read it: its name, why its records are one, and what its pages tell differently."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from communique.language.naming import pieces
from communique.relate.clustering import Pair, pair_of
from communique.relate.entries import BodyEntry, CommitmentEntry, Entry, MechanismEntry, MeetingEntry, PersonEntry
from communique.relate.judgements import Standing
from communique.relate.signs import Kind, Verdict


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A record by its page and its id there: an actor, a mechanism, a meeting or a commitment."""

    page: str
    record: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What pages tell of one thing differently: each value with the records that have it, the most frequent first."""

    what: str
    values: tuple[tuple[str, tuple[Member, ...]], ...]


@dataclass(frozen=True, slots=True)
class CountedList:
    """A counted list of a meeting put together from all its pages: how many are claimed, and each point with the records
    that list it. `listed` says how many of them each page has."""

    label: str
    claimed: tuple[int, ...]
    points: tuple[tuple[str, tuple[Member, ...]], ...]
    listed: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Records of several pages that are one thing. `reasons` are those of the pairs that joined it, the surest first;
    `lists` are the counted lists of a meeting."""

    kind: Kind
    members: tuple[Member, ...]
    name: str
    reasons: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    lists: tuple[CountedList, ...] = ()


PRINTED_ALIKE = "every page prints it alike"
"""Why records are one that no rule had to join."""


def described(
    ids: Sequence[str],
    entries: Mapping[str, Entry],
    members: Mapping[Entry, Sequence[Member]],
    verdicts: Mapping[Pair, Verdict],
    judged: Standing[str],
) -> Cluster:
    """The cluster that entries make."""
    mine = {ident: tuple(sorted(members[entries[ident]])) for ident in ids}
    told = [(entries[ident], member) for ident in ids for member in mine[ident]]
    return Cluster(
        entries[ids[0]].kind,
        tuple(sorted(member for some in mine.values() for member in some)),
        name_of_cluster([entry for entry, _ in told]),
        _reasons(ids, verdicts, judged) or ((PRINTED_ALIKE,) if len(told) > 1 else ()),
        claims(told),
    )


def _reasons(ids: Sequence[str], verdicts: Mapping[Pair, Verdict], judged: Standing[str]) -> tuple[str, ...]:
    found = []
    for at, one in enumerate(ids):
        for other in ids[at + 1 :]:
            if frozenset((one, other)) in judged.together:
                found.append((float("inf"), "judged the same"))
            elif (verdict := verdicts.get(pair_of(one, other))) is not None and verdict.outcome == "same":
                found.append((verdict.points, "; ".join(verdict.reasons)))
    return tuple(dict.fromkeys(said for _, said in sorted(found, key=lambda item: -item[0])))


def name_of_cluster(entries: Sequence[Entry]) -> str:
    """What a cluster is called: the table's name where it has one, else the fullest of the frequent ones."""
    first = entries[0]
    match first:
        case PersonEntry():
            holders = Counter(one.known[0] for one in entries if isinstance(one, PersonEntry) and len(one.known) == 1)
            names = Counter(" ".join(one.words) for one in entries if isinstance(one, PersonEntry))
            return _best(holders) or _best(names, lambda name: sum(len(part) > 1 for part in pieces(name.split())))
        case BodyEntry():
            return _best(Counter(one.name for one in entries if isinstance(one, BodyEntry)))
        case MechanismEntry():
            known = Counter(one.known for one in entries if isinstance(one, MechanismEntry) and one.known)
            return _best(known) or _best(Counter(one.name for one in entries if isinstance(one, MechanismEntry)))
        case MeetingEntry():
            return _meeting_name([one for one in entries if isinstance(one, MeetingEntry)])
        case CommitmentEntry():
            return _best(Counter(one.words for one in entries if isinstance(one, CommitmentEntry)))


def _best(names: "Counter[str]", rank: Callable[[str], int] = lambda _: 0) -> str:
    return min(names, key=lambda name: (-rank(name), -names[name], -len(name), name), default="")


def _meeting_name(entries: Sequence[MeetingEntry]) -> str:
    """Day, kind, parties and place, each as most pages give it."""
    day = _best(Counter(days_of(one) for one in entries))
    kind = _best(Counter(one.type for one in entries))
    parties = _best(Counter("–".join(one.parties) for one in entries))
    place = _best(Counter(one.place for one in entries if one.place))
    mechanism = _best(Counter(one.mechanism.name for one in entries if one.mechanism))
    session = _best(Counter(str(one.session) for one in entries if one.session))
    what = (
        f"{kind} {session} of the {mechanism}"
        if mechanism and session
        else f"{kind} of the {mechanism}"
        if mechanism
        else kind
    )
    people = _met(entries)
    return ", ".join(part for part in (f"{parties} {what}{f' ({people})' if people else ''}", place, day) if part)


def _met(entries: Sequence[MeetingEntry]) -> str:
    """For each of two parties the person whom most pages name."""
    named: dict[str, Counter[str]] = {}
    for one in entries:
        for person in one.people:
            named.setdefault(person.country or "", Counter())[name_of_cluster([person])] += 1
    return ", ".join(_best(names) for _, names in sorted(named.items())[:2])


def days_of(entry: MeetingEntry) -> str:
    """A meeting's day or days; empty where none is known."""
    if entry.start is None or entry.end in (None, entry.start):
        return entry.start or ""
    return f"{entry.start} to {entry.end}"


def label(entry: Entry) -> str:
    """One entry in a line: what it tells, for somebody who has to judge it."""
    match entry:
        case PersonEntry():
            offices = ", ".join(f"{office} of {of}" if of else office for office, of in entry.offices)
            return ", ".join(part for part in (" ".join(entry.words), entry.country, offices, entry.day) if part)
        case BodyEntry():
            return ", ".join(part for part in (entry.name, entry.country) if part)
        case MechanismEntry():
            return f"{entry.name} ({', '.join(entry.parties)})" if entry.parties else entry.name
        case MeetingEntry():
            more = len(entry.people) > 2
            people = ", ".join(" ".join(person.words) for person in entry.people) if more else ""
            status = "" if entry.status == "held" else entry.status
            told = "" if entry.start else f"told on {entry.told}" if entry.told else "no day"
            return "; ".join(part for part in (_meeting_name([entry]), people, status, told) if part)
        case CommitmentEntry():
            day = (entry.meeting.start if entry.meeting else None) or entry.told
            return "; ".join(part for part in (f"{', '.join(entry.by)} {entry.type}: {entry.words}", day) if part)


def claims(told: Sequence[tuple[Entry, Member]]) -> tuple[Claim, ...]:
    """What the records of a cluster tell differently."""
    values: dict[str, dict[str, list[Member]]] = {}
    for entry, member in told:
        for what, value in _told(entry):
            values.setdefault(what, {}).setdefault(value, []).append(member)
    return tuple(
        Claim(
            what,
            tuple(
                (value, tuple(sorted(set(whose))))
                for value, whose in sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
            ),
        )
        for what, by in values.items()
        if len(by) > 1
    )


def _told(entry: Entry) -> list[tuple[str, str]]:
    match entry:
        case MeetingEntry():
            found = [("kind", entry.type), ("status", entry.status)]
            if entry.start is not None:
                found.append(("days", days_of(entry)))
            found += [("hour", clock) for clock in entry.clocks]
            found += [("place", entry.place)] if entry.place else []
            found += [("mechanism", entry.mechanism.name)] if entry.mechanism else []
            found += [("session", str(entry.session))] if entry.session else []
            return found
        case MechanismEntry():
            return [("name", entry.name)]
        case CommitmentEntry():
            found = [("kind", entry.type), ("by", ", ".join(entry.by))]
            found += [("due", entry.due)] if entry.due else []
            return found
        case PersonEntry():
            return [("name", " ".join(entry.words))] + ([("state", entry.country)] if entry.country else [])
        case BodyEntry():
            return [("name", entry.name)]
