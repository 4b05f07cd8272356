"""Attributions by the trained tagger and its linker, on sentences of our own."""

import math
from itertools import pairwise

import pytest

from communique.readers.linking import Attribution, Links, Scale, Scored, link, near
from communique.readers.tagged import attributions, setting

SENTENCES = [
    (
        "President William Ruto said that Kenya would send two envoys to Addis Ababa.",
        "William Ruto",
        "said",
        "Kenya would send two envoys",
    ),
    (
        "“The talks were frank and useful,” Foreign Minister Penny Wong told reporters in Canberra.",
        "Penny Wong",
        "told",
        "frank and useful",
    ),
    (
        "According to the foreign ministry in Oslo, the agreement will be signed in June.",
        "foreign ministry",
        "According",
        "will be signed",
    ),
    ("The river commission, Lao officials warned, has no money left.", "Lao officials", "warned", "no money left"),
    (
        "Chancellor Olaf Scholz called on both sides to return to the table.",
        "Olaf Scholz",
        "called on",
        "return to the table",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), SENTENCES)
def test_who_said_what(text, source, cue, content):
    found = attributions(text, [(0, len(text))], 0.2)
    assert len(found) == 1
    (one,) = found
    assert one.source and source in text[slice(*one.source)]
    assert cue in text[slice(*one.cue)]
    assert content in " ".join(text[a:b] for a, b in one.content)
    assert 0 < one.confidence < 1


def test_a_quotation_broken_by_its_speaker_is_one_statement_in_two_parts():
    text = "“We will keep the bridge open,” the Zambian minister said, “whatever it may cost.”"
    (one,) = attributions(text, [(0, len(text))], 0.2)
    assert len(one.content) == 2 and "keep the bridge" in text[slice(*one.content[0])]


def test_two_speakers_keep_their_own_words():
    text = "Peru said the line was closed. Chile denied that any train had been stopped."
    found = attributions(text, [(0, len(text))], 0.1)
    by_source = {text[slice(*a.source)]: " ".join(text[s:e] for s, e in a.content) for a in found if a.source}
    assert "line was closed" in by_source["Peru"] and "train" in by_source["Chile"]


def test_a_paragraph_without_speech_gives_nothing():
    text = "The bridge over the river is 400 metres long and carries two lanes."
    assert attributions(text, [(0, len(text))]) == []


def test_a_higher_threshold_keeps_a_part_of_what_a_lower_one_keeps():
    text = "\n".join(sentence for sentence, *_ in SENTENCES)
    spans, at = [], 0
    for sentence, *_ in SENTENCES:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    kept = [attributions(text, spans, least) for least in (0.0, 0.3, setting().threshold, 0.7, 0.9, 1.0)]
    for more, fewer in pairwise(kept):
        assert all(a in more for a in fewer)
    assert kept[0] and not kept[-1]


def test_places_alone_link_what_stands_close():
    cues = [Scored((10, 14)), Scored((60, 64))]
    sources = [Scored((0, 9)), Scored((50, 59))]
    contents = [Scored((15, 48)), Scored((65, 90))]
    assert [(a.source, a.content) for a in link(sources, cues, contents)] == [
        ((0, 9), ((15, 48),)),
        ((50, 59), ((65, 90),)),
    ]


def test_links_given_win_over_places_and_a_source_may_be_missing_or_shared():
    cues = [Scored((10, 14)), Scored((60, 64)), Scored((95, 99))]
    sources = [Scored((0, 9))]
    contents = [Scored((15, 48)), Scored((65, 90)), Scored((100, 120))]
    found = link(
        sources, cues, contents, Links([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9]])
    )
    assert [a.source for a in found] == [(0, 9), (0, 9), None]
    assert found[2].confidence == pytest.approx(0.9)


def test_nothing_gives_nothing_and_a_cue_without_content_is_no_attribution():
    assert link([], [], []) == []
    assert link([Scored((0, 4))], [Scored((5, 9))], []) == []
    assert near([], [Scored((5, 9))], []).cue_source == [[1.0]]


def test_the_scale_is_logistic_and_never_overflows():
    assert Scale(0.0, (1.0,)).chance([0.0]) == 0.5
    assert math.isclose(Scale(0.0, (1000.0,)).chance([9.0]), 1.0, rel_tol=1e-9)
    assert isinstance(link([], [Scored((0, 4))], [Scored((5, 20))])[0], Attribution)
