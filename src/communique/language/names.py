"""Where a text names people, and with which offices.

A name is a run of capitalised words that something vouches for: an office or an honorific before it, the entity
recogniser, an apposition ("Lü Chao, an expert on ..."), or the table of office holders. One voucher that is often
wrong (the recogniser on a single word) is not enough.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from communique import knowledge
from communique.language.pipeline import Block
from communique.records import Span

LETTER = r"[^\W\d_]"
WORD = (
    rf"(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]t|[Aa]d|[Aa]r|[Aa]z|[Dd]’|[Dd]'|O’|O')[-]?)?"
    rf"[A-ZÀ-ÖØ-ÞĀ-Ž](?:{LETTER}|(?<={LETTER})['’](?!s\b)(?={LETTER})|-(?={LETTER}))*(?:(?<=\b[A-Z])\.|(?<=\bJr)\.|(?<=\bSt)\.|['’](?=[ \u00a0][ae]l-))?"
)
PARTICLE = r"(?:bin|bint|ibn|ben|abu|al|el|von|van|der|den|de|da|do|dos|das|del|della|di|du|la|le|ter|ould|zu|y|e|i)"
RUN = re.compile(rf"{WORD}(?:[ \u00a0](?:{PARTICLE}[ \u00a0]){{0,2}}{WORD}|,[ ](?:Jr|Sr)\b\.?)*")
HEADLINE = re.compile(
    r"\b(?:Meets?|Visits?|Holds?|Speaks?|Calls?|Attends?|Says?|Hosts?|Receives?|Talks?|Urges?|Agrees?|Discuss(?:es)?|Signs?|"
    r"Arrives?|Welcomes?|Addresses|Delivers?|Congratulates|Chairs?|Warns?|Vows?|Travels?|Pays?|Makes?|Has|Have|With|And|To|In)\b"
)
"""Words of a headline in title case that no name has."""
MASK = "\x00"


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person's name in the text: its span, its words, the office printed with it, the state that office is of."""

    span: Span
    words: tuple[str, ...]
    titles: tuple[tuple[Span, str | None], ...]
    vouchers: frozenset[str]

    @property
    def full(self) -> bool:
        """Whether more than one word of the name is printed."""
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class TitleMention:
    """An office in the text: the phrase's span, the table's office, and the party it belongs to, if printed."""

    span: Span
    words: Span
    office: str
    rank: int
    of: str | None
    before: bool


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Case, accents and kinds of apostrophe do not tell names apart."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


@cache
def _state_words() -> Mapping[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how in ("name", "demonym")}


@cache
def state_pattern() -> re.Pattern[str]:
    """Every name and demonym of a state (case kept for the short ones), longest first."""
    names = sorted(_state_words(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:the )?(" + "|".join(_cased(name) for name in names) + r")(?![\w])")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(name.casefold() for state in knowledge.states().values() for name in state.names if name.isupper())


def _cased(name: str) -> str:
    # "us" is a pronoun and "US" a state; other names begin with a capital, whatever follows
    if name in _abbreviations():
        return re.escape(name.upper())
    return " ".join(
        re.escape(word)
        if word in SMALL
        else f"(?:{re.escape(word[0].upper())}|{re.escape(word[0])})" + rf"(?i:{re.escape(word[1:])})"
        if number
        else re.escape(word[0].upper()) + rf"(?i:{re.escape(word[1:])})"
        for number, word in enumerate(name.split(" "))
    )


SMALL = frozenset({"of", "the", "and", "d'ivoire", "da"})


def state_code(text: str) -> str | None:
    """The code of the state that `text` names (as a name or a demonym)."""
    name = (
        text.strip()
        .casefold()
        .removeprefix("the ")
        .removesuffix("'s")
        .removesuffix("’s")
        .removesuffix("'")
        .removesuffix("’")
    )
    return _state_words().get(name)


def is_demonym(text: str) -> bool:
    """Whether `text` is what a state's people are called, not its name: "Japanese"."""
    return knowledge.state_by_name().get(text.casefold(), ("", ""))[1] == "demonym"


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = sorted({title.title for title in knowledge.titles()}, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])("
        + "|".join(re.escape(title).replace(r"\ ", r"[ \u00a0-]") for title in titles)
        + "|(?-i:"
        + "|".join(re.escape(short) for short in abbreviations())
        + r"))(s?)(?![\w])",
        re.I,
    )


