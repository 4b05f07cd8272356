"""What years and their parts, weeks and weekends mean.

Weeks run from Monday to Sunday (ISO 8601); seasons are northern and begin with their first full month; fiscal years
and quarters stay open, because they begin when each state says.
"""

import re
from datetime import date, timedelta

from communique.language.time_grammar import COUNTS, MONTHS, SEASONS
from communique.language.time_meaning import month_year
from communique.language.time_setting import (
    OPEN,
    REJECT,
    Days,
    Setting,
    group,
    key,
    month_span,
    months_span,
    period_span,
    third,
    year_of,
)
from communique.records import Precision

BEFORE_YEAR = re.compile(
    r"(?:\b(?i:in|since|by|until|till|before|after|during|through|throughout|from|for|of|to|between|and|or|the|early|late"
    r"|mid|around|circa|a|year|than|beyond|past|summer|spring|autumn|fall|winter|election|back|with|into|over|on|as|its"
    r"|their|his|her|both)[ \u00a0\n\-]|\(|[’']s |, |^|\n)$"
)
"""What stands before a year that stands alone."""
OWNED_YEAR = re.compile(
    r"\b(?:[Tt]he|[Tt]h(?:at|is)|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|\w+[’']s)(?: [a-z][a-z-]+){0,2} $"
)
NAME_BEFORE_YEAR = re.compile(
    r"(?:\b(?:Expo|EXPO|Vision|Agenda|[Rr]esolution|Horizon|Goals?|Strategy|Plan|No\.?|number|Article|Room|Flight|Boeing"
    r"|Airbus|COP\d*|Document|CEO|Project|Roadmap|Compact|World Cup|Euro|Games|Olympics|Paralympics|Made in China|UN"
    r"|UNSC|UNSCR|S/|A/|ISO|Act|Law|Order) ?$)"
)
"""Names that a year is part of."""
QUANTITY = re.compile(
    r"[ \n\-](?:percent|per cent|people|persons|troops|soldiers|workers|employees|tons|tonnes|miles|kilomet|km"
    r"|met(?:er|re)s|feet|dollars|yuan|euros|yen|won|pounds|barrels|megawatt|MW|GW|points|shares|jobs|cases|deaths|homes|houses|families"
    r"|students|delegates|participants|million|billion|trillion|years|days|hours|minutes|times|units|copies|companies"
    r"|members|men|women|children|prisoners|refugees|square|acres|hectares|degrees|calories|cars|vehicles|aircraft"
    r"|missiles|GMT|hrs|local time|UTC|others|passengers|civilians|bodies|migrants|guests)\b"
)
"""What is counted: four digits before it are an amount."""
MONEY = re.compile(
    r"[$£€¥]\s?$|\b(?:US|about|some|nearly|almost|over|than|least|another|approximately|of about|only) ?$"
)
AFTER_NAME = re.compile(
    r"[ ](?:Agenda|Vision|Goals|Plan|Strategy|Initiative)\b|[’']?s\b(?! )|[-/]\d|[a-z]|:\d\d|%|[ ]?°"
)


def year(found: re.Match[str], at: Setting) -> Days | None:
    """A year that stands alone. Names ("Expo 2025", "the 2030 Agenda") and amounts are none; fiscal years are open."""
    if found[0].casefold().startswith("f"):
        return OPEN
    whole = int(found["y"])
    labelled = "year" in found[0].casefold() or bool(group(found, "part"))
    if not labelled and not _is_year(whole, at):
        return REJECT
    start, end, cut = third(date(whole, 1, 1), date(whole, 12, 31), group(found, "part"))
    sure = (
        0.9
        if labelled or re.search(r"\b(?:in|since|by|of|from|until|during)\s$", at.before(10), re.IGNORECASE)
        else 0.7
    )
    return Days(start, end, "interval" if cut else "year", None, sure)


def _is_year(whole: int, at: Setting) -> bool:
    """Whether four digits are a year, by the words on both sides."""
    before, after = at.before(40), at.after(24)
    if not 1800 <= whole <= 2100 or QUANTITY.match(after) or AFTER_NAME.match(after):
        return False
    if NAME_BEFORE_YEAR.search(before) or MONEY.search(before):
        return False
    if not BEFORE_YEAR.search(before):
        return bool(OWNED_YEAR.search(before) and re.match(r"[ ][a-z]{3,}", after))
    if re.search(r"(?:^|\n)$", before):
        return bool(re.match(r"[ ](?:was|is|will|saw|marks?|has|marked)\b|,", after))
    return not before.endswith(", ") or bool(re.match(r"\s?[,.;)]", after))


