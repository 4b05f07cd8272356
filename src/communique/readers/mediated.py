"""Talks of two sides with somebody between them: "hosted the rivals in Putrajaya", "brought the two foreign ministers to Ankara"."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast_nouns import plural
from communique.readers.encounter_clause import Clause
from communique.readers.parties import named, party_of
from communique.readers.places import place_at
from communique.readers.telling import Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

OPPOSED = frozenset({"rival", "foe", "adversary", "enemy", "belligerent", "neighbour", "neighbor", "side", "party"})
"""Words for two who are at odds; with one of `OF_BOTH` before them, so are two ministers or two delegations."""
OFFICIALS = frozenset(
    {"leader", "minister", "president", "delegation", "negotiator", "premier", "team", "official", "counterpart"}
)
OF_BOTH = frozenset({"both", "two", "rival", "warring", "opposing", "feuding"})
MENTIONS = 2
"""Times that a state or its people must be named to be one of two whom a text on more states is about."""


def the_two(analysis: Analysis, head: "Token", us: list[str]) -> list[str]:
    """Whom "the rivals", "both sides", "the two ministers" are beside who hosts them: the two states that the text names most."""
    words = {left.text.casefold() for left in head.lefts}
    lemma = head.lemma_.casefold()
    opposed = lemma in OPPOSED and words & {"the", *OF_BOTH}
    if not plural(head) or not (opposed or (lemma in OFFICIALS and words & OF_BOTH)):
        return []
    if any(c.dep_ in ("prep", "appos", "poss") and c.text.casefold() in ("of", "from") for c in head.children):
        return []  # "both sides of the strait", "the two ministers of A and B": said here
    cast = analysis.cast
    mine = {party_of(analysis, ref) for ref in us}
    named_so: Counter[str] = Counter()
    for actor in cast.actors:
        if actor.kind in ("person", "state", "organ") and actor.country and actor.country not in mine:
            named_so[actor.country] += len(actor.mentions)
    top = named_so.most_common(3)
    if len(top) < 2 or (len(top) > 2 and top[1][1] < MENTIONS) or (len(top) > 2 and top[2][1] == top[1][1]):
        return []
    states = [cast.state(code) for code, _ in top[:2]]
    return [state.id for state in states if state is not None] if all(states) else []


def brought(clause: Clause) -> Telling | None:
    """ "Its foreign minister brought the two foreign ministers to Ankara on 1 July": a mediator's talks with both."""
    whom = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if whom is None or not plural(whom) or clause.passive:
        return None
    to = next(
        (
            c
            for word in (clause.verb, whom)
            for c in word.children
            if c.dep_ == "prep" and c.text.casefold() == "to" and c.i > whom.i
        ),
        None,
    )
    text = clause.analysis.cast.text
    place = place_at(text, clause.block.end(to) + 1, clause.sentence.span[1]) if to is not None else None
    them = the_two(clause.analysis, whom, clause.us) or named(clause.analysis, clause.block, whom)
    others = {party_of(clause.analysis, ref) for ref in them} - {party_of(clause.analysis, ref) for ref in clause.us}
    if place is None or not clause.us or len(others - {None}) < 2:
        return None
    found = clause.telling("talks", them, 0.75)
    return replace(found, place=place[0], place_code=place[1]) if found is not None else None


def hosted_both(clause: Clause) -> Telling | None:
    """ "Who hosted the rivals in Putrajaya last July": a host's talks with both."""
    whom = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if whom is None or clause.passive or not clause.us:
        return None
    them = the_two(clause.analysis, whom, clause.us)
    return clause.telling("talks", them, 0.75) if clause.sides(them) > 1 else None
