"""Two sides in one word: "US-China talks", "the EU-Japan summit"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.names import state_code
from communique.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

COMBINING = {
    "Sino": "CHN",
    "Franco": "FRA",
    "Anglo": "GBR",
    "Indo": "IND",
    "Russo": "RUS",
    "Italo": "ITA",
    "Greco": "GRC",
}
COMPOUND = re.compile(
    r"(?<![\w-])([A-Z][\w.]+(?:[ \u00a0][A-Z]\w+)?)[-–—/]([A-Z][\w.]+(?:[ \u00a0][A-Z]\w+)?)(?:[ \u00a0][a-z-]+){0,3}[ \u00a0]$"
)


def joined_states(analysis: Analysis, noun: "Token") -> list[str]:
    """The two states of a compound before the noun: "Qatari-Afghan talks", "the US-China summit"."""
    text = noun.doc.text
    match = COMPOUND.search(text, max(0, noun.idx - 70), noun.idx)
    if match is None:
        return []
    codes = [COMBINING.get(part) or state_code(part) for part in match.groups()]
    states = [analysis.cast.state(code) for code in codes if code]
    bodies = [body_actor(analysis, part) for part in match.groups() if not state_code(part)]
    sides = [actor.id for actor in (*states, *bodies) if actor]
    if not sides:
        # "the Putin-Trump summit"
        start = sentence_offset(analysis, noun) + match.start(1)
        sides = [
            actor.id for actor in analysis.cast.within((start, start + match.end(2) - match.start(1)), ("person",))
        ]
        sides = sides or _surnames(analysis, match.groups())
    return sides if len(sides) == 2 else []


def sentence_offset(analysis: Analysis, noun: "Token") -> int:
    """Where the text of the noun's block begins in the article."""
    return next((block.offset for block in analysis.blocks if block.doc is noun.doc), 0)


def _surnames(analysis: Analysis, names: Sequence[str]) -> list[str]:
    """The people whose surnames make a compound, each the only one of that name."""
    found = [
        [a.id for a in analysis.cast.actors if a.kind == "person" and name in a.name.split() and a.country]
        for name in names
    ]
    return [refs[0] for refs in found if len(refs) == 1]


def body_actor(analysis: Analysis, name: str) -> Actor | None:
    """The organisation of a compound's part: "EU" in "the EU-China summit"."""
    body = knowledge.organisation_by_name().get(name)
    return next(
        (a for a in analysis.cast.actors if a.kind == "organisation" and body and a.name in (body.name, *body.aliases)),
        None,
    )
