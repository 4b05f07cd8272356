"""Words that stand for one another: by which promises are told, and the spellings of one name."""

import re
from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import fold

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def in_usual_words(text: str) -> str:
    """A promise with words for one thing made the same word: "set up" and "open" an office, "restart" and "restore" talks."""
    folded = fold(text)
    made, done = [], 0
    for word in _WORD.finditer(folded):
        told = _beginning().get(word[0])
        if told is not None and word.start() >= done and (found := told.match(folded, word.start())):
            made += [folded[done : found.start()], _means()[_base(found[0])]]
            done = found.end()
    return "".join(made) + folded[done:] if made else folded


@lru_cache(maxsize=50_000)
def usual_spelling(name: str) -> str:
    """A folded name as it is mostly spelt: "gaeseong" is "kaesong"."""
    return _spellings().get(name, name)


@cache
def _spellings() -> dict[str, str]:
    return {fold(row["also"]): fold(row["name"]) for row in knowledge.table("spellings") if row["also"] and row["name"]}


@cache
def _means() -> dict[str, str]:
    rows = [(fold(row["word"]), fold(row["means"])) for row in knowledge.table("promise_equals")]
    rows = [(word, means) for word, means in rows if word and means]
    return {means: means for _, means in rows} | dict(rows)


ENDINGS = ("", "s", "es", "d", "ed", "ing")


@cache
def _forms() -> dict[str, str]:
    """Every form of the table's words and the word: the first word of several bends."""
    found: dict[str, str] = {}
    for word in _means():
        first, space, rest = word.partition(" ")
        for ending in ENDINGS:
            stem = first.removesuffix("e") if ending in ("es", "ed", "ing") else first
            found.setdefault(f"{stem}{ending}{space}{rest}", word)
    return found


def _base(form: str) -> str:
    return _forms()[" ".join(form.split())]


@cache
def _beginning() -> dict[str, re.Pattern[str]]:
    """The forms that begin with a word, the longest first, by that word: one pattern of them all would try hundreds at every word."""
    by_word: dict[str, list[str]] = {}
    for form in sorted(_forms(), key=len, reverse=True):
        first = _WORD.match(form)
        if first is not None:
            by_word.setdefault(first[0], []).append(r"\s+".join(map(re.escape, form.split())))
    return {word: re.compile(rf"(?:{'|'.join(forms)})\b") for word, forms in by_word.items()}
