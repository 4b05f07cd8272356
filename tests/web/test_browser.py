"""The reading room in a browser: every page, its keys, without scripts, in the dark, on a phone, on paper."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.web.browsing import need_chromium, served

from communique.ledger.store import Ledger
from communique.web.comparing import compared
from communique.web.desk import Desk
from communique.web.naming import mechanism_address
from communique.web.passwords import hashed
from communique.web.room import Room

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
DAY = "2025-03-01"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
PATIENCE = 120_000
"""Milliseconds that a page may take where other programs want the machine: its time is for benches to measure."""
PHONE: ViewportSize = {"width": 390, "height": 844}
PAPER: ViewportSize = {"width": 794, "height": 1123}
"""A4 in pixels of the web."""
PASSWORD = "four quiet words here"
SHOWN = ("page", "today", "pair", "compare", "review", "merged", "life")
"""Pages of which docs/ has a picture."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = need_chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kept(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room that no test writes into."""
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "talks.sqlite"
    path.write_bytes(examples.read_bytes())
    with Ledger(path) as ledger:
        yield Room(ledger, Desk(folder / "talks.desk.sqlite"), today=DAY)


@pytest.fixture(scope="module")
def base(kept: Room) -> Iterator[str]:
    with served(kept) as address:
        yield address


@pytest.fixture(scope="module")
def places(kept: Room) -> dict[str, str]:
    """One address of each kind of page."""
    ledger = kept.ledger

    def first(query: str) -> str:
        return next(ledger.find(query, limit=1)).id

    accounts = [one.version for one in ledger.find("type:page Wang Iwaya")]
    mechanism = next(ledger.list_mechanisms("", limit=1)).name
    spliced = next(one.id for one in ledger.find("type:page") if ledger.reading(one.id).article.splices)
    edited = next(one.members[-1].version for one in ledger.stories("") if one.members[-1].relation == "spun")
    # the same moments of one pair as two sides and the press tell them
    met = max(ledger.clusters("meeting"), key=lambda one: (one.pages, one.id))
    promised = next(ledger.find('type:commitment "Economic Dialogue" due:2025 by:JPN', limit=1)).id
    # what loads a model is asked here once: loading takes a second of the processor, and half a minute of a crowded machine's
    compared(ledger, tuple(accounts[:2]))
    proposed = ledger.follow(promised, today=DAY).evidence
    ledger.decide(promised, proposed[0].id, "confirm", "Ana", "the readout says so")
    for coder, value in (("Ana", 1), ("Bo", 0)):
        ledger.score(promised, value, coder, final=True)
    return {
        "today": "/",
        "search": "/search?q=minister&type=statement",
        "fault": "/search?q=visa+by:Jpan",
        "page": f"/pages/{first('type:page Moyale')}",
        "spliced": f"/pages/{spliced}",
        "meeting": f"/meetings/{first('type:meeting status:held party:CHN')}",
        "statement": f"/statements/{first('type:statement')}",
        "commitment": f"/commitments/{first('type:commitment due:2025')}",
        "position": f"/positions/{first('type:position')}",
        "compare": f"/compare?a={accounts[0]}&b={accounts[1]}",
        "merged": f"/merged/{met.id}",
        "merged-commitment": f"/merged/{ledger.cluster(promised).merged.id}",
        "merged-person": f"/merged/{next(iter(ledger.clusters('person', limit=1))).id}",
        "life": f"/commitments/{promised}/life",
        "merged-mechanism": f"/merged/{next(iter(ledger.clusters('mechanism', limit=1))).id}",
        "found-nothing": "/search?q=nowhere+type%3Acommitment",
        "versions": f"/pages/{first('type:page Moyale')}/versions",
        "mechanisms": "/mechanisms",
        "mechanism": mechanism_address(mechanism),
        "people": "/people",
        "person": f"/people/{ledger.people('Wang Yi')[0].id}",
        "pairs": "/pairs",
        "pair": "/pairs/CHN/JPN",
        "review": "/review",
        "reviewed": "/review?q=nowhere",
        "likeness": "/review/pairs",
        "difference": f"/pages/{edited}/difference",
        "add": "/add",
        "help": "/help",
        "nothing": "/pages/p-nothing",
    }


