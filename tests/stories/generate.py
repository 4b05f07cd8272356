"""The stories' test set: hand-written pieces, and what mirrors, editors and paraphrasing machines make of them.

    python tests/stories/generate.py OUT [--seed N]

writes OUT/tune and OUT/score, each a folder of .txt pages with a groups.json as bench/stories.py reads it. Pieces are in
`pieces.txt` (ours; after "~" the piece that one looks like without being a copy of it), in tests/golden/dev and in
examples/; some copies in `copies.txt` are made by hand. Synonyms are in `synonyms.txt`, odd ones on purpose; the program knows none of them.
"""

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GOLDEN, EXAMPLES = HERE.parent / "golden" / "dev", HERE.parents[1] / "examples"
BRANDS = (
    "MegaSpin77",
    "Royal Lotus Casino",
    "Baris Bahis",
    "여우카지노",
    "新葡京娱乐",
    "Cheap Sneaker Outlet",
    "vivabet88",
    "Crypto Doubler",
)
AGENCIES = ("Reuters", "AFP", "dpa", "EFE", "Kyodo", "PTI", "ANSA", "BERNAMA")
HEADLINES = (
    "Neighbours move closer after day of bargaining",
    "What was decided, and who pays",
    "Breakthrough hailed, doubts linger",
    "Diplomats leave with more than they came for",
    "Analysis and reaction: a deal in sight?",
    "New chapter opens, officials say",
)
LEADS = (
    "The news came late in the evening, when most correspondents had already gone home.",
    "It was a development that few observers in either capital had foreseen at the beginning of the week.",
    "Readers of this newspaper will remember that the matter had been pending for quite some time.",
)
DATES = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2})\b"
)
BRITISH = (("program", "programme"), ("center", "centre"), ("labor", "labour"), ("defense", "defence"), ("honor", "honour"),
           ("harbor", "harbour"), ("neighbor", "neighbour"), ("tons", "tonnes"), ("traveler", "traveller"))  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A hand-written text: the piece it only looks like, if any."""

    name: str
    text: str
    like: str | None = None


def pieces() -> list[Piece]:
    """All hand-written texts, originals first."""
    found = [
        Piece(f.stem, f.read_text("utf-8").strip()) for f in sorted(GOLDEN.glob("*.txt")) if "mirror" not in f.stem
    ]
    for file in sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.md")]):
        text = file.read_text("utf-8")
        if text.startswith("---"):
            _, front, body = text.split("---", 2)
            title = re.search(r"title: (.*)", front)
            text = f"{title[1].strip(chr(34)) if title else file.stem}\n\n{re.sub(r'(?<=.)' + chr(10) + r'(?=.)', ' ', body.strip())}"
        found.append(Piece(file.stem, text.strip()))
    for chunk in re.split(r"^=== ", (HERE / "pieces.txt").read_text("utf-8"), flags=re.M)[1:]:
        head, _, text = chunk.partition("\n")
        name, _, like = head.partition(" ~")
        found.append(Piece(name, text.strip(), like or None))
    return found


def hand_made() -> list[tuple[str, str, str]]:
    """Copies written by hand, in the manner of paraphrasing machines, local editors and spammers: (piece, relation, text)."""
    found = []
    for chunk in re.split(r"^=== ", (HERE / "copies.txt").read_text("utf-8"), flags=re.M)[1:]:
        head, _, text = chunk.partition("\n")
        name, relation = head.split()
        found.append((name, relation, text.strip()))
    return found


def synonyms() -> dict[str, list[str]]:
    """Word → odd words for it."""
    lines = (HERE / "synonyms.txt").read_text("utf-8").splitlines()
    return {word: others.split("|") for word, _, others in (line.partition(":") for line in lines)}


def spin(text: str, chance: random.Random) -> str:
    """Between a fifth and two fifths of the words swapped, or as many as have a synonym."""
    table = synonyms()
    words = re.split(r"(\W+)", text)
    places = [at for at, word in enumerate(words) if word.lower() in table and at > 12]
    total = sum(1 for word in words if word.strip() and word[0].isalnum())
    for at in chance.sample(places, min(len(places), int(total * chance.uniform(0.2, 0.4)))):
        odd = chance.choice(table[words[at].lower()])
        words[at] = odd.capitalize() if words[at][0].isupper() else odd
    return "".join(words)


def same(text: str, chance: random.Random) -> str:
    """Whitespace and quotes; two times of three the agency's name goes as well."""
    if chance.random() < 0.67:
        text = re.sub(r"^([A-Z][\w ,.'’/-]{3,60}) \([^)]{2,40}\)(?= [-–—] )", r"\1", text, count=1, flags=re.M)
    curly = re.sub(r'"([^"\n]+)"', "“\\1”", text).replace("'", "’")
    return chance.choice((curly, text.replace("\n\n", "\n"), text.replace(" - ", " — ").replace("\n", "\r\n")))


def syndicate(text: str, chance: random.Random) -> str:
    """The same piece under another outlet's furniture."""
    agency = chance.choice(AGENCIES)
    head, _, body = text.partition("\n\n")
    lines = chance.choice(
        (
            [head, f"Source: {agency}", body],
            [head, "Home | World | Politics", body, f"(c) {agency}. All rights reserved."],
            [head, f"Updated: 2025-0{chance.randint(1, 9)}-1{chance.randint(0, 9)} 09:14:00", body, f"- {agency}"],
            [head, body, "Share this article", "Print"],
        )
    )
    return same("\n\n".join(lines), chance)


