"""Whether two pages tell of one meeting: by parties, people, days, kind, place, mechanism and session."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import combinations

from communique import knowledge
from communique.knowledge import fold, sound
from communique.language.naming import called
from communique.relate.entries import MeetingEntry, PersonEntry
from communique.relate.equals import usual_spelling
from communique.relate.fields_of_talks import fields_of_talks
from communique.relate.levels import by_level
from communique.relate.meant import as_meant, pairs_on_page, there_and_then
from communique.relate.same_mechanism import liken_mechanisms
from communique.relate.same_person import liken_people
from communique.relate.signs import Sign, Verdict, weigh
from communique.relate.when_met import SOON, by_days, is_dated_plan, is_loose

LONG = 400
"""Days of an interval that says next to nothing ("since 2023")."""
MANY = 6
"""Parties of a gathering that is not looked up pair by pair: a summit of twenty has 190 pairs."""


NEVER_DATED = "never"
"""Stands for the month of what has no day on a page that has none either."""

UNLIKE = {
    frozenset({"call", "session"}): "other kind", frozenset({"call", "summit"}): "other kind",
    frozenset({"call", "meeting"}): "far kind", frozenset({"call", "talks"}): "far kind",
    frozenset({"session", "meeting"}): "far kind", frozenset({"session", "talks"}): "far kind",
    frozenset({"session", "summit"}): "far kind", frozenset({"summit", "meeting"}): "near kind",
    frozenset({"summit", "talks"}): "near kind", frozenset({"meeting", "talks"}): "near kind",
}  # fmt: skip
"""How far two kinds of meeting are apart; a visit is never what happens during it."""

MET = frozenset({"meeting", "talks", "summit"})
"""Kinds that a page may call a session by."""
LARGE = frozenset({"session", "summit", "visit"})
"""Kinds to which each side brings many people: two pages may name different ones."""


def keys_of_meeting(entry: MeetingEntry) -> Iterator[str]:
    """Under what an entry is kept for others to find: two parties, and its day or the months in which it can have been."""
    yield from _by_session_key(entry)
    yield from _by_people_key(entry, "open" if entry.start is None or entry.beside else "day")
    for pair in _pairs(entry):
        if (day := _day(entry)) is not None:
            yield from (f"met {pair} {one}" for one in (day, day + timedelta(1)))
            yield f"day {pair} {day.isoformat()[:7]}"
        else:
            yield from (f"open {pair} {month}" for month in _months(entry))


def looks_of_meeting(entry: MeetingEntry) -> Iterator[str]:
    """Under what an entry looks for others: with a day among those of the day and those without; without one among all
    of its months. So two days of a busy month never meet. Without any day it also looks for whenever its people met."""
    yield from _by_session_key(entry)
    yield from _by_people_key(entry, "open", *(("day",) if entry.start is None or entry.beside else ()))
    for pair in _pairs(entry):
        if (day := _day(entry)) is not None:
            yield from (f"met {pair} {one}" for one in (day, day + timedelta(1)))
            around = {(day + timedelta(shift)).isoformat()[:7] for shift in (-1, 0, 1)}
            yield from (f"open {pair} {month}" for month in sorted(around))
        else:
            yield from (f"{how} {pair} {month}" for month in _months(entry) for how in ("day", "open"))


def _by_session_key(entry: MeetingEntry) -> Iterator[str]:
    if entry.mechanism is not None and entry.session is not None:
        yield from (f"session {entry.session} {pair}" for pair in _pairs(entry))


def _by_people_key(entry: MeetingEntry, *how: str) -> Iterator[str]:
    """The first named of each of two sides, however far from the meeting the page is."""
    sides: dict[str, str] = {}
    for person in entry.people:
        sides.setdefault(person.country or "", _called_by(person))
    if len(sides) == len(entry.parties) == 2:
        yield from (f"{one} who {' '.join(sorted(sides.values()))}" for one in how)
    for pair in pairs_on_page(entry):
        yield from (f"{one} who {' '.join(sorted(map(_called_by, pair)))}" for one in how)


def _called_by(person: PersonEntry) -> str:
    return " ".join(person.known[:1]) or " ".join(sorted(map(sound, called(person.words, person.country))))


def _pairs(entry: MeetingEntry) -> list[str]:
    parties = entry.parties
    if len(parties) > MANY:
        return ["many"]
    return [" ".join(pair) for pair in combinations(parties, 2)] or list(parties)


def _day(entry: MeetingEntry) -> date | None:
    return date.fromisoformat(entry.start) if entry.start is not None and entry.end in (None, entry.start) else None


def _months(entry: MeetingEntry) -> list[str]:
    """The months in which a meeting without a day of its own can have been."""
    if entry.start is not None and entry.end is not None:
        first, last = date.fromisoformat(entry.start), date.fromisoformat(entry.end)
        if (last - first).days <= LONG:
            return _between(first - timedelta(1), last + timedelta(1))
    if entry.told is not None:
        told = date.fromisoformat(entry.told)
        return _between(told - timedelta(SOON), told + timedelta(SOON if entry.status != "held" else 1))
    return [NEVER_DATED]


def _between(first: date, last: date) -> list[str]:
    months = [first.isoformat()[:7]]
    at = first
    while at.isoformat()[:7] < last.isoformat()[:7]:
        at = at.replace(day=28) + timedelta(4)
        months.append(at.isoformat()[:7])
    return months


def is_thin(entry: MeetingEntry) -> bool:
    """Whether an entry leaves open who met for some party, or when: it may fit two meetings."""
    named = {person.country for person in entry.people}
    return is_loose(entry) or not set(entry.parties) <= named


@lru_cache(maxsize=10_000)
def liken_meetings(a: MeetingEntry, b: MeetingEntry) -> Verdict:
    """Lay two accounts of meetings side by side."""
    for told, firm in ((a, b), (b, a)):
        if told.beside and a.page != b.page and (meant := as_meant(told, firm)) is not None:
            then = there_and_then(told, firm, _in_one_city(a, b))
            return weigh("meeting", (Sign("meant then" if then else "perhaps meant"), *_signs(meant, firm)))
    return weigh("meeting", _signs(a, b))


def _in_one_city(a: MeetingEntry, b: MeetingEntry) -> bool:
    return a.place is not None and b.place is not None and bool(_where(a.place)[0] & _where(b.place)[0])


def _signs(a: MeetingEntry, b: MeetingEntry) -> Iterator[Sign]:
    if a.page == b.page:
        yield Sign("one page")
    if set(a.said) & set(b.said):
        yield Sign("same words")
    session = _session_or_sitting(a, b)
    field = _shared_field(a, b)
    yield from (session,) if session else _by_kind(a, b, field is not None)
    if field is not None:
        yield Sign("same field", (field,))
    elif a.fields and b.fields and not set(a.fields) & set(b.fields):
        yield Sign("other field", (", ".join(a.fields), ", ".join(b.fields)))
    if a.sitting != b.sitting and session is None:
        yield Sign("sitting there")
    if a.dinner != b.dinner:
        yield Sign("dinner there")
    yield from _by_parties(a, b)
    series = _of_one_series(a, b)
    yield from by_days(a, b, series)
    yield from _by_people(a, b)
    if session is None:
        yield from _by_mechanism(a, b, field is not None)
    elif a.session is not None and b.session is not None:
        yield from _by_number(a.session, b.session)
    yield from _by_place(a, b)
    yield from _by_status(a, b, series)


def _shared_field(a: MeetingEntry, b: MeetingEntry) -> str | None:
    """The field by which both are called, in words or by a mechanism's name."""
    if not (a.fields or a.mechanism) or not (b.fields or b.mechanism) or (a.mechanism and b.mechanism):
        return None
    shared = set(_fields(a)) & set(_fields(b))
    return min(shared) if shared else None


