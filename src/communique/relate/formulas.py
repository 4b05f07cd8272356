"""Formal phrases that return in every readout, known from `knowledge/formulas.csv`.

A formula is written as it is said; "/" parts words that stand for one another and "…" stands for up to six others:
`exchange/exchanged … views on … issues of … mutual/common interest`.
"""

import re
from functools import cache, lru_cache

from communique import knowledge
from communique.records import Span

GAP = r"(?:[\s,]+[\w’'-]+){0,6}?[\s,]+"
SPACE = r"[\s,]+"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["formula"], phrase(row["words"])) for row in knowledge.table("formulas"))


def phrase(words: str) -> re.Pattern[str]:
    """A pattern for words as the tables write them, with "/" and "…"."""
    made = ""
    gap = False
    for word in words.split():
        if word == "…":
            gap = True
            continue
        either = "|".join(re.escape(one) for one in word.split("/"))
        made += (GAP if gap else SPACE) if made else ""
        made += rf"(?:{either})"
        gap = False
    return re.compile(rf"(?<!\w){made}(?!\w)", re.I)


@lru_cache(maxsize=4000)
def formulas_in(text: str) -> tuple[tuple[str, Span], ...]:
    """The formulas of a text with where they stand, in order; of two that overlap the longer one."""
    found = [(name, match.span()) for name, pattern in _patterns() for match in pattern.finditer(text)]
    found.sort(key=lambda one: (one[1][0] - one[1][1], one[1][0]))
    kept: list[tuple[str, Span]] = []
    for name, span in found:
        if all(span[1] <= other[0] or other[1] <= span[0] for _, other in kept):
            kept.append((name, span))
    return tuple(sorted(kept, key=lambda one: one[1]))


@cache
def positions() -> frozenset[str]:
    """The formulas that take a position ("one China", "status quo"), so that one in place of another is a difference."""
    return frozenset(row["formula"] for row in knowledge.table("formulas") if row["position"])
