"""Attribution frames: the words that cite, before anything is said about what they cite.

A frame is a cue with its source: "Li said", "noting", "a statement by the ministry read". Frames are found first, because
the content of one ends where the next begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language.cast import Cast
from communique.language.pipeline import Block, Sentence
from communique.readers.carriers import addressed
from communique.readers.cues import Cue, cue_words, cues
from communique.readers.documents import issuer
from communique.readers.passives import passive_of
from communique.readers.quotations import Quoted
from communique.readers.sources import speakers
from communique.readers.subjects import name_after, name_before, subject_of
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEECH_ACT = "-"
"""Frames of a verb that does something with words but cites none: "urged", "welcomed" (commitments and positions read them)."""

PAPERS = "p"
"""Frames of a verb that cites where a paper does it: "the statement read"."""
ONLY = frozenset({"only", "merely", "just", "not", "n't", "n’t"})
"""Words with which "would" tells of what was said, or wasn't: "would only say that", "would not say whether"."""

LEADING = frozenset({"go", "continue", "proceed", "decline", "refuse", "appear", "seem", "fail"})
"""Verbs whose infinitive cites: "went on to say", "declined to say whether" (`marks` tells what they make of it)."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verb that cites, with its subject; `sources` are the actors that the subject stands for, if any are known."""

    cue: Cue
    verb: "Token"
    subject: "Token"
    sources: tuple[str, ...]
    source_span: Span
    start: int
    participle: bool
    outlets: tuple[str, ...]

    def same_speaker(self, other: "Spoken") -> bool:
        """Whether both are said of one speaker."""
        return self.subject == other.subject or (bool(self.sources) and self.sources == other.sources)


def spoken(sentence: Sentence, cast: Cast, quoted: Quoted) -> list[Spoken]:
    """The citing verbs of a sentence, in order."""
    found = []
    block = sentence.block
    for token in sentence.tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        cue = NAMED if names_thing(token) else cues().get(cue_words(token))
        if cue is None or cue.frames == SPEECH_ACT or quoted.at(block.start(token)):
            continue
        passive = passive_of(token) if "c" in cue.frames else None
        if passive is None and not _cites(token):
            continue
        subject = passive.agent if passive else subject_of(token) or name_before(token) or name_after(token)
        if subject is None or (PAPERS in cue.frames and not issuer(block, subject, cast)):
            continue
        own = any(child == subject for child in token.children)
        start = block.start(token)
        if own:
            start = min(start, block.start(subject.left_edge))
        span = (block.start(subject.left_edge), block.end(subject))
        participle = token.tag_ == "VBG" and not own
        sources = speakers(block, subject, cast)
        found.append(Spoken(cue, token, subject, sources, span, start, participle, addressed(sentence, token, cast)))
    return found


def _cites(verb: "Token") -> bool:
    """A finite or participial verb, not one that is itself wished for ("Japan should say", "to say")."""
    if verb.lemma_ == "call" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].text.casefold() in ("off", "it"):
        return False
    if verb.lemma_ in ("describe", "call", "term") and any(c.tag_ == "WP" and c.dep_ != "nsubj" for c in verb.children):
        return False  # "after what he described as a breakthrough"
    if verb.tag_ == "VBN":
        return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    if verb.tag_ == "VB":
        helpers = {child.lemma_.casefold() for child in verb.children if child.dep_ == "aux"}
        if "do" in helpers:
            return True
        if helpers == {"would"} and any(
            child.dep_ in ("neg", "advmod") and child.text.casefold() in ONLY for child in verb.children
        ):
            return True
        return verb.dep_ in ("xcomp", "conj") and verb.head.lemma_ in LEADING and "to" in helpers
    return names_thing(verb) or not (
        verb.lemma_ == "call"
        and not any(child.dep_ == "prep" and child.text.casefold() in ("on", "upon", "for") for child in verb.children)
    )


NAMED = Cue("call", "n", 0.75)
"""The frame of "called the plan a catastrophe"."""


def names_thing(verb: "Token") -> bool:
    """Whether something is called something: "called the plan a catastrophe", "branded it unlawful"; a name is none."""
    if verb.lemma_ not in ("call", "brand", "label", "term", "dub") or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBG"):
        return False
    word = next((c for c in verb.children if c.dep_ in ("oprd", "ccomp", "acomp") and c.i > verb.i), None)
    if word is None or word.pos_ not in ("NOUN", "ADJ", "VERB") or (word.pos_ == "VERB" and word.tag_ != "VBN"):
        return False
    things = [
        c for c in (*verb.children, *word.children) if c.dep_ in ("dobj", "obj", "nsubj") and verb.i < c.i < word.i
    ]
    return bool(things) and not any(
        c.tag_ in ("WP", "WDT") or c.dep_ in ("cop", "aux", "mark") for c in (*things, *word.children)
    )


def is_outlet(verb: Spoken, cast: Cast) -> bool:
    """Whether a frame's speaker is an outlet: "Kyodo reported"."""
    return bool(verb.sources) and cast.by_id(verb.sources[0]).kind == "outlet"


def within(block: Block, token: "Token", spans: Sequence[Span]) -> bool:
    """Whether a token stands in one of the spans."""
    at = block.start(token)
    return any(start <= at < end for start, end in spans)
