"""Adding: what becomes of each page, and that the same content gives the same ledger whatever the way it came."""

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from communique.ledger import house
from communique.ledger.adding import Report
from communique.ledger.engine import LedgerError
from communique.ledger.house import House
from communique.ledger.store import Ledger
from communique.records import Reading

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAGES = sorted(file for file in EXAMPLES.glob("*.*") if file.is_file())
WIRE = EXAMPLES / "wire-moyale.txt"


def test_a_folder_twice_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "folder" / "within"
    folder.mkdir(parents=True)
    for file in PAGES:
        shutil.copy(file, folder)
    first = ledger.add(folder.parent, workers=1)
    before = ledger.digest()
    second = ledger.add(folder.parent, workers=1)
    assert first.added == len(PAGES) >= 6
    assert (second.unchanged, second.total) == (first.added, first.added)
    assert ledger.digest() == before
    assert ledger.check() == []


def test_one_ledger_from_workers_or_one_process_in_any_order(ledger: Ledger, tmp_path: Path) -> None:
    files = PAGES
    ledger.add(*files, workers=2)
    with Ledger(tmp_path / "other.sqlite", create=True) as other:
        for file in reversed(files):
            other.add(file, workers=1)
        assert other.digest() == ledger.digest()


def test_a_bad_page_is_told_and_the_rest_go_in(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 99)
    heard: list[Report] = []
    summary = ledger.add(tmp_path / "bad.txt", WIRE, tmp_path / "none.html", workers=2, report=heard.append)
    assert summary.added == 1
    assert [(report.became, bool(report.reason)) for report in heard] == [
        ("failed", True),
        ("added", False),
        ("failed", True),
    ]
    assert ledger.count("type:page") == 1


def test_readings_by_the_line_and_by_the_file(ledger: Ledger, readings: list[Reading], tmp_path: Path) -> None:
    lines = [reading.to_json() for reading in readings]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines[:3], "", '{"format": "else"}', lines[3]]) + "\n")
    (tmp_path / "array.json").write_text("[" + ",".join(lines[3:]) + "]")
    (tmp_path / "one.json").write_text(readings[0].to_json(indent=1))
    summary = ledger.add(tmp_path / "many.jsonl", tmp_path / "array.json", tmp_path / "one.json", workers=2)
    assert (summary.added, summary.unchanged) == (len(readings), 2)
    assert [(Path(one.name).name, "format" in (one.reason or "")) for one in summary.failed] == [("many.jsonl:5", True)]
    assert ledger.check() == []


def test_the_same_bytes_at_another_address_are_another_page(ledger: Ledger) -> None:
    ledger.add(WIRE, url="https://one.example/a", workers=1)
    ledger.add(WIRE, url="https://two.example/b", workers=1)
    assert ledger.count("type:page") == 2
    assert ledger.count("type:page copies:one") == 1
    assert ledger.count("type:page page:https://two.example/b") == 1


