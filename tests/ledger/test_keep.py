"""Keeping: judgements outlive readings, what is forgotten is gone, backups are whole, damage is seen."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from communique import reading as reading_module
from communique.ledger import tasks
from communique.ledger.engine import LedgerError, writing
from communique.ledger.store import Ledger, restore
from communique.records import Reading

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
WIRE = EXAMPLES / "wire-moyale.txt"


def another_reader(monkeypatch: pytest.MonkeyPatch, change: Callable[[Reading], Reading]) -> None:
    """From here on pages are read by another reader, whose readings differ by `change`."""
    first = reading_module.read
    monkeypatch.setattr(reading_module, "read", lambda *words, **told: change(first(*words, **told)))
    monkeypatch.setattr(reading_module, "reader_id", lambda: "another/2")


def test_reread_with_the_same_reader_does_nothing(ledger: Ledger) -> None:
    ledger.add(WIRE, workers=1)
    assert ledger.reread(workers=1).total == 0


def test_a_reader_that_finds_the_same_changes_only_its_name(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(WIRE, workers=1)
    before = [one.id for one in ledger.find()]
    another_reader(monkeypatch, lambda reading: reading)
    assert ledger.reread(workers=1).unchanged == 1
    assert ledger.reread(workers=1).total == 0
    assert [one.id for one in ledger.find()] == before


def test_reread_keeps_ids_and_judgements(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(WIRE, EXAMPLES / "readout-brazil-chile.md", workers=1)
    promises = list(ledger.find("type:commitment"))
    same, shorter, gone = promises[0], promises[1], promises[2]
    for one, verdict in ((same, "accept"), (shorter, "reject"), (gone, "unsure")):
        ledger.judge(one.id, verdict, f"on {one.words}")

    def change(reading: Reading) -> Reading:
        """A better reader: one action a word shorter, one commitment no longer found, all else as before."""
        kept = []
        for promise in reading.commitments:
            words = " ".join(reading.article.cut(promise.action).split())
            if words == gone.words:
                continue
            if words == shorter.words:
                start, end = promise.action
                promise = replace(promise, action=(start, start + reading.article.text[start:end].rindex(" ")))
            kept.append(promise)
        return replace(reading, commitments=tuple(kept))

    others = {one.id for one in ledger.find("-type:commitment")}
    another_reader(monkeypatch, change)
    summary = ledger.reread(workers=1)
    assert summary.reread >= 1
    assert {one.id for one in ledger.find("-type:commitment")} == others, "what reads the same keeps its id"
    (rejected,) = ledger.find("judged:reject")
    assert rejected.id != shorter.id
    assert shorter.words.startswith(rejected.words)
    (judged,) = ledger.show(rejected.id).judgements
    assert (judged.note, judged.on_words) == (f"on {shorter.words}", shorter.words)
    assert [one.id for one in ledger.find("judged:accept")] == [same.id]
    assert ledger.count("judged:unsure") == 0
    assert ledger.check() == []

    monkeypatch.undo()
    another_reader(monkeypatch, lambda reading: reading)
    monkeypatch.setattr(reading_module, "reader_id", lambda: "another/3")
    ledger.reread(workers=1)
    assert [one.id for one in ledger.find("judged:unsure")] == [gone.id], "a judgement waits for its record to return"
    assert [one.id for one in ledger.find("judged:reject")] == [shorter.id]


def test_reread_leaves_readings_that_were_made_elsewhere(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    another_reader(monkeypatch, lambda reading: reading)
    assert filled.reread(workers=1).total == 0


def test_a_page_that_can_no_longer_be_read_keeps_its_reading(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(WIRE, workers=1)
    before = ledger.digest()

    def refuse(reading: Reading) -> Reading:
        raise tasks.PageError("wire-moyale.txt", "its language is not read any more")

    another_reader(monkeypatch, refuse)
    summary = ledger.reread(workers=1)
    assert [one.reason for one in summary.failed] == ["its language is not read any more"]
    assert ledger.digest() == before


SECRET = "Zanzibarquokka"


def _files_with(folder: Path, word: str) -> list[str]:
    """Files under a folder that hold a word, as UTF-8 or in lower case."""
    found = []
    for file in folder.rglob("*"):
        if file.is_file() and "pg_wal" not in file.parts and file.name != "log":
            data = file.read_bytes().lower()
            if word.lower().encode() in data:
                found.append(str(file.relative_to(folder)))
    return found


def _with_secret(reading: Reading) -> Reading:
    article = reading.article
    secret = replace(
        article, text=f"{article.text} {SECRET}", title=f"{SECRET} visits", url=f"https://x.example/{SECRET}"
    )
    actors = tuple(replace(actor, name=f"{actor.name} {SECRET}") for actor in reading.actors)
    return replace(reading, article=secret, actors=actors)


def test_what_is_forgotten_is_nowhere_in_the_files(ledger: Ledger, readings: list[Reading]) -> None:
    ledger.add(*readings)
    before = ledger.digest()
    ledger.add(_with_secret(readings[0]))
    page = next(ledger.find(f"{SECRET} type:page")).page
    judged = next(ledger.find(f"{SECRET} type:statement"))
    ledger.judge(judged.id, "reject", f"{SECRET} never said so")
    folder = _data_folder(ledger)
    if ledger.engine.dialect.name == "sqlite":
        assert _files_with(folder, SECRET), "the test must be able to see a word that is there"
    assert ledger.forget(page) == 1
    assert ledger.count(SECRET) == 0
    assert ledger.people(SECRET) == []
    assert ledger.digest() == before
    assert ledger.check() == []
    if ledger.engine.dialect.name == "postgresql":
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
    assert _files_with(folder, SECRET) == []
    with pytest.raises(LedgerError, match="no page"):
        ledger.forget(page)


def _data_folder(ledger: Ledger) -> Path:
    if ledger.engine.dialect.name == "sqlite":
        return Path(str(ledger.where)).parent
    with ledger.engine.connect() as connection:
        folder = connection.execute(text("SHOW data_directory")).scalar_one()
        number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    return Path(folder) / "base" / str(number)


def test_forgetting_one_version_leaves_the_other(ledger: Ledger, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text(
        WIRE.read_text("utf-8") + "\n\nThe two ministers agreed to meet again in Mombasa in May.\n", "utf-8"
    )
    ledger.add(WIRE, url="https://one.example/a", published="2025-03-08", workers=1)
    before = ledger.digest()
    ledger.add(later, url="https://one.example/a", published="2025-03-09", workers=1)
    newest = next(ledger.find("type:page")).version
    assert ledger.forget(newest) == 1
    assert ledger.digest() == before
    assert ledger.check() == []
    assert ledger.forget("https://one.example/a") == 1
    assert ledger.count("versions:all") == 0


def test_a_backup_is_a_ledger_and_comes_back_as_one(filled: Ledger, new_url: Callable[[], str], tmp_path: Path) -> None:
    filled.judge(next(filled.find("type:commitment")).id, "accept", "seen")
    filled.backup(tmp_path / "backup.sqlite")
    with Ledger(tmp_path / "backup.sqlite") as backup:
        assert backup.digest() == filled.digest()
        assert backup.check() == []
        assert [one.id for one in backup.find('"foreign minister"')] == [
            one.id for one in filled.find('"foreign minister"')
        ]
    assert not list(tmp_path.glob(".backup*")), "nothing half-written stays"
    url = new_url()
    restore(tmp_path / "backup.sqlite", url)
    with Ledger(url) as back:
        assert back.digest() == filled.digest()
        assert back.check() == []
    with pytest.raises(LedgerError, match=r"there already|holds pages"):
        restore(tmp_path / "backup.sqlite", url)
    with pytest.raises(LedgerError, match="there already"):
        filled.backup(tmp_path / "backup.sqlite")


def test_a_log_that_a_ledger_left_behind_is_not_worked_in(tmp_path: Path, readings: list[Reading]) -> None:
    with Ledger(tmp_path / "l.sqlite", create=True) as ledger:
        ledger.add(*readings)
        ledger.backup(tmp_path / "b.sqlite")
    (tmp_path / "new.sqlite-wal").write_bytes(b"old frames")
    with pytest.raises(LedgerError, match="a ledger that is gone"):
        restore(tmp_path / "b.sqlite", tmp_path / "new.sqlite")


def test_a_damaged_backup_is_not_restored(filled: Ledger, new_url: Callable[[], str], tmp_path: Path) -> None:
    filled.backup(tmp_path / "backup.sqlite")
    with sqlite3.connect(tmp_path / "backup.sqlite") as raw:
        raw.execute("UPDATE record SET words = 'something else' WHERE type = 'commitment'")
    with pytest.raises(LedgerError, match="unsound"):
        restore(tmp_path / "backup.sqlite", new_url())


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE blob SET data = :junk WHERE size > 0", "can't be unpacked"),
        ("UPDATE record SET words = 'never said' WHERE type = 'statement'", "differ from what its reading gives"),
        ("DELETE FROM party", "differ from what its reading gives"),
        ("UPDATE version SET last = :no", "has not one last version"),
    ],
)
def test_check_sees_damage(filled: Ledger, damage: str, told: str) -> None:
    with writing(filled.engine) as connection:
        told_too = {"no": False, "junk": b"junk"}
        connection.execute(text(damage), {key: value for key, value in told_too.items() if f":{key}" in damage})
    assert any(told in fault for fault in filled.check())


def test_check_sees_an_index_that_lacks_a_passage(tmp_path: Path, readings: list[Reading]) -> None:
    with Ledger(tmp_path / "l.sqlite", create=True) as ledger:
        ledger.add(*readings)
        with writing(ledger.engine) as connection:
            connection.execute(
                text(
                    "INSERT INTO passage_index(passage_index, rowid, words) SELECT 'delete', n, words FROM passage WHERE n = 3"
                )
            )
        assert any("index" in fault for fault in ledger.check())


def test_a_missing_ledger_is_not_made_by_asking(new_url: Callable[[], str]) -> None:
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger(new_url())


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"not a database at all, but long enough to look like something" * 20, "not a ledger"), (b"", "no ledger")],
)
def test_another_file_is_not_taken_for_a_ledger(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(LedgerError, match=told):
        Ledger(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == content


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x") as raw:
        raw.execute("CREATE TABLE notes (words TEXT)")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(tmp_path / "x", create=True)


def test_a_newer_ledger_is_left_alone(ledger: Ledger) -> None:
    with writing(ledger.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="newer"):
        Ledger(ledger.where)


def test_a_database_in_another_encoding_is_refused(postgres: str) -> None:
    admin = create_engine(
        postgres.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(
            text("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        )
    admin.dispose()
    with pytest.raises(LedgerError, match="LATIN1; a ledger needs UTF8"):
        Ledger(postgres.format(name="latin"), create=True)


def test_addresses_that_lead_nowhere(tmp_path: Path) -> None:
    for where, told in (
        ("mysql://x/y", "not an engine"),
        (tmp_path / "no" / "folder.sqlite", "no folder"),
        (f"postgresql://u:secretword@/x?host={tmp_path}", "no PostgreSQL server|psycopg"),
        (":memory:", "in a file"),
    ):
        with pytest.raises(LedgerError, match=told) as caught:
            Ledger(where, create=True)
        assert "secretword" not in str(caught.value)
