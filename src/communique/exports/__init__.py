"""What a ledger gives, written in other programs' forms: one module a form, each a function over an iterator of values."""
