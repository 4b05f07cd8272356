"""Counted lists: "reached 10 consensuses", "the 10 consensuses include ..." with what is claimed and what is listed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.actions import split_actions
from communique.records import Commitment, Group, Span

NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NOUNS = r"(?:consensus(?:es)?|points?|outcomes?|agreements?|measures?|commitments?|items?|results?|understandings?|steps?|actions?|deliverables?|areas?|priorities|documents?|memoranda|memorandums|initiatives?|proposals?)"
COUNTED = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(NUMBERS)})[- \u00a0]((?:[a-z-]+[ \u00a0]){{0,2}}{NOUNS})(?:[ \u00a0]of[ \u00a0](?:consensus|agreement|understanding))?\b",
    re.I,
)
LISTING = frozenset({"include", "be", "cover", "comprise", "contain", "range", "concern", "involve"})


@dataclass(frozen=True, slots=True)
class CountedList:
    """A list with the number claimed for it. `by`: the parties that agreed."""

    by: tuple[str, ...]
    actions: tuple[Span, ...]
    group: Group
    evidence: Span


def number_of(word: str) -> int:
    """The number that "10" or "ten" names; 0 for anything else."""
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word.casefold()) + 2 if word.casefold() in NUMBERS else 0


def counted_lists(analysis: Analysis) -> Iterator[CountedList]:
    """Lists whose length the text claims, with the items that it names. A claim without items gives nothing."""
    for block in analysis.blocks:
        if block.kind in ("title", "caption"):
            continue
        for sentence in block.sentences():
            text = sentence.text
            match = COUNTED.search(text)
            if match is None:
                continue
            at = block.offset + sentence.tokens.start_char
            items = _included(sentence, at + match.end()) or _after_colon(analysis, sentence, at + match.end())
            if len(items) < 2:
                continue
            by = _agreeing(analysis, sentence)
            if len(by) < 2:
                continue
            group = Group(_label(analysis, match), number_of(match[1]), len(items))
            yield CountedList(by, tuple(items), group, sentence.span)


CLAIMS = re.compile(
    r"\b(?:reach(?:ed|es)|agree(?:d|s)[ \u00a0](?:on|upon|to)|arrived[ \u00a0]at|conclude(?:d|s)|adopt(?:ed|s)|announce(?:d|s)|achieve(?:d|s)|sign(?:ed|s)"
    r"|yielded|produced|resulted[ \u00a0]in|came[ \u00a0]away[ \u00a0]with)[ \u00a0](?:(?:a[ \u00a0]total[ \u00a0]of|as[ \u00a0]many[ \u00a0]as|in[ \u00a0]all)[ \u00a0])?$"
)
"""Before a number of things that two sides say they brought about."""
GOES_ON = re.compile(
    r"[^.\n]{0,120}(?::|\b(?:includ|cover|rang|compris|contain|involv|namely|such as|among them|as follows))|.{0,400}?\b(?:First(?:ly)?,|1[.)]|\(1\))",
    re.S,
)
"""After a number, what begins a list, well read or not."""
AGREED = re.compile(r"consensus|understanding|agreement|outcome|result|deliverable|memorand|points?[ \u00a0]of", re.I)


def unlisted(analysis: Analysis, listed: Iterable[Commitment]) -> tuple[str, ...]:
    """What the text says was agreed by number and lists nowhere, a line each: "ten points of consensus: ..."."""
    known = {one.group.claimed for one in listed if one.group is not None}
    found: dict[int, str] = {}
    for block in analysis.blocks:
        if block.kind in ("title", "caption"):
            continue
        for sentence in block.sentences():
            text = sentence.text
            for match in COUNTED.finditer(text):
                claimed = number_of(match[1])
                after = analysis.cast.text[block.offset + sentence.tokens.start_char + match.end() :]
                if claimed < 2 or claimed in known or not AGREED.search(match[0]) or GOES_ON.match(after):
                    continue
                if CLAIMS.search(text[: match.start()]):
                    found.setdefault(claimed, f"{match[0]}: {claimed} claimed, none listed here")
    return tuple(found.values())


def _label(analysis: Analysis, match: re.Match[str]) -> str:
    """The list's name in its fullest printing: "10 important consensuses" rather than "10 consensuses"."""
    noun = match[2].split()[-1]
    whole = re.compile(rf"\b{re.escape(match[1])}[- \u00a0](?:[a-z-]+[ \u00a0]){{0,2}}{re.escape(noun)}\b", re.I)
    return max((found[0] for found in whole.finditer(analysis.cast.text)), key=len, default=match[0])


