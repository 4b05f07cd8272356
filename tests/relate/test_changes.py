"""One side's account beside its last one, what returns in a pair's accounts, and a ledger's accounts of one meeting."""

from dataclasses import replace
from pathlib import Path

import pytest

from communique import read
from communique.cli import main
from communique.ledger.accounts import accounts_of_meeting, accounts_of_pair, last_account
from communique.ledger.engine import LedgerError
from communique.ledger.store import Ledger
from communique.records import Reading
from communique.relate.changes import changes
from communique.relate.phrases import phrases_in, returning
from communique.relate.points import accounts, letter
from communique.relate.sides import parties_of, sides_of

OLD = """Wang Yi Meets with Lao Foreign Minister

On March 3, 2024, Foreign Minister Wang Yi met with Lao Foreign Minister Saleumxay Kommasith in Beijing.

Wang Yi said that China is ready to build a community with a shared future with Laos. The two sides should keep the
railway running well. They agreed to exchange views on issues of common interest.
"""
NEW = """Wang Yi Meets with Lao Foreign Minister

On June 5, 2025, Foreign Minister Wang Yi met with Lao Foreign Minister Thongsavanh Phomvihane in Kunming.

Wang Yi said that the two sides should keep the China-Laos railway running safely and well. China is willing to fight
online gambling together with Laos. Laos adheres to the one-China principle.
"""
LAO = """Minister Phomvihane meets Foreign Minister of China

On June 5, 2025, the Minister of Foreign Affairs of Laos, Thongsavanh Phomvihane, met with the Foreign Minister of China,
Wang Yi, in Kunming.

Minister Phomvihane thanked China for its help with the railway. The Minister asked for the import of more cassava.
"""


def reading(text: str) -> Reading:
    return read(
        text.replace("\nrailway", " railway")
        .replace("\nonline", " online")
        .replace("\nWang Yi, in", " Wang Yi, in")
        .encode()
    )


@pytest.fixture(scope="module")
def three() -> tuple[Reading, Reading, Reading]:
    return reading(OLD), reading(NEW), reading(LAO)


@pytest.fixture
def ledger(tmp_path: Path, three: tuple[Reading, Reading, Reading]) -> Ledger:
    made = Ledger(tmp_path / "talks.sqlite", create=True)
    made.add(*three, workers=1)
    return made


def test_formulas_new_and_dropped(three: tuple[Reading, Reading, Reading]) -> None:
    found = changes(three[1], three[0])
    assert {(c.kind, c.formula) for c in found.formulas} >= {("dropped", "shared future"), ("new", "one China")}
    assert all((c.old is None) == (c.kind == "new") for c in found.formulas)
    again = " ".join(p.words for m in (*found.comparison.both, *found.comparison.differ) for p in m.b)
    assert "railway" in again
    assert found.comparison.a.side == found.comparison.b.side == "CHN"


def test_an_account_beside_itself_changes_nothing(three: tuple[Reading, Reading, Reading]) -> None:
    found = changes(three[0], three[0])
    assert not found.formulas and not found.comparison.only_a and not found.comparison.only_b


def test_phrases_return_on_three_days() -> None:
    said = "Both ministers called for the steady growth of cross-border barge traffic."
    days = {
        f"2024-0{k}-01": [reading(f"A talk.\n\n{said} Item {'one two three four'.split()[k]} was put off.")]
        for k in range(3)
    }
    assert any("steady growth of cross-border barge traffic" in p.words for p in returning(days))
    assert not returning(dict(list(days.items())[:2]))
    assert phrases_in("called for the steady growth of cross-border barge traffic", returning(days))


def test_each_account_is_its_own_sides(three: tuple[Reading, Reading, Reading]) -> None:
    _, chn, lao = three
    parties = parties_of([lao, chn])
    assert set(parties) == {"LAO", "CHN"}
    assert sides_of([lao, chn], parties) == ("LAO", "CHN")
    assert [a.side for a in accounts([chn, lao])] == ["CHN", "LAO"]


def test_a_third_state_is_no_party() -> None:
    text = (
        "German Chancellor Olaf Scholz received French President Emmanuel Macron in Berlin. They spoke of Ukraine. Ukraine needs help, and "
        "Ukraine's army and Ukraine's towns too. Macron said that France will help."
    )
    other = "President Emmanuel Macron met with German Chancellor Olaf Scholz in Berlin. Germany and France will help Ukraine."
    assert set(parties_of([read(text.encode()), read(other.encode())])) == {"DEU", "FRA"}


def test_letters_are_those_of_columns() -> None:
    assert [letter(k) for k in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


def test_a_meetings_accounts(ledger: Ledger) -> None:
    meetings = [m for m in ledger.find("type:meeting") if m.start == "2025-06-05"]
    told = accounts_of_meeting(ledger, meetings[0].id)
    assert len(told) == 2 and len({r.article.text for r in told}) == 2
    with pytest.raises(LedgerError):
        accounts_of_meeting(ledger, next(ledger.find("type:page")).id)


def test_a_meeting_of_a_party_that_no_query_can_spell(tmp_path: Path, three: tuple[Reading, Reading, Reading]) -> None:
    def beside_the(name: str, page: Reading) -> Reading:
        return replace(page, meetings=tuple(replace(one, parties=("CHN", name)) for one in page.meetings))

    with Ledger(tmp_path / "odd.sqlite", create=True) as ledger:
        ledger.add(*(beside_the('so-called "leaders" OR (others', page) for page in three[1:]), workers=1)
        meeting = next(m for m in ledger.find("type:meeting") if m.start == "2025-06-05")
        assert len(accounts_of_meeting(ledger, meeting.id)) == 2


def test_the_last_account_is_the_same_sides(ledger: Ledger, three: tuple[Reading, Reading, Reading]) -> None:
    old, new, lao = three
    found = last_account(ledger, new)
    assert found is not None and found.article.text == old.article.text
    assert last_account(ledger, old) is None
    assert last_account(ledger, lao) is None
    assert set(accounts_of_pair(ledger, new)) == {"2024-03-03", "2025-06-05"}


def test_on_the_command_line(
    tmp_path: Path, ledger: Ledger, three: tuple[Reading, Reading, Reading], capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "new.txt"
    page.write_text(three[1].article.text, "utf-8")
    where = ["--ledger", str(ledger.name)]
    assert main(["compare", *where, str(page), "--since", "last", "--format", "md"]) == 0
    assert "dropped: shared future" in capsys.readouterr().out
    meeting = next(m.id for m in ledger.find("type:meeting") if m.start == "2025-06-05")
    assert main(["compare", *where, meeting, "--format", "json"]) == 0
    assert '"communique.comparison/1"' in capsys.readouterr().out
    alone = next(m.id for m in ledger.find("type:meeting") if m.start == "2024-03-03")
    assert main(["compare", *where, alone]) == 2
    assert "one account" in capsys.readouterr().err
