"""What a meaning gets and gives: the surroundings of a match, and an interval of days with its reasons."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communique.language.time_grammar import MONTHS, NUMBERS
from communique.language.time_story import Story, Told, is_firm, story_year
from communique.language.time_tense import Way, happened, way
from communique.records import Precision, Span, TimeType

MONTH_ALONE = re.compile(
    rf"\b(?<!\d )(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?![ \u00a0]\d)", re.IGNORECASE
)
"""A month without a day."""


@dataclass(frozen=True, slots=True)
class Days:
    """An interval (ends included), how exact it is, what it was counted from, and how sure that is."""

    start: date | None
    end: date | None
    precision: Precision
    counted_from: date | None = None
    confidence: float = 0.9
    type: TimeType = "DATE"
    value: str | None = None
    """The TIMEX3 value where it does not follow from the interval ("early March" is the month)."""
    ends: tuple[tuple[Span, str], ...] = ()
    """Place and TIMEX3 value of either end, where two dates make one interval ("from [15] to [18 June]")."""
    calendar: bool = True
    """Whether it is a date of the calendar, which a Reading counts; lengths, sets and "now" are none."""


OPEN: Final = Days(None, None, "open", None, 0.4)
"""A time that can't be told: kept, without days."""
REJECT: Final = None
"""The words turn out to be no time."""


YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
REVIEWS = 3
"""Months of a year in which the one before is reviewed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The text, the day of writing, what was told before (a day; a time of any size), and where the words stand."""

    text: str
    reference: date | None
    last_day: date | None
    last_time: date | None
    start: int
    end: int
    last_printed: date | None = None
    """The last day or month of this paragraph that was printed with its year."""
    stay: tuple[date, date] | None = None
    """The first and last day of the visit or conference told of last, as far as dates tell."""
    quarter: date | None = None
    """The first day of the quarter told of last, if that was not long before."""
    same_sentence: bool = False
    """Whether the day told of last stands in this sentence."""
    story: Story | None = None
    """The time told last, which may be the clock of a story of an earlier year."""
    heading: Story | None = None
    """The time that heads this stretch of a timeline."""

    @property
    def reviewed(self) -> int | None:
        """The year that a text written soon after it looks back on, as its title says: "Almanac 2022", "The year 2023"."""
        title = YEAR.search(self.text, 0, self.text.find("\n") if "\n" in self.text else 0)
        if title is None or self.reference is None or self.reference.month > REVIEWS:
            return None
        return int(title[0]) if int(title[0]) == self.reference.year - 1 else None

    def way(self) -> Way | None:
        """Where the words around point: back, ahead, or nowhere."""
        return way(self.text, self.start, self.end)

    def told_firmly(self, ahead: bool) -> bool:
        """Whether a heading or this sentence tells the year of a story; or anything, where the nearest day is still `ahead`."""
        if self.reference is None or (self.story is None and self.heading is None):
            return False
        return is_firm(Told(self.text, self.reference, self.start, self.end, self.story, self.heading), ahead)

    def year_told(self, month: int, day: int | None, points: Way | None) -> int | None:
        """The year of such a day or month by the story told here; None where none is."""
        if self.reference is None or (self.story is None and self.heading is None):
            return None
        told = Told(self.text, self.reference, self.start, self.end, self.story, self.heading)
        return story_year(told, month, day, points)

    def month_told(self) -> date | None:
        """The month told last, where this paragraph tells it without a day: "In March they met, and again on the 25th"."""
        low = self.text.rfind("\n", 0, self.start) + 1
        named = [MONTHS[found[0].casefold()] for found in MONTH_ALONE.finditer(self.text, low, self.start)]
        told = self.last_time
        return told if named and told is not None and (told.month, told.day) == (named[-1], 1) else None

    def happened(self) -> bool:
        """Whether it is the day of a deed told as done."""
        return happened(self.text, self.start, self.end)

    def before(self, length: int = 40) -> str:
        """The characters before the expression."""
        return self.text[max(0, self.start - length) : self.start]

    def after(self, length: int = 40) -> str:
        """The characters after the expression."""
        return self.text[self.end : self.end + length]


