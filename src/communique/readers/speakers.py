"""Whose words a stretch of text is, and for which party that person may bind or take a stand."""

import re
from collections.abc import Sequence

from communique.language import Analysis
from communique.language.people import office_by_title
from communique.records import Actor, Statement

NOT_OFFICIAL = frozenset({"expert", "business", "academia", "local", "media"})


OFFICIALS = re.compile(
    r"\b(?:diplomats?|officials?|negotiators?|leaders?|ministers?|envoys?|ambassadors?|authorities|office|spokes(?:person|man|woman)|presidents?|premiers?|chancellors?|taoiseach|kings?|queens?|emirs?|sultans?)$",
    re.I,
)


OUTSIDE = re.compile(r"\b(?:opposition|exiled|rebel|separatist|ousted|deposed)\b", re.I)
"""Titles of people who speak for no state."""
FORMER = re.compile(r"\b(?:former|ousted|deposed|exiled|opposition)[ \u00a0](?:[\w'’.-]+[ \u00a0]){0,2}$|\bex-$", re.I)
"""Before an office that somebody holds no more."""


def official(analysis: Analysis, actor: Actor) -> bool:
    """Whether an actor speaks for its party: a state, an organ, or a person in an office of state."""
    if actor.kind in ("state", "organ", "organisation"):
        return actor.made_by != "bodies.entity/1"  # a firm binds no state
    if actor.kind == "group":
        return bool(OFFICIALS.search(actor.name)) and analysis.cast.party(actor) is not None
    if actor.kind != "person":
        return False
    titles = analysis.cast.titles.get(actor.id, ())
    if titles and all(OUTSIDE.search(title) for title in titles):
        return False
    if actor.roles and all(
        FORMER.search(analysis.cast.text[max(0, role.span[0] - 60) : role.span[0]]) for role in actor.roles
    ):
        return False
    offices = [office_by_title().get(title, "official") for title in titles]
    if not offices:
        return actor.country is not None
    return any(office not in NOT_OFFICIAL for office in offices)


def statement_at(statements: Sequence[Statement], at: int) -> Statement | None:
    """The innermost statement whose content holds the offset."""
    holding = [s for s in statements if any(start <= at < end for start, end in s.content)]
    return min(holding, key=lambda s: sum(end - start for start, end in s.content), default=None)


def limit_at(statements: Sequence[Statement], at: int, end: int) -> int:
    """Where the stretch of content around `at` ends, at most `end`."""
    return min(
        [stop for s in statements for start, stop in s.content if start <= at < stop and stop <= end], default=end
    )
