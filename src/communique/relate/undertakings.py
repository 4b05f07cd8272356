"""A commitment as far as following it needs, and the later sentences that may tell what became of it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from communique import knowledge
from communique.knowledge.tables import several
from communique.language.phrases import Phrases

Progress: TypeAlias = Literal[
    "announced", "reaffirmed", "under way", "kept", "partly kept", "broken", "lapsed", "superseded"
]
"""How a commitment stands: announced and nothing since, said again by a party, begun, done, done in part, done otherwise,
its date gone by without any of these, or given up for something else."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment with its sentence. `said` and `due` are days (YYYY-MM-DD); `action` is the verb phrase promised."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    sentence: str
    said: str | None
    due: str | None = None
    mechanism: str | None = None
    kind: str = "agreed"

    @property
    def parties(self) -> tuple[str, ...]:
        """All that have to do with it, each once."""
        return tuple(dict.fromkeys((*self.by, *self.to)))

    @property
    def doers(self) -> tuple[str, ...]:
        """Who is to do it: who promised, or who was urged to."""
        return self.to if self.kind == "urged" and self.to else self.by


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a page of `day`; `parties` are the states and organisations that the page is about."""

    ref: str
    text: str
    day: str | None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of deeds.csv: the verbs that do what was promised, those that undo it, and nouns for it. `many`: it can be
    done bit by bit, so that a first convoy is no withdrawal."""

    name: str
    done: tuple[str, ...]
    undone: tuple[str, ...]
    nouns: tuple[str, ...]
    many: bool


@cache
def deeds() -> tuple[Deed, ...]:
    """The table of deeds."""
    return tuple(
        Deed(
            row["deed"],
            several(row["done"]),
            several(row["undone"]),
            several(row["nouns"]),
            row["parts"] == "many",
        )
        for row in knowledge.table("deeds")
    )


@cache
def _state_names() -> Phrases[str]:
    named: dict[str, str] = {}
    for state in knowledge.states().values():
        for name in (state.name, *state.names, *state.demonyms, *state.capitals):
            named.setdefault(name, state.code)
    for row in knowledge.table("seats"):
        named.setdefault(row["name"], row["code"])
    for body in knowledge.organisations():
        for name in (body.name, *body.aliases):
            if len(name) > 2:
                named.setdefault(name, body.name)
    return Phrases(named)


GEOGRAPHY = re.compile(r"\s(?:Sea|Peninsula|Strait|Straits|Gulf|Ocean)\b")


def parties_named(text: str, known: tuple[str, ...] = ()) -> dict[int, str]:
    """Where in a text which state or organisation is named: by name, demonym, capital or seat of government.

    `known` are parties that no table holds and that are looked for as they are spelt.
    """
    found = {
        phrase.span[0]: phrase.value
        for phrase in _state_names().find(text)
        if not GEOGRAPHY.match(text, phrase.span[1])
    }
    for party in known:
        if party not in knowledge.states():
            stem = party.rstrip("a") if " " not in party and len(party) > 5 else party
            for match in re.finditer(rf"(?<!\w){re.escape(stem)}", text):
                found[match.start()] = party
    return dict(sorted(found.items()))
