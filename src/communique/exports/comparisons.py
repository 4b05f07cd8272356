"""A comparison of accounts as JSON, Markdown and a page that prints."""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from communique.relate.comparison import NOT_MENTIONED, Comparison, Match, Row, Table
from communique.relate.differences import Difference
from communique.relate.points import Account, Point, letter

FORMAT = "communique.comparison/1"
KINDS = {
    "strength": "strength",
    "number": "number",
    "date": "time",
    "name": "name",
    "who": "whose word",
    "polarity": "yes or no",
}
"""What a difference is called on the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a section: each account's points, and what is to be noted of them."""

    points: tuple[tuple[Point, ...], ...]
    notes: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows."""

    title: str
    lines: tuple[Line, ...]


def title_of(account: Account) -> str:
    """What an account is called: its letter, whose it is, and its page's title."""
    article = account.reading.article
    named = article.title or article.origin.publisher or article.declared.source or "(no title)"
    return f"{account.name.upper()} {named}" + (f" ({account.side})" if account.side else "")


def sections(found: Comparison | Table) -> tuple[Section, ...]:
    """What is to be shown, in order; a section without rows is left out."""
    if isinstance(found, Table):
        return (Section("Points by account", tuple(map(_row, found.rows))),)
    one, other = found.a.name.upper(), found.b.name.upper()
    made = (
        Section("Both say it", tuple(map(_match, found.both))),
        Section("Both, but differently", tuple(map(_match, found.differ))),
        Section(f"Only {one}", tuple(Line(((p,), ()), _marks((p,))) for p in found.only_a)),
        Section(f"Only {other}", tuple(Line(((), (p,)), _marks((p,))) for p in found.only_b)),
        Section(
            "Perhaps the same, to be looked at",
            tuple(Line(((n.a,), (n.b,)), (), _why(n.score, n.reasons)) for n in found.unclear),
        ),
    )
    return tuple(section for section in made if section.lines)


def _match(match: Match) -> Line:
    notes = (*map(_note, match.differences), *_marks((*match.a, *match.b)))
    return Line((match.a, match.b), notes, _why(match.score, match.reasons))


def _row(row: Row) -> Line:
    notes = [
        f"{_note(d)} ({letter(x).upper()}, {letter(y).upper()})"
        for x, y, d in row.differences
    ]
    return Line(row.points, (*notes, *_marks(tuple(p for points in row.points for p in points))))


def _note(difference: Difference) -> str:
    return f"{KINDS[difference.kind]}: {difference.a} / {difference.b}"


def _marks(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"formula: {p.formula}" for p in points if p.formula is not None))


def _why(score: float, reasons: Sequence[str]) -> str:
    return f"{score:.2f}: {'; '.join(reasons)}"


def accounts_of(found: Comparison | Table) -> tuple[Account, ...]:
    """The accounts in their order."""
    return found.accounts if isinstance(found, Table) else (found.a, found.b)


def to_json(found: Comparison | Table, indent: int | None = 1) -> str:
    """The comparison as `communique.comparison/1`: points once with their spans, groups by the points' ids."""
    told: dict[str, Any] = {"format": FORMAT, "accounts": [_account(account) for account in accounts_of(found)]}
    if isinstance(found, Table):
        told["rows"] = [
            {
                "points": [[p.id for p in points] for points in row.points],
                "differences": [{"between": [x, y], **asdict(d)} for x, y, d in row.differences],
            }
            for row in found.rows
        ]
    else:
        told |= {kind: [_group(match) for match in getattr(found, kind)] for kind in ("both", "differ")}
        told |= {kind: [p.id for p in getattr(found, kind)] for kind in ("only_a", "only_b")}
        told["unclear"] = [
            {"a": near.a.id, "b": near.b.id, "score": near.score, "reasons": near.reasons} for near in found.unclear
        ]
    return json.dumps(told, ensure_ascii=False, indent=indent)


def _account(account: Account) -> dict[str, Any]:
    article = account.reading.article
    return {
        "name": account.name,
        "title": article.title,
        "url": article.url,
        "side": account.side,
        "text": article.text,
        "points": [
            {
                "id": p.id,
                "span": p.span,
                "sentence": p.sentence,
                "words": p.words,
                "by": p.by,
                "act": p.facts.act.act or None,
                "strength": p.facts.act.strength,
                "formula": p.formula,
                "frame": p.frame,
            }
            for p in account.points
        ],
    }


