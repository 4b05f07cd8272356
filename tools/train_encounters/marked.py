"""Marked sentences as the network is taught by them.

A line is a sentence, a tab and its encounters. `[Macron|1]` takes part in encounter 1, `[Paris|1p]` is its place,
`[Monday|1d]` its day; a number 0 is of none. The encounters are named with kind and status: `1 meeting held; 2 visit planned`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\[([^\[\]|]+)\|([0-9pd,]+)\]")
WHO, WHERE, WHEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start`..`end` of the sentence, what they name (who, where, when), and the encounters it is part of."""

    start: int
    end: int
    type: int
    groups: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks."""

    text: str
    mentions: tuple[Mention, ...]
    groups: dict[int, tuple[str, str]]


def parse(line: str) -> Sentence:
    """One line; `ValueError` says what is wrong with it."""
    marked, _, tail = line.rstrip("\n").partition("\t")
    groups: dict[int, tuple[str, str]] = {}
    if tail.strip() not in ("", "-"):
        for part in tail.split(";"):
            number, kind, status = part.split()
            groups[int(number)] = (kind, status)
    text, mentions, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        tags = mark[2].split(",")
        kinds = {{"p": WHERE, "d": WHEN}.get(tag[-1], WHO) for tag in tags}
        if len(kinds) != 1:
            raise ValueError(f"more than one type in {mark[0]}")
        numbers = frozenset(int(tag.rstrip("pd")) for tag in tags) - {0}
        if numbers - set(groups):
            raise ValueError(f"an encounter that is not named in {mark[0]}")
        mentions.append(Mention(len(text), len(text) + len(mark[1]), kinds.pop(), numbers))
        text += mark[1]
    return Sentence(text + marked[at:], tuple(mentions), groups)


def load(*files: Path) -> list[Sentence]:
    """Every sentence of the files, each once."""
    found: dict[str, Sentence] = {}
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                one = parse(line)
            except ValueError as fault:
                raise SystemExit(f"{file}:{number}: {fault}") from fault
            found.setdefault(one.text, one)
    return list(found.values())
