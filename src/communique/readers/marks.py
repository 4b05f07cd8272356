"""What a frame does with what it cites: denies it, won't say it, says it with reserve, or didn't say it at all."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Marks:
    """`denied`: the source says that it is not so. `declined`: it would not say. `hedged`: it is reported with reserve.
    `negated`: the text says that the source did not say it."""

    denied: bool = False
    declined: bool = False
    hedged: bool = False
    negated: bool = False


PLAIN = Marks()
NEVER = ("never", "neither")
"""Words before a verb that say it was not done; behind it they belong to what is cited."""


@cache
def _words() -> dict[str, str]:
    """Marks by word and where it stands: the citing verb (v), beside it (a), in the main clause of what is cited (c)."""
    return {row["word"]: row["mark"] for row in knowledge.table("marks")}


def marks_of(verb: "Token") -> Marks:
    """The marks of a citing verb, from itself, what it leans on and its adverbs."""
    found: set[str] = set()
    known = _words()
    chain = [verb]
    while chain[-1].dep_ in ("xcomp", "pcomp") and len(chain) < 4:
        chain.append(chain[-1].head)
    for link in chain:
        found.add(known.get(f"{link.lemma_.casefold()}/v", ""))
        for child in link.children:
            if child.dep_ == "neg" and child.i < link.i:
                # "would not say whether" tells of a refusal, "did not say" of none
                would = any(other.dep_ == "aux" and other.lemma_ in ("would", "will") for other in link.children)
                found.add("declined" if would else "negated")
            elif child.dep_ in ("advmod", "aux") and child.i < link.i and child.text.casefold() not in NEVER:
                found.add(known.get(f"{child.lemma_.casefold()}/a", ""))
            elif child.i < link.i and child.text.casefold() in NEVER:
                found.add("negated")
    for clause in verb.children:
        if clause.dep_ == "ccomp":
            found |= {"hedged" for child in clause.children if known.get(f"{child.lemma_.casefold()}/c") == "hedged"}
    negated = "negated" in found
    return Marks(
        denied="denied" in found and not negated,
        declined="declined" in found,
        hedged="hedged" in found,
        negated=negated and "declined" not in found,
    )
