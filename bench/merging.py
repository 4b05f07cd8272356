"""Merging: do records of many pages that tell of one person, meeting, mechanism or commitment come together?

    python bench/merging.py [--gold examples/ledger/gold.json] [--half dev|check] [--mistakes N] [--readings FILE] [--json]

The gold file names clusters; each member is a page and the exact words there that tell of the cluster's person, meeting,
mechanism or commitment. All pages are read and merged as one; the halves are scored apart. A record goes to the gold
cluster whose words overlap its own the most (a person's mentions, a commitment's action, what a meeting or mechanism was
read from); a visit is one thing and the talks held during it are another. Records that overlap no gold words are left out here: whether they are right is `bench-records`' question.

B-cubed (Bagga and Baldwin 1998) over the records that went to a gold cluster: for each, the share of its merged cluster
that is of its gold cluster (precision), and of its gold cluster that is in its merged cluster (recall); means over records.
"read": of the pairs of page and gold cluster, how many gave at least one record. `--readings` keeps readings (JSON lines)
so that a second run need not read again; give another name when the reader has changed.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique import Reading, read
from communique.records import Span
from communique.relate.described import Cluster

GOLD = Path(__file__).parent.parent / "examples" / "ledger" / "gold.json"
KINDS = {"people": "person", "meetings": "meeting", "mechanisms": "mechanism", "commitments": "commitment"}
"""The gold file's lists and the kinds of `Cluster` they are compared with."""


@dataclass(frozen=True)
class Figures:
    """B-cubed over `records`; `read` of `told` pairs of page and gold cluster gave a record."""

    precision: float
    recall: float
    f1: float
    records: int
    read: int
    told: int


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of `found` labels against `gold` labels, position by position; nothing to err on gives 1."""
    if not gold:
        return 1.0, 1.0, 1.0
    both, of_gold, of_found = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(count * count / of_found[label] for (_, label), count in both.items()) / len(gold)
    recall = sum(count * count / of_gold[label] for (label, _), count in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def places(text: str, quote: str) -> list[Span]:
    """Every stretch of `text` that holds the words of `quote`, however they are spaced."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def record_spans(reading: Reading) -> dict[str, list[tuple[str, Sequence[Span], Sequence[Span]]]]:
    """By gold list: a record's id, the spans that tell of it, and those of who is in it."""
    mentions = {actor.id: actor.mentions for actor in reading.actors}
    return {
        "people": [(a.id, a.mentions, ()) for a in reading.actors if a.kind == "person"],
        "meetings": [
            (m.id, m.evidence, [span for who in m.participants for span in mentions[who.actor]])
            for m in reading.meetings
        ],
        "mechanisms": [(m.id, m.evidence, ()) for m in reading.mechanisms],
        "commitments": [(c.id, (c.action,), ()) for c in reading.commitments],
    }


def characters(spans: Iterable[Span]) -> set[int]:
    """The places that spans cover."""
    return {place for start, end in spans for place in range(start, end)}


def fits(spans: Sequence[Span], people: Sequence[Span], told: Mapping[int, Sequence[Span]]) -> dict[int, float]:
    """The gold clusters, of those `told` on a page, that a record's spans overlap, and how much.

    Where a sentence tells of two meetings the record's people settle which: their mentions within its spans count more
    when they stand within a cluster's words.
    """
    mine = characters(spans)
    within = [who for who in people if who[0] in mine]
    scores = {}
    for cluster, quotes in told.items():
        its = characters(quotes)
        if overlap := len(mine & its):
            share = sum(who[0] in its for who in within) / len(within) if within else 0.0
            scores[cluster] = overlap / len(mine | its) + share
    return scores


def assigned(scores: Mapping[str, Mapping[int, float]]) -> dict[str, int]:
    """Each record of a page with the cluster that it fits best; where another record that fits it better has that one, with
    the best of those that no record has, if there is one: a sentence that tells of two meetings gives two records."""
    found: dict[str, int] = {}
    for ref in sorted(scores, key=lambda ref: (-max(scores[ref].values()), ref)):
        order = sorted(scores[ref], key=lambda cluster: (-scores[ref][cluster], cluster))
        found[ref] = next((cluster for cluster in order if cluster not in found.values()), order[0])
    return found


def matched(
    clusters: Sequence[dict[str, Any]], kind: str, readings: Mapping[str, Reading]
) -> dict[tuple[str, str], int]:
    """(page, record) → the gold cluster it tells of."""
    quotes: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    visits = {number for number, cluster in enumerate(clusters) if cluster.get("kind") == "visit"}
    for number, cluster in enumerate(clusters):
        for member in cluster["members"]:
            if (reading := readings.get(member["page"])) is not None:
                quotes[member["page"]][number] += places(reading.article.text, member["quote"])
    found = {}
    for page, told in quotes.items():
        journeys = {meeting.id for meeting in readings[page].meetings if meeting.kind == "visit"}
        scores = {}
        for ref, spans, people in record_spans(readings[page])[kind]:
            fitting = {number: its for number, its in told.items() if (number in visits) == (ref in journeys)}
            if mine := fits(spans, people, fitting):
                scores[ref] = mine
        found |= {(page, ref): number for ref, number in assigned(scores).items()}
    return found


