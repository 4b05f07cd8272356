"""Runs of capitalised words that could be a person's name: everything known to be something else is blanked first."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from communique import knowledge
from communique.knowledge import fold
from communique.language import localities
from communique.language.phrases import body_phrases
from communique.language.pipeline import Block
from communique.language.state_words import state_pattern
from communique.language.titles import TitleMention, abbreviations, headline_pattern, no_names
from communique.records import Span

LETTER = r"[^\W\d_]"
WORD = (
    rf"(?:[A-Z]\.(?:-?[A-Z]\.)+|(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]t|[Aa]d|[Aa]r|[Aa]z|[Dd]’|[Dd]'|O’|O')[-]?)?"
    rf"[A-ZÀ-ÖØ-ÞĀ-Ž](?:{LETTER}|(?<={LETTER})['’](?!s\b)(?={LETTER})|-(?={LETTER}))*"
    rf"(?:(?<=\b[A-Z])\.|(?<=\bJr)\.|(?<=\bSt)\.|(?<=\bM[ado])\.|(?<=\bMohd)\.|['’](?=[ \u00a0][AaEe]l-))?)"
)
PARTICLE = (
    r"(?:bin|bint|ibn|ben|abu|al|el|von|van|der|den|de|da|do|dos|das|del|della|dello|degli|di|du|la|le|los|las|ter|ten|"
    r"op|af|av|zum|zur|ould|zu|y|e|i|ud|ul|ur|uulu|kyzy|uly|qizi|oglu|ogly)"
)
RUN = re.compile(rf"{WORD}(?:[ \u00a0](?:{PARTICLE}[ \u00a0]){{0,2}}{WORD}|,[ ](?:Jr|Sr)\b\.?)*")
FULL_NAME = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{1,2}}")
MASK = "\x00"
PAIRED = re.compile(r"[ \u00a0]and[ \u00a0][A-ZÀ-Þ]")
CROWNED = frozenset({"King", "Queen", "Emperor", "Empress", "Crown Prince", "Crown Princess"})
"""Titles that are no part of a name; a Malaysian or Omani sultan is hardly called without his."""
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)
"""Words that follow a name in a headline's or a note's hurry: "Xi Jinping Friday"."""


def candidates(block: Block, titles: Sequence[TitleMention], people: Sequence[Span]) -> Iterator[Span]:
    """Runs in the block's text that could be names. `people`: where the entity recogniser sees persons."""
    masked = _masked(block, titles, people)
    for run in RUN.finditer(masked):
        yield from _trimmed(masked, run.span(), people)


def _masked(block: Block, titles: Sequence[TitleMention], people: Sequence[Span]) -> str:
    """The text with everything that is no name blanked, so that runs of capitals stop there."""
    text = block.text
    chars = list(text)

    def blank(start: int, end: int) -> None:
        chars[start:end] = MASK * (end - start)

    def in_person(start: int, end: int) -> bool:
        return any(s < start and end <= e and " " in text[s:e] for s, e in people)

    for title in titles:
        crowned = text[slice(*title.words)] in CROWNED  # "His Majesty King X", whom the recogniser calls King
        if crowned or not in_person(*title.words) or title.words[0] == 0 or any(s == title.words[0] for s, _ in people):
            blank(*title.words)
    for match in state_pattern().finditer(text):
        if not in_person(*match.span(1)):
            blank(*match.span(1))
    for match in honorific_pattern().finditer(text):
        if not _within_name(text, *match.span()):
            blank(*match.span())
    for phrase in body_phrases().find(text):
        blank(*phrase.span)
    for span in localities.body_spans(text):
        blank(*span)
    for match in ON_X.finditer(text):
        blank(*match.span(1))
    for match in (*ON_A_DAY.finditer(text), *_in_city().finditer(text)):
        blank(*match.span(1))
    for match in _acronyms().finditer(text):
        titled = any(t.words[1] == match.start() - 1 for t in titles)
        if not titled and not honorific_before(text, match.start()) and not _surname(text, *match.span()):
            blank(*match.span())
    for match in headline_pattern().finditer(text) if block.kind == "title" else ():
        blank(*match.span())
    for token in block.doc:
        if (
            token.is_sent_start
            and token.text[:1].isupper()
            and _opens(token.text, token.pos_, text, token.idx)
            and all(title.span[1] != token.idx - 1 for title in titles)  # "Vice Premier He Lifeng"
        ):
            blank(token.idx, token.idx + len(token))
    return "".join(chars)


