"""What days, weekdays and months mean: from matched words and the reference day to an interval of days.

Each function takes a match and what surrounds it, and gives the days; `OPEN` when they can't be told; `REJECT` when
the words turn out to be no time. Longer periods are in `time_periods`.
"""

import calendar
import re
from datetime import date, timedelta

from communique.language.time_grammar import MONTHS, WEEKDAYS, WORDS
from communique.language.time_setting import (
    OPEN,
    REJECT,
    Days,
    Setting,
    group,
    key,
    month_span,
    third,
    week_of,
    year_of,
)
from communique.language.time_tense import Way
from communique.records import Span

NEAR = 14
"""Days by which a date may lie on the other side of the reference than its verb says ("will ... after 23 December")."""
SOON = 120
"""Days ahead within which a day and month are the coming ones, whatever the verb: news prints the year of others."""
SINCE = re.compile(r"\bsince\s$", re.IGNORECASE)
MONTHS_AHEAD = 3
"""Months ahead within which a month that no verb places is the coming one; further off, it is the one gone by."""
FAR, STAYS = 5, 45
"""Days between the writing and a visit within which a bare weekday is one of the visit's; nearer ones count from the writing."""
SIDES: dict[str, Way] = {"last": "past", "next": "future"}


def nearest(month: int, day: int, at: Setting, side: Way | None) -> date | None:
    """A day without its year: by `side` or tense, else the nearest one; a leap day looks for its leap year."""
    reference = at.reference
    if reference is None:
        return None
    near = [
        date(year, month, day)
        for year in range(reference.year - 4, reference.year + 5)
        if 1 <= year <= 9999 and day <= calendar.monthrange(year, month)[1]
    ]
    if not near:
        return None
    closest = min(near, key=lambda one: abs((one - reference).days))
    away = (closest - reference).days
    reviewed = next((one for one in near if one.year == at.reviewed), None)
    if abs(away) <= NEAR and side is None and reviewed is None and not at.told_firmly(away > 0):
        return closest
    points = side or at.way()
    if reviewed is not None and points != "future" and not side:
        return reviewed
    if not side and (year := at.year_told(month, day, points)) is not None:
        return date(year, month, day)
    if points == "past" and (side or not 0 <= away <= SOON or at.happened() or SINCE.search(at.before(8))):
        return max((one for one in near if one <= reference), default=closest)
    if points == "future":
        return min((one for one in near if one >= reference), default=closest)
    return closest


def day(found: re.Match[str], at: Setting) -> Days | None:
    """A day and a month, with or without its year: "25 December", "Dec. 25, 2024", "the 25th of December last year"."""
    month, number = MONTHS[key(found["m"])], int(found["d"])
    given, side = year_of(found, at), (group(found, "side") or "").casefold()
    if given.told and given.number is None:
        return OPEN
    if number > calendar.monthrange(given.number or 2024, month)[1]:
        return OPEN  # a misprint: kept as printed
    if given.number is not None:
        one = date(given.number, month, number)
        since, sure = (at.reference, 0.9) if given.relative else (None, 0.98)
    else:
        near = nearest(month, number, at, SIDES.get(side))
        if near is None:
            return OPEN
        one, since, sure = near, at.reference, 0.85
    named = group(found, "w")
    if named and WEEKDAYS[key(named)] != one.weekday():
        sure = 0.5  # day and weekday contradict each other; which of them is the misprint, the text does not tell
    return Days(one, one, "day", since, sure)


def week_of_day(found: re.Match[str], at: Setting) -> Days | None:
    """ "The week of March 6": the seven days of the week in which that day lies."""
    one = day(found, at)
    if one is None or one.start is None:
        return one
    start = week_of(one.start)
    return Days(start, start + timedelta(days=6), "week", one.counted_from, one.confidence - 0.1)


def nth(found: re.Match[str], at: Setting) -> Days | None:
    """ "On the 25th," of the month last told of, else of the month of writing."""
    if not re.search(r"\b(?:on|before|after|by|until|till|since|from|of)\s$", at.before(10)):
        return REJECT
    base = at.month_told() or at.last_day or at.reference
    if base is None:
        return OPEN
    one = base.replace(day=int(found["d"]))
    return Days(one, one, "day", base, 0.6)


