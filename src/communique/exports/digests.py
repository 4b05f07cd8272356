"""A digest of a ledger: its entries, which every form is made from, and the digest as Markdown and JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from communique.exports.columns import plain
from communique.ledger.following import Standing
from communique.ledger.found import Found
from communique.ledger.news import Change, News
from communique.show import escaped

FORMAT = "communique.digest/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a digest tells: under which heading, in a line and in more words, and when.

    `moment` is when it became so, as a day or a moment (ISO); `start` and `end` the days it stands on in a calendar.
    """

    section: str
    id: str
    title: str
    text: str
    moment: str
    address: str | None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    status: str | None = None


def entries(news: News) -> Iterator[Entry]:
    """Everything in a digest, in its order."""
    for found in news.meetings:
        yield _meeting("new meetings", found, news.since)
    for found in news.commitments:
        title = f"{_sides(found.by, found.to)}: {found.words}"
        yield Entry("new commitments", found.id, title, _from(found), found.start or news.since[:10], found.address)
    for change in news.changes:
        yield _change(change)
    for one in news.overdue:
        yield _standing("overdue", one, one.due or "")
    for found in news.ahead:
        yield _meeting("meetings ahead", found, news.since)
    for one in news.due:
        yield _standing("due", one, one.start or news.since[:10])


def _meeting(section: str, found: Found, since: str) -> Entry:
    status = f"{found.status} " if found.status not in (None, "held") else ""
    called = f", session {found.session} of the {found.mechanism}" if found.session and found.mechanism else ""
    title = f"{', '.join(found.by)}: {status}{found.kind or 'meeting'}{called}"
    text = f"{found.words} ({_from(found)})"
    return Entry(
        section, found.id, title, text, found.published or since[:10], found.address, found.start, found.end, found.place,
        found.status,
    )  # fmt: skip


def _standing(section: str, one: Standing, moment: str) -> Entry:
    title = f"{_sides(one.by, one.to)}: {one.words}"
    told = f"{one.status}" + (f"; {one.waits_for}" if one.waits_for else "")
    return Entry(section, one.id, title, told, moment, one.address, one.due, one.due)


def _change(change: Change) -> Entry:
    title = f"{change.title or '(no title)'}: wording changed"
    was, now = change.before or "(nothing)", change.after or "(nothing)"
    ident = f"{change.version}:{change.before}:{change.after}"
    return Entry("changes of wording", ident, title, f"was: {was}\nnow: {now}", change.added, change.address)


def _sides(by: tuple[str, ...], to: tuple[str, ...]) -> str:
    return ", ".join(by) + (f" to {', '.join(to)}" if to else "")


def _from(found: Found) -> str:
    return ", ".join(part for part in (found.publisher, found.published or found.start, found.title) if part)


def to_markdown(news: News) -> str:
    """The digest as a page: a heading for each kind of news, and under it a line for each."""
    lines = [f"# What is new since {news.since[:10]}", ""]
    section = ""
    for one in entries(news):
        if one.section != section:
            section = one.section
            lines += ["", f"## {section[0].upper()}{section[1:]}", ""]
        day = f"{one.start}: " if one.start else ""
        lines.append(f"- {day}{escaped(one.title)} (`{one.id.partition(':')[0]}`)")
        lines += [f"  {escaped(line)}" for line in one.text.splitlines()]
    if not section:
        lines.append("Nothing.")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def to_json(news: News) -> str:
    """The digest with all that is known of each record."""
    return json.dumps({"format": FORMAT, **plain(news)}, ensure_ascii=False, indent=1)
