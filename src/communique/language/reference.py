"""The day of writing, from which "on Wednesday" and "in January" are counted, and the words that give it away.

Evidence is tried in order of weight, and the first that stands decides:

1. the day that the user gave;
2. an agency's dateline ("BEIJING, Dec. 25 (Xinhua) --");
3. a dated caption, or a full date in the opening, whose weekday the text names beside it ("on Wednesday" and
   "December 25, 2024");
4. a date in the page's own address (/2024/12/25/), or the time that the page declares, unless something shows that
   the page is a copy;
5. the day of signing at the end ("Done at Nairobi on 4 March 2025");
6. the latest full date in the opening that tells of something past;
7. a date in the path of the page's pictures (/2024-12-26/);
8. the time that a copy declares: the piece was written on that day or before.

Days that other evidence excludes (later than the declared time by more than a day) are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from communique.language.time_grammar import MONTHS, PIECES, WEEKDAYS, expression
from communique.language.time_tense import way
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
AGENCY = r"(?:[A-Z][\w.&'’-]*(?:[ /][A-Z][\w.&'’-]*){0,3})"
_MONTH, _DAY = PIECES["month"], expression(PIECES["day"])
DATELINE = re.compile(
    rf"(?:^|\n)[ \t]*[^\n,(]{{2,60}}(?:,[^\n,(]{{2,40}})?[,\]]\s+(?:{PIECES['wkd']}[ ,]+)?"
    rf"(?:(?P<m>{_MONTH})[ ](?P<d>{_DAY})(?:st|nd|rd|th)?|(?P<d2>{_DAY})[ ](?P<m2>{_MONTH}))"
    r"(?:,?[ ](?P<y>(?:19|20)\d\d))?[.,]?\s*"
    rf"(?:\(\s?(?P<agency>{AGENCY})\s?\)|/\s?(?P<agency2>{AGENCY})\s?/|(?P<dash>--|[-–—]\s|:\s))",
)
"""A place, a day, and an agency in brackets or slashes; without an agency, a dash and a printed year."""
PATH_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/_]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)[-_]?(?P<m2>0[1-9]|1[0-2])/(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
FILE_PHOTO = re.compile(
    r"\b(?:file (?:photo|picture|image|pic)|archive (?:photo|picture)|\(file\)|in this file)\b", re.IGNORECASE
)
DONE = re.compile(r"\b(?:[Dd]one|DONE|[Ss]igned|[Aa]dopted|[Ii]ssued|[Cc]oncluded) (?:at|in|on)\b[^.\n]{0,60}$")
"""What stands before the day on which a document was signed."""
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Told:
    """A day that the text prints in full, the words that print it, where, and whether they name the weekday too."""

    day: date
    words: str
    span: Span
    weekday: bool


def find_reference(article: Article) -> tuple[str | None, str]:
    """The day of writing (ISO) and a sentence that says what it was taken from; None when nothing tells."""
    for day, reason in _evidence(article):
        return day.isoformat(), reason
    return None, "nothing tells the day of writing."


def _evidence(article: Article) -> Iterator[tuple[date, str]]:
    """Days that could be the day of writing, with the reason for each, the weightiest first."""
    declared, published = iso_day(article.declared.published), iso_day(article.origin.published)
    if published and _given(article):
        yield published, f"given: published {published.isoformat()}."
    copy = _is_copy(article)
    bound = declared or (None if copy else published)
    pictures = sorted({day for words in article.origin.evidence for day in path_days(words)})
    address = next((day for where in (article.url, article.declared.canonical) for day in path_days(where or "")), None)
    known = [day for day in (bound, address, published, *pictures) if day]
    told, weekdays = _told(article)
    told = [one for one in told if _possible(one.day, bound)]

    dateline = _dateline(article, known, [one.day for one in told])
    if dateline and _possible(dateline[0], bound):
        yield dateline[0], f"dateline: “{dateline[1]}”."
    for one in told:
        name, caption = DAY_NAMES[one.day.weekday()], _in(article, one.span, "caption")
        beside = one.weekday or name in weekdays
        if beside and _fresh(one.day, known, STALE if copy else FRESH) and not _is_file_photo(article, one.span):
            words = one.words if one.weekday else _quote(article.text, name)
            kind, day = (
                "caption" if caption else "text",
                _later(one.day, weekdays, min([*pictures, *known], default=None)),
            )
            after = f", and “{_quote(article.text, DAY_NAMES[day.weekday()])}” after it" if day != one.day else ""
            yield day, f"{kind} dated “{one.words}”, a {name}, beside “{words}”{after}{_support(day, pictures)}."
    own_time = article.declared.published_text or article.declared.published
    if not copy:
        if published:
            yield published, f"published {published.isoformat()} by {article.origin.publisher or 'its publisher'}."
        if address:
            yield address, f"date in the page's address: {article.url or article.declared.canonical}."
        if declared:
            yield declared, f"declared by the page: “{own_time}”."
    fresh = [one for one in told if _fresh(one.day, known, STALE) and not _is_file_photo(article, one.span)]
    for one in fresh:
        if DONE.search(article.text[max(0, one.span[0] - 80) : one.span[0]]):
            yield one.day, f"day of signing: “{one.words}”."
    opening = [one for one in fresh if one.span[0] < OPENING]
    if opening:
        latest = max(opening, key=lambda one: one.day)
        yield latest.day, f"latest full date in the opening: “{latest.words}”{_support(latest.day, pictures)}."
    for day in reversed(pictures):
        if _possible(day, bound):
            yield day, f"date in a picture's address: {day.isoformat()}."
    if published:
        yield published, f"published {published.isoformat()} by {article.origin.publisher or 'its publisher'}."
    if declared:
        yield declared, f"only a copy's own time, “{own_time}”: written on that day or before."
    if address:
        yield address, f"only the date in a copy's address, {article.url}: written on that day or before."


def path_days(address: str) -> Iterator[date]:
    """The days written in an address: /2024/12/25/, /2024-12-26/, /20241226/, /202412/26/."""
    for found in PATH_DAY.finditer(address):
        year, month, day = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
        one = iso_day(f"{year}-{month}-{day}")
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
    for rule, days, span in scan(text, None):
        words = article.cut(span)
        if rule == "weekday" and " " not in words and way(text, *span) != "future":
            weekdays.add(words.capitalize())
        whole = days.precision == "day" or (rule in SPANS and days.precision == "interval")
        if days.end is None or not whole or days.counted_from is not None:
            continue
        named = any(re.search(rf"\b{name}", words, re.IGNORECASE) for name in WEEKDAYS if len(name) > 2)
        one = Told(days.end, words, span, named)
        if _in(article, span, "caption"):
            captions.append(one)
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


def _in(article: Article, span: Span, kind: str) -> bool:
    return any(part.kind == kind and part.span[0] <= span[0] < part.span[1] for part in article.parts)


def _is_file_photo(article: Article, span: Span) -> bool:
    return bool(FILE_PHOTO.search(article.text[max(0, span[0] - 150) : span[1] + 60]))


def _quote(text: str, name: str) -> str:
    found = re.search(rf"(?:\b(?:on|On|this|a|late|early) )?{name}\b", text, re.IGNORECASE)
    return found[0] if found else name


def _support(day: date, pictures: list[date]) -> str:
    near = [one for one in pictures if 0 <= (one - day).days <= 2]
    return f", and a picture's address says {near[0].isoformat()}" if near else ""


def _dateline(article: Article, known: list[date], told: list[date]) -> tuple[date, str] | None:
    """The first dateline's day; without a printed year, the year whose day lies nearest to a day that is known.

    Where only the text's own dates are known, a year comes first in which a weekday it names falls on the dateline's day:
    news leaves out the year that it is written in, so a year that it prints is often not that one.
    """
    for found in DATELINE.finditer(article.text[:6000]):
        agency = found["agency"] or found["agency2"]
        at = found.start("d") if found["d"] else found.start("d2")
        if not agency and not _in(article, (at, at), "dateline") and not (found["dash"] and found["y"]):
            continue
        month, day = MONTHS[(found["m"] or found["m2"]).casefold().rstrip(".")], int(found["d"] or found["d2"])
        words = found[0].strip()
        if found["y"]:
            one = iso_day(f"{found['y']}-{month:02}-{day:02}")
            if one:
                return one, words
        fitting = [one for one in _by_printed_years(article.text, month, day) if one]
        if not known and len(fitting) == 1:
            return fitting[0], words
        known = known + told
        of_year = {year: iso_day(f"{year:04}-{month:02}-{day:02}") for base in known for year in _around(base.year)}
        near = [one for one in of_year.values() if one and any(abs((one - base).days) <= 183 for base in known)]
        if near:
            return min(near, key=lambda one: min(abs((one - base).days) for base in known)), words
        if len(fitting) == 1:
            return fitting[0], words
    return None


def _around(year: int) -> tuple[int, int, int]:
    return year - 1, year, year + 1


def _by_printed_years(text: str, month: int, day: int) -> Iterator[date | None]:
    """The day in each year that the text prints, or the next one, where the text names that day's weekday bare."""
    printed = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    # the weekday that a report names first is most often that of its dateline
    first = re.search(rf"\b(?:{'|'.join(DAY_NAMES)})\b(?! \d)", text)
    leading = [
        one
        for year in sorted(printed | {year + 1 for year in printed})
        if (one := iso_day(f"{year:04}-{month:02}-{day:02}")) and first and DAY_NAMES[one.weekday()] == first[0]
    ]
    if len(leading) == 1:
        yield leading[0]
        return
    for year in sorted(printed | {year + 1 for year in printed}):
        one = iso_day(f"{year:04}-{month:02}-{day:02}")
        if one and re.search(rf"\b{DAY_NAMES[one.weekday()]}\b", text):
            yield one
