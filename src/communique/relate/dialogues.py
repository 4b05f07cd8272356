"""Recurring dialogues out of what pages tell of them: sessions, gaps in their numbering, what was agreed at each, and when
the next is due.

Nothing is guessed that no page and no table says, but for the month of the next session, which says what it is reckoned
from.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from communique.knowledge import KnownMechanism
from communique.relate.mechanisms import Telling, groups

ENOUGH = 3
"""Numbered sessions with days from which the months between two may be reckoned, where the table has none."""

EVEN = 0.34
"""How much the months between sessions may differ from their median, of 1, for a next one to be reckoned from them."""

VAGUE = 20
"""Days from which an interval is no session but the time in which there was one."""

EXPECTED = ("planned", "proposed")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A commitment made at a session, by the id of its record."""

    id: str
    by: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session on record. `start` and `end` are what most tellings say, `other_days` what others say instead.

    `people` are those named as taking part, with their states; who of them chaired no record says.
    """

    number: int | None
    status: str
    start: str | None
    end: str | None
    other_days: tuple[str, ...]
    place: str | None
    people: tuple[tuple[str, str | None], ...]
    agreed: tuple[Agreed, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """The session to come: the day, days, month or year stated, or the month (YYYY-MM) reckoned; and from what."""

    number: int | None
    when: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A mechanism with what is on record of it. `sides` are (party, its own name for it) and `level`, `first` and
    `source` from the table; `names` as pages print them, the most frequent first; `gaps` are session numbers up to the
    highest that no page tells of, as "4" or "1..3"."""

    name: str
    known: bool
    sides: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    level: str | None
    parties: tuple[str, ...]
    first: str | None
    sessions: tuple[Session, ...]
    gaps: tuple[str, ...]
    next: Next | None
    source: str | None
    records: int


def dialogues(tellings: Iterable[Telling], among: Container[str] | None = None) -> tuple[Dialogue, ...]:
    """The mechanisms that tellings mean, those with most records first; `among` narrows to those that one of these
    records belongs to."""
    found = [
        _dialogue(known, group)
        for known, group in groups(sorted(tellings, key=lambda telling: telling.id))  # their order tells nothing
        if among is None or any(telling.id in among for telling in group)
    ]
    return tuple(sorted(found, key=lambda one: (-one.records, one.name)))


def _dialogue(known: KnownMechanism | None, tellings: Sequence[Telling]) -> Dialogue:
    names = Counter(telling.name for telling in tellings)
    seen = tuple(sorted(names, key=lambda name: (-names[name], name)))
    sessions = _sessions(tellings)
    numbers = {session.number for session in sessions if session.number is not None and session.status == "held"}
    parties = known.parties if known else _parties(tellings)
    return Dialogue(
        known.name if known else seen[0],
        known is not None,
        known.sides if known else (),
        seen,
        known.level if known else None,
        parties,
        known.first if known else None,
        sessions,
        _gaps(numbers),
        _next(known, sessions),
        known.source if known else None,
        len(tellings),
    )


def _parties(tellings: Sequence[Telling]) -> tuple[str, ...]:
    return tuple(sorted({side for one in tellings if one.type in ("mechanism", "meeting") for side in one.parties}))


def _sessions(tellings: Sequence[Telling]) -> tuple[Session, ...]:
    """Meetings of one number, or without a number of touching days, are one session; the earliest first.

    One of which only a month or year is told is the session of those days if there is one; if there are several it may be
    any of them, and is left out.
    """
    meetings = sorted(
        (one for one in tellings if one.type == "meeting" and (one.session is not None or one.start)),
        key=lambda one: (one.session is None, one.session or 0, _is_vague(one), one.start, one.id),
    )
    found: list[list[Telling]] = []
    for one in meetings:
        homes = [group for group in found if any(_same(one, other) for other in group)]
        if not homes:
            found.append([one])
        elif len(homes) == 1 or not _is_vague(one):
            homes[0].append(one)
    promises = [one for one in tellings if one.type == "commitment"]
    sessions = [_session(group, promises) for group in found]
    return tuple(sorted(sessions, key=lambda one: (one.start or "9999", one.number or 0, one.records)))


def _same(one: Telling, other: Telling) -> bool:
    if one.session is not None and other.session is not None:
        return one.session == other.session
    return bool(one.start and other.start) and one.start <= _end(other) and other.start <= _end(one)


def _end(one: Telling) -> str:
    return one.end or one.start


