"""What the rules for statements find in a text, in the form of a corpus of attributions.

Such a corpus marks only the outermost attribution and more than speech; so what lies inside another's content is left out,
and what people think, want or praise is put in.
"""

import re
from typing import Any

from communique.language import analyse
from communique.readers.attributions import Attribution
from communique.readers.beyond import find_all
from communique.records import Article, Part, Span


def article(text: str) -> Article:
    """A corpus text as an article, its lines as paragraphs; spans index the text as it came."""
    parts = [Part("paragraph", match.span()) for match in re.finditer(r"\S[^\n]*\S|\S", text)]
    return Article(text, tuple(parts))


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Attributions that stand in no other one's content; of two with the same cue, the first."""
    kept: list[Attribution] = []
    for item in sorted(found, key=lambda one: (-_size(one.content), one.cue)):
        stretches = [span for other in kept for span in other.content]
        inside = any(start <= item.cue[0] < end for start, end in stretches)
        if not inside and all(
            not (start < last and first < end) for start, end in stretches for first, last in item.content
        ):
            kept.append(item)
    return sorted(kept, key=lambda one: one.content[0])


def _size(content: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in content)


def attributions(text: str, *, recorded: bool = False) -> list[dict[str, Any]]:
    """The rules' attributions of one text in the corpus's form, each with its confidence; `recorded`: only what goes on record."""
    found = [item for item in find_all(analyse(article(text))) if item.recorded or not recorded]
    return [
        {
            "source": [list(item.source)] if item.source else [],
            "cue": [list(item.cue)],
            "content": [list(span) for span in item.content],
            "confidence": item.confidence,
        }
        for item in outermost(found)
    ]