def _fields(entry: MeetingEntry) -> tuple[str, ...]:
    return entry.fields or (fields_of_talks(entry.mechanism.name) if entry.mechanism else ())


def _by_kind(a: MeetingEntry, b: MeetingEntry, field: bool) -> Iterator[Sign]:
    if a.type == b.type:
        yield Sign("same kind", (a.type,))
    elif field and {a.type, b.type} <= MET | {"session"}:
        yield Sign("near kind", (a.type, b.type))
    else:
        yield Sign(UNLIKE.get(frozenset({a.type, b.type}), "other kind"), (a.type, b.type))


def _session_or_sitting(a: MeetingEntry, b: MeetingEntry) -> Sign | None:
    """What is chaired from both sides or counted is a session, however it is called, and not the talks held beside it. Two sides
    plan several sessions at once: of plans without a place that says nothing."""
    if "held" not in (a.status, b.status) and not (a.place and b.place):
        return None
    for one, other in ((a, b), (b, a)):
        if one.sitting and one.type in MET and one.mechanism is None and other.type == "session":
            return Sign("session or sitting", (other.mechanism.name if other.mechanism else "two",))
    return None


def _by_parties(a: MeetingEntry, b: MeetingEntry) -> Iterator[Sign]:
    mine, theirs = set(a.parties), set(b.parties)
    both = ", ".join(sorted(mine & theirs))
    if mine == theirs:
        yield Sign("same parties", (both,))
    elif len(mine & theirs) > 1 or (mine & theirs and min(len(mine), len(theirs)) == 1):
        yield Sign("shared parties", (both,))
    else:
        yield Sign("other parties", (", ".join(a.parties), ", ".join(b.parties)))
    for few, many in ((a, b), (b, a)):
        yield from _third(few, many)


