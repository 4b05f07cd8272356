"""Two sequences of words laid side by side: the longest common sequence, exactly.

The rows of the usual table are kept as whole numbers, a bit for each word of `b` (Hyyrö, "Bit-parallel LCS-length
computation revisited", 2004), so that a row costs a handful of operations on numbers as long as the text: 500 words
against 500 take under a millisecond, and the rows that were kept give the way back.
"""

from collections.abc import Sequence

Match = tuple[int, int]

LONGEST = 20_000
"""Words of a text that are aligned; the table of two such texts takes 50 MB."""


def longest_common(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """The places of a longest common sequence in `a` and `b`, in order; only the first `LONGEST` words count."""
    a, b = a[:LONGEST], b[:LONGEST]
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    middle = _common(a[head : len(a) - tail], b[head : len(b) - tail])
    matches = [(at, at) for at in range(head)]
    matches += [(i + head, j + head) for i, j in middle]
    matches += [(len(a) - at, len(b) - at) for at in range(tail, 0, -1)]
    return matches


def _common(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    if not a or not b:
        return []
    places: dict[str, int] = {}
    for at, word in enumerate(b):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(b)) - 1
    # a bit is 0 where the common sequence grows with that word of b
    row = full
    rows = []
    for word in a:
        hits = row & places.get(word, 0)
        row = (row + hits | row - hits) & full
        rows.append(row)
    found: list[Match] = []
    i, j = len(a), len(b)
    while i and j:
        if rows[i - 1] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if i == 0 or rows[i - 1] >> (j - 1) & 1:
            j -= 1
            found.append((i, j))
    found.reverse()
    return found