def days(found: re.Match[str], at: Setting) -> Days | None:
    """From a day to a day: "15 to 18 June", "June 29-July 3, 2025"."""
    month = MONTHS[key(found["m"])]
    month2 = MONTHS[key(group(found, "m2") or found["m"])]
    first, last = int(found["d"]), int(found["d2"])
    printed, given = group(found, "y1"), year_of(found, at)
    if month == month2 and last <= first and not printed:
        return REJECT
    if given.told and given.number is None:
        return OPEN
    if given.number is None and printed:
        end = date(int(printed) + (month2 < month), month2, last)
    elif given.number is None:
        near = nearest(month2, last, at, None)
        if near is None:
            return OPEN
        end = near
    else:
        end = date(given.number, month2, last)
    start = date(int(printed) if printed else end.year - (month > month2), month, first)
    if start > end:
        return REJECT
    relative = given.relative and not printed
    since, sure = (at.reference, 0.85) if relative else (None, 0.95)
    return Days(start, end, "interval", since, sure, ends=_ends(found, start.isoformat(), end.isoformat()))


def _ends(found: re.Match[str], first: str, last: str) -> tuple[tuple[Span, str], ...]:
    """Where either end of a span of time is printed, with its value."""
    joint = _JOINT.search(found.string, *found.span())
    low, high = joint.span() if joint else (found.start() + 1, found.start() + 1)
    return ((found.start(), low), first), ((high, found.end()), last)


_JOINT = re.compile(
    r"\s(?:to|till|until|through|thru|and)\s|(?<=\d{4})\s?[-–—−‑/]\s?|(?<!\d{4})\s?[-–—−‑]\s?", re.IGNORECASE
)
"""What parts the ends of a span."""


def _weekday(number: int, which: str, points: Way | None, base: date) -> date:
    """The day that a weekday names, counted from `base`."""
    if which in ("last", "past", "this past", "previous"):
        return base - timedelta(days=(base.weekday() - number - 1) % 7 + 1)
    if which == "next":
        return week_of(base) + timedelta(days=7 + number)
    if which in ("this", "current"):
        return week_of(base) + timedelta(days=number)
    if which in ("coming", "this coming", "following"):
        return base + timedelta(days=(number - base.weekday() - 1) % 7 + 1)
    if points == "future":
        return base + timedelta(days=(number - base.weekday()) % 7)
    if points == "near":
        return base + timedelta(days=(number - base.weekday() + 3) % 7 - 3)
    return base - timedelta(days=(base.weekday() - number) % 7)


NAMED_DAY = re.compile(r"(?:Black|Good|Bloody|Super|Holy|Easter|Ash|Palm|Cyber|Fat|Maundy|Giving|Whit|Shrove|Boxing) $")
DAY_NAME = re.compile(
    r"[ ](?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Prayer|Night (?:Live|Football)|Group|Club)\b"
)


def weekday(found: re.Match[str], at: Setting) -> Days | None:
    """A weekday, alone or with "last", "next", "this": at most a week away."""
    if NAMED_DAY.search(at.before(10)) or DAY_NAME.match(at.after(14)) or re.match(r"s\b", at.after(2)):
        return REJECT
    if re.search(r"\b(?:every|each) $", at.before(8)):
        return REJECT
    number, which, week = WEEKDAYS[key(found["w"])], (group(found, "which") or "").casefold(), group(found, "week")
    side = (group(found, "side") or "").casefold()
    base = (at.last_day or at.reference) if side else at.reference
    if base is None:
        return OPEN
    if side:
        one = _weekday(number, "coming" if re.search("following|next", side) else "last", None, base)
        return Days(one, one, "day", base, 0.75)
    if week:
        one = week_of(base) + timedelta(days=number + {"last": -7, "this": 0, "next": 7}[week])
        return Days(one, one, "day", base, 0.9)
    if not which and (inside := _in_stay(number, at)) is not None:
        return Days(inside, inside, "day", base, 0.8)
    points = None if which else at.way()
    one = _weekday(number, which, points, base)
    return Days(one, one, "day", base, 0.7 if which == "next" else 0.9 if which or points else 0.8)


def _in_stay(number: int, at: Setting) -> date | None:
    """The weekday of a visit told of before: "on 29 and 30 August ... on Thursday", where the visit is a week off or more."""
    if at.stay is None or at.reference is None:
        return None
    first, last = at.stay
    away = (first - at.reference).days  # a stay long past is no frame: news of the day goes on
    if not FAR < away <= STAYS or (last - first).days > 13 or at.way() != "future":
        return None
    if at.same_sentence and at.last_day is not None and not first <= at.last_day <= last:
        return None  # "On Tuesday he will see the minister and on Wednesday the president", before the stay
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    fitting = [one for one in days if one.weekday() == number]
    return fitting[0] if len(fitting) == 1 else None