def test_one_address_on_two_days_is_one_page_in_two_versions(ledger: Ledger, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text(
        WIRE.read_text("utf-8") + "\n\nThe two ministers agreed to meet again in Mombasa in May.\n", "utf-8"
    )
    ledger.add(later, url="https://one.example/a", published="2025-03-09", workers=1)
    summary = ledger.add(WIRE, url="https://one.example/a", published="2025-03-08", workers=1)
    assert summary.versions == 1
    assert ledger.count("mombasa type:page") == 1, "the version of the later day is the last, though it came first"
    shown = ledger.show(next(ledger.find("type:page")).page)
    assert [one.last for one in shown.versions] == [True, False]
    assert ledger.count("type:page versions:all") == 2
    assert ledger.check() == []


def test_what_the_user_tells_anew_is_read_anew(ledger: Ledger) -> None:
    ledger.add(WIRE, url="https://one.example/a", workers=1)
    told = ledger.add(WIRE, url="https://one.example/a", publisher="The Moyale Gazette", workers=1)
    assert told.reread == 1
    assert {found.publisher for found in ledger.find("type:page")} == {"The Moyale Gazette"}
    assert ledger.check() == []


def test_an_address_is_for_one_page(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="one page"):
        ledger.add(EXAMPLES, url="https://one.example/a")


def test_every_record_leads_back_to_its_bytes(ledger: Ledger) -> None:
    ledger.add(*PAGES, workers=1)
    raw = {file.read_bytes() for file in PAGES}
    assert {ledger.received(found.id) for found in ledger.find()} == raw


def test_a_site_s_front_door_is_no_page(ledger: Ledger, readings: list[Reading]) -> None:
    one, other = (replace(one, article=replace(one.article, url="https://one.example/")) for one in readings[:2])
    ledger.add(one, other)
    assert ledger.count("type:page") == 2


def test_half_a_surrogate_pair_is_refused_and_a_nul_is_kept_harmless(
    ledger: Ledger, readings: list[Reading], tmp_path: Path
) -> None:
    whole = json.loads(readings[0].to_json())
    whole["article"]["title"] = "half \ud800"
    (tmp_path / "half.jsonl").write_text(json.dumps(whole))
    whole["article"]["title"] = "nul \x00"
    (tmp_path / "nul.jsonl").write_text(json.dumps(whole))
    summary = ledger.add(tmp_path / "half.jsonl", tmp_path / "nul.jsonl", workers=1)
    assert (summary.added, [one.reason for one in summary.failed]) == (
        1,
        ["not a reading (its text holds half of a surrogate pair)"],
    )
    assert ledger.check() == []


def test_a_name_that_is_no_text_is_no_trouble(ledger: Ledger, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/p\xff.txt"
    with open(odd, "wb") as file:
        file.write(WIRE.read_bytes())
    assert ledger.add(tmp_path, workers=2).added == 1
    assert ledger.check() == []


def test_where_nothing_can_be_forked_each_reader_is_a_process_of_its_own(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(*PAGES, workers=2)
    monkeypatch.setattr(house, "FORKS", False)
    with Ledger(tmp_path / "other.sqlite", create=True) as other:
        other.add(*PAGES, workers=2)
        assert other.digest() == ledger.digest()


def test_what_is_forked_has_one_thread() -> None:
    script = (
        "from communique.ledger import worker; import os; worker._load(); print(len(os.listdir('/proc/self/task')))"
    )
    told = subprocess.run(
        (sys.executable, "-c", script), env=os.environ | house.ONE_THREAD, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "1"


def test_a_house_that_is_gone_is_built_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[House] = []
    first = House.reader

    def reader(own: House, line: socket.socket) -> int:
        built.append(own)
        number = first(own, line)
        if len(built) == 1:
            own.process.kill()
            own.process.wait()
        return number

    monkeypatch.setattr(House, "reader", reader)
    assert ledger.add(*PAGES, workers=2).added == len(PAGES)
    assert len({id(own) for own in built}) == 2


def test_a_reader_that_dies_names_its_page(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [(EXAMPLES / "wire-moyale.txt").read_text("utf-8")]
    (tmp_path / "a.txt").write_text(lines[0], "utf-8")
    (tmp_path / "b.txt").write_text(f"{lines[0]}\n\nAnd more.", "utf-8")
    script = (
        "import os, sys; from communique.ledger import worker; from communique.pages.guard import receive\n"
        "def dying(stream):\n"
        "    task = receive(stream)\n"
        "    if task.name.endswith('a.txt'): os.kill(os.getpid(), 9)\n"
        "    return task\n"
        "worker.receive = dying; worker.main()"
    )
    monkeypatch.setattr(house, "CHILD", (sys.executable, "-c", script))
    summary = ledger.add(tmp_path, workers=2)
    assert summary.added == 1
    assert [(Path(one.name).name, one.reason) for one in summary.failed] == [
        ("a.txt", "the reader died on it (signal SIGKILL)")
    ]


def test_a_line_that_kills_the_reader_costs_only_itself(
    ledger: Ledger, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "many.jsonl").write_text("".join(reading.to_json() + "\n" for reading in readings), "utf-8")
    script = (
        "import os, sys; from communique.ledger import tasks\n"
        "first = tasks.Reading.from_json\n"
        "def dying(line):\n"
        "    if b'Moyale' in line: os.kill(os.getpid(), 9)\n"
        "    return first(line)\n"
        "tasks.Reading = type('R', (tasks.Reading,), {'from_json': staticmethod(dying)})\n"
        "from communique.ledger import worker; worker.main()"
    )
    monkeypatch.setattr(house, "CHILD", (sys.executable, "-c", script))
    bad = [number for number, reading in enumerate(readings, 1) if "Moyale" in reading.to_json()]
    summary = ledger.add(tmp_path / "many.jsonl", workers=2)
    assert [Path(one.name).name for one in summary.failed] == [f"many.jsonl:{number}" for number in bad]
    assert summary.added == len(readings) - len(bad)
