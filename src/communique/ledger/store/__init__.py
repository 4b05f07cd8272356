"""A ledger as one object: `finding` asks, `merging` lays pages together, `promises` follows, `ledger` adds and keeps safe."""

from communique.ledger.store.ledger import Ledger, restore
from communique.ledger.store.opened import DEFAULT
from communique.ledger.store.questions import Filters

__all__ = ["DEFAULT", "Filters", "Ledger", "restore"]
