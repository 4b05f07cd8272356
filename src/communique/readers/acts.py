"""Verbs and nouns that do something with words and tell nothing: "condemned the attack", "expressed gratitude for P".

Such an object is read as a position or a commitment where it is one; as a statement it has no content that could be true.
What has a clause ("expressed regret that P") is told all the same.
"""

from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _acts(pos: str) -> frozenset[str]:
    return frozenset(row["word"] for row in knowledge.table("acts_of_words") if row["pos"] == pos)


def only_acts(verb: "Token") -> bool:
    """Whether a citing verb only acts: by itself, or by the noun that is its object; a clause or a quotation tells."""
    if any(child.dep_ == "ccomp" for child in verb.children):
        return False
    thing = next((child for child in verb.children if child.dep_ in ("dobj", "obj") and child.i > verb.i), None)
    if thing is None:
        return False
    if any(child.dep_ in ("acl", "ccomp") and _that(child) for child in thing.children):
        return False
    return verb.lemma_.casefold() in _acts("verb") or thing.lemma_.casefold() in _acts("noun")


def _that(clause: "Token") -> bool:
    return any(child.dep_ == "mark" and child.text.casefold() == "that" for child in clause.children)