def _third(few: MeetingEntry, many: MeetingEntry) -> Iterator[Sign]:
    """One account names people of both its sides, the other has a third at the table: two who meet before or after a meeting of
    three. Who receives the others at home need not be told of."""
    sides = {person.country for person in few.people}
    if len(few.parties) != 2 or not set(few.parties) <= sides or len(sides) != 2 or many.type == "visit":
        return
    known = sides | (_where(many.place)[1] if many.place else frozenset())
    people = (" ".join(person.words) for person in many.named if person.country and person.country not in known)
    parties = (party for party in many.parties if party not in known and party in knowledge.states())
    if (who := next(people, None)) is not None:
        yield Sign("third person", (who,))
    elif (party := next(parties, None)) is not None:
        yield Sign("third party", (party,))


def _of_one_series(a: MeetingEntry, b: MeetingEntry) -> bool:
    """Whether both are sessions of one mechanism, which seldom has two in a year; or talks of one field, of which one account
    tells when they were still planned."""
    if {a.status, b.status} != {"held"} and _shared_field(a, b) is not None:
        return True
    if a.mechanism is None or b.mechanism is None or {a.type, b.type} != {"session"}:
        return False
    return a.mechanism == b.mechanism or liken_mechanisms(a.mechanism, b.mechanism).outcome == "same"


def _by_status(a: MeetingEntry, b: MeetingEntry, series: bool) -> Iterator[Sign]:
    both = {a.status, b.status}
    if len(both) == 1:
        return
    shown = (a.status, b.status)
    fixed = series or not any(is_loose(one) and not is_dated_plan(one) for one in (a, b))
    if both == {"cancelled", "held"}:
        yield Sign("held after all" if _held_after_all(a, b) else "called off", shown)
    elif "proposed" in both:
        yield Sign("only proposed", shown)
    else:
        yield Sign("announced" if fixed else "announced loosely", shown)


def _held_after_all(a: MeetingEntry, b: MeetingEntry) -> bool:
    """Whether one account of an earlier day tells that it is off, and the other that it was held on that very day."""
    off, held = (a, b) if a.status == "cancelled" else (b, a)
    day = _day(off)
    return day is not None and day == _day(held) and off.told is not None and off.told < day.isoformat()


