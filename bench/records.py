"""Score readings against gold records: precision, recall and F1 of each record type.

    python bench/records.py GOLD_DIR [GOLD_DIR …] [--reader standard|rules|both] [--misses] [--json]

A gold folder holds NAME.json (communique.gold/1) beside the page it was written for. What matches what is said in
`scoring.py`.
"""

import argparse
import json
import sys
from pathlib import Path

from communique import read
from scoring import KINDS, score


def main() -> int:
    """Read every gold document and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was made up")
    parser.add_argument(
        "--reader", choices=("standard", "rules", "both"), default="standard", help="both: the tagger proposes as well"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for folder in options.gold:
        pairs = []
        for file in sorted(folder.glob("*.json")):
            gold = json.loads(file.read_text("utf-8"))
            if gold.get("format") == "communique.gold/1":
                page = folder / gold.get("file", file.with_suffix(".txt").name)
                pairs.append((file.stem, gold, json.loads(read(page, reader=options.reader).to_json())))
        if not pairs:
            sys.exit(f"records: no gold documents in {folder}")
        result = score(pairs, show=print if options.misses else None)
        if options.json:
            print(json.dumps({str(folder): result}, indent=1))
            continue
        print(f"{folder}: {len(pairs)} documents\n{'record':<13}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}")
        for kind in KINDS:
            row = result[kind]
            print(
                f"{kind:<13}{row['precision']:>7.3f}{row['recall']:>7.3f}{row['f1']:>7.3f}{row['gold']:>7}{row['found']:>7}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
