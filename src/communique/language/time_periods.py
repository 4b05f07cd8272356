"""What years and their parts, weeks and weekends mean.

Weeks run from Monday to Sunday (ISO 8601); seasons are northern and begin with their first full month; fiscal years
and quarters stay open, because they begin when each state says.
"""

import re
from datetime import date, timedelta

from communique.language.time_grammar import MONTHS, NUMBERS, ORDINALS, SEASONS
from communique.language.time_lengths import CLOCK, number, singular
from communique.language.time_meaning import began_clause, month_year
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
    spoken_year,
    third,
    value_of,
    year_of,
)
from communique.language.time_story import heads_timeline
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
    if group(found, "fy"):
        return Days(None, None, "open", None, 0.4, value=f"FY{found['y']}")
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
    return Days(start, end, "interval" if cut else "year", None, sure, value=f"{whole:04}")


def year_spoken(found: re.Match[str], at: Setting) -> Days | None:
    """A year in words; "twenty twenty" and its like are numbers too, so only what cannot be one counts."""
    if (
        re.match(r"(?:twenty|nineteen)[\s-]+\w+$|two thousand$", found["spoken"], re.IGNORECASE)
        and "year" not in found[0]
    ):
        tens = NUMBERS.get(found["spoken"].split("-")[0].split()[-1].casefold(), 0)
        if not (found["spoken"].casefold().startswith("nineteen") and tens >= 10):
            return REJECT
    number = spoken_year(found["spoken"])
    return Days(date(number, 1, 1), date(number, 12, 31), "year", None, 0.8)


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
        opens = re.match(r"[ ](?:was|is|will|saw|marks?|has|marked)\b|,", after)
        return bool(opens or heads_timeline(at.text, at.start, at.end))
    return not before.endswith(", ") or bool(re.match(r"\s?[,.;)]", after))


