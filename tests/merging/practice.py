"""Our own practice pages of several episodes, and who and what in them is one: `practice.txt`, read and scored."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from communique.pages.opening import Page
from communique.reading import read
from communique.records import Reading
from communique.relate.merging import Cluster, Member

FILE = Path(__file__).parent / "practice.txt"
Gold = list[tuple[str, str, list[tuple[str, str]]]]


def pages() -> dict[str, Reading]:
    """Every practice page, read."""
    found = {}
    for head, text in _blocks():
        name, url, published, publisher = (part.strip() for part in head.split("|"))
        page = Page(name, text.encode(), "text", url)
        found[name] = read(page, url=url, published=published, publisher=publisher)
    return found


def read_page(publisher: str, text: str, published: str = "2025-03-12") -> Reading:
    """A page of plain text that a test writes."""
    return read(Page(publisher, text.encode(), "text"), published=published, publisher=publisher)


def gold() -> Gold:
    """(kind, name, its records as (page, words)), a line each."""
    lines = FILE.read_text("utf-8").split("=== gold\n")[1].splitlines()
    found: Gold = []
    for line in filter(None, lines):
        head, _, rest = line.partition(": ")
        kind, _, name = head.partition(" ")
        found.append((kind, name, [tuple(one.strip().split(":", 1)) for one in rest.split("; ")]))  # type: ignore[misc]
    return found


def _blocks() -> Iterator[tuple[str, str]]:
    for block in FILE.read_text("utf-8").split("=== gold\n")[0].split("=== ")[1:]:
        head, _, text = block.partition("\n")
        yield head, text.strip() + "\n"


def records(reading: Reading, kind: str, words: str) -> list[str]:
    """The ids of the records of a kind that a phrase picks out: in a name, an action, a meeting's first telling."""
    cut = reading.article.cut
    match kind:
        case "person":
            return [one.id for one in reading.actors if one.kind == "person" and one.name == words]
        case "mechanism":
            return [one.id for one in reading.mechanisms if words in one.name]
        case "meeting":
            return [one.id for one in reading.meetings if any(words in cut(span) for span in one.evidence)]
    return [one.id for one in reading.commitments if words in cut(one.action)]


def placed(
    readings: Mapping[str, Reading], clusters: Sequence[Cluster]
) -> tuple[list[tuple[str, str, int, Member]], list[str]]:
    """(kind, gold name, cluster's number, record) of every gold record found, and the gold records that were not read."""
    where = {member: number for number, one in enumerate(clusters) for member in one.members}
    found, missing = [], []
    for kind, name, whose in gold():
        for page, words in whose:
            ids = records(readings[page], kind, words)
            if not ids:
                missing.append(f"{kind} {page}:{words}")
            found += [(kind, name, where[Member(page, ids[0])], Member(page, ids[0]))] if ids else []
    return found, missing


def b_cubed(found: Sequence[tuple[str, str, int, Member]], kind: str) -> tuple[float, float]:
    """Precision and recall (Bagga and Baldwin 1998) over the records of a kind."""
    mine = [(name, number) for sort, name, number, _ in found if sort == kind]
    precision = recall = 0.0
    for name, number in mine:
        both = sum(1 for other in mine if other == (name, number))
        precision += both / sum(1 for _, n in mine if n == number)
        recall += both / sum(1 for g, _ in mine if g == name)
    return (precision / len(mine), recall / len(mine)) if mine else (1.0, 1.0)
