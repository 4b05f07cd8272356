"""Accounts laid side by side, which is dear: what was compared once is kept, since versions never change."""

from functools import lru_cache

from communique.exports.comparisons import Shown
from communique.ledger.store import Ledger
from communique.relate.comparison import compare

MOST = 4
"""Accounts that are laid side by side at a time: every two of them are compared."""


@lru_cache(maxsize=256)
def compared(ledger: Ledger, versions: tuple[str, ...]) -> Shown:
    """Two versions or more of pages side by side."""
    one, other, *more = (ledger.reading(version) for version in versions)
    return compare(one, other, *more)
