"""What is new in a side's account since its last one: points, and the formal phrases that diplomats watch.

A formula that is dropped says more than one that stays. "No longer mentioned" says that the words are gone, not that the
matter is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from communique.records import Reading
from communique.relate.comparison import Comparison, compare_accounts
from communique.relate.formulas import formulas_in
from communique.relate.phrases import Phrase, phrases_in
from communique.relate.points import Account, Point, accounts_of_one_side

Kind: TypeAlias = Literal["new", "dropped", "changed"]
ROOT = 5
"""Letters of a word that are compared: "relation" and "relationship" are one wording."""


@dataclass(frozen=True, slots=True)
class FormulaChange:
    """A formal phrase that came, went or was said in other words; `old` and `new` are the points it stands in."""

    kind: Kind
    formula: str
    old_words: str | None
    new_words: str | None
    old: Point | None
    new: Point | None


@dataclass(frozen=True, slots=True)
class Changes:
    """One side's account beside its last one: in `comparison` `a` is the old one and `b` the new one."""

    comparison: Comparison
    formulas: tuple[FormulaChange, ...]


def changes(new: Reading, old: Reading, known: Sequence[Phrase] = ()) -> Changes:
    """Compare two accounts of one side, the new one first. `known` are phrases that return in the pair's accounts."""
    before, after = accounts_of_one_side(old, new)
    return Changes(compare_accounts(before, after), tuple(_formulas(before, after, known)))


def _formulas(old: Account, new: Account, known: Sequence[Phrase]) -> Iterator[FormulaChange]:
    before, after = _told(old, known), _told(new, known)
    for name, (words, point) in before.items():
        if name not in after:
            yield FormulaChange("dropped", name, words, None, point, None)
        elif _roots(words) != _roots(after[name][0]):
            yield FormulaChange("changed", name, words, after[name][0], point, after[name][1])
    for name, (words, point) in after.items():
        if name not in before:
            yield FormulaChange("new", name, None, words, None, point)


def _told(account: Account, known: Sequence[Phrase]) -> dict[str, tuple[str, Point]]:
    """Formula → its words and the point where an account has it first."""
    found: dict[str, tuple[str, Point]] = {}
    for point in account.points:
        for name, (start, end) in formulas_in(point.words):
            found.setdefault(name, (point.words[start:end], point))
        for phrase in phrases_in(point.words, known):
            if not formulas_in(phrase.words):
                found.setdefault(phrase.words, (phrase.words, point))
    return found


def _roots(words: str) -> list[str]:
    return [word[:ROOT] for word in re.findall(r"\w+", words.casefold())]
