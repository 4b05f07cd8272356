"""Which paragraphs can hold an attribution at all: a cheap look before the tagger's dear one.

The words are learnt from the training corpus (`tools/train_attribution/screen.py`) and kept in `attribution-words.txt`, which
says how much of that corpus they let through.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("attribution-words.txt")
QUOTES = re.compile(r"[\"“”„«»]|(?<!\w)['‘](?=\w)|''|``")
WORD = re.compile(r"[a-z]+")


@cache
def words() -> frozenset[str]:
    """Lower-case words of which an attribution's cue has at least one."""
    return frozenset(line for line in WORDS.read_text("utf8").splitlines() if line and not line.startswith("#"))


def may_attribute(paragraph: str) -> bool:
    """Whether the paragraph has a quotation mark, a cue's word, or a headline's colon."""
    return bool(
        QUOTES.search(paragraph) or ": " in paragraph or not words().isdisjoint(WORD.findall(paragraph.lower()))
    )


def screened(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs worth tagging, in order."""
    return [(start, end) for start, end in paragraphs if may_attribute(text[start:end])]
