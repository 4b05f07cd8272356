"""Nouns by which people and states are called without their names, and what tells one from another."""

from typing import TYPE_CHECKING

from communique import knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token


def _nouns(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in knowledge.table("cast_words") if row["kind"] == kind)


PAIR = _nouns("pair")
STATE_NOUNS = _nouns("state")
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
OFFICIALS = frozenset(
    {
        "leader",
        "minister",
        "president",
        "premier",
        "counterpart",
        "official",
        "diplomat",
        "chief",
        "head",
        "man",
        "woman",
    }
)
"""Words for two who are people, not states."""
DISTINGUISHING = _nouns("distinguishing")
"""Words that tell one office from another of the same head word: "the foreign minister" is not the prime minister."""
HOLDERS = frozenset({"minister", "president", "secretary", "chancellor", "premier", "king", "emir"})
"""Words for one who holds an office, with or without a name."""
TITLED = frozenset({"minister", "president", "premier"})
LEADING = _nouns("leading")
"""Words in the offices of those who are called leaders; a spokesperson or an envoy is none."""
LESSER = _nouns("lesser")
MAIN = 2
"""How many times as often as another one a text's main person is named, or is a subject."""
CAPITALISED = OFFICIALS | {"side", "delegation", "envoy", "ambassador", "representative", "negotiator"}
"""Of those, whom documents write with a capital; "States" and "Nations" are names."""


def plural(token: "Token") -> bool:
    """Whether a noun is a plural; "Ministers" in capitals is often tagged as one name."""
    if token.tag_ in ("NNS", "NNPS"):
        return True
    return token.tag_ == "NNP" and token.text.endswith("s") and token.text.casefold()[:-1] in CAPITALISED


def singular(token: "Token") -> str:
    """The word that a noun is a plural of: "Ministers" and "ministers" are of "minister"."""
    lemma = token.lemma_.casefold()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" or (token.tag_ == "NNP" and plural(token)) else lemma


def conjoined(token: "Token") -> "list[Token]":
    """A noun with those joined to it by "and"."""
    before = [
        c for c in token.lefts if c.dep_ == "nmod" and c.pos_ == "PROPN" and any(d.dep_ == "cc" for d in c.children)
    ]
    named = (
        next((c for c in token.children if c.dep_ == "appos" and list(c.conjuncts)), None) if plural(token) else None
    )
    if named is not None and named.pos_ == "PROPN" and not before:
        return [named, *named.conjuncts]  # "Chief negotiators A and B"
    return [*before, token, *(other for other in token.conjuncts if not _fronted(token, other))]


def _fronted(token: "Token", other: "Token") -> bool:
    """Whether the parser joins a subject to the place before it: "In Ouagadougou, Traoré and Faye agreed"."""
    return other.dep_ == "pobj" and other.i < token.i and other.nbor(1).text == ","
