"""Cut off at any moment: what was acknowledged is there, nothing is half there, and a rerun ends as if nothing had been.

`bench/durability.py` does the same at hundreds of points; here are a few, in every run of the tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import durability, invented

from communique.ledger.engine import LedgerError
from communique.ledger.store import Ledger
from communique.records import Reading

PAGES = 240


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of readings."""
    file = tmp_path_factory.mktemp("crash") / "pages.jsonl"
    file.write_text("".join(reading.to_json() + "\n" for reading in invented.readings(PAGES)), "utf-8")
    return file


def test_killed_at_any_moment(new_url: Callable[[], str], pages: Path) -> None:
    unbroken = new_url()
    with Ledger(unbroken, create=True) as ledger:
        ledger.add(pages)
        expected = ledger.digest()
    moments = ((0, 0.3), (1, 0.0), (64, 0.05), (130, 0.1))
    seen = [durability.kill_once(new_url(), pages, after, delay, expected) for after, delay in moments]
    assert [one.fault for one in seen] == [None] * len(seen)
    assert any(0 < one.acknowledged < PAGES for one in seen), "no kill fell into the writing"


def test_writers_side_by_side(ledger_url: str, pages: Path) -> None:
    result = durability.write_side_by_side(ledger_url, writers=4, pages_each=60)
    assert result.errors == []
    with Ledger(ledger_url) as ledger:
        assert ledger.count("type:page versions:all") == 4 * 60
        assert ledger.check() == []


def test_readers_go_on_while_somebody_writes(ledger_url: str, pages: Path) -> None:
    Ledger(ledger_url, create=True).close()
    adding = subprocess.Popen(
        [sys.executable, "-m", "communique.cli", "--ledger", ledger_url, "add", pages],
        stderr=subprocess.DEVNULL,
    )
    counts = []
    while adding.poll() is None:
        with Ledger(ledger_url) as ledger:
            found = list(ledger.find("type:page versions:all"))
            counts.append(len(found))
    assert adding.returncode == 0
    assert counts == sorted(counts)


def _small_disk() -> bool:
    return os.geteuid() == 0 and sys.platform == "linux" and shutil.which("mount") is not None


@pytest.mark.skipif(not _small_disk(), reason="making a small disk needs Linux, root and mount")
def test_a_full_disk_leaves_a_sound_ledger(tmp_path: Path, pages: Path) -> None:
    result = durability.fill_disk(tmp_path / "disk", pages, megabytes=(2, 4))
    assert [one.fault for one in result] == [None, None]
    assert any("disk" in one.said for one in result)


@pytest.mark.skipif(not _small_disk(), reason="making a read-only disk needs Linux, root and mount")
def test_a_disk_that_may_not_be_written_is_named(tmp_path: Path, readings: list[Reading]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], check=True)
    try:
        with Ledger(disk / "l.sqlite", create=True) as ledger:
            ledger.add(*readings)
            ledger.backup(disk / "copy.sqlite")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with Ledger(disk / "copy.sqlite") as ledger:
            one = next(ledger.find("type:statement"))
            with pytest.raises(LedgerError, match="read-only"):
                ledger.judge(one.id, "accept")
    finally:
        subprocess.run(["umount", disk], check=True)
