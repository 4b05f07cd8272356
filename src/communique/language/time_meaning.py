"""What the rules of `time_grammar` mean: from matched words and the reference day to an interval of days.

Each function takes the match and what surrounds it, and gives the days, or `REJECT` when the words turn out not to be
a date. Days are inclusive. What can't be told stays open: the expression is kept, without days.

Weeks run from Monday to Sunday (ISO 8601). "Early", "mid" and "late" are thirds of the period, as in the Chinese and
Japanese 上旬, 中旬, 下旬 that readouts translate. "Earlier this week" is the week. Seasons are northern.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from communique.language.time_grammar import COUNTS, HOLIDAYS, MONTHS, SEASONS, WEEKDAYS
from communique.language.time_tense import Way, way
from communique.records import Precision


@dataclass(frozen=True, slots=True)
class Days:
    """An interval, how exact it is, what it was counted from, and how sure that is."""

    start: date | None
    end: date | None
    precision: Precision
    counted_from: date | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """What a meaning may look at: the text, the day of writing, the last day told of before, where the words stand."""

    text: str
    reference: date | None
    last_day: date | None
    start: int
    end: int

    def way(self) -> Way | None:
        return way(self.text, self.start, self.end)

    def before(self, length: int = 40) -> str:
        return self.text[max(0, self.start - length) : self.start]

    def after(self, length: int = 40) -> str:
        return self.text[self.end : self.end + length]


REJECT: Final = None
Meaning = Callable[[re.Match[str], Setting], Days | None]
OPEN: Final = Days(None, None, "open", None, 0.4)
NEAR = 14
"""Days by which a date may lie on the other side of the reference than its verb says ("will ... after 23 December")."""

SOON = 120
"""Days ahead within which a day and month mean the coming one whatever the verb: of the past year's, news prints the year."""


def _get(found: re.Match[str], name: str) -> str | None:
    value = found.groupdict().get(name)
    return value if isinstance(value, str) else None


def _key(word: str) -> str:
    return word.casefold().rstrip(".")


def _month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _months_span(year: int, first: int, count: int) -> tuple[date, date]:
    """`count` months from month `first` of `year`, into the next year if need be."""
    last = first + count - 1
    return date(year, first, 1), _month_span(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]


def _part(start: date, end: date, part: str | None) -> tuple[date, date, bool]:
    """The third of a period that "early", "mid" or "late" names, and whether it was cut."""
    part = (part or "").casefold()
    if part in ("", "earlier", "later"):
        return start, end, False
    if (end - start).days > 31:
        months = ((end.year - start.year) * 12 + end.month - start.month + 1) // 3
        step = {"early": 0, "mid": 1, "middle": 1, "late": 2}[part]
        index = start.month - 1 + step * months
        low, high = _months_span(start.year + index // 12, index % 12 + 1, months)
        return low, high, True
    first, last = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, end.day)}[part]
    return start.replace(day=first), start.replace(day=last), True


def _year_of(words: str | None, at: Setting) -> int | None:
    """The year that "this year", "the following year" and their like name."""
    if not words or not at.reference:
        return None
    words = re.sub(r"\s+", " ", words.casefold())
    here = at.reference.year
    if words.startswith("that") or words in ("the same year", "the following year", "the previous year"):
        here = at.last_day.year if at.last_day else here
    if "before last" in words:
        return here - 2
    if re.search(r"last|previous", words):
        return here - 1
    return here + 1 if re.search(r"next|following|coming", words) else here


def _given_year(found: re.Match[str], at: Setting) -> tuple[int | None, bool, bool]:
    """The year printed or told with the expression; whether one was; whether it hangs on the reference."""
    printed = _get(found, "y")
    if printed:
        return int(printed), True, False
    told = _get(found, "r")
    return (_year_of(told, at), True, True) if told else (None, False, True)


def _nearest(month: int, day: int, at: Setting) -> date | None:
    """The year for a day without one: by tense, else the nearest; a leap day looks for its leap year."""
    if at.reference is None:
        return None
    near = [
        date(year, month, day)
        for year in range(at.reference.year - 4, at.reference.year + 5)
        if 1 <= year <= 9999 and day <= calendar.monthrange(year, month)[1]
    ]
    if not near:
        return None
    closest = min(near, key=lambda one: abs((one - at.reference).days))  # type: ignore[operator]
    if abs((closest - at.reference).days) <= NEAR:
        return closest
    points = at.way()
    if points == "past" and not 0 <= (closest - at.reference).days <= SOON:
        return max((one for one in near if one <= at.reference), default=closest)
    if points == "future":
        return min((one for one in near if one >= at.reference), default=closest)
    return closest


