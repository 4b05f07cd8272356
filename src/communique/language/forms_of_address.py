"""Who is called by a form of address alone: "His Highness noted that", "talks with Her Majesty"."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language.cast import Cast
    from communique.language.pipeline import Block

FORMS = frozenset({"highness", "excellency", "majesty", "holiness", "eminence", "beatitude"})
REACH = 60
"""Characters before a name, or before the office in front of it, within which its form of address stands."""
BETWEEN = r"(?:(?!\b(?:His|Her|Their|and)\b)[^.;:\n]){0,45}$"
"""From a form of address to the name: "His Excellency Dr. ", "His Majesty King "."""


def by_form(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """Whom "His Highness" means: of those printed with the form before, the one who acted last, else the first."""
    own = next((left for left in head.lefts if left.dep_ == "poss" or left.tag_ == "PRP$"), None)
    form = head.text.casefold()
    if form not in FORMS or own is None or own.text.casefold() not in ("his", "her"):
        return []
    start = block.start(own)
    called = re.compile(rf"\b(?i:{own.text})[ \u00a0](?:[A-Z]\w+[ \u00a0])?(?i:{head.text})\b(?P<between>{BETWEEN})")
    found: list[str] = []
    for mention in cast.mentions:
        if mention.span[0] >= start:
            break
        if cast.by_id(mention.actor).kind != "person" or mention.actor in found:
            continue
        near = called.search(cast.text, max(0, mention.span[0] - REACH), mention.span[0])
        if near is not None and not _others_between(cast, near.start("between"), mention.span[0]):
            found.append(mention.actor)
    acted = next((ref for place, ref in reversed(cast.subjects) if place < start and ref in found), None)
    return [acted] if acted else found[:1]


def _others_between(cast: "Cast", start: int, end: int) -> bool:
    """Whether the form belongs to somebody named before: "His Highness Sheikh X, and Minister Y"."""
    return any(start <= m.span[0] and m.span[1] <= end and cast.by_id(m.actor).kind == "person" for m in cast.mentions)
