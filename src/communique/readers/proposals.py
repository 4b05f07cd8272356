"""What the trained tagger proposes beside the rules: attributions of an article's paragraphs, for the rules to take or leave."""

from typing import Literal, TypeAlias

from communique.readers.joining import Proposed
from communique.readers.tagged import attributions
from communique.records import Article

Reader: TypeAlias = Literal["standard", "rules", "both"]
"""What reads: rules with the network of encounters beside them, rules alone, or that and the tagger of attributions too."""
MADE_BY = "attribution/1"


def propose(article: Article) -> tuple[Proposed, ...]:
    """The tagger's attributions in the article's paragraphs, quotes and lists. `ModelMissing` where its file is gone."""
    spans = [part.span for part in article.parts if part.kind in ("paragraph", "quote", "list")]
    return tuple(
        Proposed(found.source, found.cue, found.content, found.confidence, MADE_BY)
        for found in attributions(article.text, spans)
    )
