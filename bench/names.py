"""How well persons are found, told apart and given their states, on documents with marked names.

    python bench/names.py [FILE.jsonl …] [--misses] [--json]

Without files: both halves of tests/golden/names. A line is one document: {"id", "date", "text", "people": [{"name",
"forms", "country", "mentions": [[start, end], …]}]}; `country` is the state acted for, or null where it isn't scored.
Beside a null, "body" names the organisation acted for, or is "" for who acts for none (a company's head).
A document's first line is its headline: mentions there are not scored, but somebody who stands nowhere else and is
not in gold is an extra.

A found mention is right when it covers at least half of a marked one and the other way round, honorifics aside
(`mention_*`). A found person is the marked one that most of its mentions are of: `person_*` asks for the name's words in
any order; `linked` is the share of marked mentions that were found and given to their own person; `merged` counts found
persons that hold mentions of two marked ones, `split` marked ones that are spread over several found; `country` is the
share of marked persons with a state that were found and given it; `body` the share of those with a body that were found,
given no state, and that body where it is named; `wrong` counts persons given a state that gold has not.
"""

import argparse
import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from communique import knowledge, read
from communique.language.acting import INSTITUTIONS, party_of
from communique.records import Actor, Reading

GOLD = Path(__file__).parent.parent / "tests" / "golden" / "names"
Document = dict[str, Any]


def documents(path: Path) -> list[Document]:
    """The marked documents of one file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_document(document: Document) -> Reading:
    """What Communique reads in a document, written on its day."""
    return read(document["text"].encode(), published=document["date"])


def score(pairs: Iterable[tuple[Document, Reading]], show: Callable[[str], object] | None = None) -> dict[str, float]:
    """Figures over (document, reading) pairs; `show` is given a line for every fault."""
    count: Counter[str] = Counter()
    for document, reading in pairs:
        for fault in _compare(document, reading, count):
            if show is not None:
                show(f"{document['id']}\t{fault}")
    return {
        "documents": count["documents"],
        "mentions": count["marked"],
        "mention_precision": _share(count["right"], count["found"]),
        "mention_recall": _share(count["right"], count["marked"]),
        "linked": _share(count["linked"], count["marked"]),
        "people": count["people"],
        "person_precision": _share(count["named"], count["persons"]),
        "person_recall": _share(count["named"], count["people"]),
        "merged": count["merged"],
        "split": count["split"],
        "country": _share(count["country"], count["with_country"]),
        "body": _share(count["body"], count["with_body"]),
        "wrong": count["wrong"],
    }


def _compare(document: Document, reading: Reading, count: Counter[str]) -> list[str]:
    faults = []
    text = reading.article.text
    body = document["text"].index("\n")
    places = _places(document["text"], text, body)
    marked = {
        (places[start], places[end - 1] + 1): number
        for number, person in enumerate(document["people"])
        for start, end in person["mentions"]
    }
    body = min(places.values())
    found = [actor for actor in reading.actors if actor.kind == "person"]
    whose: dict[int, list[int]] = {}
    got: set[tuple[int, int]] = set()
    for number, actor in enumerate(found):
        for span in actor.mentions:
            if span[0] < body:
                continue
            count["found"] += 1
            gold = next((one for one in marked if one not in got and _same(text, one, span)), None)
            if gold is None:
                faults.append(f"extra mention\t{text[slice(*span)]}\t({actor.name})")
                continue
            got.add(gold)
            whose.setdefault(number, []).append(marked[gold])
    faults += [f"missed mention\t{text[slice(*one)]}" for one in marked if one not in got]
    count.update(documents=1, marked=len(marked), right=len(got), people=len(document["people"]), persons=len(found))
    taken: dict[int, int] = {}
    for number in sorted(whose, key=lambda n: -len(whose[n])):
        for gold_number, _ in Counter(whose[number]).most_common():
            if gold_number not in taken:
                taken[gold_number] = number
                break
        if len(set(whose[number])) > 1:
            count["merged"] += 1
            faults.append(
                f"merged\t{found[number].name}: {[document['people'][g]['name'] for g in set(whose[number])]}"
            )
    for number, person in enumerate(document["people"]):
        holders = {n for n, golds in whose.items() if number in golds}
        if len(holders) > 1:
            count["split"] += 1
            faults.append(f"split\t{person['name']}: {[found[n].name for n in holders]}")
        actor = found[taken[number]] if number in taken else None
        count["linked"] += whose[taken[number]].count(number) if number in taken else 0
        count["named"] += actor is not None and _words(actor.name) == _words(person["name"])
        if actor is not None and _words(actor.name) != _words(person["name"]):
            faults.append(f"name\t{person['name']}: {actor.name}")
        if person["country"]:
            count["with_country"] += 1
            count["country"] += actor is not None and actor.country == person["country"]
            count["wrong"] += actor is not None and actor.country not in (None, person["country"])
            if actor is not None and actor.country != person["country"]:
                faults.append(f"country\t{person['name']}: {actor.country}, not {person['country']}")
        if "body" in person:
            right = actor is not None and actor.country is None and person["body"] in ("", *_bodies(actor))
            count["with_body"] += 1
            count["body"] += right
            count["wrong"] += actor is not None and actor.country is not None
            if actor is not None and not right:
                faults.append(
                    f"body\t{person['name']}: {actor.country or party_of(actor)}, not {person['body'] or 'any'}"
                )
    known = set(taken.values())
    faults += [f"extra person\t{a.name}\t{_why(a)}" for number, a in enumerate(found) if number not in known]
    return faults


def _places(source: str, text: str, body: int) -> dict[int, int]:
    """Where each character of the document's body stands in the article, whose white space may be another."""
    mine = [at for at in range(body, len(source)) if not source[at].isspace()]
    theirs = [at for at, char in enumerate(text) if not char.isspace()]
    first = "".join(text[at] for at in theirs).index("".join(source[at] for at in mine))
    return dict(zip(mine, theirs[first:], strict=False))


def _bodies(actor: Actor) -> tuple[str, ...]:
    """The organisation that an actor acts for, by its name in the table and as an institution of a union."""
    party = party_of(actor) or ""
    of = [role.of for role in actor.roles if role.of]
    listed = (knowledge.organisation_by_name().get(name) for name in of)
    names = [party, *of, *(body.name for body in listed if body is not None)]
    return tuple(dict.fromkeys(one for name in names for one in (name, INSTITUTIONS.get(name, name))))


ADDRESS = frozenset(
    "u daw lord lady sir king queen pope emperor sheikh sultan crown prince princess datuk ratu mr ms mrs dr he".split()
)


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("-", " ")).casefold()
    return frozenset("".join(c for c in plain if c.isalnum() or c in " '").split()) - ADDRESS


def _same(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if shared <= 0:
        return False
    if _words(text[slice(*one)]) == _words(text[slice(*other)]):
        return True
    return 2 * shared >= max(one[1] - one[0], other[1] - other[0])


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _why(actor: Actor) -> str:
    return f"{actor.made_by} {actor.confidence:.2f}"


def main() -> int:
    """Score each file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=[GOLD / "dev.jsonl", GOLD / "check.jsonl"])
    parser.add_argument("--misses", action="store_true", help="list every fault")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        started = time.process_time()
        pairs = [(document, read_document(document)) for document in documents(path)]
        seconds = time.process_time() - started
        result = score(pairs, print if options.misses else None)
        if options.json:
            print(json.dumps({str(path): result}))
            continue
        print(f"{path.name}: {len(pairs)} documents in {seconds:.1f} s of processor time")
        for name, value in result.items():
            print(f"  {name:<20}{value:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