@cache
def abbreviations() -> Mapping[str, str]:
    """Offices printed as capitals, as a ministry's own pages do: "EAM" is its external affairs minister."""
    return {row["abbreviation"]: row["title"] for row in knowledge.table("abbreviations")}


@cache
def _titles_by_name() -> Mapping[str, tuple[str, int]]:
    return {title.title.casefold(): (title.office, title.rank) for title in knowledge.titles()}


@cache
def _stops() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in knowledge.table("name_stops"))


@cache
def _honorifics() -> re.Pattern[str]:
    names = sorted(knowledge.honorifics(), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name.rstrip(".")) + r"\.?" for name in names) + r")[ \u00a0]+(?=[A-ZÀ-Þ])",
        re.I,
    )


@cache
def _known_people() -> frozenset[str]:
    return frozenset(fold(name) for office in knowledge.offices() for name in (office.person, *office.aliases))


def find_titles(text: str) -> list[TitleMention]:
    """Offices in `text`, each with the state or body printed before or after it. Offsets are those of `text`."""
    found = []
    for match in _title_pattern().finditer(text):
        name = re.sub(r"[\u00a0-]", " ", match[1]).casefold()
        name = abbreviations().get(match[1], name)
        office, rank = _titles_by_name().get(name) or _titles_by_name().get(match[1].casefold()) or ("official", 5)
        start, end = match.span()
        of, left = _owner_before(text, start)
        before = of is not None
        if of is None:
            of, end = _owner_after(text, end)
        found.append(TitleMention((left, end), match.span(), office, rank, of, before))
    return found


def _owner_before(text: str, start: int) -> tuple[str | None, int]:
    head = text[max(0, start - 60) : start]
    for match in state_pattern().finditer(head):
        rest = head[match.end() :]
        if BETWEEN.fullmatch(rest) and not HEADLINE.search(rest):
            return state_code(match[1]), start - len(head) + match.start()
    seat = _seat_before().search(head)
    if seat:
        return knowledge.state_by_name()[seat[1].casefold()][0], start - len(head) + seat.start(1)
    body = _body_before().search(head)
    return (body[1], start - len(head) + body.start(1)) if body else (None, start)


@cache
def _seat_before() -> re.Pattern[str]:
    names = [name for name, (_, how) in knowledge.state_by_name().items() if how == "seat"]
    return re.compile(r"(?<![\w-])((?i:" + "|".join(re.escape(name) for name in names) + r"))[ \u00a0]$")


@cache
def _body_before() -> re.Pattern[str]:
    names = sorted(
        {n for b in knowledge.organisations() for n in (b.name, *b.aliases) if len(n) > 1}, key=len, reverse=True
    )
    return re.compile(
        r"(?<![\w-])("
        + "|".join(re.escape(name) for name in names)
        + r")(?:['’]s?)?[ \u00a0](?:(?:deputy|assistant|former|executive|special|[A-Z][a-z]+)[ \u00a0]){0,2}$"
    )


