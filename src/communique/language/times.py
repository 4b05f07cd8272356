"""Time expressions of an article, each with the days it names.

Patterns first (`time_grammar`), meaning after (`time_meaning`, `time_periods`), and the words around the expression
only where a direction must be chosen (`time_tense`). What counts as a time: calendar dates, spans of days, weekdays,
months, years and their parts; not durations, vague words, a repeated caption, the stamp a page puts on itself.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from communique.language import time_meaning as near
from communique.language import time_periods as far
from communique.language.time_grammar import TRIGGER, any_rule, patterns
from communique.language.time_setting import OPEN, REJECT, Days, Setting
from communique.records import Article, Span, Time

MEANINGS: dict[str, Callable[[re.Match[str], Setting], Days | None]] = {
    "ymd": near.ymd,
    "numeric": near.numeric,
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
    "holiday": near.holiday,
    "year": far.year,
    "years": far.years,
    "decade": far.decade,
    "edge": far.edge,
    "period": far.period,
    "ago": far.ago,
    "quarter": far.quarter,
    "half": far.half,
    "season": far.season,
}
LONGEST = 48
"""Characters by which an expression can begin before the word that gives it away ("the first half of ... 2025")."""
BEYOND = 90
"""Characters by which it can go on after that word."""
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
        )
        for rule, days, span in scan(article.text, iso_day(reference), _skipped(article))
        if not (days.counted_from is None and _alone(article.text, span))
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


def scan(text: str, reference: date | None, skipped: tuple[Span, ...] = ()) -> Iterator[tuple[str, Days, Span]]:
    """Rule, days and place of each expression, from left to right; where rules compete, the longest."""
    at = tried = 0
    last_day: date | None = None
    last_time: date | None = None
    printed: tuple[int, date] | None = None
    stay: tuple[date, date] | None = None
    some = any_rule()
    for trigger in TRIGGER.finditer(text):
        pos = max(at, tried, trigger.start() - LONGEST)
        while at < trigger.end():
            begin = some.search(text, pos, min(len(text), trigger.end() + BEYOND))
            if begin is None or begin.start() > trigger.start():
                tried = trigger.start() + 1  # nothing begins up to here; the next word need not look again
                break
            start = begin.start()
            best = _longest(text, start, reference, last_day, last_time, _story(text, printed, start), stay)
            if best is None:
                pos = start + 1
                continue
            rule, days, end = best
            pos = at = end
            if any(low <= start < high for low, high in skipped) or STAMP.search(text, max(0, start - 50), start):
                continue
            yield rule, days, (start, end)
            if days.start is not None:
                last_time = days.start
                if days.counted_from is None and days.precision in ("day", "interval"):
                    printed = (end, days.start)
                last_day = days.start if days.precision == "day" else last_day
                if days.precision in ("day", "interval") and days.end and rule not in RELATIVE:
                    stay = (days.start, days.end)


RELATIVE = frozenset({"weekday", "today", "day_after", "same_day", "weekdays"})
"""Rules whose days hang on another day; a stay is told by the calendar."""


def _story(text: str, printed: tuple[int, date] | None, start: int) -> date | None:
    """The last date printed with its year, as long as its paragraph goes on."""
    return printed[1] if printed is not None and "\n" not in text[printed[0] : start] else None


def _longest(
    text: str,
    start: int,
    reference: date | None,
    last_day: date | None,
    last_time: date | None,
    printed: date | None,
    stay: tuple[date, date] | None,
) -> tuple[str, Days, int] | None:
    """Name, days and end of the longest rule that matches at `start` and means something there."""
    matches = [
        (-found.end(), order, rule, found)
        for order, (rule, pattern) in enumerate(patterns())
        if (found := pattern.match(text, start))
    ]
    for _, _, rule, found in sorted(matches, key=lambda item: item[:2]):
        days = _read(
            rule.meaning, found, Setting(text, reference, last_day, last_time, start, found.end(), printed, stay)
        )
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