def years(found: re.Match[str], at: Setting) -> Days | None:
    """From a year to a year."""
    first, tail = int(found["y"]), found["y2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not 1800 <= first < last <= 2100 or last - first > 120 or QUANTITY.match(at.after(24)):
        return REJECT
    if len(tail) == 2 and last - first > 12:
        return REJECT
    low, high = found.span("y2")
    ends = ((found.span("y"), f"{first:04}"), ((low, high), f"{last:04}"))
    return Days(date(first, 1, 1), date(last, 12, 31), "years", None, 0.9, ends=ends)


def decade(found: re.Match[str], at: Setting) -> Days | None:
    """The ten years of "the 1990s", or their early, middle or late ones; "the '80s" are those of the century's past."""
    part, short = (group(found, "part") or "").casefold(), group(found, "yy")
    if short and not (re.search(r"the |['’‘`]", found[0], re.IGNORECASE) or AFTER_DECADE.search(at.before(12))):
        return REJECT
    if short and re.search(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)\s$", at.before(8)):
        return REJECT  # an age
    if short:
        now = (at.reference or date(2000, 1, 1)).year
        first = now - now % 100 + int(short) - (100 if now % 100 < int(short) else 0)
    else:
        first = int(found["y"])
    low, high = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    days = date(first + low, 1, 1), date(first + high, 12, 31)
    return Days(*days, "years", None, 0.8, value=str(first // 10), calendar=not short)


AFTER_DECADE = re.compile(r"\b(?:late|early)\s$|\d0s(?:,| and| or)\s$")
"""What stands before "80s" where it is a decade and no temperature."""


def century(found: re.Match[str], at: Setting) -> Days | None:
    """The hundred years of "the 19th century", as TIMEX3 counts them (1800 to 1899)."""
    words = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    first = (words.get((group(found, "word") or "").casefold()) or int(group(found, "n") or 0)) - 1
    if first < 1:
        return REJECT
    days = date(first * 100, 1, 1), date(first * 100 + 99, 12, 31)
    return Days(*days, "years", None, 0.6, value=f"{first:02}", calendar=False)


def edge(found: re.Match[str], at: Setting) -> Days | None:
    """ "By the end of the year" is its last day; "at the end of March" its last third; a year's end its last month."""
    side = (group(found, "edge") or "end").casefold()
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
    since, size = base if given.relative else None, (end - start).days
    precision: Precision = "week" if size < 10 else "month" if size < 32 else "quarter" if size < 100 else "year"
    value = value_of(Days(start, end, precision))
    if due:
        return Days(end, end, "day", since, 0.8, value=value)
    if unit == "week":
        return Days(start, end, "week", since, 0.6)
    if size > 100:
        low, high = {"end": (12, 12), "beginning": (1, 1), "start": (1, 1), "middle": (6, 7)}[side]
        days = month_span(start.year, low)[0], month_span(start.year, high)[1]
        return Days(*days, "interval", since, 0.6, value=value)
    if size > 31:
        first, last = (start, month_span(start.year, start.month)[1])
        if side != "beginning" and side != "start":
            first, last = month_span(end.year, end.month)
        return Days(first, last, "interval", since, 0.5, value=value, calendar=side != "middle")
    first, last, _ = third(start, end, {"end": "late", "middle": "mid"}.get(side, "early"))
    return Days(first, last, "interval", since, 0.65, value=value)


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
    value = f"{start.isocalendar().year}-W{start.isocalendar().week:02}-WE" if unit == "weekend" else None
    plain = which in ("this", "last", "next")
    usual = not (which.endswith("last") or (which == "the past" and unit == "year"))
    return Days(start, end, UNIT_PRECISION[unit], base, 0.85 if plain else 0.65, value=value, calendar=usual or plain)


OF_THE_YEAR = re.compile(r"\b(?:for|in|of|during|end|so far|later in|early in|rest of)\s$", re.IGNORECASE)
WHOLE = re.compile(r"the\s+(?:full|entire|whole)", re.IGNORECASE)


def in_the_year(found: re.Match[str], at: Setting) -> Days | None:
    """ "Profit for the year": the year of writing, in its first weeks the one before; "the year ended" is a length."""
    if re.match(r"[ ]end(?:ed|ing)\b", at.after(8)):
        return Days(None, None, "open", None, 0.6, "DURATION", "P1Y", calendar=False)
    if not (OF_THE_YEAR.search(at.before(12)) or WHOLE.match(found[0])):
        return REJECT
    if at.reference is None:
        return OPEN
    year = at.reference.year - (at.reference.month <= RESULTS_OUT and at.way() != "future")
    return Days(date(year, 1, 1), date(year, 12, 31), "year", at.reference, 0.4, calendar=False)


RESULTS_OUT = 2
"""Months into a year during which "for the year" is mostly the one before: that is when results come out."""
OF_THE_DAY = re.compile(
    r"\b(?:for|end(?:ed|ing|s)?|finish(?:ed|ing)?|in|during|began|start(?:ed)?|close[ds]?)\s$", re.IGNORECASE
)


def in_the_day(found: re.Match[str], at: Setting) -> Days | None:
    """ "Shares ended the day lower", "later in the day": the day told of last, else the day of writing."""
    base = at.last_day or at.reference
    if base is None or not OF_THE_DAY.search(at.before(12)):
        return REJECT
    return Days(base, base, "day", base, 0.4, calendar=False)


YEARS_OF = {"decade": 10, "century": 100}


def ago(found: re.Match[str], at: Setting) -> Days | None:
    """ "Two weeks ago", and "two days later" after a day told of before."""
    unit, way = singular(found["unit"]), found["way"].casefold()
    here = way in ("ago", "from now")
    count = number(group(found, "n"))
    if count is None or count != int(count) or unit in CLOCK:
        return _vaguely(unit, way)
    steps = int(count) * YEARS_OF.get(unit, 1)
    unit = "year" if unit in YEARS_OF else unit
    if unit == "fortnight":
        unit, steps = "week", 2 * steps
    told = at.last_time if unit == "year" else at.last_day
    base = at.reference if here else told
    if base is None:
        return OPEN if here else REJECT
    steps = steps if way in ("from now", "later") else -steps
    if unit == "day":
        one = base + timedelta(days=steps)
        return Days(one, one, "day", base, 0.75, calendar=way != "before")
    start, end = period_span(unit, steps, base)
    return Days(start, end, UNIT_PRECISION[unit], base, 0.5, calendar=here)


def _vaguely(unit: str, way: str) -> Days | None:
    """ "Years ago", "a few hours later": when, nobody tells."""
    if way not in ("ago", "from now"):
        return REJECT
    return Days(None, None, "open", None, 0.4, value="PAST_REF" if way == "ago" else "FUTURE_REF", calendar=False)


def told(found: re.Match[str], at: Setting) -> Days | None:
    """ "The latest quarter", "a year earlier": counted from the quarter that the text tells of, as reports of results do."""
    back, unit = group(found, "back"), (group(found, "unit") or "").casefold()
    which, here = (group(found, "which") or "").casefold(), at.reference
    if here is None:
        return OPEN if back else REJECT
    if at.quarter is None and (
        (unit in ("period", "month", "time") and which != "latest")
        or (back and not unit and re.match("a|one", back, re.I))
    ):
        return REJECT  # nothing told that it could be counted from
    if at.quarter is None and back and not unit:
        year = here.year - 1
        return Days(date(year, 1, 1), date(year, 12, 31), "year", here, 0.4, calendar=False)
    base = at.quarter or period_span("quarter", 0 if which == "current" else -1, here)[0]
    if which == "current":
        base = here
    start, end = period_span("quarter", -4 if back else 0, base)
    return Days(start, end, "quarter", here, 0.4, calendar=False)


def quarter(found: re.Match[str], at: Setting) -> Days | None:
    """A quarter of a year; a fiscal one stays open."""
    word, given = (group(found, "n") or group(found, "n2") or "").casefold(), year_of(found, at)
    if given.number is None and (given.told or not at.reference):
        return OPEN
    fiscal = group(found, "fy") or re.search(r"\bfiscal\b", at.before(10) + at.after(10), re.IGNORECASE)
    since = at.reference if given.relative else None
    if word == "last" and not given.told and at.reference and not fiscal:
        return Days(*period_span("quarter", -1, at.reference), "quarter", since, 0.7)
    number = 4 if word == "last" else _number(word)
    if number > 4:
        return REJECT
    year = given.number
    if year is None and at.reference:
        begun = (number - 1) * 3 + 1 <= at.reference.month
        year = at.reference.year - (not begun and at.way() != "future" and number - 2 > at.reference.month // 3)
    if fiscal:
        return Days(None, None, "open", None, 0.4, value=f"FY{year}-Q{number}")
    start, end = months_span(year or 1, (number - 1) * 3 + 1, 3)
    return Days(start, end, "quarter", since, 0.75 if given.relative else 0.95)


def _number(word: str) -> int:
    return ORDINALS.get(word) or int(word[0])


def half(found: re.Match[str], at: Setting) -> Days | None:
    """The first or second half of a year or month."""
    word, given, name = (
        (group(found, "n") or group(found, "n2") or "").casefold(),
        year_of(found, at),
        group(found, "m"),
    )
    number = 2 if word == "last" else _number(word)
    if number > 2:
        return REJECT
    if given.number is None and (given.told or not at.reference or not name):
        return OPEN
    since = at.reference if given.relative else None
    if name:
        of = MONTHS[key(name)]
        start, end = month_span(given.number if given.number is not None else month_year(of, "", at), of)
        first, last = (start, start.replace(day=15)) if number == 1 else (start.replace(day=16), end)
        return Days(first, last, "interval", since, 0.8, value=f"{start:%Y-%m}")
    year = given.number or 1
    return Days(*months_span(year, number * 6 - 5, 6), "interval", since, 0.9, value=f"{year:04}-H{number}")


HALF_SEASON = 45
"""Days into a season before which "in the spring", told as past, is the one before."""


def season(found: re.Match[str], at: Setting) -> Days | None:
    """A season of the north; "the fall of the government" and "spring water" are none."""
    word, given, which = found["s"].casefold(), year_of(found, at), (group(found, "which") or "").casefold()
    if not given.told:
        lone = word in ("spring", "fall") and which in ("the", "")
        if lone and which and not re.search(r"\b(?:in|during|until|by|since|of|into)\s$", at.before(8)):
            return REJECT
        if which in ("", "the") and re.match(r"[ ](?:of|in)\b|[ ][A-Z]|-", at.after(4)):
            return REJECT
        if which == "that" and began_clause(at):
            return REJECT
    first, here = SEASONS[word], at.reference
    if given.number is not None:
        start, end = months_span(given.number, first, 3)
    elif given.told or here is None:
        return OPEN
    else:
        now = here.year - (first == 12 and here.month < 3)
        before, this, after = (months_span(one, first, 3) for one in (now - 1, now, now + 1))
        points = at.way() if which in ("", "the") else None
        ahead = which in ("next", "coming", "this coming") or points == "future"
        year = (at.last_time or here).year if which == "that" else None
        if which in ("", "the"):
            year = at.year_told((first + 1) % 12 + 1, None, points)
        if year is not None:
            start, end = months_span(year - (which != "that" and first == 12), first, 3)
        elif which in ("last", "this past"):
            start, end = this if this[1] < here else before
        elif which in ("next", "coming", "this coming"):
            start, end = this if this[0] > here else after
        elif ahead:
            start, end = this if this[1] >= here else after
        else:
            begun = (here - this[0]).days >= (0 if points != "past" else HALF_SEASON)
            start, end = this if which == "this" or begun else before
    return Days(start, end, "season", here if given.relative else None, 0.6)
