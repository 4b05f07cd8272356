"""The documents hold: what README and CONTRIBUTING tell to type works, and the picture shows what is printed today."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
README = (ROOT / "README.md").read_text("utf-8")

from picture import PICTURE, draw  # noqa: E402 - tools is no package


def commands() -> list[str]:
    """The indented lines of the README that call communique."""
    return [line.strip() for line in README.splitlines() if re.match(r" {4}.*\bcommunique read", line)]


@pytest.mark.parametrize("command", commands())
def test_readme_commands_work(command: str) -> None:
    words = command.replace(".venv/bin/communique", f"{shlex.quote(sys.executable)} -m communique.cli")
    done = subprocess.run(words, shell=True, capture_output=True, text=True, timeout=120, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_readme_has_commands_and_code() -> None:
    assert len(commands()) >= 3
    assert "```python" in README


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.S))
def test_readme_code_runs(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/benchmarks.md"):
        text = (ROOT / name).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert ((ROOT / name).parent / target).exists(), (name, target)


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"(?m)(?:`|^ {4})make ([a-z]+)\b", (ROOT / name).read_text("utf-8")):
            assert re.search(rf"^{target}:", makefile, re.M), (name, target)


def test_picture_shows_what_is_printed() -> None:
    assert PICTURE.read_text("utf-8") == draw(), "run `make picture`"
