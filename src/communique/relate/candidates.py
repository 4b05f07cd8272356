"""Which pages may carry the same piece: found by a few three-word stretches that hold a name or a number.

A sample of such stretches, chosen by their own hash, is kept for every page ("0 mod p" fingerprints; Manber, "Finding
similar files in a large file system", 1994): a copy a third as long keeps a third of them all, and a paraphrase, which
leaves names alone, some. MinHash estimates the overlap of whole sets and loses both. Formula sentences without a name
give no key, so that the millionth page meets few others.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from communique.relate.wording import Wording

Ref = TypeVar("Ref", bound=Hashable)

STRETCH = 3
"""Words of a stretch: of a real paraphrase's, .18 of those of five words are left, and twice as many of three."""

COARSEST, SPARE = 16, 40
"""Of hashes only multiples of a power of two are kept: of the largest up to COARSEST that leaves SPARE of them. What two
samples of different powers can share is the coarser one's."""

SHARED, ENOUGH = 0.05, 2
"""Share of the smaller sample, and number of stretches, from which two pages are worth laying side by side."""

POPULAR = 200
"""Pages with one stretch beyond which it tells nothing: a name and a title that every report repeats."""


def stretches(wording: Wording) -> tuple[int, ...]:
    """The sampled stretches of a text, as numbers below 2^32, in rising order."""
    keys = [wording.keys[at] for at in wording.prose]
    telling = [key in wording.facts for key in keys]
    hashes = {
        zlib.crc32(" ".join(keys[at : at + STRETCH]).encode("utf-8", "replace"))
        for at in range(len(keys) - STRETCH + 1)
        if any(telling[at : at + STRETCH])
    }
    step = COARSEST
    while step > 1 and sum(value % step == 0 for value in hashes) < SPARE:
        step //= 2
    return tuple(sorted(value for value in hashes if value % step == 0))


def worth_comparing(shared: int, one: int, other: int) -> bool:
    """Whether pages with samples of `one` and `other` stretches that share `shared` may carry one piece."""
    return shared >= ENOUGH and shared >= SHARED * min(one, other)


class Index(Generic[Ref]):
    """Pages by their stretches, in memory; a ledger keeps the same in a table."""

    def __init__(self) -> None:
        self._pages: defaultdict[int, list[Ref]] = defaultdict(list)
        self._sizes: dict[Ref, int] = {}

    def add(self, ref: Ref, sample: Sequence[int]) -> None:
        """Put a page in under the name `ref`."""
        for value in sample:
            self._pages[value].append(ref)
        self._sizes[ref] = len(sample)

    def candidates(self, sample: Sequence[int]) -> list[Ref]:
        """The pages in the index that may carry the same piece, those with most in common first."""
        shared: Counter[Ref] = Counter()
        for value in sample:
            pages = self._pages.get(value, ())
            if len(pages) <= POPULAR:
                shared.update(pages)
        return [ref for ref, count in shared.most_common() if worth_comparing(count, len(sample), self._sizes[ref])]
