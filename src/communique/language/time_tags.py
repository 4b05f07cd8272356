"""Time expressions as TIMEX3 annotates them: dates, times, lengths and sets, each with its type and value.

A Reading keeps the dates of the calendar alone (`times.find_times`); this is the whole of what the tagger finds, in the
form that TempEval scores: a span of days is two dates, and a clock beside its day is one time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.language.time_setting import Days, value_of
from communique.language.times import iso_day, scan
from communique.records import Span, TimeType

BETWEEN = re.compile(r"(?:[ \u00a0]?,)?[ \u00a0\n](?:\()?")
"""What may stand between a clock and its day for them to be one time: "5 p.m. EST, Nov. 6"."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A time expression in TIMEX3: where it stands, DATE, TIME, DURATION or SET, and its value."""

    span: Span
    type: TimeType
    value: str


def tag(text: str, reference: str | None) -> tuple[Tag, ...]:
    """All time expressions of `text` in order; relative ones are counted from the day `reference` (ISO)."""
    return tuple(_joined(text, list(scan(text, iso_day(reference)))))


def _joined(text: str, found: list[tuple[str, Days, Span]]) -> Iterator[Tag]:
    """The tags of what was found: clocks joined with a day beside them, spans of days taken apart."""
    skip = False
    for index, (rule, days, span) in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if following and (both := _one_time(text, (rule, days, span), following)):
            yield both
            skip = True
        elif days.ends:
            for end, value in days.ends:
                yield Tag(end, days.type, value)
        else:
            yield Tag(span, days.type, value_of(days) or "XXXX-XX-XX")


def _one_time(text: str, first: tuple[str, Days, Span], second: tuple[str, Days, Span]) -> Tag | None:
    """A clock and the day beside it as one time; None when they are no such pair."""
    clocks = [one for one in (first, second) if one[0].startswith("clock")]
    dates = [one for one in (first, second) if one[1].type == "DATE" and one[1].precision == "day" and one[1].start]
    if len(clocks) != 1 or len(dates) != 1 or not BETWEEN.fullmatch(text, first[2][1], second[2][0]):
        return None
    time = (clocks[0][1].value or "").partition("T")[2]
    return Tag((first[2][0], second[2][1]), "TIME", f"{dates[0][1].start}T{time}")
