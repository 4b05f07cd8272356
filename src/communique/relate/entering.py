"""A reading's records as entries: what each tells that another page's can be compared with."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from functools import cache

from communique import knowledge
from communique.knowledge import fold
from communique.language.naming import PARTICLES, called, known_as, pieces
from communique.language.titles import office_and_rank
from communique.records import Actor, Commitment, Mechanism, Reading
from communique.relate.entering_meetings import day_of, enter_meeting
from communique.relate.entries import BodyEntry, CommitmentEntry, Entry, MechanismEntry, MeetingEntry, PersonEntry
from communique.relate.same_person import CHILD_OF

BODIES = frozenset({"organisation", "organ"})
"""Kinds of actors that are entered as organisations; states and outlets have one name each by their tables."""

NO_OFFICE = frozenset({"counterpart", "colleague", "peer", "homologue", "opposite number", "office"})
"""Printed for an office, they name none."""

HIGH = frozenset({"head of state", "head of government", "monarch", "supreme leader", "foreign minister"})
"""Offices whose holders pages call by the surname alone, and of which a state has one holder."""
BESIDE_AN_OFFICE = frozenset({"consort"})

OF_THE_DAY = 31
"""Days after a meeting within which a page tells of it as its matter."""


def enter(page: str, reading: Reading) -> Iterator[tuple[str, Entry]]:
    """Every record of a reading that can be merged: its id in the reading and its entry. `page` names the page."""
    told = day_of(reading.article.reference)
    people = {a.id: _person(page, told, a, reading) for a in reading.actors if a.kind == "person"}
    yield from people.items()
    for actor in reading.actors:
        if actor.kind in BODIES:
            yield actor.id, _body(actor)
    mechanisms = {one.id: _mechanism(one, reading) for one in reading.mechanisms}
    yield from mechanisms.items()
    meetings = {one.id: enter_meeting(page, one, reading, people, mechanisms) for one in reading.meetings}
    yield from meetings.items()
    for promise in reading.commitments:
        yield promise.id, _commitment(page, promise, reading, meetings)


def _person(page: str, day: str | None, actor: Actor, reading: Reading) -> PersonEntry:
    words = tuple(actor.name.split())
    offices = _offices(actor)
    known = _known(words, actor.country, offices, day)
    beside = {
        other.name
        for other in reading.actors
        if other.kind == "person" and other.id != actor.id and fold(actor.name) in pieces(other.name.split())
    }
    namesake = (
        len(words) == 1 and not offices and beside
    )  # a page that names another so cannot mean the known one alone
    if (known and not namesake) or len(pieces(words)) > 1:
        return PersonEntry(words, actor.country, offices, known)
    return PersonEntry(words, actor.country, offices, (), page, day, tuple(sorted(beside)))


def _offices(actor: Actor) -> tuple[tuple[str, str], ...]:
    found = set()
    for role in actor.roles:
        named = office_and_rank(role.title)
        if named is not None and named[0] not in NO_OFFICE:
            found.add((named[0], role.of or actor.country or ""))
    return tuple(sorted(found))


def _known(
    words: tuple[str, ...], country: str | None, offices: tuple[tuple[str, str], ...], day: str | None
) -> tuple[str, ...]:
    """The office holders of the table that a name can mean; a bare surname means the one in its office on the day."""
    mine = {office for office, _ in offices}
    if len(words) > 1 and not _all_particles(words[:-1]):
        held = knowledge.offices_of(" ".join(words))
        fits = {o.person for o in held if country is None or o.code == country or o.code not in knowledge.states()}
        known = tuple(sorted(fits & known_as(words)))
        return known or _by_office_then(held, mine, day) or _with_more_names(words, country, mine, day)
    rows = knowledge.offices_by_word().get(fold(words[-1]), ()) if words and country else ()
    if not mine:
        # printed without an office: whoever of the state the table knows by that word, if there was never another
        ever = {o.person for o in rows if o.code == country}
        return tuple(ever) if len(ever) == 1 else _in_high_office(words[-1], rows, country, day)
    fit = {o.person for o in rows if o.code == country and o.office in mine and (day is None or o.perhaps(day))}
    return tuple(fit) if len(fit) == 1 else ()


def _all_particles(words: Sequence[str]) -> bool:
    """Whether nothing but particles stands before a family name: "De la Calle"."""
    return all(fold(word) in PARTICLES for word in words)


def _by_office_then(held: Iterable[knowledge.Office], mine: Set[str], day: str | None) -> tuple[str, ...]:
    """Who of that whole name held the office that is printed, on the day of the page, though the page seems to give another
    state: a prime minister of that name there is no second one."""
    fits = {o.person for o in held if o.office in mine & HIGH and day is not None and o.perhaps(day)}
    return tuple(fits) if len(fits) == 1 else ()


def _in_high_office(
    word: str, rows: Iterable[knowledge.Office], country: str | None, day: str | None
) -> tuple[str, ...]:
    """Whom a page means by a bare surname that several have borne: the one who held a high office then, if no other held any. A
    surname of thousands means nobody."""
    if day is None or word.casefold() in _of_thousands():
        return ()
    so_called = (o for o in rows if o.code == country and fold(word) in called(o.person.split(), o.code))
    then = [o for o in so_called if o.office not in BESIDE_AN_OFFICE and o.perhaps(day)]
    people = {o.person for o in then}
    return tuple(people) if len(people) == 1 and any(o.office in HIGH for o in then) else ()


@cache
def _of_thousands() -> frozenset[str]:
    """Chinese and Korean surnames, of which there are few."""
    return frozenset(word.casefold() for word, system in knowledge.surnames().items() if system in ("zh", "ko"))


def _with_more_names(words: tuple[str, ...], country: str | None, mine: Set[str], day: str | None) -> tuple[str, ...]:
    """The holder whom a name with more names than the table's means: one surname more, as "Yván Gil Pinto" is Yván Gil, or names
    between the first and the last, as "Omar Hassan al-Bashir" is Omar al-Bashir."""
    if not 2 < len(words) < 6 or not all(word[:1].isupper() or fold(word).startswith("al-") for word in words):
        return ()
    shorter = [words[:2]] if len(words) < 5 else []
    if not CHILD_OF & set(pieces(words)):
        shorter.append((words[0], words[-1]))
    for name in shorter:
        rows = knowledge.offices_of(" ".join(name))
        held = {o.person for o in rows if country in (None, o.code)}
        if country is None and name != words[:2]:
            held = set(_by_office_then(rows, mine, day))
        if len(held) == 1:
            return tuple(held)
    return ()


@cache
def _organs() -> dict[str, str]:
    return {row["organ"]: row["kind"] for row in knowledge.table("organs")}


def _body(actor: Actor) -> BodyEntry:
    body = knowledge.organisation_by_name().get(actor.name)
    known = body.name if body is not None else _organs().get(actor.name.casefold())
    return BodyEntry(actor.name, actor.country, known)


def _mechanism(mechanism: Mechanism, reading: Reading) -> MechanismEntry:
    known = knowledge.mechanism_called(mechanism.name)
    sessions = {
        (meeting.session, day)
        for meeting in reading.meetings
        if meeting.mechanism == mechanism.id
        and meeting.session is not None
        and (day := day_of(meeting.start)) is not None
    }
    parties = tuple(sorted(mechanism.parties))
    return MechanismEntry(mechanism.name, parties, known.name if known else None, tuple(sorted(sessions)))


def _recalled(met: MeetingEntry, promise: Commitment, reading: Reading) -> bool:
    """Whether a meeting is one of the past that other sentences than the promise's own recall: a page on talks of the day that
    speaks of former ones goes on to tell what was promised now."""
    if (
        met.told is None
        or met.end is None
        or (date.fromisoformat(met.told) - date.fromisoformat(met.end)).days <= OF_THE_DAY
    ):
        return False
    (spans,) = (one.evidence for one in reading.meetings if one.id == promise.meeting)
    return not any(start < its and own < end for start, end in spans for own, its in promise.evidence)


def _commitment(page: str, promise: Commitment, reading: Reading, meetings: dict[str, MeetingEntry]) -> CommitmentEntry:
    met = meetings.get(promise.meeting or "")
    if met is not None and _recalled(met, promise, reading):
        met = None
    group = (promise.group.label, promise.group.claimed) if promise.group else None
    return CommitmentEntry(
        page,
        promise.kind,
        tuple(sorted(promise.by)),
        tuple(sorted(promise.to)),
        " ".join(reading.article.cut(promise.action).split()),
        day_of(promise.due),
        day_of(reading.article.reference),
        met if met is not None and met.status == "held" else None,  # at one to come nothing was promised yet
        group,
        met if met is not None and met.status == "planned" else None,
    )
