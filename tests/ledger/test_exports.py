"""Exports are whole, say the same in every form, and hold nothing that a spreadsheet would run."""

import csv
import io
import json
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.exports import TEXT_FORMS, write_csv, write_parquet
from communique.exports.delimited import safe
from communique.ledger.found import Found
from communique.ledger.people import Held, Person
from communique.ledger.store import Ledger
from communique.records import Reading

QUERIES = ("", "type:commitment", "minis* -type:page", "zzzz")


def _rows(form: str, text: str) -> int:
    if form == "json":
        return len(json.loads(text))
    if form == "jsonl":
        return len(text.splitlines())
    if form == "csv":
        return len(list(csv.DictReader(io.StringIO(text))))
    return len(text.splitlines()) - 2


@pytest.mark.parametrize("query", QUERIES)
def test_rows_exported_are_rows_counted(filled: Ledger, query: str, tmp_path: Path) -> None:
    counted = filled.count(query)
    for form, write in TEXT_FORMS.items():
        out = io.StringIO()
        assert write(filled.find(query), Found, out) == counted
        assert _rows(form, out.getvalue()) == counted, form
    assert write_parquet(filled.find(query), Found, tmp_path / "x.parquet") == counted
    assert pq.read_table(tmp_path / "x.parquet").num_rows == counted


def test_parquet_and_json_give_back_what_was_found(filled: Ledger, tmp_path: Path) -> None:
    found = list(filled.find())
    write_parquet(iter(found), Found, tmp_path / "x.parquet")
    as_lists = [json.loads(json.dumps(asdict(one))) for one in found]
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == as_lists
    out = io.StringIO()
    TEXT_FORMS["jsonl"](found, Found, out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == as_lists


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "  =1", "＝1", "\n=1"])
def test_no_cell_begins_a_formula(ledger: Ledger, readings: list[Reading], start: str) -> None:
    title = f"{start}+cmd|' /C calc'!A0"
    ledger.add(replace(readings[0], article=replace(readings[0].article, title=title)))
    out = io.StringIO()
    write_csv(ledger.find(), Found, out)
    for row in csv.reader(io.StringIO(out.getvalue(), newline="")):
        for cell in row:
            assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠") or not cell, cell


@given(st.text(), st.integers(), st.floats(0, 1))
def test_what_is_harmless_is_left_as_it_is(text: str, whole: int, share: float) -> None:
    assert (safe(whole), safe(share), safe(None)) == (whole, share, "")
    assert safe(text).removeprefix("'") == text.removeprefix("'")
    assert safe(f"a{text}") == f"a{text}"


def test_values_within_values_have_a_cell_and_a_type(tmp_path: Path) -> None:
    person = Person("n-1", "A | B", None, 2, "2025-01-01", None, (Held("Minister", "KEN", None, None, 2),))
    texts = {}
    for form, write in TEXT_FORMS.items():
        out = io.StringIO()
        write([person], Person, out)
        texts[form] = out.getvalue()
    assert "title: Minister, of: KEN, pages: 2" in texts["csv"]
    assert "A \\| B" in texts["md"]
    assert json.loads(texts["json"])[0]["roles"][0]["of"] == "KEN"
    write_parquet([person], Person, tmp_path / "p.parquet")
    assert pq.read_table(tmp_path / "p.parquet").to_pylist()[0]["roles"][0]["title"] == "Minister"


def test_an_export_is_of_one_moment(ledger: Ledger, readings: list[Reading]) -> None:
    ledger.add(*readings[:3])
    counted = ledger.count()
    found = ledger.find()
    first = next(found)
    with Ledger(ledger.where) as other:
        other.add(*readings[3:])
    assert len([first, *found]) == counted
    assert ledger.count() > counted