def _by_people(a: MeetingEntry, b: MeetingEntry) -> Iterator[Sign]:
    yield from by_level(a, b)
    met: list[str] = []
    unlike: list[tuple[str, str, bool]] = []
    for party in sorted({person.country or "" for person in (*a.people, *b.people)}):
        mine, theirs = _of_side(a, party), _of_side(b, party)
        if not mine or not theirs:
            continue
        shared = [one for one in mine if any(_can_be_one(one, other) for other in theirs)]
        if shared:
            met.append(" ".join(shared[0].words))
        elif any(one.country for one in mine) == any(one.country for one in theirs):
            named = any(one in a.named for one in mine) and any(one in b.named for one in theirs)
            unlike.append((_called(mine), _called(theirs), named))
    for name in met[:3]:
        yield Sign("same person", (name,))
    large = a.type in LARGE and b.type in LARGE and (met or a.type != "visit")
    firm = [(mine, theirs) for mine, theirs, named in unlike if named]
    if firm:
        yield Sign("other delegates" if large else "other people", firm[-1])
    elif unlike:
        yield Sign("other people before", unlike[-1][:2])
    elif len(met) > 1 and a.parties == b.parties:
        yield Sign("same company", (" and ".join(met),))


def _of_side(entry: MeetingEntry, party: str) -> list[PersonEntry]:
    """Whom an account names for a party; where it names nobody, whom it gives no state."""
    mine = [person for person in entry.people if (person.country or "") == party]
    return mine or [person for person in entry.people if person.country is None and party in entry.parties]


def _can_be_one(one: PersonEntry, other: PersonEntry) -> bool:
    return liken_people(one, other).outcome != "different"


def _called(people: list[PersonEntry]) -> str:
    return ", ".join(" ".join(person.words) for person in people)


def _by_number(one: int, other: int) -> Iterator[Sign]:
    """Two sessions by their numbers alone, where an account does not name the mechanism."""
    yield Sign("same number", (str(one),)) if one == other else Sign("other number", (str(one), str(other)))


def _by_mechanism(a: MeetingEntry, b: MeetingEntry, field: bool) -> Iterator[Sign]:
    if a.mechanism is None and b.mechanism is None:
        if a.session is not None and b.session is not None:
            yield from _by_number(a.session, b.session)
        return
    if a.mechanism is None or b.mechanism is None:
        one = a.mechanism or b.mechanism
        assert one is not None
        if a.session is None or b.session is None:
            yield from () if field else (Sign("mechanism open", (one.name,)),)
        else:
            yield from _by_number(a.session, b.session)
        return
    likeness = liken_mechanisms(a.mechanism, b.mechanism)
    names = (a.mechanism.name, b.mechanism.name)
    if likeness.outcome == "same":
        yield Sign("same mechanism", names)
    else:
        yield Sign("other mechanism" if likeness.never else "mechanism unlike", names)
    if a.session is not None and b.session is not None:
        if a.session == b.session:
            yield Sign("same session", (str(a.session),))
        elif likeness.outcome == "same":
            yield Sign("other session", (str(a.session), str(b.session)))


def _by_place(a: MeetingEntry, b: MeetingEntry) -> Iterator[Sign]:
    if a.place is None or b.place is None or "call" in (a.type, b.type):
        return
    (one, its), (other, others) = _where(a.place), _where(b.place)
    shown = (a.place, b.place)
    if one & other or a.place.casefold() == b.place.casefold():
        yield Sign("same place", shown)
    elif one and other:
        yield Sign("other city" if its & others else "other place", shown)
    elif its and others:
        yield Sign("near place", shown) if its & others else Sign("other place", shown)
    elif set(a.place.casefold().split()) & set(b.place.casefold().split()):
        yield Sign("same place", shown)
    elif not its and not others:
        yield Sign("place unlike", shown)  # a hall and a city may be one place, two halls hardly


@cache
def _where(place: str) -> tuple[frozenset[str], frozenset[str]]:
    """The known cities that a place names, by name however spelt or by a building there, and the states it lies in."""
    cities, codes = set(), set()
    for part in place.casefold().replace(" in ", ",").replace(" at ", ",").split(","):
        name = part.strip().removeprefix("the ")
        spelt = usual_spelling(fold(name))
        known = _places().get(spelt)
        if known is not None:
            codes.add(known.code)
            city = spelt if known.kind == "city" else usual_spelling(fold(known.within or ""))
            cities |= {f"{city} {known.code}"} if city else set()
        elif name in knowledge.state_by_name():
            codes.add(knowledge.state_by_name()[name][0])
    return frozenset(cities), frozenset(codes)


@cache
def _places() -> dict[str, knowledge.Place]:
    return {usual_spelling(fold(name)): place for name, place in knowledge.places().items()}
