"""What the rules for statements find in the texts of an attribution corpus, in the corpus's form.

    python bench/attribution_rules.py GOLD.jsonl OUT.jsonl [--recorded]

GOLD.jsonl holds one document a line with `id` and `text`; OUT.jsonl gets `id` and `attributions` in the same order. The
corpus marks only the outermost attribution and more than speech; so what lies inside another's content is left out and
what people think, want or praise is put in. `--recorded` leaves the latter out.
"""

import argparse
import json
import re
from pathlib import Path

from communique.language import analyse
from communique.readers.attributions import Attribution
from communique.readers.beyond import find_all
from communique.records import Article, Part, Span


def article(text: str) -> Article:
    """A corpus text as an article, its lines as paragraphs; spans index the text as it came."""
    parts = [Part("paragraph", match.span()) for match in re.finditer(r"\S[^\n]*\S|\S", text)]
    return Article(text, tuple(parts))


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Attributions that stand in no other one's content; of two with the same cue, the first."""
    kept: list[Attribution] = []
    for item in sorted(found, key=lambda one: (-_size(one.content), one.cue)):
        stretches = [span for other in kept for span in other.content]
        inside = any(start <= item.cue[0] < end for start, end in stretches)
        if not inside and all(
            not (start < last and first < end) for start, end in stretches for first, last in item.content
        ):
            kept.append(item)
    return sorted(kept, key=lambda one: one.content[0])


def _size(content: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in content)


def attributions(text: str, *, recorded: bool = False) -> list[dict[str, list[list[int]]]]:
    """The attributions of one text in the corpus's form."""
    found = [item for item in find_all(analyse(article(text))) if item.recorded or not recorded]
    return [
        {
            "source": [list(item.source)] if item.source else [],
            "cue": [list(item.cue)],
            "content": [list(span) for span in item.content],
        }
        for item in outermost(found)
    ]


def main() -> None:
    """Read every text and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--recorded", action="store_true", help="only what goes on record in a Reading")
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as out:
        for line in options.gold.read_text("utf-8").splitlines():
            document = json.loads(line)
            found = attributions(document["text"], recorded=options.recorded)
            out.write(json.dumps({"id": document["id"], "attributions": found}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