def years(found: re.Match[str], at: Setting) -> Days | None:
    """From a year to a year."""
    first, tail = int(found["y"]), found["y2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not 1800 <= first < last <= 2100 or last - first > 120 or QUANTITY.match(at.after(24)):
        return REJECT
    if len(tail) == 2 and last - first > 12:
        return REJECT
    return Days(date(first, 1, 1), date(last, 12, 31), "years", None, 0.9)


def decade(found: re.Match[str], at: Setting) -> Days | None:
    """The ten years of "the 1990s", or their early, middle or late ones."""
    first, part = int(found["y"]), (group(found, "part") or "").casefold()
    low, high = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return Days(date(first + low, 1, 1), date(first + high, 12, 31), "years", None, 0.8)


def edge(found: re.Match[str], at: Setting) -> Days | None:
    """ "By the end of the year" is its last day; "at the end of March" its last third; a year's end its last month."""
    side = found["edge"].casefold()
    due = side == "end" and bool(re.search(r"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Tt]ill|than|through)\s$", at.before(10)))
    given, base = year_of(found, at), at.reference
    name, unit = group(found, "m"), (group(found, "unit") or "").casefold()
    if given.number is None and (given.told or base is None):
        return OPEN
    if unit and base:
        start, end = period_span(unit, {"this": 0, "the": 0, "next": 1, "last": -1}[found["which"].casefold()], base)
    elif name:
        number = MONTHS[key(name)]
        start, end = month_span(given.number if given.number is not None else month_year(number, "", at), number)
    else:
        start, end = period_span("year", 0, date(given.number, 1, 1) if given.number is not None else base or date.min)
    since = base if given.relative else None
    if due:
        return Days(end, end, "day", since, 0.8)
    if unit == "week":
        return Days(start, end, "week", since, 0.6)
    if (end - start).days > 31:
        low, high = {"end": (12, 12), "beginning": (1, 1), "start": (1, 1), "middle": (6, 7)}[side]
        return Days(month_span(start.year, low)[0], month_span(start.year, high)[1], "interval", since, 0.6)
    first, last, _ = third(start, end, {"end": "late", "middle": "mid"}.get(side, "early"))
    return Days(first, last, "interval", since, 0.65)


UNIT_PRECISION: dict[str, Precision] = {
    "week": "week",
    "weekend": "interval",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}


STEPS = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "before last": -2,
    "after next": 2,
}


def period(found: re.Match[str], at: Setting) -> Days | None:
    """A week, weekend, month, quarter or year by its place: "this week", "the following month", "over the weekend"."""
    which, unit = re.sub(r"\s+", " ", found["which"]).casefold(), found["unit"].casefold()
    told = which in ("that", "the same", "the following", "the previous", "the next")
    base = (at.last_time if told else None) or at.reference
    if base is None:
        return OPEN
    steps = STEPS.get(which) or STEPS.get(which.split()[-1], 0)
    if which == "the":
        # "over the weekend" is the one before, unless the writing falls on it or something lies ahead
        steps = 0 if base.weekday() >= 5 or at.way() == "future" else -1
    start, end = period_span(unit, steps, base)
    return Days(start, end, UNIT_PRECISION[unit], base, 0.85 if which in ("this", "last", "next") else 0.65)


def ago(found: re.Match[str], at: Setting) -> Days | None:
    """ "Two weeks ago", and "two days later" after a day told of before."""
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
    start, end = period_span(unit, steps, base)
    return Days(start, end, UNIT_PRECISION[unit], base, 0.5)


NUMBER = {"latter": 2, "final": 4}


def quarter(found: re.Match[str], at: Setting) -> Days | None:
    """A quarter of a year; a fiscal one stays open."""
    word, given = found["n"].casefold(), year_of(found, at)
    if re.search(r"\bfiscal\b", at.before(10) + at.after(10)) or (
        given.number is None and (given.told or not at.reference)
    ):
        return OPEN
    since = at.reference if given.relative else None
    if word == "last" and not given.told and at.reference:
        return Days(*period_span("quarter", -1, at.reference), "quarter", since, 0.7)
    number = 4 if word == "last" else _number(word)
    year = given.number
    if year is None and at.reference:
        begun = (number - 1) * 3 + 1 <= at.reference.month
        year = at.reference.year - (not begun and at.way() == "past" and number - 2 > at.reference.month // 3)
    start, end = months_span(year or 1, (number - 1) * 3 + 1, 3)
    return Days(start, end, "quarter", since, 0.75 if given.relative else 0.95)


def _number(word: str) -> int:
    return NUMBER.get(word) or COUNTS.get(word) or int(word[0])


def half(found: re.Match[str], at: Setting) -> Days | None:
    """The first or second half of a year or month."""
    word, given, name = found["n"].casefold(), year_of(found, at), group(found, "m")
    number = 2 if word == "last" else _number(word)
    if given.number is None and (given.told or not at.reference or not name):
        return OPEN
    since = at.reference if given.relative else None
    if name:
        of = MONTHS[key(name)]
        start, end = month_span(given.number if given.number is not None else month_year(of, "", at), of)
        first, last = (start, start.replace(day=15)) if number == 1 else (start.replace(day=16), end)
        return Days(first, last, "interval", since, 0.8)
    return Days(*months_span(given.number or 1, number * 6 - 5, 6), "interval", since, 0.9)


def season(found: re.Match[str], at: Setting) -> Days | None:
    """A season of the north; "the fall of the government" and "spring water" are none."""
    word, given, which = found["s"].casefold(), year_of(found, at), (group(found, "which") or "").casefold()
    if not given.told:
        lone = word in ("spring", "fall") and which in ("the", "")
        if lone and which and not re.search(r"\b(?:in|during|until|by|since|of|into)\s$", at.before(8)):
            return REJECT
        if re.match(r"[ ](?:of|in)\b|[ ][A-Z]|-", at.after(4)):
            return REJECT
    first, here = SEASONS[word], at.reference
    if given.number is not None:
        start, end = months_span(given.number, first, 3)
    elif given.told or here is None:
        return OPEN
    else:
        now = here.year - (first == 12 and here.month < 3)
        before, this, after = (months_span(one, first, 3) for one in (now - 1, now, now + 1))
        ahead = which in ("next", "coming", "this coming") or (which in ("", "the") and at.way() == "future")
        if which in ("last", "this past"):
            start, end = this if this[1] < here else before
        elif which in ("next", "coming", "this coming"):
            start, end = this if this[0] > here else after
        elif ahead:
            start, end = this if this[1] >= here else after
        else:
            start, end = this if which == "this" or this[0] <= here else before
    return Days(start, end, "season", here if given.relative else None, 0.6)