DOES = r"(?:and|met|told|said|says|agreed|will|signed|held|received|hosted|spoke)\b"
"""Behind a surname that stands behind a city: "In Moscow Lavrov told"."""


@cache
def _in_city() -> re.Pattern[str]:
    """A city before a name that is none of it: "In Beijing Ali Shamkhani agreed"; no city that people are called by too."""
    given = knowledge.given_names()
    cities = {
        place.name for place in knowledge.places().values() if place.kind == "city" and fold(place.name) not in given
    }
    longest = "|".join(map(re.escape, sorted(cities, key=len, reverse=True)))
    return re.compile(rf"\b[Ii]n[ \u00a0]({longest})(?=[ \u00a0][A-ZÀ-Þ][\w’'-]+[ \u00a0](?:[A-ZÀ-Þ]|{DOES}))")


def _opens(word: str, pos: str, text: str, at: int) -> bool:
    """Whether a sentence's first word is there for grammar; the tagger takes capitals for names ("Echoing Xiang")."""
    if word.endswith("ing") and len(word) > 5:
        return pos == "VERB" or bool(re.match(r"[ \u00a0][A-ZÀ-Þ]", text[at + len(word) :]))
    if word in ("Host", "Guest"):
        return True
    if PAIRED.match(text, at + len(word)) and fold(word) in knowledge.offices_by_word():
        return False  # "Truss and Macron met", whose first word the tagger takes for a verb
    name = FULL_NAME.match(text, at)
    if name is not None and any(knowledge.offices_of(name[0].rsplit(" ", cut)[0]) for cut in (0, 1)):
        return False  # "Than Swe said"
    return pos not in ("PROPN", "NOUN", "ADJ", "X") and fold(word) not in knowledge.given_names()


@cache
def honorific_pattern() -> re.Pattern[str]:
    """A form of address with the space behind it, before a capital."""
    names = sorted(knowledge.honorifics(), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(_address, names)) + r")[ \u00a0]+(?=[A-ZÀ-Þ])",
        re.I,
    )


def _address(name: str) -> str:
    # "HE" is His Excellency, "He" a pronoun or a Chinese family name
    plain = re.escape(name.rstrip("."))
    return f"(?-i:{plain})" if name.isupper() and "." not in name else plain + r"\.?"


def _within_name(text: str, start: int, end: int) -> bool:
    """Whether a form of address is part of an office holder's name: "Hassan Sheikh Mohamud"."""
    before, after = GIVEN_BEFORE.search(text, max(0, start - 30), start), WORD_BEHIND.match(text, end)
    if before is None or after is None:
        return False
    return bool(knowledge.offices_of(f"{before[1]} {text[start:end].strip()} {after[0]}"))


GIVEN_BEFORE = re.compile(rf"({WORD})[ \u00a0]$")
WORD_BEHIND = re.compile(WORD)


def honorific_before(text: str, start: int) -> bool:
    """Whether a form of address ends right before `start`."""
    head = text[max(0, start - 40) : start + 1]
    return any(match.end() == len(head) - 1 for match in honorific_pattern().finditer(head))


NAME_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zà-þ]+[ \u00a0]$")
MOST_GIVEN = 3
"""Given names before a surname that are looked at."""
LEAST_SURNAME = 3
BEHIND_NAMES = frozenset({"MEP", "MSP", "MLA", "OBE", "CBE", "MBE", "KBE", "CMG", "KCMG", "GCMG", "PHD"})
"""Letters of honour behind a name; those of two letters (MP, TD, KC) are told from surnames by their length."""


def _surname(text: str, start: int, end: int) -> bool:
    """Whether capitals are a surname in print, and no body: behind a given name, or "Mr." and names: "Mr. Espen Barth EIDE"."""
    if end - start < LEAST_SURNAME or text[start:end] in BEHIND_NAMES:
        return False
    at = start
    for _ in range(MOST_GIVEN):
        name = NAME_BEFORE.search(text, max(0, at - 20), at)
        if name is None:
            return False
        at = name.start()
        if fold(name[0].strip()) in knowledge.given_names() or honorific_before(text, at):
            return True
    return False


