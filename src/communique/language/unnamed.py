"""Office holders whom a text names by their office alone: "Chile's foreign minister", "the Peruvian president"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.knowledge import fold
from communique.language.acting import UNNAMED
from communique.language.bodies import Draft
from communique.language.cast import Cast
from communique.language.pipeline import Block
from communique.language.state_words import state_code, state_pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

HEADS = frozenset({"president", "minister", "premier", "chancellor", "taoiseach", "king", "queen", "emir", "sultan", "spokesperson",
                   "spokesman", "spokeswoman", "ambassador", "envoy", "negotiator", "leader"})  # fmt: skip
LEAD = re.compile(r"(?:.*[ \u00a0][-–—][ \u00a0])?(?:the[ \u00a0])?", re.I)
"""A dateline and an article before the office."""
NOBODY = frozenset(
    {"a", "an", "former", "opposition", "self-proclaimed", "next", "future", "no", "any", "each", "every"}
)
BEFORE = ("poss", "amod", "compound", "nmod")


def unnamed_offices(cast: Cast, blocks: Sequence[Block]) -> list[Draft]:
    """A described actor for each office with its state that stands for nobody whom the text names, in order."""
    found: dict[str, Draft] = {}
    for block in blocks:
        if block.kind == "title":
            continue
        for token in block.doc:
            if token.tag_ not in ("NN", "NNP") or token.lemma_.casefold() not in HEADS or token.dep_ == "compound":
                continue
            country = _state(token)
            if country is None or _has_name(cast, block, token) or cast.members(block, token):
                continue
            span = (block.start(token.left_edge), block.end(token))
            lead = LEAD.match(cast.text[slice(*span)])
            span = (span[0] + (lead.end() if lead else 0), span[1])
            name = cast.text[slice(*span)]
            draft = found.setdefault(fold(name), Draft("group", name, country, [], UNNAMED, 0.8))
            draft.mentions.append(span)
    return list(found.values())


def _state(head: "Token") -> str | None:
    """The one state that owns the office or stands before it; an indefinite office is a description and no office."""
    words = [left for left in head.lefts if left.dep_ in BEFORE]
    if any(left.text.casefold() in NOBODY for left in head.lefts):
        return None
    if any(left.dep_ == "cc" or left.conjuncts for left in words):
        return None
    printed = head.doc[head.left_edge.i : head.i].text
    codes = {code for match in state_pattern().finditer(printed) if (code := state_code(match[1]))}
    return codes.pop() if len(codes) == 1 else None


def _has_name(cast: Cast, block: Block, head: "Token") -> bool:
    """Whether a name stands with the office: before it, behind it, or behind a comma."""
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if after is not None and after.pos_ == "PROPN":
        return True
    if any(child.dep_ == "appos" for child in head.children):
        return True
    phrase = (block.start(head.left_edge), block.end(head.right_edge))
    return bool(cast.within(phrase, ("person",)))
