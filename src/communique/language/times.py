"""Time expressions of an article, each with the days it names.

Patterns first (`time_grammar`), meaning after (`time_meaning`, `time_periods`), and the words around the expression
only where a direction must be chosen (`time_tense`). What counts as a time: calendar dates, spans of days, weekdays,
months, years and their parts; not durations, vague words, a repeated caption, the stamp a page puts on itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.language import time_calendars as calendars
from communique.language import time_clock as clock
from communique.language import time_lengths as lengths
from communique.language import time_meaning as near
from communique.language import time_numbers as numbers
from communique.language import time_periods as far
from communique.language.time_grammar import FIRST, Compiled, candidates
from communique.language.time_setting import OPEN, REJECT, Days, Setting, value_of
from communique.language.time_story import Story, ahead_of, goes_on, heads, is_old
from communique.language.time_tense import parted
from communique.records import Article, Span, Time

MEANINGS: dict[str, Callable[[re.Match[str], Setting], Days | None]] = {
    "ymd": numbers.ymd,
    "numeric": numbers.numeric,
    "day": near.day,
    "week_of": near.week_of_day,
    "nth": near.nth,
    "days": near.days,
    "weekday": near.weekday,
    "weekdays": near.weekdays,
    "month": near.month,
    "months": near.months,
    "today": near.today,
    "anaphor": near.anaphor,
    "holiday": calendars.holiday,
    "year": far.year,
    "years": far.years,
    "decade": far.decade,
    "edge": far.edge,
    "period": far.period,
    "ago": far.ago,
    "quarter": far.quarter,
    "half": far.half,
    "season": far.season,
    "century": far.century,
    "era": calendars.era,
    "lunar": calendars.lunar,
    "year_spoken": far.year_spoken,
    "in_the_year": far.in_the_year,
    "in_the_day": far.in_the_day,
    "told": far.told,
    "length": lengths.length,
    "every": lengths.every,
    "rate": lengths.rate,
    "reference": lengths.reference,
    "clock": clock.clock,
    "part": clock.part,
}
STAMP = re.compile(
    r"(?:\b(?:source|time|published|updated|posted|last modified|date|created|modified|release time)\s?[:：]"
    r"|(?:发布时间|来源)[:：]|(?:^|\n)(?:last )?(?:published|updated|posted)(?: on| at)?)[^\n.]{0,24}$",
    re.IGNORECASE,
)
"""What stands before the stamp that a page puts on itself."""

CLOCK = re.compile(
    r"[\s,|•·*_)\-–—]*(?:(?:at )?\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|hrs|GMT|UTC|[A-Z]{3,4})?"
    r"(?:\s*[+-]\d\d:?\d\d)?)?[\s,|•·*_)\-–—]*",
    re.IGNORECASE,
)


def find_times(article: Article, reference: str | None) -> tuple[Time, ...]:
    """The article's time expressions in order, counted from the day `reference` (ISO); without it some stay open."""
    return tuple(
        Time(
            span=span,
            start=days.start.isoformat() if days.start else None,
            end=days.end.isoformat() if days.end else None,
            precision=days.precision,
            relative_to=days.counted_from.isoformat() if days.counted_from else None,
            made_by=f"times.{rule}/1",
            confidence=round(days.confidence, 2),
            type=days.type,
            value=value_of(days),
        )
        for rule, days, span in scan(article.text, iso_day(reference), _skipped(article))
        if days.calendar and not (days.counted_from is None and _alone(article.text, span))
    )


def _alone(text: str, span: Span) -> bool:
    """Whether a full date has a line to itself but for a clock: so a page stamps itself."""
    before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
    end = text.find("\n", span[1])
    after = text[span[1] : end if end >= 0 else len(text)]
    return not before.strip(" \t*_#|•-–—(") and bool(CLOCK.fullmatch(after)) and (end >= 0 or "\n" in text)


def iso_day(words: str | None) -> date | None:
    """The day that an ISO day or time begins with; None when it is none."""
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def _skipped(article: Article) -> tuple[Span, ...]:
    """Bylines, and every caption whose words stood in an earlier one: their dates are the page's, or told already."""
    out: list[Span] = []
    seen: set[str] = set()
    for part in article.parts:
        words = " ".join(article.cut(part.span).split())
        if part.kind == "byline" or (part.kind == "caption" and words in seen):
            out.append(part.span)
        if part.kind == "caption":
            seen.add(words)
    return tuple(out)