def _agreeing(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    states = [a.country for a in analysis.cast.within(sentence.span, ("state",)) if a.country]
    parties = tuple(sorted(set(states[:2])))
    if len(parties) == 2:
        return parties
    return tuple(sorted(analysis.cast.parties(analysis.cast.last_pair(sentence.span[1]))))


def _included(sentence: Sentence, after: int) -> list[Span]:
    """The items of "... include doing A, doing B, and the two countries will do C"."""
    block = sentence.block
    for token in sentence.tokens:
        if block.start(token) < after or token.lemma_ not in LISTING or token.pos_ not in ("VERB", "AUX"):
            continue
        rest = [t for t in block.doc[token.i + 1 : sentence.tokens.end] if t.tag_ in ("VBG", "VB")]
        if not rest or block.start(rest[0]) - block.end(token) > 30:
            continue
        items = split_actions(sentence, rest[0], sentence.span[1])
        last = items[-1][1] if items else 0
        for modal in sentence.tokens:
            if (
                block.start(modal) > last - 1
                and modal.tag_ == "MD"
                and modal.lemma_ in ("will", "shall")
                and modal.head.i > modal.i
            ):
                items += split_actions(sentence, modal.head, sentence.span[1])
                break
        return items
    return []


SEPARATORS = (re.compile(r"\s*;\s*(?:and\s+)?"), re.compile(r"\s*,\s*(?:and\s+)?(?=[a-z]+ing\b|[a-z]+\b)"))


STOP = re.compile(r"\.\s")
WHOLE = re.compile(
    r"(?:The|Both|They|Each|Its|Their)\b(?:(?!\b(?:who|which|that)\b)[^,;.:]){0,60}?[ \u00a0](?:will|shall)[ \u00a0](?:also[ \u00a0])?(?!be\b|not\b)"
)
"""A point that is a sentence of its own up to its modal: the action is what follows."""


def _after_colon(analysis: Analysis, sentence: Sentence, after: int) -> list[Span]:
    """The items of a list after a colon, parted by semicolons, or set as a list below."""
    text = analysis.cast.text
    colon = text.find(":", after, sentence.span[1])
    if colon >= 0 and sentence.span[1] - colon > 20:
        start, end = colon + 1, sentence.span[1]
        separator = SEPARATORS[0] if ";" in text[start:end] else SEPARATORS[1]
        return _pieces(text, start, end, separator)
    if text[: sentence.span[1]].rstrip().endswith(":"):
        following = [part for part in analysis.article.parts if part.span[0] >= sentence.span[1]]
        items = []
        for part in following:
            if part.kind != "list":
                break
            body = re.match(r"(?:[-•*–]|\(?\d{1,2}[.)]|\([a-z]\))?\s*", text[part.span[0] : part.span[1]])
            begin = part.span[0] + (body.end() if body else 0)
            whole = WHOLE.match(text, begin, part.span[1])
            stop = STOP.search(text, begin, part.span[1])
            end = stop.start() + 1 if stop else part.span[1]
            items.append((whole.end() if whole else begin, end - (text[end - 1] in ".;,")))
        return items
    return []


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Span]:
    cuts, at = [], start
    for match in separator.finditer(text, start, end):
        cuts.append((at, match.start()))
        at = match.end()
    cuts.append((at, end))
    spans = []
    for begin, stop in cuts:
        piece = text[begin:stop]
        begin += len(piece) - len(re.sub(r"^\s*(?:and\s+|to\s+|\(?(?:\d{1,2}|[a-z]|i{1,3})[.)]\s*)?", "", piece))
        stop = begin + len(text[begin:stop].rstrip(" .;,"))
        if len(text[begin:stop].split()) >= 2:
            spans.append((begin, stop))
    return spans
