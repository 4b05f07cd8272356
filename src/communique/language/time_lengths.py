"""What lengths of time, repetitions and words such as "now" mean, as TIMEX3 values: "two weeks" P2W, "every Monday".

None of them is a date of the calendar, so they have no days, and a Reading leaves them out.
"""

import re

from communique.language.time_grammar import NUMBERS, REFERENCES, WEEKDAYS, WORDS
from communique.language.time_setting import REJECT, Days, Setting, group, key
from communique.records import TimeType

CLOCK = frozenset({"second", "minute", "hour"})
"""Units of the clock, whose lengths TIMEX3 marks with a T."""
BARE = 0.5
"""Confidence of "weeks" without a number, which is often no time at all ("a matter of weeks" is)."""


def singular(unit: str) -> str:
    """A unit without its plural's s: "weeks" is "week"."""
    unit = unit.casefold()
    if unit.startswith("centur"):
        return "century"
    return unit.removesuffix("s")


def number(words: str | None) -> float | None:
    """The number that figures or words name: "2 1/2", "twenty-five", "a couple of"; None for "several" and its like."""
    words = re.sub(r"\s+", " ", (words or "").casefold().replace(",", "").replace("½", " 1/2")).strip()
    if not words:
        return None
    if figure := re.fullmatch(r"(\d+(?:\.\d+)?)?[ -]?(1/2)?", words):
        return float(figure[1] or 0) + (0.5 if figure[2] else 0.0)
    half = words.endswith("and a half")
    parts = [part for part in re.split(r"[ -]", words.removesuffix("and a half")) if part not in ("of", "")]
    if not parts or any(part not in NUMBERS for part in parts):
        return None
    if len(parts) > 1 and parts[0] in ("a", "an"):
        parts = parts[1:]
    if parts[0] == "half":
        parts = parts[:1]
    whole = 0.0
    for part in parts:
        whole = whole * 100 if part == "hundred" and whole else whole + NUMBERS[part]
    return whole + (0.5 if half else 0.0)


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: P2W, PT30M, P2Y6M for two and a half years, PXM where nobody counts."""
    letters = WORDS["unit"][unit]
    times = int(re.match(r"\d*", letters)[0] or 1) if count is not None else 1  # type: ignore[index]
    letters = letters.lstrip("0123456789")
    clock, letter = ("T" if letters.startswith("T") else ""), letters.removeprefix("T")
    if count is None:
        return f"P{clock}X{letter}"
    count *= times
    whole, rest = int(count), count - int(count)
    smaller = {"Y": "6M", "H": "30M", "M": "30S" if clock else "", "D": "T12H"}.get(letter, "")
    if rest == 0.5 and smaller:
        return f"P{clock}{f'{whole}{letter}' if whole else ''}{smaller}"
    return f"P{clock}{whole if whole == count else count}{letter}"


def length(found: re.Match[str], at: Setting) -> Days | None:
    """How long: "two weeks", "the past five years", "several months", "years"."""
    unit, side = singular(found["unit"]), (group(found, "side") or "").casefold()
    printed = group(found, "n")
    if found[0].casefold() == "one day" and ONE_DAY.search(at.before(12)):
        return _days("DATE", "FUTURE_REF", 0.6)
    if unit == "half-hour":
        return _days("DURATION", "PT30M", 0.6)
    if unit == "weekend" and printed is None:
        return REJECT
    if printed is None and not found["unit"].casefold().endswith("s"):
        return _days("DURATION", period(1, unit), 0.6)  # "the past decade"
    if _no_length(found, at, unit, printed):
        return REJECT
    count = number(printed)
    if group(found, "half") and count is not None:
        count += 0.5
    if printed is None and side == "past" and not re.search(r"[ -](?:or|and)[ ]", found[0]):
        return _days("DATE", "PAST_REF" if "the" not in found[0].casefold() else period(None, unit), BARE)
    return _days("DURATION", period(count, unit), BARE if printed is None else 0.8)


ONE_DAY = re.compile(r"\b(?:will|would|may|might|could|can|must|should|to)\s$", re.I)
"""What stands before "one day" where it is some day to come."""
ONE = re.compile(r"an?|one|single", re.IGNORECASE)


def _no_length(found: re.Match[str], at: Setting, unit: str, printed: str | None) -> bool:
    """Whether words of this shape measure no time: "a second term", "three-quarters of", "60 Minutes", "44 years old"."""
    one, after = bool(printed and ONE.fullmatch(printed)), at.after(20)
    if unit == "second" and (printed is None or one):
        return True
    if unit == "quarter" and (printed is None or one or "-quarters" in found[0] or at.before(2).endswith(("/", "."))):
        return True
    if printed and found["unit"][0].isupper() and not found["unit"].isupper():
        return True  # a programme's name
    if printed is None and (at.before(4).endswith("of ") or NO_BARE.match(after)):
        return True
    return bool(re.match(r"[ -](?:old|olds)\b", after))


NO_BARE = re.compile(r"[’'](?!s)|[ ]of[ ](?:the[ ]week|operation|work|service)")
"""What follows "hours" and "days" that measure nothing."""


def every(found: re.Match[str], at: Setting) -> Days | None:
    """What happens again and again: "every two weeks", "each Thursday", "Tuesday nights", "daily"."""
    weekday, part, often = group(found, "w"), group(found, "part"), group(found, "often")
    if often:
        if often[0].isupper() and at.before(2)[-2:] not in ("", ". ", "\n"):
            return REJECT  # a paper's name
        return _days("SET", WORDS["every"][often.casefold()], 0.6)
    if weekday:
        code = f"T{WORDS['day_part'][part.casefold()]}" if part else ""
        return _days("SET", f"XXXX-WXX-{WEEKDAYS[key(weekday)] + 1}{code}", 0.8)
    if part:
        return _days("SET", f"XXXX-XX-XXT{WORDS['day_part'][part.casefold()]}", 0.7)
    unit = singular(found["unit"])
    if unit == "second" or at.after(4).startswith(" of "):
        return REJECT
    count = number(group(found, "n")) if group(found, "n") else 1.0
    return _days("SET", period(2.0 if group(found, "other") else count, unit), 0.8)


RATE = re.compile(
    r"(?:\b(?:once|twice|times|days|hours|weeks|months|percent|%|million|billion|thousand|tons|barrels|people)|\d)\s$",
    re.I,
)


def rate(found: re.Match[str], at: Setting) -> Days | None:
    """ "Twice a year", "50,000 barrels a day": so often or so much in each."""
    unit = singular(found["unit"])
    if unit == "second" or not RATE.search(at.before(12)):
        return REJECT
    return _days("SET", period(1, unit), 0.7)


def reference(found: re.Match[str], at: Setting) -> Days | None:
    """ "Now", "recently", "soon": the present, the past or the future, with no borders."""
    known = REFERENCES[re.sub(r"\s+", " ", found["words"].casefold())]
    if known.not_before and known.not_before.match(at.after(24)):
        return REJECT
    if known.not_after and known.not_after.search(at.before(24)):
        return REJECT
    return _days("DATE", known.value, 0.6)


def _days(kind: TimeType, value: str, sure: float) -> Days:
    return Days(None, None, "open", None, sure, kind, value, calendar=False)
