"""What was found, as tables for a terminal: the words take the room that the rest leaves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique import show
from communique.ledger.clusters import Merged
from communique.ledger.following import Standing
from communique.ledger.found import Found
from communique.ledger.people import Dialogue, Held, Person
from communique.ledger.shown import Shown
from communique.relate.agreement import Agreement

Column = tuple[str, str, Callable[[Any], str]]


NARROW = 100
MOST = {"what": 9, "parties": 9, "day": 10}
"""Characters that a column has at most on a terminal narrower than `NARROW`; what is longer is broken."""

NEEDS = {"who": NARROW, "parties": 72, "waits for": NARROW}
"""Columns that a table of records goes without on a terminal narrower than this many characters."""


def days_of(first: str | None, last: str | None) -> str:
    """Days in a cell."""
    return show.days_of(first, last) or "open"


def _what(found: Found) -> str:
    parts = [found.status] if found.status not in (None, "held") else []
    return " ".join(part for part in (*parts, found.kind or found.type) if part)


def _whose(found: Found) -> str:
    sides = ", ".join(found.by) + (f" → {', '.join(found.to)}" if found.to else "")
    return sides or found.publisher or ""


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


COLUMNS: Mapping[type, Sequence[Column]] = {
    Found: (
        ("day", "cyan", lambda found: days_of(found.start, found.end)),
        ("what", "green", _what),
        ("parties", "magenta", _whose),
        ("who", "", lambda found: ", ".join(found.who)),
        ("words", "", lambda found: found.words),
        ("id", "dim", lambda found: found.id),
    ),
    Person: (
        ("name", "bold", lambda person: person.name),
        ("state", "magenta", lambda person: person.country or ""),
        ("pages", "cyan", lambda person: str(person.pages)),
        ("first", "", lambda person: person.first or ""),
        ("last", "", lambda person: person.last or ""),
    ),
    Dialogue: (
        ("name", "bold", lambda one: one.name),
        ("pages", "cyan", lambda one: str(one.pages)),
        ("session", "", lambda one: str(one.session or "")),
        ("first", "", lambda one: one.first or ""),
        ("last", "", lambda one: one.last or ""),
    ),
    Merged: (
        ("first", "cyan", lambda one: one.first or "open"),
        ("last", "cyan", lambda one: one.last or "open"),
        ("name", "bold", lambda one: one.name),
        ("pages", "", lambda one: str(one.pages)),
        ("id", "dim", lambda one: one.id),
    ),
    Standing: (
        ("day", "cyan", lambda one: one.start or "open"),
        ("stands", "green", lambda one: f"{one.status}, overdue" if one.overdue else one.status),
        ("parties", "magenta", lambda one: ", ".join(one.by) + (f" → {', '.join(one.to)}" if one.to else "")),
        ("words", "", lambda one: one.words),
        ("waits for", "dim", lambda one: one.waits_for or ""),
        ("id", "dim", lambda one: one.id),
    ),
    Agreement: (
        ("stage", "", lambda one: one.stage),
        ("coder", "bold", lambda one: one.one),
        ("and", "bold", lambda one: one.other),
        ("both scored", "cyan", lambda one: str(one.both)),
        ("the same", "cyan", lambda one: str(one.same)),
        ("kappa, linear", "", lambda one: _share(one.linear)),
        ("quadratic", "", lambda one: _share(one.quadratic)),
    ),
    Held: (
        ("days", "cyan", lambda held: days_of(held.first, held.last)),
        ("office", "bold", lambda held: held.title),
        ("of", "magenta", lambda held: held.of or ""),
        ("pages", "", lambda held: str(held.pages)),
    ),
}
"""For each type of value its columns: head, style, and the text of a cell."""

LEAST = {"day": 10, "id": 14, "words": 20, "name": 20, "office": 20, "first": 10, "last": 10, "days": 10}
"""Characters that a column has at least: days and ids are never cut."""


def print_table(values: Iterable[Any], kind: type, console: Console | None = None) -> None:
    """One line a value, the words broken over several where they must."""
    console = console or Console()
    table = Table(box=None, header_style="bold", pad_edge=False)
    columns = [column for column in COLUMNS[kind] if console.width >= NEEDS.get(column[0], 0)]
    for head, style, _ in columns:
        ratio = 1 if head == "words" else None
        most = MOST.get(head) if console.width < NARROW else None
        table.add_column(
            head, style=style, no_wrap=head == "id", ratio=ratio, min_width=LEAST.get(head), max_width=most
        )
    rows = 0
    for value in values:
        # Text and not markup: a page's own brackets mean nothing to us
        table.add_row(*(Text(" ".join(text(value).split())) for _, _, text in columns))
        rows += 1
    if rows:
        console.print(table)


def print_person(person: Person, console: Console | None = None) -> None:
    """A person's offices, meetings and statements."""
    console = console or Console()
    state = f" ({person.country})" if person.country else ""
    console.print(Text(f"{person.name}{state}", style="bold"))
    span = days_of(person.first, person.last)
    console.print(Text(f"on {person.pages} page{'s' * (person.pages != 1)}, {span}; {person.id}", style="dim"))
    for title, values, kind in (
        ("Offices", person.roles, Held),
        ("Meetings", person.meetings, Found),
        ("Said", person.said, Found),
    ):
        if values:
            console.print(Text(f"\n{title}", style="bold cyan"))
            print_table(values, kind, console)
    console.print()


