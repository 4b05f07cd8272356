from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.relate.alignment import longest_common

words = st.lists(st.sampled_from("abcd"), max_size=14)


def length(a: list[str], b: list[str]) -> int:
    """The textbook's table."""
    row = [0] * (len(b) + 1)
    for one in a:
        before, row = row, [0]
        for at, other in enumerate(b):
            row.append(before[at] + 1 if one == other else max(before[at + 1], row[at]))
    return row[-1]


@given(words, words)
def test_a_longest_common_sequence(a: list[str], b: list[str]) -> None:
    matches = longest_common(a, b)
    assert len(matches) == length(a, b)
    assert all(a[i] == b[j] for i, j in matches)
    assert all(i < u and j < v for (i, j), (u, v) in pairwise(matches))


def test_long_texts() -> None:
    a = [str(number % 97) for number in range(6000)]
    b = a[:3000] + ["new"] * 50 + a[3100:]
    assert len(longest_common(a, b)) >= 5900
