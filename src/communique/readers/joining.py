"""Attributions that something else found, joined with those of the rules: a trained tagger's, or a person's.

Where both found the same, the record stays the rules' (its boundaries and its chain are explained) and is trusted more;
where they name different speakers it is trusted less. What only the other found comes in above a threshold, under its
own name; the rules still say which outlets carry it and who its source is among the actors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.attributions import Attribution
from communique.readers.carriers import addressed, carriers
from communique.readers.chains import outlets_around
from communique.readers.contents import tidy
from communique.readers.cues import cue_words, cues
from communique.readers.frames import SPEECH_ACT, spoken
from communique.readers.marks import PLAIN, marks_of
from communique.readers.quotations import Quoted
from communique.readers.sources import speakers
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 0.8
"""Confidence from which on an attribution that no rule found is taken. On the golden documents, dev and check, F1 of statements is
.873 and .817 by rules alone, .876 and .833 with those from .8 on; from .4 on dev has .874."""
SAME = 0.5
"""Share of characters that two contents have in common to be one."""
DOUBT = 0.8
"""What a statement's confidence is multiplied with when the other names another speaker."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An attribution from outside, as spans into the article's text; `made_by` names what found it, with its version."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    made_by: str


def join(
    analysis: Analysis,
    found: Sequence[Attribution],
    proposed: Sequence[Proposed],
    quoted: Quoted,
    least: float = LEAST,
) -> list[Attribution]:
    """The rules' attributions with what others proposed, in the order of the text. Proposals without content are left out."""
    joined = list(found)
    for item in sorted((one for one in proposed if one.content), key=lambda one: -one.confidence):
        share, number = max(
            ((_common(item.content, held.content), k) for k, held in enumerate(joined)), default=(0.0, -1)
        )
        if share >= SAME:
            joined[number] = _agreed(joined[number], item)
        elif share == 0.0 and item.confidence >= least and (made := _taken(analysis, item, quoted)) is not None:
            joined.append(made)
    return sorted(joined, key=lambda item: (item.evidence, item.content))


def _common(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Characters in both over characters in either."""
    both = sum(max(0, min(end, last) - max(start, first)) for start, end in one for first, last in other)
    either = sum(end - start for start, end in (*one, *other)) - both
    return both / either if either else 0.0


def _agreed(ours: Attribution, theirs: Proposed) -> Attribution:
    if ours.rule == theirs.made_by:
        return ours
    if ours.source and theirs.source and not _touch(ours.source, theirs.source):
        return replace(ours, confidence=round(ours.confidence * DOUBT, 3))
    # half of what the other is sure of, of what the rule leaves open: the two read the same words and are not independent
    return replace(ours, confidence=round(ours.confidence + (1 - ours.confidence) * theirs.confidence / 2, 3))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _taken(analysis: Analysis, item: Proposed, quoted: Quoted) -> Attribution | None:
    """A proposal as an attribution of ours; None where it lies in no parsed sentence."""
    cast = analysis.cast
    anchor = item.cue or item.source or item.content[0]
    placed = _sentence(analysis, anchor[0])
    if placed is None:
        return None
    sentence, block = placed, placed.block
    carrying = list(carriers(sentence, cast))
    content = _without([c.span for c in carrying], item.content, cast.text)
    if not content:
        return None
    verb = _verb(block, item.cue) if item.cue else None
    told = addressed(sentence, verb, cast) if verb is not None else ()
    around = [ref for ref, _ in outlets_around(spoken(sentence, cast, quoted), carrying, cast, anchor[0])]
    actor = actor_at(analysis, item.source)
    whole = all(
        (held := quoted.within(span)) and held[0][0][0] <= span[0] and span[1] <= held[0][0][1] + 1 for span in content
    )
    cites = verb is not None and (known := cues().get(cue_words(verb))) is not None and known.frames != SPEECH_ACT
    evidence = (min(sentence.span[0], content[0][0]), max(sentence.span[1], content[-1][1]))
    return Attribution(
        actor, item.source, item.cue or anchor, content, tuple(ref for ref in dict.fromkeys((*told, *around)) if ref != actor),
        item.made_by, item.confidence, evidence, recorded=whole or (cites and any(_told(block, span) for span in content)),
        marks=marks_of(verb) if verb is not None else PLAIN,
    )  # fmt: skip


def _told(block: Block, span: Span) -> bool:
    """Whether a content is told as a clause with a subject of its own, and not named: "that P", not "its support for P"."""
    words = block.doc.char_span(span[0] - block.offset, span[1] - block.offset, alignment_mode="expand")
    return any(
        word.dep_ in ("nsubj", "nsubjpass", "expl")
        and word.tag_ not in ("WDT", "WP")
        and word.head.dep_ not in ("relcl", "acl")
        for word in words or ()
    )


def actor_at(analysis: Analysis, span: Span | None) -> str | None:
    """The actor that a source's words stand for: what its head noun resolves to, else who is named in it first."""
    if span is None:
        return None
    for block in analysis.blocks:
        if block.holds(span[0]):
            words = block.doc.char_span(span[0] - block.offset, span[1] - block.offset, alignment_mode="expand")
            known = speakers(block, words.root, analysis.cast) if words is not None and len(words) else ()
            if known:
                return known[0]
    named = analysis.cast.within(span)
    return named[0].id if named else None


def _sentence(analysis: Analysis, at: int) -> Sentence | None:
    for block in analysis.blocks:
        if block.holds(at):
            for sentence in block.sentences():
                if sentence.span[0] <= at < sentence.span[1]:
                    return sentence
    return None


def _verb(block: Block, cue: Span) -> "Token | None":
    """The verb that a cue turns on, the last of several: "went on to say"."""
    words = block.doc.char_span(cue[0] - block.offset, cue[1] - block.offset, alignment_mode="expand")
    verbs = [token for token in words or () if token.pos_ in ("VERB", "AUX")]
    return verbs[-1] if verbs else None


def _without(parts: Sequence[Span], content: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The content without the stretches in which carriers are named."""
    kept = list(content)
    for first, last in parts:
        cut = [((start, min(end, first)), (max(start, last), end)) for start, end in kept]
        kept = [piece for pair in cut for piece in dict.fromkeys(pair) if piece[0] < piece[1]]
    return tuple(span for piece in kept if (span := tidy(text, piece)) is not None)
