"""A government's raw pages: is the article's text kept whole, and what is told of the meetings on them?

    python bench/pages.py DIR [--failures]

DIR holds *.html as a government serves them, each with one <article> whose lead and body are the reference (without what
it shows nobody: tooltips on names, and the lists of tags at its foot), and beside DIR
an index.tsv (file, title, address). The words of the reference that are kept, in order, make the figure; a page counts as
read without loss at .98. Titles tell which meetings are diplomatic: a title that names a foreign state or office must give
a meeting with another party, any other title none that is held by the page's own people alone.
"""

import argparse
import csv
import difflib
import re
import sys
from pathlib import Path

from lxml import html

from communique import read
from communique.language.people import states_in
from communique.pages import PageError

ENCOUNTER = re.compile(r"\b(?:meeting|conversation|talks|visit|summit)\b", re.I)
FOREIGN = re.compile(r"\b(?:heads of state|European Council|FIFA|International Exhibitions|Paris)\b")
NO_ENCOUNTER = re.compile(r"\b(?:greetings|interviewed|instructions|measures|team)\b", re.I)


def reference(path: Path) -> list[str]:
    """The words of the page's lead and body, by its own markup."""
    tree = html.parse(str(path)).getroot()
    parts = tree.xpath(
        "//article//*[contains(@class,'read__lead')] | //article//*[contains(concat(' ',@class,' '),' entry-content ')]"
    )
    for junk in tree.xpath(
        "//article//script | //article//style | //article//*[contains(@class,'gallery')]"
        " | //article//*[contains(@class,'tooltip')] | //article//*[contains(@class,'read__bottommeta')]"
    ):
        if junk.getparent() is not None:
            junk.drop_tree()
    if not any(p.text_content().strip() for part in parts for p in (part.xpath(".//p") or [])):
        parts = tree.xpath("//article//h1")  # news told by its headline alone
    return re.findall(r"\w+", " ".join(part.text_content() for part in parts))


def kept(wanted: list[str], got: list[str]) -> float:
    """Share of the wanted words that are kept in their order."""
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(wanted))


def main() -> int:
    """Read every page and print the two figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    with (options.folder.parent / "index.tsv").open(encoding="utf-8") as table:
        titles = {Path(row["file"]).name: row["title"] for row in csv.DictReader(table, delimiter="\t")}
    whole = right = judged = foreign = foreign_right = 0
    pages = sorted(options.folder.glob("*.html"))
    for page in pages:
        try:
            reading = read(page)
        except PageError as error:
            print(f"not read: {error}")
            continue
        share = kept(reference(page), re.findall(r"\w+", reading.article.text))
        whole += share >= 0.98
        title = titles[page.name]
        if share < 0.98 and options.failures:
            print(f"loss\t{share:.3f}\t{page.name}\t{title[:100]}")
        if not ENCOUNTER.search(title) or NO_ENCOUNTER.search(title):
            continue
        words = title.replace("-", " ")
        diplomatic = bool(set(states_in(words)) - {"RUS"} or FOREIGN.search(words))
        found = (
            any(m.status != "cancelled" for m in reading.meetings)
            if diplomatic
            else bool([m for m in reading.meetings if m.start and m.start == reading.article.reference])
        )
        judged += 1
        right += found == diplomatic
        foreign += diplomatic
        foreign_right += found and diplomatic
        if found != diplomatic and options.failures:
            print(f"{'missed' if diplomatic else 'made up'}\t{page.name}\t{title[:110]}")
    print(f"read without loss: {whole} of {len(pages)}")
    print(
        f"diplomatic meetings found: {foreign_right} of {foreign}; domestic ones told apart: {right - foreign_right} of {judged - foreign}"
    )
    print(f"right together: {right} of {judged} ({right / max(1, judged):.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
