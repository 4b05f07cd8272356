"""How often the day that a page was published is given, and right, on saved pages that mark it themselves.

    python bench/published.py DIR

Gold is the first element with itemprop="datePublished" and a datetime of each DIR/*.html; pages without one are left out.
`as saved`: with that element in place; `without it`: with every element of that itemprop taken out, so that the day must
come from other metadata, printed stamps, the address or the text; `bare`: without any metadata and time elements. A
reference is `sure` at a confidence of .8 and more.
"""

import argparse
import re
import sys
from pathlib import Path

from communique.language.reference import reference_of
from communique.pages import extract, open_page

GOLD = re.compile(r"<time\b(?=[^>]*itemprop=[\"']datePublished)[^>]*datetime=[\"'](\d{4}-\d\d-\d\d)", re.IGNORECASE)
MARKED = re.compile(
    r"<(\w+)\b(?=[^>]*itemprop=[\"']datePublished)[^>]*>(?:(?!</?\1\b).)*</\1>"
    r"|<meta\b(?=[^>]*itemprop=[\"']datePublished)[^>]*>",
    re.I | re.S,
)
ANY = re.compile(r"<time\b.*?</time>|<meta\b[^>]*(?:date|time)[^>]*>", re.I | re.S)
SURE = 0.8


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    pages = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in sorted(folder.glob("*.html"))]
    pages = [(path, text) for path, text in pages if GOLD.search(text)]
    if not pages:
        sys.exit(f"published: no page in {folder} marks its day")
    print(f"{'pages':<12}{'of':>5}{'given':>8}{'right':>8}{'sure':>8}{'right':>8}")
    for name, cut in (("as saved", None), ("without it", MARKED), ("bare", ANY)):
        found = []
        for path, text in pages:
            gold = GOLD.search(text)
            source = cut.sub("", text) if cut else text
            one = reference_of(extract(open_page(source.encode(), name=path.name)))
            if one.day and gold:
                found.append((one.day.isoformat() == gold[1], one.confidence >= SURE))
        sure = [right for right, certain in found if certain]
        right = sum(right for right, _ in found) / max(1, len(found))
        shares = (len(found) / len(pages), right, len(sure) / len(pages), sum(sure) / max(1, len(sure)))
        print(f"{name:<12}{len(pages):>5}" + "".join(f"{share:>8.3f}" for share in shares))


if __name__ == "__main__":
    main()
