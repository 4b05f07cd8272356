"""Mechanisms over a ledger: which ones a query means, and all that is on record of each."""

from pathlib import Path

import pytest

from communique.ledger.dialogues import session_rows
from communique.ledger.store import Ledger

NAME = "Japan-China High-Level People-to-People and Cultural Exchange Consultation Mechanism"


BEIJING = Path(__file__).parents[2] / "examples" / "beijing-2024"


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger that holds both sides' accounts of one day in Beijing."""
    ledger.add(BEIJING / "china.txt", BEIJING / "japan.txt", workers=1)
    return ledger


def test_a_mechanism_told_by_both_sides_is_one(filled: Ledger) -> None:
    one = next(one for one in filled.mechanisms() if one.name == NAME)
    assert {party for party, _ in one.sides} == {"CHN", "JPN"}
    assert len(one.names) >= 2
    session, coming = one.sessions
    assert (coming.number, coming.status) == (3, "planned")
    assert (session.number, session.status, session.start) == (2, "held", "2024-12-25")
    assert {filled.show(ident).found.type for ident in session.records} == {"meeting"}
    assert session.agreed
    for promise in session.agreed:
        assert filled.show(promise.id).found.words == promise.words
    assert one.gaps == ("1",)


def test_a_query_says_which_mechanisms_and_not_which_sessions(filled: Ledger) -> None:
    whole = {one.name: one for one in filled.mechanisms()}
    for one in filled.mechanisms("type:commitment party:CHN"):
        assert one == whole[one.name]
    assert filled.mechanisms("party:KEN") == []
    assert len(filled.mechanisms(limit=1)) == 1


def test_each_session_is_a_line(filled: Ledger) -> None:
    rows = list(session_rows(filled.mechanisms()))
    assert [row.session for row in rows if row.mechanism == NAME] == [2, 3]
    assert all(row.parties for row in rows)


def test_what_is_rejected_is_no_session(filled: Ledger) -> None:
    one = next(one for one in filled.mechanisms() if one.name == NAME)
    for ident in one.sessions[0].records:
        filled.judge(ident, "reject")
    after = next(one for one in filled.mechanisms() if one.name == NAME)
    assert after.sessions == one.sessions[1:]
