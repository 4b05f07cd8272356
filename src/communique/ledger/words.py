"""The words by which the ledger is searched: the same code makes them for both engines, of texts and of questions.

Neither engine's own tokenizer finds Chinese or Japanese words of two characters: one takes a whole run of characters
for a word, the other drops what its locale doesn't know. Here such a run becomes its overlapping pairs.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 48
"""Characters of a word that count; no language's words are longer, and PostgreSQL refuses those over 2 KB."""

BREAK = "ǂ"
"""Stands between fields in the index, so that no phrase runs from one into the next. No word holds it."""

_ASCII = re.compile(r"[a-z0-9]+")
# Han, kana with their marks, hangul: scripts whose words are not parted, or carry their particles with them
_UNPARTED = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_UNPARTED}]+|(?:(?![{_UNPARTED}{BREAK}])[^\W_])+")
_UNPARTED_RUN = re.compile(rf"[{_UNPARTED}]")
# accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic: as often left out as written
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for in the index: `words` side by side in this order, the last one as a beginning if `prefix`."""

    words: tuple[str, ...]
    prefix: bool


def words(text: str) -> list[str]:
    """The index words of a text in order: lower case, without accents; "王毅外长" gives 王毅 毅外 外长 长."""
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII.findall(text.lower())]
    found: list[str] = []
    for run in _RUN.findall(_plain(text)):
        if _unparted(run):
            found += [run[at : at + 2] for at in range(len(run))]
        else:
            found.append(run[:LONGEST])
    return found


def sought(text: str, prefix: bool = False) -> Sought | None:
    """How `words` has indexed a text that holds this phrase; None when the phrase holds no word.

    `prefix`: the last word is only a beginning. A run of Chinese at the end of a phrase can go on in the text, so its
    pairs are sought without the last character alone; one character by itself is the beginning of a pair.
    """
    found = words(text)
    if not found:
        return None
    if not _unparted(found[-1]):
        return Sought(tuple(found), prefix)
    last = _RUN.findall(_plain(text))[-1]
    return Sought(tuple(found[:-1]), False) if len(last) > 1 else Sought(tuple(found), True)


def _unparted(run: str) -> bool:
    return _UNPARTED_RUN.match(run) is not None


def _plain(text: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    # composed again, since hangul and voiced kana came apart with the accents
    return unicodedata.normalize("NFC", plain).translate(_LETTERS)