BETWEEN = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:(?:new|newly|then|former|acting|senior|top|deputy|interim|visiting|outgoing|incoming|caretaker|"
    r"appointed|elected|transitional|longtime|[A-Z][a-z]+)[ \u00a0-]){0,2}"
)
"""What may stand between a state and the office of its official: "German Federal Minister", "Syria's new president"."""
OF = re.compile(
    r"(?:[ \u00a0]of)?(?:[ \u00a0](?:Foreign|External)[ \u00a0]Affairs)?"
    r"(?:[ \u00a0](?:to|of|in|at|and)[ \u00a0](?:the[ \u00a0])?(?:[A-Z][\w’'-]*[ \u00a0]?){1,5})?[ \u00a0]?(?:of|for)[ \u00a0](?:the[ \u00a0])?"
    r"(?:(?:[A-Z][\w’']+[ \u00a0]){0,3}(?:Republic|Kingdom|Federation|Sultanate|Commonwealth|Principality)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?!Korea|the Congo|Congo))?"
)
"""From an office to the state it is of: "Adviser to the Prime Minister of the Czech Republic"."""


def _owner_after(text: str, end: int) -> tuple[str | None, int]:
    match = OF.match(text, end)
    if match is None:
        return None, end
    state = state_pattern().match(text, match.end())
    if state is not None and not is_demonym(state[1]):
        return state_code(state[1]), state.end()
    body = _body_after().match(text, match.end())
    return (body[1], body.end()) if body else (None, end)


@cache
def _body_after() -> re.Pattern[str]:
    names = sorted(
        {n for b in knowledge.organisations() for n in (b.name, *b.aliases) if len(n) > 1}, key=len, reverse=True
    )
    return re.compile(r"(" + "|".join(re.escape(name) for name in names) + r")(?![\w-])")


def find_names(block: Block) -> Iterator[NameMention]:
    """The people named in a block. Spans are the article's."""
    text = block.doc.text
    titles = find_titles(text)
    people = [(ent.start_char, ent.end_char) for ent in block.doc.ents if ent.label_ == "PERSON"]
    labels = {(ent.start_char, ent.end_char): ent.label_ for ent in block.doc.ents}
    masked = _masked(block, text, titles, people)
    for run in RUN.finditer(masked):
        for start, end in _trimmed(block, masked, run.span()):
            mention = _vouched(block, text, titles, people, labels, (start, end))
            if mention is not None:
                yield mention


def _masked(block: Block, text: str, titles: list[TitleMention], people: list[Span]) -> str:
    """`text` with everything that is no name blanked, so that runs of capitals stop there."""
    chars = list(text)

    def blank(start: int, end: int) -> None:
        chars[start:end] = MASK * (end - start)

    def in_person(start: int, end: int) -> bool:
        return any(s < start and end <= e and " " in text[s:e] for s, e in people)

    for title in titles:
        if not in_person(*title.words) or title.words[0] == 0 or any(s == title.words[0] for s, _ in people):
            blank(*title.words)
    for match in state_pattern().finditer(text):
        if not in_person(*match.span(1)):
            blank(*match.span(1))
    for match in _honorifics().finditer(text):
        blank(*match.span())
    for pattern in (_body_pattern(), _acronyms()):
        for match in pattern.finditer(text):
            blank(*match.span())
    for match in HEADLINE.finditer(text) if block.kind == "title" else ():
        blank(*match.span())
    for token in block.doc:
        if token.is_sent_start and token.text[:1].isupper() and _opens(token.text, token.pos_):
            blank(token.idx, token.idx + len(token))
    return "".join(chars)


def _opens(word: str, pos: str) -> bool:
    """Whether a sentence's first word is there for grammar; the tagger takes capitals for names ("Echoing Xiang")."""
    return pos not in ("PROPN", "NOUN", "ADJ", "X") or (word.endswith("ing") and len(word) > 5)


@cache
def _body_pattern() -> re.Pattern[str]:
    names = {name for outlet in knowledge.outlets() for name in (outlet.name, *outlet.aliases)}
    names |= {name for body in knowledge.organisations() for name in (body.name, *body.aliases)}
    ordered = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in ordered) + r")(?!\w)")


@cache
def _acronyms() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?!(?:"
        + "|".join(map(re.escape, abbreviations()))
        + r")\b)(?!X?(?:I{2,3}|I?V|VI{1,3}|IX)\b)[A-Z]{2,5}(?![\w-])(?![ \u00a0][A-Z][a-z]+(?:[ ,.]))|(?<!\w)(?:[A-Z]\.){2,}(?![ \u00a0][A-Z])"
    )


