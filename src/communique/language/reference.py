"""The day of writing, from which "on Wednesday" and "in January" are counted, and the words that give it away.

Evidence is tried in order of weight, and the first that stands decides:

1. the day that the user gave;
2. an agency's dateline ("BEIJING, Dec. 25 (Xinhua) --");
3. a day that ends a short line under the headline ("Press release - 18 July 2025"), or stands behind "Published" or
   "Last updated"; a dated caption, or a full date
   in the opening, whose weekday the text names beside it ("on Wednesday" and "December 25, 2024");
4. a date in the page's own address (/2024/12/25/), or the time that the page declares, unless something shows that
   the page is a copy;
5. the day of signing at the end ("Done at Nairobi on 4 March 2025"), or of a last line ("Nairobi, 4 March 2025");
6. the latest full date in the opening that tells of something past;
7. the day of the last change, where the text names its weekday and nothing else is known;
8. a date in the path of the page's pictures (/2024-12-26/);
9. the time that a copy declares: the piece was written on that day or before;
10. a month in the address or under the headline, or the time of the last change: an interval, and no day.

Days that other evidence excludes (later than the declared time by more than a day) are passed over, unless an address
or a dateline with its year shows that the declared time is a template's and no one's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from communique.language.dateline import dateline, within
from communique.language.time_grammar import DAY_NAMES, MONTHS, WEEKDAYS
from communique.language.time_setting import month_span
from communique.language.time_tense import sentence, way
from communique.language.times import STAMP as STAMPS
from communique.language.times import iso_day, scan
from communique.records import Article, Span

OPENING, CLOSING = 1500, 400
"""Characters at the start and the end in which a piece tells its own day; full dates between tell of other days."""
SPANS = frozenset({"mdd", "ddm", "mdmd", "dmdm"})
"""Rules for spans of days; a piece that tells of one was written at its end, or after."""
STALE = 60
"""Days by which a dated caption may precede the declared time and still be this piece's; older ones are file photos."""
FRESH = 6
"""The same where the page itself is the original: further back, a weekday in the text is another one."""
APART = 45
"""Days between a declared time and every full date that the opening tells as past, from which on the time is doubted."""
PATH_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/_]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)[-_]?(?P<m2>0[1-9]|1[0-2])/(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
PATH_NAMED = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_](?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})[-/_](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
"""An address with the month's name: /2017/aug/21/."""
PATH_MONTH = re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])/(?!\d\d?(?:/|$))")
FILE_PHOTO = re.compile(
    r"\b(?:file (?:photo|picture|image|pic)|archive (?:photo|picture)|\(file\)|in this file)\b", re.IGNORECASE
)
DONE = re.compile(r"\b(?:[Dd]one|DONE|[Ss]igned|[Aa]dopted|[Ii]ssued|[Cc]oncluded) (?:at|in|on)\b[^.\n]{0,60}$")
"""What stands before the day on which a document was signed."""
DEADLINE = re.compile(
    r"\b(?:by|until|till|before|than|deadline of|due on|expires? on)[ \u00a0](?:the[ \u00a0])?$", re.IGNORECASE
)
"""Before a day that is still to come: "by 31 December 2025", "by the end of 2025"."""
HISTORY = re.compile(
    r"\b(?:first|found(?:ed|ing)|establish(?:ed|ment)|born|since|anniversar(?:y|ies)|recall(?:ed|s|ing)?|histor(?:y|ic)"
    r"|ago|former(?:ly)?|independence|dates? back|commemorat\w+|in memory|war of|killed in|ever since)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells of old days: its dates are not the writing's."""


@dataclass(frozen=True, slots=True)
class Told:
    """A day that the text prints in full, the words that print it, where, and whether they name the weekday too."""

    day: date
    words: str
    span: Span
    weekday: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """The day of writing, or the first and last day it can be, why, and how sure that is.

    `since` and `until` are None where that side is open; with a day, they say within what it was taken from.
    `confidence` is a share of right days on the cases of tests/language, rounded; above .8 a day may be relied on.
    """

    day: date | None
    reason: str
    confidence: float
    since: date | None = None
    until: date | None = None


def find_reference(article: Article) -> tuple[str | None, str]:
    """The day of writing (ISO) and a sentence that says what it was taken from; None when nothing tells a day."""
    found = reference_of(article)
    return found.day.isoformat() if found.day else None, found.reason


def reference_of(article: Article) -> Reference:
    """The day of writing with its reason and confidence, or the interval in which it lies."""
    nothing = Reference(None, "nothing tells the day of writing.", 0.0)
    return next(chain(_evidence(article), _intervals(article)), nothing)


def _evidence(article: Article) -> Iterator[Reference]:
    """Days that could be the day of writing, with the reason for each, the weightiest first."""
    declared, published = iso_day(article.declared.published), iso_day(article.origin.published)
    if published and _given(article):
        yield Reference(published, f"given: published {published.isoformat()}.", 0.99)
    copy = _is_copy(article)
    pictures = sorted({day for words in article.origin.evidence for day in path_days(words)})
    address = next((day for where in (article.url, article.declared.canonical) for day in path_days(where or "")), None)
    told, weekdays = _told(article)
    line = dateline(
        article, [day for day in (declared, address, published, *pictures) if day], [one.day for one in told]
    )
    if declared and _belied(declared, address, line):
        declared = None
    bound = declared or (None if copy else published)
    known = [day for day in (bound, address, published, *pictures) if day]
    told = [one for one in told if _possible(one.day, bound)]

    if line and _possible(line[0], bound):
        agrees = line[2] or DAY_NAMES[line[0].weekday()] in weekdays or _fresh(line[0], known, FRESH)
        yield Reference(line[0], f"dateline: “{line[1]}”.", 0.97 if agrees and (line[2] or known) else 0.75)
    for one in told:
        if _is_stamp(article.text, one.span) and _fresh(one.day, known, FRESH):
            yield Reference(one.day, f"day under the headline: “{one.words}”.", 0.9)
    for one in told:
        if STAMPS.search(article.text, max(0, one.span[0] - 50), one.span[0]) and _fresh(one.day, known, FRESH):
            yield Reference(one.day, f"the page's own stamp: “{one.words}”.", 0.85)
    for one in told:
        name, caption = DAY_NAMES[one.day.weekday()], within(article, one.span[0], "caption")
        beside = one.weekday or name in weekdays
        if beside and _fresh(one.day, known, STALE if copy else FRESH) and not _is_file_photo(article, one.span):
            words = one.words if one.weekday else _quote(article.text, name)
            kind, day = (
                "caption" if caption else "text",
                _later(one.day, weekdays, min([*pictures, *known], default=None)),
            )
            after = f", and “{_quote(article.text, DAY_NAMES[day.weekday()])}” after it" if day != one.day else ""
            reason = f"{kind} dated “{one.words}”, a {name}, beside “{words}”{after}{_support(day, pictures)}."
            yield Reference(day, reason, 0.9 if known or caption or one.weekday else 0.75)
    if not copy:
        yield from _own_times(article, published, address, declared, told)
    fresh = [one for one in told if _fresh(one.day, known, STALE) and not _is_file_photo(article, one.span)]
    fresh = [one for one in fresh if known or not _is_history(article, one.span)]
    for one in fresh:
        if DONE.search(article.text[max(0, one.span[0] - 80) : one.span[0]]):
            yield Reference(one.day, f"day of signing: “{one.words}”.", 0.85)
    opening = [one for one in fresh if one.span[0] < OPENING]
    for one in fresh:
        if _closes(article.text, one.span) and all(other.day <= one.day for other in opening):
            yield Reference(one.day, f"day on the last line: “{one.words}”.", 0.8)
    if opening:
        latest = max(opening, key=lambda one: one.day)
        reason = f"latest full date in the opening: “{latest.words}”{_support(latest.day, pictures)}."
        yield Reference(latest.day, reason, 0.7 if known else 0.5)
    changed = iso_day(article.declared.modified)
    if changed and DAY_NAMES[changed.weekday()] in weekdays and not known:
        words = _quote(article.text, DAY_NAMES[changed.weekday()])
        yield Reference(changed, f"last changed {changed.isoformat()}, a day that the text calls “{words}”.", 0.7)
    for day in reversed(pictures):
        if _possible(day, bound):
            yield Reference(day, f"date in a picture's address: {day.isoformat()}.", 0.6)
    if published:
        yield Reference(published, f"published {published.isoformat()} by {_publisher(article)}.", 0.5)
    if declared:
        reason = f"only a copy's own time, “{_own_words(article)}”: written on that day or before."
        yield Reference(declared, reason, 0.4, None, declared)
    if address:
        reason = f"only the date in a copy's address, {article.url}: written on that day or before."
        yield Reference(address, reason, 0.4, None, address)


def _own_times(
    article: Article, published: date | None, address: date | None, declared: date | None, told: list[Told]
) -> Iterator[Reference]:
    """The days that the house that wrote the piece puts on its page."""
    if published:
        yield Reference(published, f"published {published.isoformat()} by {_publisher(article)}.", 0.9)
    if address:
        # where the page declares another day, the address may be that of a folder or the time that of a change
        apart = abs((declared - address).days) if declared else 0
        if apart <= 1 and declared and (declared - address).days == -1:
            address = declared  # an address in another time zone's day
        yield Reference(address, f"date in the page's address: {article.url or article.declared.canonical}.", 0.9)
    if declared:
        past = [one.day for one in told if one.span[0] < OPENING and not _is_history(article, one.span)]
        doubted = bool(past) and all(abs((declared - day).days) > APART for day in past)
        yield Reference(declared, f"declared by the page: “{_own_words(article)}”.", 0.6 if doubted else 0.9)


def _intervals(article: Article) -> Iterator[Reference]:
    """The first and last day that the piece can have been written on, where nothing tells a day."""
    for where in (article.url, article.declared.canonical):
        if where and (found := PATH_MONTH.search(where)) and 1995 <= int(found["y"]) <= 2100:
            since, until = month_span(int(found["y"]), int(found["m"]))
            yield Reference(None, f"month in the page's address: {where}.", 0.8, since, until)
    for _, days, span in scan(article.text[:HEADING], None):
        alone = article.text[article.text.rfind("\n", 0, span[0]) + 1 : span[0]].strip() == ""
        if days.precision == "month" and days.start and alone and article.text[span[1] : span[1] + 1] in ("", "\n"):
            yield Reference(None, f"month under the headline: “{article.cut(span)}”.", 0.8, days.start, days.end)
    modified = iso_day(article.declared.modified)
    if modified:
        reason = f"last changed {modified.isoformat()}: written on that day or before."
        yield Reference(None, reason, 0.6, None, modified)


HEADING = 400
"""Characters at the start in which a month on a line of its own is the piece's."""


def _belied(declared: date, address: date | None, line: tuple[date, str, bool] | None) -> bool:
    """Whether a declared time is no time of this page: before 1995, or long before the day its address or dateline has."""
    later = [day for day in (address, line[0] if line and line[2] else None) if day]
    return declared.year < 1995 or any((day - declared).days > 1 for day in later)


def _own_words(article: Article) -> str | None:
    return article.declared.published_text or article.declared.published


def _publisher(article: Article) -> str:
    return article.origin.publisher or "its publisher"


def path_days(address: str) -> Iterator[date]:
    """The days written in an address: /2024/12/25/, /2024-12-26/, /20241226/, /202412/26/, /2024/dec/25/."""
    for found in PATH_DAY.finditer(address):
        year, month, day = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
        one = iso_day(f"{year}-{month}-{day}")
        if one and 1995 <= one.year <= 2100:
            yield one
    for found in PATH_NAMED.finditer(address):
        one = iso_day(f"{found['y']}-{MONTHS[found['m'].casefold()]:02}-{int(found['d']):02}")
        if one and 1995 <= one.year <= 2100:
            yield one


def _given(article: Article) -> bool:
    """Whether the user gave the published time: pages notes it as evidence, "given: 2024-12-25"."""
    return any(
        iso_day(words.removeprefix("given: ")) for words in article.origin.evidence if words.startswith("given: ")
    )


def _is_copy(article: Article) -> bool:
    """Whether the page that declares a time is not the house that wrote the piece."""
    if article.splices:
        return True
    source, publisher = _folded(article.declared.source), _folded(article.origin.publisher)
    return bool(source and publisher and source not in publisher and publisher not in source)


def _folded(name: str | None) -> str:
    return re.sub(r"^the|news agency$|[^a-z0-9]", "", (name or "").casefold().strip())


def _possible(day: date, bound: date | None) -> bool:
    """Written no later than declared, but for the hours that time zones differ."""
    return bound is None or (day - bound).days <= 1


def _fresh(day: date, known: list[date], reach: int) -> bool:
    return not known or any(abs((one - day).days) <= reach for one in known)


def _told(article: Article) -> tuple[list[Told], frozenset[str]]:
    """Full past dates of captions, opening and closing, captions first; and the past weekdays that the text names."""
    captions, others = [], []
    weekdays: set[str] = set()
    text = article.text
    for rule, days, span in scan(text, None, stamps=True):
        words = article.cut(span)
        if rule == "weekday" and " " not in words and way(text, *span) != "future":
            weekdays.add(words.capitalize())
        whole = days.precision == "day" or (rule in SPANS and days.precision == "interval")
        if days.end is None or not whole or days.counted_from is not None:
            continue
        named = any(re.search(rf"\b{name}", words, re.IGNORECASE) for name in WEEKDAYS if len(name) > 2)
        one = Told(days.end, words, span, named)
        if within(article, span[0], "caption"):
            captions.append(one)
        elif _lists_stories(text, span) or DEADLINE.search(text, max(0, span[0] - 30), span[0]):
            continue
        elif (span[0] < OPENING or span[0] > len(text) - CLOSING) and way(text, *span) != "future":
            others.append(one)
    return captions + others, frozenset(weekdays)


def _later(day: date, weekdays: frozenset[str], bound: date | None) -> date:
    """The last past weekday that the text names within two days after `day`; others are of the week before it.

    A piece of Sunday about a meeting on Friday shows Friday's picture, and says "on Friday" as well as "on Sunday".
    """
    for step in (2, 1):
        later = date.fromordinal(min(day.toordinal() + step, date.max.toordinal()))
        if DAY_NAMES[later.weekday()] in weekdays and (bound is None or later <= bound):
            return later
    return day


def _lists_stories(text: str, span: Span) -> bool:
    """Whether a date has a line to itself below the first paragraph: so lists of other stories print theirs."""
    low, high = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    alone = not text[low : span[0]].strip() and not text[span[1] : high if high >= 0 else len(text)].strip(
        " .,0123456789:"
    )
    if not text[span[1] :].strip(" .\n"):
        return False  # the last line of a statement: its day
    return alone and any(len(line) > PARAGRAPH for line in text[:low].split("\n"))


def _is_stamp(text: str, span: Span) -> bool:
    """Whether a date ends a short line of its own between headline and first paragraph: "Manila, 20 February 2026"."""
    low, high = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    line = text[low : high if high >= 0 else len(text)]
    above = [other for other in text[:low].split("\n") if other.strip()]
    ends = not text[span[1] : low + len(line)].strip(" .,0123456789:()")
    return ends and 0 < len(above) <= STAMPED and len(line) < STAMP and max(map(len, above)) <= PARAGRAPH


def _closes(text: str, span: Span) -> bool:
    """Whether a date ends a last line that is no sentence: "London, 4 June 2025", "This page was updated on 4 June 2025"."""
    low = text.rfind("\n", 0, span[0]) + 1
    before = text[low : span[0]]
    if low == 0 or len(before) > STAMP or text[span[1] :].strip(" .)\n"):
        return False
    return len(before.split()) <= CLOSED or CHANGED.search(before) is not None


CLOSED = 3
"""Words at most that a last line has before its day."""
CHANGED = re.compile(r"\b(?:updated|published|reviewed|posted|revised|issued|modified)\b", re.IGNORECASE)


STAMP, STAMPED = 90, 3
"""Characters of a line that stamps a page with its day, and how many lines may stand above it."""
PARAGRAPH = 150
"""Characters of a line that make it a paragraph and no headline or stamp."""


def _is_history(article: Article, span: Span) -> bool:
    low, high = sentence(article.text, *span)
    return bool(HISTORY.search(article.text, low, high))


def _is_file_photo(article: Article, span: Span) -> bool:
    return bool(FILE_PHOTO.search(article.text[max(0, span[0] - 150) : span[1] + 60]))


def _quote(text: str, name: str) -> str:
    found = re.search(rf"(?:\b(?:on|On|this|a|late|early) )?{name}\b", text, re.IGNORECASE)
    return found[0] if found else name


def _support(day: date, pictures: list[date]) -> str:
    near = [one for one in pictures if 0 <= (one - day).days <= 2]
    return f", and a picture's address says {near[0].isoformat()}" if near else ""