def ymd(found: re.Match[str], at: Setting) -> Days | None:
    if re.match(r"[T ,]*\d{1,2}:\d\d:\d\d", at.after(14)):
        return REJECT  # a page's own stamp carries seconds; what a text tells does not
    if at.before(1) in ("/", "=", "_", "%"):
        return REJECT  # inside an address
    day = date(int(found["y"]), int(found["mm"]), int(found["d"]))
    return Days(day, day, "day", None, 0.98)


def numeric(found: re.Match[str], at: Setting) -> Days | None:
    if re.match(r"[T ,]*\d{1,2}:\d\d:\d\d", at.after(14)):
        return REJECT
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if found["sep"] == "." or first > 12 or first == second:
        day = date(year, second, first)
    elif second > 12:
        day = date(year, first, second)
    else:
        date(year, first, second)  # no date at all either way is refused, an ambiguous one stays open
        return OPEN
    return Days(day, day, "day", None, 0.95)


def day(found: re.Match[str], at: Setting) -> Days | None:
    """A day and a month, with or without its year: "25 December", "Dec. 25, 2024", "the 25th of December last year"."""
    month, number = MONTHS[_key(found["m"])], int(found["d"])
    year, told, relative = _given_year(found, at)
    if told and year is None:
        return OPEN
    if year is not None:
        one = date(year, month, number)
        return Days(one, one, "day", at.reference if relative else None, 0.9 if relative else 0.98)
    if month != 2 or number != 29:
        date(2023, month, number)
    near = _nearest(month, number, at)
    return Days(near, near, "day", at.reference, 0.85) if near else OPEN


def nth(found: re.Match[str], at: Setting) -> Days | None:
    """ "On the 25th," of the month last told of, else of the month of writing."""
    if not re.search(r"\b(?:on|before|after|by|until|till|since|from|of)\s$", at.before(10)):
        return REJECT
    base = at.last_day or at.reference
    if base is None:
        return OPEN
    one = base.replace(day=int(found["d"]))
    return Days(one, one, "day", base, 0.6)


def days(found: re.Match[str], at: Setting) -> Days | None:
    """From a day to a day: "15 to 18 June", "June 29-July 3, 2025"."""
    month = MONTHS[_key(found["m"])]
    month2 = MONTHS[_key(_get(found, "m2") or found["m"])]
    first, last = int(found["d"]), int(found["d2"])
    if month == month2 and last <= first and not _get(found, "y1"):
        return REJECT
    year, told, relative = _given_year(found, at)
    if told and year is None:
        return OPEN
    if year is None:
        end = _nearest(month2, last, at)
        if end is None:
            return OPEN
        year = end.year
    end = date(year, month2, last)
    printed = _get(found, "y1")
    start = date(int(printed) if printed else year - (month > month2), month, first)
    if start > end:
        return REJECT
    return Days(start, end, "interval", at.reference if relative else None, 0.85 if relative else 0.95)


def _week_of(one: date) -> date:
    return one - timedelta(days=one.weekday())


def _weekday(number: int, which: str, points: Way | None, base: date) -> date:
    """The day that a weekday names, counted from `base`."""
    if which in ("last", "past", "this past"):
        return base - timedelta(days=(base.weekday() - number - 1) % 7 + 1)
    if which == "next":
        return _week_of(base) + timedelta(days=7 + number)
    if which == "this":
        return _week_of(base) + timedelta(days=number)
    if which in ("coming", "this coming"):
        return base + timedelta(days=(number - base.weekday() - 1) % 7 + 1)
    if points == "future":
        return base + timedelta(days=(number - base.weekday()) % 7)
    return base - timedelta(days=(base.weekday() - number) % 7)


NAMED_DAY = re.compile(r"(?:Black|Good|Bloody|Super|Holy|Easter|Ash|Palm|Cyber|Fat|Maundy|Giving|Whit|Shrove|Boxing) $")
DAY_NAME = re.compile(r"[ ](?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Prayer|Night (?:Live|Football)|Group|Club)\b")


