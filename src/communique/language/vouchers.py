"""What vouches that a run of capitals is a person's name: an office, an address, a clause, a table, the recogniser."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from communique import knowledge
from communique.knowledge import fold
from communique.language.phrases import body_phrases
from communique.language.pipeline import Block
from communique.language.runs import honorific_before
from communique.language.state_words import state_code, state_pattern
from communique.language.titles import TitleMention, capital_before, owner_after
from communique.records import Span

WEAK = frozenset({"bare", "labelled", "acts", "subject"})
"""Vouchers of what is a name only beside a fuller one, or an office holder's."""
NO_PERSON = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "GPE", "LOC", "NORP"})
"""What the recogniser takes a name for that is nobody's."""
THINGS = frozenset({"FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
LOCATED = re.compile(r"\b(?:in|at|near|travel(?:l?ed|s)? to|visit(?:ed)?(?: to)?|trip to)[ \u00a0]$")
"""Before a name that nothing but the recogniser takes for a person's: it is a place."""
ARTICLE = re.compile(r"\b[Tt]he[ \u00a0]$")
APPOSITION = re.compile(
    r",[ \u00a0](?:who\b|(?:his|her)[ \u00a0](?:[a-z]+[ \u00a0])?(?:deputy|aide|advis[eo]r|spokes\w+|envoy|lawyer|predecessor|successor|host|guest|minister|secretary|ambassador|negotiator|counterpart)\b)"
)
AND_NOW = re.compile(r",?[ \u00a0]and[ \u00a0](?:now|currently|today|since[ \u00a0]\d{4})[ \u00a0](?:the[ \u00a0])?")
"""From an office that somebody left to the one held now: "a former foreign minister of Ghana and now head of the mission"."""
BRACKET = re.compile(r"[ \u00a0]\(([A-ZÀ-Þ][^()\n]{2,40})\)")
"""Behind a name in a list: "Manuela Bairos (Portugal)"."""
AFTER = re.compile(
    r"(?:(?:['’]s)?,|[ \u00a0](?:became|becomes|is|was|took office as|was sworn in as|was elected|was appointed|was named))"
    r"[ \u00a0](?:(?:the|an?)[ \u00a0](?:(?!who\b)[\w-]+[ \u00a0]){1,4}(?=who[ \u00a0])|(?:an?|the)[ \u00a0][\w-]+,[ \u00a0](?=who[ \u00a0]))?"
    r"(?:(?:the|a|an|who is|who serves as|who acts as|who was named|who became|who was|then)[ \u00a0])*"
    r"(?:[A-Z][a-z]+-born[ \u00a0])?(?:(?:also|now|former|senior|deputy|acting|research|executive|associate|its|his|her|whose|chief)[ \u00a0])*"
)
APART = re.compile(
    r"(?:[ \u00a0](?:of|for|to)[ \u00a0][^,.;:]{2,70})?,[ \u00a0](?:the[ \u00a0])?"
    r"(?:(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Right Honourable|Rt Hon\.?|His Excellency|Her Excellency|Shri|Professor)[ \u00a0])*"
)


def vouchers(
    block: Block,
    titled: bool,
    people: Sequence[Span],
    labels: Mapping[Span, str],
    span: Span,
    words: Sequence[str],
) -> set[str]:
    """Who vouches for the run at `span`; `{"bare"}` for what only a fuller name elsewhere could make a person."""
    text, (start, end) = block.text, span
    name, several = text[start:end], len(words) > 1
    found: set[str] = set()
    if titled:
        found.add("title")
    if honorific_before(text, start):
        found.add("honorific")
    if several and knowledge.offices_of(name):
        found.add("office holder")
    if any(_covers(text, person, span) for person in people):
        found.add("entity" if several or any(" " in text[s:e] for s, e in people if s <= start < e) else "labelled")
    if several and knowledge.surnames().get(words[0]) and len(words) <= 4 and _acts(block, span):
        found.add("surname")
    if several and APPOSITION.match(text, end):
        found.add("apposition")
    if (
        1 < len(words) < 6
        and labels.get(span) not in THINGS
        and (held := BRACKET.match(text, end))
        and state_code(held[1])
    ):
        found.add("state")
    if 1 < len(words) < 5 and _of_a_state(text, start):
        if labels.get(span) not in NO_PERSON or _meets_or_speaks(block, span):
            found.add("state")
    article = bool(ARTICLE.search(text, max(0, start - 5), start))
    if 1 < len(words) < 6 and fold(words[0]) in knowledge.given_names() and not article:
        if labels.get(span) not in THINGS and (labels.get(span) not in NO_PERSON or _acts(block, span)):
            found.add("given")
    if found <= {"entity", "given"} and LOCATED.search(text[:start]):
        found.clear()
    if article and found <= {"entity", "labelled"}:
        found.clear()
    if not several and not article and found <= WEAK:
        if _meets_or_speaks(block, span):
            found.add("acts")
        elif _does(block, span):
            found.add("subject")
    return found or {"bare"}


def _covers(text: str, person: Span, span: Span) -> bool:
    shared = min(person[1], span[1]) - max(person[0], span[0])
    if shared <= 0 or shared < 0.5 * (span[1] - span[0]):
        return False
    return " " in text[max(person[0], span[0]) : min(person[1], span[1])] or " " not in text[slice(*span)]


def nobody(text: str, start: int, end: int) -> bool:
    """Whether what stands before makes the run a ship's, a storm's or a place's name: "the cruiser Varyag"."""
    name = text[start:end]
    if name in _whole() or name.rstrip(".") in _whole():
        return True
    head = text[max(0, start - 40) : start].rstrip(" \u00a0")
    words = head.split()
    return bool(words) and (words[-1] in _before() or " ".join(words[-2:]) in _before())


@cache
def _before() -> frozenset[str]:
    return frozenset(knowledge.not_people().get("before", ()))


@cache
def _whole() -> frozenset[str]:
    return frozenset(knowledge.not_people().get("whole", ()))


def _acts(block: Block, span: Span) -> bool:
    found = block.doc.char_span(*span, alignment_mode="expand")
    roles = ("nsubj", "nsubjpass", "conj", "appos", "poss", "pobj", "dobj", "ROOT", "dative", "agent")
    return found is not None and found.root.dep_ in roles


def _does(block: Block, span: Span) -> bool:
    """Whether the name is the subject of a verb."""
    found = block.doc.char_span(*span, alignment_mode="expand")
    return found is not None and found.root.dep_ in ("nsubj", "nsubjpass") and found.root.head.pos_ in ("VERB", "AUX")


def _meets_or_speaks(block: Block, span: Span) -> bool:
    """Whether the name hangs on a verb that people do to people, whatever the recogniser takes it for."""
    found = block.doc.char_span(*span, alignment_mode="expand")
    if found is None:
        return False
    if found.root.dep_ in ("nsubj", "nsubjpass", "poss") and len(found) == 1:
        return True
    head = found.root.head if found.root.head.pos_ != "ADP" else found.root.head.head
    return head.lemma_.casefold() in _personal_verbs()


@cache
def _personal_verbs() -> frozenset[str]:
    meeting = {row["word"] for row in knowledge.table("meeting_words") if row["kind"] in ("meeting", "talks", "call")}
    return frozenset(meeting | {row["lemma"] for row in knowledge.table("cues")} - {"report", "call", "visit"})


def _of_a_state(text: str, at: int) -> bool:
    """Whether the possessive of a state, a capital or a body stands right before: "Norway's Espen Barth Eide"."""
    head = text[max(0, at - 60) : at]
    if POSSESSIVE.search(head) is None:
        return False
    owners = [match.end() for match in state_pattern().finditer(head)]
    owners += [body.span[1] for body in body_phrases().find(head) if body.value[0] == "organisation"]
    capital = capital_before().search(head)
    owners += [capital.end()] if capital else []
    return any(POSSESSIVE.fullmatch(head, end) for end in owners)


POSSESSIVE = re.compile(r"['’]s?[ \u00a0]$")


@cache
def _address() -> re.Pattern[str]:
    """What may stand between an office and the name: "Minister of State, His Excellency Dr. "."""
    names = sorted(knowledge.honorifics(), key=len, reverse=True)
    forms = "|".join(re.escape(name.rstrip(".")) + r"\.?" for name in names)
    field = r"(?:[ \u00a0](?:for|of)(?:[ \u00a0](?:the|and|of|[A-Z][\w-]*,?)){1,9}(?=[ \u00a0]))?"
    return re.compile(rf"{field}(?:,(?![ \u00a0]+and\b))?[ \u00a0]*(?:(?i:and|General|Army|{forms})?[ \u00a0])*")


JOINED = re.compile(r"[ \u00a0](?:and|to|with|at|in)[ \u00a0]")
"""Behind a name, what an office of somebody else's may follow: "President A and Prime Minister of Ethiopia B"."""
Titled = list[tuple[Span, str | None]]


def titles_near(text: str, titles: Sequence[TitleMention], start: int, end: int) -> Titled:
    """The offices printed with the name at [start, end): where their words stand, and whose they are."""
    near: Titled = []
    reach = start
    for title in reversed(titles):
        gap = text[title.span[1] : reach]
        if (
            title.span[1] <= reach
            and _address().fullmatch(gap)
            and not (gap.startswith(",") and _apposed(text, title, titles))
        ):
            if near and (_somebody_elses(text, title, text[slice(*near[-1][0])]) or NAME_AMID.search(gap)):
                break
            if near and title.of and near[-1][1] and title.of != near[-1][1] and " and" in gap.replace("\u00a0", " "):
                break  # "the top U.S. diplomat and Iranian Foreign Minister X"
            near.append((title.words, title.of))
            reach = title.span[0]
    if not near:
        near += _apart(text, titles, start)
    after = AFTER.match(text, end)
    listed = bool(near) and near[0][0][1] < start
    if after:
        for title in titles:
            if listed and title.span[0] <= after.end() <= title.words[0] and NEXT_NAME.match(text, title.span[1]):
                break
            # in a list ("A, Tanzanian Minister B") the office is that of the name behind it
            if (
                end < title.words[0]
                and title.span[0] <= after.end() < title.words[1]
                and not re.match(
                    r"[ \u00a0](?!(?:Department|Ministry|Government|Embassy|Parliament|Senate|Secretary|President|Prime|Chancellor|High)\b)[A-ZÀ-Þ]",
                    text[title.span[1] :],
                )
            ):
                near.append((title.words, title.of))
                near += [
                    (other.words, other.of) for other in titles if AND_NOW.fullmatch(text, title.span[1], other.span[0])
                ]
                break
    if near and not JOINED.match(text, end) and (owner := owner_after(text, end)[0]):
        near = [(words, of or owner) for words, of in near]
    return near


NAME_AMID = re.compile(r",[ \u00a0][A-ZÀ-Þ][\w’'-]+[ \u00a0][A-ZÀ-Þ][\w’'-]+,")
"""Somebody else's name between two offices: "the minister for the Pacific, Pat Conroy, and High Commissioner"."""
BY_ITSELF = {
    "president": {"king", "queen", "prime minister", "premier", "chancellor", "sultan", "emir", "amir", "crown prince", "taoiseach",
                  "secretary-general", "secretary general", "pope", "president"},
    "prime minister": {"king", "queen", "president", "chancellor", "sultan", "emir", "amir", "crown prince", "premier", "taoiseach", "prime minister"},
    "chancellor": {"president", "prime minister", "king", "premier", "taoiseach", "emir", "sultan"},
    "vice president": {"president", "king", "crown prince", "prime minister", "premier", "chancellor"},
    "secretary": {"foreign minister", "minister", "president", "prime minister", "king", "deputy prime minister", "defense minister", "secretary-general"},
    "minister": {"secretary", "secretary of state", "foreign minister", "foreign secretary", "minister"},
}  # fmt: skip
"""An office that stands for whoever holds it, and those beside it that nobody holds at once: "the President and King Abdullah" are two."""


def _somebody_elses(text: str, title: TitleMention, beside: str) -> bool:
    """Whether "the President and" before an office with a name speaks of somebody else than that name."""
    alone = title.of is None and re.search(r"\bthe[ \u00a0]$", text[max(0, title.span[0] - 5) : title.span[0]], re.I)
    joined = re.match(r"[ \u00a0]and[ \u00a0]", text[title.span[1] :])
    if not alone or not joined:
        return False
    # "the Tánaiste and Minister Abdelatty": an office by itself, and one that only addresses its holder
    addressed = beside.casefold() in ("minister", "secretary")
    return addressed or beside.casefold() in BY_ITSELF.get(text[slice(*title.words)].casefold(), ())


NAME_BEFORE = re.compile(
    r"(\w+[ \u00a0])?([A-ZÀ-Þ][\w.’'-]+(?:[ \u00a0][\w’'-]+)?[ \u00a0][A-ZÀ-Þ][\w.’'-]+),[ \u00a0](?:(?:the|a|an)[ \u00a0])?$"
)


NEXT_NAME = re.compile(
    r",[ \u00a0](?:[A-Z]\w*\.?[ \u00a0])?[A-ZÀ-Þ][\w’'-]+[ \u00a0][A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?(?:[,;.]|[ \u00a0]and\b)"
)
"""Behind an office, the name that it stands before in a list: "the President of the Bundestag, A, the Speaker, B, and"."""


def _titled(text: str, titles: Sequence[TitleMention], start: int) -> bool:
    """Whether an office stands right before the name that begins at `start`."""
    return any(
        title.span[1] < start and _address().fullmatch(text, title.span[1], start) is not None
        for title in titles
        if title.span[1] > start - 30
    )


def _apposed(text: str, title: TitleMention, titles: Sequence[TitleMention]) -> bool:
    """Whether an office stands behind a name it belongs to: "Khalid Al Mansoor, the Bahraini interior minister, …".

    Not in a list whose names have their offices before them.
    """
    before = NAME_BEFORE.search(text, max(0, title.span[0] - 70), title.span[0])
    if before is None or (before[1] or "").strip().casefold() in ("in", "at", "from", "near"):
        return False
    if NEXT_NAME.match(text, title.span[1]) and _titled(text, titles, before.start(2)):
        return False
    return before[2].casefold() not in knowledge.places() and before[2].casefold() not in knowledge.state_by_name()


def _apart(text: str, titles: Sequence[TitleMention], start: int) -> Titled:
    """The office of "the head of its council, Fritz Jean": apart from the name by a phrase and a comma."""
    for title in reversed(titles):
        if title.span[1] > start:
            continue
        gap = text[title.words[1] : start]
        if APART.fullmatch(gap) and not _apposed(text, title, titles):
            state = next((code for match in state_pattern().finditer(gap) if (code := state_code(match[1]))), None)
            return [(title.words, title.of or state)]
        return []
    return []
