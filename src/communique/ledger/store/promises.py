"""What became of commitments."""

from collections.abc import Iterator
from datetime import date

from communique.ledger import (
    coding,
    following,
)
from communique.ledger.coding import STAGES, Decided, Decision, Stage
from communique.ledger.engine import LedgerError, NotThere
from communique.ledger.following import Followed, Standing
from communique.ledger.query import Query, filtered
from communique.ledger.select import Search
from communique.ledger.store.opened import Opened, moment, there
from communique.ledger.store.questions import Filters, query_of
from communique.relate.agreement import VALUES, Agreement
from communique.relate.undertakings import Progress


class Promises(Opened):
    """Commitments followed through later news, decided about and scored."""

    def follow(self, ident: str, *, most: int = 10, today: str | None = None) -> Followed:
        """What became of a commitment: sentences of later pages proposed as evidence, what people decided about them,
        how it stands on `today` by what they confirmed, and coders' scores."""
        with self._reading() as connection:
            found = following.followed(connection, ident, most, today or date.today().isoformat())
        if found is None:
            raise NotThere(f"{ident}: no commitment has this id")
        return found

    def decide(
        self,
        ident: str,
        evidence: str,
        verdict: Decision,
        judge: str | None = None,
        note: str | None = None,
        status: Progress | None = None,
    ) -> None:
        """Confirm or reject a sentence as evidence of commitment `ident`, or take the judge's last word back ("undo").

        `status` says what the sentence tells of, where that is something else than what was proposed.
        """
        with self._reading() as connection:
            meant = following.evidence_of(connection, ident, evidence)
        if meant is None:
            raise NotThere(f"{evidence}: no evidence of {ident} has this id")
        made = moment("microseconds")
        decided = Decided(
            evidence, meant.version, meant.words, meant.day, status or meant.status, verdict, note, judge, made
        )
        with self._writing() as connection:
            coding.add_decision(connection, meant.found_by or ident, decided)

    def score(self, ident: str, value: int | None, coder: str, *, final: bool = False, note: str | None = None) -> None:
        """Score how far a commitment was complied with: -1, 0 or +1, or None to take the coder's last score back."""
        if value is not None and value not in VALUES:
            raise LedgerError(f"{value} is not one of -1, 0, +1")
        made = moment("microseconds")
        with self._writing() as connection:
            if not coding.add_score(connection, ident, value, coder, "final" if final else "interim", note, made):
                raise NotThere(f"{ident}: no commitment has this id")

    def agreement(self, stage: Stage = "final") -> tuple[Agreement, ...]:
        """How far every two coders agree over the commitments that both scored at a stage."""
        if stage not in STAGES:
            raise LedgerError(f"{stage!r} is not one of {', '.join(STAGES)}")
        with self._reading() as connection:
            return coding.agreement(connection, stage)

    def commitments(
        self,
        query: str | Query = "",
        *,
        limit: int | None = None,
        filters: Filters | None = None,
        today: str | None = None,
    ) -> Iterator[Standing]:
        """The commitments that a query finds, each with how it stands on `today` by what people confirmed."""
        asked = filtered(query_of(query, filters), {"type": ["commitment"]})
        with self._reading() as connection:
            search = Search(connection, asked)
            rows = search.every() if limit is None else search.first(limit)
            yield from following.standings(connection, rows, today or date.today().isoformat())

    def standing(self, ident: str, *, today: str | None = None) -> Standing:
        """How a commitment stands by what people confirmed, without looking for new evidence."""
        with self._reading() as connection:
            return there(following.standing(connection, ident, today or date.today().isoformat()), ident)
