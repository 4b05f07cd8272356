"""The documents hold: what README and CONTRIBUTING tell to type works, and the picture shows what is printed today."""

import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from communique.ledger.filters import FILTERS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "ledger.md").read_text("utf-8")

from picture import PICTURE, draw  # noqa: E402 - tools is no package


def commands() -> list[str]:
    """The indented lines of the README that call communique."""
    return [line.strip() for line in README.splitlines() if re.match(r" {4}.*\bcommunique [a-z]", line)]


def few_examples(folder: Path) -> None:
    """The examples without the ledger's episodes, which take a minute to read."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("ledger"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, where documents' commands may write."""
    folder = tmp_path_factory.mktemp("docs")
    few_examples(folder)
    return folder


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    command = re.sub(
        r"(\.venv/bin/)?\bcommunique (?=[a-z-])", f"{shlex.quote(sys.executable)} -m communique.cli ", command
    )
    return subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, cwd=place, check=False)


@pytest.mark.parametrize("command", commands())
def test_readme_commands_work(command: str, place: Path) -> None:
    done = run(command, place)
    assert done.returncode == 0, done.stderr
    assert done.stdout or " add " in command or " export " in command


def test_the_ledger_s_manual_holds(tmp_path: Path) -> None:
    """Its commands in order, in one folder; what it shows below a command is what is printed."""
    few_examples(tmp_path)
    blocks = re.findall(r"(?m)^ {4}\$ (.+)\n((?: {4}(?!\$).*\n)*)", MANUAL)
    assert len(blocks) >= 20
    for command, shown in blocks:
        done = run(command, tmp_path)
        expected = textwrap.dedent(shown)
        assert done.returncode == (2 if expected else 0), (command, done.stderr)
        assert expected in done.stdout + done.stderr


def test_the_ledger_s_manual_names_every_filter() -> None:
    assert re.findall(r"(?m)^\| `([a-z]+):` \|", MANUAL) == list(FILTERS)


def test_readme_has_commands_and_code() -> None:
    assert len(commands()) >= 3
    assert "```python" in README


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README + MANUAL, re.S))
def test_code_in_the_documents_runs(code: str, tmp_path: Path) -> None:
    few_examples(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/benchmarks.md", "docs/ledger.md"):
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
