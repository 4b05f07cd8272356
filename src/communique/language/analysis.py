"""`Article` to `Analysis`: parses, actors with their mentions, times made absolute."""

from dataclasses import dataclass, replace
from datetime import date

from communique.language.actors import find_actors
from communique.language.cast import Cast
from communique.language.clocks import clock_doubts
from communique.language.pipeline import Block, parse
from communique.language.reference import reference_of
from communique.language.times import find_times
from communique.records import Article, Time


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the readers read: the article (with its reference day), parsed blocks, who is named, when."""

    article: Article
    blocks: tuple[Block, ...]
    cast: Cast
    times: tuple[Time, ...]


def analyse(article: Article) -> Analysis:
    """Parse an article, name its actors and fix its dates."""
    found = reference_of(article)
    day = _iso(found.day)
    article = replace(
        article,
        reference=day,
        reference_reason=found.reason,
        reference_confidence=found.confidence,
        reference_since=_iso(found.since),
        reference_until=_iso(found.until),
    )
    blocks = parse(article)
    cast = find_actors(article, blocks)
    article = replace(article, warnings=(*article.warnings, *cast.doubts, *clock_doubts(article.text)))
    return Analysis(article, blocks, cast, find_times(article, day))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
