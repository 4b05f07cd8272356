"""Whose own words a whole text is: a speech or remarks under a title that names the speaker, in which "I" is that one."""

import re

from communique.language.cast import Cast
from communique.records import Article

OWN_WORDS = (
    r"(?:(?:opening|closing|press|introductory|doorstep|national|joint press|keynote|video)[ \u00a0])?"
    r"(?:remarks|speech|address|statement|intervention|doorstep|keynote|op-?ed|article|lecture|message|letter|comments)"
)
BY = re.compile(
    rf"^[^.:]{{0,60}}?\b{OWN_WORDS}\b[^.:]{{0,40}}?[ \u00a0](?:by|of|from)[ \u00a0](?:the[ \u00a0])?[^.:]{{0,90}}$",
    re.I,
)
"""Before the speaker's name in a title: "Opening remarks by NATO Secretary General"."""
OF = re.compile(rf"['’]s?[ \u00a0](?:[\w-]+[ \u00a0])?{OWN_WORDS}\b", re.I)
"""Behind it: "President Stubb's speech at"."""
LABEL = re.compile(r":[ \u00a0]")
FIRST_PERSON = re.compile(r"(?<![\"“”'’\w])I(?:['’](?:m|ve|d|ll))?[ \u00a0][a-z]")
FEWEST = 2
"""Times that a speaker says "I" at least: a readout does not."""


def author_of(cast: Cast, article: Article) -> str | None:
    """The person whose own words the text is; None where its title names nobody as its speaker."""
    title = next((part.span for part in article.parts if part.kind == "title"), None)
    if title is None or len(FIRST_PERSON.findall(article.text[title[1] :])) < FEWEST:
        return None
    for mention in cast.mentions:
        start, end = mention.span
        if not title[0] <= start < title[1] or cast.by_id(mention.actor).kind != "person":
            continue
        if BY.match(article.text[title[0] : start]) or OF.match(article.text[end : title[1]]):
            return mention.actor
        if LABEL.match(article.text[end : title[1]]) and start == title[0]:
            return mention.actor
        return None
    return None


PROGRAMME = re.compile(r"\b(?:programme|program|agenda|diary|schedule|engagements|calendar|week ahead)\b", re.I)
PROGRAMME_OF = re.compile(
    r"\b(?:programme|program|agenda|diary|schedule|engagements|calendar)[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?[^.\n]{0,70}$",
    re.I,
)
"""Before the name of the one whose days a page lists."""
OPENING = 600
"""Characters within which a list of somebody's days says whose they are."""


def programme_of(cast: Cast, article: Article) -> str | None:
    """The person whose programme the page is; None where it is none, or more than one person's."""
    title = next((part.span for part in article.parts if part.kind == "title"), None)
    if title is None:
        return None
    people = [m for m in cast.mentions if cast.by_id(m.actor).kind == "person" and m.span[0] < OPENING]
    if PROGRAMME.search(article.text[slice(*title)]):
        named = {m.actor for m in people if title[0] <= m.span[0] < title[1]}
        if len(named) == 1:
            return named.pop()
    owners = {m.actor for m in people if PROGRAMME_OF.search(article.text[max(0, m.span[0] - 100) : m.span[0]])}
    return owners.pop() if len(owners) == 1 else None
