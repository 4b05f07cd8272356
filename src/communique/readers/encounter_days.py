"""The day of an encounter as its own sentence tells it."""

import re
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.day_headings import heading_day
from communique.readers.days_apart import apart, later, moved, sooner, trailing
from communique.readers.own_clause import governing, hangs_on, journeys, looks_ahead, of_another, verbs
from communique.records import Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Token


ADJOINING = 6
"""Characters (", in ") between an encounter's noun phrase and a date that still belongs to it."""

SINCE = re.compile(r"\bsince\b[^.;,]*$", re.I)


def ahead(analysis: Analysis, time: Time) -> bool:
    """Whether a day is later than the page's own; no day is where the page has none."""
    return (time.start or "") > (analysis.article.reference or "9")


def _when_clause(analysis: Analysis, sentence: Sentence, token: "Token") -> Time | None:
    """The day before a clause that tells what was then: "since December 14, when Ali and Maduro shook hands"."""
    if token.dep_ not in ("relcl", "advcl") or not any(c.text.casefold() == "when" for c in token.lefts):
        return None
    when_at = next(sentence.block.start(c) for c in token.lefts if c.text.casefold() == "when")
    return next((time for time in analysis.times if time.start and 0 <= when_at - time.span[1] <= 2), None)


def _before_conjunct(sentence: Sentence, token: "Token", at: int) -> bool:
    """Whether a day stands with the word before this one: "met him on 16 June and spoke to him in March", "talks in May and a visit"."""
    inner = sentence.block.token_at(at)
    first = token.head if token.dep_ == "conj" else None
    return inner is not None and first is not None and first.i < inner.i < token.i and not token.is_ancestor(inner)


def _past_semicolon(text: str, end: int, time: Time) -> bool:
    """Whether a semicolon parts a time from an encounter that ends there."""
    return ";" in (text[end : time.span[0]] if time.span[0] >= end else text[time.span[1] : end])


def _where(sentence: Sentence, token: "Token", times: list[Time]) -> Time | None:
    """The day of what somebody did where they went: "went on to Kingstown, where he and Maduro spoke on 1 March"."""
    for time in times:
        at = sentence.block.token_at(time.span[0])
        clause = next((w for w in (at.ancestors if at is not None else ()) if w.pos_ in ("VERB", "AUX")), None)
        if clause is None or clause.dep_ not in ("relcl", "advcl") or not token.is_ancestor(clause):
            continue
        if any(c.text.casefold() == "where" for c in clause.lefts) and looks_ahead(clause) == looks_ahead(token):
            return time
    return None


def _led_in(sentence: Sentence, token: "Token", times: list[Time]) -> Time | None:
    """The day of "When she went to Lilongwe in July 2023, she and X spent half of their talks", and of "in January, during his visit"."""
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    during = token.head if token.dep_ == "pobj" and token.head.text.casefold() == "during" else None
    for time in times:
        if during is not None and 0 <= sentence.block.start(during) - time.span[1] <= 2:
            return time
        for clause in verb.lefts if verb is not None else ():
            when_word = any(c.text.casefold() == "when" for c in clause.lefts)
            if clause.dep_ == "advcl" and when_word and hangs_on(sentence, clause, time.span[0]):
                return time
    return None


def _told_with(analysis: Analysis, sentence: Sentence, token: "Token") -> list[Time]:
    """The calendar's time that ends the phrase of an encounter, however long: "the visit of X, then President, to India in January 2018"."""
    end = sentence.block.end(token)
    time = next((t for t in analysis.times if end <= t.span[0] < sentence.span[1] and t.start), None)
    if time is None or time.made_by in HANGING or not LED.search(analysis.cast.text, end, time.span[0]):
        return []
    at = sentence.block.token_at(time.span[0])
    if at is None or BREAK.search(analysis.cast.text, end, time.span[0]):
        return []
    between = token.doc[token.i + 1 : at.i]
    if any(word.pos_ in ("VERB", "AUX") or word.dep_ in ("nsubj", "nsubjpass", "cc") for word in between):
        return []
    return [time]


HANGING = frozenset({"times.weekday/1", "times.today/1", "times.day_part/1", "times.same_day/1", "times.day_after/1"})
"""Rules whose days are mostly those of the sentence's verb."""
LED = re.compile(r"\b(?:in|on|of|from|for)[ \u00a0](?:the[ \u00a0])?$")
BREAK = re.compile(r"[;:—–]|\b(?:since|until|by|before|after|when|where|which|who|whose)\b")


