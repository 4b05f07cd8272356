"""An attribution as it is found in the text, before it becomes a record."""

from dataclasses import dataclass

from communique.readers.marks import PLAIN, Marks
from communique.records import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is cited, with which words, for what.

    `actor`: the id of whom `source` stands for, None where nobody in the text is known by it. `recorded`: whether it is a
    statement for us; what people think, want or praise is found too, but only some of it is on record. `pronoun`: the
    source is "he", or the same as the last one's.
    """

    actor: str | None
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    via: tuple[str, ...]
    rule: str
    confidence: float
    evidence: Span
    recorded: bool = True
    marks: Marks = PLAIN
    pronoun: bool = False
    via_inherited: tuple[str, ...] = ()
