"""The tables: complete rows, no contradictions, names that fit the code."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from communique import knowledge

TABLES = sorted(Path(knowledge.__file__).parent.glob("*.csv"))
KEYS = {
    "states": ("code",), "places": ("name", "code"), "outlets": ("name",), "organisations": ("name",), "titles": ("title",),
    "cues": ("lemma",), "meeting_words": ("word", "pos"), "commitment_words": ("word", "pos"), "offices": ("person", "title", "code", "from"),
    "stance_words": ("word", "pos", "link"), "meeting_verbs": ("verb",), "seats": ("name",), "government_domains": ("domain",),
    "mechanisms": ("name",),
}  # fmt: skip


def rows(table: str) -> list[dict[str, str]]:
    with (Path(knowledge.__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_has_every_column(path: Path) -> None:
    for number, row in enumerate(rows(path.stem), 2):
        assert None not in row, f"{path.name}:{number} has more columns than its head"
        assert None not in row.values(), f"{path.name}:{number} has fewer columns than its head"
        assert all(value == value.strip() for value in row.values()), f"{path.name}:{number}"


@pytest.mark.parametrize("table", sorted(KEYS))
def test_no_row_stands_twice(table: str) -> None:
    keys = Counter(tuple(row[column].casefold() for column in KEYS[table]) for row in rows(table))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("table", "column"), [("places", "code"), ("seats", "code"), ("government_domains", "code"), ("outlets", "country")]
)
def test_codes_are_known_states(table: str, column: str) -> None:
    known = set(knowledge.states())
    assert sorted({row[column] for row in rows(table)} - known - {""}) == []


def test_every_member_of_the_un_is_a_state() -> None:
    assert len(knowledge.states()) >= 193
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in knowledge.states())


def test_offices_have_days_in_order() -> None:
    for row in rows("offices"):
        for day in (row["from"], row["to"]):
            assert re.fullmatch(r"(?:\d{4}(?:-\d\d){0,2})?", day), row
        assert not row["from"] or not row["to"] or row["from"] < row["to"], row


def test_statuses_and_kinds_are_those_of_the_record() -> None:
    assert {row["status"] for row in rows("meeting_status")} <= {"held", "planned", "cancelled", "proposed"}
    assert {row["kind"] for row in rows("meeting_words")} <= {"meeting", "talks", "call", "visit", "summit", "session"}
    assert {row["kind"] for row in rows("commitment_words")} <= {"agreed", "pledged", "proposed", "urged"}
    assert {row["stance"] for row in rows("stance_words")} <= {"support", "oppose", "demand", "welcome", "concern"}


def test_a_capital_is_one_states_capital() -> None:
    capitals = Counter(capital for state in knowledge.states().values() for capital in state.capitals)
    assert [name for name, count in capitals.items() if count > 1] == []


def test_mechanisms_are_whole() -> None:
    known = {*knowledge.states(), *(body.name for body in knowledge.organisations())}
    owner: dict[tuple[str, ...], str] = {}
    for mechanism in knowledge.mechanisms():
        assert set(mechanism.parties) <= known, mechanism
        assert list(mechanism.parties) == sorted(set(mechanism.parties)), mechanism
        assert {party for party, _ in mechanism.sides} <= set(mechanism.parties), mechanism
        assert mechanism.level in ("leaders", "ministers", "officials", ""), mechanism
        assert re.fullmatch(r"\d{4}(?:-\d\d){0,2}", mechanism.first or "1900"), mechanism
        assert mechanism.source, mechanism
        for name in mechanism.names:
            assert owner.setdefault(knowledge.mechanism_words(name), mechanism.name) == mechanism.name, name
    assert len(knowledge.mechanisms()) >= 120


@pytest.mark.parametrize(
    "printed",
    [
        "U.S.-India 2+2 Ministerial Dialogue",
        "India–US 2+2 Ministerial Dialogue",
        "Turkey-Greece High-Level Cooperation Council",
    ],
)
def test_a_mechanism_goes_by_each_side_and_spelling(printed: str) -> None:
    assert knowledge.mechanism_words(printed) in knowledge.mechanism_by_words()
