"""Speed of finding attributions on one core, beside spaCy's parse of the same paragraphs, in one run.

    python bench/attribution_speed.py [FILE …] [--rounds N]

Files are *.txt, or *.jsonl with a "text" a line; by default the golden texts. Each reader is warmed up, then they take turns;
medians of processor seconds, since the machine may be shared. `tagger` is the model with its linker, one text after another as
texts come; `parse` is spaCy alone; `statements` is the parse and the rules' reader, `both` the same with the tagger beside it;
`textacy` the parse and its direct quotations, where it is installed.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from attribution import paragraphs
from communique.language import analyse
from communique.language.analysis import Analysis
from communique.models.screening import screened
from communique.models.windows import pieces
from communique.readers import Reader, propose, read_meetings, read_statements
from communique.readers.tagged import attributions
from communique.records import Article, Part


def article(text: str) -> Article:
    """The text as a page already clean."""
    return Article(text, tuple(Part("paragraph", span) for span in paragraphs(text)))


def statements(text: str, reader: Reader = "rules") -> None:
    """Parse and read statements."""
    analysis: Analysis = analyse(article(text))
    proposed = propose(analysis.article) if reader == "both" else ()
    read_statements(analysis, read_meetings(analysis, ()), proposed)


def readers() -> dict[str, Callable[[str], object]]:
    """Each reader by its name."""
    import spacy

    from communique.language.pipeline import MODEL

    nlp = spacy.load(MODEL)

    def parse(text: str) -> object:
        return list(nlp.pipe([text[a:b] for a, b in paragraphs(text)]))

    found: dict[str, Callable[[str], object]] = {
        "parse": parse,
        "tagger": lambda text: attributions(text, paragraphs(text)),
        "statements": statements,
        "both": lambda text: statements(text, "both"),
    }
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        print("textacy is not installed: left out")
    else:

        def quotations(text: str) -> None:
            for doc in nlp.pipe([text[a:b] for a, b in paragraphs(text)]):
                with suppress(ValueError):  # it refuses a paragraph whose quotation marks don't pair
                    list(direct_quotations(doc))

        found["textacy"] = quotations
    return found


def texts_of(files: list[Path]) -> list[str]:
    """The texts of the files."""
    return [
        text
        for file in files
        for text in (
            [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
            if file.suffix == ".jsonl"
            else [file.read_text("utf-8")]
        )
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = sorted((Path(__file__).parent.parent / "tests" / "golden" / "dev").rglob("*.txt"))
    parser.add_argument("files", type=Path, nargs="*", default=default)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = texts_of(options.files)
    words = sum(len(text.split()) for text in texts)
    found = readers()
    spent: dict[str, list[float]] = {name: [] for name in found}
    for turn in range(options.rounds + 1):
        for name, read in found.items():
            begun = time.process_time()
            for text in texts if turn else texts[:2]:
                read(text)
            if turn:
                spent[name].append(time.process_time() - begun)
    parse = statistics.median(spent["parse"])
    count = sum(len(p) for text in texts for p in pieces(text, screened(text, paragraphs(text))))
    print(f"{len(texts)} texts, {words} words, {count} word pieces for the tagger; one core, {options.rounds} rounds")
    print(f"{'':<12}{'words/s':>9}{'of the parse’s time':>22}")
    for name, seconds in spent.items():
        middle = statistics.median(seconds)
        print(f"{name:<12}{words / middle:>9.0f}{middle / parse:>22.2f}")
    print(f"tagger: {count / statistics.median(spent['tagger']):.0f} word pieces/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
