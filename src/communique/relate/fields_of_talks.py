"""What talks are about by their name: "an economic dialogue", "talks on artificial intelligence"."""

import re
from functools import cache, lru_cache

from communique import knowledge
from communique.relate.topics import either

_CALLED = r"(?:dialogues?|talks|consultations?|negotiations|commission|committee|forum|mechanism|working\s+group)\b"
_BEFORE = re.compile(rf"((?:[\w’'-]+\s+){{1,3}}){_CALLED}", re.I)
_AFTER = re.compile(
    rf"\b{_CALLED}(?:\s+(?:mechanism|meeting|session|round))?\s+(?:on|about|over|for|of)\s+((?:[\w’'-]+\s*){{1,3}})",
    re.I,
)
"""Three words before and after: what stands farther off is seldom of the name."""


@lru_cache(maxsize=10_000)
def fields_of_talks(text: str) -> tuple[str, ...]:
    """The fields that a text names with talks of whatever form, as the table calls them."""
    near = (match[1] for pattern in (_BEFORE, _AFTER) for match in pattern.finditer(text))
    return tuple(sorted({_fields()[word[0].casefold()] for words in near for word in _pattern().finditer(words)}))


@cache
def _fields() -> dict[str, str]:
    return {row["words"].casefold(): row["field"] for row in knowledge.table("talk_fields")}


@cache
def _pattern() -> re.Pattern[str]:
    return either(_fields())
