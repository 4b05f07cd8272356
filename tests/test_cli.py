"""The command line as users meet it: a process of its own, its output, its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
WIRE = EXAMPLES / "wire-moyale.txt"


def communique(*words: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique.cli", *map(str, words)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, cwd=ROOT, check=False)


def test_one_line_a_page_when_piped() -> None:
    done = communique("read", EXAMPLES / "beijing-2024")
    assert done.returncode == 0, done.stderr
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(readings) == len(list((EXAMPLES / "beijing-2024").iterdir())) >= 6
    assert {reading["format"] for reading in readings} == {"communique.reading/1"}


def test_json_of_many_is_one_array() -> None:
    done = communique("read", "--format", "json", "examples/*.txt")
    assert len(json.loads(done.stdout)) == len(list(EXAMPLES.glob("*.txt")))


def test_standard_input_reads_as_the_file_does() -> None:
    piped = json.loads(communique("read", "-", stdin=WIRE.read_text("utf-8")).stdout)
    file = json.loads(communique("read", WIRE).stdout)
    assert piped["meetings"] == file["meetings"]
    assert piped["article"]["text"] == file["article"]["text"]


def test_why_shows_the_sentence_and_the_rule() -> None:
    plain = communique("read", "--format", "text", WIRE).stdout
    told = communique("read", "--format", "text", "--why", WIRE).stdout
    assert "meetings." not in plain
    assert "meetings." in told
    assert len(told) > len(plain)


def test_markdown_has_a_title_and_sections() -> None:
    lines = communique("read", "--format", "md", WIRE).stdout.splitlines()
    assert lines[0].startswith("# ")
    assert "## Meetings" in lines


def test_one_bad_page_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    done = communique("read", bad, WIRE)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.count("\n") == 1
    assert str(bad) in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["read", "nowhere.txt"], "nowhere.txt"),
        (["read", "--published", "yesterday", str(WIRE)], "--published yesterday"),
        (["read", "--format", "xml", str(WIRE)], "invalid choice"),
        (["weigh", str(WIRE)], "invalid choice"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(words: list[str], reason: str) -> None:
    done = communique(*words)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    done = communique("read", tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr


def test_given_facts_reach_the_record() -> None:
    text = (
        "Talks in Oslo\n\nNorway's Foreign Minister Espen Barth Eide met Sweden's Maria Malmer Stenergard on Tuesday."
    )
    done = communique("read", "-", "--published", "2025-02-05", "--publisher", "NTB", stdin=text)
    reading = json.loads(done.stdout)
    assert reading["article"]["reference"] == "2025-02-05"
    assert reading["article"]["origin"]["publisher"] == "NTB"
    assert reading["meetings"][0]["start"] == "2025-02-04"


def test_schema_names_its_format() -> None:
    printed = json.loads(communique("schema").stdout)
    assert printed["$id"] == "communique.reading/1"
    jsonschema.Draft202012Validator.check_schema(printed)


def test_help_loads_no_model() -> None:
    code = "import sys; from communique.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nassert 'spacy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
