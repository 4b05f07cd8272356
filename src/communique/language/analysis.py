"""`Article` to `Analysis`: parses, actors with their mentions, times made absolute."""

from dataclasses import dataclass, replace

from communique.language.actors import find_actors
from communique.language.cast import Cast
from communique.language.pipeline import Block, parse
from communique.language.reference import find_reference
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
    day, reason = find_reference(article)
    article = replace(article, reference=day, reference_reason=reason)
    blocks = parse(article)
    return Analysis(article, blocks, find_actors(article, blocks), find_times(article, day))
