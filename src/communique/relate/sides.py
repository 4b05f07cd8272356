"""Between whom the accounts of one meeting are, and whose each of them is.

Each account alone can mislead: a third state that was talked of has more names in it than the guest, and an account of the
host's names the guest first. Together they tell: the parties are those that every account is full of, and an account is
the side's whose people speak in it and whose counterpart is the other.
"""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import permutations

from communique import knowledge
from communique.language.home import home_state
from communique.records import Actor, Reading

NAMED: frozenset[str] = frozenset({"person", "state", "organ", "organisation"})
GUEST = re.compile(r"\b(?:with|received|welcomed|hosted) (?:the |his |her |H\.E\. )?([A-Z][\w.]+)\b")
"""Whom the account's own official met: "held a meeting with the U.S. Secretary of State"."""
COUNTERPART = re.compile(r"\b([A-Z][\w.-]+) (?:[a-z]+ )?(?:counterpart|colleague|guest)\b")
OWN = re.compile(r"\b(?:[Oo]ur (?:[Mm]inister|country|side|government|position)|[Mm]y country)\b")
MANY = 6
"""More accounts than that are not laid out against one another (their orders grow too many): each is told by itself."""


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
        if actor.country and actor.kind in NAMED:
            counts[actor.country] += len(actor.mentions)
        elif actor.name in met:
            counts[actor.name] += len(actor.mentions)
    whole = sum(counts.values()) or 1
    told = reading.meetings[0].parties if reading.meetings else ()
    return {p: counts[p] / whole + (0.5 if p in told else 0.0) for p in dict.fromkeys((*told, *counts))}


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
    """What speaks for an account being a party's: its site, its own "our", whose counterpart is named, who speaks, who is
    named first."""
    text = reading.article.text
    found = 5.0 * (home_state(reading.article) == party)
    others = [_state(match[1]) for match in COUNTERPART.finditer(text)]
    found += 2.0 * sum(other in parties and other != party for other in others)
    found -= 2.0 * sum(other == party for other in others)
    guest = next((state for match in GUEST.finditer(text) if (state := _state(match[1])) in parties), None)
    found += 0.0 if guest is None else -1.0 if guest == party else 1.0
    spoke = [_actor(reading, said.source) for said in reading.statements]
    said = Counter(actor.country for actor in spoke if actor is not None and actor.country in parties)
    found += said[party] / (sum(said.values()) or 1)
    people = sorted((s[0], a.country) for a in reading.actors if a.kind == "person" for s in a.mentions)
    body = min(
        (part.span[0] for part in reading.article.parts if part.kind in ("paragraph", "list", "quote")), default=0
    )
    first = next((country for at, country in people if at >= body and country in parties), None)
    named = sorted((s[0], a.country) for a in reading.actors for s in a.mentions if a.country in parties)
    if OWN.search(text) or re.search(r"\b(?:I|[Ww]e)\b", text):
        first = named[0][1] if named else first
    return found + (1.0 if first == party else 0.0)


def _actor(reading: Reading, ref: str) -> Actor | None:
    return next((actor for actor in reading.actors if actor.id == ref), None)


def _state(word: str) -> str | None:
    """The state that a name or adjective stands for."""
    return knowledge.state_by_name().get(word.casefold(), (None, ""))[0]
