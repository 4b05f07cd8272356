"""Days that head what stands under them: a diary's "Monday 17 March", a chronology's "March 18: …"."""

import re

from communique.language import Analysis
from communique.records import Part, Span, Time

ENTRY = re.compile(r"[ \u00a0]?[:–—][ \u00a0]|[ \u00a0]-[ \u00a0]")
"""What stands between an entry's day and what happened on it."""
BARE = re.compile(r"[\s,.:;–—-]*")
FEWEST = 2
"""Headings that are days in a page where days head what follows; a single one is when the page was written."""


def heading_day(analysis: Analysis, span: Span) -> Time | None:
    """The day under which a sentence stands: its own entry's, or that of the last heading, where that is a day."""
    block = next((b for b in analysis.blocks if b.offset <= span[0] < b.offset + len(b.doc.text)), None)
    first = next((t for t in analysis.times if block is not None and t.span[0] == block.offset and t.start), None)
    if first is not None and ENTRY.match(analysis.cast.text, first.span[1]):
        return first
    headings = [part for part in analysis.article.parts if part.kind == "heading"]
    days = [(part, day) for part in headings if (day := _day_of(analysis, part)) is not None]
    if len(days) < FEWEST:
        return None
    last = max((part for part in headings if part.span[1] <= span[0]), key=lambda part: part.span[0], default=None)
    return next((day for part, day in days if part is last), None)


def _day_of(analysis: Analysis, part: Part) -> Time | None:
    """The single day that a heading is, with nothing beside it."""
    inside = [t for t in analysis.times if part.span[0] <= t.span[0] and t.span[1] <= part.span[1]]
    if len(inside) != 1 or inside[0].start is None or inside[0].start != inside[0].end:
        return None
    text, (start, end) = analysis.cast.text, inside[0].span
    bare = BARE.fullmatch(text, part.span[0], start) and BARE.fullmatch(text, end, part.span[1])
    return inside[0] if bare else None
