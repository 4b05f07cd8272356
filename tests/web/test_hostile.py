"""Pages written by enemies: whatever stands in any field of theirs, none of it runs in a browser."""

import html.parser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import sync_playwright
from tests.web.browsing import need_chromium, served

from communique.ledger.query import parse
from communique.ledger.store import Ledger
from communique.records import (
    Actor,
    Article,
    Commitment,
    Declared,
    Group,
    Mechanism,
    Meeting,
    Origin,
    Part,
    Participant,
    Position,
    Reading,
    Role,
    Splice,
    Statement,
    Time,
)
from communique.web.app import make_app
from communique.web.asking import place_of, some
from communique.web.desk import Desk
from communique.web.naming import address, person_address
from communique.web.room import Room
from communique.web.routes.search import SCREEN

OPENINGS = (
    "", '"', "'", '">', "'>", "`", "-->", "]]>", "</title>", "</textarea>", "</style>", "</script>", "</a>", "</p></div>",
    "</code>", "</svg>", "</option></select>", "\\\">", "%22%3E", "&quot;&gt;", "{{", "<!--", "</noscript>",
)  # fmt: skip
"""What could end the place in which a field stands."""

VECTORS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr=alert`1`>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href=javascript:alert(1)>x",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    " onmouseover=alert(1) autofocus tabindex=0 onfocus=alert(1) x=",
    " style=animation-name:x onanimationstart=alert(1) ",
    "javascript:alert(1)//",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<div hx-get=/ hx-trigger=load hx-on::load=alert(1)>",
)
KINDS = ("meeting", "statement", "commitment", "position", "mechanism", "person")
CLUSTERED = ("person", "organisation", "mechanism", "meeting", "commitment")
PAYLOADS = tuple(opening + vector for opening, vector in product(OPENINGS, VECTORS))

TOGETHER = 9
"""Payloads that stand behind one another in each field; one that opens a comment would hide those behind it, and is seen
by that (`Tags` counts comments)."""
FIELDS = tuple(" ".join(PAYLOADS[at : at + TOGETHER]) for at in range(0, len(PAYLOADS), TOGETHER))

WATCH = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = (...said) => window.__ran.push(`${name} ${said}`);
document.addEventListener("securitypolicyviolation", (event) => window.__ran.push(`refused ${event.violatedDirective}`));
"""
"""Notes what runs, and also what would have run if the policy had not refused it: nothing may get that far."""


def hostile(payload: str, number: int) -> Reading:
    """A reading in which every field that comes from a page holds the payload."""
    line = f"{payload} agreed that day {number}."
    text = f"{payload}\n{line}\n{line}"
    whole, spot = (len(payload) + 1, len(payload) + 1 + len(line)), (len(payload) + 1, 2 * len(payload) + 1)
    made = {"made_by": "rule/1", "confidence": 0.5, "evidence": (whole,)}
    role = Role(payload, payload, spot)
    actors = (
        Actor("a1", "person", f"{payload} {number}", payload, (role,), (spot,), suggestion=payload, **made),
        Actor("a2", "person", f"Ann {payload}", "JPN", (role,), (spot,), **made),
        Actor("a3", "outlet", payload, None, (), (spot,), **made),
        Actor("a4", "person", f"Li {payload}", "CHN", (role,), (spot,), **made),
    )
    article = Article(
        text,
        (Part("title", (0, len(payload))), Part("paragraph", whole)),
        url=f"https://evil.example/{number}/{payload}",
        title=payload,
        declared=Declared(payload, payload, payload, payload, payload, payload),
        origin=Origin(payload, "2025-01-02", (payload,)),
        splices=(Splice(payload, payload, payload), Splice(payload, payload, payload, at=whole[0] + 3)),
        reference="2025-01-02",
        reference_reason=payload,
        warnings=(payload,),
    )
    return Reading(
        article,
        actors,
        (Time(spot, None, None, "open", None, "rule/1", 0.5),),
        (Mechanism("k1", payload, ("CHN", payload), **made),),
        (
            Meeting(
                "m1", "talks", "held", (Participant("a1", payload), Participant("a2", "JPN")), (payload, "JPN"), payload,
                "2025-01-02", "2025-01-02", payload, "k1", 3, **made,
            ),
            Meeting(
                "m2", "meeting", "held", (Participant("a4", "CHN"), Participant("a2", "JPN")), ("CHN", "JPN"), "Tokyo",
                "2025-01-03", "2025-01-03", payload, None, None, **made,
            ),
        ),
        (Statement("s1", "a1", spot, spot, (whole,), "direct", ("a3",), "m1", "2025-01-02", **made),),
        (Commitment("c1", "agreed", (payload, "JPN"), (payload,), whole, payload, "2025-02-01", "m1", Group(payload, 9, 1), "s1", **made),),
        (Position(payload, "support", whole, "s1", **made),),
    )  # fmt: skip


def changed(payload: str, number: int) -> Reading:
    """A later version of a hostile page, with a sentence more."""
    first = hostile(payload, number)
    return replace(first, article=replace(first.article, text=f"{first.article.text}\n{payload} was added later."))


def promised(payload: str, number: int) -> tuple[Reading, Reading]:
    """A page with a promise and a later one that tells of its deed, both full of the payload."""
    action = f"reopen the ferry line number {number} between Vaasa and Mosjoen"
    told = f"{payload}\nNorway and Finland agreed to {action}."
    kept = f"{payload}\nThe ferry line number {number} between Vaasa and Mosjoen reopened on Monday, Finland and Norway said. {payload}"
    whole = (len(payload) + 1, len(told))
    spot = (told.index(action), told.index(action) + len(action))

    def article(text: str, day: str, at: str) -> Article:
        end = len(text)
        return Article(
            text, (Part("title", (0, len(payload))), Part("paragraph", (len(payload) + 1, end))),
            url=f"https://evil.example/{at}/{number}/{payload}", title=payload, origin=Origin(payload, day, (payload,)),
            reference=day,
        )  # fmt: skip

    made = {"made_by": "rule/1", "confidence": 0.5, "evidence": (whole,)}
    promise = Commitment("c1", "agreed", ("NOR", "FIN"), (), spot, payload, "2025-06-30", None, None, None, **made)  # type: ignore[arg-type]
    return (
        Reading(article(told, "2025-01-02", "promise"), commitments=(promise,)),
        Reading(article(kept, "2025-03-02", "deed")),
    )


def all_of(payloads: Sequence[str], later: int, lives: int) -> Iterator[Reading]:
    """Pages of every kind: each payload's, later versions of some, promises and deeds of some."""
    for number, payload in enumerate(payloads):
        yield hostile(payload, number)
    for number in range(0, len(payloads), later):
        yield changed(payloads[number], number)
    for number in range(0, len(payloads), lives):
        yield from promised(payloads[number], number)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("hostile")
    with Ledger(folder / "hostile.sqlite", create=True) as ledger:
        ledger.add(*all_of(FIELDS, later=6, lives=12), workers=1)
        desk = Desk(folder / "hostile.desk.sqlite")
        for number, payload in enumerate(FIELDS[::10]):
            desk.save_search("you", payload, f"day {number}")
        yield Room(ledger, desk, today="2025-01-01")


