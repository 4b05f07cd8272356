"""How things are called and where they are found: addresses, names of parties, one-line tellings."""

from functools import cache
from urllib.parse import quote

from communique import knowledge
from communique.ledger.found import Found
from communique.ledger.ids import make_id
from communique.records import Actor
from communique.show import days_of

FOLDERS = {
    "p": "pages",
    "v": "pages",
    "m": "meetings",
    "s": "statements",
    "c": "commitments",
    "o": "positions",
    "k": "mechanism-records",
    "n": "people",
    "x": "merged",
}
"""The first letter of an id → where such things are found."""

STANCES = {
    "support": "supports",
    "oppose": "opposes",
    "demand": "demands",
    "welcome": "welcomes",
    "concern": "is concerned about",
}


def address(ident: str) -> str:
    """The page on which a thing is found, by its id."""
    return f"/{FOLDERS.get(ident[:1], 'records')}/{quote(ident, safe='')}"


def own(to: str, otherwise: str) -> str:
    """An address within the room that a form names; anything else leads to `otherwise`."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else otherwise


def mechanism_address(name: str) -> str:
    """The page of a mechanism."""
    return f"/mechanisms/{make_id('name', 'mechanism', name, '')}"


def pair_address(one: str, other: str) -> str:
    """The page of two parties, the same in either order."""
    first, second = sorted((one, other))
    return f"/pairs/{quote(first, safe='')}/{quote(second, safe='')}"


def person_address(actor: Actor) -> str | None:
    """The page of a person that a reading names; None for other actors."""
    if actor.kind != "person":
        return None
    return address(make_id("name", actor.kind, actor.name, actor.country or ""))


@cache
def party(code: str) -> str:
    """A party's name for eyes: a state's short name, or what it is called."""
    state = knowledge.states().get(code)
    return state.name if state else code


@cache
def is_party(code: str) -> bool:
    """Whether a query can ask for this party; pages name others too."""
    return code in knowledge.states() or code in {body.name for body in knowledge.organisations()}


def parties(codes: tuple[str, ...]) -> str:
    """Several parties in one phrase."""
    return ", ".join(map(party, codes))


def days(start: str | None, end: str | None) -> str:
    """A day, a whole month or year, an interval, or that it is open."""
    return days_of(start, end) or "day open"


def telling(found: Found) -> str:
    """Who does what to whom, without the words: the head of a record."""
    who = "; ".join(found.who)
    match found.type:
        case "meeting":
            return who or parties(found.by)
        case "statement":
            return f"{who}" + (f" ({parties(found.by)})" if found.by and parties(found.by) != who else "")
        case "commitment":
            return parties(found.by) + (f" to {parties(found.to)}" if found.to else "")
        case "position":
            return f"{parties(found.by)} {STANCES.get(found.kind or '', found.kind or '')}"
        case "mechanism":
            return parties(found.by)
    return found.publisher or found.address or ""
