"""Atom (RFC 4287): a digest or what a search finds, as a feed that readers of news follow."""

import re
from collections.abc import Iterable
from typing import TextIO
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from communique.exports.digests import Entry, entries
from communique.ledger.found import Found
from communique.ledger.news import News

CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no place for."""
EPOCH = "1970-01-01"
"""The day of what has none: a feed asks for one of each entry."""
LINK = re.compile(r"https?://[^\s<>\"]+")


def to_atom(news: News, name: str = "Communique") -> str:
    """The digest as a feed; entries keep their ids from one digest to the next, so that a reader shows each once."""
    return to_feed(entries(news), ("digest", name), f"{name}: what is new", news.today, name)


def to_feed(made: Iterable[Entry], ident: tuple[str, ...], title: str, quiet: str, author: str = "Communique") -> str:
    """Entries as a feed. `ident` is what makes the feed's own id; `quiet` the day that it is of when there are no entries."""
    held = list(made)
    updated = max((_moment(one.moment) for one in held), default=_moment(quiet))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_id(*ident)}</id>",
        f"  <title>{_text(title)}</title>",
        f"  <updated>{updated}</updated>",
        f"  <author><name>{_text(author)}</name></author>",
        "  <generator>Communique</generator>",
        *(line for one in held for line in _entry(one)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(one: Entry) -> Iterable[str]:
    yield "  <entry>"
    yield f"    <id>{_id(one.section, one.id)}</id>"
    yield f"    <title>{_text(one.title)}</title>"
    yield f"    <updated>{_moment(one.moment)}</updated>"
    if one.address and LINK.fullmatch(one.address):
        yield f'    <link rel="alternate" href={quoteattr(one.address)}/>'
    yield f"    <category term={quoteattr(one.section)}/>"
    yield f'    <content type="text">{_text(one.text)}</content>'
    yield "  </entry>"


def write_atom(values: Iterable[Found], out: TextIO, *, title: str, address: str, base: str) -> int:
    """A feed of what was found, in its order; gives how many. `address` is the feed's own, `base` the reading room's."""
    found = list(values)
    newest = max((_told(one) for one in found), default=_moment(EPOCH))
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
    out.write(f"<title>{_text(title)}</title>\n<id>{_text(address)}</id>\n<updated>{newest}</updated>\n")
    out.write(f'<link rel="self" href={_attribute(address)}/>\n<author><name>Communique</name></author>\n')
    for one in found:
        out.write(_found_entry(one, base))
    out.write("</feed>\n")
    return len(found)


def _found_entry(found: Found, base: str) -> str:
    sides = " to ".join(", ".join(side) for side in (found.by, found.to) if side)
    head = ": ".join(filter(None, (" ".join(filter(None, (found.kind, found.type))), sides)))
    source = f"{found.publisher or found.address or found.title or ''} {found.published or ''}".strip()
    return (
        f"<entry><title>{_text(head)}</title><id>urn:communique:{_text(found.id)}</id><updated>{_told(found)}</updated>"
        f'<link rel="alternate" href={_attribute(f"{base}/records/{found.id}")}/><category term={_attribute(found.type)}/>'
        f'<summary type="text">{_text(found.words)}</summary>'
        f"<author><name>{_text(source or 'unknown')}</name></author></entry>\n"
    )


def _told(found: Found) -> str:
    day = (found.published or found.start or EPOCH)[:10]
    return _moment(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'communique:' + ':'.join(parts))}"


def _text(text: str) -> str:
    return escape(CONTROL.sub(" ", text))


def _attribute(text: str) -> str:
    return quoteattr(CONTROL.sub(" ", text))


def _moment(told: str) -> str:
    """A day or a moment as RFC 3339 asks for it."""
    if len(told) == 10:
        return f"{told}T00:00:00Z"
    return told.replace("+00:00", "Z") if told.endswith(("Z", "+00:00")) else f"{told}Z"
