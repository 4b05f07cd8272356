"""Whom a page means that tells of a meeting by "they", "he" or "the two": those who met there and then, if it names them elsewhere.

The reader takes the people of such a sentence from sentences before, and is wrong as often as not. Another account of that day,
or of that month and city, which names both sides, tells who can have been meant.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from communique.relate.entries import MeetingEntry, PersonEntry
from communique.relate.levels import levels_agree
from communique.relate.same_person import liken_people

MOST = 8
"""People of a page who are looked at, the first: who is meant is seldom named far from the sentence."""
MONTH = 31


def as_meant(told: MeetingEntry, firm: MeetingEntry) -> MeetingEntry | None:
    """`told` with the people of `firm`, if its own come from sentences before and are others, and its page names all of `firm`'s."""
    if not told.beside or firm.brought or "visit" in (told.type, firm.type) or len(firm.parties) != 2:
        return None
    if {one.country for one in firm.people} != set(firm.parties):
        return None
    if told.parties == firm.parties and all(any(_one(x, y) for y in firm.people) for x in told.people):
        return None
    page = (*told.people, *told.beside)
    if not all(any(_one(x, y) for y in firm.people) for x in told.named):
        return None
    if not all(any(_one(x, y) for y in page) for x in firm.people) or not levels_agree(told.levels, firm):
        return None
    return replace(told, people=firm.people, parties=firm.parties, brought=tuple(range(len(firm.people))))


def pairs_on_page(entry: MeetingEntry) -> Iterator[tuple[PersonEntry, PersonEntry]]:
    """Every two people of two states whom a page with such a meeting names."""
    people = [one for one in (*entry.people, *entry.beside) if one.country][:MOST] if entry.beside else []
    yield from (
        (one, other) for at, one in enumerate(people) for other in people[at + 1 :] if one.country != other.country
    )


def there_and_then(told: MeetingEntry, firm: MeetingEntry, near: bool) -> bool:
    """Whether both were on one day, or in one city (`near`) on days of a month that can agree."""
    if told.start is None or firm.start is None:
        return False
    ends = told.end or told.start, firm.end or firm.start
    if told.start == firm.start and ends == (told.start, firm.start):
        return True
    longest = max(
        (date.fromisoformat(end) - date.fromisoformat(one.start or end)).days
        for one, end in zip((told, firm), ends, strict=True)
    )
    return near and longest <= MONTH and told.start <= ends[1] and firm.start <= ends[0]


def _one(one: PersonEntry, other: PersonEntry) -> bool:
    return one == other or liken_people(one, other).outcome == "same"
