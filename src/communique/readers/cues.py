"""The words that cite: verbs of cues.csv, some of them with the word after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.csv: which constructions the verb cites with."""

    lemma: str
    frames: str
    confidence: float


@cache
def cues() -> Mapping[str, Cue]:
    """The cue verbs by lemma."""
    return {r["lemma"]: Cue(r["lemma"], r["frames"], float(r["confidence"])) for r in knowledge.table("cues")}


@cache
def _first_words() -> frozenset[str]:
    """Verbs that are cues with the word after them: "make clear"."""
    return frozenset(lemma.split()[0] for lemma in cues() if " " in lemma)


def cue_words(verb: "Token") -> str:
    """The verb's lemma, with the word that makes it a cue: "make clear", "make it clear"."""
    second = _second_word(verb)
    lemma = verb.lemma_.casefold()
    return f"{lemma} {second.text.casefold()}" if second is not None else lemma


def cue_end(verb: "Token") -> "Token":
    """The last word of a cue: "clear" in "made it clear"."""
    return _second_word(verb) or verb


def _second_word(verb: "Token") -> "Token | None":
    lemma = verb.lemma_.casefold()
    if lemma not in _first_words():
        return None
    following = [word for word in verb.doc[verb.i + 1 : verb.i + 3] if word.text.casefold() != "it"]
    return following[0] if following and f"{lemma} {following[0].text.casefold()}" in cues() else None
