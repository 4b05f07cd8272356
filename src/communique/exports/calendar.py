"""iCalendar (RFC 5545): a digest's or a search's meetings and due dates, each an event of whole days."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TextIO

from communique.exports.digests import Entry, entries
from communique.ledger.found import Found
from communique.ledger.news import News

OCTETS = 75
"""Octets of a line at most, its end not counted (RFC 5545, 3.1)."""
IN_A_CALENDAR = frozenset({"new meetings", "meetings ahead", "due", "overdue"})
STATUS = {"held": "CONFIRMED", "planned": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED"}


def to_calendar(news: News) -> str:
    """The calendar. Events keep their UID from one digest to the next; one without a day is left out."""
    made = {one.id: one for one in entries(news) if one.section in IN_A_CALENDAR and one.start}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//digest//EN", "CALSCALE:GREGORIAN"]
    for one in made.values():
        lines += _event(one)
    if not made:
        lines += EMPTY
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


EMPTY = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar holds one component at least: without events, that of the time zone."""


def _event(one: Entry) -> Iterable[str]:
    assert one.start is not None
    first = date.fromisoformat(one.start)
    last = max(first, date.fromisoformat(one.end or one.start))
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@communique"
    yield f"DTSTAMP:{_stamp(one.moment)}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escaped(one.title)}"
    yield f"DESCRIPTION:{escaped(one.text)}"
    yield f"CATEGORIES:{escaped(one.section)}"
    if one.place:
        yield f"LOCATION:{escaped(one.place)}"
    if one.address and one.address.isascii() and not any(ch.isspace() for ch in one.address):
        yield f"URL:{one.address}"
    if one.status in STATUS:
        yield f"STATUS:{STATUS[one.status]}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def write_ics(values: Iterable[Found], out: TextIO, base: str = "") -> int:
    """A calendar of what was found and has a day; gives how many. `base` is where records can be looked at."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Ledger//EN", "CALSCALE:GREGORIAN"]
    count = 0
    for found in values:
        event = list(_found_event(found, base))
        lines += event
        count += bool(event)
    if not count:
        lines += EMPTY
    out.write("".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in folded(line)))
    return count


def _found_event(found: Found, base: str) -> Iterator[str]:
    first = found.due if found.type == "commitment" else found.start
    final = found.due if found.type == "commitment" else found.end or found.start
    if first is None or final is None:
        return
    who = ", ".join(found.who or found.by)
    what = f"Due: {found.words}" if found.type == "commitment" else f"{(found.kind or found.type).capitalize()}: {who}"
    yield "BEGIN:VEVENT"
    yield f"UID:{found.id}@communique"
    yield f"DTSTAMP:{_day(found.published or first):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(first):%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_day(final) + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escaped(what)}"
    yield f"DESCRIPTION:{escaped(found.words)}"
    if found.place:
        yield f"LOCATION:{escaped(found.place)}"
    if found.type == "meeting":
        yield f"STATUS:{STATUS.get(found.status or 'held', 'CONFIRMED')}"
    if base:
        yield f"URL:{base}/records/{found.id}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(text: str) -> date:
    """A day, or the first of a month or year."""
    year, month, day = (*map(int, text[:10].split("-")), 1, 1)[:3]
    return date(year, month, day)


def _stamp(told: str) -> str:
    moment = datetime.fromisoformat(told if len(told) > 10 else f"{told}T00:00:00")
    return f"{moment:%Y%m%dT%H%M%S}Z"


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks escaped, other control characters left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(ch for ch in plain if ch == "\t" or (ch >= " " and ch != "\x7f"))


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets; all but the first begin with a space. No character is cut."""
    piece, size = "", 0
    for ch in line:
        octets = len(ch.encode("utf-8", "replace"))
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += ch
        size += octets
    yield piece
