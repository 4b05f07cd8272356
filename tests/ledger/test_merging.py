"""Merging in a ledger: page by page it comes to what all pages together come to, and what people decide is kept."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from tests.merging.practice import pages, read_page

from communique import reading as reading_module
from communique.cli import main
from communique.ledger import regroup
from communique.ledger.engine import LedgerError, reading, writing
from communique.ledger.store import Ledger, restore
from communique.ledger.verdicts import hopeless, likened
from communique.records import Reading
from communique.relate.clustering import CHECKED
from communique.relate.merging import merge

Sets = set[frozenset[tuple[str, str]]]


@pytest.fixture(scope="session")
def practice() -> dict[str, Reading]:
    return pages()


def held(ledger: Ledger) -> Sets:
    """The clusters as sets of (page's address, id in its reading)."""
    asked = (
        "SELECT e.cluster, p.address, m.ref FROM member m JOIN entry e ON e.n = m.entry"
        " JOIN version v ON v.n = m.version JOIN page p ON p.id = v.page WHERE v.last"
    )
    found: dict[str, set[tuple[str, str]]] = {}
    with reading(ledger.engine) as connection:
        for cluster, address, ref in connection.execute(text(asked)):
            found.setdefault(cluster, set()).add((address, ref))
    return {frozenset(some) for some in found.values()}


def merged(readings: dict[str, Reading]) -> Sets:
    address = {page: str(one.article.url) for page, one in readings.items()}
    return {frozenset((address[m.page], m.record) for m in one.members) for one in merge(readings)}


def one_of(ledger: Ledger, address: str, what: str, words: str = "") -> str:
    return next(found.id for found in ledger.find(f"type:{what}") if found.address == address and words in found.words)


KEN, UGA = "https://www.mfa.go.ke/readout-busia", "https://www.mofa.go.ug/press/kisumu-meeting"
RWA = "https://www.minaffet.gov.rw/updates/kisumu"


@pytest.mark.parametrize("seed", [1, 2])
def test_page_by_page_comes_to_the_same_as_all_at_once(
    new_url: Callable[[], str], practice: dict[str, Reading], seed: int
) -> None:
    order = list(practice.values())
    random.Random(seed).shuffle(order)
    with Ledger(new_url(), create=True) as ledger:
        at = 0
        for size in (1, 2, 5, len(order)):
            ledger.add(*order[at : at + size], workers=1)
            at += size
        assert held(ledger) == merged(practice)
        assert ledger.check() == []


def test_large_clusters_take_pages_in_without_being_made_anew(
    ledger: Ledger, practice: dict[str, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regroup, "LARGE", 2)
    looked = Counter[int]()
    whole = regroup._texts

    def counted(connection: Connection, numbers: Iterable[int]) -> object:
        looked[len(set(numbers))] += 1
        return whole(connection, set(numbers))

    for reading_of in practice.values():
        ledger.add(reading_of, workers=1)
    assert held(ledger) == merged(practice)
    meeting = one_of(ledger, KEN, "meeting")
    copies = [
        replace(practice["uga"], article=replace(practice["uga"].article, url=f"https://copy.example/{n}"))
        for n in range(60)
    ]
    ledger.add(*copies[:-1], workers=1)
    monkeypatch.setattr(regroup, "_texts", counted)
    ledger.add(copies[-1], workers=1)
    assert ledger.cluster(meeting).merged.pages == 64
    assert max(looked) < 5 * CHECKED  # the page has a meeting and three promises; all pages have more than 200 of them
    assert ledger.check() == []


@pytest.fixture
def ledger_of(ledger: Ledger, practice: dict[str, Reading]) -> Ledger:
    ledger.add(*practice.values(), workers=1)
    return ledger


def test_a_meeting_told_by_both_sides_is_one_with_two_accounts(ledger_of: Ledger) -> None:
    mine = one_of(ledger_of, KEN, "meeting")
    shown = ledger_of.cluster(mine)
    assert shown.merged.pages == 4
    assert [account.side for account in shown.accounts] == ["KEN", "UGA", None, None]
    assert mine in [account.record for account in shown.accounts if account.address == KEN]
    claims = {claim.what: [value for value, _ in claim.values] for claim in shown.claims}
    assert set(claims["status"]) == {"held", "planned"}
    assert shown.reasons
    listed = {one.id: one for one in ledger_of.clusters("meeting", "who:Nalwanga")}
    assert listed[shown.merged.id] == shown.merged
    assert len(listed) == 2  # and her visit to Nairobi
    assert ledger_of.cluster(shown.merged.id) == shown


def test_people_and_mechanisms_are_listed_once(ledger_of: Ledger) -> None:
    people = [one.name for one in ledger_of.clusters("person")]
    assert people.count("James Otieno") == 1
    assert "James A. Otieno" not in people
    assert len({one.name for one in ledger_of.clusters("mechanism") if "Ocean" in one.name}) == 1
    assert next(ledger_of.clusters("person", limit=1)).pages >= 5


def test_judgements_hold_and_can_be_taken_back(ledger_of: Ledger) -> None:
    kenya, uganda = one_of(ledger_of, KEN, "meeting"), one_of(ledger_of, UGA, "meeting")
    rwanda = one_of(ledger_of, RWA, "meeting")
    before = held(ledger_of)
    ledger_of.judge_pair(kenya, uganda, "different", "not the same room", "Ann")
    assert ledger_of.cluster(kenya).merged.id != ledger_of.cluster(uganda).merged.id
    between = held(ledger_of)
    ledger_of.judge_pair(kenya, rwanda, "same")
    assert ledger_of.cluster(kenya).merged.id == ledger_of.cluster(rwanda).merged.id
    assert ledger_of.undo("Bob") is None
    undone = ledger_of.undo()
    assert undone is not None and undone.verdict == "same"
    assert held(ledger_of) == between
    assert ledger_of.undo() is None
    undone = ledger_of.undo("Ann")
    assert undone is not None and (undone.judge, undone.note) == ("Ann", "not the same room")
    assert held(ledger_of) == before
    assert ledger_of.undo("Ann") is None
    assert [row.verdict for row in ledger_of.pair_judgements()] == ["different", "same", "undo", "undo"]


def test_what_cannot_be_judged_says_why(ledger_of: Ledger) -> None:
    kenya = one_of(ledger_of, KEN, "meeting")
    promise = one_of(ledger_of, KEN, "commitment", "Busia")
    for one, other, said in ((kenya, promise, "never one"), (kenya, kenya, "one record"), (kenya, "m-no", "m-no")):
        with pytest.raises(LedgerError, match=said):
            ledger_of.judge_pair(one, other, "same")
    with pytest.raises(LedgerError, match="is not one of"):
        ledger_of.judge_pair(kenya, promise, "accept")  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        ledger_of.cluster("xm-no")
    assert ledger_of.pair_judgements() == []


def test_judgements_that_contradict_are_told(ledger_of: Ledger) -> None:
    ids = [one_of(ledger_of, address, "meeting") for address in (KEN, UGA, RWA)]
    ledger_of.judge_pair(ids[0], ids[1], "same")
    ledger_of.judge_pair(ids[1], ids[2], "same")
    assert ledger_of.set_aside() == []
    ledger_of.judge_pair(ids[0], ids[2], "different")
    assert [(one.one, one.other) for one in ledger_of.set_aside()] == [(ids[0], ids[1])]
    assert ledger_of.cluster(ids[0]).merged.id != ledger_of.cluster(ids[2]).merged.id


def test_uncertain_pairs_are_asked_until_they_are_judged(ledger: Ledger, practice: dict[str, Reading]) -> None:
    undated = practice["uga"]
    open_days = tuple(replace(one, start=None, end=None, place=None) for one in undated.meetings)
    article = replace(undated.article, reference="2025-06-01")
    ledger.add(practice["ken"], replace(undated, meetings=open_days, article=article), workers=1)
    (pair,) = ledger.pairs("meeting")
    assert pair.verdict.reasons
    assert "Otieno" in pair.one_label
    assert all(
        "Talks" in ledger.words_of(ident)[0] or "Meets" in ledger.words_of(ident)[0] for ident in (pair.one, pair.other)
    )
    ledger.judge_pair(pair.one, pair.other, "unsure")
    assert ledger.pairs("meeting") == []
    ledger.undo()
    ledger.judge_pair(pair.one, pair.other, "same")
    assert ledger.pairs("meeting") == []
    assert ledger.cluster(pair.one).merged.pages == 2


def test_judgements_survive_another_reading(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    head = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in {} on March {}, 2025."
    for name, place, day in (("one", "Kisumu", 12), ("other", "Entebbe", 13)):
        (tmp_path / f"{name}.txt").write_text(head.format(place, day))
        ledger.add(tmp_path / f"{name}.txt", workers=1)
    one, other = (found.id for found in ledger.find("type:meeting"))
    assert ledger.cluster(one).merged.pages == 1
    ledger.judge_pair(one, other, "same")
    first = reading_module.read

    def longer(*words: object, **told: object) -> Reading:
        """A better reader, which takes the meeting's evidence without the place and day, so that its id is another."""
        read = first(*words, **told)  # type: ignore[arg-type]
        met = read.meetings[0]
        start, end = met.evidence[0]
        actors = tuple(
            replace(actor, country="KEN") if actor.name == "James Otieno" else actor for actor in read.actors
        )
        return replace(read, actors=actors, meetings=(replace(met, evidence=((start, end - 16),)),))

    monkeypatch.setattr(reading_module, "read", longer)
    monkeypatch.setattr(reading_module, "reader_id", lambda: "another/2")
    assert ledger.reread(workers=1).reread == 2
    new = [found.id for found in ledger.find("type:meeting")]
    assert not {one, other} & set(new)
    assert ledger.cluster(new[0]).merged.pages == 2
    assert ledger.check() == []
    assert ledger.undo() is not None
    assert ledger.cluster(new[0]).merged.pages == 1


def test_one_heir_does_not_stand_on_both_sides_of_a_judgement(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    head = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in {} on March {}, 2025."
    (tmp_path / "both.txt").write_text(f"{head.format('Kisumu', 12)}\n\n{head.format('Entebbe', 17)}")
    ledger.add(tmp_path / "both.txt", workers=1)
    one, other = (found.id for found in ledger.find("type:meeting"))
    ledger.judge_pair(one, other, "different")
    first = reading_module.read

    def coarser(*words: object, **told: object) -> Reading:
        """A reader that finds one meeting on the page, which is like either of the two."""
        read = first(*words, **told)  # type: ignore[arg-type]
        met = read.meetings[0]
        start, end = met.evidence[0]
        return replace(read, meetings=(replace(met, evidence=((start, end - 1),)),))

    monkeypatch.setattr(reading_module, "read", coarser)
    monkeypatch.setattr(reading_module, "reader_id", lambda: "another/2")
    assert ledger.reread(workers=1).reread == 1
    (left,) = (found.id for found in ledger.find("type:meeting"))
    (judged,) = ledger.pair_judgements()
    assert left in (judged.one, judged.other)
    assert judged.one != judged.other
    assert ledger.check() == []


def test_who_was_one_by_a_judgement_alone_stands_alone_when_the_other_is_forgotten(
    ledger: Ledger, tmp_path: Path
) -> None:
    """No rule ties the two, so that nothing but their cluster tells that they were one."""
    for name, place, day in (("one", "Kisumu", 12), ("other", "Entebbe", 20)):
        told = f"Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in {place} on March {day}, 2025."
        (tmp_path / f"{name}.txt").write_text(told)
        ledger.add(tmp_path / f"{name}.txt", workers=1)
    meetings = [found.id for found in ledger.find("type:meeting")]
    first = min(meetings, key=lambda ident: ledger.cluster(ident).merged.id)
    ledger.judge_pair(*meetings, "same")
    ledger.forget(ledger.show(first).found.page)
    (left,) = (ident for ident in meetings if ident != first)
    assert ledger.check() == []
    assert ledger.cluster(left).merged.pages == 1


def test_what_is_forgotten_leaves_no_judgement(ledger_of: Ledger) -> None:
    kenya, uganda = one_of(ledger_of, KEN, "meeting"), one_of(ledger_of, UGA, "meeting")
    ledger_of.judge_pair(kenya, uganda, "different")
    ledger_of.forget(UGA)
    assert ledger_of.pair_judgements() == []
    assert ledger_of.cluster(kenya).merged.pages == 3
    assert all(address != UGA for some in held(ledger_of) for address, _ in some)
    with pytest.raises(LedgerError):
        ledger_of.cluster(uganda)
    assert ledger_of.check() == []


def test_a_backup_holds_clusters_and_judgements(ledger_of: Ledger, tmp_path: Path) -> None:
    kenya, rwanda = one_of(ledger_of, KEN, "meeting"), one_of(ledger_of, RWA, "meeting")
    ledger_of.judge_pair(kenya, rwanda, "same")
    ledger_of.backup(tmp_path / "b.sqlite")
    restore(tmp_path / "b.sqlite", tmp_path / "r.sqlite")
    with Ledger(tmp_path / "r.sqlite") as back:
        assert held(back) == held(ledger_of)
        assert back.digest() == ledger_of.digest()
        assert back.undo() is not None
        assert back.cluster(kenya).merged.id != back.cluster(rwanda).merged.id


def test_a_later_version_of_a_page_takes_the_place_of_the_earlier(ledger: Ledger, practice: dict[str, Reading]) -> None:
    ken = practice["ken"]
    ledger.add(ken, practice["uga"], workers=1)
    text_too = replace(ken.article, text=ken.article.text + "\n\nThe talks took two hours.", reference="2025-03-14")
    ledger.add(replace(ken, article=text_too), workers=1)
    shown = ledger.cluster(one_of(ledger, KEN, "meeting"))
    assert shown.merged.pages == 2
    assert len(shown.accounts) == 2


def test_a_ledger_from_before_merging_is_brought_up_to_date(ledger_url: str, practice: dict[str, Reading]) -> None:
    with Ledger(ledger_url, create=True) as ledger:
        ledger.add(*practice.values(), workers=1)
        with writing(ledger.engine) as connection:
            for table in ("waiting", "score", "evidence", "pair_judgement", "tie", "member", "entry_key", "entry"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("ALTER TABLE judgement DROP COLUMN edit"))
            connection.execute(text("DROP INDEX ix_page_address"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Ledger(ledger_url) as ledger:
        assert held(ledger) == merged(practice)
        assert ledger.check() == []


def test_a_look_at_two_promises_rules_out_only_what_the_rules_tell_apart(ledger_of: Ledger) -> None:
    with reading(ledger_of.engine) as connection:
        told = list(connection.execute(text("SELECT told FROM entry WHERE kind = 'commitment' ORDER BY id")).scalars())
    pairs = list(combinations(told, 2))
    ruled_out = [pair for pair in pairs if hopeless("commitment", *pair)]
    assert len(ruled_out) > len(pairs) / 2
    assert {likened("commitment", *pair).outcome for pair in ruled_out} == {"different"}
    # a promise and the same one told elsewhere go on to the rules
    again = [one.replace('["', '["elsewhere-', 1) for one in told]
    assert not any(hopeless("commitment", *pair) for pair in zip(told, again, strict=True))


def test_entries_in_an_older_form_are_made_anew_and_judgements_on_them_hold(ledger_of: Ledger) -> None:
    before = ledger_of.digest()
    with writing(ledger_of.engine) as connection:
        connection.execute(text("UPDATE entry SET id = 'old' || n, cluster = 'old' || n WHERE kind = 'commitment'"))
        old = connection.execute(text("SELECT id FROM entry WHERE kind = 'commitment' ORDER BY n")).scalars().all()
    assert any("differ from what its reading gives" in fault for fault in ledger_of.check())
    ledger_of.judge_pair(old[0], old[-1], "same", judge="Ann")
    ledger_of.mend()
    assert ledger_of.check() == []
    (judged,) = ledger_of.pair_judgements()
    assert {judged.one, judged.other}.isdisjoint(old)
    assert ledger_of.cluster(judged.one).merged.id == ledger_of.cluster(judged.other).merged.id
    assert ledger_of.undo("Ann") is not None
    with writing(ledger_of.engine) as connection:
        connection.execute(text("DELETE FROM pair_judgement"))
    assert ledger_of.digest() == before


def test_check_sees_what_is_lost(ledger_of: Ledger) -> None:
    with writing(ledger_of.engine) as connection:
        connection.execute(text("DELETE FROM member WHERE ref = 'm1' AND version = 1"))
        connection.execute(text("UPDATE entry SET cluster = 'm-nowhere' WHERE n = 1"))
    faults = ledger_of.check()
    assert any("differ from what its reading gives" in fault for fault in faults)
    assert any("leads to no cluster" in fault for fault in faults)


def test_on_the_command_line(ledger_of: Ledger, ledger_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> str:
        assert main(["--ledger", ledger_url, *words]) == 0
        return " ".join(capsys.readouterr().out.split())

    lines = [json.loads(line) for line in _lines(capsys, ledger_url, "list", "meetings", "who:Nalwanga", "--merged")]
    met = next(line for line in lines if line["pages"] == 4)
    assert "James Otieno" in said("list", "people", "--merged", "--format", "table")
    for what in ("mechanisms", "commitments"):
        assert said("list", what, "--merged", "--format", "csv").startswith("id,kind,name,pages")
    shown = said("show", met["id"])
    for words in (
        "KEN's own account (1)",
        "UGA's own account (1)",
        "Press and others (2)",
        "Told differently",
        "planned",
    ):
        assert words in shown
    assert json.loads(said("show", met["id"], "--format", "json"))["merged"]["id"] == met["id"]
    assert main(["--ledger", ledger_url, "list", "statements", "--merged"]) == 2
    assert main(["--ledger", ledger_url, "show", "xm-no"]) == 2


def _lines(capsys: pytest.CaptureFixture[str], url: str, *words: str) -> list[str]:
    assert main(["--ledger", url, *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_list_is_put_together_from_both_sides_pages(ledger: Ledger) -> None:
    head = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in Kisumu on March 12, 2025. "
    listed = {"ten": "opening the Busia crossing at night, repairing the Malaba bridge, and training border guards",
              "eight": "opening the Busia crossing at night, and lowering customs fees for fish"}  # fmt: skip
    for number, points in listed.items():
        text_of = f"{head}The two sides reached {number} points of consensus, which include {points}."
        ledger.add(read_page(number, text_of), workers=1)
    shown = ledger.cluster(next(ledger.find("type:meeting")).id)
    (whole,) = shown.lists
    assert whole.claimed == (8, 10)
    assert sorted(number for _, number in whole.listed) == [2, 3]
    assert len(whole.points) == 4
    assert [claim.what for claim in shown.claims if claim.what == "points"] == ["points"]
