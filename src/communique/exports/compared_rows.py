"""A comparison of accounts as lines of a table: a line for each point of an account."""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.exports.comparisons import Shown, accounts_of, sections


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of an account: in which section it is shown, which of its lines it shares with others, and where it stands."""

    section: str
    line: int
    account: str
    title: str | None
    side: str | None
    point: str
    start: int
    end: int
    words: str
    notes: str


def point_rows(found: Shown) -> Iterator[PointRow]:
    """Every point that is shown, line by line."""
    accounts = accounts_of(found)
    for section in sections(found):
        for number, line in enumerate(section.lines, 1):
            for account, points in zip(accounts, line.points, strict=True):
                for point in points:
                    yield PointRow(
                        section.title, number, account.name, account.reading.article.title, account.side, point.id,
                        *point.span, point.words, "; ".join(line.notes) or line.why,
                    )  # fmt: skip
