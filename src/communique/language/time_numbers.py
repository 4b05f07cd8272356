"""What days printed in numbers mean: "2024-12-25", "25/12/2024", "25.12.2024"."""

import re
from datetime import date

from communique.language.time_setting import OPEN, REJECT, Days, Setting

SECONDS = re.compile(r"[T ,]*\d{1,2}:\d\d:\d\d")
"""A clock with seconds makes a page's own stamp; what a text tells has none."""


def ymd(found: re.Match[str], at: Setting) -> Days | None:
    """A day in numbers, year first."""
    if SECONDS.match(at.after(14)):
        return REJECT  # a page's own stamp carries seconds; what a text tells does not
    if at.before(1) in ("/", "=", "_", "%"):
        return REJECT  # inside an address
    one = date(int(found["y"]), int(found["mm"]), int(found["d"]))
    return Days(one, one, "day", None, 0.98)


def numeric(found: re.Match[str], at: Setting) -> Days | None:
    """A day in numbers, year last: dots are day first; slashes are settled by a number above 12, or stay open.

    Where another such date of the page is settled, all of them are: a page keeps to one order.
    """
    if SECONDS.match(at.after(14)):
        return REJECT
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if found["sep"] == "." or first > 12 or first == second:
        one = date(year, second, first)
    elif second > 12:
        one = date(year, first, second)
    else:
        date(year, first, second)  # no date at all either way is refused
        day_first = _day_first(at.text)
        if day_first is None:
            return OPEN
        one = date(year, *((second, first) if day_first else (first, second)))
        return Days(one, one, "day", None, 0.75)
    return Days(one, one, "day", None, 0.95)


def _day_first(text: str) -> bool | None:
    """Whether the text's other dates in numbers are day first; None where none is settled, or they differ."""
    pairs = [(int(one), int(two)) for one, two in OTHER_NUMERIC.findall(text)]
    ways = {one > 12 for one, two in pairs if (one > 12) != (two > 12)}
    return ways.pop() if len(ways) == 1 else None


OTHER_NUMERIC = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20|21)\d\d(?![/\d-])")
