"""The day of writing, from which "on Wednesday" and "in January" are counted, and the words that give it away.

Evidence is tried in order of weight, and the first that stands decides:

1. the day that the user gave;
2. an agency's dateline ("BEIJING, Dec. 25 (Xinhua) --");
3. a dated caption, or a full date in the opening, whose weekday the text names beside it ("on Wednesday" and
   "December 25, 2024");
4. a date in the page's own address (/2024/12/25/), or the time that the page declares, unless something shows that
   the page is a copy;
5. a full date in the opening paragraphs;
6. a date in the path of the page's pictures (/2024-12-26/);
7. the time that a copy declares: the piece was written on that day or before.

Days that other evidence excludes (later than the declared time by more than a day) are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from communique.language.time_grammar import MONTHS, PIECES, WEEKDAYS, expression
from communique.language.times import iso_day, scan
from communique.records import Article, Span

OPENING = 1500
"""Characters of the text in which a piece tells its own day; later full dates tell of other days."""
STALE = 60
"""Days by which a dated caption may precede the declared time and still be this piece's; older pictures are file photos."""
AGENCY = r"(?:[A-Z][\w.&'’-]*(?:[ /][A-Z][\w.&'’-]*){0,3})"
DATELINE = re.compile(
    rf"(?:^|\n)[ \t]*[^\n,(]{{2,60}}(?:,[^\n,(]{{2,40}})?[,\]]\s+(?:{PIECES['wkd']}[ ,]+)?"
    rf"(?:(?P<m>{PIECES['month']})[ ](?P<d>{expression(PIECES['day'])})(?:st|nd|rd|th)?|(?P<d2>{expression(PIECES['day'])})[ ](?P<m2>{PIECES['month']}))"
    rf"(?:,?[ ](?P<y>(?:19|20)\d\d))?[.,]?\s*(?:\(\s?(?P<agency>{AGENCY})\s?\)|/\s?(?P<agency2>{AGENCY})\s?/|(?P<dash>--|[-–—]\s|:\s))",
)
PATH_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/_]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(?P<y2>(?:19|20)\d\d)[-_]?(?P<m2>0[1-9]|1[0-2])/(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
FILE_PHOTO = re.compile(
    r"\b(?:file (?:photo|picture|image|pic)|archive (?:photo|picture)|\(file\)|in this file)\b", re.IGNORECASE
)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Told:
    """A day that the text prints in full, the words that print it, and where."""

    day: date
    words: str
    span: Span
    weekday: bool


def find_reference(article: Article) -> tuple[str | None, str]:
    """The day of writing (ISO) and a sentence that says what it was taken from; None when nothing tells."""
    declared = iso_day(article.declared.published)
    published = iso_day(article.origin.published)
    if published and _given(article):
        return published.isoformat(), f"given: published {published.isoformat()}."
    copy = _is_copy(article)
    bound = declared or (None if copy else published)
    pictures = sorted({day for words in article.origin.evidence for day in path_days(words)})
    address = next(iter(path_days(article.url or "")), None) or next(
        iter(path_days(article.declared.canonical or "")), None
    )
    known = [day for day in (bound, address, published, *pictures) if day]

    told, weekdays = _told(article)
    dateline = _dateline(article, known + [one.day for one in told])
    if dateline and _possible(dateline[0], bound):
        return dateline[0].isoformat(), f"dateline: “{dateline[1]}”."
    for one in told:
        fits = one.weekday or DAY_NAMES[one.day.weekday()] in weekdays
        if (
            fits
            and _possible(one.day, bound)
            and _fresh(one.day, known)
            and not FILE_PHOTO.search(_around(article, one.span))
        ):
            name = DAY_NAMES[one.day.weekday()]
            kind = "caption" if _in(article, one.span, "caption") else "text"
            beside = _quote(article.text, name) if not one.weekday else one.words
            return (
                one.day.isoformat(),
                f"{kind} dated “{one.words}”, a {name}, beside “{beside}”{_support(one.day, pictures)}.",
            )
    if not copy:
        if published:
            return (
                published.isoformat(),
                f"published {published.isoformat()} by {article.origin.publisher or 'its publisher'}.",
            )
        if address:
            return address.isoformat(), f"date in the page's address: {article.url or article.declared.canonical}."
        if declared:
            return (
                declared.isoformat(),
                f"declared by the page: “{article.declared.published_text or article.declared.published}”.",
            )
    opening = [one for one in told if one.span[0] < OPENING and _possible(one.day, bound) and _fresh(one.day, known)]
    if opening:
        latest = max(opening, key=lambda one: one.day)
        return (
            latest.day.isoformat(),
            f"latest full date in the opening: “{latest.words}”{_support(latest.day, pictures)}.",
        )
    for day in reversed(pictures):
        if _possible(day, bound):
            return day.isoformat(), f"date in a picture's address: {day.isoformat()}."
    if published:
        return (
            published.isoformat(),
            f"published {published.isoformat()} by {article.origin.publisher or 'its publisher'}.",
        )
    if declared:
        words = article.declared.published_text or article.declared.published
        return declared.isoformat(), f"only a copy's own time, “{words}”: written on that day or before."
    if address:
        return address.isoformat(), f"only the date in a copy's address, {article.url}: written on that day or before."
    return None, "nothing tells the day of writing."


def path_days(address: str) -> Iterator[date]:
    """The days written in an address: /2024/12/25/, /2024-12-26/, /20241226/, /202412/26/."""
    for found in PATH_DAY.finditer(address):
        year, month, day = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
        one = iso_day(f"{year}-{month}-{day}")
        if one and 1995 <= one.year <= 2100:
            yield one


def _given(article: Article) -> bool:
    return any(re.match(r"(?:given|user|--published)\b", words, re.IGNORECASE) for words in article.origin.evidence)


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
    return bound is None or day <= bound + timedelta(days=1)


def _fresh(day: date, known: list[date]) -> bool:
    return not known or any(abs((one - day).days) <= STALE for one in known)


def _told(article: Article) -> tuple[list[Told], frozenset[str]]:
    """Full dates of captions, title and opening, captions first; and the weekdays that the text names bare."""
    captions, opening = [], []
    weekdays: set[str] = set()
    for rule, days, span in scan(article.text, None):
        words = article.cut(span)
        if rule == "weekday" and " " not in words:
            weekdays.add(words.capitalize())
        if days.start is None or days.precision != "day" or days.counted_from is not None:
            continue
        named = any(re.search(rf"\b{name}", words, re.IGNORECASE) for name in WEEKDAYS if len(name) > 2)
        one = Told(days.start, words, span, named)
        if _in(article, span, "caption"):
            captions.append(one)
        elif span[0] < OPENING:
            opening.append(one)
    return captions + opening, frozenset(weekdays)


def _in(article: Article, span: Span, kind: str) -> bool:
    return any(part.kind == kind and part.span[0] <= span[0] < part.span[1] for part in article.parts)


def _around(article: Article, span: Span) -> str:
    return article.text[max(0, span[0] - 150) : span[1] + 60]


def _quote(text: str, name: str) -> str:
    found = re.search(rf"(?:\b(?:on|On|this|a|late|early) )?{name}\b", text, re.IGNORECASE)
    return found[0] if found else name


def _support(day: date, pictures: list[date]) -> str:
    near = [one for one in pictures if 0 <= (one - day).days <= 2]
    return f", and a picture's address says {near[0].isoformat()}" if near else ""


def _dateline(article: Article, known: list[date]) -> tuple[date, str] | None:
    """The first dateline's day; without a printed year, the year whose day lies nearest to a day that is known."""
    for found in DATELINE.finditer(article.text[:6000]):
        agency = found["agency"] or found["agency2"]
        if not agency and not _in(article, (found.start("d") if found["d"] else found.start("d2"), 0), "dateline"):
            if not (found["dash"] and found["y"]):
                continue
        month, day = MONTHS[(found["m"] or found["m2"]).casefold().rstrip(".")], int(found["d"] or found["d2"])
        words = found[0].strip()
        if found["y"]:
            one = iso_day(f"{found['y']}-{month:02}-{day:02}")
            if one:
                return one, words
        near = [
            one
            for base in known
            for year in (base.year - 1, base.year, base.year + 1)
            if (one := iso_day(f"{year:04}-{month:02}-{day:02}")) and abs((one - base).days) <= 183
        ]
        if near:
            return min(near, key=lambda one: min(abs((one - base).days) for base in known)), words
    return None
