"""Passives that cite: "it was announced by X that P", "Y was told by X that P". Their agent is the source."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

APPOSED = 12
"""Words, set off by commas or a day, that may stand between the agent and its "that": ", the Kenyan foreign minister,"."""


@dataclass(frozen=True, slots=True)
class Passive:
    """Who is named after "by", and the word "that" behind which what is cited begins."""

    agent: "Token"
    that: "Token"


def passive_of(verb: "Token") -> Passive | None:
    """The agent and the "that" of a passive that cites; None of any other verb.

    The parser often hangs the clause on the agent's name, so it is looked for by place: the first "that" behind the agent
    which brings a clause with a subject of its own ("by a group that left" is no citing).
    """
    if verb.tag_ != "VBN":
        return None
    agent = next((t for child in verb.rights if child.dep_ == "agent" for t in child.rights if t.dep_ == "pobj"), None)
    if agent is None:
        return None
    for word in verb.doc[agent.i + 1 : min(agent.i + 2 + APPOSED, verb.sent.end)]:
        if word.text.casefold() == "that":
            near = word.i == agent.i + 1 or verb.doc[word.i - 1].text == "," or _day(verb.doc[word.i - 1])
            return Passive(agent, word) if near and _opens_clause(word) else None
        if word.pos_ in ("VERB", "AUX") or word.text in (";", ":", "”", '"'):
            return None
    return None


def _opens_clause(that: "Token") -> bool:
    """Whether "that" stands before a clause which has its own subject and object, not for one of them."""
    clause = that.head
    if that.dep_ == "mark":
        return True
    return that.dep_ in ("dobj", "advmod", "dep") and any(
        child != that and child.dep_ in ("dobj", "ccomp", "attr", "acomp", "prep") and child.i > clause.i
        for child in clause.children
    )


def _day(word: "Token") -> bool:
    return word.ent_type_ in ("DATE", "TIME")
