"""How well times are found and fixed, on corpora annotated with TIMEX3 (TimeBank, AQUAINT, MEANTIME).

    python bench/times.py DIR [--failures]

Every DIR/*.jsonl holds one document a line: {"id", "date", "text", "times": [{"span", "type", "value"}], "scored_to"?}.
Gold is each DATE whose value is a plain date (a day, week, month, quarter, half, season, year or decade); the reference
day is the document's. `recall`: gold that overlaps a time of ours; `right`: and has the same first and last day. `on`:
our times that overlap gold of any type; `value`: that overlap gold with the same days. Page stamps, which Communique
leaves out of its records, are counted here as the corpora do; durations, "now" and ages are not.
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

from communique.language.times import iso_day, scan

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


def tag(document: dict[str, Any]) -> list[tuple[int, int, Days, str]]:
    """What the tagger finds: span, days and rule."""
    return [
        (*span, (str(days.start), str(days.end)), rule)
        for rule, days, span in scan(document["text"], iso_day(document["date"]))
    ]


def score(documents: list[dict[str, Any]], failures: list[str]) -> Counter[str]:
    """Counts over one corpus; what went wrong is written to `failures`."""
    count: Counter[str] = Counter()
    for document in documents:
        text, limit, day = document["text"], document.get("scored_to", 10**9), document["date"]
        found = [one for one in tag(document) if one[0] < limit]
        every = [
            (*one["span"], interval(one["value"]), one["type"]) for one in document["times"] if one["span"][0] < limit
        ]
        plain = [(start, end, days) for start, end, days, kind in every if kind == "DATE" and days]
        count.update(gold=len(plain), found=len(found))
        for start, end, days in plain:
            over = [one for one in found if one[0] < end and start < one[1]]
            hit = any(one[2] == days for one in over)
            count.update(hit=bool(over), right=hit)
            if not hit:
                got = " ".join(f"[{text[one[0] : one[1]]}] {'..'.join(one[2])} {one[3]}" for one in over) or "-"
                failures.append(
                    "\t".join(("wrong" if over else "missed", _near(text, start, end), "..".join(days), got, str(day)))
                )
        for start, end, own, rule in found:
            over_gold = [item for item in every if start < item[1] and item[0] < end]
            count.update(on=bool(over_gold), value=any(days == own for _, _, days, _ in over_gold))
            if not over_gold:
                failures.append("\t".join(("extra", _near(text, start, end), "", f"{'..'.join(own)} {rule}", str(day))))
    return count


def _near(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 70) : start]}⟦{text[start:end]}⟧{text[end : end + 50]}".split())


def rows(folder: Path, failures: list[str]) -> Iterator[str]:
    """The table, a line at a time."""
    yield f"{'corpus':<12}{'gold':>6}{'found':>7}{'recall':>8}{'right':>8}{'on':>8}{'value':>8}{'docs/s':>8}"
    for path in sorted(folder.glob("*.jsonl")):
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        tag({"text": "on Friday", "date": "2024-12-25"})  # compile first
        began = time.process_time()
        for document in documents:
            tag(document)
        speed = len(documents) / max(1e-9, time.process_time() - began)
        count = score(documents, failures)
        gold, found = max(1, count["gold"]), max(1, count["found"])
        shares = (count["hit"] / gold, count["right"] / gold, count["on"] / found, count["value"] / found)
        figures = "".join(f"{share:>8.3f}" for share in shares)
        yield f"{path.stem:<12}{count['gold']:>6}{count['found']:>7}{figures}{speed:>8.0f}"


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
