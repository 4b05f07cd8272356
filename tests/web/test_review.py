"""Review and Add, as somebody without a browser's scripts uses them."""

import re
import xml.etree.ElementTree as tree

from fastapi.testclient import TestClient

from communique.web.room import Room
from communique.web.routes.review import UNCERTAIN, placed

PAGE = """Tuvalu and Kiribati sign fishing accord

FUNAFUTI, May 6, 2025 (A Gazette) - The foreign minister of Tuvalu, Paulson Panapa, met the foreign minister of Kiribati,
Teburoro Tito, in Funafuti on Tuesday. The two ministers agreed to open a joint fisheries office by the end of 2026.

"We share one ocean," Panapa told reporters.
"""


def shown(html: str) -> str:
    found = re.search(r'action="/review/([msco]-[a-z0-9]+)"', html)
    assert found
    return found[1]


def hidden(html: str) -> dict[str, str]:
    form = re.search(r'(?s)<form class="decide".*?</form>', html)
    assert form
    return {
        name: value.replace("&amp;", "&")
        for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[0])
        if name != "verdict"
    }


def test_a_decision_is_kept_and_the_next_record_comes(client: TestClient, room: Room) -> None:
    html = client.get("/review").text
    before = room.ledger.count(UNCERTAIN)
    first = shown(html)
    after = client.post(f"/review/{first}", data={**hidden(html), "verdict": "reject", "note": "a wish"})
    assert after.status_code == 200
    assert shown(after.text) != first
    judged = room.ledger.show(first).judgements
    assert [(one.verdict, one.note, one.judge) for one in judged] == [("reject", "a wish", "you")]
    assert room.ledger.count(UNCERTAIN) == before - 1


def test_going_on_decides_nothing(client: TestClient, room: Room) -> None:
    met = []
    at = "/review"
    for _ in range(1000):
        html = client.get(at).text
        further = re.search(r'class="next" href="([^"]+)"', html)
        if not further:
            break
        met.append(shown(html))
        at = further[1].replace("&amp;", "&")
    assert met == [one.id for one in room.ledger.find(UNCERTAIN)]
    assert not list(room.ledger.find("judged:any"))


def test_decisions_are_taken_back_one_by_one(client: TestClient, room: Room) -> None:
    one, other = (found.id for found in room.ledger.find("type:statement", limit=2))
    for ident, verdict in ((one, "accept"), (other, "unsure"), (one, "reject")):
        client.post(f"/review/{ident}", data={"csrf": room.csrf, "verdict": verdict})

    def states() -> list[str]:
        return [
            f"{found.id}"
            for verdict in ("accept", "reject", "unsure")
            for found in room.ledger.find(f"judged:{verdict}")
        ]

    assert states() == [one, other]
    client.post("/review/undo", data={"csrf": room.csrf})
    assert [found.id for found in room.ledger.find("judged:accept")] == [one]
    client.post("/review/undo", data={"csrf": room.csrf})
    assert not list(room.ledger.find("judged:unsure"))
    client.post("/review/undo", data={"csrf": room.csrf})
    assert states() == []
    assert client.post("/review/undo", data={"csrf": room.csrf}).status_code == 403
    assert len(room.ledger.show(one).judgements) == 4
    assert room.ledger.check() == []


def test_two_who_decide_at_once(client: TestClient, room: Room) -> None:
    html = client.get("/review").text
    first = shown(html)
    room.ledger.judge(first, "accept", None, "somebody else")
    late = client.post(f"/review/{first}", data={**hidden(html), "verdict": "reject"})
    assert late.status_code == 403
    assert room.ledger.show(first).judgements[0].verdict == "accept"