def shorten(text: str, chance: random.Random) -> str:
    """A third to two thirds of the paragraphs, the first ones rather than the last."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    least = max(2, round(len(paragraphs) * chance.uniform(0.34, 0.65)))
    keep = sorted({0, 1, *chance.sample(range(len(paragraphs)), least)})[: least + 1]
    return "\n\n".join(paragraphs[at] for at in keep)


def retitle(text: str, chance: random.Random) -> str:
    """Another headline, and a lead or a line about the reporters."""
    _, _, body = text.partition("\n")
    paragraphs = [p for p in body.split("\n") if p.strip()]
    if chance.random() < 0.5:
        paragraphs.insert(0, chance.choice(LEADS))
    else:
        paragraphs.append("(Reporting by Ana Prat and Otto Lind; Writing by Mara Quill; Editing by Sam Okoye)")
    if len(paragraphs) > 6 and chance.random() < 0.5:
        paragraphs.pop(chance.randrange(3, len(paragraphs)))
    return "\n\n".join([chance.choice(HEADLINES), *paragraphs])


def localise(text: str, chance: random.Random) -> str:
    """Another house's spelling, dates and money, and one paragraph less."""
    for american, british in BRITISH:
        text = (
            re.sub(rf"\b{american}", british, text)
            if chance.random() < 0.8
            else re.sub(rf"\b{british}", american, text)
        )
    text = (
        DATES.sub(r"\2 \1", text)
        .replace(" percent", "%")
        .replace("United States", "US")
        .replace(" said", " has said", 3)
    )
    paragraphs = [p for p in text.split("\n") if p.strip()]
    paragraphs.pop(chance.randrange(2, len(paragraphs)) if len(paragraphs) > 4 else -1)
    return "\n\n".join(paragraphs)


def correct(text: str, chance: random.Random) -> str:
    """A correction: one number or name is another one now, and a note says so."""
    numbers = list(re.finditer(r"\b\d{1,3}\b", text)) or list(re.finditer(r"\b[A-Z][a-z]{4,}\b", text))
    hit = chance.choice(numbers)
    other = str(int(hit[0]) + 3) if hit[0].isdigit() else hit[0][::-1].capitalize()
    text = text[: hit.start()] + other + text[hit.end() :]
    head, _, body = text.partition("\n")
    return f"CORRECTED-{head}\n\n(Corrects a figure in an earlier paragraph)\n{body}"


def splice(text: str, chance: random.Random) -> str:
    """A brand before the headline, in or between sentences, as a link, or a paragraph of advertising."""
    brand = chance.choice(BRANDS)
    head, _, body = text.partition("\n")
    paragraphs = [p for p in body.split("\n") if p.strip()]
    for at in range(1, len(paragraphs), 3):
        words = paragraphs[at].split(" ")
        words.insert(len(words) // 2, chance.choice((brand, f"[{brand}](https://{chance.randint(10, 99)}.example/)")))
        paragraphs[at] = " ".join(words)
    manner = chance.randrange(4)
    if manner == 0:
        head = f"【{brand}】{head}"
    elif manner == 1:
        paragraphs.append(f"{brand} offers new members a welcome bonus of 200 free spins. Register now at {brand}!")
    elif manner == 2:
        paragraphs[-1] += brand
    else:
        paragraphs.insert(
            2,
            f"Visit https://www.{chance.choice(('win', 'bet'))}{chance.randint(100, 999)}.example for the best odds on football and slots.",
        )
    return "\n\n".join([head, *paragraphs])


MAKERS: dict[str, tuple[Callable[[str, random.Random], str], ...]] = {
    "copy": (same, syndicate),
    "edited": (shorten, retitle, localise, correct),
    "spun": (spin,),
    "spliced": (splice,),
}


def generate(seed: int = 5) -> dict[str, tuple[dict[str, str], dict[str, dict[str, str | None]]]]:
    """Half → ({file: text}, groups). A look-alike lies in the half of what it looks like, and has copies of its own."""
    chance = random.Random(seed)
    halves: dict[str, tuple[dict[str, str], dict[str, dict[str, str | None]]]] = {"tune": ({}, {}), "score": ({}, {})}
    every = pieces()
    originals = [piece for piece in every if piece.like is None]
    half_of = {piece.name: ("tune", "score")[at % 2] for at, piece in enumerate(originals)}
    for piece in every:
        texts, groups = halves[half_of[piece.like or piece.name]]
        made = [("original", piece.text)]
        kinds = list(MAKERS) if piece.like is None else chance.sample(list(MAKERS), 1 if chance.random() < 0.3 else 0)
        for kind in chance.sample(kinds, min(len(kinds), 3)) if piece.like is None else kinds:
            made.append((kind, chance.choice(MAKERS[kind])(piece.text, chance)))
        made += [(relation, text) for name, relation, text in hand_made() if name == piece.name]
        alone = len(made) == 1
        for relation, text in made:
            file = f"{chance.getrandbits(40):010x}.txt"
            texts[file] = text
            groups[file] = {"story": None if alone else piece.name, "relation": "different" if alone else relation}
    return halves


def main() -> None:
    """Write both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    for half, (texts, groups) in generate(options.seed).items():
        folder = options.out / half
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / file).write_text(text, "utf-8", newline="")
        (folder / "groups.json").write_text(json.dumps(groups, indent=0), "utf-8")
        stories = {group["story"] for group in groups.values()} - {None}
        print(f"{folder}: {len(texts)} pages, {len(stories)} stories")


if __name__ == "__main__":
    main()
