"""Papers that speak in their issuer's place: "a statement by the ministry read", "the report said"."""

from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.cast import Cast
from communique.language.pipeline import Block

if TYPE_CHECKING:
    from spacy.tokens import Token

ISSUES = frozenset({"by", "from", "of"})
OF_SEVERAL = frozenset({"text", "letter"})
"""Papers that name nobody: whose "the text" is, the body named last does not tell."""
ISSUED = frozenset({"release", "issue", "publish", "post", "circulate", "sign", "carry", "distribute", "put", "read"})
REACH = 800
"""Characters after it was named within which an outlet or issuer is the one whose "report" or "statement" is meant."""


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["speaks_for"] for row in knowledge.table("documents")}


def issuer(block: Block, noun: "Token", cast: Cast) -> tuple[str, ...]:
    """The actor for whom a paper speaks, where `noun` is one; empty where it isn't, or nobody issued it."""
    speaks_for = _nouns().get(noun.lemma_.casefold())
    if speaks_for is None or noun.pos_ not in ("NOUN", "PROPN"):
        return ()
    for part in (*noun.lefts, *noun.rights):
        if part.dep_ in ("poss", "compound", "nmod"):
            found = _owner(block, part, cast)
        elif part.dep_ == "prep" and part.text.casefold() in ISSUES:
            found = _object(block, part, cast)
        elif part.dep_ == "acl" and part.lemma_.casefold() in ISSUED:
            found = next(
                (f for agent in part.children if agent.dep_ in ("agent", "prep") if (f := _object(block, agent, cast))),
                (),
            )
        else:
            continue
        if found:
            return found
    the = any(left.text.casefold() in ("the", "that", "this", "its") for left in noun.lefts)
    if not the or noun.lemma_.casefold() in OF_SEVERAL:
        return ()
    at = block.start(noun.sent[0])  # who is named in what the paper says has not issued it
    kinds = ("outlet",) if speaks_for == "outlet" else ("organ", "organisation")
    for mention in reversed(cast.mentions):
        if mention.span[1] <= at:
            if at - mention.span[1] > REACH:
                return ()
            if cast.by_id(mention.actor).kind in kinds:
                return (mention.actor,)
    return ()


def _object(block: Block, preposition: "Token", cast: Cast) -> tuple[str, ...]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            return tuple(cast.resolve(block, child)[:1])
    return ()


def _owner(block: Block, owner: "Token", cast: Cast) -> tuple[str, ...]:
    """ "The ministry's statement", "the Foreign Ministry statement"; a state alone issues no statement by standing before it."""
    if owner.dep_ == "poss":
        refs = cast.resolve(block, owner)
        return tuple(refs) if len(refs) == 1 else ()  # "their letter": of more than the last two
    start, end = block.start(owner.left_edge), block.end(owner)
    named = [a for a in cast.within((start, end)) if a.kind in ("organ", "organisation", "outlet", "person")]
    return (named[-1].id,) if named else ()
