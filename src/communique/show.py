"""A reading as a page that an analyst likes to look at: one outline, drawn for the terminal or as Markdown.

Warnings come first: what was spliced in, what looks misprinted, what could not be fixed.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.records import Commitment, Meeting, Reading, Span, Statement

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a section: its text, what stands small beside it, and the sentence and rule behind it."""

    text: str
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A reading's headline, where the page is from, and its sections."""

    title: str
    source: str
    sections: tuple[Section, ...]


def outline(reading: Reading) -> Outline:
    """Order a reading for the eye. Sections without lines are left out."""
    article = reading.article
    sections = [
        Section("Warnings", tuple(_warnings(reading))),
        Section("Meetings", tuple(_meeting(reading, m) for m in reading.meetings)),
        *_commitments(reading),
        *_statements(reading),
        Section(
            "Positions",
            tuple(
                Line(
                    f"{p.holder} {_stance(p.stance)}: {article.cut(p.target)}",
                    "",
                    _why(reading, p.evidence, p.made_by, p.confidence),
                )
                for p in reading.positions
            ),
        ),
    ]
    return Outline(article.title or "(no title)", _source(reading), tuple(s for s in sections if s.lines))


def _stance(stance: str) -> str:
    return {
        "support": "supports",
        "oppose": "opposes",
        "demand": "demands",
        "welcome": "welcomes",
        "concern": "is concerned about",
    }[stance]


def _source(reading: Reading) -> str:
    article = reading.article
    said = article.declared.source
    publisher = article.origin.publisher
    parts = []
    if publisher:
        parts.append(f"from {publisher}")
    if said and said != publisher:
        parts.append(f"page says “{said}”")
    if article.declared.published:
        parts.append(f"stamped {article.declared.published}")
    if article.reference:
        parts.append(
            f"dates count from {article.reference}"
            + (f" ({article.reference_reason})" if article.reference_reason else "")
        )
    return "; ".join(parts) or "nothing on the page tells where it is from"


def _warnings(reading: Reading) -> Iterator[Line]:
    for splice in reading.article.splices:
        yield Line(f"foreign text taken out of the {splice.where}: {_short(splice.text, 90)}", splice.reason)
    for actor in reading.actors:
        if actor.suggestion:
            yield Line(f"“{actor.name}” looks misprinted", f"perhaps {actor.suggestion}; kept as printed")
    for time in reading.times:
        if time.start is None:
            yield Line(f"date not fixed: “{reading.article.cut(time.span)}”")
    if reading.times and reading.article.reference is None:
        yield Line("the day of writing could not be told: relative dates stay open")
    for group in dict.fromkeys(c.group for c in reading.commitments if c.group is not None):
        if group.claimed != group.listed:
            yield Line(f"{group.label}: {group.claimed} claimed, {group.listed} listed here")
    for warning in reading.article.warnings:
        yield Line(warning)


def _days(start: str | None, end: str | None) -> str:
    if start is None:
        return "date open"
    return start if start == end or end is None else f"{start} to {end}"


def _meeting(reading: Reading, meeting: Meeting) -> Line:
    who = ", ".join(f"{reading.actor(p.actor).name}" + (f" ({p.side})" if p.side else "") for p in meeting.participants)
    mechanisms = {m.id: m.name for m in reading.mechanisms}
    text = f"{meeting.kind}: {who or ' and '.join(meeting.parties)}"
    facts = [_days(meeting.start, meeting.end)]
    if meeting.status != "held":
        facts.insert(0, meeting.status)
    if meeting.place:
        facts.append(meeting.place)
    if meeting.mechanism:
        facts.append((f"session {meeting.session} of " if meeting.session else "") + mechanisms[meeting.mechanism])
    if meeting.occasion:
        facts.append(f"beside {meeting.occasion}")
    return Line(text, "; ".join(facts), _why(reading, meeting.evidence, meeting.made_by, meeting.confidence))


def _commitments(reading: Reading) -> Iterator[Section]:
    for kind in ("agreed", "pledged", "proposed", "urged"):
        found = [c for c in reading.commitments if c.kind == kind]
        groups = {c.group for c in found if c.group is not None}
        counts = "; ".join(
            f"{g.label}: {g.claimed} claimed, {g.listed} listed here" for g in sorted(groups, key=lambda g: g.label)
        )
        yield Section(
            f"Commitments {kind}" + (f" ({counts})" if counts else ""), tuple(_commitment(reading, c) for c in found)
        )


