"""Whom a verb or noun of meeting brings together: its doer, its partners, its owner."""

import re
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast import PAIR, STATE_NOUNS
from communique.language.pipeline import Block
from communique.readers.frames import subject_of
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

STOP_ADP = frozenset({"of", "for", "with", "and"})


def party_of(analysis: Analysis, ref: str) -> str | None:
    """The party that the actor `ref` stands for."""
    return analysis.cast.party(analysis.cast.by_id(ref))


def named(analysis: Analysis, block: Block, head: "Token", left: bool = True) -> list[str]:
    """The actors in a noun phrase: from its left edge until a verb or a preposition other than "of" ends it."""
    doc = block.doc
    first = head.left_edge.i if left else head.i
    last = head.i
    sent_end = head.sent.end
    beyond = {
        inner.i
        for other in doc[head.i + 1 : sent_end]
        if other.dep_ in ("nsubj", "nsubjpass") and not other.is_ancestor(head)
        for inner in other.subtree
    }
    while last + 1 < sent_end:
        token = doc[last + 1]
        if token.i in beyond:
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ") or (token.pos_ == "ADP" and token.text.casefold() not in STOP_ADP):
            break
        if token.text in (";", ":", "“", '"') or token.text.casefold() in (
            "to",
            "who",
            "which",
            "where",
            "when",
            "that",
            "after",
            "before",
            "while",
        ):
            break
        last += 1
    span = (block.start(doc[first]), block.end(doc[last]))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    if not found:
        found = analysis.cast.resolve(block, head)
    elif head.conjuncts:
        # "the Chancellor and King Abdullah": an office without its name stands beside a name
        resolved = [ref for ref in analysis.cast.resolve(block, head) if analysis.cast.by_id(ref).kind == "person"]
        found += [ref for ref in resolved if ref not in found]
    if not found and _stands_for_state(analysis, block, head):
        found = [actor.id for actor in analysis.cast.within(span, ("state", "organisation"))]
    return found


ACTING = (
    PAIR
    | STATE_NOUNS
    | {
        "counterpart",
        "envoy",
        "negotiator",
        "representative",
        "ambassador",
        "ministry",
        "parliament",
        "ally",
        "partner",
    }
)
PRIVATE = frozenset(
    {
        "business",
        "tribal",
        "religious",
        "community",
        "opposition",
        "student",
        "company",
        "corporate",
        "industry",
    }
)
"""Words by which leaders are of no state: "American business leaders"."""


def _stands_for_state(analysis: Analysis, block: Block, head: "Token") -> bool:
    """Whether the phrase is a state or those who act for it, and no tourists or firms of that state."""
    if any(left.text.casefold() in PRIVATE for left in head.subtree if left.i < head.i):
        return False
    lemma = head.lemma_.casefold().removesuffix("s") if head.tag_ == "NNPS" else head.lemma_.casefold()
    return (
        lemma in ACTING
        or bool(analysis.cast.within((block.start(head), block.end(head))))
        or head.pos_ in ("PROPN", "PRON")
    )


def doer(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    """The actors that do what `verb` says, or to whom it is done in the passive."""
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    subject = passive or subject_of(verb)
    if subject is None:
        return []
    if subject.text.casefold() == "we" and analysis.cast.speakers():
        return list(analysis.cast.speakers())
    doc = block.doc
    span = (
        block.start(doc[subject.left_edge.i]),
        block.start(verb) if verb.i > subject.i else block.end(doc[subject.right_edge.i]),
    )
    if verb.i > subject.i and (verb.i - subject.i) < 40:
        direct = named(analysis, block, subject)
        if direct:
            return _nearest(analysis, direct, span)
        return [actor.id for actor in analysis.cast.within(span, ("person",))]
    return named(analysis, block, subject)


def _nearest(analysis: Analysis, refs: list[str], span: Span) -> list[str]:
    """Of people named in a subject and not joined by "and", only the last one acts: "At the invitation of A, B ..."."""
    cast = analysis.cast
    if len(refs) < 2 or any(cast.by_id(ref).kind != "person" for ref in refs):
        return refs
    if len(cast.within(span, ("person",))) < 2:
        return refs
    if re.search(r"\band\b|\bwith\b|&|\bas well as\b", cast.text[slice(*span)]):
        return refs
    return refs[-1:]


def partners(analysis: Analysis, block: Block, verb: "Token", preps: tuple[str, ...], direct: bool) -> list[str]:
    """Whom the verb or its noun is done with: its object, or what follows "with"."""
    found: list[str] = []
    for child in verb.children:
        if direct and child.dep_ in ("dobj", "obj") and child.i > verb.i:
            found += named(analysis, block, child)
        if child.dep_ in ("prep", "agent") and child.text.casefold() in preps and child.i > verb.i:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found += named(analysis, block, inner)
    if not found and preps:
        # the parser hangs "with" on whatever stands between; the first one in the clause is the verb's
        for token in block.doc[verb.i + 1 : min(verb.sent.end, verb.i + 18)]:
            if token.text in (".", ";", ":") or token.pos_ == "SCONJ":
                break
            if token.text.casefold() in preps and token.dep_ in ("prep", "agent", "mark", "dative"):
                for inner in token.children:
                    if inner.dep_ == "pobj":
                        found += named(analysis, block, inner)
                if found:
                    break
    if not found and direct and verb.tag_ != "VBN":
        # "received at State House the President of Uganda, X": the object stands behind the place
        for token in block.doc[verb.i + 1 : verb.sent.end]:
            if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":"):
                break
            if token.text == "the" and (refs := named(analysis, block, token.head, left=False)):
                found += [ref for ref in refs if analysis.cast.by_id(ref).kind == "person"]
                break
    return list(dict.fromkeys(found))


def owner_of(analysis: Analysis, block: Block, owner: "Token") -> list[str]:
    """The actors that own a noun: "Putin's visit", "their talks"."""
    span = (block.start(block.doc[owner.left_edge.i]), block.end(owner))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    return found or analysis.cast.resolve(block, owner)
