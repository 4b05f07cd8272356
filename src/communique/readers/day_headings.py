"""Days that head what stands under them: a diary's "Monday 17 March", a chronology's "March 18: …"."""

import re
from datetime import date, timedelta

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.records import Part, Time

ENTRY = re.compile(r"[ \u00a0]?[:–—][ \u00a0]|[ \u00a0]-[ \u00a0]")
"""What stands between an entry's day and what happened on it."""
FEW = timedelta(days=3)
"""How far apart the first and last day of a heading may be: "Tuesday 3 and Wednesday 4 February"."""
BARE = re.compile(r"[\s,.:;–—-]*")


def heading_day(analysis: Analysis, sentence: Sentence) -> Time | None:
    """The day under which a sentence stands: its own entry's, or that of the last heading, where that is a day."""
    first = next((t for t in analysis.times if t.span[0] == sentence.block.offset and t.start), None)
    if first is not None and ENTRY.match(analysis.cast.text, first.span[1]):
        # "7 August: Fighting breaks out. On 12 August he flew to Moscow. He went on to Tbilisi."
        since = (t for t in analysis.times if first.span[1] <= t.span[0] < sentence.span[0] and t.precision == "day")
        later = [t for t in since if t.span[0] >= sentence.block.offset and (t.start or "") >= (first.start or "")]
        return later[-1] if later else first
    headings = [part for part in analysis.article.parts if part.kind == "heading"]
    last = next((part for part in reversed(headings) if part.span[1] <= sentence.span[0]), None)
    day = _day_of(analysis, last) if last is not None else None
    if day is None or all(part is last or _day_of(analysis, part) is None for part in headings):
        return None  # a single one is when the page was written
    return day


def _day_of(analysis: Analysis, part: Part) -> Time | None:
    """The day, or the few days, that a heading is, with nothing beside it."""
    inside = [t for t in analysis.times if part.span[0] <= t.span[0] and t.span[1] <= part.span[1]]
    if len(inside) != 1 or inside[0].start is None or inside[0].precision not in ("day", "interval"):
        return None
    if inside[0].end is None or date.fromisoformat(inside[0].end) - date.fromisoformat(inside[0].start) > FEW:
        return None
    text, (start, end) = analysis.cast.text, inside[0].span
    bare = BARE.fullmatch(text, part.span[0], start) and BARE.fullmatch(text, end, part.span[1])
    return inside[0] if bare else None
