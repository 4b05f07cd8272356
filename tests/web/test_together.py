"""What the reading room shows of pages taken together: copies, merged records, what became of commitments."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from communique.ledger.told import StoryTold
from communique.web.room import Room


@pytest.fixture
def story(room: Room) -> StoryTold:
    """A story with a copy that differs from its source."""
    return next(one for one in room.ledger.stories("") if one.members[-1].relation not in ("original", "identical"))


def bare(html: str) -> str:
    """The words of a page, without elements and what is said for the ear alone."""
    return unescape(re.sub(r'(?s)<span class="off">.*?</span>|<[^>]+>', "", html))


def test_a_page_names_its_copies_and_the_one_nearest_the_source(client: TestClient, story: StoryTold) -> None:
    nearest, copy = story.members[0], story.members[-1]
    for one in (nearest, copy):
        html = client.get(f"/pages/{one.version}").text
        for other in story.members:
            assert other is one or f'href="/pages/{other.version}"' in html
        assert all(reason in unescape(html) for reason in nearest.reasons)
        assert f'href="/pages/{copy.version}/difference"' in html
    assert "This page is nearest the source" in client.get(f"/pages/{nearest.version}").text


def test_what_differs_is_shown_in_the_text(client: TestClient, room: Room, story: StoryTold) -> None:
    nearest, copy = story.members[0], story.members[-1]
    found = room.ledger.difference(nearest.version, copy.version)
    html = client.get(f"/pages/{copy.version}/difference").text
    shown = re.search(r'(?s)<div class="changes">(.*?)</div>', html)
    assert shown
    kept = bare(re.sub(r"(?s)<del>.*?</del>", "", shown[1]))
    assert "".join(kept.split()) == "".join(found.text.split())
    gone = [
        " ".join(one.gone.split()) for one in found.edits if one.kind in ("deleted", "replaced") and one.gone.split()
    ]
    assert [bare(one) for one in re.findall(r"(?s)<del>(.*?)</del>", shown[1])] == gone
    assert shown[1].count("<ins>") >= sum(one.kind == "inserted" for one in found.edits)


def test_a_page_is_laid_beside_another_only(client: TestClient, room: Room, story: StoryTold) -> None:
    nearest, copy = story.members[0].version, story.members[-1].version
    assert client.get(f"/pages/{nearest}/difference").status_code == 404
    assert client.get(f"/pages/{copy}/difference?from={copy}").status_code == 404
    assert client.get(f"/pages/{copy}/difference?from=p-nothing").status_code == 404
    assert client.get(f"/pages/{nearest}/difference?from={copy}").status_code == 200
    together = {one.page for story in room.ledger.stories("") for one in story.members}
    alone = next(one.page for one in room.ledger.find("type:page") if one.page not in together)
    assert "Its copies" not in client.get(f"/pages/{alone}").text


def asked(html: str) -> dict[str, str]:
    """What the form of a pair sends, but for the decision."""
    form = re.search(r'(?s)<form class="decide".*?</form>', html)
    assert form
    fields = re.findall(r'name="(csrf|one|other|back)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in fields}


def test_both_records_words_stand_side_by_side(client: TestClient, room: Room) -> None:
    pair = room.ledger.pairs(limit=1)[0]
    html = unescape(client.get("/review/pairs").text)
    for ident, label in ((pair.one, pair.one_label), (pair.other, pair.other_label)):
        words, where = room.ledger.words_of(ident)
        assert {label, words, where} <= {part for part in (label, words, where) if part in html}
    assert all(f"<li>{reason}</li>" in html for reason in pair.verdict.reasons)


def test_pairs_are_judged_and_taken_back(client: TestClient, room: Room) -> None:
    verdicts = ("same", "different", "unsure")
    at = "/review/pairs?kind=meeting"
    for verdict in verdicts:
        form = asked(client.get(at).text)
        answer = client.post("/review/pairs", data={**form, "verdict": verdict, "note": "seen"})
        assert answer.status_code == 200
        made = room.ledger.pair_judgements()[-1]
        assert (made.one, made.other, made.verdict, made.note, made.judge) == (
            form["one"], form["other"], verdict, "seen", "you",
        )  # fmt: skip
        assert client.post("/review/pairs", data={**form, "verdict": "same"}).status_code == 403
    for left in (2, 1, 0):
        client.post("/review/pairs/undo", data={"csrf": room.csrf})
        held = room.ledger.pair_judgements()
        assert len([one for one in held if one.undoes is None]) - len([one for one in held if one.undoes]) == left
    assert client.post("/review/pairs/undo", data={"csrf": room.csrf}).status_code == 403
    assert [one.act for one in room.desk.acts(6)] == ["undo pair"] * 3 + ["judge pair"] * 3


def test_nobody_takes_back_what_somebody_else_decided(client: TestClient, room: Room) -> None:
    pair = room.ledger.pairs(limit=1)[0]
    room.ledger.judge_pair(pair.one, pair.other, "different", None, "somebody else")
    assert "Take back" not in client.get("/review/pairs").text
    assert client.post("/review/pairs/undo", data={"csrf": room.csrf}).status_code == 403


def test_going_on_from_a_pair_decides_nothing(client: TestClient, room: Room) -> None:
    at, met = "/review/pairs?kind=person", []
    while at and len(met) < 8:
        html = client.get(at).text
        form = asked(html)
        met.append((form["one"], form["other"]))
        on = re.search(r'class="next" href="([^"]+)"', html)
        at = unescape(on[1]) if on else ""
    assert met == [(one.one, one.other) for one in room.ledger.pairs("person", limit=8)]
    assert room.ledger.pair_judgements() == []
    assert client.get("/review/pairs?kind=cheese").status_code == 400
    assert (
        client.post("/review/pairs", data={"one": met[0][0], "other": met[0][1], "verdict": "same"}).status_code == 403
    )


def test_what_keeps_a_doubtful_pair_apart_is_shown(client: TestClient, room: Room) -> None:
    found = room.ledger.pairs()
    doubtful = [number for number, pair in enumerate(found) if pair.verdict.outcome == "same"]
    assert doubtful
    for number in doubtful[:4]:
        pair = found[number]
        doubt = room.ledger.doubt(pair.one, pair.other)
        assert doubt is not None
        html = unescape(client.get("/review/pairs", params={"from": number}).text)
        assert doubt.reason[1:] in html
        assert all(f'href="/merged/{ident}"' in html for ident, _ in doubt.records)
        assert all(f"<li>{one}</li>" in html for one in doubt.grounds)
        merged = unescape(client.get(f"/merged/{pair.one}").text)
        near = [one for one in room.ledger.near(pair.one, most=6) if one.verdict.outcome == "same"]
        assert near
        for one in near:
            told = room.ledger.doubt(one.one, one.other)
            assert told is None or told.reason in merged
    unlike = next(number for number, pair in enumerate(found) if pair.verdict.outcome == "unsure")
    assert "What keeps them apart" not in client.get("/review/pairs", params={"from": unlike}).text
