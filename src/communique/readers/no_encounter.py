"""Nouns of meeting that tell of no one encounter: a number of them, or one that only dates something else."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

REGULAR = frozenset({"regular", "frequent", "periodic", "annual", "yearly", "monthly", "weekly"})
"""Before a plural that speaks of a habit: "agreed to hold regular meetings"."""
FEW = frozenset({"one", "two", "both", "1", "2"})


def many(noun: "Token") -> bool:
    """Whether a number makes it many encounters, of which none is told: "27 meetings with Putin"."""
    if noun.tag_ != "NNS" or noun.lemma_.casefold() in ("talk", "consultation"):
        return False
    if any(left.text.casefold() in REGULAR for left in noun.lefts):
        return True
    count = next((c for c in noun.lefts if c.dep_ == "nummod"), None)
    return count is not None and count.text.casefold() not in FEW


def ahead_of(noun: "Token") -> bool:
    """Whether something else is told by how soon it came before the encounter."""
    if noun.dep_ != "pobj":
        return False
    prep = noun.head
    return prep.text.casefold() == "of" and prep.head.lemma_.casefold() in ("ahead", "advance", "eve")
