"""The digest: what is new is told once, and Atom and iCalendar keep to their RFCs."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.exports.atom import to_atom
from communique.exports.calendar import OCTETS, escaped, folded, to_calendar
from communique.exports.digests import Entry, entries, to_json, to_markdown
from communique.ledger.news import News, changed
from communique.ledger.store import Ledger

TODAY = "2031-04-01"
PAGE = """Kenya and Uganda hold talks in Nairobi

NAIROBI, March 4, 2031 (Reuters) - Kenyan Foreign Minister Amina Otieno met her Ugandan counterpart, Joseph Okello, in Nairobi on Tuesday. Kenya and Uganda agreed to open a customs post; at Busia, {how}, by the end of {month} 2031. Foreign Minister Okello will visit Nairobi on 5 May 2031.
"""


def add(
    ledger: Ledger, how: str = "“quickly”", month: str = "June", url: str = "https://example.org/talks?a=1&b=2"
) -> None:
    ledger.add(PAGE.format(how=how, month=month).encode(), url=url, workers=1)


@pytest.fixture
def news(ledger: Ledger) -> News:
    add(ledger)
    return ledger.news("2000-01-01", today=TODAY)


def test_what_is_new_and_what_lies_ahead(news: News) -> None:
    assert [m.status for m in news.meetings].count("held") == 1
    assert [c.due for c in news.commitments if c.due] == ["2031-06-30"]
    assert [m.start for m in news.ahead] == ["2031-05-05"]
    assert [c.due for c in news.due] == ["2031-06-30"]
    assert news.overdue == () and news.changes == ()


def test_overdue_is_what_nobody_settled(ledger: Ledger) -> None:
    add(ledger)
    (late,) = ledger.news("2000-01-01", today="2031-07-01").overdue
    assert late.status == "lapsed" and late.overdue
    assert ledger.news("2000-01-01", today="2031-06-30").overdue == ()


def test_nothing_is_new_since_tomorrow(ledger: Ledger) -> None:
    add(ledger)
    later = ledger.news("2999-01-01", today=TODAY)
    assert later.meetings == later.commitments == later.changes == ()
    assert "Nothing." in to_markdown(News("2999-01-01", TODAY, (), (), (), (), (), ()))


def test_a_change_of_wording_is_told_and_the_rest_is_not_new(ledger: Ledger) -> None:
    add(ledger)
    first = ledger.news("2000-01-01", today=TODAY)
    add(ledger, how="“in due course”")
    second = ledger.news("2000-01-01", today=TODAY)
    (change,) = second.changes
    assert "quickly" in change.before and "in due course" in change.after
    assert change.address == "https://example.org/talks?a=1&b=2"
    assert len(second.meetings) == len(first.meetings)


def test_a_copy_is_told_once(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, url="https://example.net/mirror")
    news = ledger.news("2000-01-01", today=TODAY)
    assert len({(m.by, m.words) for m in news.meetings}) == len(news.meetings)


def test_changes_sentence_by_sentence() -> None:
    assert list(changed(["a", "b", "c"], ["a", "x", "c", "d"])) == [("b", "x"), ("", "d")]
    assert list(changed(["a", "b"], ["b"])) == [("a", "")]
    assert list(changed(["a"], ["a"])) == []


ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def test_atom_keeps_to_rfc_4287(news: News) -> None:
    feed = ElementTree.fromstring(to_atom(news, "A & B <ledger>").encode())
    assert feed.tag == f"{ATOM}feed"
    # 4.1.1: exactly one id, title and updated, and an author, since entries have none of their own
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    found = feed.findall(f"{ATOM}entry")
    assert len(found) == len(list(entries(news)))
    ids = []
    for entry in found:
        # 4.1.2
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        assert RFC3339.fullmatch(entry.findtext(f"{ATOM}updated") or "")
        content, links = entry.find(f"{ATOM}content"), entry.findall(f"{ATOM}link")
        assert content is not None and content.get("type") == "text" and content.text
        assert [link.get("href") for link in links] == ["https://example.org/talks?a=1&b=2"]
        ids.append(entry.findtext(f"{ATOM}id"))
    assert len(set(ids)) == len(ids) and all(i and i.startswith("urn:uuid:") for i in ids)
    assert (feed.findtext(f"{ATOM}updated") or "") <= f"{TODAY}T23:59:59Z"
    assert to_atom(news, "x") == to_atom(news, "x")


def test_atom_holds_no_character_that_xml_refuses(ledger: Ledger) -> None:
    add(ledger, how="\x0b\x1b odd \ufffe")
    ElementTree.fromstring(to_atom(ledger.news("2000-01-01", today=TODAY)).encode())


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text[:-2].replace("\r\n ", "").split("\r\n")


def test_calendar_keeps_to_rfc_5545(news: News) -> None:
    text = to_calendar(news)
    assert all(len(line.encode()) <= OCTETS for line in text.split("\r\n"))  # 3.1
    lines = unfolded(text)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]] and lines[2].startswith("PRODID:")
    assert lines[-1] == "END:VCALENDAR"
    events = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.S)
    assert len(events) == len({e.id for e in entries(news) if e.start and e.section != "new commitments"})
    uids = []
    for event in events:
        fields = dict(line.split(":", 1) for line in event.splitlines())
        # 3.6.1: UID and DTSTAMP once each, DTSTAMP in UTC; 3.8.2.2: the end of days is exclusive
        assert re.fullmatch(r"\d{8}T\d{6}Z", fields["DTSTAMP"])
        assert fields["DTEND;VALUE=DATE"] > fields["DTSTART;VALUE=DATE"]
        assert fields.get("STATUS") in (None, "CONFIRMED", "TENTATIVE", "CANCELLED")
        assert not re.search(r"(?<!\\)[;,]", fields["SUMMARY"].replace("\\\\", ""))
        uids.append(fields["UID"])
    assert len(set(uids)) == len(uids)
    assert to_calendar(news) == text


def test_an_empty_calendar_still_holds_a_component() -> None:
    lines = unfolded(to_calendar(News("2031-01-01", TODAY, (), (), (), (), (), ())))
    assert "BEGIN:VTIMEZONE" in lines and "BEGIN:STANDARD" in lines


@given(st.text(max_size=300))
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    pieces = list(folded(line))
    assert all(len(piece.encode("utf-8", "replace")) <= OCTETS for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert "\n" not in line and "\r" not in line
    back = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], escaped(text))
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert back == "".join(ch for ch in kept if ch in "\t\n" or (ch >= " " and ch != "\x7f"))


@given(st.text(max_size=60), st.text(max_size=60), st.dates().map(str), st.one_of(st.none(), st.text(max_size=40)))
def test_any_words_make_a_valid_feed_and_page(title: str, text: str, day: str, address: str | None) -> None:
    from communique.exports import atom

    made = "\n".join(atom._entry(Entry("due", "c-1", title, text, day, address, day, day)))
    ElementTree.fromstring(made.encode("utf-8", "replace"))


def test_markdown_and_json_tell_the_same(news: News) -> None:
    page, told = to_markdown(news), to_json(news)
    for entry in entries(news):
        assert entry.id in page and entry.id in told
    assert page.startswith("# What is new since 2000-01-01\n\n## New meetings")


def test_command_line(ledger_url: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from communique.cli import main

    with Ledger(ledger_url, create=True) as ledger:
        add(ledger)
        ident = next(c.id for c in ledger.find("type:commitment customs"))

    def run(*words: str) -> str:
        assert main(["--ledger", ledger_url, *words]) == 0
        return capfdbinary.readouterr().out.decode()

    assert run("digest", "--since", "1d", "--format", "ics").startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert run("digest", "--format", "atom").startswith("<?xml")
    assert "# What is new" in run("digest", "--since", "2000-01-01", "--format", "md")
    assert ident in run("commitments", "--open", "--by", "Kenya", "--today", TODAY)
    assert ident in run("commitments", "--overdue", "--by", "KEN", "--today", "2031-07-01")
    assert run("commitments", "--kept", "--today", TODAY) == ""
    assert "customs post" in run("follow", ident, "--format", "md", "--today", TODAY)
    assert '"value": -1' in run("follow", ident, "--score", "-1", "--by", "Ana", "--final", "--format", "json")
    assert '"quadratic"' in run("follow", ident, "--score", "+1", "--by", "Bo", "--final", "--format", "json") + run(
        "commitments", "--agreement"
    )
    for wrong in (
        ("digest", "--since", "soon"),
        ("follow", ident, "--score", "1"),
        ("follow", ident, "--status", "kept"),
        ("follow", ident, "--confirm", "e-none", "--by", "Ana"),
    ):
        assert main(["--ledger", ledger_url, *wrong]) == 2