def test_back_leads_nowhere_else(client: TestClient, room: Room) -> None:
    ident = next(room.ledger.find("type:statement", limit=1)).id
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        form = {"csrf": room.csrf, "verdict": "accept", "back": back}
        answer = client.post(f"/review/{ident}", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/review"


def test_a_page_is_looked_at_before_it_goes_in(client: TestClient, room: Room) -> None:
    pages = room.ledger.count("type:page")
    html = client.post("/add/preview", data={"csrf": room.csrf, "text": PAGE}).text
    assert "Not in the ledger yet" in html
    assert 'class="u meeting' in html
    assert room.ledger.count("type:page") == pages
    draft = re.search(r'name="draft" value="([^"]+)"', html)
    assert draft
    put = client.post("/add", data={"csrf": room.csrf, "draft": draft[1]})
    assert put.status_code == 200
    assert put.url.path.startswith("/pages/v-")
    assert room.ledger.count("type:page") == pages + 1
    again = client.post("/add", data={"csrf": room.csrf, "draft": draft[1]})
    assert again.status_code == 403


def test_a_file_is_read_as_the_command_line_reads_it(client: TestClient, room: Room) -> None:
    data = (
        f"<html><body><h1>Tuvalu</h1>{''.join(f'<p>{line}</p>' for line in PAGE.split(chr(10)) if line)}</body></html>"
    )
    told = {
        "csrf": room.csrf,
        "url": "https://gazette.example/accord",
        "published": "2025-05-07",
        "publisher": "A Gazette",
    }
    html = client.post("/add/preview", data=told, files={"file": ("accord.html", data.encode(), "text/html")}).text
    draft = re.search(r'name="draft" value="([^"]+)"', html)
    assert draft
    version = client.post("/add", data={"csrf": room.csrf, "draft": draft[1]}).url.path.split("/")[-1]
    assert room.ledger.show(version).found.publisher == "A Gazette"
    assert room.ledger.received(version) == data.encode()


def test_what_can_t_be_read_is_said(client: TestClient, room: Room) -> None:
    for data in ("", "too short", "\x00\x01", "Это не английский текст, " * 20):
        answer = client.post("/add/preview", data={"csrf": room.csrf, "text": data})
        assert answer.status_code == 422
        assert "can't be read" in answer.text.replace("&#39;", "'")
    wrong = {"csrf": room.csrf, "text": PAGE, "published": "yesterday"}
    assert client.post("/add/preview", data=wrong).status_code == 400


def test_pages_are_not_reviewed(client: TestClient) -> None:
    for query in ("", "type:page", "minister OR type:page", "versions:all copies:one"):
        answer = client.get("/review", params={"q": query})
        assert answer.status_code == 200
        assert query == "type:page" or shown(answer.text)


def test_a_span_is_edited_by_a_judgement_that_keeps_what_it_was(client: TestClient, room: Room) -> None:
    html = client.get("/review?q=type:commitment+judged:none").text
    first = shown(html)
    before = room.ledger.show(first)
    text = room.ledger.reading(first).article.text
    (was,) = [span for what, span, _ in before.spans if what == "action"]
    words = text[was[0] : was[1]].split()
    form = {
        **{name: value for name, value in hidden(html).items() if name in ("csrf", "seen")},
        "part": "action",
        "start": str(was[0]),
        "end": str(was[1]),
        "words": "\r\n ".join(words[:-1]),
        "note": "a word too many",
    }
    assert client.post(f"/review/{first}/edit", data={**form, "words": "no such words there"}).status_code == 422
    assert client.post(f"/review/{first}/edit", data={**form, "words": " ".join(words)}).status_code == 422
    assert client.post(f"/review/{first}/edit", data={**form, "start": str(was[0] + 1)}).status_code == 422
    assert client.post(f"/review/{first}/edit", data={**form, "csrf": ""}).status_code == 403
    assert not room.ledger.show(first).judgements
    after = client.post(f"/review/{first}/edit", data={**form, "back": "/review?q=type:commitment+judged:none"})
    assert shown(after.text) != first
    (made,) = room.ledger.show(first).judgements
    assert (made.verdict, made.note, made.judge) == ("edit", "a word too many", "you")
    assert made.edit is not None
    assert (made.edit.part, made.edit.was, made.edit.was_words) == ("action", was, text[was[0] : was[1]])
    assert made.edit.now[0] == was[0]
    assert text[made.edit.now[0] : made.edit.now[1]] == made.edit.words
    assert made.edit.words.split() == words[:-1]
    held = room.ledger.show(first)
    assert (held.found, held.spans) == (before.found, before.spans)
    assert room.ledger.reading(first).article.text == text
    assert room.ledger.count("judged:edit") == 1
    record = client.get(f"/commitments/{first}").text
    assert "a word too many" in record
    assert '<span class="verdict edit">edited by you</span>' in record
    assert room.ledger.check() == []
    late = client.post(f"/review/{first}/edit", data=form)
    assert late.status_code == 403
    client.post("/review/undo", data={"csrf": room.csrf})
    assert room.ledger.count("judged:edit") == 0


def test_the_nearest_of_several_places_is_meant() -> None:
    text = "ships and more ships\nand other\nships"
    assert placed(text, "ships", 12) == (15, 20)
    assert placed(text, "ships", 99) == (31, 36)
    assert placed(text, "other ships", 0) == (25, 36)
    assert placed(text, "  ", 0) is None
    assert placed(text, "boats", 0) is None


def test_the_queue_is_a_feed_too(client: TestClient, room: Room) -> None:
    """What is to be reviewed first stands in the feed; once judged it does not."""
    spaced = {"a": "http://www.w3.org/2005/Atom"}

    def fed() -> list[str]:
        feed = tree.fromstring(client.get("/review.atom", params={"q": "type:statement judged:none"}).text)
        return [str(one.text).removeprefix("urn:communique:") for one in feed.findall("a:entry/a:id", spaced)]

    queue = [one.id for one in room.ledger.find("type:statement judged:none", limit=50)]
    assert fed() == queue
    assert 'href="/review.atom?q=' in client.get("/review").text
    room.ledger.judge(queue[0], "accept")
    assert queue[0] not in fed()
