"""The ledger's verbs as users meet them: a process of its own, its output, its exit code."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
PAGES = sorted(file for file in EXAMPLES.glob("*.*") if file.is_file())
WIRE = EXAMPLES / "wire-moyale.txt"


def communique(url: str | None, *words: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "COMMUNIQUE_LEDGER"}
    if url is not None:
        environment["COMMUNIQUE_LEDGER"] = url
    command = [sys.executable, "-m", "communique.cli", *map(str, words)]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=120, cwd=ROOT, check=False, env=environment
    )


def test_from_pages_to_answers(ledger_url: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01" * 50)
    added = communique(ledger_url, "add", *PAGES, bad)
    assert added.returncode == 3
    assert added.stdout == ""
    assert [line for line in added.stderr.splitlines() if str(bad) in line]
    assert f"{len(PAGES)} added, 1 failed" in added.stderr
    assert communique(ledger_url, "add", *PAGES).returncode == 0
    assert communique(ledger_url, "add", bad).returncode == 2

    counted = int(communique(ledger_url, "find", "type:commitment", "--count").stdout)
    lines = [json.loads(line) for line in communique(ledger_url, "find", "type:commitment").stdout.splitlines()]
    assert len(lines) == counted > 0
    assert len(communique(ledger_url, "find", "type:commitment", "--limit", 2).stdout.splitlines()) == 2
    options = communique(ledger_url, "list", "commitments", "--by", lines[0]["by"][0], "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(options)))
    assert lines[0]["id"] in {row["id"] for row in rows}

    shown = communique(ledger_url, "show", lines[0]["id"])
    assert lines[0]["words"] in shown.stdout
    assert lines[0]["made_by"] in shown.stdout
    whole = json.loads(communique(ledger_url, "show", lines[0]["id"], "--reading").stdout)
    assert whole["format"] == "communique.reading/1"
    raw = communique(ledger_url, "show", lines[0]["page"], "--bytes").stdout
    assert raw in {file.read_text("utf-8") for file in PAGES}

    who = next(json.loads(line) for line in communique(ledger_url, "list", "people").stdout.splitlines())["name"]
    assert who in communique(ledger_url, "people", who, "--format", "table").stdout
    assert communique(ledger_url, "people", "Nobody Atall").returncode == 2
    line = communique(ledger_url, "timeline", "Brazil", "Chile", "--format", "md").stdout
    assert line.startswith("| id |")
    for what in ("meetings", "statements", "mechanisms", "pages", "positions"):
        assert communique(ledger_url, "list", what, "--format", "table").returncode == 0

    assert communique(ledger_url, "judge", lines[0]["id"], "reject", "--note", "no").returncode == 0
    assert int(communique(ledger_url, "find", "type:commitment", "--count").stdout) == counted - 1
    exported = communique(ledger_url, "export", "type:commitment", "-o", tmp_path / "out.csv")
    assert exported.returncode == 0
    with (tmp_path / "out.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == counted - 1
    assert communique(ledger_url, "export", "-o", tmp_path / "out.parquet").returncode == 0
    assert communique(ledger_url, "export", "-o", tmp_path / "out.xls").returncode == 2
    assert communique(ledger_url, "reread").returncode == 0
    assert communique(ledger_url, "check").returncode == 0
    assert communique(ledger_url, "backup", tmp_path / "b.sqlite").returncode == 0
    assert communique(None, "--ledger", tmp_path / "r.sqlite", "restore", tmp_path / "b.sqlite").returncode == 0
    assert communique(str(tmp_path / "r.sqlite"), "check").returncode == 0
    assert communique(ledger_url, "forget", lines[0]["page"]).returncode == 0
    assert communique(ledger_url, "show", lines[0]["id"]).returncode == 2


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with one page."""
    url = str(tmp_path_factory.mktemp("held") / "l.sqlite")
    assert communique(url, "add", WIRE).returncode == 0
    return url


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["find", "by:Jpan"], "by:Jpan\n   ^^^^\n"),
        (["find", "--by", "Atlantis"], "'Atlantis' is no state"),
        (["find", "foo:bar"], "no filter is called foo"),
        (["list", "treaties"], "invalid choice"),
        (["show", "s-nothing"], "s-nothing: nothing in the ledger"),
        (["judge", "s-nothing", "accept"], "no record has this id"),
        (["forget", "p-nothing"], "no page has this id"),
        (["add", "--workers", "0", "x.txt"], "'0' is no number"),
        (["add", "--published", "soon", "x.txt"], "--published soon"),
        (["timeline", "KEN", "Atlantis"], "'Atlantis' is no state"),
        (["restore", "nowhere.sqlite"], "no ledger there"),
        (["--ledger", "nowhere/l.sqlite", "add", str(WIRE)], "no folder"),
        (["--ledger", "nowhere.sqlite", "find", "x"], "no ledger there"),
        (["backup", "nowhere/b.sqlite"], "no folder"),
        (["export", "-o", "nowhere/x.csv"], "no such file"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(held: str, words: list[str], reason: str) -> None:
    done = communique(held, *words)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert not (ROOT / "nowhere.sqlite").exists()


def test_quotes_that_the_shell_took_away(held: str) -> None:
    name = json.loads(communique(held, "find", "type:statement", "--limit", "1").stdout)["who"][0]
    assert len(name.split()) > 1
    with_quotes = communique(held, "find", f'who:"{name}"', "--count").stdout
    assert (
        communique(held, "find", f"who:{name}", "type:statement", "--count").stdout
        == communique(held, "find", f'who:"{name}" type:statement', "--count").stdout
    )
    assert communique(held, "find", "--who", name, "--count").stdout == with_quotes


def test_standard_input_and_what_the_user_tells(tmp_path: Path) -> None:
    url = str(tmp_path / "l.sqlite")
    told = ["--url", "https://one.example/a", "--publisher", "The Moyale Gazette"]
    done = communique(url, "add", "-", *told, stdin=WIRE.read_text("utf-8"))
    assert done.returncode == 0, done.stderr
    (page,) = communique(url, "find", "type:page").stdout.splitlines()
    assert json.loads(page)["publisher"] == "The Moyale Gazette"
    assert json.loads(page)["address"] == "https://one.example/a"
    assert communique(url, "add", EXAMPLES, "--url", "https://one.example/a").returncode == 2


def test_a_reader_that_goes_away_is_no_error(held: str) -> None:
    command = f"{sys.executable} -m communique.cli --ledger {held} find | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("width", ["60", "80", "140"])
def test_a_table_cuts_no_id(held: str, width: str) -> None:
    ids = [json.loads(line)["id"] for line in communique(held, "find").stdout.splitlines()]
    done = subprocess.run(
        [sys.executable, "-m", "communique.cli", "--ledger", held, "find", "--format", "table", "--limit", "0"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": width},
    )
    assert [word for word in done.stdout.split() if word in ids] == ids


def test_stories_differences_and_mechanisms(tmp_path: Path) -> None:
    url = str(tmp_path / "l.sqlite")
    text = WIRE.read_text("utf-8")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "a.txt").write_text(text, "utf-8")
    (tmp_path / "copies" / "b.txt").write_text("\n\n".join(text.split("\n\n")[:-1]), "utf-8")
    assert (
        communique(
            url,
            "add",
            tmp_path / "copies",
            EXAMPLES / "beijing-2024" / "china.txt",
            EXAMPLES / "beijing-2024" / "japan.txt",
        ).returncode
        == 0
    )
    (line,) = communique(url, "stories").stdout.splitlines()
    nearest, copy = json.loads(line)["members"]
    assert (nearest["relation"], copy["relation"]) == ("original", "edited")
    rows = list(csv.DictReader(io.StringIO(communique(url, "stories", "--format", "csv").stdout)))
    assert [(row["place"], row["page"]) for row in rows] == [("0", nearest["page"]), ("1", copy["page"])]
    assert nearest["page"] in communique(url, "stories", "--format", "table").stdout
    assert communique(url, "stories", "party:CHN").stdout == ""

    pages = [int(communique(url, "find", "type:page", "--count", *more).stdout) for more in ([], ["--copies", "one"])]
    assert pages == [4, 3]
    listed = communique(url, "list", "pages", "--copies", "originals").stdout.splitlines()
    assert copy["page"] not in {json.loads(line)["page"] for line in listed}
    assert communique(url, "export", "type:page", "--copies", "one", "-o", tmp_path / "one.csv").returncode == 0
    assert len((tmp_path / "one.csv").read_text("utf-8").splitlines()) == 1 + 3

    assert f"edited from {nearest['page']}" in communique(url, "show", copy["page"]).stdout
    shown = json.loads(communique(url, "diff", copy["page"]).stdout)
    assert (shown["relation"], {edit["kind"] for edit in shown["edits"]}) == ("edited", {"deleted"})
    assert json.loads(communique(url, "show", copy["page"], "--diff", "--format", "json").stdout) == shown
    files = communique(None, "diff", tmp_path / "copies" / "a.txt", tmp_path / "copies" / "b.txt", "--format", "md")
    assert "~~" in files.stdout
    assert "[-" in communique(url, "diff", nearest["page"], copy["page"], "--format", "text").stdout
    assert communique(url, "diff", nearest["page"]).returncode == 2
    assert communique(url, "check", "--mend").returncode == 0

    for form in ("table", "jsonl", "json", "csv", "md"):
        told = communique(url, "mechanisms", "party:JPN", "--format", form).stdout
        assert "People-to-People" in told.replace("\\-", "-"), form


@pytest.mark.parametrize("after", [0.0, 3.0])
def test_stopped_at_the_terminal_it_says_so_in_one_line(tmp_path: Path, after: float) -> None:
    ledger = tmp_path / "talks.sqlite"
    words = ("--ledger", str(ledger), "add", "--workers", "2", str(EXAMPLES), str(EXAMPLES / "ledger"))
    command = [sys.executable, "-m", "communique.cli", *words]
    adding = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not ledger.exists() and adding.poll() is None:
        time.sleep(0.05)
    time.sleep(after)
    os.killpg(adding.pid, signal.SIGINT)
    _, said = adding.communicate(timeout=60)
    assert adding.returncode == 130
    assert said.splitlines()[-1] == "communique: stopped"
    assert "Traceback" not in said
