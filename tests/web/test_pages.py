"""Every page of the examples' ledger opens, and gives its other forms."""

import csv
import io
import json
import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from communique.records import Reading
from communique.web.forms import MEDIA
from communique.web.naming import address, mechanism_address
from communique.web.room import Room
from communique.web.routes.review import UNCERTAIN


def links(html: str) -> list[str]:
    return [link for link in re.findall(r'href="(/[^"#]*)', html) if not link.startswith("/static")]


def ids(room: Room, kind: str) -> list[str]:
    return [found.id for found in room.ledger.find(f"type:{kind}")]


def test_no_link_leads_nowhere(client: TestClient) -> None:
    """Everything within two steps of the first page."""
    seen: set[str] = set()
    edge = ["/"]
    for _ in range(2):
        further: list[str] = []
        for one in edge:
            answer = client.get(one.replace("&amp;", "&"))
            assert answer.status_code == 200, (one, answer.text[:500])
            if answer.headers["content-type"].startswith("text/html"):
                further += links(answer.text)
        seen |= set(edge)
        edge = sorted(set(further) - seen)
    assert len(seen) > 40


@pytest.mark.parametrize("kind", ["page", "meeting", "statement", "commitment", "position"])
def test_every_record_has_a_page(kind: str, client: TestClient, room: Room) -> None:
    found = ids(room, kind)
    assert found
    for ident in found:
        answer = client.get(f"/records/{ident}")
        assert answer.status_code == 200
        assert answer.url.path == f"/{kind}s/{ident}"


def test_a_page_shows_its_whole_text_and_every_record(client: TestClient, room: Room) -> None:
    for ident in ids(room, "page"):
        leaf = room.ledger.leaf(ident)
        html = client.get(f"/pages/{ident}").text
        shown = re.search(r'(?s)<div class="text">(.*)<section class="about"', html)
        assert shown
        bare = re.sub(r"(?s)<ol class=\"notes\".*?</ol>|<sup.*?</sup>|<del.*?</del>|<[^>]+>", "", shown[1])
        plain = re.sub(r"&#?\w+;", "", bare)
        for letter in set(leaf.reading.article.text) - set(" \n'\"&<>"):
            assert plain.count(letter) == leaf.reading.article.text.count(letter), letter
        for one in leaf.records:
            assert f'href="/{one.found.type}s/{one.found.id}"' in html or one.found.type == "mechanism"
            assert one.found.made_by in html


def test_what_was_taken_out_is_shown_struck_through(client: TestClient, room: Room) -> None:
    spliced = [one for one in ids(room, "page") if room.ledger.reading(one).article.splices]
    assert spliced
    for ident in spliced:
        html = client.get(f"/pages/{ident}").text
        assert html.count("<del") == len(room.ledger.reading(ident).article.splices)


def test_a_meeting_lists_its_sides_and_other_accounts(client: TestClient, room: Room) -> None:
    pages = [client.get(f"/meetings/{one}").text for one in ids(room, "meeting")]
    assert any("side by side" in html for html in pages)


@pytest.mark.parametrize("kind", ["page", "meeting", "statement", "commitment", "position"])
def test_other_forms_of_a_record(kind: str, client: TestClient, room: Room) -> None:
    for ident in ids(room, kind)[:3]:
        found = room.ledger.show(ident).found
        at = f"/{kind}s/{ident}"
        told = client.get(f"{at}.json")
        if kind == "page":
            assert Reading.from_json(told.text) == room.ledger.reading(ident)
        else:
            assert told.json()["found"]["id"] == ident
        rows = list(csv.DictReader(io.StringIO(client.get(f"{at}.csv").text)))
        assert kind == "page" or [row["id"] for row in rows] == [ident]
        assert client.get(f"{at}.md").text.startswith("# ")
        assert client.get(f"{at}.ris").text.startswith("TY  - NEWS\r\n")
        linked = client.get(f"{at}.jsonld")
        assert linked.headers["content-type"] == "application/ld+json"
        notes = [
            one for one in (linked.json() if kind == "page" else [linked.json()]) if one.get("type") == "Annotation"
        ]
        text = room.ledger.reading(ident).article.text
        for note in notes:
            for target in note["target"]:
                place, quote = target["selector"]
                assert text[place["start"] : place["end"]] == quote["exact"]
        if kind in ("meeting", "commitment"):
            calendar = client.get(f"{at}.ics").text
            assert calendar.startswith("BEGIN:VCALENDAR\r\n")
            assert (f"UID:{ident}@" in calendar) == bool(found.start if kind == "meeting" else found.due)
            assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert client.get(f"{at}.exe").status_code == 404