def numbered(clusters: Sequence[Cluster], kind: str) -> dict[tuple[str, str], int]:
    """(page, record) → the number of the merged cluster of a kind that holds it."""
    return {
        (member.page, member.record): number
        for number, cluster in enumerate(clusters)
        if cluster.kind == kind
        for member in cluster.members
    }


def episode(page: str) -> str:
    """The folder a page lies in."""
    return page.split("/")[-2]


def figures(
    clusters: Sequence[dict[str, Any]],
    went: Mapping[tuple[str, str], int],
    merged: Mapping[tuple[str, str], int],
    pages: set[str],
) -> Figures:
    """Of the records and gold members on `pages`."""
    records = sorted(record for record in went if record[0] in pages)
    lone = {record: -1 - at for at, record in enumerate(records)}  # a record that no cluster holds stands alone
    scores = bcubed([went[r] for r in records], [merged.get(r, lone[r]) for r in records])
    told = {(m["page"], n) for n, c in enumerate(clusters) for m in c["members"] if m["page"] in pages}
    return Figures(*scores, len(records), len(told & {(r[0], went[r]) for r in records}), len(told))


def mistakes(
    clusters: Sequence[dict[str, Any]],
    went: Mapping[tuple[str, str], int],
    merged: Mapping[tuple[str, str], int],
    pages: set[str],
) -> list[tuple[int, str]]:
    """Gold clusters that were put together and such as were left apart, with how many records are on the wrong side."""
    by_found: dict[int, Counter[int]] = defaultdict(Counter)
    by_gold: dict[int, Counter[int]] = defaultdict(Counter)
    for record, number in went.items():
        if record[0] in pages and record in merged:
            by_found[merged[record]][number] += 1
            by_gold[number][merged[record]] += 1
    found = []
    for counts in by_found.values():
        if len(counts) > 1:
            names = " + ".join(f"{clusters[number]['name']} ({count})" for number, count in counts.most_common())
            found.append((counts.total() - max(counts.values()), f"together: {names}"))
    for number, counts in by_gold.items():
        if len(counts) > 1:
            sizes = ", ".join(str(count) for _, count in counts.most_common())
            found.append((counts.total() - max(counts.values()), f"apart: {clusters[number]['name']} ({sizes})"))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def read_pages(folder: Path, pages: Sequence[str], kept: Path | None) -> dict[str, Reading]:
    """Readings by page; from `kept` where it holds them, and written there when it does not exist yet."""
    if kept is not None and kept.exists():
        lines = (line.split("\t", 1) for line in kept.read_text("utf-8").splitlines())
        return {page: Reading.from_json(text) for page, text in lines}
    readings = {page: read(folder / page) for page in pages}
    if kept is not None:
        kept.write_text("".join(f"{page}\t{reading.to_json()}\n" for page, reading in readings.items()), "utf-8")
    return readings


def main() -> int:
    """Read, merge, and print the figures of each half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--half", choices=("dev", "check"), help="score this half alone")
    parser.add_argument("--mistakes", type=int, default=0, help="list the largest of each kind (of dev only)")
    parser.add_argument("--readings", type=Path, help="keep the readings here, or take them from here")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    from communique.relate.merging import merge

    gold = json.loads(options.gold.read_text("utf-8"))
    readings = read_pages(options.gold.parents[1], list(gold["stories"]), options.readings)
    found = merge(readings)
    result: dict[str, dict[str, Any]] = {}
    for half in (options.half,) if options.half else ("dev", "check"):
        pages = {page for page in readings if episode(page) in gold["halves"][half]}
        for name, kind in KINDS.items():
            merged = numbered(found, kind)
            went = matched(gold[name], name, readings)
            one = figures(gold[name], went, merged, pages)
            result.setdefault(half, {})[name] = vars(one)
            if options.json:
                continue
            if name == "people":
                print(f"{half}: {len(pages)} pages  P     R     F1    records   gold members read")
            share = one.read / max(1, one.told)
            print(
                f"  {name:<14}{one.precision:.3f} {one.recall:.3f} {one.f1:.3f} {one.records:>7}   {one.read} of {one.told} ({share:.2f})"
            )
            for wrong, line in mistakes(gold[name], went, merged, pages)[: options.mistakes if half == "dev" else 0]:
                print(f"      {wrong:>3}  {line}")
    if options.json:
        print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