def group(found: re.Match[str], name: str) -> str | None:
    """What a named group holds; None where the rule has no such group."""
    value = found.groupdict().get(name)
    return value if isinstance(value, str) else None


def key(word: str) -> str:
    """A calendar name as the tables spell it."""
    return word.casefold().rstrip(".")


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_span(year: int, first: int, count: int) -> tuple[date, date]:
    """The first and last day of `count` months from month `first` of `year`, into the next year if need be."""
    last = first + count - 1
    return date(year, first, 1), month_span(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]


def week_of(one: date) -> date:
    """The Monday of a day's week (ISO 8601)."""
    return one - timedelta(days=one.weekday())


def third(start: date, end: date, part: str | None) -> tuple[date, date, bool]:
    """The third of a month or year that "early", "mid" or "late" names, and whether anything was cut.

    Thirds are what 上旬, 中旬 and 下旬 mean, which East Asian ministries translate so. "Earlier" and "later" only say
    on which side of the writing something lies, and leave the period whole.
    """
    part = (part or "").casefold()
    if part in ("", "earlier", "later"):
        return start, end, False
    index = {"early": 0, "mid": 1, "middle": 1, "late": 2}[part]
    if (end - start).days > 31:
        return *months_span(start.year, 1 + 4 * index, 4), True
    first, last = ((1, 10), (11, 20), (21, end.day))[index]
    return start.replace(day=first), start.replace(day=last), True


def period_span(unit: str, steps: int, base: date) -> tuple[date, date]:
    """The week, weekend, month, quarter or year that is `steps` away from the one `base` lies in."""
    if unit in ("week", "weekend"):
        start = week_of(base) + timedelta(days=7 * steps + (5 if unit == "weekend" else 0))
        return start, week_of(start) + timedelta(days=6)
    if unit == "year":
        return date(base.year + steps, 1, 1), date(base.year + steps, 12, 31)
    size = 3 if unit == "quarter" else 1
    index = base.year * 12 + (base.month - 1) // size * size + steps * size
    return months_span(index // 12, index % 12 + 1, size)


def told_year(words: str | None, at: Setting) -> int | None:
    """The year that "this year", "the following year" and their like name."""
    if not words:
        return None
    words = re.sub(r"\s+", " ", words.casefold())
    base = at.reference
    if words in ("that year", "the same year", "the following year", "the previous year"):
        base = at.last_time or base
    if base is None:
        return None
    if "before last" in words:
        return base.year - 2
    if re.search(r"last|previous", words):
        return base.year - 1
    return base.year + 1 if re.search(r"next|following|coming", words) else base.year


@dataclass(frozen=True, slots=True)
class Year:
    """The year that belongs to an expression: `number` if known, whether words told one, whether those are relative."""

    number: int | None
    told: bool
    relative: bool


def value_of(days: Days) -> str | None:
    """The TIMEX3 value: as told, or what the interval and its precision make; None where nothing tells."""
    start = days.start
    if days.value is not None or start is None:
        return days.value
    year = f"{start.year:04}"
    if days.precision == "week":
        iso = start.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if days.precision == "season":
        return f"{year}-{SEASON_LETTERS[start.month]}"
    shapes = {
        "month": f"{year}-{start.month:02}",
        "quarter": f"{year}-Q{(start.month + 2) // 3}",
        "year": year,
    }
    return shapes.get(days.precision, start.isoformat())


SEASON_LETTERS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def year_of(found: re.Match[str], at: Setting) -> Year:
    """The year printed (group y, or spoken in words) or told (group r) with the expression."""
    printed, told, spoken = group(found, "y"), group(found, "r"), group(found, "spoken")
    if printed or spoken:
        return Year(int(printed) if printed else spoken_year(spoken or ""), True, False)
    return Year(told_year(told, at), bool(told), True)


def spoken_year(words: str) -> int:
    """A year in words: "nineteen ninety-seven", "two thousand and four"."""
    parts = [part for part in re.split(r"[\s-]+", words.casefold()) if part not in ("and", "o")]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + int(sum(NUMBERS[part] for part in parts[2:]))
    return int(NUMBERS[parts[0]]) * 100 + int(sum(NUMBERS[part] for part in parts[1:]))
