"""A verb with its doers, as the functions that read encounters from verbs see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Block, Sentence
from communique.readers.encounter_days import when
from communique.readers.own_clause import clause_of
from communique.readers.parties import partners, party_of
from communique.readers.telling import Telling, telling_of
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its doers, as the functions below read it."""

    analysis: Analysis
    sentence: Sentence
    verb: "Token"
    us: list[str]
    passive: bool

    @property
    def block(self) -> Block:
        """The paragraph that holds the verb."""
        return self.sentence.block

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @property
    def after(self) -> str:
        """The sentence's words after the verb."""
        return self.text[self.verb.idx - self.sentence.tokens.start_char + len(self.verb) :]

    @property
    def own(self) -> str:
        """The sentence's words up to the next verb that is coordinated with this one."""
        further = next((c for c in self.verb.children if c.dep_ == "conj" and c.i > self.verb.i), None)
        return self.text[: further.idx - self.sentence.tokens.start_char] if further is not None else self.text

    def with_(self, *prepositions: str, direct: bool = False) -> list[str]:
        """Whom it is done with, by the prepositions, or as its object."""
        return partners(self.analysis, self.block, self.verb, prepositions, direct=direct)

    def people(self, refs: list[str]) -> list[str]:
        """Those of the actors who are people."""
        return [ref for ref in refs if somebody(self.analysis.cast.by_id(ref))]

    def sides(self, refs: list[str]) -> int:
        """How many parties these actors stand for."""
        return len({party_of(self.analysis, ref) for ref in refs})

    def dated(self) -> bool:
        """Whether the clause tells its day."""
        clause = clause_of(self.sentence, self.verb)
        return when(self.analysis, self.sentence, self.verb, clause) is not None

    def has(self, preposition: str) -> bool:
        """Whether the verb has the preposition."""
        return any(c.dep_ == "prep" and c.text.casefold() == preposition for c in self.verb.children)

    def telling(
        self, kind: MeetingKind, them: list[str], confidence: float = 0.9, loose: bool = False
    ) -> Telling | None:
        """The encounter with `them` that the verb tells of."""
        rule = f"meetings.{self.verb.lemma_.casefold()}/1"
        return telling_of(self.analysis, self.sentence, self.verb, kind, self.us, them, rule, confidence, loose=loose)
