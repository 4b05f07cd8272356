"""How far an encounter lies from what its sentence tells: "a day after holding talks", "five weeks later", "since their summit"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.language.time_tense import sentence as sentence_around
from communique.language.time_tense import way
from communique.readers.own_clause import governing
from communique.records import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
SOME = {"day": (1, 9), "week": (14, 60)}
"""Days that "days after" and "weeks after" can mean; "months after" says too little."""
MONTH = 30
REACH = 300
"""Characters before "five weeks later" within which the day stands from which it counts."""
COUNTED = "meetings.later/1"
"""The rule of a day counted from another, which is as sure as that one, whatever the page's day is taken for."""
LATER = re.compile(
    r"(?:^|[.;,\n][ \u00a0\n]|\band[ \u00a0])(?:and[ \u00a0])?(?P<count>\w+)[ \u00a0](?P<unit>day|week|month)s?[ \u00a0]later\b[^.;]*$",
    re.I,
)
"""Before an encounter, in its own clause: "and five weeks later Wong met"."""
SOONER = re.compile(
    r"^[^.;]{0,80}?\b(?P<count>\w+)[ \u00a0](?P<unit>day|week|month|year)s?[ \u00a0](?:earlier|before|previously)\b(?![ \u00a0](?:he|she|they|the|his|her)\b)",
    re.I,
)
"""After an encounter, in its own clause: "They had met in Kigali a month earlier"."""
TRAILING = re.compile(
    r"^(?:(?!\b(?:who|which|that|when|where|and|but|after|before)\b)[^.;]){0,80}?\b(?P<count>\w+)[ \u00a0](?P<unit>day|week|month)s?[ \u00a0]later\b",
    re.I,
)
"""After an encounter, in its own clause: "and received him in Beijing two months later"."""
AFTER_NAMED = re.compile(
    r"(?:^|[.;,\n][ \u00a0\n])(?P<count>\w+)[ \u00a0](?P<unit>day|week|month)s?[ \u00a0]after[ \u00a0](?P<what>(?:the[ \u00a0])?(?-i:[A-Z])[\w’'-]+)\b[^.;]*$",
    re.I,
)
"""Before an encounter, counted from one that is called by its place: "A month after Brasilia, Lula flew to Georgetown"."""
OTHER_TIME = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?)[ \u00a0]later\b[^.;]*$", re.I)


@dataclass(frozen=True, slots=True)
class Apart:
    """Days, or months, by which an encounter was before (negative) or after what the main clause tells; from `first` to `last`.

    `word`: "after" or "before".
    """

    first: int
    last: int
    months: int
    word: "Token"


def apart(token: "Token") -> Apart | None:
    """How many days before (or after) the main clause's day an encounter was: "less than a week after he had received"."""
    word = _after(token)
    if word is None or word.i < 1:
        return None
    at = word.nbor(-1)
    unit = at.text.casefold().removesuffix("s")
    if unit not in UNITS:
        return None
    sign = -1 if word.text.casefold() == "after" else 1
    before = at.nbor(-1).text.casefold() if at.i else ""
    if at.text.casefold().endswith("s") and not _count(before):
        if unit not in SOME or before in ("many", "several", "recent"):
            return Apart(0, 0, 0, word)
        first, last = sorted(sign * days for days in SOME[unit])
        return Apart(first, last, 0, word)
    count = _count(before)
    if not count:
        return None
    if at.i > 2 and at.nbor(-2).text.casefold() == "than" and at.nbor(-3).text.casefold() in ("less", "more", "fewer"):
        if at.nbor(-3).text.casefold() == "more":
            return Apart(0, 0, 0, word)
        first, last = sorted((sign * UNITS[unit] * count, sign))
        return Apart(first, last, 0, word)
    if unit in ("month", "year"):
        return Apart(0, 0, sign * count * (12 if unit == "year" else 1), word)
    return Apart(sign * UNITS[unit] * count, sign * UNITS[unit] * count, 0, word)


def _count(word: str) -> int:
    return COUNTS.get(word) or (int(word) if word.isdigit() and len(word) < 4 else 0)


def _after(token: "Token") -> "Token | None":
    """The "after" or "before" that the encounter hangs on: "after receiving", "after he had received", "after talks with"."""
    if token.pos_ in ("NOUN", "PROPN"):
        if token.dep_ == "pobj" and token.head.text.casefold() in ("after", "before"):
            return token.head
        verb = governing(token)
    else:
        verb = token
    if verb is None or verb.dep_ not in ("pcomp", "advcl"):
        return None
    if verb.dep_ == "pcomp":
        return verb.head if verb.head.text.casefold() in ("after", "before") else None
    marks = (c for c in verb.children if c.dep_ in ("mark", "prep", "advmod"))
    return next((c for c in marks if c.text.casefold() in ("after", "before")), None)


def moved(time: Time, off: Apart) -> Time | None:
    """A day moved by some days, or a month by some months; None for what is neither."""
    if time.start is None or time.end is None or not (off.first or off.months):
        return None
    if off.months:
        if time.precision != "month":
            return None
        start, end = _months_on(time.start, off.months)
        return replace(time, start=start.isoformat(), end=end.isoformat())
    if time.precision != "day":
        return None
    start, end = (
        date.fromisoformat(time.start) + timedelta(off.first),
        date.fromisoformat(time.end) + timedelta(off.last),
    )
    return replace(time, start=start.isoformat(), end=end.isoformat(), precision="day" if start == end else "open")