def heard(page: Page) -> list[str]:
    """What the browser complains of."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda one: said.append(f"{one.url} failed"))
    return said


def faults_of(page: Page, rules: object) -> list[tuple[str, str, str]]:
    """What axe finds wrong with a page, each with the first place."""
    told = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    assert told["passes"], page.url
    return [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in told["violations"]]


@pytest.mark.parametrize(("scheme", "rules"), [("light", WCAG), ("dark", CONTRAST)])
def test_every_page_is_for_everybody(
    scheme: Literal["light", "dark"], rules: object, browser: Browser, base: str, places: dict[str, str]
) -> None:
    """No fault that axe finds (WCAG 2.2 AA), no complaint of the browser's, nothing asked of other hosts. In the dark only
    colours differ, so that only contrast is looked at again."""
    context = browser.new_context(color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda one: asked.add(one.url.split("/")[2]))
    said = heard(page)
    faults = {}
    for name, place in places.items():
        page.goto(base + place, wait_until="networkidle")
        if found := faults_of(page, rules):
            faults[name] = found
    context.close()
    assert not faults
    assert [one for one in said if "40" not in one] == []
    assert asked == {base.split("/")[2]}


@pytest.mark.parametrize(("scheme", "rules"), [("light", WCAG), ("dark", CONTRAST)])
def test_the_doors_of_a_team_are_for_everybody(
    scheme: Literal["light", "dark"], rules: object, browser: Browser, room: Room
) -> None:
    """Logging in, one's account with the log, and a page that is looked at before it goes in: without a fault that axe finds,
    on a phone too."""
    team = Room(room.ledger, room.desk, public=True, secure=False, today=DAY)
    room.desk.put_user("ada", "admin", hashed(PASSWORD))
    room.desk.put_user("rea", "reader", hashed(PASSWORD))
    with served(team) as base:
        context = browser.new_context(color_scheme=scheme, viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        said = heard(page)

        def look() -> None:
            assert faults_of(page, rules) == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url

        page.goto(f"{base}/account")
        assert "/login?to=" in page.url
        look()
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/account")
        assert page.get_by_text("log in", exact=True).is_visible()
        look()
        page.goto(f"{base}/add")
        page.get_by_label("Text, Markdown or HTML").fill((ROOT / "examples" / "wire-moyale.txt").read_text("utf-8"))
        page.get_by_role("button", name="Read it").click()
        page.wait_for_url("**/add/preview")
        look()
        assert said == []
        context.close()


def test_every_page_fits_a_phone(browser: Browser, base: str, places: dict[str, str]) -> None:
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    for name, place in places.items():
        page.goto(base + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    context.close()


def test_paper_has_the_text_and_not_the_doors(browser: Browser, base: str, places: dict[str, str]) -> None:
    """Every page as it is printed: what it says, no doors, nothing beyond the paper's edge."""
    page = browser.new_page(viewport=PAPER)
    page.set_default_timeout(PATIENCE)
    page.emulate_media(media="print")
    for name, place in places.items():
        page.goto(base + place)
        assert page.locator("h1").is_visible(), name
        assert all(page.locator(gone).first.is_hidden() for gone in (".top nav", ".ask")), name
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"], name
    page.goto(base + places["page"])
    assert page.locator(".note").first.is_visible()
    assert page.locator(".forms").first.is_hidden()
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    for name, kept, gone in (
        ("merged", ".accounts .words", ".choose button"),
        ("life", ".life .words", ".life .judge"),
        ("today", ".row .words", ".since"),
    ):
        page.goto(base + places[name])
        assert page.locator(kept).first.is_visible()
        assert page.locator(gone).first.is_hidden()
    page.close()


