"""Between whom the accounts of one meeting are, and whose each of them is.

Each account alone can mislead: a third state that was talked of has more names in it than the guest, and an account of the
host's names the guest first. Together they tell: the parties are those that every account is full of, and an account is
the side's whose people speak in it and whose counterpart is the other.
"""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise, permutations

from communique import knowledge
from communique.language.home import home_state
from communique.records import Actor, Reading, Span
from communique.relate.topics import state_named

NAMED: frozenset[str] = frozenset({"person", "state", "organ", "organisation"})
MET = re.compile(r"\b(?:met|with|receiv(?:ed|ing|es)|welcom(?:ed|ing|es)|host(?:ed|ing|s)?)\b")
"""After these words an account of a meeting names whom its own official met."""
REACH = 90
"""Letters within which that is."""
COUNTERPART = re.compile(r"\b([A-Z][\w.-]+) (?:[a-z]+ )?(?:counterpart|colleague|guest)\b")
OWN = re.compile(r"\b(?:[Oo]ur (?:[Mm]inister|country|side|government|position)|[Mm]y country)\b")
QUALIFIED = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts) ([A-Z][\w.]*\w) (?:[A-Z]\w+ (?:of )?){0,3}?"
    r"(?:[Ss]ide|[Mm]inister|[Pp]resident|[Ss]ecretary|[Cc]hancellor|[Pp]remier|[Gg]overnment|[Dd]elegation|[Cc]ounterpart)\b"
)
"""An official who has to be told apart is the other side's: "the Minister" here, "the Australian Minister" there."""
JOINS = frozenset({"-", "–", "—", " and ", " & ", " and the "})
"""Between two names of which an account puts its own first: "Japan-Australia relations"."""
HEADED = 400
"""Letters at the head of an account in which it tells where the meeting was."""
HOST = 0.15
"""What the state of that place has more of a share in the meeting."""
GUEST = 0.3
"""What the party has more that the account's own official met."""
MANY = 6
"""More accounts than that are not laid out against one another (their orders grow too many): each is told by itself."""


def acts_for(actor: Actor) -> str | None:
    """The party that an actor speaks for: a bloc for its organs and their heads, else a state."""
    if actor.kind == "organisation":
        return bloc_of(actor.name)
    if actor.kind == "person":
        blocs = [bloc for role in actor.roles for bloc in blocs_in(f"{role.title} {role.of or ''}")]
        return blocs[0] if blocs else actor.country
    return actor.country


def bloc_of(name: str) -> str | None:
    """The bloc of states that a name or an organ's stands for: "EU" and "European Commission" are the European Union."""
    body = knowledge.body_of_states(_organ_blocs().get(name, name))
    return body.name if body is not None and body.members else None


def blocs_in(text: str) -> list[str]:
    """The blocs whose organs a text names."""
    return [bloc for organ, bloc in _organ_blocs().items() if organ in text]


@cache
def _organ_blocs() -> dict[str, str]:
    return {row["organ"]: row["bloc"] for row in knowledge.table("bloc_organs")}