def weekday(found: re.Match[str], at: Setting) -> Days | None:
    if NAMED_DAY.search(at.before(10)) or DAY_NAME.match(at.after(14)) or re.match(r"s\b", at.after(2)):
        return REJECT
    if re.search(r"\b(?:every|each) $", at.before(8)):
        return REJECT
    if at.reference is None:
        return OPEN
    number, which, week = WEEKDAYS[_key(found["w"])], (_get(found, "which") or "").casefold(), _get(found, "week")
    if week:
        one = _week_of(at.reference) + timedelta(days=number + {"last": -7, "this": 0, "next": 7}[week])
        return Days(one, one, "day", at.reference, 0.9)
    points = None if which else at.way()
    one = _weekday(number, which, points, at.reference)
    sure = 0.7 if which == "next" else 0.9 if which or points else 0.8
    return Days(one, one, "day", at.reference, sure)


def weekdays(found: re.Match[str], at: Setting) -> Days | None:
    if at.reference is None:
        return OPEN
    first, last = WEEKDAYS[_key(found["w"])], WEEKDAYS[_key(found["w2"])]
    length = timedelta(days=(last - first) % 7)
    if at.way() == "future":
        start = _weekday(first, "", "future", at.reference)
    else:
        start = _weekday(last, "", "past", at.reference) - length
    return Days(start, start + length, "interval", at.reference, 0.75)


LEADS_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|before|after|during|through|throughout|for|from|between|of|this|last|next|and|or|to|late|early|mid|as|"
    r"on|around|about|past|over|than)[ \n]$", re.IGNORECASE
)  # fmt: skip
SURE_MONTHS = frozenset({2, 7, 9, 10, 11, 12, 1})
"""Months whose names are hardly anything else in English; "March", "May", "April", "June", "August" also name other things."""


def month(found: re.Match[str], at: Setting) -> Days | None:
    number, printed = MONTHS[_key(found["m"])], _get(found, "y")
    which, part = (_get(found, "which") or "").casefold(), _get(found, "part")
    year, told, relative = _given_year(found, at)
    if not told and not which and not part:
        short = len(_key(found["m"])) < 4 and number != 5
        if short or (number not in SURE_MONTHS and not LEADS_MONTH.search(at.before(12))) or not _is_month(at, number):
            return REJECT
    if not printed and at.reference is None:
        return OPEN
    if year is None:
        year = _month_year(number, which, at)
    start, end, cut = _part(*_month_span(year, number), part)
    sure = (0.85 if told or which else 0.75) if relative else 0.97
    return Days(start, end, "interval" if cut else "month", at.reference if relative else None, sure)


def _is_month(at: Setting, number: int) -> bool:
    """Whether a bare month word is a month: not a person's name, not "may" in capitals, not "Black September"."""
    if re.match(r"[ ](?:[A-Z][a-z]+|\d)", at.after(12)) and number in (4, 6, 8):
        return False
    if number == 5 and not re.search(r"\b(?:in|since|until|by|of|late|early|before|during|from|to|last|next|this|through)\s$", at.before(10)):
        return False
    return not re.search(r"\b(?:Black|Ms\.?|Mrs\.?|Miss|Theresa|Long|Prime Minister|Minister) $", at.before(16))


def _month_year(number: int, which: str, at: Setting) -> int:
    here = at.reference
    assert here is not None
    ahead = number >= here.month
    if which in ("last", "previous", "past"):
        return here.year - (number >= here.month)
    if which in ("next", "coming"):
        return here.year + (number <= here.month)
    if which == "following" and at.last_day:
        return at.last_day.year + (number <= at.last_day.month)
    if which in ("this", "current"):
        return here.year
    if at.way() == "future":
        return here.year + (not ahead)
    return here.year - (number > here.month)


def months(found: re.Match[str], at: Setting) -> Days | None:
    first, last = MONTHS[_key(found["m"])], MONTHS[_key(found["m2"])]
    year, told, relative = _given_year(found, at)
    if year is None:
        if told or at.reference is None:
            return OPEN
        year = _month_year(last, "", at)
    printed = _get(found, "y1")
    start = _month_span(int(printed) if printed else year - (first > last), first)[0]
    end = _month_span(year, last)[1]
    if start > end:
        return REJECT
    return Days(start, end, "interval", at.reference if relative else None, 0.8 if relative else 0.95)