def test_search_finds_what_the_ledger_finds(client: TestClient, room: Room) -> None:
    for query in ("", "type:commitment", "by:CHN -visa", '"foreign minister" OR talks'):
        found = client.get("/search.json", params={"q": query}).json()
        assert [one["id"] for one in found] == [one.id for one in room.ledger.find(query)]
        html = client.get("/search", params={"q": query}).text
        assert f"{room.ledger.count(query):,} record" in html


def test_search_goes_on_where_it_ended(client: TestClient, room: Room) -> None:
    met: list[str] = []
    at = "/search"
    while at:
        html = client.get(at.replace("&amp;", "&")).text
        met += re.findall(r'<p class="words"><a href="/[a-z-]+/([a-z]-[a-z0-9]+)"', html)
        more = re.search(r'href="(/search\?[^"]*after=[^"]+)"', html)
        at = more[1] if more else ""
    assert met == [one.id for one in room.ledger.find("")]


def test_a_fault_in_a_query_is_shown_where_it_is(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "visa by:Jpan"})
    assert answer.status_code == 400
    assert "visa by:Jpan\n        ^^^^\n" in answer.text
    assert client.get("/search", params={"by": "Jpan"}).status_code == 400
    assert client.get("/search", params={"after": "nonsense"}).status_code == 400
    assert client.get("/search.json", params={"q": "("}).status_code == 400


def test_what_is_left_empty_in_the_form_asks_nothing(client: TestClient, room: Room) -> None:
    html = client.get("/search").text
    form = re.search(r'(?s)<form class="search".*?</form>', html)
    assert form
    empty = dict.fromkeys(re.findall(r'name="(\w+)"', form[0]), "")
    for query in ("visa", "visa by:Jpan"):
        answer = client.get("/search", params={**empty, "q": query})
        assert answer.status_code == (200 if query == "visa" else 400)
    assert f"{room.ledger.count('visa'):,} record" in client.get("/search", params={**empty, "q": "visa"}).text


def test_a_saved_search_has_a_feed(client: TestClient, room: Room) -> None:
    import xml.etree.ElementTree as tree

    kept = {"csrf": room.csrf, "query": "type:commitment", "title": "Promises <&>"}
    html = client.post("/searches", data=kept).text
    feed = re.search(r'href="(/searches/[^"]+\.atom)"', html)
    assert feed
    root = tree.fromstring(client.get(feed[1]).text)
    spaced = {"a": "http://www.w3.org/2005/Atom"}
    assert root.findtext("a:title", namespaces=spaced) == "Promises <&>"
    assert len(root.findall("a:entry", spaced)) == min(room.ledger.count("type:commitment"), 50)
    dropped = feed[1].removesuffix(".atom") + "/drop"
    client.post(dropped, data={"csrf": room.csrf})
    assert client.get(feed[1]).status_code == 404


def test_nothing_is_there(client: TestClient) -> None:
    for at in ("/pages/p-aaaaaaaaaaaa", "/meetings/nothing", "/records/x", "/people/n-0", "/nowhere"):
        answer = client.get(at)
        assert answer.status_code == 404, at
        assert "<h1>" in answer.text


def test_forms_are_json_that_json_reads(client: TestClient) -> None:
    lines = client.get("/search.jsonl").text.splitlines()
    assert lines
    assert all(json.loads(line)["id"] for line in lines)


CHANGED = """Nauru and Palau sign air accord

YAREN, May 6, 2025 (A Gazette) - The transport minister of Nauru, Reagan Aliklik, met the transport minister of Palau, Charles Obichang, in Yaren on Tuesday. The two ministers agreed to open a weekly flight {by}.

"{said}," Aliklik told reporters.
"""