def _commitment(reading: Reading, promise: Commitment) -> Line:
    sides = ", ".join(promise.by) + (f" to {', '.join(promise.to)}" if promise.to else "")
    return Line(
        f"{sides}: {reading.article.cut(promise.action)}",
        f"due {promise.due}" if promise.due else "",
        _why(reading, promise.evidence, promise.made_by, promise.confidence),
    )


def _statements(reading: Reading) -> Iterator[Section]:
    by_source: dict[str, list[Statement]] = {}
    for said in reading.statements:
        by_source.setdefault(said.source, []).append(said)
    for ref, all_said in by_source.items():
        actor = reading.actor(ref)
        role = next((role.title for role in actor.roles), "")
        yield Section(
            f"{actor.name}" + (f", {role}" if role else "") + (f" ({actor.country})" if actor.country else ""),
            tuple(_statement(reading, said) for said in all_said),
        )


def _statement(reading: Reading, said: Statement) -> Line:
    cut = reading.article.cut
    via = ", ".join(reading.actor(ref).name for ref in said.via)
    notes = [cut(said.cue)] if said.cue[1] - said.cue[0] < 40 else []
    if via:
        notes.append(f"via {via}")
    if said.time:
        notes.append(said.time)
    return Line(
        " … ".join(cut(span) for span in said.content),
        "; ".join(notes),
        _why(reading, said.evidence, said.made_by, said.confidence),
    )


def _why(reading: Reading, evidence: tuple[Span, ...], made_by: str, confidence: float) -> str:
    words = " / ".join(f"“{reading.article.cut(span)}”" for span in evidence[:3])
    return f"{words} [{made_by}, {confidence:.2f}]"


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def to_markdown(reading: Reading, why: bool = False) -> str:
    """The outline as Markdown; with `why` each record's sentence and rule stand below it."""
    page = outline(reading)
    lines = [f"# {escaped(page.title)}", "", f"*{escaped(page.source)}*", ""]
    for section in page.sections:
        lines += [f"## {escaped(section.title)}", ""]
        for line in section.lines:
            lines.append(f"- {escaped(line.text)}" + (f" — *{escaped(line.note)}*" if line.note else ""))
            if why and line.why:
                lines.append(f"  > {escaped(line.why)}")
        lines.append("")
    return "\n".join(lines)


def marked(text: str, also: str = "") -> str:
    """A text in which nothing means anything to Markdown, nor what `also` holds."""
    return "".join("\\" + ch if ch in "\\`*_[]<>#|" or ch in also else ch for ch in text)


def escaped(text: str) -> str:
    """The same on one line."""
    return " ".join(marked(text).split())


def days_of(first: str | None, last: str | None) -> str:
    """Days as a query takes them where they are a whole month or year, else from one to the other; empty for an open day."""
    if not first or not last or last == first:
        return first or ""
    year, month = first[:4], first[:7]
    if (first, last) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if month == last[:7] and first.endswith("-01") and int(last[8:]) == monthrange(int(year), int(month[5:]))[1]:
        return month
    return f"{first} to {last}"


COLOURS = {"Warnings": "yellow", "Meetings": "cyan", "Positions": "magenta"}


def to_terminal(reading: Reading, console: "Console", why: bool = False) -> None:
    """Draw the outline on a rich console."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    page = outline(reading)
    console.print(Rule(style="dim"))
    console.print(Text(page.title, style="bold"))
    console.print(Text(page.source, style="dim"))
    for section in page.sections:
        colour = COLOURS.get(section.title, "green" if section.title.startswith("Commitments") else "blue")
        console.print()
        console.print(Text(section.title, style=f"bold {colour}"))
        for line in section.lines:
            text = Text("• ", style=colour)
            text.append(line.text, style="default")
            if line.note:
                text.append(f"  {line.note}", style="dim italic")
            console.print(Padding(text, (0, 0, 0, 2)))
            if why and line.why:
                console.print(Padding(Text(line.why, style="dim"), (0, 0, 0, 6)))
    console.print()
