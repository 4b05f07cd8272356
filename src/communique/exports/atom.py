"""Atom (RFC 4287): what a search finds, as a feed that readers of news follow."""

from collections.abc import Iterable
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from communique.ledger.found import Found

OPENING = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
EPOCH = "1970-01-01"
"""The day of what has none: a feed asks for one of each entry."""


def write_atom(values: Iterable[Found], out: TextIO, *, title: str, address: str, base: str) -> int:
    """A feed of the values in their order; gives how many. `address` is the feed's own, `base` the reading room's."""
    found = list(values)
    newest = max((_moment(one) for one in found), default=_day(EPOCH))
    out.write(OPENING)
    out.write(f"<title>{_text(title)}</title>\n<id>{_text(address)}</id>\n<updated>{newest}</updated>\n")
    out.write(f'<link rel="self" href={_attribute(address)}/>\n<author><name>Communique</name></author>\n')
    for one in found:
        _entry(one, out, base)
    out.write("</feed>\n")
    return len(found)


def _entry(found: Found, out: TextIO, base: str) -> None:
    sides = " to ".join(", ".join(side) for side in (found.by, found.to) if side)
    head = ": ".join(filter(None, (" ".join(filter(None, (found.kind, found.type))), sides)))
    source = f"{found.publisher or found.address or found.title or ''} {found.published or ''}".strip()
    out.write(f"<entry><title>{_text(head)}</title><id>urn:communique:{_text(found.id)}</id>")
    out.write(f"<updated>{_moment(found)}</updated>")
    out.write(f'<link rel="alternate" href={_attribute(f"{base}/records/{found.id}")}/>')
    out.write(f'<category term={_attribute(found.type)}/><summary type="text">{_text(found.words)}</summary>')
    out.write(f"<author><name>{_text(source or 'unknown')}</name></author></entry>\n")


def _moment(found: Found) -> str:
    return _day(found.published or found.start or EPOCH)


def _day(day: str) -> str:
    whole = day[:10] + "-01-01"[len(day[:10]) - 4 :] if len(day) < 10 else day[:10]
    return f"{whole}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_allowed(text))


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    """Without the characters that XML has no place for."""
    return "".join(
        ch if ch in "\t\n\r" or " " <= ch <= "\ud7ff" or "\ue000" <= ch <= "\ufffd" or ch > "\uffff" else "\ufffd"
        for ch in text
    )
