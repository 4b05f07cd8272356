"""What one page changed of another, as JSON and Markdown."""

import json
from collections import Counter

from communique.exports.columns import plain
from communique.relate.diff import Diff
from communique.relate.edits import segments
from communique.show import marked

FORMAT = "communique.diff/1"

MARKS = {"same": "{}", "gone": "~~{}~~", "come": "**{}**", "moved": "*{}*"}


def told(found: Diff) -> str:
    """A difference in one line."""
    relation = found.relation or "not the same piece"
    many = Counter(change.kind for change in found.edits)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(many.items())) or "no change"
    return f"{found.source} → {found.copy}: {relation}; {kinds}; {found.carried:.0%} of the shorter one is in the other"


def to_json(found: Diff) -> str:
    """The edits with their characters in both texts."""
    return json.dumps({"format": FORMAT, **plain(found)}, ensure_ascii=False, indent=1)


def to_markdown(found: Diff) -> str:
    """The copy's text: struck out what the source has, bold what the copy has instead, italic what was moved."""
    shown = []
    for kind, stretch in segments(found.edits, found.text):
        # marks hold within a line and not around spaces
        for at, line in enumerate(stretch.split("\n")):
            bare = marked(line.strip(), "~")
            lead = "\n" if at else ""
            before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if bare else ""
            shown.append(f"{lead}{before}{MARKS[kind].format(bare) if bare else ''}{after}")
    return f"# {marked(told(found), '~')}\n\n{''.join(shown)}\n"