def parties_of(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The parties that met, the likeliest first: two, or more where every account tells of a meeting of more."""
    met = {party for reading in readings for meeting in reading.meetings for party in meeting.parties}
    shares = [_shares(reading, met) for reading in readings]
    known = list(dict.fromkeys(party for share in shares for party in share))
    every = {party: [share.get(party, 0.0) for share in shares] for party in known}
    ranked = sorted(known, key=lambda party: -min(every[party]) - sum(every[party]))
    more = [p for p in ranked[2:] if all(_among(p, reading) for reading in readings)]
    return (*(p for p in ranked[:2] if any(s.get(p) for s in shares)), *more)


def _shares(reading: Reading, met: AbstractSet[str]) -> dict[str, float]:
    """Party → how much of an account's names are its people's, its own and its organs', and whether it met."""
    counts: Counter[str] = Counter()
    for actor in reading.actors:
        party = acts_for(actor) if actor.kind in NAMED else None
        if party is not None and (actor.kind != "organisation" or party in met):
            counts[party] += len(actor.mentions)
    whole = sum(counts.values()) or 1
    told = reading.meetings[0].parties if reading.meetings else ()
    mentions = _mentions(reading)
    place, guest = _place(reading), _guest(reading.article.text, mentions)
    known = [party for party in (*told, *counts, place, guest) if party is not None]
    return {
        p: counts[p] / whole + (0.5 if p in told else 0.0) + HOST * (p == place) + GUEST * (p == guest)
        for p in dict.fromkeys(known)
    }


def _place(reading: Reading) -> str | None:
    """The state of the first place that the head of an account names."""
    head = reading.article.text[:HEADED]
    found = [
        knowledge.places().get(word.casefold()) for word in re.findall(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?", head)
    ]
    return next((place.code for place in found if place is not None and place.code), None)


def _among(party: str, reading: Reading) -> bool:
    return any(party in m.parties and len(m.parties) > 2 for m in reading.meetings)


def sides_of(readings: Sequence[Reading], parties: Sequence[str]) -> tuple[str | None, ...]:
    """Whose account each is. Two accounts or more are told apart together, so that no party has two before each has one."""
    signs = [{party: _sign(reading, party, parties) for party in parties} for reading in readings]
    if 1 < len(readings) <= len(parties) <= MANY:
        orders = permutations(parties, len(readings))
        return max(orders, key=lambda order: sum(sign[p] for sign, p in zip(signs, order, strict=True)))
    return tuple(max(parties, key=lambda p: sign[p]) if parties and any(sign.values()) else None for sign in signs)


def _sign(reading: Reading, party: str, parties: Sequence[str]) -> float:
    """What speaks for an account being a party's: its site, its own "our", whose counterpart is named, whom it met, who
    has to be told apart, which of two names comes first, who speaks, who is named first."""
    text = reading.article.text
    mentions = [(s, who) for s, who in _mentions(reading) if who in parties]
    found = 5.0 * (home_state(reading.article) == party)
    others = [state_named(match[1]) for match in COUNTERPART.finditer(text)]
    found += 2.0 * sum(other in parties and other != party for other in others)
    found -= 2.0 * sum(other == party for other in others)
    guest = _guest(text, mentions)
    found += 0.0 if guest is None else -1.0 if guest == party else 1.0
    apart = Counter(who for match in QUALIFIED.finditer(text) if (who := state_named(match[1])) in parties)
    found -= apart[party] / (sum(apart.values()) or 1)
    coupled = Counter(
        who for (one, who), (other, also) in pairwise(mentions) if who != also and text[one[1] : other[0]] in JOINS
    )
    found += coupled[party] / (sum(coupled.values()) or 1)
    spoke = [_actor(reading, said.source) for said in reading.statements]
    said = Counter(who for actor in spoke if actor is not None and (who := acts_for(actor)) in parties)
    found += said[party] / (sum(said.values()) or 1)
    people = sorted((s[0], acts_for(a)) for a in reading.actors if a.kind == "person" for s in a.mentions)
    body = min(
        (part.span[0] for part in reading.article.parts if part.kind in ("paragraph", "list", "quote")), default=0
    )
    first = next((who for at, who in people if at >= body and who in parties), None)
    if OWN.search(text) and mentions:
        first = mentions[0][1]
    return found + (1.0 if first == party else 0.0)


def _mentions(reading: Reading) -> list[tuple[Span, str]]:
    """Where parties are named, in order."""
    return sorted((s, who) for a in reading.actors for s in a.mentions if (who := acts_for(a)) is not None)


def _guest(text: str, mentions: Sequence[tuple[Span, str]]) -> str | None:
    """Whom the account's own official met: the first party named after a verb of meeting, in the same sentence."""
    for match in MET.finditer(text):
        after = next(((s, who) for s, who in mentions if match.end() <= s[0] <= match.end() + REACH), None)
        if after is not None and ". " not in text[match.end() : after[0][0]]:
            return after[1]
    return None


def _actor(reading: Reading, ref: str) -> Actor | None:
    return next((actor for actor in reading.actors if actor.id == ref), None)