def _trimmed(block: Block, masked: str, span: Span) -> Iterator[Span]:
    """Cut a run at words that no name has ("Ministry", "Summit", a month): what follows them is tried alone."""
    start, end = span
    words = list(re.finditer(r"[^ \u00a0]+", masked[start:end]))
    group: list[re.Match[str]] = []
    for word in [*words, None]:
        stop = word is None or fold(word[0].strip(",.")) in _stops()
        if not stop and word is not None:
            group.append(word)
            continue
        # a run with "Council" or "University" in it is a body's name, not a name beside a body
        if group and word is None and (len(group) == len(words) or _after_portfolio(masked, start, len(group))):
            yield start + group[0].start(), start + group[-1].end()
        group = []


def _after_portfolio(masked: str, start: int, words: int) -> bool:
    """Whether a run is the end of an office with its field: "Secretary for Foreign and Diaspora Affairs Peter Otieno"."""
    head = masked[max(0, start - 60) : start]
    return 1 < words < 5 and bool(
        re.search(rf"{MASK}(?:,)?[ \u00a0](?:for|of)[ \u00a0](?:(?:the|and|of|[A-Z][\w-]*,?)[ \u00a0])*$", head)
    )


def _vouched(
    block: Block, text: str, titles: list[TitleMention], people: list[Span], labels: Mapping[Span, str], span: Span
) -> NameMention | None:
    start, end = span
    name = text[start:end].rstrip(",")
    end = start + len(name)
    words = tuple(re.split(r"[ \u00a0]+", name))
    if name.casefold() in knowledge.places() or name.casefold() in knowledge.state_by_name():
        return None
    if len(words) > 6 or (len(name) < 2) or (not any(ch.islower() for ch in name) and len(words) < 2):
        return None
    vouchers = set()
    near = _titles_near(text, titles, start, end)
    if near:
        vouchers.add("title")
    if _honorifics().fullmatch(text[max(0, start - 30) : start].rpartition("\n")[2][-12:].lstrip()) or re.search(
        r"(?<!\w)(?:Mr|Ms|Mrs|Dr|H\.E|Sir|Sheikh|Shaikh|Lord)\.?[ \u00a0]$", text[:start]
    ):
        vouchers.add("honorific")
    if fold(name) in _known_people():
        vouchers.add("office holder")
    for s, e in people:
        shared = min(e, end) - max(s, start)
        if shared > 0 and shared >= 0.5 * (end - start) and " " in text[max(s, start) : min(e, end)]:
            vouchers.add("entity")
    if len(words) > 1 and knowledge.surnames().get(words[0]) and len(words) <= 3 and _acts(block, start, end):
        vouchers.add("surname")
    if len(words) > 1 and re.match(r",[ \u00a0]who\b", text[end:]):
        vouchers.add("apposition")
    if (
        1 < len(words) < 5
        and _of_a_state(text, start)
        and (labels.get((start, end)) not in NO_PERSON or _meets_or_speaks(block, start, end))
    ):
        vouchers.add("state")
    if vouchers == {"entity"} and LOCATED.search(text[:start]):
        return None
    if len(words) == 1 and not vouchers:
        vouchers.add("bare")
    if not vouchers:
        return None
    shifted = tuple(((s + block.offset, e + block.offset), of) for (s, e), of in near)
    return NameMention((start + block.offset, end + block.offset), words, shifted, frozenset(vouchers))


def _meets_or_speaks(block: Block, start: int, end: int) -> bool:
    """Whether the name hangs on a verb that people do to people, whatever the recogniser takes it for."""
    span = block.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    head = span.root.head if span.root.head.pos_ != "ADP" else span.root.head.head
    return head.lemma_.casefold() in _personal_verbs()