class Tags(html.parser.HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.met: set[str] = set()

    def handle_comment(self, data: str) -> None:
        """Ours hold none."""
        self.met.add("comment")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its attributes, and where it leads."""
        self.met.add(tag)
        for name, value in attrs:
            self.met.add(f"@{name}")
            if name in ("href", "src", "action", "hx-get"):
                self.met.add(f"{name} {(value or '')[:1]}")


def tags(text: str) -> set[str]:
    """The elements and attributes of a page, and the first characters of its links."""
    parser = Tags()
    parser.feed(text)
    return parser.met


LIVES = 6
"""Commitments whose lives are visited: their evidence is looked for anew each time."""


def kind_of(place: str) -> tuple[str, str]:
    """What sort of page stands at an address: its first word, and what comes after the id."""
    parts = place.split("?")[0].split("/")
    return parts[1], "/".join(parts[3:])


def beyond(ledger: Ledger, version: str, other: str) -> Iterator[str]:
    """The pages that show a page beside others: its versions, how it differs from one, what its records are one with."""
    yield f"/pages/{version}/versions"
    yield f"/pages/{version}/difference?from={other}"
    for kind in ("meeting", "commitment"):
        yield from (f"/merged/x{one.id}" for one in ledger.find(f"type:{kind} page:{version}", limit=1))


@pytest.fixture(scope="module")
def visited(room: Room) -> list[str]:
    """Each payload's page and one of its records, each kind in turn; the pages that show it beside others; and every list,
    whose rows hold all of them."""
    ledger = room.ledger
    found = ["/", "/people", "/mechanisms", "/pairs", "/search", "/add", "/search?copies=one"]
    pages = list(ledger.find("type:page"))
    for number, one in enumerate(pages):
        found.append(f"/pages/{one.id}")
        if not ledger.reading(one.id).actors:
            continue  # a promise or a deed, whose other pages are visited below
        kind = KINDS[number % len(KINDS)]
        if kind == "person":
            found.append(str(person_address(ledger.reading(one.id).actors[0])))
        else:
            found.append(address(next(ledger.find(f"type:{kind} page:{one.id}", limit=1)).id))
        # four pages beside others for each payload in turn: every payload on one, every kind of page with many
        beside = list(beyond(ledger, one.version, pages[number - 1].version))
        found.append(beside[number % len(beside)])
    for kind in ("page", "meeting", "statement", "commitment", "position"):
        after = ""
        while after is not None:
            _, following = some(ledger, parse(f"type:{kind}"), SCREEN, place_of(after) if after else None)
            found.append(f"/search?type={kind}&after={after}")
            after = following
    for number in range(0, len(FIELDS), 20):
        found.append(f"/review?{urlencode({'q': f'-type:page day {number}'})}")
        found.append(f"/search?{urlencode({'q': FIELDS[number]})}")
        found.append(f"/review/pairs?from={number}")
    found += [f"/merged/{one.id}" for kind in CLUSTERED[:3] for one in ledger.clusters(kind)][::9]
    found += [f"/commitments/{one.id}/life" for one in ledger.find("type:commitment by:NOR")]
    found += [f"/commitments/{one.id}/life" for one in ledger.find("type:commitment -by:NOR", limit=LIVES)]
    # a page whose wording changed, beside its earlier version
    for change in ledger.news("2025-01-01").changes:
        versions = [one.id for one in ledger.show(change.page).versions]
        found.append(f"/pages/{versions[-1]}/difference?from={versions[0]}")
    one, other = (found.version for found in ledger.find("type:page", limit=2))
    return [*found, f"/compare?a={one}&b={other}", "/pairs?one=%3Cb%3E&other=x", "/pairs/CHN/JPN"]


def test_there_are_enough(room: Room) -> None:
    """Payloads, and pages on which they stand: lives have evidence, pages have changed, meetings have several accounts."""
    assert len(set(PAYLOADS)) >= 500
    ledger = room.ledger
    assert all(ledger.follow(one.id).evidence for one in ledger.find("type:commitment by:NOR"))
    assert len(ledger.news("2025-01-01").changes) >= len(FIELDS) // 6
    assert ledger.present([one.id for one in ledger.timeline("CHN", "JPN", "type:meeting", limit=5)])


def test_no_field_makes_an_element_or_an_attribute(room: Room, visited: list[str], tmp_path: Path) -> None:
    """What a payload's page holds, an innocent page holds too: what stands in the fields has become text."""
    allowed: dict[tuple[str, str], set[str]] = {}
    with Ledger(tmp_path / "innocent.sqlite", create=True) as ledger:
        told = "Ann Plain of Japan said in Tokyo on Friday that the two sides would meet again in Osaka in June"
        ledger.add(*all_of(("plain words", "other words", told, f"{told} or July"), later=1, lives=1), workers=1)
        calm = Room(ledger, Desk(tmp_path / "innocent.desk.sqlite"), today=room.today)
        calm.desk.save_search("you", "plain", "plain")
        pages = list(ledger.find("type:page"))
        places = [address(one.id) for one in (*ledger.find(""), *ledger.list_people(""))]
        places += [at for n, one in enumerate(pages) for at in beyond(ledger, one.version, pages[n - 1].version)]
        places += [address(one.id) for kind in CLUSTERED for one in ledger.clusters(kind)]
        places += [f"/commitments/{one.id}/life" for one in ledger.find("type:commitment")]
        with TestClient(make_app(calm), base_url="http://127.0.0.1") as client:
            for place in places:
                allowed.setdefault(kind_of(place), set()).update(tags(client.get(place).text))
    # where a meeting has several accounts they are fetched beside one another; no two innocent pages tell of one meeting
    allowed["merged", ""] |= {"@hx-get", "@hx-select", "@hx-swap", "@hx-trigger", "hx-get /"}
    seen = set()
    with TestClient(make_app(room), base_url="http://127.0.0.1") as client:
        for place in visited:
            kind = kind_of(place)
            if kind in allowed and place.count("/") > 1:
                seen.add(kind)
                answer = client.get(place)
                assert answer.status_code == 200, (place, answer.url, answer.text)
                assert tags(answer.text) <= allowed[kind], (place, tags(answer.text) - allowed[kind])
    assert {("merged", ""), ("pages", "difference"), ("pages", "versions"), ("commitments", "life")} <= seen


def test_none_runs(room: Room, visited: list[str]) -> None:
    """Every payload in a browser, whose own list of what ran, or was refused, stays empty."""
    path = need_chromium()
    dialogs: list[str] = []
    outside: list[str] = []
    with served(room) as base, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
        page.on("request", lambda one: outside.append(one.url) if not one.url.startswith(base) else None)
        for place in visited:
            page.goto(base + place)
            assert page.evaluate("window.__ran") == [], place
            assert page.url.startswith(base), place
        browser.close()
    assert dialogs == []
    assert outside == []


def test_the_watch_watches() -> None:
    """Were anything to run, it would be noted: a page without our escaping and policy."""
    path = need_chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.route("**/*", lambda route: route.fulfill(body="<img src=x onerror=alert(1)>", content_type="text/html"))
        page.goto("http://room.example/")
        page.wait_for_function("window.__ran.length > 0")
        assert page.evaluate("window.__ran") == ["alert 1"]
        browser.close()
