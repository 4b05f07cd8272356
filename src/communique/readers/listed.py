"""Points set below one another: "The two sides agreed to:" or "The Presidents:" with an action or a verb to each point."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Block
from communique.readers.bonds import parties_of
from communique.readers.complements import binding_words
from communique.readers.subjects import subject_of
from communique.records import CommitmentKind, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

NUMBERED = re.compile(r"\s*(?:[-•*–▪]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*")
"""The sign before a point."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a colon that the points below go on from: who acts, and the last verb."""

    block: Block
    subject: "Token | None"
    verb: "Token | None"


def leads(analysis: Analysis) -> dict[int, Lead]:
    """The lead of each block that is a point of a list, by the block's offset."""
    found: dict[int, Lead] = {}
    lead: Lead | None = None
    signed: str | None = None
    for block in analysis.blocks:
        text = block.text.rstrip()
        point = block.kind == "list" or bool(NUMBERED.match(text))
        if point and lead is not None:
            signed = signed or _sign(text)
            if _sign(text) == signed:
                found[block.offset] = lead
            else:  # after (a) and (b), "5." goes on with what stood above the lead
                lead = None
        if text.endswith(":"):
            lead, signed = _lead(block), None
        elif not point:
            lead = None
    return found


def _sign(text: str) -> str:
    """The kind of sign before a point: a number, a letter, a dash."""
    sign = NUMBERED.match(text)
    first = re.search(r"\w|[-•*–▪]", sign[0]) if sign else None
    return "" if first is None else "1" if first[0].isdigit() else "a" if first[0].isalpha() else "-"


def _lead(block: Block) -> Lead:
    sentence = list(block.doc.sents)[-1]
    verbs = [token for token in sentence if token.pos_ in ("VERB", "AUX")]
    last = verbs[-1] if verbs else None
    subject = subject_of(last) if last is not None else None
    if subject is None:
        subject = next((token for token in sentence if token.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        nouns = [token for token in sentence if token.pos_ in ("NOUN", "PROPN", "PRON")]
        subject = nouns[-1] if nouns and last is None else None
    return Lead(block, subject, last)


def first_word(block: Block) -> "Token | None":
    """The first word of a point, after its sign and "also"."""
    sign = NUMBERED.match(block.text)
    start = sign.end() if sign else 0
    return next(
        (t for t in block.doc if t.idx >= start and t.is_alpha and t.text.casefold() not in ("to", "also", "further")),
        None,
    )


OPENERS = frozenset({"PRON", "ADP", "SCONJ"})
"""What a point that does not go on with the lead's verb may begin with: "On regional affairs, the two sides ..."."""


def tells_itself(first: "Token") -> bool:
    """Whether a point is a sentence of its own rather than what the lead's verb goes on with: "The two sides noted P"."""
    if first.pos_ in OPENERS and first.tag_ != "MD":
        return True
    return any(
        token.dep_ in ("nsubj", "nsubjpass")
        and token.left_edge.i <= first.i <= token.i
        and token.head.i > token.i
        and (token.head.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in token.head.children))
        for token in first.sent
    )


def after_modal(first: "Token") -> "Token | None":
    """The verb of a point that has the modal itself ("will resolve their controversies"), else the word as it is.

    None for what is not to be done: "will not threaten or use force" must not become "use force".
    """
    behind = list(first.doc[first.i + 1 : first.i + 5])
    if first.tag_ != "MD":
        return first
    if first.lemma_.casefold() not in ("will", "shall") or any(token.dep_ == "neg" for token in behind):
        return None
    return next((token for token in behind if token.tag_ in ("VB", "VBP")), None)


def lead_parties(analysis: Analysis, lead: Lead, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The parties that act in the points: the lead's subject, else the two that the text is about."""
    *_, sentence = lead.block.sentences()
    by = parties_of(analysis, sentence, lead.subject, statements)
    if by or (lead.subject is not None and lead.subject.pos_ == "PROPN"):
        return by
    joint = lead.verb is not None and lead.subject is not None and lead.subject.tag_ in ("NNS", "NNPS", "PRP")
    return tuple(sorted(analysis.cast.parties(analysis.cast.pair))) if joint and analysis.cast.bilateral() else ()


def binds(lead: Lead) -> CommitmentKind | None:
    """The kind of undertaking that the points are where the lead's own verb binds: "agreed to:", "will:", "decided the following:"."""
    sentence = list(lead.block.doc.sents)[-1]
    for token in reversed(list(sentence)):
        if token.tag_ == "MD" and token.lemma_ in ("will", "shall"):
            return "agreed"
        if token.pos_ in ("VERB", "ADJ"):
            entry = binding_words().get((token.lemma_.casefold(), "verb")) or binding_words().get(
                (token.text.casefold(), "adj")
            )
            if entry is not None:
                return entry[0] if entry[0] in ("agreed", "pledged", "proposed") else None
    return None