def weekdays(found: re.Match[str], at: Setting) -> Days | None:
    """From a weekday to a weekday, the later one placed first."""
    if at.reference is None:
        return OPEN
    first, last = WEEKDAYS[key(found["w"])], WEEKDAYS[key(found["w2"])]
    length = timedelta(days=(last - first) % 7)
    if at.way() == "future":
        start = _weekday(first, "", "future", at.reference)
    else:
        start = _weekday(last, "", "past", at.reference) - length
    end = start + length
    ends = _ends(found, start.isoformat(), end.isoformat())
    return Days(start, end, "interval", at.reference, 0.75, ends=ends)


LEADS_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|before|after|during|through|throughout|for|from|between|of|this|last|next|and|or|to"
    r"|late|early|mid|as|on|around|about|past|over|than)\s$",
    re.IGNORECASE,
)
LEADS_MAY = re.compile(r"\b(?:in|since|until|by|of|late|early|before|during|from|to|last|next|this|through)\s$")
OWNER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|\w+[’']s)\s$")
EVENT = re.compile(r"[ ](?!on\b|in\b|of\b|to\b)[a-z]{3,}|[ ](?:[A-Z]\w+ )?(?:Summit|Meeting|Talks|Session|Forum)\b")
NOT_MONTH = re.compile(r"\b(?:Black|Ms\.?|Mrs\.?|Miss|Theresa|Long|Minister|Lady) $")
THAT_IS = re.compile(r"[ ](?:is|was|are|were|has|had|will|would|may|might|could|should)\b")
"""What follows "said that winter": "that" began a clause."""
LED_THAT = re.compile(r"\b(?:for|in|of|by|until|till|since|during|to|later|early|late|earlier)\s$", re.IGNORECASE)


def began_clause(at: Setting) -> bool:
    """Whether the "that" of "said that winter was near" begins a clause: no "set for that winter was called off"."""
    return THAT_IS.match(at.after(12)) is not None and LED_THAT.search(at.before(10)) is None


SURE_MONTHS = frozenset({1, 2, 7, 9, 10, 11, 12})
"""Months whose names are hardly anything else in English; March, April, May, June and August also name other things."""


def month(found: re.Match[str], at: Setting) -> Days | None:
    """A month: "January", "April of last year", "last November", "late March"."""
    number, part = MONTHS[key(found["m"])], group(found, "part")
    which, given = (group(found, "which") or "").casefold(), year_of(found, at)
    bare = not (given.told or which or part)
    if which == "that" and began_clause(at):
        return REJECT
    if bare and not _is_month(found["m"], number, at):
        return REJECT
    if given.number is None and not given.told and not which and (told := _after_the_last(number, at)) is not None:
        start, end, cut = third(*month_span(told, number), part)
        return Days(start, end, "interval" if cut else "month", at.last_printed, 0.6, value=f"{told:04}-{number:02}")
    if given.number is None and (given.told or at.reference is None):
        return OPEN
    year = given.number if given.number is not None else month_year(number, which, at)
    start, end, cut = third(*month_span(year, number), part)
    sure = (0.85 if given.told or which else 0.75) if given.relative else 0.97
    since = at.reference if given.relative else None
    return Days(start, end, "interval" if cut else "month", since, sure, value=f"{year:04}-{number:02}")


def _after_the_last(number: int, at: Setting) -> int | None:
    """On a page without a day the year of a month told after one that was printed with its year: "in March 2024 ... in April"."""
    told = at.last_printed if at.reference is None else None
    return told.year + (number < told.month) if told is not None else None


def _is_month(word: str, number: int, at: Setting) -> bool:
    """Whether a bare month word is a month: not a person's name, not a modal in capitals, not "Black September"."""
    if (len(key(word)) < 4 and number != 5) or NOT_MONTH.search(at.before(16)):
        return False
    if number in SURE_MONTHS or _modifies(at):
        return True
    opening = re.search(r"(?:^|[.!?;”]\s|\n)In $", at.before(16))  # "In June Pashinyan paid a visit"
    if number in (4, 6, 8) and not opening and re.match(r"[ ](?:[A-Z][a-z]+|\d)", at.after(12)):
        return False
    return bool((LEADS_MAY if number == 5 else LEADS_MONTH).search(at.before(12)))


def month_year(number: int, which: str, at: Setting) -> int:
    """The year of a month without one: by "last" or "next", by tense, else the month gone by last."""
    here = at.reference
    if here is None:
        raise ValueError("no reference day")
    if which == "that":
        return (at.last_time or here).year
    if which in ("last", "previous", "past", "this past"):
        return here.year - (number >= here.month)
    if which in ("next", "coming", "this coming"):
        return here.year + (number <= here.month)
    if which == "following":
        base = at.last_time or here
        return base.year + (number <= base.month)
    if which in ("this", "current"):
        return here.year
    points = at.way()
    if at.reviewed is not None and points != "future":
        return at.reviewed
    if (told := at.year_told(number, None, points)) is not None:
        return told
    ahead = (number - here.month) % 12
    if points == "near":
        return (
            here.year + (ahead <= MONTHS_AHEAD and number < here.month) - (ahead > MONTHS_AHEAD and number > here.month)
        )
    if points == "future" or (ahead <= MONTHS_AHEAD and (points is None or _modifies(at))):
        return here.year + (number < here.month)
    return here.year - (number > here.month)


def _modifies(at: Setting) -> bool:
    """Whether a month stands before the event it dates, where the verb tells nothing: "noted the May visit"."""
    return bool(OWNER.search(at.before(16)) and EVENT.match(at.after(24)))


def months(found: re.Match[str], at: Setting) -> Days | None:
    """From a month to a month."""
    first, last = MONTHS[key(found["m"])], MONTHS[key(found["m2"])]
    given, printed = year_of(found, at), group(found, "y1")
    if given.number is not None:
        year = given.number
    elif printed:
        year = int(printed) + (first > last)
    elif given.told or at.reference is None:
        return OPEN
    else:
        year = month_year(last, "", at)
    start = month_span(int(printed) if printed else year - (first > last), first)[0]
    end = month_span(year, last)[1]
    if start > end:
        return REJECT
    relative = given.relative and not printed
    since, sure = (at.reference, 0.8) if relative else (None, 0.95)
    ends = _ends(found, f"{start:%Y-%m}", f"{end:%Y-%m}")
    return Days(start, end, "interval", since, sure, ends=ends)


def today(found: re.Match[str], at: Setting) -> Days | None:
    """Days named from the day of writing: "today", "yesterday", "the day after tomorrow"."""
    word = re.sub(r"\s+", " ", found["word"].casefold())
    if word == "today" and re.match(
        r"[’']s (?:world|generation|society|challenges|youth|global|international|complex)\b", at.after(20)
    ):
        return REJECT
    if word == "today" and found["word"][0] == "T" and re.search(r"\b(?:USA|VOA|Russia|India|[Tt]he) $", at.before(8)):
        return REJECT  # papers and programmes
    if word == "tomorrow" and re.search(r"\b(?:better|brighter|of|for|greener|shared) $", at.before(10)):
        return REJECT
    if at.reference is None:
        return OPEN
    steps = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
        "the day before yesterday": -2,
    }
    one = at.reference + timedelta(days=steps.get(word, 0))
    part = next((code for name, code in WORDS["day_part"].items() if word.endswith(name)), None)
    if part is None:
        return Days(one, one, "day", at.reference, 0.9)
    return Days(one, one, "day", at.reference, 0.9, "TIME", f"{one.isoformat()}T{part}")


def anaphor(found: re.Match[str], at: Setting) -> Days | None:
    """ "The same day": the day last told of before, else the day of writing."""
    base = at.last_day or at.reference
    if base is None:
        return OPEN
    word = re.sub(r"\s+", " ", found["word"].casefold())
    if word == "that date" and re.match(r"s?[ ](?:back|from|to)\b", at.after(8)):
        return REJECT
    steps = -1 if re.search(r"previous|before|earlier", word) else 0 if re.search(r"same|that", word) else 1
    ahead = at.last_day is not None and at.reference is not None and at.last_day > at.reference
    if steps < 0 and ahead and at.reference and not at.same_sentence and found["word"][0].islower():
        base = at.reference  # "also spoke of his call the day before", after a summit still to come
    if steps == 0 and ahead and at.reference and not at.same_sentence and at.way() == "past":
        base = at.reference  # "wrote in an article on the same day", after a journey still to come
    one = base + timedelta(days=steps)
    return Days(one, one, "day", base, 0.75 if at.last_day else 0.5)
