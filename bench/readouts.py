"""White House readouts: for how many are the counterpart, the kind and the day of the meeting right?

    python bench/readouts.py DIR [--failures]

DIR holds *.md readouts and titles.tsv (file, date, side_a, kind, side_b, title), where a simple rule has read from each
title who met or called whom. A title names what the readout is about; the body must give it. The titles' days are those of
publication: a meeting counts when its days hold that day or one of the three before, or when the body prints its own day.
Rows whose other side is no foreign counterpart (governors, members of Congress) must give no meeting at all.
"""

import argparse
import csv
import re
import sys
from datetime import date, timedelta
from pathlib import Path

from communique import Reading, read
from scoring import same_name, words

DOMESTIC = re.compile(
    r"\b(?:governors?|congress|senators?|mayors?|members? of|representatives|members|community|ceos?|executives|attorneys?|leaders of both|"
    r"civil rights|labor|business leaders|caucus|advocates|survivors|faith|students|union|families|experts|industry|state legislators|"
    r"senate|house|democratic|bipartisan|officials from|utility|oil|retail|county|tribal|stakeholders|activists|speaker)\b",
    re.I,
)


def counterpart(side: str) -> str:
    """The other side's name without titles and state: "President Emmanuel Macron of France" gives "Emmanuel Macron"."""
    side = re.sub(r"^(?:the )?", "", side)
    side = re.split(r"\s+(?:of|and)\s+(?:the\s+)?(?=[A-Z])|,", side)[0]
    return side


def right(reading: Reading, row: dict[str, str]) -> str | None:
    """None when a meeting fits the row, else what is wrong: counterpart, kind or day."""
    day = date.fromisoformat(row["date"])
    earliest = (day - timedelta(days=3)).isoformat()
    latest = (day + timedelta(days=1)).isoformat()
    wanted = row["side_b"]
    faults = []
    for meeting in reading.meetings:
        names = [reading.actor(who.actor).name for who in meeting.participants]
        surname = {w for name in names for w in words(name)[-1:] + words(name)[:1]}
        fits = any(set(words(name)) & set(words(wanted)) - {"the", "of", "and"} for name in names) and surname
        if not fits:
            faults.append((0, "counterpart"))
        elif (meeting.kind == "call") != (row["kind"] == "call"):
            faults.append((1, f"kind: {meeting.kind}, not {row['kind']}"))
        elif not (meeting.start and meeting.end and meeting.start <= latest and earliest <= meeting.end):
            faults.append((2, f"day: {meeting.start}, not {row['date']}"))
        else:
            return None
    return max(faults)[1] if faults else "no meeting"


def main() -> int:
    """Read the readouts and print the share that is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true", help="list each failure")
    options = parser.parse_args()
    tally = {"foreign": [0, 0], "domestic": [0, 0]}
    with (options.folder / "titles.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    for row in rows:
        reading = read(options.folder / row["file"])
        kind = (
            "domestic"
            if DOMESTIC.search(row["side_b"]) and not re.search(r"President |Minister ", row["side_b"])
            else "foreign"
        )
        fault = right(reading, row) if kind == "foreign" else None
        if kind == "domestic" and any(not _recalled(reading, m.start, row["date"]) for m in reading.meetings):
            fault = "a meeting where there is none"
        tally[kind][0] += fault is None
        tally[kind][1] += 1
        if fault and options.failures:
            print(f"{kind}\t{fault}\t{row['title']}\t{row['file']}")
    for kind, (hit, total) in tally.items():
        print(f"{kind}: {hit} of {total} right ({hit / max(1, total):.3f})")
    return 0


def _recalled(reading: Reading, start: str | None, day: str) -> bool:
    return start is None or start < day


__all__ = ["counterpart", "main", "right", "same_name"]

if __name__ == "__main__":
    sys.exit(main())