BEFORE_YEAR = re.compile(
    r"(?:\b(?i:in|since|by|until|till|before|after|during|through|throughout|from|for|of|to|between|and|or|the|early|late|mid|around|circa|a|year|"
    r"than|beyond|past|summer|spring|autumn|fall|winter|election|back|with|into|over|on|as|its|their|his|her)[ \u00a0\n\-]|\(|[’']s |, |^|\n)$"
)
NAME_BEFORE_YEAR = re.compile(
    r"(?:\b(?:Expo|Vision|Agenda|Resolution|resolution|Horizon|EXPO|Goals?|Strategy|Plan|No\.?|number|Article|Room|Flight|Boeing|Airbus|COP\d*|"
    r"Document|CEO|Project|Roadmap|Compact|World Cup|Euro|Games|Olympics|Paralympics|Made in China|UN|UNSC|UNSCR|S/|A/|ISO|Act|Law|Order) ?$)"
)
QUANTITY = re.compile(
    r"[ \n\-](?:percent|per cent|people|persons|troops|soldiers|workers|employees|tons|tonnes|miles|kilomet|km|met(?:er|re)s|feet|dollars|yuan|euros|"
    r"yen|won|pounds|barrels|megawatt|MW|GW|points|shares|jobs|cases|deaths|homes|houses|families|students|delegates|participants|"
    r"million|billion|trillion|years|days|hours|minutes|times|units|copies|companies|members|men|women|children|prisoners|refugees|"
    r"square|acres|hectares|degrees|calories|cars|vehicles|aircraft|missiles|GMT|hrs|local time|UTC|others|passengers|civilians|bodies|migrants|guests)\b"
)  # fmt: skip


def year(found: re.Match[str], at: Setting) -> Days | None:
    """A year that stands alone. Names ("Expo 2025", "Agenda 2030", "the 2030 Agenda") and amounts are no times."""
    words, before, after = found[0].casefold(), at.before(24), at.after(24)
    if words.startswith("f"):
        return OPEN  # fiscal years begin when a state says so
    whole = int(found["y"])
    labelled = "year" in words or bool(_get(found, "part"))
    if not labelled:
        if not BEFORE_YEAR.search(before) or NAME_BEFORE_YEAR.search(before) or QUANTITY.match(after):
            return REJECT
        if re.search(r"[$£€¥]\s?$|\b(?:US|about|some|nearly|almost|over|than|least|another|approximately) ?$", before) and not re.search(r"in about $|in over $", before):
            return REJECT
        if re.match(r"[ ](?:Agenda|Vision|Goals|Plan|Strategy|Initiative)\b|[’']?s\b|[-/]\d|[a-z]|:\d\d|%|[ ]?°", after):
            return REJECT
        opens = re.search(r"(?:^|\n)$", before)
        if opens and not re.match(r"[ ](?:was|is|will|saw|marks?|has|marked)\b|,", after):
            return REJECT
        if re.search(r", $", before) and not re.match(r"\s?[,.;)]", after):
            return REJECT
        if not 1800 <= whole <= 2100:
            return REJECT
    start, end, cut = _part(date(whole, 1, 1), date(whole, 12, 31), _get(found, "part"))
    sure = 0.9 if labelled or re.search(r"\b(?:in|since|by|of|from|until|during)[ \n]$", before, re.I) else 0.7
    return Days(start, end, "interval" if cut else "year", None, sure)