def _in_story(shown: Shown) -> str | None:
    """Which story a page stands in, and as what."""
    if shown.story is None or shown.story.pages < 2:
        return None
    mine = next(one for one in shown.story.members if one.version == shown.found.version)
    nearest = shown.story.members[0]
    of = "nearest the source" if mine is nearest else f"{mine.relation} from {nearest.page}"
    return f"{shown.story.id}, {shown.story.pages} pages; {of}"


def print_shown(shown: Shown, console: Console | None = None) -> None:
    """A record's facts, the words it stands on with their offsets, and what was judged of it."""
    console = console or Console()
    found = shown.found
    console.print(Text(found.words, style="bold"))
    facts = (
        ("id", found.id),
        ("what", " ".join(part for part in (found.status, found.kind, found.type) if part)),
        ("day", days_of(found.start, found.end)),
        ("due", found.due),
        ("by", ", ".join(found.by)),
        ("to", ", ".join(found.to)),
        ("who", ", ".join(found.who)),
        ("at", found.place),
        ("mechanism", f"{found.mechanism}, session {found.session}" if found.session else found.mechanism),
        ("via", ", ".join(found.via)),
        ("page", f"{found.title or '(no title)'} ({found.page}, version {found.version})"),
        ("address", found.address),
        ("publisher", found.publisher),
        ("published", found.published),
        ("made by", f"{found.made_by}, {found.confidence:.2f} sure"),
        ("story", _in_story(shown)),
        ("records", ", ".join(f"{number} {what}{'s' * (number != 1)}" for what, number in shown.counts)),
    )
    for head, value in facts:
        if value:
            console.print(Text(f"{head:>10}  ", style="cyan"), Text(str(value)), sep="", soft_wrap=True)
    for head, (start, end), text in shown.spans:
        console.print(Text(f"\n{head} [{start}, {end})", style="bold cyan"))
        console.print(Text(" ".join(text.split())))
    for version in shown.versions:
        mark = "last version" if version.last else "version"
        console.print(Text(f"\n{mark} {version.id}", style="bold cyan"))
        console.print(Text(f"of {version.published or 'an unknown day'}, added {version.added} from {version.name}"))
        console.print(Text(f"{version.size} bytes, SHA-256 {version.bytes}", style="dim"))
        console.print(Text(f"read by {version.reader}", style="dim"))
    for judged in shown.judgements:
        by = f" by {judged.judge}" if judged.judge else ""
        console.print(Text(f"\n{judged.verdict}{by}, {judged.made}", style="bold yellow"))
        if judged.note:
            console.print(Text(judged.note))
        if judged.edit:
            was, now = judged.edit.was, judged.edit.now
            console.print(Text(f"{judged.edit.part} [{was[0]}, {was[1]}): {judged.edit.was_words}", style="dim"))
            console.print(Text(f"should be [{now[0]}, {now[1]}): {judged.edit.words}"))
        if judged.on_words != found.words:
            console.print(Text(f"made on: {judged.on_words}", style="dim"))
