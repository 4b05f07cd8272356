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


OPENED = frozenset(
    {"begin", "start", "open", "launch", "initiate", "conclude", "complete", "finish", "finalise", "finalize"}
)


def of_a_matter(noun: "Token", verb: "Token") -> bool:
    """Whether negotiations on a matter are only to be begun or ended: "agreed to begin negotiations on a treaty" sets no meeting."""
    on = any(c.dep_ == "prep" and c.text.casefold() in ("on", "for", "over", "about") for c in noun.children)
    technical = any(c.dep_ in ("amod", "compound") for c in noun.children)
    to_come = (
        verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp", "conj") and any(c.tag_ == "TO" for c in verb.children)
    )
    dated = any(w.ent_type_ == "DATE" and w.head.text.casefold() in ("on", "in") for w in verb.subtree)
    placed = any(w.ent_type_ in ("GPE", "FAC") and w.head.text.casefold() == "in" for w in verb.subtree)
    return (
        noun.lemma_ == "negotiation"
        and verb.lemma_ in OPENED
        and to_come
        and (on or technical)
        and not (dated or placed)
    )


def is_such(noun: "Token", verb: "Token | None") -> bool:
    """Whether a dialogue is only described: "the dialogue between Kenya and Tanzania is young"."""
    described = verb is not None and verb.lemma_ == "be" and any(c.dep_ == "acomp" for c in verb.children)
    return described and noun.dep_ == "nsubj" and noun.lemma_ in ("dialogue", "consultation", "exchange")
