"""How one page's text came of another's: identical, syndicated, edited, spun or spliced, and by which changes."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from communique import knowledge
from communique.pages.splices import FOREIGN, WAGER
from communique.records import Article
from communique.relate.edits import Edit, edits
from communique.relate.likeness import Likeness, liken, swapped
from communique.relate.wording import Wording, word_it, words_of_offices

Relation: TypeAlias = Literal["identical", "syndicated", "edited", "spun", "spliced"]

SPUN, SPREAD = 0.1, 0.5
"""A text is spun when at least SPUN of its words were swapped, in at least SPREAD of its sentences. The mildest real
paraphrase seen swaps a quarter; another house's spelling, dates and style change a thirtieth, a rewrite few sentences."""

SENTENCE = 8
"""Words of a sentence that says something about spread: a shorter one may have no word to swap."""

CUT = 6
"""Words inserted or deleted in one place that make an edit; an agency's credit or a place before the text is shorter."""

SLIPS, SLIP_SHARE = 3, 0.01
"""Smaller changes that are still no edit, as a number and as a share of the text: lost words, an agency's name."""

SAME_HEADLINE = 0.7
"""Share of the words of both headlines that are in both, from which they are one: sites add their names."""

TOP = 600
"""Characters at a page's top in which an agency says that it corrects or updates what it sent before."""

