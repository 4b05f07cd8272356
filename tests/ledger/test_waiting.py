"""Pages added to be gathered later: there at once, and in the end the same ledger as without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bench import invented
from sqlalchemy import select
from tests.ledger.conftest import EXAMPLES

from communique.cli import main
from communique.ledger import write
from communique.ledger.engine import reading
from communique.ledger.store import Ledger
from communique.ledger.tables import tie
from communique.relate.signs import KINDS

MANY = 60


def worked_example() -> list[str]:
    return [str(file) for file in sorted((EXAMPLES / "beijing-2024").glob("*.*"))]


def ties(ledger: Ledger) -> set[tuple[object, ...]]:
    with reading(ledger.engine) as connection:
        return {(row.outcome, row.points) for row in connection.execute(select(tie))}


def clusters(ledger: Ledger) -> list[tuple[object, ...]]:
    return [(kind, one.id, one.pages) for kind in KINDS for one in ledger.clusters(kind)]


def test_gathered_later_is_the_same_ledger(new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "VERSIONS", 4)
    monkeypatch.setattr(write, "ENTRIES", 30)
    with Ledger(new_url(), create=True) as at_once, Ledger(new_url(), create=True) as later:
        at_once.add(*worked_example(), workers=1)
        later.add(*worked_example(), workers=1, later=True)
        number = later.waiting()
        assert number == at_once.count("type:page")
        assert later.count() == at_once.count()
        assert not list(later.stories())
        assert later.digest() != at_once.digest()
        heard: list[int] = []
        assert later.gather(heard.append) == number == sum(heard)
        assert len(heard) > 2
        assert later.check() == at_once.check() == []
        assert later.digest() == at_once.digest()
        assert clusters(later) == clusters(at_once)
        assert ties(later) == ties(at_once)
        assert later.gather() == later.waiting() == 0


def test_what_waits_can_be_read_anew_forgotten_and_joined_by_pages_that_do_not_wait(
    new_url: Callable[[], str],
) -> None:
    first, second = worked_example()[:4], worked_example()[4:]
    with Ledger(new_url(), create=True) as at_once, Ledger(new_url(), create=True) as mixed:
        at_once.add(*worked_example(), workers=1)
        mixed.add(*first, workers=1, later=True)
        assert mixed.check() == []
        mixed.add(*second, workers=1)
        assert mixed.waiting() == len(first)
        assert mixed.check() == []
        gone = next(iter(mixed.find("type:page", oldest_first=True))).page
        for ledger in (mixed, at_once):
            ledger.forget(gone)
        assert mixed.check() == []
        mixed.add(first[0], workers=1, publisher="Somebody else")
        mixed.gather()
        at_once.add(first[0], workers=1, publisher="Somebody else")
        assert mixed.check() == at_once.check() == []
        assert mixed.digest() == at_once.digest()
        assert clusters(mixed) == clusters(at_once)


def test_making_all_stories_anew_leaves_none_to_wait(new_url: Callable[[], str]) -> None:
    with Ledger(new_url(), create=True) as at_once, Ledger(new_url(), create=True) as later:
        at_once.add(*invented.readings(MANY), workers=1)
        later.add(*invented.readings(MANY), workers=1, later=True)
        later.mend()
        assert later.waiting() == 0
        later.gather()
        assert later.digest() == at_once.digest()
        assert clusters(later) == clusters(at_once)


def test_a_new_version_of_a_page_in_a_story_waits_alone(new_url: Callable[[], str]) -> None:
    page = Path(worked_example()[0])
    old, new = page.read_text("utf-8"), page.read_text("utf-8") + "\nIt was corrected the next day.\n"
    with Ledger(new_url(), create=True) as ledger:
        url = "https://agency.example/1"
        ledger.add(old.encode(), url=url, published="2024-12-25")
        ledger.add(new.encode(), url=url, published="2024-12-26", later=True)
        assert (ledger.waiting(), ledger.check()) == (1, [])
        ledger.gather()
        assert (ledger.waiting(), ledger.check()) == (0, [])


def test_the_command_says_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = str(tmp_path / "l.sqlite")
    pages = worked_example()[:3]
    assert main(["--ledger", ledger, "add", "--later", *pages]) == 0
    assert "3 pages to be gathered: communique gather" in capsys.readouterr().err
    assert main(["--ledger", ledger, "gather"]) == 0
    assert "3 pages gathered" in capsys.readouterr().err
    assert main(["--ledger", ledger, "gather"]) == 0
    assert "nothing to do" in capsys.readouterr().err
