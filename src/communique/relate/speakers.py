"""Whose word a point is: of a party, of both, or of nobody that the page names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language.pipeline import Block
from communique.records import Actor, Reading, Span
from communique.relate.clauses import Clause
from communique.relate.sides import acts_for, blocs_in
from communique.relate.telling import acting
from communique.relate.topics import state_named

if TYPE_CHECKING:
    from spacy.tokens import Token

BOTH = re.compile(
    r"\b(?:both|the (?:two|four)|the) (?:sides|parties|ministers|leaders|presidents|countries|heads|delegations|foreign ministers|"
    r"secretaries|governments|officials|prime ministers|interlocutors)\b|\bthey\b|\bit was (?:also )?agreed\b",
    re.I,
)
TITLE = (
    r"(?:(?:Deputy )?Prime Minister|(?:Federal )?Foreign Minister|External Affairs Minister|Foreign Secretary|"
    r"Secretary of State|(?:Party )?General Secretary|High Representative|President|Chancellor|Premier|Crown Prince|King|"
    r"Taoiseach|Minister|Secretary)"
)
UNNAMED = re.compile(
    r"^\W*(?:\w+ ){0,3}?(?:I|[Ww]e|EAM|PM|(?:[Tt]he|[Hh]is|[Hh]er|H\.E\.) (?:[A-Z][\w-]+ ){0,3}(?:Minister|President|Secretary|"
    r"Highness|Majesty|Excellency|Chancellor|Commissioner|Representative|Premier|Taoiseach|Head|Chairman|Chairperson|Speaker))\b"
    r"(?! [A-Z])"
)
"""An official without a name or a state: the account's own."""
TOGETHER = re.compile(rf"\b[Tt]he (?:Vice )?{TITLE} and (?:the )?(?:Vice )?{TITLE}\b(?! (?:of|for)\b)")
BARE = re.compile(rf"\b[Tt]he ({TITLE})\b(?! (?:of|for)\b)")
OF_STATE = re.compile(rf"\b((?:[A-Z][\w.]*\w )?[A-Z][\w.]*\w) ({TITLE})\b")
TITLED = re.compile(rf"\b({TITLE})(?= (?:of|for)\b)")
OFFICE = re.compile(r" (?:of|for)(?: (?:[A-Z][\w-]+|of|the|and|for),?)* ?$")
"""What may stand between a title and the state that it belongs to: "Minister | of Foreign Affairs of | Peru"."""
AND = re.compile(r"^ and(?: the| his| her)?(?: [A-Z][\w.-]+)* ?$")
"""Between two who speak together: "Ms Sato and | Minister | Wang discussed"."""
HE = re.compile(r"\W*(?:\w+ ){0,2}?(?:[Hh]e|[Ss]he)\b")


@dataclass(frozen=True, slots=True)
class Speaking:
    """An account with who may speak in it. `titles` are those that are only the other side's: "the Foreign Minister", where
    the account's own official is "the Secretary"."""

    reading: Reading
    actors: tuple[tuple[Span, Actor], ...]
    parties: tuple[str, ...]
    side: str | None
    titles: Mapping[str, str]


def speaking_in(reading: Reading, parties: tuple[str, ...], side: str | None) -> Speaking:
    """Who may speak in an account of a side."""
    actors = tuple(sorted(((s, a) for a in reading.actors for s in a.mentions), key=lambda one: one[0]))
    return Speaking(reading, actors, parties, side, _titles(reading, actors, parties, side))


def _titles(
    reading: Reading, actors: tuple[tuple[Span, Actor], ...], parties: tuple[str, ...], side: str | None
) -> Mapping[str, str]:
    """Title → the other side's party, for titles that the account gives to that side only, and others without a state."""
    text = reading.article.text
    held: dict[str, set[str]] = {}
    for match in OF_STATE.finditer(text):
        words = match[1].split()
        state = state_named(match[1]) or state_named(words[-1])
        if state in parties and state is not None:
            held.setdefault(match[2], set()).add(state)
    for match in TITLED.finditer(text):
        named = next(
            (acts_for(a) for s, a in actors if s[0] > match.end() and OFFICE.match(text[match.end() : s[0]])), None
        )
        if named in parties and named is not None:
            held.setdefault(match[1], set()).add(named)
    theirs = {title: next(iter(states)) for title, states in held.items() if len(states) == 1 and side not in states}
    own = {match[1] for match in BARE.finditer(text)} - set(theirs)
    return theirs if own and side is not None else {}


