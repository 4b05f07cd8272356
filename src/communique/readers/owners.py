"""Whose a noun of meeting is: "Putin's visit", "their talks", and whether only "with" tells who met."""

from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Block
from communique.readers.parties import named

if TYPE_CHECKING:
    from spacy.tokens import Token


def owner_of(analysis: Analysis, block: Block, owner: "Token") -> list[str]:
    """The actors that own a noun: "Putin's visit", "their talks", "Orban, whose visit to Moscow"."""
    if owner.text.casefold() == "whose":
        clause = next((word for word in owner.ancestors if word.dep_ == "relcl"), None)
        return named(analysis, block, clause.head) if clause is not None else []
    span = (block.start(block.doc[owner.left_edge.i]), block.end(owner))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    return found or analysis.cast.resolve(block, owner)


def only_with(noun: "Token") -> bool:
    """Whether those who met are told by "with" alone, not by "between", "of" or "among"."""
    near = noun.doc[noun.i + 1 : min(noun.i + 7, noun.sent.end)]
    with_whom = next((t for t in near if t.text.casefold() == "with"), None)
    return with_whom is not None and not any(
        t.text.casefold() in ("between", "of", "among", "by") for t in near if t.i < with_whom.i
    )


def whose_days(analysis: Analysis, noun: "Token", verb: "Token | None") -> str | None:
    """Whose "meeting with X" is that a programme lists without a verb, or tells to have been called off."""
    listed = verb is None and noun.dep_ in ("ROOT", "dep", "appos")
    off = verb is not None and noun.dep_ in ("nsubj", "nsubjpass")
    return analysis.cast.programme if listed or off else None
