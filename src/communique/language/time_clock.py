"""What times of the day mean: "4:30 p.m. Japan time", "at noon", "Tuesday morning", as TIMEX3 values.

A clock stands on the day printed beside it, else on the day last told of, else on the day of writing. Zones are part
of the words, and of the value only where they are UTC: which offset "local time" has, only the place tells.
"""

import re
from datetime import date

from communique.language.time_grammar import NUMBERS, WORDS
from communique.language.time_meaning import today, weekday
from communique.language.time_setting import REJECT, Days, Setting, group

UTC = re.compile(r"\b(?:UTC|GMT)\b")
NO_CLOCK = re.compile(r"[ ]?(?:to|[-–])[ ]?\d+\b(?![ ]?[ap]\.?m)|[ ](?:win|victory|loss|lead|defeat|ratio|scale)\b")
"""What follows a score or a ratio: "won 3:10 to 2:11"."""


def clock(found: re.Match[str], at: Setting) -> Days | None:
    """An hour, with its minutes where printed."""
    name = group(found, "name")
    if name:
        return _on(at, WORDS["clock_word"][name.casefold()] + _zone(found), 0.7)
    words = group(found, "h") or ""
    spelled = group(found, "word") or group(found, "word2")
    hour = int(words) if words else int(NUMBERS[(spelled or "").casefold()])
    half = (group(found, "half") or "").casefold().replace(".", "")
    if not half and NO_CLOCK.match(at.after(20)):
        return REJECT
    if half in ("pm", "afternoon", "evening"):
        hour += 12 if hour < 12 else 0
    elif half in ("am", "morning"):
        hour %= 12
    return _on(at, f"{hour:02}:{group(found, 'min') or '00'}{_zone(found)}", 0.8)


def _zone(found: re.Match[str]) -> str:
    return "Z" if UTC.search(found[0]) else ""


def _on(at: Setting, clock: str, sure: float) -> Days:
    day = at.last_day if at.last_day and at.same_sentence else at.reference
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}T{clock}"
    return Days(day, day, "day", at.reference, sure, "TIME", value, calendar=False)


def part(found: re.Match[str], at: Setting) -> Days | None:
    """A part of a day: "Tuesday morning", "yesterday afternoon", "in the evening"."""
    code = WORDS["day_part"][found["part"].casefold()]
    if group(found, "w"):
        days = weekday(found, at)
    elif group(found, "word"):
        days = today(found, at)
    else:
        day = at.last_day or at.reference
        days = Days(day, day, "day", at.reference, 0.5, calendar=False) if day else REJECT
    if days is None:
        return REJECT
    value = f"{days.start.isoformat() if isinstance(days.start, date) else 'XXXX-XX-XX'}T{code}"
    return Days(
        days.start, days.end, days.precision, days.counted_from, days.confidence, "TIME", value, calendar=days.calendar
    )
