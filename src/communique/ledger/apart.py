"""Why pairs that fit are not joined, in words for somebody who has to judge them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from communique.ledger.listing import slices
from communique.ledger.pairs import UncertainPair
from communique.ledger.regroup import doubts
from communique.ledger.tables import entry
from communique.relate.clustering import Doubt, pair_of
from communique.relate.described import label
from communique.relate.entries import Entry, from_text
from communique.relate.likening import liken


def explained(connection: Connection, pairs: Sequence[UncertainPair]) -> Iterator[UncertainPair]:
    """Pairs with what keeps those apart that the rules take for one."""
    fitting = [pair for pair in pairs if pair.verdict.outcome == "same"]
    if not fitting:
        yield from pairs
        return
    found = doubts(connection, sorted({ident for pair in fitting for ident in (pair.one, pair.other)}))
    kept = [found[key] for pair in fitting if (key := pair_of(pair.one, pair.other)) in found]
    told = _told(connection, sorted({ident for doubt in kept for ident in (doubt.one, doubt.other)}))
    for pair in pairs:
        doubt = found.get(pair_of(pair.one, pair.other))
        yield replace(pair, but=_said(pair, doubt, told)) if doubt is not None else pair


def _said(pair: UncertainPair, doubt: Doubt, told: dict[str, Entry]) -> str:
    one, other = told[doubt.one], told[doubt.other]
    if doubt.judged:
        return f"but it would join two that were judged different: {label(one)} | {label(other)}"
    why = "; ".join(liken(one, other).reasons) if one.kind == other.kind else "two kinds of things"
    if doubt.rival:
        mine = pair.one_label if doubt.one == pair.other else pair.other_label
        return f"but {mine} fits another as well: {label(other)} (not the same: {why})"
    if {doubt.one, doubt.other} == {pair.one, pair.other}:
        return f"but {why}"
    return f"but it would join two that cannot be one: {label(one)} | {label(other)} ({why})"


def _told(connection: Connection, idents: Sequence[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for some in slices(idents):
        rows = connection.execute(select(entry.c.id, entry.c.kind, entry.c.told).where(entry.c.id.in_(some)))
        found |= {ident: from_text(kind, told) for ident, kind, told in rows}
    return found
