"""Tampering: foreign text put into clean pages by each documented pattern; is it flagged, and is the text mended?

    python bench/splices.py FOLDER [FOLDER …] [--failures]

FOLDERs hold clean texts (*.txt, *.md, *.html). Every page is read as it is (nothing may be flagged), then once per
pattern with an invented brand, as the page's HTML or as scraped text. A splice counts as found when what was taken out
shares half its words with what was put in; a page is restored when its text equals the clean page's.
"""

import argparse
import html
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from communique.pages import PageError, extract, open_page
from communique.records import Article
from scoring import jaccard

BRANDS = (
    "LuckyDome88",
    "Vega Sports Live",
    "골드카지노",
    "Королевский Слот",
    "金沙娱乐城",
    "NordBet365",
    "คาสิโนออนไลน์",
    "Shop Parvani",
)
CAPTION = "Ministers shake hands before the talks at the state guest house on March 3, 2024. Photo: AFP"


def title_head(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """A brand in brackets before the title, and at the title's tail in the page's own title."""
    return page(f"【{brand}】{title}", body, brand), [f"【{brand}】"]


def title_tail(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """The keyword joined to the headline's end, as in meta keywords."""
    return page(f"{title} - {brand}", body, brand), [brand]


def broken_caption(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """A keyword anchor inside a picture's alternative text, the clean caption below."""
    broken = CAPTION.replace("March 3, 2024", f'March 3,<strong><a href="/">{brand}</a></strong> 2024')
    picture = f'<p><img alt="{broken}" src="https://img.example/2024-03-04/a.jpg" /></p><p>{CAPTION}</p>'
    return page(title, body, brand, picture), [f'<strong><a href="/">{brand}</a></strong>']


def anchors(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """Keyword anchors laid between the words of every third paragraph."""
    put, spliced = [], []
    for number, paragraph in enumerate(body):
        words = html.escape(paragraph, quote=False).split(" ")
        if number % 3 == 1 and len(words) > 12:
            words.insert(len(words) // 2, f'<strong><a href="/">{brand}</a></strong>')
            spliced.append(brand)
        put.append(" ".join(words))
    return page(title, put, brand, raw=True), spliced


def glued(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """The keyword glued to the end of a paragraph, without a space."""
    at = len(body) // 2
    return page(title, [*body[:at], body[at] + brand, *body[at + 1 :]], ""), [brand]


def line(title: str, body: list[str], brand: str) -> tuple[str, list[str]]:
    """A line of a betting site's keywords below the article."""
    words = f"{brand} casino online betting bonus"
    return page(title, [*body, words], ""), [words]


def page(title: str, body: list[str], brand: str, picture: str = "", raw: bool = False) -> str:
    """A small page of a mirror."""
    paragraphs = "".join(f"<p>{p if raw else html.escape(p, quote=False)}</p>" for p in body)
    keywords = f'<meta name="keywords" content="{brand}">' if brand else ""
    name = html.escape(title, quote=False)
    return (
        f"<!DOCTYPE html><html><head><title>{name}</title>{keywords}</head><body><div class='article'><h1>{name}</h1>"
        f"{picture}{paragraphs}</div></body></html>"
    )


PATTERNS: tuple[Callable[[str, list[str], str], tuple[str, list[str]]], ...] = (
    title_head,
    title_tail,
    broken_caption,
    anchors,
    glued,
    line,
)


def main() -> int:
    """Tamper, read, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    tally: Counter[str] = Counter()
    by_pattern: dict[str, Counter[str]] = {pattern.__name__: Counter() for pattern in PATTERNS}
    files = [f for folder in options.folders for f in sorted(folder.rglob("*")) if f.suffix in (".txt", ".md", ".html")]
    for file in files:
        try:
            clean = extract(open_page(file))
        except PageError:
            continue
        if "mirror" in file.stem or "splice" in file.stem:
            continue
        tally["clean"] += 1
        tally["clean flagged"] += bool(clean.splices)
        if clean.splices and options.failures:
            print(f"clean\t{file.name}\t{[s.text for s in clean.splices]}")
        body = [clean.cut(p.span) for p in clean.parts if p.kind == "paragraph" and len(clean.cut(p.span)) > 40]
        if not clean.title or len(body) < 2 or clean.splices:
            continue
        for pattern in PATTERNS:
            judge(
                pattern,
                clean.title,
                body,
                chance.choice(BRANDS),
                file.name,
                by_pattern[pattern.__name__],
                options.failures,
            )
    print(f"{'pattern':<16}{'P':>7}{'R':>7}{'F1':>7}{'restored':>10}{'pages':>7}")
    for name, count in [*by_pattern.items(), ("all", sum(by_pattern.values(), Counter()))]:
        precision, recall = count["hit"] / max(1, count["found"]), count["hit"] / max(1, count["put"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        whole = count["restored"] / max(1, count["pages"])
        print(f"{name:<16}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}{whole:>10.3f}{count['pages']:>7}")
    print(f"untouched pages flagged: {tally['clean flagged']} of {tally['clean']}")
    return 0


def judge(
    pattern: Callable[[str, list[str], str], tuple[str, list[str]]],
    title: str,
    body: list[str],
    brand: str,
    name: str,
    count: Counter[str],
    show: bool,
) -> None:
    """Tamper with one page by one pattern and count what comes back."""
    tampered, put = pattern(title, body, brand)
    wanted: Article = extract(
        open_page(page(title, body, "", f"<p>{CAPTION}</p>" if pattern is broken_caption else "").encode())
    )
    got = extract(open_page(tampered.encode()))
    left = [splice.text for splice in got.splices]
    count.update(put=len(put), found=len(left), pages=1, restored=got.text == wanted.text)
    if show and got.text != wanted.text:
        print(f"{pattern.__name__}\t{name}\t{brand}\t{left}")
    for one in put:
        best = max(left, key=lambda other: jaccard(one, other), default=None)
        if best is not None and jaccard(one, best) >= 0.5:
            count["hit"] += 1
            left.remove(best)


if __name__ == "__main__":
    sys.exit(main())