def test_words_and_notes_belong_together(browser: Browser, base: str, places: dict[str, str]) -> None:
    """With scripts and without: a click on underlined words leads to the note, and the note to the record."""
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(base + places["page"])
        words = page.locator("a.u.commitment").first
        number = words.get_attribute("href")
        words.click()
        assert page.url.endswith(str(number))
        note = page.locator(f"{number} .head a")
        assert note.is_visible()
        note.click()
        assert re.search(r"/(commitments|statements|meetings)/", page.url)
        context.close()


def test_keys_walk_and_open(browser: Browser, base: str, places: dict[str, str]) -> None:
    page = browser.new_page()
    page.goto(base + places["search"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    rows = page.locator(".row")
    assert "on" in str(rows.nth(1).get_attribute("class"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/**")
    page.keyboard.press("/")
    page.keyboard.type("visa ja?")
    assert page.evaluate("document.activeElement.value") == "visa ja?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    page.close()


def test_a_filter_narrows_at_once(browser: Browser, base: str) -> None:
    """With scripts a changed filter asks anew without loading the page; a fault is shown, and back leads back."""
    page = browser.new_page()
    page.goto(f"{base}/search?q=minister")
    page.get_by_label("type").select_option("commitment")
    page.locator(".count", has_text="type:commitment").wait_for()
    assert "type=commitment" in page.url
    page.get_by_label("by", exact=True).fill("Jpan")
    page.keyboard.press("Tab")
    page.locator("#found .caret").wait_for()
    page.go_back()
    page.locator(".count").wait_for()
    page.close()


def test_every_page_is_reached_by_tab(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_review_by_keys(browser: Browser, room: Room) -> None:
    """a, x and u decide, n goes on and decides nothing, z takes back."""

    def judged() -> list[tuple[str, str]]:
        found = [room.ledger.show(one.id) for one in room.ledger.find("judged:any")]
        return [(one.found.id, one.judgements[0].verdict) for one in found]

    with served(room) as base:
        page = browser.new_page()
        said = heard(page)
        page.goto(f"{base}/review?q=type:statement+judged:none")

        def ident() -> str:
            return str(page.locator("form.decide").get_attribute("action")).split("/")[-1]

        decided = []
        for key, verdict in (("a", "accept"), ("x", "reject"), ("u", "unsure")):
            decided.append((ident(), verdict))
            with page.expect_navigation():
                page.keyboard.press(key)
        assert sorted(judged()) == sorted(decided)
        passed = ident()
        with page.expect_navigation():
            page.keyboard.press("n")
        assert ident() != passed
        assert len(judged()) == 3
        page.go_back()
        assert len(judged()) == 3
        for left in (2, 1, 0):
            with page.expect_navigation():
                page.keyboard.press("z")
            assert len(judged()) == left
        page.locator("#note").fill("axu?z")
        assert judged() == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.wait_for_url("**/help")
        assert said == []
        page.close()


def test_a_span_is_edited_by_key(browser: Browser, room: Room) -> None:
    """e opens the field; what is selected in the quotation goes into it; z takes the edit back."""
    with served(room) as base:
        page = browser.new_page()
        said = heard(page)
        page.goto(f"{base}/review?q=type:commitment+judged:none")
        ident = str(page.locator("form.decide").get_attribute("action")).split("/")[-1]
        field = page.locator("details.edit textarea").first
        assert field.is_hidden()
        page.keyboard.press("e")
        assert field.is_visible()
        before = field.input_value()
        page.keyboard.type("axuzsdn?")
        assert field.input_value() != before
        assert room.ledger.count("judged:any") == 0
        page.keyboard.press("Escape")
        chosen = page.evaluate(
            """() => { const text = document.querySelector(".quote .u").firstChild;
            const words = text.data.split(" ").slice(0, -1).join(" ");
            getSelection().setBaseAndExtent(text, 0, text, words.length); return words; }"""
        )
        page.keyboard.press("e")
        assert field.input_value() == chosen.strip()
        with page.expect_navigation():
            page.get_by_role("button", name="Keep this span").first.click()
        (made,) = room.ledger.show(ident).judgements
        assert made.edit is not None
        assert made.edit.words.split() == chosen.split()
        assert made.edit.was_words.split()[: len(chosen.split())] == chosen.split()
        with page.expect_navigation():
            page.keyboard.press("z")
        assert room.ledger.count("judged:any") == 0
        assert said == []
        page.close()


def test_a_meeting_lays_its_accounts_side_by_side(browser: Browser, base: str, places: dict[str, str]) -> None:
    """With scripts within the page, without them a step away; each point leads to its sentence."""
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        said = heard(page)
        page.goto(base + places["merged"])
        if not scripts:
            page.get_by_role("link", name="What both say").click()
        page.locator(".comparison .point").first.click()
        assert page.locator("mark#here").first.is_visible()
        assert re.search(r"/pages/v-\w+\?from=\d+&to=\d+#here$", page.url)
        assert said == []
        context.close()


def test_review_of_pairs_by_keys(browser: Browser, room: Room) -> None:
    """s, d and u decide, n goes on and decides nothing, z takes back."""
    with served(room) as base:
        page = browser.new_page()
        page.goto(f"{base}/review/pairs")
        made = []
        for key, verdict in (("s", "same"), ("d", "different"), ("u", "unsure")):
            made.append((page.locator("[name=one]").input_value(), page.locator("[name=other]").input_value(), verdict))
            with page.expect_navigation():
                page.keyboard.press(key)
        assert [(one.one, one.other, one.verdict) for one in room.ledger.pair_judgements()] == made
        with page.expect_navigation():
            page.keyboard.press("n")
        page.go_back()
        assert len(room.ledger.pair_judgements()) == 3
        with page.expect_navigation():
            page.keyboard.press("z")
        assert room.ledger.pair_judgements()[-1].undoes == 3
        page.keyboard.press("?")
        page.wait_for_url("**/help")
        page.close()


def test_review_and_add_without_scripts(browser: Browser, room: Room) -> None:
    text = (ROOT / "examples" / "wire-moyale.txt").read_text("utf-8").replace("Moyale", "Mandera")
    with served(room) as base:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{base}/review")
        page.get_by_role("button", name="Reject").click()
        assert room.ledger.count("judged:reject") == 1
        page.get_by_role("button", name="Take back").click()
        assert room.ledger.count("judged:reject") == 0
        page.goto(f"{base}/add")
        page.get_by_label("Text, Markdown or HTML").fill(text)
        page.get_by_role("button", name="Read it").click()
        assert page.locator(".u").count() > 3
        page.get_by_role("button", name="Put it into the ledger").click()
        assert "/pages/v-" in page.url
        assert room.ledger.count("type:page Mandera") == 1
        page.goto(f"{base}/search?q=Mandera")
        page.get_by_label("Save this search as").fill("The crossing")
        page.get_by_role("button", name="Save").click()
        assert page.get_by_role("link", name="The crossing", exact=True).is_visible()
        context.close()


@pytest.mark.parametrize("name", SHOWN)
def test_pictures(name: str, browser: Browser, base: str, places: dict[str, str], tmp_path: Path) -> None:
    """The pictures of docs/ are made here: with COMMUNIQUE_PICTURES=1 they are written anew."""
    page = browser.new_page(viewport={"width": 1200, "height": 820})
    page.goto(base + places[name])
    wanted = os.environ.get("COMMUNIQUE_PICTURES")
    target = (DOCS if wanted else tmp_path) / f"room-{name}.png"
    page.screenshot(path=target)
    page.close()
    assert target.stat().st_size > 10_000
    assert (DOCS / f"room-{name}.png").exists(), "make pictures"