@dataclass(slots=True)
class _Memory:
    """What the text told of before: a day, a time of any size, a date printed with its year, a stay, a quarter."""

    last_day: date | None = None
    last_time: date | None = None
    day_end: int = 0
    news_day: date | None = None
    printed: tuple[int, date] | None = None
    stay: tuple[date, date] | None = None
    quarter: tuple[int, date] | None = None
    story: Story | None = None
    heading: Story | None = None

    def keep(self, rule: str, days: Days, span: Span, bound: bool, reference: date | None, text: str) -> None:
        """Remember what was found, if it has days and the calendar knows them.

        `bound`: it only ends or begins a span ("until May 27"), and nothing was told of that day itself.
        """
        end = span[1]
        if days.precision == "quarter" and days.start and rule not in COUNTED_BACK:
            self.quarter = (end, days.start)
        if days.start is None or not days.calendar:
            return
        if rule not in COUNTED_BACK:
            self.last_time = days.start
            if not bound and days.precision != "years":
                self._tell(days, span, text, reference)
        # months print their year too, but only a page that has no day needs them for what follows
        months = ("month",) if reference is None else ()
        if days.counted_from is None and days.precision in ("day", "interval", *months):
            self.printed = (end, days.start)
        if days.precision == "day" and not bound:
            self.last_day, self.day_end = days.start, end
            if reference is not None and abs((reference - days.start).days) <= NEWS:
                self.news_day = days.start
        if days.precision in ("day", "interval") and days.end and rule not in RELATIVE and days.value is None:
            self.stay = (days.start, days.end)

    def _tell(self, days: Days, span: Span, text: str, reference: date | None) -> None:
        """Set the clock of the story to a time that was told."""
        told, before = days.start, self.story
        if told is None or reference is None:
            return
        if before is not None and is_old(before, reference) and ahead_of(before, told, span, text):
            return
        whole = days.counted_from is None and days.precision in ("day", "interval")
        chained = days.counted_from is not None and self.story is not None and goes_on(text, self.story, span[0])
        heading = heads(text, *span, day=days.precision not in ("month", "year"))
        story = Story(told, days.precision == "year", *span, heading, whole, chained)
        under = self.heading is not None and self.heading.whole_year and goes_on(text, self.heading, span[0])
        if story.heads and (story.whole_year or not under):
            self.heading = story
        same = self.story is not None and self.story.whole_year and self.story.told.year == told.year
        if not (same and self.story is not None and goes_on(text, self.story, span[0])):
            self.story = story

    def setting(self, text: str, reference: date | None, start: int, end: int) -> Setting:
        """What a meaning at `start`..`end` may look at."""
        printed, quarter = self.printed, self.quarter
        return Setting(
            text,
            reference,
            self._day_told(text, reference, start),
            self.last_time,
            start,
            end,
            # the last date printed with its year counts as long as its paragraph goes on
            printed[1] if printed is not None and "\n" not in text[printed[0] : start] else None,
            self.stay,
            quarter[1] if quarter is not None and start - quarter[0] < REPORT else None,
            self.last_day is not None and not parted(text, self.day_end, start),
            self.story,
            self.heading,
        )

    def _day_told(self, text: str, reference: date | None, start: int) -> date | None:
        """The day told of last; in a new paragraph that of the news, if the last one was a day long ago."""
        if self.last_day is None or reference is None or self.news_day is None:
            return self.last_day
        old = abs((reference - self.last_day).days) > NEWS
        return self.news_day if old and "\n" in text[self.day_end : start] else self.last_day


NEWS = 45
"""Days around the writing that a text's news is of; a day further off is background, to which the next paragraph does not go back."""
BOUND = re.compile(r"\b(?:until|till|by|since|through|from|no later than|deadline of|effective)[ \u00a0]$", re.I)
"""Before a day that ends or begins a span: "which runs until May 27. On the same day" is not that day."""
RELATIVE = frozenset({"weekday", "today", "day_after", "same_day", "weekdays", "day_part"})
"""Rules whose days hang on another day; a stay is told by the calendar."""
COUNTED_BACK = frozenset({"ago", "year_ago", "a_year_earlier", "same_period"})
"""Rules that look back for a moment, to compare; the text goes on from where it was."""
REPORT = 900
"""Characters after a quarter within which "a year earlier" is that quarter's; found on two thirds of TimeBank."""


def scan(
    text: str, reference: date | None, skipped: tuple[Span, ...] = (), stamps: bool = False
) -> Iterator[tuple[str, Days, Span]]:
    """Rule, days and place of each expression, from left to right; where rules compete, the longest.

    `stamps`: also those that a page puts on itself ("Published Wednesday, 4 June 2025").
    """
    at = 0
    memory = _Memory()
    for first in FIRST.finditer(text):
        start = first.start()
        if start < at:
            continue
        rules = candidates(first[1], first[2])
        best = _longest(text, start, rules, reference, memory) if rules else None
        if best is None:
            continue
        rule, days, end = best
        at = end
        if any(low <= start < high for low, high in skipped):
            continue
        if not stamps and STAMP.search(text, max(0, start - 50), start):
            continue
        yield rule, days, (start, end)
        bound = BOUND.search(text, max(0, start - 20), start) is not None
        memory.keep(rule, days, (start, end), bound, reference, text)


def _longest(
    text: str,
    start: int,
    rules: tuple[Compiled, ...],
    reference: date | None,
    memory: _Memory,
) -> tuple[str, Days, int] | None:
    """Name, days and end of the longest of `rules` that matches at `start` and means something there."""
    matches = [(-found.end(), one.order, one.rule, found) for one in rules if (found := one.pattern.match(text, start))]
    for _, _, rule, found in sorted(matches, key=lambda item: item[:2]):
        days = _read(rule.meaning, found, memory.setting(text, reference, start, found.end()))
        if days is not None:
            return rule.name, days, found.end()
    return None


def _read(meaning: str, found: re.Match[str], at: Setting) -> Days | None:
    """The days that a match means. A day that no calendar has is no date; one past the calendar's end stays open."""
    try:
        return MEANINGS[meaning](found, at)
    except OverflowError:
        return OPEN
    except ValueError:
        return REJECT
