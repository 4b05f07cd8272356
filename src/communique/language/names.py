"""Where a text names people, and with which offices.

A name is a run of capitalised words that something vouches for (`vouchers`): an office or an honorific before it, the
entity recogniser, an apposition ("Lü Chao, an expert on ..."), the tables of office holders and of given names. One
voucher that is often wrong (the recogniser on a single word) is not enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique import knowledge
from communique.knowledge import fold
from communique.language.pipeline import Block
from communique.language.runs import candidates
from communique.language.state_words import state_code, state_pattern
from communique.language.titles import abbreviations, find_titles
from communique.language.vouchers import nobody, titles_near, vouchers
from communique.records import Span

__all__ = ["NameMention", "abbreviations", "find_names", "find_titles", "fold", "state_code", "state_pattern"]

KIN = (
    r"(?:father|mother|brother|sister|son|daughter|wife|husband|uncle|aunt|nephew|niece|cousin|grandson|granddaughter|"
    r"grandfather|widow|widower|spouse|stepson|son-in-law|brother-in-law|father-in-law)"
)
KIN_BEFORE = re.compile(
    rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s?)[ \u00a0](?:[a-z-]+[ \u00a0])?{KIN},?[ \u00a0](?:[a-z]+[ \u00a0])?$"
)
KIN_AFTER = re.compile(
    rf",[ \u00a0](?:(?:his|her|their|whose)[ \u00a0](?:[a-z-]+[ \u00a0])?|(?:the|a)[ \u00a0]){KIN}\b"
)
LONGEST = 7
"""Words of a name at most: "Sheikh Mohammed bin Abdulrahman bin Jassim Al Thani" without its address has seven."""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person's name in the text: its span, its words, the office printed with it, the state that office is of.

    `kin`: named as somebody's relative; `heading`: stands in a title.
    """

    span: Span
    words: tuple[str, ...]
    titles: tuple[tuple[Span, str | None], ...]
    vouchers: frozenset[str]
    kin: bool = False
    heading: bool = False

    @property
    def full(self) -> bool:
        """Whether more than one word of the name is printed."""
        return len(self.words) > 1


def find_names(block: Block) -> Iterator[NameMention]:
    """The people named in a block. Spans are the article's."""
    text = block.text
    titles = find_titles(text)
    people = [(ent.start_char, ent.end_char) for ent in block.doc.ents if ent.label_ == "PERSON"]
    labels = {(ent.start_char, ent.end_char): ent.label_ for ent in block.doc.ents}
    for start, end in candidates(block, titles, people):
        name = text[start:end].rstrip(",")
        end = start + len(name)
        words = tuple(re.split(r"[ \u00a0]+", name))
        near = titles_near(text, titles, start, end)
        first = min([start, *(span[0] for span, _ in near)])
        if not _could_be(name, words) or nobody(text, start, end) or nobody(text, first, end):
            continue
        who = vouchers(block, bool(near), people, labels, (start, end), words)
        shifted = tuple(((s + block.offset, e + block.offset), of) for (s, e), of in near)
        kin = bool(KIN_BEFORE.search(text[max(0, first - 50) : first]) or KIN_AFTER.match(text, end))
        span = (start + block.offset, end + block.offset)
        yield NameMention(span, words, shifted, frozenset(who), kin, block.kind in ("title", "heading"))


def _could_be(name: str, words: tuple[str, ...]) -> bool:
    """Whether a run is no place and has the shape of a name."""
    if name.casefold() in knowledge.places() or name.casefold() in knowledge.state_by_name():
        return False
    if not any(ch.islower() for ch in name) and len(words) < 2:
        return name.isalpha() and len(name) > 2
    return len(words) <= LONGEST and len(name) > 1
