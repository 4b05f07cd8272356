"""What is one over many pages: stories of copies, merged records, and what people decide about pairs."""

from collections.abc import Iterator, Sequence
from typing import get_args

from communique.ledger import (
    clusters,
    doubts,
    pairs,
    together,
    told,
)
from communique.ledger.clusters import Merged, MergedShown
from communique.ledger.doubts import Doubt
from communique.ledger.engine import LedgerError
from communique.ledger.found import Found
from communique.ledger.pairs import PairJudged, UncertainPair
from communique.ledger.query import Query
from communique.ledger.regroup import judge_anew
from communique.ledger.select import Search
from communique.ledger.store.opened import Opened, moment, there
from communique.ledger.store.questions import Filters, pages_unless_records, query_of
from communique.ledger.told import StoryTold
from communique.records import Span
from communique.relate.diff import Diff
from communique.relate.signs import Kind, Outcome


class Merging(Opened):
    """Stories and clusters, and the judgements on pairs that beat the rules."""

    def stories(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> list[StoryTold]:
        """Stories of two pages or more, those of most pages first: all in which a record that is found stands. Asked for
        no type of record, all in which a page that is found stands."""
        asked = pages_unless_records(query_of(query, filters))
        with self._reading() as connection:
            return list(told.stories_among(connection, Search(connection, asked), limit))

    def story(self, ident: str) -> StoryTold:
        """The story of this id, or that a page stands in, by its id or address or that of a record on it."""
        with self._reading() as connection:
            return there(told.story_of(connection, ident), ident)

    def difference(self, page: str, other: str | None = None) -> Diff:
        """What was inserted, deleted, replaced and moved from one page to the other; with one page alone, from the page
        nearest its source."""
        with self._reading() as connection:
            found = there(told.diff_between(connection, page, other), page if other is None else f"{page} or {other}")
        if other is None and found.source == found.copy:
            raise LedgerError(f"{page}: it is nearest the source itself; name another page to lay it beside")
        return found

    def clusters(
        self, kind: Kind, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Merged]:
        """People, organisations, mechanisms, meetings or commitments over all pages, each once: those that the records
        found belong to, or that are named on their pages."""
        with self._reading() as connection:
            search = Search(connection, query_of(query, filters))
            yield from clusters.clusters_among(connection, kind, search, limit)

    def cluster(self, ident: str) -> MergedShown:
        """A cluster with its accounts, by its id or that of a record in it. LedgerError when there is none."""
        with self._reading() as connection:
            return there(clusters.cluster_of(connection, ident), ident)

    def tellings(self, ident: str) -> tuple[Found, ...]:
        """The records that are one with a meeting or commitment, of pages as they are now, the earliest page first."""
        with self._reading() as connection:
            return together.tellings(connection, ident)

    def grounds(self, idents: Sequence[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
        """For each of these meetings the text of its page, and the stretches of it that the meeting stands on."""
        with self._reading() as connection:
            return together.grounds(connection, idents)

    def pages_of(self, idents: Sequence[str]) -> dict[str, int]:
        """On how many pages the same is told, for each of these meetings and commitments."""
        with self._reading() as connection:
            return together.pages_of(connection, idents)

    def spellings(self, ident: str) -> tuple[str, int] | None:
        """The cluster of a person or mechanism by the id of one of its names, and how many spellings are one in it."""
        with self._reading() as connection:
            return together.spellings(connection, ident)

    def carried(self, versions: Sequence[str]) -> dict[str, tuple[str, int]]:
        """The story of each of these versions that is its page's last, and its place there; 0 is nearest the source."""
        with self._reading() as connection:
            return together.carried(connection, versions)

    def pairs(self, kind: Kind | None = None, *, limit: int | None = None) -> list[UncertainPair]:
        """Pairs that may be one and that nobody has judged, the likeliest first."""
        with self._reading() as connection:
            return list(pairs.uncertain(connection, kind, limit))

    def doubt(self, one: str, other: str) -> Doubt | None:
        """What keeps two records apart that the rules take for one; None where nothing but their likeness does."""
        with self._reading() as connection:
            return doubts.doubt_of(connection, one, other)

    def near(self, ident: str, *, most: int = 8) -> list[UncertainPair]:
        """Pairs of a record of this cluster and another that may be one with it, the likeliest first."""
        with self._reading() as connection:
            return doubts.near(connection, ident, most)

    def words_of(self, ident: str) -> tuple[str, str]:
        """The words of one side of a pair on the first page that has it, and where they stand."""
        with self._reading() as connection:
            return clusters.words_of(connection, ident)

    def judge_pair(
        self, one: str, other: str, verdict: Outcome, note: str | None = None, judge: str | None = None
    ) -> None:
        """Note that two records, or two clusters' first records, are the "same", "different", or that it is "unsure".

        It beats the rules until it is taken back. LedgerError for two of different kinds, and for one twice.
        """
        if verdict not in get_args(Outcome):
            raise LedgerError(f"{verdict!r} is not one of {', '.join(get_args(Outcome))}")
        made = moment()
        with self._writing() as connection:
            rows = [there(pairs.entry_row(connection, ident), ident) for ident in (one, other)]
            if rows[0]["kind"] != rows[1]["kind"]:
                raise LedgerError(f"a {rows[0]['kind']} and a {rows[1]['kind']} are never one")
            if rows[0]["id"] == rows[1]["id"]:
                raise LedgerError(f"{one} and {other} are one record")
            pairs.add_pair(connection, rows[0], rows[1], verdict, note, judge, made)
            judge_anew(connection, [row["id"] for row in rows])

    def undo(self, judge: str | None = None) -> PairJudged | None:
        """Take back the last judgement on a pair that `judge` made (None: nobody named), and say which; None when none is
        left. Undone again, the one before. Another's judgement is not undone but overruled, by judging the pair anew."""
        made = moment()
        with self._writing() as connection:
            undone = pairs.undo_last(connection, judge, made)
            if undone is not None:
                judge_anew(connection, [undone.one, undone.other])
        return undone

    def pair_judgements(self) -> list[PairJudged]:
        """Everything that was ever decided about pairs, what was taken back too, from the first to the last."""
        with self._reading() as connection:
            return pairs.history(connection)

    def set_aside(self) -> list[PairJudged]:
        """Judgements on pairs that contradict later ones, which hold in their place."""
        with self._reading() as connection:
            return pairs.contradicted(connection)
