"""The life of a commitment as entries of a feed: each sentence of evidence on its day."""

from collections.abc import Iterator

from communique.exports.digests import Entry
from communique.exports.following import grounds, mark
from communique.ledger.following import Followed


def entries_of(found: Followed, base: str) -> Iterator[Entry]:
    """The evidence, the newest first; each leads to its words in the reading room at `base`."""
    one = found.commitment
    for proposal in sorted(found.evidence, key=lambda p: (p.day or "", p.id), reverse=True):
        told = "\n".join((proposal.words, *grounds(proposal)))
        made = max((d.made for d in proposal.decided), default=proposal.day or one.start or "1970-01-01")
        where = f"{base}/commitments/{one.id}/life"
        yield Entry(mark(proposal), proposal.id, f"{proposal.status}: {one.words}", told, made[:19], where)