def _group(match: Match) -> dict[str, Any]:
    return {
        "a": [p.id for p in match.a],
        "b": [p.id for p in match.b],
        "score": match.score,
        "reasons": match.reasons,
        "differences": [asdict(d) for d in match.differences],
    }


def to_markdown(found: Comparison | Table) -> str:
    """The comparison as tables; beside each point where its words stand in the account's text."""
    accounts = accounts_of(found)
    lines = ["# Accounts side by side", ""]
    for section in sections(found):
        lines += [f"## {section.title}", ""]
        lines.append("| " + " | ".join(_escaped(title_of(account)) for account in accounts) + " | notes |")
        lines.append("| --- " * (len(accounts) + 1) + "|")
        for line in section.lines:
            cells = ["<br>".join(_told(p) for p in points) or f"*{NOT_MENTIONED}*" for points in line.points]
            lines.append("| " + " | ".join([*cells, _escaped("; ".join(line.notes) or line.why)]) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _told(point: Point) -> str:
    return f"{_escaped(point.words)} ({point.id}, {point.span[0]}–{point.span[1]})"


def _escaped(text: str) -> str:
    return " ".join("".join("\\" + ch if ch in "\\`*_[]<>#|" else ch for ch in text).split())


STYLE = """
body { font: 16px/1.45 Georgia, serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #111 }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid #bbb; overflow-wrap: anywhere }
th { font-weight: 600 } .notes { font-size: .85rem; color: #444; width: 24% } .none { color: #666; font-style: italic }
a { color: #0b4a8f; text-decoration: none } a:hover { text-decoration: underline } .id { font-size: .75rem }
.text { white-space: pre-wrap } mark { background: #fff3c4 } mark:target { background: #ffd54a }
@media print { body { margin: 0; max-width: none; font-size: 10pt } tr { break-inside: avoid } h2 { break-after: avoid }
  thead { display: table-header-group } a { color: inherit } mark { background: none; text-decoration: underline } }
"""


def to_html(found: Comparison | Table) -> str:
    """The comparison as one file without scripts or outside parts; each point links to its words in the account below."""
    accounts = accounts_of(found)
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Accounts side by side</title><style>{STYLE}</style></head><body><h1>Accounts side by side</h1>",
    ]
    for section in sections(found):
        heads = "".join(f'<th scope="col">{html.escape(title_of(account))}</th>' for account in accounts)
        parts.append(
            f"<h2>{html.escape(section.title)}</h2><table><thead><tr>{heads}"
            '<th scope="col" class="notes">Notes</th></tr></thead><tbody>'
        )
        parts += [_html_row(line) for line in section.lines]
        parts.append("</tbody></table>")
    for account in accounts:
        parts.append(f'<h2>{html.escape(title_of(account))}</h2><div class="text">{_marked(account)}</div>')
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _html_row(line: Line) -> str:
    cells = []
    for points in line.points:
        words = "<br>".join(f'{html.escape(p.words)} <a class="id" href="#{p.id}">{p.id}</a>' for p in points)
        cells.append(f"<td>{words}</td>" if points else f'<td class="none">{NOT_MENTIONED}</td>')
    notes = "<br>".join(html.escape(note) for note in (*line.notes, line.why) if note)
    return f'<tr>{"".join(cells)}<td class="notes">{notes}</td></tr>'


def _marked(account: Account) -> str:
    """An account's text with its points marked, so that links find them."""
    text = account.reading.article.text
    made, at = "", 0
    for point in _apart(account.points):
        start, end = point.span
        made += f'{html.escape(text[at:start])}<mark id="{point.id}">{html.escape(text[start:end])}</mark>'
        at = end
    return made + html.escape(text[at:])


def _apart(points: Iterable[Point]) -> Iterable[Point]:
    """Points in order, without one that would stand within another."""
    at = 0
    for point in sorted(points, key=lambda p: p.span):
        if point.span[0] >= at:
            yield point
            at = point.span[1]
