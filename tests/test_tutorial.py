"""The tutorial holds: its commands run in order in one folder, and what it shows is printed, in that order."""

import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
STEPS = re.compile(
    r"^(?: {4}\$ (?P<command>[^\n]+)\n|```python\n(?P<code>[\s\S]*?)```\n\n)(?P<shown>(?: {4}(?!\$)[^\n]*\n)*)", re.M
)
"""A command or a piece of code, and the indented lines below it."""


def plain(text: str) -> str:
    """Words one space apart, without a list's or a table's lines."""
    return " ".join(re.sub(r"[•│]", " ", text).split())


def output(match: re.Match[str], place: Path) -> str:
    """What a command or a piece of code prints, on either channel."""
    if match["code"]:
        command = f"{shlex.quote(sys.executable)} -c {shlex.quote(match['code'])}"
    else:
        command = match["command"].replace("communique ", f"{shlex.quote(sys.executable)} -m communique.cli ", 1)
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, timeout=300, cwd=place, check=False,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "400", "PYTHONPATH": ":".join(sys.path), "COMMUNIQUE_KNOWLEDGE": ""},
    )  # fmt: skip
    assert done.returncode == 0, (command, done.stderr)
    return plain(done.stdout + done.stderr)


def test_the_tutorial_holds(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "beijing-2024", tmp_path / "examples" / "beijing-2024")
    steps = list(STEPS.finditer(PAGE))
    assert len(steps) >= 12
    for step in steps:
        printed, at = output(step, tmp_path), 0
        shown = [plain(line) for line in textwrap.dedent(step["shown"]).splitlines()]
        assert shown, step[0]
        for line in shown:
            found = printed.find(line, at)
            assert found >= 0, (step["command"] or step["code"], line, printed)
            at = found + len(line)


def test_it_counts_the_pages_right() -> None:
    assert f"on {len(list((ROOT / 'examples' / 'beijing-2024').iterdir()))}\npages" in PAGE
    episodes = [*(ROOT / "examples" / "ledger").glob("*/*")]
    assert f"on {len(episodes) + len(list((ROOT / 'examples' / 'beijing-2024').iterdir()))} pages" in PAGE
    assert all(Path(ROOT / "docs" / target).exists() for target in re.findall(r"\]\((\w+\.md)\)", PAGE))
