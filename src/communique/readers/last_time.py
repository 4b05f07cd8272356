"""When two met last, told by what has not been since: "Petro and Maduro, who had not talked since December"."""

from communique.readers.encounter_clause import Clause
from communique.readers.parties import named
from communique.readers.telling import Telling
from communique.records import MeetingKind, Time

KINDS: dict[str, MeetingKind] = {"meet": "meeting", "see": "meeting", "talk": "talks", "speak": "talks"}
"""Verbs of which somebody says that it has not been since, and what it then last was."""


def not_since(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Had not talked since December", "have not met since October 2019": they did so then."""
    verb = clause.verb
    held = KINDS.get(verb.lemma_)
    if held is None or not any(c.dep_ == "neg" for c in verb.children) or verb.tag_ != "VBN":
        return None
    day = _since(clause)
    us = clause.us
    if clause.sides(us) < 2 and verb.dep_ == "relcl" and verb.head.dep_ == "conj":
        us = list(dict.fromkeys([*named(clause.analysis, clause.block, verb.head.head), *us]))
    us = clause.people(us) or us
    them = clause.with_("with", "to", direct=True)
    if day is None or clause.sides([*us, *them]) < 2:
        return None
    rule = f"meetings.{verb.lemma_}-since/1"
    parties = clause.analysis.cast.parties([*us, *them])
    people = tuple(dict.fromkeys(clause.people([*us, *them])))
    return Telling(
        held, "held", people, parties, None, None, day, None, None, None, clause.sentence.span, clause.block.start(verb), rule, 0.75,
        loose=held == "talks", recalled=True,
    )  # fmt: skip


def _since(clause: Clause) -> Time | None:
    """The month, day or year right behind "since"."""
    since = next((c for c in clause.verb.children if c.text.casefold() == "since" and c.i > clause.verb.i), None)
    if since is None:
        return None
    end = clause.block.end(since)
    return next((t for t in clause.analysis.times if t.start and 0 <= t.span[0] - end <= 5), None)
