"""What the rules for statements find in the texts of an attribution corpus, in the corpus's form.

    python bench/attribution_rules.py GOLD.jsonl OUT.jsonl

GOLD.jsonl holds one document a line with `id` and `text`; OUT.jsonl gets `id` and `attributions` in the same order.
"""

import re

from communique.records import Article, Part


def article(text: str) -> Article:
    """A corpus text as an article, its lines as paragraphs; spans index the text as it came."""
    parts = [Part("paragraph", match.span()) for match in re.finditer(r"\S[^\n]*\S|\S", text)]
    return Article(text, tuple(parts))
