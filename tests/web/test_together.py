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
