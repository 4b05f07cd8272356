"""Single tellings of an encounter: who, with whom, what kind, where, when, as one clause tells it.

`meetings.py` puts the tellings of one encounter together. A telling is kept only where its participants stand for two
different parties, or a traveller goes to another party's place: a president among his own ministers is no meeting here.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from communique import knowledge
from communique.language import Analysis
from communique.readers.encounter_nouns import read_noun
from communique.readers.encounter_verbs import read_verb
from communique.readers.telling import Telling
from communique.readers.visits import awaited
from communique.records import Mechanism, MeetingKind


@cache
def _words() -> Mapping[tuple[str, str], MeetingKind]:
    return {(row["word"], row["pos"]): row["kind"] for row in knowledge.table("meeting_words")}  # type: ignore[misc]


def tellings(analysis: Analysis, mechanisms: tuple[Mechanism, ...]) -> Iterator[Telling]:
    """Every telling of an encounter in the text, in order."""
    for block in analysis.blocks:
        for sentence in block.sentences():
            for token in sentence.tokens:
                lemma = token.lemma_.casefold()
                if (lemma == "expect" and token.tag_ == "VBN") or (
                    token.text.casefold() == "due" and token.pos_ == "ADJ"
                ):
                    telling = awaited(analysis, sentence, token)
                elif token.pos_ in ("VERB", "AUX") and (lemma, "verb") in _words():
                    telling = read_verb(analysis, sentence, token, _words()[lemma, "verb"])
                elif token.pos_ in ("NOUN", "PROPN") and (
                    (lemma, "noun") in _words() or (token.text.casefold(), "noun") in _words()
                ):
                    kind = _words().get((lemma, "noun")) or _words()[token.text.casefold(), "noun"]
                    telling = read_noun(analysis, sentence, token, kind, mechanisms)
                else:
                    continue
                if telling is not None:
                    yield telling
