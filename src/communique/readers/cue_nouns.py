"""Nouns that cite: "Peru's claim that P", "the warning by Li that P", "Li gave an assurance that P"."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.cast import Cast
from communique.language.pipeline import Sentence
from communique.readers.attributions import Attribution
from communique.readers.contents import long_enough, tidy
from communique.readers.marks import PLAIN, Marks
from communique.readers.quotations import Quoted
from communique.readers.sources import speakers
from communique.readers.subjects import goes_on, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

GIVING = frozenset({"give", "issue", "make", "offer", "voice", "express", "repeat", "reiterate", "renew", "deliver", "have", "hold", "share"})  # fmt: skip
"""Verbs whose subject it is that utters the noun which is their object."""


@cache
def _nouns() -> Mapping[str, float]:
    return {row["noun"]: float(row["confidence"]) for row in knowledge.table("cue_nouns")}


def named(sentence: Sentence, cast: Cast, quoted: Quoted) -> Iterator[Attribution]:
    """What a sentence cites with a noun whose owner is known; nouns inside quotations are the speaker's own words."""
    block = sentence.block
    for noun in sentence.tokens:
        confidence = _nouns().get(noun.lemma_.casefold()) if noun.pos_ == "NOUN" and noun.tag_ == "NN" else None
        if confidence is None or quoted.at(block.start(noun)):
            continue
        that = _that(noun)
        owner = _owner(noun) if that is not None else None
        if that is None or owner is None or not (known := speakers(block, owner, cast)):
            continue
        end = min(block.end(that.head.right_edge), sentence.span[1])
        onward = next((word for word in that.head.subtree if word.i > that.head.i and goes_on(word) is not None), None)
        if onward is not None:
            end = min(end, block.start(onward.nbor(-1)))  # "announcement that P and encouraged Q" is two tellings
        content = tidy(cast.text, (block.end(that), end))
        if content is None or not long_enough(cast.text, content):
            continue
        marks = Marks(denied=True) if noun.lemma_.casefold() == "denial" else PLAIN
        yield Attribution(
            known[0], (block.start(owner.left_edge), block.end(owner)), (block.start(noun), block.end(noun)), (content,),
            (), "statements.noun/1", confidence, sentence.span, marks=marks, pronoun=owner.pos_ == "PRON",
        )  # fmt: skip


def _that(noun: "Token") -> "Token | None":
    """The "that" of the clause which tells what the noun is about; it has no part in the clause itself."""
    for clause in noun.rights:
        if clause.dep_ in ("acl", "ccomp") and clause.pos_ in ("VERB", "AUX"):
            return next((t for t in clause.lefts if t.dep_ == "mark" and t.text.casefold() == "that"), None)
    return None


def _owner(noun: "Token") -> "Token | None":
    """Whose word it is: "Peru's", "by Li", or the subject of the verb that gives it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.text.casefold() in ("by", "from"):
            return next((t for t in child.rights if t.dep_ == "pobj"), None)
    verb = noun.head
    if (
        noun.dep_ in ("dobj", "obj")
        and verb.lemma_.casefold() in GIVING
        and not any(c.dep_ == "neg" for c in verb.children)
    ):
        return subject_of(verb)
    return None
