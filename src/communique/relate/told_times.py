"""Times as a clause tells them: days, with and without their year, how long ("within 90 days"), how often ("every month")."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from communique.language.time_tags import tag

Day: TypeAlias = tuple[str, str, str]
"""First day, last day, words as printed."""
MONTHS = "january february march april may june july august september october november december".split()
MONTH = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({'|'.join(MONTHS)})\b(?: (\d{{1,2}})\b)?", re.I)
NO_YEAR = "0000"
"""Of a day whose year the page doesn't tell."""
LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
DAYS = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
RATE = re.compile(r"(?:an?|per) ", re.I)
"""What is counted by it: "two million tonnes a year", and "once a year", which tells how often."""
ONCE = re.compile(r"\bonce $", re.I)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, or how often (`returns`). `unit` is D, W, M or Y, `words` as printed."""

    days: float
    unit: str
    returns: bool
    words: str


def lengths_in(text: str) -> tuple[Length, ...]:
    """The lengths of time and the frequencies that a text tells."""
    found = []
    for one in tag(text, None):
        told = LENGTH.fullmatch(one.value) if one.type in ("DURATION", "SET") else None
        words = text[slice(*one.span)]
        if told is not None and (not RATE.match(words) or ONCE.search(text[: one.span[0]])):
            days = float(told[1]) * DAYS[told[2]]
            found.append(Length(days, told[2], one.type == "SET", words))
    return tuple(found)


def without_year(words: str) -> Day | None:
    """A day or month that stands without a year: "1 July", "by mid-November"."""
    found = MONTH.search(words)
    if found is None:
        return None
    month, day = MONTHS.index(found[2].casefold()) + 1, found[1] or found[3]
    first, last = (int(day), int(day)) if day else (1, 31)
    return f"{NO_YEAR}-{month:02}-{first:02}", f"{NO_YEAR}-{month:02}-{last:02}", words


def one_time(x: Day, y: Day) -> bool:
    """Whether two dates are one, the one told more exactly perhaps: "2025" and "in May", "2027" and "2025-2027", not
    "2025-2029" and "2025-2030"."""
    if (x[0][:4] == NO_YEAR) != (y[0][:4] == NO_YEAR):
        x, y = (_of_any_year(day) for day in (x, y))
    if x[0] > y[1] or y[0] > x[1]:
        return False
    within = (x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1])
    years = x[0][:4] == x[1][:4] and y[0][:4] == y[1][:4]
    return x[:2] == y[:2] or (within and (years or x[1] == y[1]))


def _of_any_year(day: Day) -> Day:
    """A day without its year; of what goes on for more than one all days of a year."""
    first, last, words = day
    inside = first[:4] == last[:4]
    return (
        f"{NO_YEAR}{first[4:]}" if inside else f"{NO_YEAR}-01-01",
        f"{NO_YEAR}{last[4:]}" if inside else f"{NO_YEAR}-12-31",
        words,
    )
