"""Time expressions of an article, each with the days it names.

Patterns first (`time_grammar`), meaning after (`time_meaning`), and words around the expression only where a direction
must be chosen (`time_tense`). What counts as a time is what ../shared/gold/GUIDELINES.md counts: calendar dates, spans
of days, months, years and weekdays; no durations, no vague words; a repeated caption once; not the page's own stamp.
"""

import re
from collections.abc import Iterator
from datetime import date

from communique.language import time_meaning
from communique.language.time_grammar import TRIGGER, any_rule, rules
from communique.language.time_meaning import Days, Setting
from communique.records import Article, Span, Time

LONGEST = 48
"""Characters by which an expression can begin before the word that gives it away ("the first half of ... 2025")."""
STAMP = re.compile(
    r"(?:\b(?:source|time|published|updated|posted|last (?:updated|modified)|date|created|modified|release time|发布时间|来源)\s?[:：]|"
    r"\b(?:Published|Updated|Posted)(?: on| at)?:?)\s*[^\n]{0,24}$",
    re.IGNORECASE,
)
"""What stands before the stamp that a page puts on itself."""


def find_times(article: Article, reference: str | None) -> tuple[Time, ...]:
    """The article's time expressions in order, counted from the day `reference` (ISO); None leaves relative ones open."""
    here = _day(reference)
    skipped = _skipped(article)
    return tuple(_time(rule, days, span) for rule, days, span in scan(article.text, here, skipped))


def _day(reference: str | None) -> date | None:
    try:
        return date.fromisoformat(reference[:10]) if reference else None
    except ValueError:
        return None


def _time(rule: str, days: Days, span: Span) -> Time:
    return Time(
        span=span,
        start=days.start.isoformat() if days.start else None,
        end=days.end.isoformat() if days.end else None,
        precision=days.precision,
        relative_to=days.counted_from.isoformat() if days.counted_from else None,
        made_by=f"times.{rule}/1",
        confidence=days.confidence,
    )


def _skipped(article: Article) -> tuple[Span, ...]:
    """Bylines, and every caption whose words stood in an earlier caption: their dates are the page's, or told already."""
    out: list[Span] = []
    seen: set[str] = set()
    for part in article.parts:
        words = " ".join(article.cut(part.span).split())
        if part.kind == "byline" or (part.kind == "caption" and words in seen):
            out.append(part.span)
        if part.kind == "caption":
            seen.add(words)
    return tuple(out)


def scan(text: str, reference: date | None, skipped: tuple[Span, ...]) -> Iterator[tuple[str, Days, Span]]:
    """Rule, days and place of each expression, from left to right; where rules compete, the longest."""
    at = 0
    last: date | None = None
    some = any_rule()
    for trigger in TRIGGER.finditer(text):
        if trigger.end() <= at:
            continue
        pos = max(at, trigger.start() - LONGEST)
        while True:
            start = some.search(text, pos, min(len(text), trigger.end() + 90))
            if start is None or start.start() > trigger.start():
                break
            best = _best(text, start.start(), Setting(text, reference, last, start.start(), start.end()))
            if best is None:
                pos = start.start() + 1
                continue
            rule, days, span = best
            pos = at = span[1]
            if any(low <= span[0] < high for low, high in skipped) or STAMP.search(text, max(0, span[0] - 50), span[0]):
                continue
            yield rule, days, span
            if days.start is not None and days.precision == "day":
                last = days.start
            if at >= trigger.end():
                break


def _best(text: str, start: int, at: Setting) -> tuple[str, Days, Span] | None:
    """The longest match of a rule at `start` that means something."""
    matches = [(found.end(), -order, rule, found) for order, rule in enumerate(rules()) if (found := rule.pattern.match(text, start))]
    for end, _, rule, found in sorted(matches, key=lambda item: item[:2], reverse=True):
        days = time_meaning.read(rule.meaning, found, Setting(text, at.reference, at.last_day, start, end))
        if days is not None:
            return rule.name, days, (start, end)
    return None
