"""Attributions from outside: agreement is trusted more, disagreement less, and what is new comes in under its own name."""

from communique.language import analyse
from communique.language.analysis import Analysis
from communique.readers import read_statements
from communique.readers.joining import Proposed
from communique.records import Article, Part, Span, Statement

TEXT = (
    "Kenyan Foreign Minister Wanjiru Kamau said that the border would reopen, according to Reuters. "
    "Ugandan Trade Minister Moses Okello met her in Busia. "
    "The traders, Okello bellowed, had waited long enough, Kyodo News reported."
)


def analysis() -> Analysis:
    return analyse(Article(TEXT, (Part("paragraph", (0, len(TEXT))),)))


def span(words: str) -> Span:
    at = TEXT.index(words)
    return at, at + len(words)


def proposed(source: str, cue: str, *content: str, confidence: float = 0.9) -> Proposed:
    return Proposed(span(source), span(cue), tuple(span(words) for words in content), confidence, "tagger/1")


def by_kamau(found: tuple[Statement, ...]) -> Statement:
    return next(said for said in found if TEXT[slice(*said.content[0])].startswith("the border"))


def test_agreement_raises_confidence_and_keeps_the_rules_record() -> None:
    alone = by_kamau(read_statements(analysis()))
    agreed = by_kamau(
        read_statements(analysis(), (), [proposed("Wanjiru Kamau", "said", "that the border would reopen")])
    )
    assert agreed.confidence > alone.confidence
    assert (agreed.made_by, agreed.content, agreed.via) == (alone.made_by, alone.content, alone.via)


def test_another_speaker_lowers_it() -> None:
    alone = by_kamau(read_statements(analysis()))
    other = by_kamau(read_statements(analysis(), (), [proposed("Moses Okello", "said", "the border would reopen")]))
    assert other.confidence < alone.confidence
    assert other.source == alone.source


def test_what_no_rule_found_comes_in_above_the_threshold() -> None:
    text = 'Kenyan Foreign Minister Wanjiru Kamau met traders in Busia. "Enough," ran her answer to all of them.'
    read = analyse(Article(text, (Part("paragraph", (0, len(text))),)))
    start = text.index('"Enough,"')
    her = (text.index("her"), text.index("her") + 3)
    outside = Proposed(her, (text.index("ran"), text.index("ran") + 3), ((start, start + 9),), 0.8, "tagger/1")
    assert not [said for said in read_statements(read) if said.made_by == "tagger/1"]
    (taken,) = [said for said in read_statements(read, (), [outside]) if said.made_by == "tagger/1"]
    assert read.cast.by_id(taken.source).name == "Wanjiru Kamau"
    assert taken.manner == "direct"
    assert not read_statements(read, (), [outside], least=0.9)


def test_proposals_that_fit_nowhere_are_left_out() -> None:
    nowhere = Proposed(None, None, ((len(TEXT) + 5, len(TEXT) + 9),), 1.0, "tagger/1")
    empty = Proposed(span("Okello"), span("met"), (), 1.0, "tagger/1")
    assert read_statements(analysis(), (), [nowhere, empty]) == read_statements(analysis())


def test_what_is_named_but_not_told_is_no_statement() -> None:
    text = "Kenyan Foreign Minister Wanjiru Kamau declared her support for the bridge and its builders."
    read = analyse(Article(text, (Part("paragraph", (0, len(text))),)))
    start = text.index("her support")
    kamau = (text.index("Wanjiru"), text.index(" declared"))
    cue = (text.index("declared"), text.index(" her"))
    outside = Proposed(kamau, cue, ((start, len(text) - 1),), 0.95, "tagger/1")
    assert not [said for said in read_statements(read, (), [outside]) if said.made_by == "tagger/1"]
