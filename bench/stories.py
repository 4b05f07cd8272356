"""Stories: are pages that carry one piece found, is each one's relation to the original right, are strangers kept apart?

    python bench/stories.py FOLDER [FOLDER …] [--misses] [--json]
    python bench/stories.py examples/ledger/gold.json

FOLDER holds pages (*.txt, any that `communique read` takes) and a groups.json: {file: {"story": id or null,
"relation": "original|copy|edited|spun|spliced|different"}}. The gold of an example ledger holds the same under "stories". Pairwise F1 counts pairs of pages in one story; a relation
counts as right when the page lies in a story with another page of its gold story (or alone, for "different") and is
called as gold calls it; a mixed story is one in which pages of two gold stories, or a "different" page and another, lie.
"""

import argparse
import json
import sys
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

from communique.pages import PageError, extract, open_page
from communique.records import Article
from communique.relate.stories import Story, stories

CALLED = {"identical": "copy", "syndicated": "copy", "edited": "edited", "spun": "spun", "spliced": "spliced"}


def article_of(file: Path) -> Article:
    """The page's article; the bare text of what holds none (too short, or of another language)."""
    try:
        return extract(open_page(file))
    except PageError:
        return Article(file.read_text("utf-8", "replace"))


def groups_of(place: Path) -> tuple[Path, dict[str, dict[str, str | None]]]:
    """Where pages lie and their groups: a folder with its groups.json, or a ledger's gold, whose pages are named from the
    folder around it."""
    if place.is_dir():
        return place, json.loads((place / "groups.json").read_text("utf-8"))
    return place.parents[1], json.loads(place.read_text("utf-8"))["stories"]


def called(found: tuple[Story, ...], files: list[str]) -> dict[str, tuple[int, str]]:
    """File → (number of its story, its relation)."""
    names: dict[str, tuple[int, str]] = {}
    for number, story in enumerate(found):
        for member in story.members:
            lone = "original" if len(story.members) > 1 else "different"
            names[files[member.page]] = (number, CALLED[member.descent.relation] if member.descent else lone)
    return names


def score(groups: dict[str, dict[str, str | None]], names: dict[str, tuple[int, str]]) -> dict[str, float]:
    """The figures of one folder."""
    gold, mine = set(), set()
    mixed: set[int] = set()
    for a, b in combinations(sorted(groups), 2):
        one, other = groups[a]["story"], groups[b]["story"]
        together = names[a][0] == names[b][0]
        if one is not None and one == other:
            gold.add((a, b))
        elif together:
            mixed.add(names[a][0])
        if together:
            mine.add((a, b))
    right = sum(is_right(file, groups, names) for file in groups)
    precision = len(gold & mine) / max(1, len(mine))
    recall = len(gold & mine) / max(1, len(gold))
    return {
        "pages": len(groups),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "relations": right / max(1, len(groups)),
        "mixed": len(mixed),
    }


def is_right(file: str, groups: dict[str, dict[str, str | None]], names: dict[str, tuple[int, str]]) -> bool:
    """Whether a page's relation is gold's. A page that gold leaves alone is right when it is alone."""
    number, relation = names[file]
    alone = sum(other[0] == number for other in names.values()) == 1
    story = groups[file]["story"]
    mates = [other for other in groups if other != file and story is not None and groups[other]["story"] == story]
    if not mates:
        return alone
    return relation == groups[file]["relation"] and any(names[mate][0] == number for mate in mates)


def show_misses(groups: dict[str, dict[str, str | None]], names: dict[str, tuple[int, str]]) -> None:
    """Pairs wrongly joined or left apart, and relations called otherwise."""
    for a, b in combinations(sorted(groups), 2):
        one, other = groups[a]["story"], groups[b]["story"]
        same, together = one is not None and one == other, names[a][0] == names[b][0]
        if same != together:
            what = "apart" if same else "together"
            print(f"  {what}\t{a} {groups[a]['relation']} ({one})\t{b} {groups[b]['relation']} ({other})")
    for file in sorted(groups):
        if not is_right(file, groups, names):
            print(
                f"  relation\t{file}\tgold {groups[file]['relation']}, called {names[file][1]}\t({groups[file]['story']})"
            )


def main() -> int:
    """Read each folder and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="list what was joined, left apart or called wrongly")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for place in options.folders:
        folder, groups = groups_of(place)
        files = sorted(groups)
        began = time.perf_counter()
        articles = [article_of(folder / file) for file in files]
        opened = time.perf_counter()
        names = called(stories(articles), files)
        done = time.perf_counter()
        result = score(groups, names)
        if options.json:
            print(json.dumps({str(place): result}))
            continue
        print(f"{place}: {len(files)} pages, opened in {opened - began:.1f} s, compared in {done - opened:.1f} s")
        print(f"{'pairs':<12}P {result['precision']:.3f}  R {result['recall']:.3f}  F1 {result['f1']:.3f}")
        print(f"{'relations':<12}{result['relations']:.3f}")
        confused = Counter((str(groups[f]["relation"]), names[f][1]) for f in files if not is_right(f, groups, names))
        print(
            f"{'mixed':<12}{result['mixed']} stories   wrong: "
            + ", ".join(f"{g}→{c} {n}" for (g, c), n in confused.most_common())
        )
        if options.misses:
            show_misses(groups, names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
