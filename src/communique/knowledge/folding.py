"""When two spellings are one: case, accents and kinds of apostrophe do not tell names apart."""

import re
import unicodedata
from functools import lru_cache

STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D", "ħ": "h", "ə": "e"}
)
"""Letters that Unicode does not take apart and newsrooms print plain."""


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` for comparison: "Vučić" and "VUCIC" are one, "Bolat" and "Polat" are two."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").translate(STROKES)).casefold()
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


RESPELT = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"(?<=[a-z])(o|a)e(?=[a-z])"), r"\1"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee|[yj]"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"[qc](?!h)"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=[mh])o(?=ham|s)"), "u"),
    (re.compile(r"(?<=mm)e(?=d)|(?<=m)e(?=d$)"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """One spelling for the ways in which newsrooms put a foreign name into Latin letters: Sergei and Sergey."""
    plain = fold(word)
    for pattern, plainer in RESPELT:
        plain = pattern.sub(plainer, plain)
    return plain
