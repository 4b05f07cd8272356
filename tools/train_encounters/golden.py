"""Marked sentences out of golden documents: `python golden.py GOLD_DIR OUT_DIR`, one file a document.

The mentions are those that the reader finds, so that the network is taught on what it will be asked about. An encounter is marked
in the sentence that its evidence stands in.
"""

import json
import sys
from pathlib import Path

from communique.language import Analysis, analyse
from communique.language.pipeline import Sentence
from communique.pages import extract, open_page
from communique.readers.mentions import Mention, When, Where, Who, mentions_of

ARTICLES = {"the", "mr", "ms", "mrs", "dr", "president", "minister", "foreign", "prime", "of", "state", "h", "e"}


def same_name(one: str, other: str) -> bool:
    """Whether one name is part of the other, titles aside."""
    x, y = ({w for w in name.casefold().replace("-", " ").split() if w not in ARTICLES} for name in (one, other))
    return bool(x and y) and (x <= y or y <= x)


def marked(analysis: Analysis, sentence: Sentence, meetings: list[dict]) -> str | None:
    """The sentence with its mentions and encounters marked; None where there is no mention."""
    start, end = sentence.span
    text = analysis.cast.text
    here = [m for m in meetings if m["evidence"] and (at := text.find(m["evidence"])) >= 0 and start <= at < end]
    mentions = _apart(mentions_of(analysis, sentence), here, analysis)
    numbers: dict[int, set[int]] = {}
    told = {}
    for number, meeting in enumerate(here, 1):
        members = [k for k, m in enumerate(mentions) if _part(analysis, m, meeting)]
        who = [k for k in members if isinstance(mentions[k], Who)]
        if not who or (meeting["kind"] == "visit" and not any(isinstance(mentions[k], Where) for k in members)):
            continue
        told[number] = f"{number} {meeting['kind']} {meeting['status']}"
        for k in members:
            numbers.setdefault(k, set()).add(number)
    if not mentions:
        return None
    out, at = "", start
    for k, m in enumerate(mentions):
        letter = {Who: "", Where: "p", When: "d"}[type(m)]
        tags = ",".join(f"{n}{letter}" for n in sorted(numbers.get(k, {0})))
        out += text[at : m.span[0]] + f"[{text[m.span[0] : m.span[1]]}|{tags}]"
        at = m.span[1]
    line = (out + text[at:end]).replace("\n", " ").replace("\t", " ")
    return line + "\t" + ("; ".join(told.values()) or "-")


def _apart(mentions: list[Mention], here: list[dict], analysis: Analysis) -> list[Mention]:
    """Mentions that don't overlap: of a state named once as who and once as where, the one that the encounters speak of."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.span[0], -m.span[1])):
        clash = next((k for k in kept if m.span[0] < k.span[1]), None)
        if clash is None:
            kept.append(m)
        elif (
            isinstance(m, Where)
            and isinstance(clash, Who)
            and m.span == clash.span
            and any(_part(analysis, m, h) for h in here)
        ):
            kept[kept.index(clash)] = m
    return kept


def _part(analysis: Analysis, m: Mention, meeting: dict) -> bool:
    if isinstance(m, When):
        span = (m.time.start, m.time.end or m.time.start)
        return (
            bool(meeting.get("start"))
            and span[0] <= (meeting.get("end") or meeting["start"])
            and meeting["start"] <= span[1]
            and span[1][:7] <= (meeting.get("end") or meeting["start"])[:7]
        )
    if isinstance(m, Where):
        own = set((meeting.get("place") or "").casefold().replace(",", " ").split()) - {"the"}
        return bool(own & set(m.name.casefold().replace(",", " ").split())) or (
            meeting["kind"] == "visit" and m.code is not None and m.code == (meeting.get("parties") or [None, None])[-1]
        )
    names = [analysis.cast.by_id(ref) for ref in m.refs]
    if meeting.get("participants") and any(
        a.kind == "person" and any(same_name(a.name, p) for p in meeting["participants"]) for a in names
    ):
        return True
    people = [a for a in names if a.kind == "person"]
    parties = set(analysis.cast.parties(m.refs))
    if meeting["kind"] == "visit" and parties & set((meeting.get("parties") or [])[1:]):
        return False
    known = {
        party
        for p in meeting.get("participants", [])
        for a in analysis.cast.actors
        if a.kind == "person" and same_name(a.name, p) and (party := analysis.cast.party(a))
    }
    return not people and bool(parties) and parties <= set(meeting.get("parties") or ()) - known


def main() -> None:
    """Write the files."""
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(gold.glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        analysis = analyse(extract(open_page(gold / record.get("file", f"{file.stem}.txt"))))
        lines = [
            line
            for block in analysis.blocks
            for sentence in block.sentences()
            if (line := marked(analysis, sentence, record["meetings"])) is not None and "[" not in sentence.text
        ]
        (out / f"gold-{file.stem}.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
