"""Where what was told ends although its sentence goes on: clauses and circumstances of the text's own."""

import re
from typing import TYPE_CHECKING

from communique.readers.quotations import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

ANOTHER = re.compile(r";[ \u00a0](?!that\b|and\b|or\b|to\b|but\b|in\b|on\b|for\b|of\b)(?=[a-z])")
"""A clause of the text's own behind what was told: "said that it would host the talks; no date has been fixed"."""
CIRCUMSTANCE = re.compile(
    r",[ \u00a0](?:(?:a|one|two|three|\w+)[ \u00a0])?(?:hours?|days?|weeks?|months?)[ \u00a0](?:after|before|ahead of)\b"
    r"|,[ \u00a0](?:closing|ending|capping|concluding|wrapping up)\b"
)
AHEAD = re.compile(r"\b(?:would|will)\b")
"""When something was announced is no part of what will be: "announced that P would Q, a day after R"."""


def told_until(text: str, start: int, end: int, quoted: Quoted) -> int:
    """The end of the content that begins at `start`, at most `end`."""
    another = ANOTHER.search(text, start, end)
    if another is not None and quoted.at(another.start()) is None:
        end = another.start()
    when = CIRCUMSTANCE.search(text, start, end)
    return when.start() if when is not None and AHEAD.search(text, start, when.start()) else end


def tells_now(verb: "Token") -> bool:
    """Whether a verb tells of now or what will be, as the told do and not who tells in the past."""
    modals = {child.lemma_.casefold() for child in verb.children if child.tag_ == "MD"}
    return verb.tag_ in ("VBZ", "VBP") or bool(modals & {"will", "can", "must", "shall", "may"})