def _is_vague(one: Telling) -> bool:
    """Whether no more than a month or a longer time is told."""
    if not one.start or _end(one) == one.start:
        return not one.start
    return (date.fromisoformat(_end(one)) - date.fromisoformat(one.start)).days >= VAGUE


def _session(group: Sequence[Telling], promises: Sequence[Telling]) -> Session:
    statuses = [one.status or "held" for one in group]
    status = next((sure for sure in ("held", "cancelled", *EXPECTED) if sure in statuses), statuses[0])
    # what was planned says little of when it was held
    telling = [one for one in group if (one.status or "held") == status]
    exact = [one for one in telling if not _is_vague(one)]
    days = Counter((one.start, _end(one)) for one in exact or telling if one.start)
    order = sorted(days, key=lambda span: (-days[span], span))
    start, end = order[0] if order else ("", "")
    places = Counter(one.place for one in telling if one.place)
    number = next((one.session for one in group if one.session is not None), None)
    return Session(
        number,
        status,
        start or None,
        end or None,
        tuple(first if first == last else f"{first}..{last}" for first, last in order[1:]),
        min(places, key=lambda place: (-places[place], place)) if places else None,
        _people(telling),
        tuple(Agreed(one.id, one.parties, one.words) for one in promises if _made_at(one, group)),
        tuple(sorted(one.id for one in group)),
    )


def _people(telling: Sequence[Telling]) -> tuple[tuple[str, str | None], ...]:
    """Everybody named, each once: a name in capitals ("WANG Yi") is the same in small letters."""
    spelt: dict[tuple[str, str | None], str] = {}
    for name, state in sorted(person for one in telling for person in one.people):
        spelt[name.casefold(), state] = name  # small letters sort after capitals
    return tuple(sorted(((name, state) for (_, state), name in spelt.items()), key=lambda one: (one[1] or "", one[0])))


def _made_at(promise: Telling, group: Sequence[Telling]) -> bool:
    return any(_same(promise, one) for one in group if (one.status or "held") == "held")


def _gaps(numbers: Iterable[int]) -> tuple[str, ...]:
    known = sorted(numbers)
    found = []
    before = 0
    for number in known:
        if number > before + 1:
            found.append(str(number - 1) if number == before + 2 else f"{before + 1}..{number - 1}")
        before = number
    return tuple(found)


def _next(known: KnownMechanism | None, sessions: Sequence[Session]) -> Next | None:
    """The session that a page says is to come after the last one held, else the last one's month and the months between."""
    held = [one for one in sessions if one.status == "held" and one.start]
    last = held[-1] if held else None
    number = max((one.number for one in sessions if one.status == "held" and one.number is not None), default=None)
    following = number + 1 if number is not None else None
    coming = [
        one for one in sessions if one.status in EXPECTED and (last is None or (one.start or "9999") > (last.end or ""))
    ]
    if coming:
        one = coming[0]
        return Next(one.number or following, _when(one), f"{one.status}: {', '.join(one.records)}")
    if last is None or last.start is None:
        return None
    if known is not None and known.interval:
        return Next(
            following,
            months_after(last.start, known.interval),
            f"{known.interval} months after {last.start}, by the table",
        )
    months = _usual(held)
    if months is None:
        return None
    return Next(
        following, months_after(last.start, months), f"{months} months after {last.start}, as between those on record"
    )


def _when(session: Session) -> str | None:
    """A session's day, or the month or year of which no more is told."""
    first, last = session.start, session.end
    if first is None or last is None or first == last:
        return first
    if first.endswith("-01-01") and last == f"{first[:4]}-12-31":
        return first[:4]
    if first.endswith("-01") and last[:7] == first[:7] and int(last[8:]) >= VAGUE:
        return first[:7]
    return f"{first}..{last}"


def _usual(held: Sequence[Session]) -> int | None:
    """Months between numbered sessions, where these come evenly."""
    numbered = sorted((one.number, _months(one.start)) for one in held if one.number is not None and one.start)
    if len(numbered) < ENOUGH:
        return None
    between = [(when - before) / (number - earlier) for (earlier, before), (number, when) in pairwise(numbered)]
    usual = median(between)
    if usual < 1 or any(abs(one - usual) > EVEN * usual for one in between):
        return None
    return round(usual)


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7] or 1) - 1


def months_after(day: str, months: int) -> str:
    """The month so many months after a day's, as YYYY-MM: when a dialogue that sits every so many is due."""
    year, month = divmod(_months(day) + months, 12)
    return f"{year:04}-{month + 1:02}"
