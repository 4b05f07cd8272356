"""On whose behalf an actor acts: a state, an organisation, or a union for its institutions."""

from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import fold
from communique.language.phrases import body_phrases
from communique.records import Actor

INSTITUTIONS = dict.fromkeys(
    (
        "European Commission",
        "European Council",
        "European Parliament",
        "Foreign Affairs Council",
        "General Affairs Council",
        "Council of the European Union",
        "Council of the EU",
    ),
    "European Union",
) | dict.fromkeys(("African Union Commission", "AU Commission"), "African Union")


def party_of(actor: Actor) -> str | None:
    """The party an actor stands for: its state, or itself where it is an organisation; an institution stands for its union."""
    party = _own_party(actor)
    return INSTITUTIONS.get(party, party) if party else None


def _own_party(actor: Actor) -> str | None:
    if actor.country:
        return actor.country
    if actor.kind == "person":
        of = next((role.of for role in actor.roles if role.of), None)
        of = of or _office_body(actor.name) or next((b for r in actor.roles if (b := _body_in(r.title))), None)
        body = knowledge.organisation_by_name().get(of) if of else None
        return body.name if body else of
    if actor.kind == "organisation":
        body = knowledge.organisation_by_name().get(actor.name)
        return body.name if body else actor.name
    if actor.kind == "group":
        return _body_in(actor.name)
    return actor.name if actor.kind == "state" else None


UNNAMED = "offices.unnamed/1"


def somebody(actor: Actor) -> bool:
    """Whether an actor is one person, by name or by an office alone ("Chile's foreign minister")."""
    return actor.kind == "person" or actor.made_by == UNNAMED


@cache
def _bodies_of_offices() -> dict[str, str]:
    return {
        fold(name): office.code
        for office in knowledge.offices()
        if office.code not in knowledge.states()
        for name in (office.person, *office.aliases)
    }


def _office_body(name: str) -> str | None:
    """The organisation that a known official of one acts for: "Kaja Kallas"."""
    return _bodies_of_offices().get(fold(name))


@lru_cache(maxsize=4096)
def _body_in(name: str) -> str | None:
    """The organisation that a described group is of: "African Union diplomats"."""
    return next((body.value[1] for body in body_phrases().find(name) if body.value[0] == "organisation"), None)
