"""Whatever a page holds, the record is sound: spans lie in the text, references resolve, JSON goes round."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.pages.draft import assemble
from communique.pages.plain import read_plain
from communique.reading import read_article
from communique.records import Reading, faults

SENTENCES = (
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Tuesday.",
    "“We will open the border,” he said, adding that Uganda should do the same.",
    "They agreed to build a railway, share data and hold talks every year.",
    "According to Reuters, the two sides reached 10 points of consensus, including opening ports and training nurses.",
    "The foreign ministry in Nairobi did not comment.",
    "MINISTER OTIENO: We have nothing to hide.",
    "QUESTION: When will you meet again?",
    'He said: "Not yet',
    "5 May 2025",
    "The second session of the Kenya-Uganda Joint Commission will be held in Entebbe in 2026.",
)
wild = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
pages = st.lists(st.one_of(st.sampled_from(SENTENCES), wild), min_size=1, max_size=8).flatmap(
    lambda pieces: st.sampled_from(("\n\n", " ", "\n")).map(lambda joint: joint.join(pieces))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages)
def test_any_text_gives_a_sound_record(text: str) -> None:
    reading = read_article(assemble(read_plain(text), url=None))
    assert list(faults(reading)) == []
    for record in (*reading.meetings, *reading.statements, *reading.commitments, *reading.positions, *reading.times):
        spans = [record.span] if hasattr(record, "span") else list(record.evidence)
        assert all(0 <= start < end <= len(reading.article.text) for start, end in spans)
    ids = [
        record.id
        for kind in (reading.actors, reading.meetings, reading.statements, reading.commitments)
        for record in kind
    ]
    assert len(ids) == len(set(ids))
    again = Reading.from_json(reading.to_json())
    assert again == reading
    assert again.to_json() == reading.to_json()
