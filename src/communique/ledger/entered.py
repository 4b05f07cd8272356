"""A reading's entries as a ledger keeps them: a pure function, so that workers can make them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from communique.ledger.ids import make_id, number_of
from communique.records import Reading
from communique.relate.entering import enter
from communique.relate.entries import to_text
from communique.relate.likening import keys

BY_NAME = {"person": "person", "organisation": "organisation", "mechanism": "dialogue"}
"""Kinds of entries that pages share, and what their ids are made as; others have their record's id."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The entry of a record or name of a page: `ref` is its id in the reading, `keys` under what it is kept."""

    ref: str
    id: str
    kind: str
    told: str
    keys: tuple[int, ...]


def entered(version: str, records: Mapping[str, str], reading: Reading) -> Iterator[Entered]:
    """The entries of a version's reading; `records` gives the ids of its meetings and commitments in the ledger."""
    for ref, entry in enter(version, reading):
        told = to_text(entry)
        ident = make_id(BY_NAME[entry.kind], told) if entry.kind in BY_NAME else records[ref]
        yield Entered(ref, ident, entry.kind, told, tuple(sorted({number_of(key) for key in keys(entry)})))
