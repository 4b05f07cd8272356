"""`communique review` as people meet it: keys on a terminal of its own, answers from a pipe."""

import os
import pty
import select
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.merging.practice import pages, read_page

from communique.ledger.store import Ledger
from communique.records import Reading

ROOT = Path(__file__).parent.parent.parent
SHOWN = "a accept (same)"
PATIENCE = 60


@pytest.fixture(scope="session")
def doubtful() -> list[Reading]:
    """Pages of which two pairs of meetings are doubtful: each is told once with its day and once without."""
    practice = pages()
    found = [practice["ken"], practice["jor"]]
    for name, day in (("uga", "2025-06-01"), ("deu", "2025-05-16")):
        page = practice[name]
        meetings = tuple(replace(one, start=None, end=None, place=None) for one in page.meetings)
        found.append(replace(page, meetings=meetings, article=replace(page.article, reference=day), commitments=()))
    return found


@pytest.fixture
def unsure(ledger_url: str, doubtful: list[Reading]) -> str:
    with Ledger(ledger_url, create=True) as ledger:
        ledger.add(*doubtful, workers=1)
        assert len(ledger.pairs("meeting")) == 2
    return ledger_url


def command(url: str, *words: str) -> list[str]:
    return [sys.executable, "-m", "communique.cli", "--ledger", url, "review", "--kind", "meeting", *words]


def piped(url: str, answers: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(url, *words), input=answers, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, check=False
    )


def test_answers_from_a_pipe(unsure: str) -> None:
    done = piped(unsure, "a\nx\n", "--by", "Ann")
    assert done.returncode == 0
    assert "no pair is left" in done.stderr
    assert "2 decided" in done.stderr
    for words in ("Otieno", "Nalwanga", "both between", "no day is given", "z undo", "q quit"):
        assert words in " ".join(done.stdout.split())
    with Ledger(unsure) as ledger:
        assert [(one.verdict, one.judge) for one in ledger.pair_judgements()] == [("same", "Ann"), ("different", "Ann")]


@pytest.mark.parametrize("answers", ["", "\n", "s\n", "y\nok\n", "s\ns\n", "q\na\n", "\n\n\n"])
def test_nothing_is_decided_by_moving_on(unsure: str, answers: str) -> None:
    done = piped(unsure, answers)
    assert done.returncode == 0
    with Ledger(unsure) as ledger:
        assert ledger.pair_judgements() == []
        assert len(ledger.pairs("meeting")) == 2


def test_undo_takes_back_and_asks_again(unsure: str) -> None:
    done = piped(unsure, "z\na\nz\nu\nq\n")
    assert "nothing to undo" in done.stdout
    assert "undone: " in done.stdout
    with Ledger(unsure) as ledger:
        assert [one.verdict for one in ledger.pair_judgements()] == ["same", "undo", "unsure"]
        assert len(ledger.pairs("meeting")) == 1


def test_what_keeps_a_fitting_pair_apart_is_told(ledger_url: str) -> None:
    held = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in Kisumu."
    with Ledger(ledger_url, create=True) as ledger:
        for day in ("2025-03-12", "2025-03-14", None):
            read = read_page(str(day), held, "2025-03-15")
            met = tuple(replace(one, start=day, end=day) for one in read.meetings)
            ledger.add(replace(read, meetings=met), workers=1)
        pairs = ledger.pairs("meeting")
        assert len(pairs) == 2
        assert all(pair.verdict.outcome == "same" for pair in pairs)
    shown = " ".join(piped(ledger_url, "q\n").stdout.split())
    assert "but “" in shown and "as well" in shown
    assert "on 2025-03-12 and on 2025-03-14" in shown or "on 2025-03-14 and on 2025-03-12" in shown


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, words: list[str]) -> None:
        self.screen, theirs = pty.openpty()
        self.child = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, close_fds=True)
        os.close(theirs)
        self.seen = ""

    def until(self, words: str, times: int = 1) -> None:
        """Read until the words stand on the screen that often."""
        end = time.monotonic() + PATIENCE
        while self.seen.count(words) < times:
            assert time.monotonic() < end, self.seen
            if select.select([self.screen], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.screen, 65536).decode("utf-8", "ignore")
                except OSError:
                    break
        assert self.seen.count(words) >= times, self.seen

    def press(self, key: str) -> None:
        os.write(self.screen, key.encode())

    def end(self) -> int:
        try:
            return self.child.wait(PATIENCE)
        finally:
            os.close(self.screen)


def test_single_keys_on_a_terminal(unsure: str) -> None:
    terminal = Terminal(command(unsure))
    terminal.until(SHOWN)
    terminal.press("k")
    terminal.until("one of a x u s z q")
    terminal.press("a")
    terminal.until(SHOWN, 2)
    terminal.press("z")
    terminal.until("undone: ")
    terminal.until(SHOWN, 3)
    terminal.press("x")
    terminal.until(SHOWN, 4)
    terminal.press("q")
    assert terminal.end() == 0
    with Ledger(unsure) as ledger:
        assert [one.verdict for one in ledger.pair_judgements()] == ["same", "undo", "different"]


def test_the_end_of_a_terminal_decides_nothing(unsure: str) -> None:
    terminal = Terminal(command(unsure))
    terminal.until(SHOWN)
    terminal.press("\x04")
    assert terminal.end() == 0
    with Ledger(unsure) as ledger:
        assert ledger.pair_judgements() == []
