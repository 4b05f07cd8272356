"""Whose words a stretch of text is, and for which party that person may bind or take a stand."""

import re
from collections.abc import Sequence

from communique.language import Analysis
from communique.language.people import office_by_title
from communique.records import Actor, Statement

NOT_OFFICIAL = frozenset({"expert", "business", "academia", "local", "media"})


OFFICIALS = re.compile(
    r"\b(?:diplomats?|officials?|negotiators?|leaders?|ministers?|envoys?|ambassadors?|authorities|office|spokes(?:person|man|woman))$",
    re.I,
)


def official(analysis: Analysis, actor: Actor) -> bool:
    """Whether an actor speaks for its party: a state, an organ, or a person in an office of state."""
    if actor.kind in ("state", "organ", "organisation"):
        return actor.made_by != "bodies.entity/1"  # a firm binds no state
    if actor.kind == "group":
        return bool(OFFICIALS.search(actor.name)) and analysis.cast.party(actor) is not None
    if actor.kind != "person":
        return False
    offices = [office_by_title().get(title, "official") for title in analysis.cast.titles.get(actor.id, ())]
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
