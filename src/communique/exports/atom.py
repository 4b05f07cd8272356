"""A digest as an Atom feed (RFC 4287): one entry a meeting, commitment, change of wording or thing overdue."""

import re
from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from communique.exports.digests import Entry, entries
from communique.ledger.news import News

CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no place for."""
LINK = re.compile(r"https?://[^\s<>\"]+")


def to_atom(news: News, name: str = "Communique") -> str:
    """The feed; entries keep their ids from one digest to the next, so that a reader shows each once."""
    made = list(entries(news))
    updated = max((_moment(one.moment) for one in made), default=_moment(news.today))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_id('digest', name)}</id>",
        f"  <title>{_text(name)}: what is new</title>",
        f"  <updated>{updated}</updated>",
        f"  <author><name>{_text(name)}</name></author>",
        "  <generator>Communique</generator>",
        *(line for one in made for line in _entry(one)),
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


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'communique:' + ':'.join(parts))}"


def _text(text: str) -> str:
    return escape(CONTROL.sub(" ", text))


def _moment(told: str) -> str:
    """A day or a moment as RFC 3339 asks for it."""
    return f"{told}T00:00:00Z" if len(told) == 10 else told.replace("+00:00", "Z")
