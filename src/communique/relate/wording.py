"""An article as words that can be laid beside another's: which are its prose, which name people, places, days, numbers."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from communique import knowledge
from communique.records import Article, Span

_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_OPENS = re.compile(r"[.!?:;\n\"“”‘«»()\[\]•–—]|'$")
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
_CREDIT = re.compile(
    r"\W*(?:(?:source|via|from|credit|updated|published|posted|follow us)\W{0,2}(?=\s|:)|copyright\b|c\)\s|all rights|©|"
    r"with (?:inputs|agencies)|share (?:this|on)|read (?:more|also)|(?:additional |with )?(?:reporting|writing|editing) by\b)",
    re.I,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\b(?:{_MONTH}\s(\d{{1,2}})\b(?!\d|:)|(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?![a-z]))", re.I
)

_STOPS = re.compile(r"[.!?…;:][\"”’')\]]*\s|\n")
SCRAP = 4
"""Words below which a stretch is no sentence but what an abbreviation's full stop cut off: "Mr.", "Joseph R."."""

LONGEST_CREDIT = 200
"""Characters of a line of credits: Reuters names up to six people in one."""

FULL_LINE = 12
"""Words from which a line without a full stop counts as prose: headings, menus and bylines of news pages are shorter."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text: `keys` folded for comparison, `spans` where they stand in the text.

    `prose` are the places of words in sentences, without headline, caption, dateline, credits and the page's furniture.
    `facts` are the folded words that name somebody, somewhere, a day or a number: what two pages on two matters differ
    in, and what a paraphrase leaves alone. `days` are the days of the calendar it names, as "12-25".
    """

    keys: tuple[str, ...]
    spans: tuple[Span, ...]
    prose: tuple[int, ...]
    sentences: tuple[Span, ...]
    facts: frozenset[str]
    days: frozenset[str]


def word_it(article: Article) -> Wording:
    """The words of an article's text."""
    text = article.text
    found = list(_WORD.finditer(text))
    keys = tuple(_fold(match[0]) for match in found)
    spans = tuple(match.span() for match in found)
    return Wording(
        keys, spans, _prose(article, spans), _sentences(article, spans), _facts(text, keys, spans), _days(text)
    )


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def _prose(article: Article, spans: tuple[Span, ...]) -> tuple[int, ...]:
    stretches = [part.span for part in article.parts if part.kind in ("paragraph", "quote", "list")]
    stretches = [span for span in stretches if _is_prose(article.cut(span))]
    if not stretches:
        return tuple(range(len(spans)))
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    dated: set[int] = set()
    for part in article.parts:
        if part.kind == "dateline":
            dated |= set(range(bisect_left(starts, part.span[0]), bisect_left(starts, part.span[1])))
    kept: list[int] = []
    after = 0
    for start, end in sorted(stretches):
        first = max(after, bisect_left(starts, start))
        after = max(first, bisect_right(ends, end))
        kept += [at for at in range(first, after) if at not in dated] if dated else range(first, after)
    return tuple(kept)


def _is_prose(line: str) -> bool:
    if _CREDIT.match(line) and len(line) < LONGEST_CREDIT:
        return False
    return bool(_ENDS.search(line.rstrip())) or len(line.split()) >= FULL_LINE


def _sentences(article: Article, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Stretches of words between full stops and line ends; a dateline is one by itself, since copies drop it."""
    text = article.text
    ends = [end for _, end in spans]
    dated = {
        at
        for part in article.parts
        if part.kind == "dateline"
        for at in (bisect_right(ends, part.span[1]),)
        if at and (at == len(spans) or spans[at][0] > part.span[1])
    }
    found: list[Span] = []
    start = 0
    for at in range(1, len(spans)):
        between = text[ends[at - 1] : spans[at][0]]
        if at not in dated:
            if between == " ":
                continue
            if "\n" in between:
                if not between.strip() and text[spans[at][0]].islower():
                    continue
            elif at - start < SCRAP or not _STOPS.search(between):
                continue
        found.append((start, at))
        start = at
    return (*found, (start, len(spans))) if spans else ()


@cache
def words_of_offices() -> frozenset[str]:
    """Words of titles of office: printed with capitals, they name nobody."""
    return frozenset(_fold(word) for title in knowledge.titles() for word in _WORD.findall(title.title))


def _facts(text: str, keys: tuple[str, ...], spans: tuple[Span, ...]) -> frozenset[str]:
    """Words with a capital inside a sentence that the text never writes small, and numbers in digits."""
    small = {key for key, (start, _) in zip(keys, spans, strict=True) if text[start].islower()}
    found: set[str] = set()
    before = 0
    for key, (start, end) in zip(keys, spans, strict=True):
        first = text[start]
        if first.isdigit():
            found.add(key)
        elif first.isupper() and len(key) > 1 and key not in small:
            between = text[before:start]
            if before and (between == " " or not _OPENS.search(between)):
                found.add(key)
        before = end
    return frozenset(found - words_of_offices())


def _days(text: str) -> frozenset[str]:
    found = set()
    for match in _DAY.finditer(text):
        month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        found.add(f"{_MONTHS.index(month[:3].lower()) + 1:02}-{int(day):02}")
    return frozenset(found)