def _came_after(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span) -> Time | None:
    """The day of what came of talks: "agreed on Tuesday to reopen, he said after talks with X", "signed on Tuesday after talks"."""
    if token.dep_ != "pobj" or token.head.text.casefold() not in ("after", "following") or token.head.i == 0:
        return None
    verb = governing(token)
    if verb is None or verb.tag_ not in ("VBD", "VBN") or looks_ahead(verb):
        return None
    said = [w for w in verb.children if w.dep_ in ("ccomp", "parataxis") and w.tag_ in ("VBD", "VBN") and w.i < verb.i]
    verbs_of = [verb, *(w for w in said if not looks_ahead(w))]
    days = [
        time
        for time in analysis.times
        if clause[0] <= time.span[0] < clause[1] and time.precision == "day" and not ahead(analysis, time)
        and any(hangs_on(sentence, one, time.span[0]) for one in verbs_of)
    ]  # fmt: skip
    return days[0] if len(days) == 1 else None


def when(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span, visit: bool = False) -> Time | None:
    """The date of the encounter told at `token`, perhaps a `visit`: the nearest in its clause that is its own."""
    inside = [time for time in analysis.times if clause[0] <= time.span[0] < clause[1] and time.start]
    text = analysis.cast.text
    if (hung := _when_clause(analysis, sentence, token)) is not None:
        return hung
    if (counted := trailing(analysis, sentence, sentence.block.start(token))) is not None:
        return counted
    own_from = sentence.block.end(token)
    # "has grown since the meeting in May" gives the meeting its day, "met after a quarrel since May" does not
    inside = [t for t in inside if not SINCE.search(text, own_from if t.span[0] > own_from else clause[0], t.span[0])]
    inside = [t for t in inside if not _past_semicolon(text, own_from, t)] or inside
    whole = inside
    inside = [time for time in inside if not of_another(sentence, token, time.span[0])]
    below = token if token.pos_ in ("VERB", "AUX") else governing(token)
    if (off := apart(token)) is not None and below is not None:
        phrase = below if off.word.head == below or off.word.is_ancestor(below) else token
        left, right = sentence.block.start(phrase.left_edge), sentence.block.end(phrase.right_edge)
        if not any(left <= time.span[0] <= right for time in inside):
            main = next((w for w in phrase.ancestors if w.pos_ in ("VERB", "AUX")), None)
            of_main = [time for time in inside if main is not None and hangs_on(sentence, main, time.span[0])]
            return moved(of_main[-1], off) if of_main else None
    if (
        below is not None
        and below.dep_ == "advcl"
        and any(c.dep_ == "mark" and c.text.casefold() in ("before", "after") for c in below.children)
    ):
        # "visited Rome in May, a month before X hosted her": the main clause has a day of its own
        left, right = sentence.block.start(below.left_edge), sentence.block.end(below.right_edge)
        inside = [time for time in inside if left <= time.span[0] <= right]
    inside = [time for time in inside if not _before_conjunct(sentence, token, time.span[0])] or inside
    if below is not None and not visit:
        # "go on to Shanghai on Monday and hold talks in Beijing on Tuesday": each verb has its day
        inside = [time for time in inside if hangs_on(sentence, below, time.span[0])] or inside
    if token.pos_ in ("NOUN", "PROPN"):
        verb = governing(token)
        if (
            verb is None
            or verb.lemma_ not in verbs("dates")
            or verb.text.casefold() == "following"
            or (visit and token.dep_ == "pobj" and verb.lemma_ != "be")
        ):
            # a date elsewhere in the sentence is that of what is said about the encounter, not of the encounter
            left, right = sentence.block.start(token.left_edge), sentence.block.end(token.right_edge)
            own = [time for time in inside if left <= time.span[0] <= right + ADJOINING]
            course = token.dep_ == "pobj" and token.head.text.casefold() == "during" and token.head.head == verb
            if not own and course and verb is not None:
                # "signed in January, during his visit"
                own = [time for time in inside if hangs_on(sentence, verb, time.span[0])]
            inside = own or _told_with(analysis, sentence, token)
    if (visit or token.lemma_ in journeys()) and (there := _where(sentence, token, whole)) is not None:
        if not inside or min(t.span[0] for t in inside) > there.span[0]:
            return there
    if not inside and (led := _led_in(sentence, token, whole)) is not None:
        return led
    if not inside and (same := _came_after(analysis, sentence, token, clause)) is not None and not visit:
        return same
    if not inside:
        at = sentence.block.start(token)
        return later(analysis, sentence, at) or sooner(analysis, sentence, at) or heading_day(analysis, sentence)
    at = sentence.block.start(token)
    if token.dep_ == "relcl":
        # "returned on Thursday from Delhi, where she met him, on Wednesday": the day before is the main clause's
        inside = [time for time in inside if time.span[0] > at] or inside
    return min(inside, key=lambda time: time.span[0] - at if time.span[0] >= at else 2 * (at - time.span[1]))
