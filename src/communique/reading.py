"""The verb `read`: a page in, a `Reading` out, through every stage once."""

from pathlib import Path

from communique.language import analyse
from communique.pages import Page, extract, open_page
from communique.readers import (
    demands,
    read_commitments,
    read_mechanisms,
    read_meetings,
    read_positions,
    read_statements,
)
from communique.records import Article, Reading


def read(
    source: str | Path | bytes | Page,
    *,
    url: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
) -> Reading:
    """Read one page: a path, `-` for standard input, bytes, or an opened `Page`.

    `url`, `published` (YYYY-MM-DD) and `publisher` tell what a file cannot. Raises `PageError` with one clear line
    when there is nothing to read.
    """
    page = source if isinstance(source, Page) else open_page(source, url=url)
    return read_article(extract(page, url=url, published=published, publisher=publisher))


def read_article(article: Article) -> Reading:
    """Everything after extraction: analyse a clean article and read its records."""
    analysis = analyse(article)
    mechanisms = read_mechanisms(analysis)
    meetings = read_meetings(analysis, mechanisms)
    statements = read_statements(analysis, meetings)
    commitments = read_commitments(analysis, statements, meetings)
    positions = (*read_positions(analysis, statements), *demands(commitments))
    used = {s.source for s in statements} | {via for s in statements for via in s.via}
    used |= {who.actor for meeting in meetings for who in meeting.participants}
    actors = tuple(
        actor
        for actor in analysis.cast.actors
        if actor.id in used or (actor.kind != "group" and actor.made_by != "bodies.entity/1")
    )
    return Reading(analysis.article, actors, analysis.times, mechanisms, meetings, statements, commitments, positions)
