"""The trained tagger: word pieces' places, windows, the best tags, and what it finds in sentences of our own."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.models import screening, tagger
from communique.models.decoding import BEGIN, INSIDE, OUT, best_tags, log_softmax, runs, whole_words
from communique.models.running import ModelMissing
from communique.models.windows import BUDGET, CLS, LONGEST, SEP, pack, pieces, window

ODD = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("“”‘’'\"é̈\u200b\u00a0İßﬁ𝒜😀中\r\t�")), max_size=60
)


@given(st.lists(ODD, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_pieces_lie_in_their_own_paragraph_in_order(paragraphs):
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    inside = set()
    for part in pieces(text, spans):
        assert (part.starts <= part.ends).all() and (np.diff(part.starts) >= 0).all()
        owners = [n for n, (a, b) in enumerate(spans) if a <= part.starts[0] and part.ends[-1] <= b]
        assert owners
        inside.update(i for a, b in zip(part.starts, part.ends, strict=True) for i in range(a, b))
    letters = {i for i, c in enumerate(text) if c.isascii() and c.isalnum()}
    assert letters <= inside, "a plain letter is in no piece"


def test_a_long_paragraph_is_cut_at_a_sentence_and_nothing_is_lost():
    text = "The delegation stayed in the capital for another day. " * 60
    parts = pieces(text, [(0, len(text))])
    assert len(parts) > 1 and all(len(p) <= LONGEST for p in parts)
    assert all(text[p.ends[-1] - 1] == "." for p in parts)
    assert sum(map(len, parts)) == 60 * 10


def test_windows_keep_paragraphs_whole_and_apart():
    text = "\n".join(f"Minister number {n} spoke." for n in range(90))
    spans = [(m, m + len(line)) for line in text.split("\n") for m in [text.index(line)]]
    packed = pack(pieces(text, spans))
    assert sum(map(len, packed)) == len(spans)
    for group in packed:
        w = window(group)
        assert len(w) <= BUDGET and w.ids[0] == CLS and w.ids[-1] == SEP
        assert (w.paragraphs[w.starts < 0] == -1).all() and len(group) == w.paragraphs.max() + 1


@given(st.lists(st.tuples(*[st.floats(-5, 5)] * 3), min_size=1, max_size=7))
@settings(max_examples=60, deadline=None)
def test_the_best_tags_are_the_best_of_all_allowed(rows):
    from itertools import product

    logs = log_softmax(np.array(rows, dtype=np.float32)[:, None, :])
    tags = best_tags(logs)[:, 0].tolist()

    def allowed(seq):
        return all(t != INSIDE or before != OUT for before, t in zip((OUT, *seq), seq, strict=False))

    def worth(seq):
        return sum(float(logs[i, 0, t]) for i, t in enumerate(seq))

    assert allowed(tags)
    assert worth(tags) == pytest.approx(
        max(worth(s) for s in product(range(3), repeat=len(rows)) if allowed(s)), abs=1e-4
    )


def test_runs_part_neighbours_that_begin_anew():
    assert runs(np.array([OUT, BEGIN, INSIDE, BEGIN, OUT, BEGIN], dtype=np.int8)) == [(1, 3), (3, 4), (5, 6)]


def test_spans_are_widened_to_whole_words():
    assert whole_words("unbelievable news", 2, 5) == (0, 12)
    assert whole_words("so, he said", 4, 6) == (4, 6)


def test_a_missing_model_is_one_clear_error():
    with pytest.raises(ModelMissing, match=r"nowhere\.onnx is missing: .*rules only"):
        tagger.tag("Anna said so.", [(0, 13)], model=Path("nowhere.onnx"))


@pytest.mark.parametrize(
    "paragraph",
    ["The envoy said that talks go on.", "“We are ready.”", "Envoy: talks go on", "According to the ministry, no."],
)
def test_the_screen_lets_through_what_can_attribute(paragraph):
    assert screening.may_attribute(paragraph)


@pytest.mark.parametrize("paragraph", ["", "Page 4", "Geneva, 12 May 2023"])
def test_the_screen_holds_back_what_cannot(paragraph):
    assert not screening.may_attribute(paragraph)


def test_what_stands_in_other_windows_changes_nothing_and_order_is_kept():
    one = "The foreign minister said that the border would open in May."
    two = "“We have waited long enough,” the mayor of Moyale told reporters."
    other = "Kenya hopes that a court will hear the case. " * 40
    alone = tagger.tag(f"{one}\n{two}", spans_of(one, two))
    assert [t.cues[0].start for t in alone] == sorted(t.cues[0].start for t in alone) and len(alone) == 2
    beside = tagger.tag(f"{one}\n{two}\n{other}", spans_of(one, two, other))
    for here, there in zip(alone, beside, strict=False):
        for ours, theirs in ((here.sources, there.sources), (here.cues, there.cues), (here.contents, there.contents)):
            assert [(f.start, f.end) for f in ours] == [(f.start, f.end) for f in theirs]
            assert [f.probability for f in ours] == pytest.approx([f.probability for f in theirs], abs=1e-3)


def spans_of(*paragraphs):
    """Where paragraphs stand in a text that joins them line by line."""
    starts = [sum(len(before) + 1 for before in paragraphs[:n]) for n in range(len(paragraphs))]
    return [(start, start + len(words)) for start, words in zip(starts, paragraphs, strict=True)]
