"""iCalendar (RFC 5545): meetings as events of whole days, commitments that are due as events on that day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TextIO

from communique.ledger.found import Found

FOLD = 73
"""Bytes of a line before it is folded; RFC 5545 asks for no more than 75."""

STATUS = {"held": "CONFIRMED", "planned": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED"}


def write_ics(values: Iterable[Found], out: TextIO, base: str = "") -> int:
    """A calendar of those values that have a day; gives how many. `base` is where records can be looked at."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Ledger//EN", "CALSCALE:GREGORIAN"]
    count = 0
    for found in values:
        event = list(_event(found, base))
        lines += event
        count += bool(event)
    out.write("".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")))
    return count


def _event(found: Found, base: str) -> Iterator[str]:
    first = found.due if found.type == "commitment" else found.start
    final = found.due if found.type == "commitment" else found.end or found.start
    if first is None or final is None:
        return
    stamp = (found.published or first).replace("-", "")[:8]
    who = ", ".join(found.who or found.by)
    what = f"Due: {found.words}" if found.type == "commitment" else f"{(found.kind or found.type).capitalize()}: {who}"
    yield "BEGIN:VEVENT"
    yield f"UID:{found.id}@communique"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(first):%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_day(final) + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(what)}"
    yield f"DESCRIPTION:{_escaped(found.words)}"
    if found.place:
        yield f"LOCATION:{_escaped(found.place)}"
    if found.type == "meeting":
        yield f"STATUS:{STATUS.get(found.status or 'held', 'CONFIRMED')}"
    if base:
        yield f"URL:{base}/records/{found.id}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(text: str) -> date:
    """A day, or the first of a month or year."""
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A long line in pieces, never within a character."""
    pieces, held, size = [], "", 0
    for ch in line:
        width = len(ch.encode("utf-8", "replace"))
        if size + width > FOLD:
            pieces.append(held)
            held, size = " ", 1
        held, size = held + ch, size + width
    return "\r\n".join([*pieces, held])