ON_X = re.compile(r"\b(?:on|to|via)[ \u00a0](X\.?)(?=[ \u00a0\n]|$)")
"""A post's place, which is no initial: "in a post on X. Sabry said"."""
ON_A_DAY = re.compile(
    r"\b(?:(?:[Ii]n|[Oo]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id|[Bb]y|[Uu]ntil)[ \u00a0-]|\d{1,2}(?:st|nd|rd|th)?[ \u00a0])"
    r"(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?=[ \u00a0][A-ZÀ-Þ])"
)
"""A month or a weekday before a name that is none of it: "In June Pashinyan paid a visit", "on 28 June Erdogan agreed"."""


@cache
def _acronyms() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?!(?:"
        + "|".join(map(re.escape, abbreviations()))
        + r")\b)(?!X?(?:I{2,3}|I?V|VI{1,3}|IX)\b)[A-Z]{2,5}(?![\w-])(?![ \u00a0][A-Z][a-z]+(?:[ ,.]))"
        + r"|(?<!\w)(?:[A-Z]\.){2,}(?![ \u00a0][A-Z])"
    )


@cache
def _endings() -> frozenset[str]:
    """Words that end the name of a street, a prize, a firm, though a person's name may begin with them."""
    return frozenset(fold(words) for words in knowledge.not_people().get("after", ()))


def _stop(words: list[re.Match[str]], number: int) -> bool:
    """Whether a word parts or ends a name, where it stands in the run."""
    word = fold(words[number][0].strip(",."))
    if number and word in _endings():
        return True
    if word not in no_names():
        return False
    # "Bill Clinton": a given name before a word that is no stop itself
    named = word in knowledge.given_names() and number + 1 < len(words)
    return not (named and number == 0 and fold(words[1][0].strip(",.")) not in no_names() | _endings())


def _trimmed(masked: str, span: Span, people: Sequence[Span]) -> Iterator[Span]:
    """Cut a run at words that no name has ("Ministry", "Summit", a month): what follows them is tried alone."""
    start, end = span
    words = list(re.finditer(r"[^ \u00a0]+", masked[start:end]))
    if len(words) > 1 and knowledge.offices_of(masked[start:end]):
        yield start, end  # "Theresa May", whose surname is a month too
        return
    while len(words) > 1 and fold(words[-1][0].strip(",.")) in DAYS:
        words.pop()
    stops = [_stop(words, number) for number in range(len(words))]
    if len(words) == 2 and stops == [False, True] and _surname_too(masked, start, words, people):
        stops = [False, False]
    group: list[re.Match[str]] = []
    for number, word in enumerate(words):
        group = [] if stops[number] else [*group, word]
    # a run with "Council" or "University" in it is a body's name, not a name beside a body
    if group and (len(group) == len(words) or _after_portfolio(masked, start, len(group))):
        yield start + group[0].start(), start + group[-1].end()


APPOSED = re.compile(r",[ \u00a0](?:the|an?|who)\b")


def _surname_too(masked: str, start: int, words: list[re.Match[str]], people: Sequence[Span]) -> bool:
    """ "Damian Green", "Condoleezza Rice": the recogniser and the table of given names agree that a stop is a name."""
    span = (start + words[0].start(), start + words[1].end())
    ending = fold(words[1][0].strip(",."))
    return (
        fold(words[0][0]) in knowledge.given_names()
        and (ending not in _endings() or APPOSED.match(masked, span[1]) is not None)
        and any(s <= span[0] and span[1] <= e for s, e in people)
    )


def _after_portfolio(masked: str, start: int, words: int) -> bool:
    """Whether a run is the end of an office with its field: "Secretary for Foreign and Diaspora Affairs Peter Otieno"."""
    head = masked[max(0, start - 60) : start]
    return 1 < words < 5 and bool(
        re.search(rf"{MASK}(?:,)?[ \u00a0](?:for|of|and)[ \u00a0](?:(?:the|and|of|[A-Z][\w-]*,?)[ \u00a0])*$", head)
    )
