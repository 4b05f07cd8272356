"""The page on following holds: its commands and its code run, in order and in one folder."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "follow.md").read_text("utf-8")


def test_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = re.findall(r"(?m)^ {4}\$ (communique .+)", PAGE)
    assert len(commands) >= 10
    for command in commands:
        command = re.sub(r"\bcommunique (?=[a-z])", f"{shlex.quote(sys.executable)} -m communique.cli ", command)
        done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or " add " in command or ">" in command, command


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.S))
def test_code_runs(code: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "announced" in done.stdout


def test_every_status_is_told() -> None:
    from communique.cli.following import STATUSES

    table = PAGE[PAGE.index("| status |") : PAGE.index('"Kept" and')]
    assert all(status in table for status in STATUSES)