def test_versions_of_a_page_are_laid_side_by_side(client: TestClient, room: Room) -> None:
    at = {"url": "https://gazette.example/air", "publisher": "A Gazette"}
    for by, said in (("by June", "We are near"), ("by July", "We are near"), ("soon", "We are near, and nearer now")):
        room.ledger.add(CHANGED.format(by=by, said=said).encode(), workers=1, **at)
    found = next(room.ledger.find("type:page Aliklik"))
    ids = [one.id for one in room.ledger.show(found.page).versions]
    assert len(ids) == 3
    html = client.get(f"/pages/{found.version}/versions").text
    assert re.findall(r'name="from" value="([^"]+)"', html) == ids[::-1]
    assert f'href="/pages/{ids[2]}/difference?from={ids[1]}"' in html
    assert f'href="/pages/{ids[0]}/versions"' in client.get(f"/pages/{ids[0]}").text
    first = client.get(f"/pages/{ids[2]}/difference", params={"from": ids[0], "to": ids[1]}).text
    assert re.findall(r"<ins>.*?</span>(.*?)</ins>", first) == ["July"]
    assert re.findall(r"<del>.*?</span>(.*?)</del>", first) == ["June"]
    assert "Two <a" in first
    assert client.get(f"/pages/{ids[0]}/difference", params={"from": ids[0]}).status_code == 404
    told = client.get(f"/pages/{ids[1]}/difference.json", params={"from": ids[0]}).json()
    assert (told["source"], told["copy"]) == (ids[0], ids[1])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/pages/{ids[1]}/difference.csv?from={ids[0]}").text)))
    assert [(row["gone"], row["come"]) for row in rows] == [("June", "July")]
    assert "~~June~~" in client.get(f"/pages/{ids[1]}/difference.md?from={ids[0]}").text
    lines = client.get(f"/pages/{found.page}/versions.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    assert client.get(f"/pages/{found.page}/versions.exe").status_code == 404


def test_counts_come_with_copies_and_without(client: TestClient, room: Room) -> None:
    whole, once = (room.ledger.count("type:statement", filters={"copies": [one]}) for one in ("all", "one"))
    assert once < whole
    html = client.get("/search?type=statement").text
    assert f"<strong>{whole} records</strong>" in html
    assert f">{once} with copies counted once</a>" in html
    turned = re.search(r'href="(/search\?[^"]+)">\d+ with copies counted once', html)
    assert turned
    back = client.get(turned[1].replace("&amp;", "&")).text
    assert f"<strong>{once} records</strong>" in back
    assert f">{whole} with all copies</a>" in back


def test_mechanisms_are_counted_with_copies_and_without(client: TestClient, room: Room) -> None:
    told = {row["name"]: row for row in client.get("/mechanisms.json").json()}
    every = {one.name: one.pages for one in room.ledger.list_mechanisms("")}
    once = {one.name: one.pages for one in room.ledger.list_mechanisms("copies:one")}
    assert {name: row["pages"] for name, row in told.items()} == every
    assert {name: row["without_copies"] for name, row in told.items()} == {name: once.get(name, 0) for name in every}
    assert any(row["without_copies"] < row["pages"] for row in told.values())


def test_a_mechanism_shows_its_sessions_and_commitments(client: TestClient, room: Room) -> None:
    found = room.ledger.mechanisms("")
    assert any(session.agreed for one in found for session in one.sessions)
    for one in found:
        html = client.get(mechanism_address(one.names[0])).text
        for session in one.sessions:
            if session.status == "held":
                assert all(f'href="{address(ident)}"' in html for ident in session.records[:8])
                assert all(f'href="/commitments/{promise.id}/life"' in html for promise in session.agreed[:8])
        if one.next:
            assert one.next.reason in unescape(html)


def test_a_pair_shows_which_formulas_came_and_went(client: TestClient, room: Room) -> None:
    china = "They reaffirmed the one-China principle."
    stable = "They spoke of a constructive and stable relationship."
    days = (("March 4, 2019", china), ("March 5, 2020", f"{china} {stable}"), ("March 6, 2021", stable))
    pages = [
        f"""The foreign ministers of Nauru and Palau meet

YAREN, {day} (A Gazette) - The foreign minister of Nauru, Lionel Aingimea, met the foreign minister of Palau, Gustav Aitaro, in Yaren on {day}. {said}
"""
        for day, said in days
    ]
    room.ledger.add(*(text.encode() for text in pages), workers=1)
    html = client.get("/pairs/NRU/PLW").text
    shown = html[html.index('id="formulas"') : html.index('id="time"')]
    lines = {}
    for line in re.findall(r"(?s)<tr><th scope=\"row\">.*?</tr>", shown):
        (name,) = re.findall(r'<th scope="row">([^<]+)</th>', line)
        lines[name] = (re.findall(r"#here\">([\d-]+)</a>", line), re.sub("<[^>]+>", "", line.split("<td>")[-1]).strip())
    assert lines == {
        "one China": (
            ["2019-03-04", "2020-03-05"],
            "there from the first account at hand; gone from those of 1 later day",
        ),
        "constructive and stable": (
            ["2020-03-05", "2021-03-06"],
            "came after 1 day with accounts without it; still said",
        ),
    }
    for place in re.findall(r'href="(/pages/[^"]+)#here"', shown):
        assert '<mark id="here">' in client.get(place.replace("&amp;", "&")).text


def test_the_graph_draws_who_met_whom(client: TestClient, room: Room) -> None:
    html = client.get("/pairs/CHN/JPN").text
    drawn = re.search(r'(?s)<svg class="graph".*?</svg>', html)
    assert drawn
    names = {unescape(one) for one in re.findall(r"<text[^>]*>([^<]+)</text>", drawn[0])}
    assert "Wang Yi" in names
    assert drawn[0].count('class="tie"') == len(re.findall(r"<title>", drawn[0])) > 0


def test_every_page_has_the_forms_that_it_names(client: TestClient, room: Room) -> None:
    ledger = room.ledger

    def first(kind: str) -> str:
        return next(ledger.find(f"type:{kind}", limit=1)).id

    promise, leaf = first("commitment"), first("page")
    edited = next(one.members[-1].version for one in ledger.stories("") if one.members[-1].relation != "identical")
    places = {
        "/": {"atom", "ics"},
        "/search?q=minister": {"atom", "ics", "ris"},
        "/people": set(),
        f"/people/{ledger.people('Wang Yi')[0].id}": {"ics", "ris"},
        "/mechanisms": set(),
        mechanism_address(next(ledger.list_mechanisms("", limit=1)).name): {"atom", "ics", "ris"},
        "/pairs": set(),
        "/pairs/CHN/JPN": {"atom", "ics", "ris"},
        f"/pages/{leaf}": {"ics", "ris", "jsonld"},
        f"/pages/{leaf}/versions": {"jsonl"},
        f"/pages/{edited}/difference": set(),
        f"/meetings/{first('meeting')}": {"ics", "ris", "jsonld"},
        f"/statements/{first('statement')}": {"ris", "jsonld"},
        f"/positions/{first('position')}": {"ris", "jsonld"},
        f"/commitments/{promise}": {"ics", "ris", "jsonld"},
        f"/commitments/{promise}/life": {"atom", "ics"},
        f"/merged/{promise}": {"ris", "atom"},
        f"/merged/{first('meeting')}": {"ics", "ris", "atom", "jsonld"},
        "/review": {"atom"},
        "/review/pairs": set(),
    }
    for place, more in places.items():
        html = client.get(place).text
        named = {unescape(at) for at in re.findall(r'href="([^"]+)"', html[html.index("Also as") :].split("</p>")[0])}
        forms = {at.split("?")[0].rpartition(".")[2]: at for at in named}
        assert forms.keys() == {"json", "csv", "md"} | more, place
        for form, at in forms.items():
            answer = client.get(at)
            assert answer.status_code == 200, at
            assert answer.headers["content-type"] == MEDIA[form], at
            if form in ("json", "jsonld"):
                json.loads(answer.text)
            elif form == "csv":
                assert len({len(line) for line in csv.reader(io.StringIO(answer.text))}) == 1, at


def test_review_in_other_forms(client: TestClient, room: Room) -> None:
    told = client.get("/review.json").json()
    assert [one["id"] for one in told] == [one.id for one in room.ledger.find(UNCERTAIN)]
    pairs = client.get("/review/pairs.json?kind=meeting").json()
    assert [(one["one"], one["other"]) for one in pairs] == [
        (one.one, one.other) for one in room.ledger.pairs("meeting")
    ]
    assert all((one["doubt"] is not None) == (one["outcome"] == "same") for one in pairs)
    for at in ("/review.exe", "/review/pairs.exe", "/review/pairs.atom"):
        assert client.get(at).status_code == 404


def test_what_an_earlier_version_told_has_pages_whose_links_lead_somewhere(client: TestClient, room: Room) -> None:
    at = {"url": "https://gazette.example/air", "publisher": "A Gazette"}
    for by in ("by June 2026", "when both are ready"):
        room.ledger.add(CHANGED.format(by=by, said="We are near").encode(), workers=1, **at)
    page = next(room.ledger.find("type:page Aliklik")).page
    first = room.ledger.show(page).versions[0].id
    old = [one.found for one in room.ledger.leaf(first).records if one.found.type in ("meeting", "commitment")]
    assert {one.type for one in old} == {"meeting", "commitment"}
    for one in old:
        html = client.get(f"/{one.type}s/{one.id}").text
        for link in {unescape(link) for link in links(html)}:
            assert client.get(link).status_code == 200, (one.type, link)
        if one.type == "commitment":
            assert "June 2026" in client.get(f"/commitments/{one.id}/life").text
        else:
            assert f'href="/pages/{page}"' in html
