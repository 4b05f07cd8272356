"""Formal phrases over a pair's accounts: when each was first and last said, and what came and went.

That a phrase is gone says that the accounts at hand no longer have it, and nothing of why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.records import Span
from communique.relate.formulas import formulas_in


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a meeting: its day, whose it is (None for the press), what it is called by, and its text."""

    day: str
    side: str | None
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A formula where an account has it first."""

    day: str
    side: str | None
    ref: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Run:
    """A formula with its first and last saying, by day the accounts that have it, and how many days with accounts there
    were `before` the first and `since` the last."""

    formula: str
    first: Saying
    last: Saying
    days: tuple[str, ...]
    accounts: int
    before: int
    since: int

    @property
    def came(self) -> bool:
        """Whether earlier accounts of the pair are at hand without it."""
        return self.before > 0

    @property
    def went(self) -> bool:
        """Whether later accounts are at hand without it."""
        return self.since > 0


def runs(accounts: Sequence[Account]) -> tuple[Run, ...]:
    """The formulas of a pair's accounts, those said last first."""
    ordered = sorted(accounts, key=lambda one: (one.day, one.ref))
    days = sorted({one.day for one in ordered})
    said: dict[str, list[Saying]] = {}
    for account in ordered:
        for formula, saying in sayings(account).items():
            said.setdefault(formula, []).append(saying)
    found = [
        Run(
            formula,
            some[0],
            some[-1],
            tuple(dict.fromkeys(one.day for one in some)),
            len(some),
            days.index(some[0].day),
            len(days) - 1 - days.index(some[-1].day),
        )
        for formula, some in said.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.since, -len(one.days), one.formula)))


def sayings(account: Account) -> dict[str, Saying]:
    """Each formula of an account where it stands first."""
    found: dict[str, Saying] = {}
    for formula, (start, end) in formulas_in(account.text):
        words = " ".join(account.text[start:end].split())
        found.setdefault(formula, Saying(account.day, account.side, account.ref, (start, end), words))
    return found
