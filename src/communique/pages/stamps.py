"""The stamp that a page puts on itself: "Source:mk time:2024-12-29 09:33:20"."""

import re
from datetime import date, datetime

from communique import knowledge
from communique.records import Declared

SOURCE = re.compile(
    r"(?:source|from)\s?[:：]\s?(.*?)(?=\s*(?:\||author\s?[:：]|editor\s?[:：]|time\s?[:：]|date\s?[:：]|published\s?[:：]|\d{4}-\d\d|$))",
    re.I,
)
AUTHOR = re.compile(
    r"(?:author|editor)\s?[:：]\s?(.*?)(?=\s*(?:\||source\s?[:：]|time\s?[:：]|date\s?[:：]|\d{4}-\d\d|$))", re.I
)
WHEN = re.compile(
    r"(?:(?:time|date|published|updated|posted|released?|issued)(?:\s(?:at|on|time|date))?\s?[:：]\s?"
    r"|(?:published|posted|released|issued)(?:\s(?:at|on))?\s(?=\d|[A-Z]))"
    r"(.{6,40}?)(?=\s*(?:\||source\s?[:：]|author\s?[:：]|editor\s?[:：]|(?:last )?updated\b|$))",
    re.I,
)
ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d./])")
MONTHS = {
    word: int(row["value"])
    for row in knowledge.table("time_words")
    if row["kind"] == "month"
    for word in row["words"].casefold().split("|")
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WORDED = re.compile(
    rf"\b(?:(?P<m>{_MONTH})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<m2>{_MONTH})\.?,?)"
    r"[\s-](?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
"""A day with the month in words: "May 4, 2020", "4th of May 2020", "04-May-2020"."""


CHANGED = re.compile(r"(?:last )?updated(?: on| at)?\s(.{6,40})$", re.I)
"""The time of a change, without a colon: "Updated 6:41 PM GMT, July 10, 2025"."""


def stamp(line: str) -> Declared | None:
    """What a stamp declares; None when the line is no stamp."""
    if (changed := CHANGED.match(line)) is not None and (day := moment(changed[1])) is not None:
        return Declared(modified=day)
    source, author, when = SOURCE.search(line), AUTHOR.search(line), WHEN.search(line)
    printed = when[1].strip() if when else None
    if printed is None and (bare := ISO.search(line)) and source:
        printed = bare[0]
    if source is None and author is None and (printed is None or moment(printed) is None):
        return None
    return Declared(
        source=source[1].strip(" |,-") or None if source else None,
        author=author[1].strip(" |,-") or None if author else None,
        published=moment(printed) if printed else None,
        published_text=printed,
    )


def moment(printed: str) -> str | None:
    """A printed date or time as ISO: "2024-12-29 09:33:20" gives "2024-12-29T09:33:20"; None when it is none.

    Days in numbers with the year last are day first with dots; with slashes, a number above 12 must settle them.
    """
    try:
        if (match := ISO.search(printed)) is not None:
            year, month, day = (int(match[k]) for k in (1, 2, 3))
            if match[4]:
                return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0)).isoformat()
            return date(year, month, day).isoformat()
        if (match := re.fullmatch(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?", printed.strip())) is not None:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        if (match := WORDED.search(printed)) is not None:
            month, day = MONTHS[(match["m"] or match["m2"]).casefold()], int(match["d"] or match["d2"])
            return date(int(match["y"]), month, day).isoformat()
        if (match := NUMERIC.search(printed)) is not None:
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            if match[2] == "." or first > 12 or first == second:
                return date(year, second, first).isoformat()
            if second > 12:
                return date(year, first, second).isoformat()
    except ValueError:
        return None
    return None


def dated(text: str) -> str | None:
    """The part of a line from its date on, if it holds one that can be told."""
    for pattern in (ISO, WORDED, NUMERIC):
        if (found := pattern.search(text)) is not None and moment(found[0]) is not None:
            return text[found.start() :].strip()
    return None
