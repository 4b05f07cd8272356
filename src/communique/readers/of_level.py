"""Encounters to come that others will hold than those who agree on them: "talks of generals", "an economic dialogue of ministers"."""

import re
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

LEVEL = re.compile(
    r"\b(?:(?:vice-)?ministerial|(?:general|working|expert|high|senior|ministerial|director|deputy)[- ]level|technical|military|"
    r"defen[cs]e|economic|trade|commercial|consular|security|financial|intergovernmental|expert|Red Cross)\b",
    re.I,
)
"""Before the word for an encounter: at which level, or on what, others than the leaders meet."""
OF_OTHERS = re.compile(
    r"[ \u00a0](?:of|between|among)[ \u00a0](?:the[ \u00a0]|their[ \u00a0]|both[ \u00a0])?(?:\w+[ \u00a0]){0,2}"
    r"(?:ministers|generals|officers|commanders|officials|experts|delegations|negotiators|diplomats|mechanism|commission|committee|group|dialogue)\b"
    r"|[ \u00a0]at[ \u00a0]the[ \u00a0](?:\w+[ \u00a0])?(?:rank|level)\b",
)
"""After it: of whom, or at which rank."""
WORDS = frozenset(
    {
        "talk",
        "talks",
        "meeting",
        "dialogue",
        "consultation",
        "consultations",
        "negotiation",
        "negotiations",
        "session",
        "round",
    }
)


def of_others(analysis: Analysis, sentence: Sentence, noun: "Token") -> bool:
    """Whether a noun names an encounter of other people than those who speak of it, and nobody by name."""
    if noun.lemma_.casefold() not in WORDS and noun.text.casefold() not in WORDS:
        return False
    block = sentence.block
    left, right = noun.doc[noun.left_edge.i], noun.doc[noun.right_edge.i]
    if analysis.cast.within((block.start(left), block.end(right)), ("person",)):
        return False
    before = noun.doc.text[left.idx : noun.idx]
    after = noun.doc.text[noun.idx + len(noun) : noun.idx + len(noun) + 60]
    return LEVEL.search(before) is not None or OF_OTHERS.match(after) is not None
