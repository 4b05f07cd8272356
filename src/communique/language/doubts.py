"""What does not fit the table of office holders: a name one letter off, an office that somebody else held that day.

Nothing is corrected: a suggestion stands beside a name, a warning beside the text.
"""

import re
from collections.abc import Iterator, Sequence

from communique import knowledge
from communique.knowledge import SINGLE, Office, fold, sound
from communique.language.people import Person
from communique.language.titles import office_and_rank

PAST = re.compile(
    r"(?:\b(?:former|then|ex|late|outgoing|past|previous|erstwhile)\b[ \u00a0-]?(?:[\w'’]+[ \u00a0-]){0,3}$)", re.I
)
"""Before an office that its holder is said to have left; a state's name may stand between."""
DEPUTIES = {
    "head of state": "deputy head of state",
    "head of government": "deputy head of government",
    "monarch": "crown prince",
}


def suggest(people: Sequence[Person], text: str, day: str | None) -> None:
    """Put beside a name that is one letter off the holder of the very office printed with it that holder's name."""
    for person in people:
        if len(person.words) > 1 and not knowledge.offices_of(person.name):
            person.suggestion = _suggestion(person, people, text, day)


def _suggestion(person: Person, people: Sequence[Person], text: str, day: str | None) -> str | None:
    for office, state, title in _printed(person, text):
        for held in knowledge.ever(office, state):
            if day is not None and not held.perhaps(day):
                continue
            if office == "official" and fold(held.title).split()[-1] not in fold(title):
                continue
            named = any(fold(name) == fold(other.name) for name in held.names for other in people)
            if not named and any(_misprint(name.split(), person.words) for name in held.names):
                return f"{held.person}, {held.title} ({held.code})"
    return None


def _printed(person: Person, text: str) -> Iterator[tuple[str, str, str]]:
    """The offices printed with a person: the table's word for each, whose it is, and the title."""
    for span, of in person.titles:
        title = text[slice(*span)]
        known = office_and_rank(title)
        state = of or person.country
        if known is None or state is None or _left(text, span[0]):
            continue
        office, rank = known
        yield (DEPUTIES[office] if rank > 1 and office in DEPUTIES else office), state, title


def _left(text: str, start: int) -> bool:
    return bool(PAST.search(text[max(0, start - 40) : start]))


def _misprint(name: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether one letter in one word of a name is wrong, missing or too much: no other spelling of the same name.

    A Chinese, Korean or Vietnamese family name of another letter is another family's.
    """
    if len(name) != len(printed):
        return False
    off = [(a, b) for a, b in zip(name, printed, strict=True) if fold(a) != fold(b)]
    if len(off) != 1:
        return False
    right, wrong = off[0]
    family_first = knowledge.surnames().get(name[0]) is not None
    if family_first and right == name[0]:
        return False
    if sound(right) == sound(wrong) or min(len(right), len(wrong)) < 3:
        return False
    return one_off(fold(right), fold(wrong))


def one_off(a: str, b: str) -> bool:
    """Whether one letter is changed, dropped, added or has changed places with its neighbour."""
    short, long = sorted((a, b), key=len)
    if a == b or len(long) - len(short) > 1:
        return False
    first = next((n for n, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) == len(long):
        turned = short[first : first + 2] == long[first : first + 2][::-1] and short[first + 2 :] == long[first + 2 :]
        return short[first + 1 :] == long[first + 1 :] or turned
    return short[first:] == long[first + 1 :]


def misfits(people: Sequence[Person], text: str, day: str | None) -> tuple[str, ...]:
    """Offices printed with a known person that somebody else surely held on the day of the text, one line each."""
    if day is None:
        return ()
    found: dict[str, None] = {}
    for person in people:
        known = knowledge.offices_of(person.name) if len(person.words) > 1 else ()
        for office, state, title in _printed(person, text) if known else ():
            if office not in SINGLE or not any(held.code == state for held in known):
                continue
            if any(held.office == office and held.code == state and held.perhaps(day) for held in known):
                continue
            holder = knowledge.holder(office, state, day)
            if holder is not None:
                found.setdefault(_told(person, title, state, holder, known, day))
    return tuple(found)


def _told(person: Person, title: str, state: str, holder: Office, known: Sequence[Office], day: str) -> str:
    own = next((held for held in known if held.office == holder.office and held.code == state), None)
    when = f" ({person.name}: {own.start or '…'} to {own.end or '…'})" if own else ""
    return f"{person.name} is printed as {title} ({state}); on {day} that was {holder.person}{when}"