def years(found: re.Match[str], at: Setting) -> Days | None:
    first, tail = int(found["y"]), found["y2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not 1800 <= first < last <= 2100 or last - first > 120 or QUANTITY.match(at.after(24)):
        return REJECT
    if len(tail) == 2 and last - first > 12:
        return REJECT
    return Days(date(first, 1, 1), date(last, 12, 31), "years", None, 0.9)


def decade(found: re.Match[str], at: Setting) -> Days | None:
    first, part = int(found["y"]), (_get(found, "part") or "").casefold()
    low, high = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return Days(date(first + low, 1, 1), date(first + high, 12, 31), "years", None, 0.8)


def edge(found: re.Match[str], at: Setting) -> Days | None:
    """ "By the end of the year" is its last day; "at the end of March" its last third; a year's end is its last month."""
    side = found["edge"].casefold()
    due = side == "end" and bool(re.search(r"\b(?:by|before|until|till|than|through)[ \n]$", at.before(10)))
    year, told, relative = _given_year(found, at)
    base = at.reference
    name, unit = _get(found, "m"), _get(found, "unit")
    if unit:
        if base is None:
            return OPEN
        start, end = _period(unit.casefold(), {"this": 0, "the": 0, "next": 1, "last": -1}[found["which"].casefold()], base)
    elif name:
        number = MONTHS[_key(name)]
        if year is None and (told or base is None):
            return OPEN
        start, end = _month_span(year if year is not None else _month_year(number, "", at), number)
    else:
        if year is None and base is None:
            return OPEN
        whole = year if year is not None else base.year  # type: ignore[union-attr]
        start, end = date(whole, 1, 1), date(whole, 12, 31)
    since = base if relative else None
    if due:
        return Days(end, end, "day", since, 0.8)
    if unit and unit.casefold() == "week":
        return Days(start, end, "week", since, 0.6)
    if (end - start).days > 31:
        low, high = {"end": (12, 12), "beginning": (1, 1), "start": (1, 1), "middle": (6, 7)}[side]
        return Days(_month_span(start.year, low)[0], _month_span(start.year, high)[1], "interval", since, 0.6)
    low_third, high_third, _ = _part(start, end, {"end": "late", "middle": "mid"}.get(side, "early"))
    return Days(low_third, high_third, "interval", since, 0.65)


def _period(unit: str, steps: int, base: date) -> tuple[date, date]:
    """The week, weekend, month, quarter or year that is `steps` away from the one `base` lies in."""
    if unit == "week":
        start = _week_of(base) + timedelta(days=7 * steps)
        return start, start + timedelta(days=6)
    if unit == "weekend":
        start = _week_of(base) + timedelta(days=7 * steps + 5)
        return start, start + timedelta(days=1)
    if unit == "year":
        return date(base.year + steps, 1, 1), date(base.year + steps, 12, 31)
    size = 3 if unit == "quarter" else 1
    index = base.year * 12 + (base.month - 1) // size * size + steps * size
    return _months_span(index // 12, index % 12 + 1, size)


UNIT_PRECISION: dict[str, Precision] = {"week": "week", "weekend": "interval", "month": "month", "quarter": "quarter", "year": "year"}


def period(found: re.Match[str], at: Setting) -> Days | None:
    which = re.sub(r"\s+", " ", _get(found, "which") or _get(found, "which2") or "").casefold()
    unit = (_get(found, "unit") or _get(found, "unit2") or "").casefold()
    if at.reference is None:
        return OPEN
    base = at.reference
    if which in ("that", "the same", "the following", "the previous"):
        base = at.last_day or base
    last = which.split()[-1]
    steps = {"last": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "past": -1}.get(last, 0)
    if which == "before last":
        steps = -2
    elif which == "after next":
        steps = 2
    elif which == "the" and unit == "weekend":
        # "over the weekend" is the one before, unless the writing falls on it or something lies ahead
        steps = 0 if base.weekday() >= 5 or at.way() == "future" else -1
    start, end = _period(unit, steps, base)
    return Days(start, end, UNIT_PRECISION[unit], base, 0.85 if which in ("this", "last", "next") else 0.65)


def today(found: re.Match[str], at: Setting) -> Days | None:
    word = re.sub(r"\s+", " ", found["word"].casefold())
    if word == "today" and re.match(r"[’']s (?:world|generation|society|challenges|youth|global|international|complex)\b", at.after(20)):
        return REJECT
    if word == "today" and re.match(r"['’]", at.after(1)) and re.search(r"USA $", at.before(5)):
        return REJECT
    if word == "tomorrow" and re.search(r"\b(?:better|brighter|of|for|greener|shared) $", at.before(10)):
        return REJECT
    if at.reference is None:
        return OPEN
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}
    one = at.reference + timedelta(days=steps.get(word, 0))
    return Days(one, one, "day", at.reference, 0.9)


def anaphor(found: re.Match[str], at: Setting) -> Days | None:
    """ "The same day": the day last told of before, else the day of writing."""
    base = at.last_day or at.reference
    if base is None:
        return OPEN
    word = re.sub(r"\s+", " ", found["word"].casefold())
    if re.search(r"same|that", word):
        steps = 0
    else:
        steps = 1 if re.search(r"next|following|after|later", word) else -1
    one = base + timedelta(days=steps)
    return Days(one, one, "day", base, 0.75 if at.last_day else 0.5)


def ago(found: re.Match[str], at: Setting) -> Days | None:
    count = found["n"].casefold()
    number = int(count) if count.isdigit() else COUNTS[count]
    unit, here = found["unit"].casefold(), found["way"] in ("ago", "from now")
    if not here and unit != "day":
        return REJECT  # "two years later": from what, only a reader knows
    base = at.reference if here else at.last_day
    if base is None:
        return OPEN if here else REJECT
    steps = number if found["way"] in ("from now", "later") else -number
    if unit == "day":
        one = base + timedelta(days=steps)
        return Days(one, one, "day", base, 0.75)
    start, end = _period(unit, steps, base)
    return Days(start, end, UNIT_PRECISION[unit], base, 0.5)


def holiday(found: re.Match[str], at: Setting) -> Days | None:
    near = _nearest(*HOLIDAYS[found["name"].casefold().replace("’", "'")], at)
    return Days(near, near, "day", at.reference, 0.75) if near else OPEN


def quarter(found: re.Match[str], at: Setting) -> Days | None:
    word = found["n"].casefold()
    if re.search(r"\b(?:fiscal|final)\s", at.before(10) + at.after(10)):
        return OPEN
    year, told, relative = _given_year(found, at)
    if at.reference is None and year is None:
        return OPEN
    if word == "last" and not told:
        assert at.reference is not None
        return Days(*_period("quarter", -1, at.reference), "quarter", at.reference, 0.7)
    number = 4 if word == "last" else COUNTS.get(word) or int(word[0])
    if year is None:
        if told:
            return OPEN
        assert at.reference is not None
        year = at.reference.year - ((number - 1) * 3 + 1 > at.reference.month and at.way() != "future")
    start, end = _months_span(year, (number - 1) * 3 + 1, 3)
    return Days(start, end, "quarter", at.reference if relative else None, 0.75 if relative else 0.95)


def half(found: re.Match[str], at: Setting) -> Days | None:
    number = 1 if found["n"].casefold() in ("first", "1st", "1") else 2
    year, told, relative = _given_year(found, at)
    name = _get(found, "m")
    if year is None and (told or at.reference is None):
        return OPEN
    since = at.reference if relative else None
    if name:
        month_number = MONTHS[_key(name)]
        start, end = _month_span(year if year is not None else _month_year(month_number, "", at), month_number)
        low, high = (start, start.replace(day=15)) if number == 1 else (start.replace(day=16), end)
        return Days(low, high, "interval", since, 0.8)
    assert year is not None
    return Days(*_months_span(year, number * 6 - 5, 6), "interval", since, 0.9)


def season(found: re.Match[str], at: Setting) -> Days | None:
    word = found["s"].casefold()
    first, which = SEASONS[word], (_get(found, "which") or "").casefold()
    year, told, relative = _given_year(found, at)
    if not told and (word in ("spring", "fall") and which in ("the", "") and not re.search(r"\b(?:in|during|until|by|since|of)\s$", at.before(8))):
        return REJECT  # "the fall of the government", "spring water"
    if not told and re.match(r"[ ](?:of|in)\b|[ ][A-Z]|-", at.after(4)):
        return REJECT
    if year is None and (told or at.reference is None):
        return OPEN
    if year is None:
        here = at.reference
        assert here is not None
        now = here.year - (first == 12 and here.month < 3)
        options = [_months_span(one, first, 3) for one in (now - 1, now, now + 1)]
        if which == "last":
            start, end = max(option for option in options if option[1] < here)
        elif which in ("next", "coming", "this coming"):
            start, end = min(option for option in options if option[0] > here)
        elif which == "this":
            start, end = options[1]
        elif at.way() == "future":
            start, end = min((option for option in options if option[1] >= here), default=options[2])
        else:
            start, end = max(option for option in options if option[0] <= here)
    else:
        start, end = _months_span(year, first, 3)
    return Days(start, end, "season", at.reference if relative else None, 0.6)


MEANINGS: dict[str, Meaning] = {
    one.__name__: one
    for one in (
        ymd, numeric, day, nth, days, weekday, weekdays, month, months, year, years, decade, edge, period, today, anaphor, ago,
        holiday, quarter, half, season,
    )
}  # fmt: skip


def read(meaning: str, found: re.Match[str], at: Setting) -> Days | None:
    """The days that a match means. A day that no calendar has is no date; one past the calendar's end stays open."""
    try:
        return MEANINGS[meaning](found, at)
    except OverflowError:
        return replace(OPEN, confidence=0.3)
    except ValueError:
        return REJECT