def _months_on(day: str, count: int) -> tuple[date, date]:
    """The first and last day of the month so many months after a day's."""
    first = date.fromisoformat(day)
    months = first.year * 12 + first.month - 1 + count
    start = date(months // 12, months % 12 + 1, 1)
    return start, date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(1)


def later(analysis: Analysis, sentence: Sentence, at: int) -> Time | None:
    """The days of "Four weeks later their ministers met" and "in November, and five weeks later Wong met", counted from the day told
    last before it; of "A month after Brasilia", from the day told with that name."""
    text = analysis.cast.text
    found = LATER.search(text, max(sentence.span[0] - 2, 0), at)
    if found is not None:
        start = found.start("count")
        return _counted(analysis, found, _told_before(analysis, start))
    named = AFTER_NAMED.search(text, max(sentence.span[0] - 2, 0), at)
    return _counted(analysis, named, _told_with(analysis, named["what"], named.start())) if named is not None else None


def trailing(analysis: Analysis, sentence: Sentence, at: int) -> Time | None:
    """The days of "visited Riyadh in May and received him two months later": counted from the day told before it."""
    found = TRAILING.match(analysis.cast.text[at : sentence.span[1]])
    if found is None or any(t.start and at <= t.span[0] < at + found.start("count") for t in analysis.times):
        return None
    told = [t for t in analysis.times if sentence.span[0] <= t.span[0] < at]
    return _counted(analysis, found, max(told, key=lambda t: t.span, default=None))


def _told_before(analysis: Analysis, start: int) -> Time | None:
    """The day told last before a place in the paragraph; what was still to come then is passed over."""
    text = analysis.cast.text
    lines = [part.span for part in analysis.article.parts if part.kind == "dateline"]
    told = (
        t
        for t in analysis.times
        if t.start and start - REACH <= t.span[0] < start and not any(s <= t.span[0] < e for s, e in lines)
    )
    past = (t for t in told if (t.start or "") > (analysis.article.reference or "") or way(text, *t.span) != "future")
    base = max(past, key=lambda t: t.span, default=None)
    return None if base is None or "\n\n" in text[base.span[1] : start] else base


def _told_with(analysis: Analysis, name: str, before: int) -> Time | None:
    """The day in the last sentence before a place that holds a name."""
    text = analysis.cast.text
    at = text.rfind(name.removeprefix("the "), 0, before)
    if at < 0:
        return None
    low, high = sentence_around(text, at, at + len(name))
    return min(
        (t for t in analysis.times if t.start and low <= t.span[0] < high),
        key=lambda t: abs(t.span[0] - at),
        default=None,
    )


def _counted(analysis: Analysis, found: re.Match[str], base: Time | None) -> Time | None:
    """So many days, weeks or months after a day or month."""
    today = analysis.article.reference
    if not (count := _count(found["count"].casefold())) or base is None:
        return None
    if base.start is None or base.end is None or base.precision not in ("day", "month"):
        return None
    if found["unit"].casefold() == "month" and base.precision == "month":
        first, last = _months_on(base.start, count)
        return replace(base, start=first.isoformat(), end=last.isoformat(), made_by=COUNTED)
    days = UNITS[found["unit"].casefold()] * count
    about = 0 if found["unit"].casefold() == "day" else 3 if days < MONTH else 15
    about = 0 if base.precision == "month" else about
    first, last = date.fromisoformat(base.start), date.fromisoformat(base.end)
    first, last = first + timedelta(days - about), last + timedelta(days + about)
    if today is not None and first.isoformat() > today > (base.end or ""):
        return None
    return replace(
        base,
        start=first.isoformat(),
        end=last.isoformat(),
        precision="day" if first == last else "open",
        made_by=COUNTED,
    )


def sooner(analysis: Analysis, sentence: Sentence, at: int) -> Time | None:
    """The days of "They had met in Kigali a month earlier": counted back from the day told last before it, else from the page's."""
    found = SOONER.match(analysis.cast.text[at : sentence.span[1]])
    if found is None or not (count := _count(found["count"].casefold())):
        return None
    start = at + found.start("count")
    told = (
        t
        for t in analysis.times
        if t.precision == "day" and t.start and t.span[1] <= start and start - t.span[1] < REACH
    )
    last = max(told, key=lambda t: t.span, default=None)
    base = last.start if last is not None else analysis.article.reference
    if base is None:
        return None
    unit = found["unit"].casefold()
    days = UNITS[unit] * count
    about = {"day": 0, "week": 3, "month": 15, "year": 60}[unit]
    middle = date.fromisoformat(base) - timedelta(days)
    first, last_day = middle - timedelta(about), middle + timedelta(about)
    return Time(
        (start, at + found.end()),
        first.isoformat(),
        last_day.isoformat(),
        "open" if about else "day",
        base,
        COUNTED,
        0.6,
    )


def recalled(analysis: Analysis, sentence: Sentence, token: "Token") -> bool:
    """Whether the clause looks back on an encounter of before, of which the day of the news says nothing."""
    if token.pos_ in ("NOUN", "PROPN"):
        since = token.dep_ == "pobj" and token.head.text.casefold() == "since"
    else:
        marks = (c.text.casefold() for c in token.children if c.dep_ in ("mark", "prep"))
        perfect = any(c.text.casefold() in ("has", "have", "had") for c in token.head.children if c.dep_ == "aux")
        since = "since" in marks and token.dep_ == "advcl" and token.tag_ in ("VBD", "VBG") and perfect
    if since or apart(token) is not None:
        return True
    text, at = analysis.cast.text, sentence.block.start(token)
    return (
        OTHER_TIME.search(text, sentence.span[0], at) is not None
        or SOONER.match(text[at : sentence.span[1]]) is not None
    )
