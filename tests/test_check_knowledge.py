"""`check-knowledge`: our tables hold, a user's faults are named with their line, and docs/knowledge.md tells the truth."""

import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from communique.knowledge import check, tables

MANUAL = (Path(__file__).parent.parent / "docs" / "knowledge.md").read_text("utf-8")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(tables.FOLDER, str(tmp_path))
    return tmp_path


def test_our_tables_have_no_fault(own: Path) -> None:
    assert list(check.faults()) == []


def test_sizes() -> None:
    offices = list(tables.rows("offices"))
    assert len(offices) >= 1_200
    assert len({row.cells["code"] for row in offices if re.fullmatch("[A-Z]{3}", row.cells["code"])}) >= 60
    assert len({row.cells["code"] for row in offices if row.cells["office"] == "international official"}) >= 25
    assert len(list(tables.rows("outlets"))) >= 300
    assert len(list(tables.rows("organisations"))) >= 150


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        ("offices", "Ann Oe,,foreign minister,foreign minister,XYZ,2001,2002,invented", "no state or organisation XYZ"),
        ("offices", "Ann Oe,,official,aide,FRA,2003-02,2001,invented", "before it begins"),
        ("offices", "Ann Oe,,official,aide,FRA,last May,,invented", "no day, month or year"),
        ("offices", "Ann Oe,,foreign minister,foreign minister,DEU,2020-01-01,2020-06-01,invented", "Heiko Maas"),
        ("offices", "Ann Oe,,official,aide,FRA,2001,,", "no source"),
        ("outlets", "Fjord Post,,newspaper,NOR,http://fjord.example", "is no domain"),
        ("outlets", "Fjord Post,,pamphlet,NOR,", "is none of"),
        ("outlets", "Fjord Post,,newspaper,NOR,reuters.com", "is Reuters's"),
        ("outlets", "Fjord Post,NATO,newspaper,NOR,", "is NATO too"),
        ("organisations", "Fjord League,,bloc,NOR|QQQ,,", "no state QQQ"),
        ("states", "NOX,Norway,,,,0", "is a name of NOR too"),
        ("not_people", "gondola,beside", "is none of"),
    ],
)
def test_faults_are_named_with_their_line(own: Path, table: str, row: str, fault: str) -> None:
    head = ",".join(next(tables.rows(table)).cells)
    (own / f"{table}.csv").write_text(f"{head}\n{row}\n", "utf-8")
    found = list(check.faults())
    assert len(found) == 1 and fault in found[0], found
    assert re.search(r"\.csv:\d+: ", found[0])


def test_own_rows_add_and_stand_for_ours(own: Path) -> None:
    (own / "outlets.csv").write_text("name,country,kind\nReuters,CHE,agency\nFjord Post,NOR,newspaper\n", "utf-8")
    tables.table.cache_clear()
    try:
        rows = {row["name"]: row for row in tables.table("outlets")}
    finally:
        tables.table.cache_clear()
    assert rows["Reuters"]["country"] == "CHE"
    assert rows["Fjord Post"] == {
        **dict.fromkeys(rows["Reuters"], ""),
        "name": "Fjord Post",
        "country": "NOR",
        "kind": "newspaper",
    }


def test_the_manual_holds(tmp_path: Path) -> None:
    blocks = re.findall(r"(?m)^ {4}\$ (.+)\n((?: {4}(?!\$).*\n)*)", MANUAL)
    assert len(blocks) == 4
    for command, shown in blocks:
        line = re.sub(r"\bcommunique (?=[a-z-])", f"{shlex.quote(sys.executable)} -m communique.cli ", command)
        done = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
        assert textwrap.dedent(shown) in done.stdout + done.stderr, done
        assert done.returncode == (1 if "no state" in shown else 0)


def test_the_manual_s_code_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", MANUAL, re.S)[0]
    env = {**os.environ, tables.FOLDER: ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=False
    )
    assert done.stdout.split("\n")[:3] == ["2023-01-15 Yoshimasa Hayashi", "2024-12-25 Takeshi Iwaya", "0"], done.stderr
