"""A comparison of accounts as JSON, Markdown and a page that prints."""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from communique.relate.changes import Changes, FormulaChange
from communique.relate.comparison import NOT_MENTIONED, Comparison, Match, Row, Table
from communique.relate.differences import Difference
from communique.relate.points import Account, Point, letter
from communique.relate.weights import Expected, expected
from communique.show import escaped

Shown: TypeAlias = Comparison | Table | Changes

FORMAT = "communique.comparison/1"
KINDS = {
    "strength": "strength",
    "number": "number",
    "date": "time",
    "name": "name",
    "who": "whose word",
    "polarity": "yes or no",
    "formula": "formula",
    "extent": "how much of it",
    "content": "what is told",
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


def sections(found: Shown) -> tuple[Section, ...]:
    """What is to be shown, in order; a section without rows is left out."""
    if isinstance(found, Table):
        return (Section("Points by account", tuple(map(_row, found.rows))),)
    pair = found.comparison if isinstance(found, Changes) else found
    if isinstance(found, Changes):
        titles = ("Said again", "Said again, but differently", "No longer mentioned", "New")
    else:
        one, other = pair.a.name.upper(), pair.b.name.upper()
        titles = ("Both say it", "Both, but differently", f"Only {one}", f"Only {other}")
    made = (
        *((Section("Formal phrases", tuple(map(_formula, found.formulas))),) if isinstance(found, Changes) else ()),
        Section(titles[0], tuple(map(_match, pair.both))),
        Section(titles[1], tuple(map(_match, pair.differ))),
        Section(titles[2], tuple(Line(((p,), ()), _marks((p,)), _alone(pair, p)) for p in pair.only_a)),
        Section(titles[3], tuple(Line(((), (p,)), _marks((p,)), _alone(pair, p)) for p in pair.only_b)),
        Section(
            "Unclear: told by one or by both, beside what is nearest",
            tuple(Line(((n.a,), (n.b,)), (), _why(n.score, n.reasons)) for n in pair.unclear),
        ),
    )
    return tuple(section for section in made if section.lines)


def _formula(change: FormulaChange) -> Line:
    points = tuple((p,) if p is not None else () for p in (change.old, change.new))
    told = f": {change.old_words} / {change.new_words}" if change.kind == "changed" else ""
    return Line(points, (f"{change.kind}: {change.formula}{told}",))


def _alone(pair: Comparison, point: Point) -> str:
    return f"{pair.absent[point.id]:.2f} that only this account tells it"


def trust() -> tuple[str, ...]:
    """What to expect of the chances beside alignments, in sentences; from `knowledge/alignment_expected.csv`."""
    kinds = (("aligned", "told to be the same"), ("absent", "told to be one account's only"))
    return tuple(
        f"Of points {what} with a chance of {_steps(expected(kind))} of 100 were right, on accounts not fitted on."
        for kind, what in kinds
    )


def _steps(rows: Sequence[Expected]) -> str:
    told = [f"{row.least:.2f} and over {row.right * 100:.0f}" for row in rows]
    return ", ".join(told[:-1]) + f" and {told[-1]}" if len(told) > 1 else "".join(told)


def _match(match: Match) -> Line:
    notes = (*map(_note, match.differences), *_marks((*match.a, *match.b)))
    return Line((match.a, match.b), notes, _why(match.score, match.reasons))


def _row(row: Row) -> Line:
    notes = [f"{_note(d)} ({letter(x).upper()}, {letter(y).upper()})" for x, y, d in row.differences]
    return Line(row.points, (*notes, *_marks(tuple(p for points in row.points for p in points))))


def _note(difference: Difference) -> str:
    return f"{KINDS[difference.kind]}: {difference.a} / {difference.b}"


def _marks(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"formula: {p.formula}" for p in points if p.formula is not None))


def _why(score: float, reasons: Sequence[str]) -> str:
    return f"{score:.2f}: {'; '.join(reasons)}"


def accounts_of(found: Shown) -> tuple[Account, ...]:
    """The accounts in their order."""
    if isinstance(found, Table):
        return found.accounts
    pair = found.comparison if isinstance(found, Changes) else found
    return pair.a, pair.b


def to_json(found: Shown, indent: int | None = 1) -> str:
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
        pair = found.comparison if isinstance(found, Changes) else found
        told |= {kind: [_group(match) for match in getattr(pair, kind)] for kind in ("both", "differ")}
        told |= {kind: [p.id for p in getattr(pair, kind)] for kind in ("only_a", "only_b")}
        told["absent"] = dict(pair.absent)
        told["unclear"] = [
            {"a": near.a.id, "b": near.b.id, "score": near.score, "reasons": near.reasons} for near in pair.unclear
        ]
    if isinstance(found, Changes):
        told["formulas"] = [
            {
                "kind": change.kind,
                "formula": change.formula,
                "a": {"point": change.old.id, "words": change.old_words} if change.old else None,
                "b": {"point": change.new.id, "words": change.new_words} if change.new else None,
            }
            for change in found.formulas
        ]
    told["expected"] = {kind: [asdict(row) for row in expected(kind)] for kind in ("aligned", "absent")}
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


def to_markdown(found: Shown) -> str:
    """The comparison as tables; beside each point where its words stand in the account's text."""
    accounts = accounts_of(found)
    lines = ["# Accounts side by side", ""]
    for section in sections(found):
        lines += [f"## {section.title}", ""]
        lines.append("| " + " | ".join(escaped(title_of(account)) for account in accounts) + " | notes |")
        lines.append("| --- " * (len(accounts) + 1) + "|")
        for line in section.lines:
            cells = ["<br>".join(_told(p) for p in points) or f"*{NOT_MENTIONED}*" for points in line.points]
            lines.append("| " + " | ".join([*cells, escaped("; ".join(line.notes) or line.why)]) + " |")
        lines.append("")
    return "\n".join([*lines, *trust()]) + "\n"


def _told(point: Point) -> str:
    return f"{escaped(point.words)} ({point.id}, {point.span[0]}–{point.span[1]})"


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


def to_html(found: Shown) -> str:
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
    parts.append(f'<p class="notes">{html.escape(" ".join(trust()))}</p>')
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
