"""What feasts, the years of eras and the days of lunar calendars mean.

Feasts and eras are rows of `knowledge/time_words.csv`. Lunar dates are kept as printed and left open.
"""

import re
from datetime import date, timedelta

from communique.language.time_grammar import ERAS, WEEKDAYS, WORDS
from communique.language.time_meaning import SIDES, nearest
from communique.language.time_setting import OPEN, REJECT, Days, Setting, group, month_span


def holiday(found: re.Match[str], at: Setting) -> Days | None:
    """A feast: with a fixed day, a weekday of its month, or counted from Easter."""
    side = SIDES.get(found[0].split()[0].casefold())
    if at.before(8).endswith(("Lunar ", "lunar ", "Chinese ", "Orthodox ")):
        return REJECT  # feasts of other calendars, whose day is another every year
    here = at.reference
    if here is None:
        return OPEN
    rule = WORDS["holiday"][re.sub(r"\s+", " ", found["name"].casefold())]
    near = [feast(rule, year) for year in range(max(1, here.year - 1), min(9999, here.year + 1) + 1)]
    told = at.year_told(int(rule[:2]) if rule[:2].isdigit() else EASTER, None, at.way()) if side is None else None
    one: date | None
    if told is not None:
        one = feast(rule, told)
    elif re.fullmatch(r"\d\d-\d\d", rule):
        one = nearest(int(rule[:2]), int(rule[3:]), at, side)
    else:
        fitting = [one for one in near if side is None or (one < here if side == "past" else one > here)]
        one = min(fitting, key=lambda day: abs((day - here).days), default=None)
    if one and group(found, "weekend"):
        start = one - timedelta(days=(one.weekday() - 5) % 7 if one.weekday() >= 3 else one.weekday() + 2)
        return Days(start, start + timedelta(days=1), "interval", here, 0.6)
    return Days(one, one, "day", here, 0.75) if one else OPEN


EASTER = 4
"""The month by which the year of a feast counted from Easter is told."""


def feast(rule: str, year: int) -> date:
    """A feast's day: "12-25", "11-thu4" (the fourth Thursday of November), "05-mon-1" (the last Monday), "easter-2"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, tail = int(rule[:2]), rule[3:]
    if tail.isdigit():
        return date(year, month, int(tail))
    weekday, count = WEEKDAYS[tail[:3]], int(tail[3:])
    start, end = month_span(year, month)
    if count < 0:
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (count - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, as in Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def era(found: re.Match[str], at: Setting) -> Days | None:
    """A year of a Japanese era or of the Republic of China's count: "Reiwa 6", "民國113年", with its day where printed."""
    number, latin = found["n"], found["era"].isascii()
    if latin and at.before(9).endswith(("the ", "The ")):
        return REJECT
    year = ERAS[found["era"].casefold()] + (1 if number == "元" else int(number))
    month, day = group(found, "mm"), group(found, "d")
    if month and day:
        one = date(year, int(month), int(day))
        return Days(one, one, "day", None, 0.95)
    return Days(date(year, 1, 1), date(year, 12, 31), "year", None, 0.9)


def lunar(found: re.Match[str], at: Setting) -> Days | None:
    """A day or month of a lunar calendar: kept, and left open, for which calendar and year only its almanac tells."""
    return OPEN
