"""The tutorial holds: its commands and code run in order in one folder, and what it shows is printed, in that order."""

import re
import shlex
import shutil
import textwrap
from pathlib import Path

import pytest

from communique.cli import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
STEPS = re.compile(
    r"^(?: {4}\$ communique (?P<command>[^\n]+)\n|```python\n(?P<code>[\s\S]*?)```\n\n)(?P<shown>(?: {4}(?!\$)[^\n]*\n)*)",
    re.M,
)
"""A command or a piece of code, and the indented lines below it."""


def plain(text: str) -> str:
    """Words one space apart, without a list's or a table's lines."""
    return " ".join(re.sub(r"[•│]", " ", text).split())


def test_the_tutorial_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """In this process, so that the parser is loaded once."""
    shutil.copytree(ROOT / "examples" / "beijing-2024", tmp_path / "examples" / "beijing-2024")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.delenv("COMMUNIQUE_LEDGER", raising=False)
    steps = list(STEPS.finditer(PAGE))
    assert len(steps) >= 12
    for step in steps:
        if step["code"]:
            exec(step["code"], {})
        else:
            assert main(shlex.split(step["command"])) == 0, step["command"]
        printed, at = plain("".join(capfd.readouterr())), 0
        shown = [plain(line) for line in textwrap.dedent(step["shown"]).splitlines()]
        assert shown, step[0]
        for line in shown:
            found = printed.find(line, at)
            assert found >= 0, (step["command"] or step["code"], line, printed)
            at = found + len(line)


def test_it_counts_the_pages_right() -> None:
    day = len(list((ROOT / "examples" / "beijing-2024").iterdir()))
    assert f"on {day}\npages" in PAGE
    assert f"on {day + len(list((ROOT / 'examples' / 'ledger').glob('*/*')))} pages" in PAGE
    assert all((ROOT / "docs" / target).exists() for target in re.findall(r"\]\((\w+\.md)\)", PAGE))