def whose(speaking: Speaking, block: Block, clause: Clause, span: Span, spoke: tuple[str, ...]) -> tuple[str, ...]:
    """Whose word a point is: of whoever stands before the verb of its sentence, else of the statement it belongs to.

    Without a name it is the account's own official ("The Secretary stressed", "I raised"); "he" is the last speaker, and
    a sentence that names no speaker at all goes on with his words.
    """
    reading, actors, parties, side = speaking.reading, speaking.actors, speaking.parties, speaking.side
    begin = clause.sentence.span[0]
    verb = next((t for t in (*reversed(clause.outer), clause.head) if t.pos_ in ("VERB", "AUX")), clause.head)
    verb = _beside(clause) or verb
    if clause.frame:
        verb = min((t for t in clause.frame if t.pos_ in ("VERB", "AUX")), key=lambda t: t.i, default=verb)
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None)
    if subject is not None:
        # "The sides discussed trade, and the Minister asked": what stands before the second subject doesn't speak
        begin = max(begin, block.start(subject.doc[subject.left_edge.i]))
    until = max(block.start(verb), begin)
    lead = reading.article.text[begin:until]
    if BOTH.search(reading.article.text[begin : until + len(verb)]) or TOGETHER.search(lead):
        return tuple(sorted(parties))
    named = [(s, acts_for(a)) for s, a in actors if begin <= s[0] < until and a.kind == "person"]
    people = [party for _, party in named if party in parties]
    if len(set(people[:2])) == 2 and AND.search(reading.article.text[named[0][0][1] : named[1][0][0]]):
        return tuple(sorted(p for p in people[:2] if p))
    people += [
        code
        for word in re.findall(r"\b[Tt]he (?:[a-z]+ )?([A-Z][a-z]+)\b", lead)
        if (code := state_named(word)) in parties
    ]
    if people:
        return (people[0],) if people[0] else ()
    if (party := _office_of(reading.article.text, begin, until, actors)) in parties and party:
        return (party,)
    if (bloc := next((name for name in blocs_in(lead) if name in parties), None)) is not None:
        return (bloc,)
    titled = BARE.search(lead)
    if titled is not None and titled[1] in speaking.titles:
        return (speaking.titles[titled[1]],)
    if UNNAMED.search(lead):
        return (side,) if side else ()
    if HE.match(lead):
        return spoke
    for said in reading.statements:
        if any(s[0] < span[1] and span[0] < s[1] for s in said.content):
            party = acts_for(reading.actor(said.source))
            if party in parties and party:
                return (party,)
    states = tuple(
        dict.fromkeys(party for s, a in actors if begin <= s[0] < until and (party := acts_for(a)) in parties)
    )
    if len(states) == 1 and states[0] and clause.sentence.span[0] <= span[0] and _heads(clause, block, actors):
        return (states[0],)
    return spoke if len(spoke) == 1 and not _by_nobody(verb) else ()


def _by_nobody(verb: "Token") -> bool:
    """Whether something is said or decided in the passive, by nobody: "the road was declared neutral"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return passive and verb.lemma_.casefold() in acting() and not any(c.dep_ == "agent" for c in verb.children)


def _office_of(text: str, begin: int, until: int, actors: tuple[tuple[Span, Actor], ...]) -> str | None:
    """The party whose office is named with it: "the Minister of Foreign Affairs of Peru"."""
    for match in TITLED.finditer(text, begin, until):
        for span, actor in actors:
            if match.end() < span[0] < until and OFFICE.match(text[match.end() : span[0]]):
                return acts_for(actor)
    return None


def _beside(clause: Clause) -> "Token | None":
    """The verb of a clause in which somebody speaks beside what was told: "discussed Syria, where the Minister stressed",
    "with the Minister asking for two seats"."""
    first, head = clause.tokens[0], clause.head
    if first.lower_ == "with":
        head = next((c for c in first.children if c.dep_ == "pcomp"), head)
    own = any(c.dep_.startswith("nsubj") and c.i >= first.i for c in head.children)
    return head if own and head.dep_ in ("relcl", "pcomp") and head.lemma_.casefold() in acting() else None


def _heads(clause: Clause, block: Block, actors: tuple[tuple[Span, Actor], ...]) -> bool:
    """Whether the clause's subject is a party or an organ: "Türkiye welcomes", not "the Turkish minority is"."""
    subject = next((c for c in clause.head.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return False
    at = block.start(subject)
    bodies = [a for s, a in actors if s[0] <= at < s[1]]
    return any(a.kind in ("state", "organ") or acts_for(a) not in (None, a.country) for a in bodies) or (
        subject.lower_ == "side"
    )