_LATER = re.compile(
    r"\b(?:CORRECTED|CORRECTION|REFILE|UPDATE ?\d*|RPT)\b|^\(?(?:Corrects|Updates|Refiles|Adds)\b", re.M
)
_REPORTERS = re.compile(r"\b(?:Reporting|Writing|Editing) by\b")
_ADDRESS = re.compile(r"https?://|\bwww\.|\]\(|<a\b|\bhref\b", re.I)
_ODD_NAME = re.compile(r"\b(?=[^\W\d_]*[a-z])[^\W\d_]{3,}\d{2,}\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article made ready for comparison."""

    article: Article
    wording: Wording


@dataclass(frozen=True, slots=True)
class Descent:
    """How a copy came of its source: the relation, the changes, and what the two have in common."""

    relation: Relation
    edits: tuple[Edit, ...]
    likeness: Likeness


def piece_of(article: Article) -> Piece:
    """An article made ready for comparison."""
    return Piece(article, word_it(article))


def descent(source: Piece, copy: Piece, likeness: Likeness | None = None) -> Descent:
    """How `copy` came of `source`, taken for granted that it did: ask `likeness.same_piece` first.

    `likeness` of the two, in this order, where it is known already.
    """
    likeness = likeness or liken(source.wording, copy.wording)
    changes = edits(likeness.passages, source.wording, copy.wording)
    return Descent(_relation(source, copy, likeness, changes), changes, likeness)


def _relation(source: Piece, copy: Piece, likeness: Likeness, changes: tuple[Edit, ...]) -> Relation:
    if _is_spun(source, copy, likeness):
        return "spun"
    if foreign(source, copy, changes):
        return "spliced"
    if not changes:
        return "identical"
    if _edited(source, copy, changes):
        return "edited"
    return "syndicated"


def _is_spun(source: Piece, copy: Piece, likeness: Likeness) -> bool:
    if likeness.words_swapped < SPUN:
        return False
    here = {at for _, (start, end) in swapped(likeness.passages) for at in range(start, end)}
    matched = {j for run in likeness.passages for _, j in run}
    facts = source.wording.facts | copy.wording.facts
    touched = 0
    whole = [
        (start, end)
        for start, end in copy.wording.sentences
        if end - start >= SENTENCE and any(at in matched for at in range(start, end))
    ]
    for start, end in whole:
        touched += any(at in here and copy.wording.keys[at] not in facts for at in range(start, end))
    return touched >= SPREAD * len(whole)


def foreign(source: Piece, copy: Piece, changes: tuple[Edit, ...]) -> tuple[str, ...]:
    """What was spliced into the copy: taken out when its page was read, or found now because the source lacks it."""
    known = {splice.text for splice in source.article.splices}
    found = [splice.text for splice in copy.article.splices if splice.text not in known]
    come = [(edit, printed(copy, edit.copy)) for edit in changes if edit.kind in ("inserted", "replaced")]
    between = Counter(text for edit, text in come if edit.kind == "inserted" and _is_name(copy, edit, source))
    advertised, odd = _advertises(source.article.text), _ODD_NAME.search(source.article.text)
    for edit, text in come:
        if (
            between[text] > 1
            or _address_in(copy, edit)
            or _in_another_script(source, copy, edit)
            or (not advertised and _advertises(text))
            or (not odd and _ODD_NAME.search(text))
        ):
            found.append(text)
    return tuple(dict.fromkeys(found))


def _in_another_script(source: Piece, copy: Piece, edit: Edit) -> bool:
    """Words of a script that the source doesn't use; a name's original form stands in brackets and is none."""
    script = FOREIGN.search(printed(copy, edit.copy))
    before = copy.article.text[: copy.wording.spans[edit.copy[0]][0]][-1:]
    return script is not None and script[0] not in source.article.text and before not in tuple("(（[")


def _is_name(copy: Piece, edit: Edit, source: Piece) -> bool:
    """A few words beginning with a capital that the source nowhere has, and no "Mr" or "Minister" before a name: laid
    between the words in several places, they are no correction. A paraphrase's words stand against other words."""
    keys = copy.wording.keys[slice(*edit.copy)]
    if len(keys) >= CUT or not printed(copy, edit.copy)[:1].isupper():
        return False
    return (
        keys[0] not in source.wording.keys and keys[0] not in words_of_offices() and keys[0] not in _forms_of_address()
    )


@cache
def _forms_of_address() -> frozenset[str]:
    return frozenset(form.casefold().rstrip(".") for form in knowledge.honorifics())


def _advertises(text: str) -> bool:
    """Two words of those that betting and selling sites live on; one may stand in any report."""
    return len(set(WAGER.findall(text))) > 1


def _address_in(copy: Piece, edit: Edit) -> bool:
    """An address among the inserted words, or markup around them, in the text and not in a line of the page's own."""
    if edit.copy[0] not in copy.wording.prose:
        return False
    start, end = copy.wording.spans[edit.copy[0]][0], copy.wording.spans[edit.copy[1] - 1][1]
    return bool(_ADDRESS.search(copy.article.text[max(0, start - 2) : end + 2]))


def printed(piece: Piece, words: tuple[int, int]) -> str:
    """The text of a stretch of words as printed."""
    if words[0] >= words[1]:
        return ""
    return piece.article.text[piece.wording.spans[words[0]][0] : piece.wording.spans[words[1] - 1][1]]


def _edited(source: Piece, copy: Piece, changes: tuple[Edit, ...]) -> bool:
    if not _same_headline(source.article.title, copy.article.title) or is_later(copy) != is_later(source):
        return True
    facts = source.wording.facts | copy.wording.facts
    here, there = set(source.wording.prose), set(copy.wording.prose)
    slips = 0
    for edit in changes:
        if edit.kind == "inserted" and _REPORTERS.search(printed(copy, edit.copy)):
            return True
        gone = [source.wording.keys[at] for at in range(*edit.source) if at in here]
        come = [copy.wording.keys[at] for at in range(*edit.copy) if at in there]
        if not gone and not come:
            continue
        if edit.kind == "replaced" and _letters(gone) == _letters(come):
            continue
        if edit.kind == "moved" or max(len(gone), len(come)) >= CUT:
            return True
        if edit.kind == "replaced" and gone and come and facts.intersection(gone) and facts.intersection(come):
            return True
        slips += max(len(gone), len(come))
    return slips > SLIPS + SLIP_SHARE * len(here)


def is_later(piece: Piece) -> bool:
    """Whether a page says of itself that it corrects or updates an earlier one."""
    return bool(_LATER.search(f"{piece.article.title or ''}\n{piece.article.text[:TOP]}"))


def _letters(keys: list[str]) -> str:
    """Words without what printers differ in: "co-operation" and "cooperation", "U.S" and "US"."""
    return re.sub(r"[\W_]", "", "".join(keys))


def _same_headline(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    words, others = (set(re.findall(r"\w+", title.casefold())) for title in (one, other))
    return len(words & others) >= SAME_HEADLINE * min(len(words), len(others)) if words and others else True
