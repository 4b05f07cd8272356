"""The year that a dateline leaves out, told by who held which office: "TOKYO, Aug. 23 (Yonhap)" with President Lee.

Only a year in which everybody printed with a known office held it on that day, and in which the weekday
that the text names first is that day, or the one before or after it, counts; where two years do, none is told.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from communique import knowledge
from communique.knowledge import Office
from communique.language.time_grammar import DAY_NAMES
from communique.language.times import iso_day

NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+){1,5}")
BARE = re.compile(rf"\b({'|'.join(DAY_NAMES)})\b(?!,? (?:\d|[A-Z][a-z]+\.? \d))")
FORMER = re.compile(
    r"\b(?:then|former|ex|late|ousted|predecessor)\b[ \u00a0-](?:[\w'’.-]+[ \u00a0]){0,4}[A-ZÀ-Þ]$", re.I
)
NEAR = 45
"""Characters before or after a name within which its office is printed."""
LEAST = 2
"""How many office holders must agree on the year."""
FIRST = 1990
"""No earlier year is asked."""


def year_by_offices(text: str, month: int, day: int) -> tuple[date, str] | None:
    """The day in the one year that fits, and the name of an office holder that told it; None where several fit or none."""
    holders = _holders(text)
    if len(holders) < LEAST:
        return None
    days = [
        one for year in range(FIRST, _horizon() + 1) if (one := iso_day(f"{year:04}-{month:02}-{day:02}")) is not None
    ]
    days = [one for one in days if all(any(o.held(one.isoformat()) for o in held) for _, held in holders)]
    named = BARE.search(text)
    if named is not None:
        # a report names its own day first, else the day before it or the one to come
        days = [one for one in days if named[1] in {DAY_NAMES[(one + timedelta(days=n)).weekday()] for n in (-1, 0, 1)}]
    return (days[0], holders[0][0]) if len(days) == 1 else None


def _holders(text: str) -> list[tuple[str, Sequence[Office]]]:
    """Full names of the table of offices, each with the offices printed beside it."""
    found: dict[str, Sequence[Office]] = {}
    for match in NAME.finditer(text):
        words = match[0].split()
        around = text[max(0, match.start() - NEAR) : match.end() + NEAR].casefold()
        for length in (3, 2, 4):
            for first in range(len(words) - length + 1):
                name = " ".join(words[first : first + length])
                if FORMER.search(text, max(0, match.start() - NEAR), match.start() + 1):
                    continue  # "then President Moon" held it in another year
                held = [o for o in knowledge.offices_of(name) if o.title and o.title.split()[-1].casefold() in around]
                if held:
                    found.setdefault(name, held)
    return list(found.items())


@cache
def _horizon() -> int:
    """The last year of which the table knows."""
    return max(int(office.start[:4]) for office in knowledge.offices() if office.start)