@cache
def _personal_verbs() -> frozenset[str]:
    meeting = {row["word"] for row in knowledge.table("meeting_words") if row["kind"] in ("meeting", "talks", "call")}
    return frozenset(meeting | {row["lemma"] for row in knowledge.table("cues")} - {"report", "call", "visit"})


NO_PERSON = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "GPE", "LOC", "NORP"})
"""What the recogniser takes a name for that is nobody's."""


def _of_a_state(text: str, at: int) -> bool:
    """Whether a state's possessive stands right before: "Norway's Espen Barth Eide"."""
    head = text[max(0, at - 40) : at]
    return any(re.fullmatch(r"['’]s?[ \u00a0]", head[match.end() :]) for match in state_pattern().finditer(head))


LOCATED = re.compile(r"\b(?:in|at|near|travel(?:l?ed|s)? to|visit(?:ed)?(?: to)?|trip to)[ \u00a0]$")
"""Before a name that nothing but the recogniser takes for a person's: it is a place."""


def _apart(text: str, titles: list[TitleMention], start: int) -> list[tuple[Span, str | None]]:
    """The office of "the head of its council, Fritz Jean": apart from the name by a phrase and a comma."""
    for title in reversed(titles):
        if title.span[1] > start:
            continue
        gap = text[title.words[1] : start]
        if re.fullmatch(
            r"(?:[ \u00a0](?:of|for|to)[ \u00a0][^,.;:]{2,70})?,[ \u00a0](?:the[ \u00a0])?(?:(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Right Honourable|Rt Hon\.?|His Excellency|Her Excellency|Shri|Professor)[ \u00a0])*",
            gap,
        ):
            state = next((code for match in state_pattern().finditer(gap) if (code := state_code(match[1]))), None)
            return [(title.words, title.of or state)]
        return []
    return []


def _acts(block: Block, start: int, end: int) -> bool:
    span = block.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span.root.dep_ in (
        "nsubj",
        "nsubjpass",
        "conj",
        "appos",
        "poss",
        "pobj",
        "dobj",
        "ROOT",
    )


@cache
def _address() -> re.Pattern[str]:
    """What may stand between an office and the name: "Minister of State, His Excellency Dr. "."""
    names = sorted(knowledge.honorifics(), key=len, reverse=True)
    forms = "|".join(re.escape(name.rstrip(".")) + r"\.?" for name in names)
    field = r"(?:[ \u00a0](?:for|of)(?:[ \u00a0](?:the|and|of|[A-Z][\w-]*,?)){1,9}(?=[ \u00a0]))?"
    return re.compile(rf"{field},?[ \u00a0]*(?:(?i:and|General|Army|{forms})?[ \u00a0])*")


def _titles_near(text: str, titles: list[TitleMention], start: int, end: int) -> list[tuple[Span, str | None]]:
    near: list[tuple[Span, str | None]] = []
    reach = start
    for title in reversed(titles):
        gap = text[title.span[1] : reach]
        if title.span[1] <= reach and _address().fullmatch(gap):
            near.append((title.words, title.of))
            reach = title.span[0]
    if not near:
        near += _apart(text, titles, start)
    after = re.match(
        r"(?:(?:['’]s)?,|[ \u00a0](?:became|becomes|is|was|took office as|was sworn in as|was elected|was appointed|was named))[ \u00a0](?:(?:the|a|an|who is|then)[ \u00a0])*(?:(?:also|now|former|senior|deputy|acting|research|executive|associate|its|his|her|whose|chief)[ \u00a0])*",
        text[end:],
    )
    if after:
        for title in titles:
            # in a list ("A, Tanzanian Minister B") the office is that of the name behind it
            if title.span[0] <= end + after.end() <= title.words[0] and not re.match(
                r"[ \u00a0][A-ZÀ-Þ]", text[title.span[1] :]
            ):
                near.append((title.words, title.of))
                break
    if near and (owner := _owner_after(text, end)[0]):
        near = [(words, of or owner) for words, of in near]
    return near
