"""The state that a page means by "the country" where somebody visits it: that of whoever receives the visitor, else the page's own."""

import re

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.records import Span

_COUNTRY = (
    r"(?:the|that|our|his|her|their)[ \u00a0](?:[a-z]+[ \u00a0])?"
    r"(?:country|Kingdom|Sultanate|Emirates?|State|Republic|Federation|Principality|Commonwealth|nation)\b"
    r"(?![ \u00a0](?:of[ \u00a0]|[A-Z]))"
)
THE_COUNTRY = re.compile(rf"[ \u00a0]{_COUNTRY}")
"""Behind a verb: "who is visiting the country"."""
TO_HOSTS = re.compile(rf"[^,.;]{{0,30}}?\b(?:to|in)[ \u00a0]{_COUNTRY}")
"""Behind a noun: "on a working visit to the Kingdom"."""


def hosts_state(analysis: Analysis, sentence: Sentence, travellers: list[str]) -> tuple[str, str | None, Span] | None:
    """The one state of others that the sentence names people of, else the page's own, as a place."""
    cast = analysis.cast
    own = set(cast.parties(travellers))
    others = {actor.country for actor in cast.within(sentence.span, ("person",))} - own - {None}
    code = others.pop() if len(others) == 1 else cast.home
    state = knowledge.states().get(code or "")
    return (state.name, code, sentence.span) if state is not None and code not in own else None
