"""The stamp that a page puts on itself: "Source:mk time:2024-12-29 09:33:20"."""

import re
from datetime import datetime

from communique.records import Declared

SOURCE = re.compile(
    r"(?:source|from)\s?[:：]\s?(.*?)(?=\s*(?:\||author\s?[:：]|editor\s?[:：]|time\s?[:：]|date\s?[:：]|published\s?[:：]|\d{4}-\d\d|$))",
    re.I,
)
AUTHOR = re.compile(
    r"(?:author|editor)\s?[:：]\s?(.*?)(?=\s*(?:\||source\s?[:：]|time\s?[:：]|date\s?[:：]|\d{4}-\d\d|$))", re.I
)
WHEN = re.compile(
    r"(?:time|date|published|updated|posted)(?:\s(?:at|on|time))?\s?[:：]\s?(.{6,40}?)(?=\s*(?:\||source\s?[:：]|author\s?[:：]|editor\s?[:：]|$))",
    re.I,
)
ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
WORDED = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%b. %d, %Y")


def stamp(line: str) -> Declared | None:
    """What a stamp declares; None when the line is no stamp."""
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
    """A printed date or time as ISO: "2024-12-29 09:33:20" gives "2024-12-29T09:33:20"; None when it is none."""
    match = ISO.search(printed)
    try:
        if match is not None:
            year, month, day = (int(match[k]) for k in (1, 2, 3))
            if match[4]:
                return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0)).isoformat()
            return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None
    for shape in WORDED:
        try:
            return datetime.strptime(re.sub(r"[,.]?\s+\d{1,2}:\d\d.*$", "", printed).strip(), shape).date().isoformat()
        except ValueError:
            continue
    return None
