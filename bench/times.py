"""How well times are found and fixed, on corpora annotated with TIMEX3 (TimeBank, AQUAINT, MEANTIME).

    python bench/times.py DIR [--failures]

Every DIR/*.jsonl holds one document a line: {"id", "date", "text", "times": [{"span", "type", "value"}], "scored_to"?}.
Gold is each DATE whose value is a plain date (a day, week, month, quarter, half, season or year); the reference day is
the document's. A time is found when the spans overlap, right when first and last day are equal too. Precision is the share
of our fixed times that lie on a gold expression of any type (`on`), or on one with the same days (`value`). TIMEX3 counts
what Communique leaves out (durations, "now", ages), and that is not counted here.
"""

import argparse
import calendar
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from communique.language.times import find_times
from communique.records import Article

Days = tuple[str, str]


def interval(value: str) -> Days | None:
    """The days of a plain TIMEX3 date value; None for durations, PAST_REF and what is not of the calendar."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        return value, value
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(found[1]), int(found[2])
        return _between(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    if found := re.fullmatch(r"(\d{4})", value):
        return f"{value}-01-01", f"{value}-12-31"
    if found := re.fullmatch(r"(\d{3})", value):
        return f"{value}0-01-01", f"{value}9-12-31"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return _between(monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6))
    if found := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        year, size = int(found[1]), 3 if found[2] == "Q" else 6
        last = size * int(found[3])
        return _between(date(year, last - size + 1, 1), date(year, last, calendar.monthrange(year, last)[1]))
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        year, first = int(found[1]), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[found[2]]
        last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
        return _between(date(year, first, 1), date(last_year, last, calendar.monthrange(last_year, last)[1]))
    return None


def _between(first: date, last: date) -> Days:
    return first.isoformat(), last.isoformat()


def score(documents: list[dict[str, Any]], failures: list[str]) -> Counter[str]:
    """Counts over one corpus; what went wrong is written to `failures`."""
    count: Counter[str] = Counter()
    for document in documents:
        text, limit = document["text"], document.get("scored_to", 10**9)
        found = [one for one in find_times(Article(text=text), document["date"]) if one.span[0] < limit]
        every = [(*one["span"], one["value"], one["type"]) for one in document["times"] if one["span"][0] < limit]
        plain = [(start, end, days) for start, end, value, kind in every if kind == "DATE" and (days := interval(value))]
        count.update(gold=len(plain), found=len(found))
        for start, end, days in plain:
            over = [one for one in found if one.span[0] < end and start < one.span[1]]
            hit = any((one.start, one.end) == days for one in over)
            count.update(hit=bool(over), right=hit)
            if not hit:
                got = " ".join(f"[{text[slice(*one.span)]}] {one.start}..{one.end} {one.made_by}" for one in over) or "-"
                failures.append(f"{'wrong' if over else 'missed'}\t{_near(text, start, end)}\t{days[0]}..{days[1]}\t{got}\t{document['date']}")
        for one in found:
            over_gold = [item for item in every if one.span[0] < item[1] and item[0] < one.span[1]]
            count.update(on=bool(over_gold), value=any(interval(value) == (one.start, one.end) for _, _, value, _ in over_gold))
            if not over_gold:
                failures.append(f"extra\t{_near(text, *one.span)}\t\t{one.start}..{one.end} {one.made_by}\t{document['date']}")
    return count


def _near(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 70) : start]}⟦{text[start:end]}⟧{text[end : end + 50]}".split())


def rows(folder: Path, failures: list[str]) -> Iterator[str]:
    """The table, a line at a time."""
    yield f"{'corpus':<12}{'gold':>6}{'found':>7}{'recall':>8}{'right':>8}{'on':>8}{'value':>8}{'docs/s':>8}"
    for path in sorted(folder.glob("*.jsonl")):
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        find_times(Article(text="on Friday"), "2024-12-25")  # compile first
        began = time.process_time()
        for document in documents:
            find_times(Article(text=document["text"]), document["date"])
        speed = len(documents) / max(1e-9, time.process_time() - began)
        count = score(documents, failures)
        gold, found = max(1, count["gold"]), max(1, count["found"])
        yield (
            f"{path.stem:<12}{count['gold']:>6}{count['found']:>7}{count['hit'] / gold:>8.3f}{count['right'] / gold:>8.3f}"
            f"{count['on'] / found:>8.3f}{count['value'] / found:>8.3f}{speed:>8.0f}"
        )


def main() -> None:
    """Print the table; with --failures also every miss, wrong day and extra."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    if not any(args.folder.glob("*.jsonl")):
        sys.exit(f"times: no .jsonl in {args.folder}")
    failures: list[str] = []
    for row in rows(args.folder, failures):
        print(row)
    if args.failures:
        print("\n".join(failures))


if __name__ == "__main__":
    main()
