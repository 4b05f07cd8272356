"""What a reading tells of each person, body, mechanism, meeting and commitment, cut down to what can be compared.

An entry is a value that stands by itself, so that a ledger can keep it and lay a page read today beside one of last year.
People, bodies and mechanisms are entered by name: every page that prints "Wang Yi" of China shares one entry. A meeting or
a commitment has an entry of its own on every page.
"""

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeAlias

from communique.relate.signs import Kind


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as named: `words` of the name, `offices` as (office of the table, state or body).

    `known`: the office holders of the table whom the name can mean. A name of one word is nobody's alone: then `page` and
    `day` say where and when it stands, and `beside` which full names with that word stand on the same page.
    """

    words: tuple[str, ...]
    country: str | None
    offices: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()
    page: str | None = None
    day: str | None = None
    beside: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What it is an entry of."""
        return "person"


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """An organisation or an organ of state by name."""

    name: str
    country: str | None
    known: str | None = None

    @property
    def kind(self) -> Kind:
        """What it is an entry of."""
        return "organisation"


@dataclass(frozen=True, slots=True)
class MechanismEntry:
    """A mechanism by name: `known` its name in the table, `sessions` as (number, day) where a page tells of them."""

    name: str
    parties: tuple[str, ...]
    known: str | None = None
    sessions: tuple[tuple[int, str], ...] = ()

    @property
    def kind(self) -> Kind:
        """What it is an entry of."""
        return "mechanism"


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as one page tells of it. `told` is the day of the page, `clocks` the hours it names ("09:55").

    `said` are short forms (hashes) of the sentences that tell of it, those of some length; `sitting`: told like a session
    though not as one: chaired from both sides, or counted; `levels`: who met, where only groups are named ("the foreign ministers");
    `brought`: the places in `people` of those whom not these sentences name but some before: "the two met again in June";
    `dinner`: told as a dinner and nothing else; `fields`: what talks that name few people are called by ("talks on fishing");
    `beside`: whom else the page names, where somebody was brought; `page_day`: no day is told, and the page's stands for it.
    """

    page: str
    type: str
    status: str
    parties: tuple[str, ...]
    people: tuple[PersonEntry, ...]
    place: str | None
    start: str | None
    end: str | None
    mechanism: MechanismEntry | None
    session: int | None
    told: str | None
    clocks: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    sitting: bool = False
    levels: tuple[str, ...] = ()
    brought: tuple[int, ...] = ()
    dinner: bool = False
    fields: tuple[str, ...] = ()
    beside: tuple[PersonEntry, ...] = ()
    page_day: bool = False

    @property
    def kind(self) -> Kind:
        """What it is an entry of."""
        return "meeting"

    @property
    def named(self) -> tuple[PersonEntry, ...]:
        """The people whom the meeting's own sentences name."""
        return tuple(one for at, one in enumerate(self.people) if at not in self.brought)


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """A commitment as one page tells of it: `words` of its action, `meeting` the entry of the meeting it belongs to, `plan` that of
    the one to come that it speaks of."""

    page: str
    type: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: str
    due: str | None
    told: str | None
    meeting: MeetingEntry | None
    group: tuple[str, int] | None = None
    plan: MeetingEntry | None = None

    @property
    def kind(self) -> Kind:
        """What it is an entry of."""
        return "commitment"


Entry: TypeAlias = PersonEntry | BodyEntry | MechanismEntry | MeetingEntry | CommitmentEntry


def to_text(entry: Entry) -> str:
    """An entry as text that a ledger keeps: its fields in order, as JSON."""
    return json.dumps(_flat(entry), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: str, text: str) -> Entry:
    """The entry that `to_text` wrote."""
    raw = _tuples(json.loads(text))
    match kind:
        case "person":
            return PersonEntry(*raw)
        case "organisation":
            return BodyEntry(*raw)
        case "mechanism":
            return MechanismEntry(*raw)
        case "meeting":
            return _meeting(raw)
    page, sort, by, to, words, due, told, meeting, group, *ahead = raw
    plan = _meeting(ahead[0]) if ahead and ahead[0] else None  # an entry kept before plans were entered has none
    return CommitmentEntry(page, sort, by, to, words, due, told, _meeting(meeting) if meeting else None, group, plan)


@dataclass(frozen=True, slots=True)
class Gist:
    """What a look at a commitment's text shows before the whole of it is read; `met`: whether a meeting is told
    with it; `plans`: whether it speaks of one to come."""

    type: str
    by: tuple[str, ...]
    words: str
    due: str | None
    met: bool
    plans: bool


def gist_of(text: str) -> Gist:
    """The gist of a commitment that `to_text` wrote, at a fifth of the price of `from_text`."""
    _, sort, by, _, words, due, _, meeting, _, *ahead = json.loads(text)
    return Gist(sort, tuple(by), words, due, bool(meeting), bool(ahead and ahead[0]))


def _meeting(raw: Any) -> MeetingEntry:
    page, kind, status, parties, people, place, start, end, mechanism, *rest = raw
    met = tuple(PersonEntry(*one) for one in people)
    series = MechanismEntry(*mechanism) if mechanism else None
    entry = MeetingEntry(page, kind, status, parties, met, place, start, end, series, *rest)
    return replace(entry, beside=tuple(PersonEntry(*one) for one in entry.beside)) if entry.beside else entry  # type: ignore[misc]


def _flat(value: Any) -> Any:
    if is_dataclass(value):
        return [_flat(getattr(value, field.name)) for field in fields(value)]
    return [_flat(one) for one in value] if isinstance(value, tuple) else value


def _tuples(value: Any) -> Any:
    # a list comprehension that asks before it calls: entries are read by the thousand
    return tuple([_tuples(one) if one.__class__ is list else one for one in value])
