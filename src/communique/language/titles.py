"""Offices printed in a text, each with the state or body it is of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique import knowledge
from communique.language import localities
from communique.language.phrases import body_phrases
from communique.language.state_words import is_demonym, state_code, state_pattern
from communique.records import Span

BETWEEN = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:(?:UN|U\.N\.|EU|NATO|WTO|OSCE)[ \u00a0])?(?:(?:new|newly|then|former|acting|senior|top|deputy|interim|visiting|outgoing|incoming|caretaker|"
    r"appointed|elected|transitional|longtime|[A-Z][a-z]+)[ \u00a0-]){0,2}"
)
"""What may stand between a state and the office of its official: "German Federal Minister", "Syria's new president"."""
FIELD = re.compile(
    r"['’]s?[ \u00a0](?:(?!(?:and|or|to|in|on|at|with|by|from|for|of|that|as|than)\b)[a-z][a-z-]+[ \u00a0]){1,2}"
)
"""The field of an office that the table has without: "Kenya's water resources minister"."""
FIELDS = re.compile(r"['’]s?((?:[ \u00a0][\w-]+,?|[ \u00a0]&)*[ \u00a0](?:and|&)(?:[ \u00a0][\w-]+){0,2})[ \u00a0]")
"""Several fields of one office: "Tanzania's Industry and Trade minister", "Togo's transport and public works minister"."""
OF = re.compile(
    r"(?:[ \u00a0]of)?(?:[ \u00a0](?:Foreign|External)[ \u00a0]Affairs)?"
    r"(?:[ \u00a0](?:to|of|in|at|and)[ \u00a0](?:the[ \u00a0])?(?:[A-Z][\w’'-]*[ \u00a0]?){1,5})?[ \u00a0]?(?:of|for)[ \u00a0](?:the[ \u00a0])?"
    r"(?:(?:[A-Z][\w’']+[ \u00a0]){0,3}(?:Republic|Kingdom|Federation|Sultanate|Commonwealth|Principality)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?!Korea|the Congo|Congo))?"
)
"""From an office to the state it is of: "Adviser to the Prime Minister of the Czech Republic"."""
DIRECT = re.compile(r"[ \u00a0]of[ \u00a0](?:the[ \u00a0])?")
SERVED = re.compile(r"[ \u00a0](?:to|of)[ \u00a0](?:the[ \u00a0])?")
CHIEF = re.compile(
    r"(?:['’]s)?[ \u00a0](?:President|Prime[ \u00a0]Minister|Chancellor|King|Crown[ \u00a0]Prince|Government|Cabinet|Secretary)\b"
)
"""Behind a state: "Senior Adviser to the US President for African Affairs"."""
AFTER_BODY = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:(?:deputy|assistant|former|executive|special|chief|regional|country|acting|interim|senior|global|[A-Z][a-z]+(?:-born)?)[ \u00a0]){0,2}"
)
OFFICE_FIELD = re.compile(
    r"[ \u00a0](?:of|for)((?:[ \u00a0](?:the[ \u00a0])?(?:[A-Z][\w’'-]*,?|and|&|of(?=[ \u00a0][A-Z]))){2,10}[ \u00a0]of[ \u00a0](?:the[ \u00a0])?"
    r"(?:(?:[A-Z][\w’']+[ \u00a0]){0,3}(?:Republic|Kingdom|Federation|Sultanate|Commonwealth|Principality)[ \u00a0]of[ \u00a0])?)(?=[A-Zt])"
)
"""A minister's field, with the state behind it."""
STATE_BEHIND = re.compile(
    r"[ \u00a0]of[ \u00a0](?:the[ \u00a0])?"
    r"(?:(?:[A-Z][\w’']+[ \u00a0]){0,3}(?:Republic|Kingdom|Federation|Sultanate|Commonwealth|Principality)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?)?"
)
NATIONAL = re.compile(
    r"[ \u00a0](?:[A-Z][\w-]+[ \u00a0](?:(?:and|of|for)[ \u00a0])?){0,3}(?:Parliament|Senate|Assembly|Congress|Government|Cabinet|Council|Army|Forces|"
    r"Navy|Bank|House|Chamber|Bundestag|Bundesrat|Duma|Sejm|Knesset|Majlis|Embassy|Delegation|Committee|Commission|Court|Police|Agency)\b|"
    r"[ \u00a0](?:[a-z-]+[ \u00a0])?(?:delegation|side|team|parliament|senate|government|army|navy|forces|force|bank|opposition|embassy|mission|"
    r"cabinet|police|council|chamber|house|ministry|committee|service|intelligence)\b"
)
"""Behind a demonym, a body of the state: "President of the German Bundestag", "head of the Chinese delegation"."""
PORTFOLIO = re.compile(r"[ \u00a0]for[ \u00a0](?:the[ \u00a0])?")


@dataclass(frozen=True, slots=True)
class TitleMention:
    """An office in the text: the phrase's span, the table's office, and the party it belongs to, if printed."""

    span: Span
    words: Span
    office: str
    rank: int
    of: str | None
    before: bool


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = sorted({title.title for title in knowledge.titles()}, key=len, reverse=True)
    return re.compile(
        r"(?:(?<![\w-])|(?<=\b[Ee]x-))("
        + "|".join(_as_printed(title) for title in titles)
        + "|(?-i:"
        + "|".join(re.escape(short) for short in abbreviations())
        + r"))(s?)(?![\w])",
        re.I,
    )


def _as_printed(title: str) -> str:
    """A title with what may stand in it: "president of the Czech Senate"."""
    words = re.escape(title).replace(r"\ ", r"[ \u00a0-]")
    return words.replace(r"of[ \u00a0-]the[ \u00a0-]", r"of[ \u00a0-]the[ \u00a0-](?:(?-i:[A-Z])\w+[ \u00a0])?")


CHAMBER_OF = re.compile(r"\bof the [a-zà-þ]+ (?=[a-z])")
"""Whose chamber it is, within a title: "president of the czech senate"."""
BODY_OF = re.compile(
    r"[ \u00a0]of[ \u00a0]the[ \u00a0](?!(?:Republic|Kingdom|Federation|Union|Nation|State|Commonwealth|Government)\b)"
    r"[A-Z][\w’'-]*(?:[ \u00a0](?:(?:of|for|and|the|on)[ \u00a0]){0,2}[A-Z][\w’'-]*)*(?=,)"
)
"""Behind a president who leads no state: "the president of the Confederation of Industry, X"."""


@cache
def headline_pattern() -> re.Pattern[str]:
    """Words of a headline in title case that no name has: verbs and small words."""
    return re.compile(r"\b(?:" + "|".join(row["word"] for row in knowledge.table("headline_words")) + r")\b")


@cache
def abbreviations() -> Mapping[str, str]:
    """Offices printed as capitals, as a ministry's own pages do: "EAM" is its external affairs minister."""
    return {row["abbreviation"]: row["title"] for row in knowledge.table("abbreviations")}


@cache
def _titles_by_name() -> Mapping[str, tuple[str, int]]:
    return {title.title.casefold(): (title.office, title.rank) for title in knowledge.titles()}


@cache
def _bodies_by_title() -> Mapping[str, str]:
    """Titles that only one organisation has: "MEP"."""
    bodies = knowledge.organisation_by_name()
    return {title.title.casefold(): title.of for title in knowledge.titles() if title.of in bodies}


@cache
def office_by_title() -> Mapping[str, str]:
    """The folded title of an office as printed → the office it names."""
    return {knowledge.fold(title.title): title.office for title in knowledge.titles()}


def office_and_rank(title: str) -> tuple[str, int] | None:
    """The office that a printed title names, and its rank."""
    name = re.sub(r"[\u00a0-]", " ", title).casefold()
    name = abbreviations().get(title, name)
    found = _titles_by_name()
    plain = CHAMBER_OF.sub("of the ", name)
    return found.get(name) or found.get(title.casefold()) or found.get(name.removesuffix("s")) or found.get(plain)


def find_titles(text: str) -> list[TitleMention]:
    """Offices in `text`, each with the state or body printed before or after it. Offsets are those of `text`."""
    found: list[TitleMention] = []
    for match in _title_pattern().finditer(text):
        if match[0] in GIVEN_TOO and found and found[-1].words[1] == match.start() - 1:
            continue  # "Foreign Minister Amir Khan Muttaqi", "Industry Minister Sultan Al Jaber"
        office, rank = office_and_rank(match[1]) or ("official", 5)
        start, end = match.span()
        if match[0].casefold() == "president" and owner_after(text, end)[0] is None:
            body = BODY_OF.match(text, end)
            end = body.end() if body is not None else end
        of, left = _owner_before(text, start, office)
        if of is None and (inner := state_pattern().search(match[0])) is not None:
            of = state_code(inner[1])  # "the president of the Czech Senate"
        before = of is not None
        if (
            of in knowledge.states()
            and (other := _of_body(text, end, office)) is not None
            and text[start - 3 : start - 1] != "’s"
        ):
            of, end = other
        own = body_phrases().at(text, start)
        if of is None and own is not None and own.value[0] == "organisation" and own.span[1] < end:
            of = own.name  # "UN Special Envoy for Syria"
        elif of is None:
            of, end = _sender(text, end) if office == "envoy" else owner_after(text, end)
            if of is None and match[1].casefold() in EQUALS:
                of, end = _equal_in(text, end)
        of = of or _bodies_by_title().get(abbreviations().get(match[1], match[1]).casefold())
        words = (start, max(match.end(), end)) if match.end() < end and of is None else match.span()
        found.append(TitleMention((left, end), words, office, rank, of, before))
    return found


GIVEN_TOO = frozenset({"Amir", "Sultan", "Emir", "Malik", "Prince"})
"""Ranks that are given names too: behind an office they are the first word of a name."""


def _of_body(text: str, end: int, office: str) -> tuple[str, int] | None:
    """The body that an office with a demonym before it is of: "the Guinean head of MONUSCO"."""
    direct = DIRECT.match(text, end)
    body = body_phrases().at(text, direct.end()) if direct else None
    known = knowledge.organisation_by_name().get(body.value[1]) if body and body.value[0] == "organisation" else None
    own = known is not None and (known.kind in ("organisation", "bank", "court") or office == "international official")
    return (known.name, body.span[1]) if body and known and own else None


EQUALS = frozenset({"counterpart", "colleague", "peer", "homologue", "opposite number"})
"""Words that say of an official only that he is of another side."""
THERE = re.compile(r"[ \u00a0](?:in|from|at)[ \u00a0](?:the[ \u00a0])?")


def _equal_in(text: str, end: int) -> tuple[str | None, int]:
    """Whose "his counterpart in North Rhine-Westphalia" is."""
    there = THERE.match(text, end)
    if there is None:
        return None, end
    state = state_pattern().match(text, there.end())
    if state is not None:
        return (None, end) if is_demonym(state[1]) else (state_code(state[1]), state.end())
    return localities.at(text, there.end()) or (None, end)


FOR = re.compile(r"[ \u00a0](?:for|to|on)[ \u00a0]")
SENT_BY = re.compile(r"(?:[ \u00a0](?:for|to|on)[ \u00a0][^.;,]{2,60}?)?[ \u00a0]of[ \u00a0](?:the[ \u00a0])?")


def _sender(text: str, end: int) -> tuple[str | None, int]:
    """Whose envoy it is: "Personal Envoy of the UN Secretary-General for Sudan" is not Sudan's."""
    of, behind = owner_after(text, end)
    if of is None or not FOR.search(text, end, behind):
        return of, behind
    sent = SENT_BY.match(text, end)
    body = body_phrases().at(text, sent.end()) if sent else None
    if body is not None and body.value[0] == "organisation":
        return body.name, body.span[1]
    state = state_pattern().match(text, sent.end()) if sent else None
    return (state_code(state[1]), state.end()) if state is not None and not is_demonym(state[1]) else (None, end)


def _owner_before(text: str, start: int, office: str) -> tuple[str | None, int]:
    head = text[max(0, start - 60) : start]
    shift = start - len(head)
    for match in state_pattern().finditer(head):
        rest = head[match.end() :]
        plain = BETWEEN.fullmatch(rest) or FIELD.fullmatch(rest) or _fields(rest)
        if plain and not headline_pattern().search(rest):
            return state_code(match[1]), shift + match.start()
    capital = capital_before().search(head)
    if capital is not None and (BETWEEN.fullmatch(head, capital.end()) or FIELD.fullmatch(head, capital.end())):
        return capitals()[capital[1].casefold()], shift + capital.start(1)
    seat = _seat_before().search(head)
    if seat:
        return knowledge.state_by_name()[seat[1].casefold()][0], shift + seat.start(1)
    for body in body_phrases().find(head):
        if body.value[0] == "organisation" and AFTER_BODY.fullmatch(head, body.span[1]):
            if body.value[1] in SENT_TO and AMBASSADOR.match(text, start):
                continue  # a "UN ambassador" is a state's at the UN
            return body.name, shift + body.span[0]
    return localities.before(text, start, office == "local") or (None, start)


def _fields(words: str) -> bool:
    """Whether what stands between a state and an office are the fields of the office: words that no name has, joined by "and"."""
    match = FIELDS.fullmatch(words)
    named = re.findall(r"[\w-]+", match[1]) if match is not None else []
    return bool(named) and all(word == "and" or knowledge.fold(word) in no_names() for word in named)


@cache
def no_names() -> frozenset[str]:
    """Folded words that part or end a person's name: "Ministry", "Trade", a month."""
    return frozenset(knowledge.fold(row["word"]) for row in knowledge.table("name_stops"))


SENT_TO = frozenset({"United Nations", "NATO", "WTO", "OSCE", "UNESCO", "IAEA"})
AMBASSADOR = re.compile(r"ambassador|permanent representative", re.I)


@cache
def capitals() -> Mapping[str, str]:
    """Folded names of capitals → their states."""
    return {name.casefold(): state.code for state in knowledge.states().values() for name in state.capitals}


@cache
def capital_before() -> re.Pattern[str]:
    """A capital that owns what follows, up to the text's end: "Kyiv's infrastructure minister"."""
    return re.compile(
        r"(?<![\w-])((?i:" + "|".join(re.escape(name) for name in capitals()) + r"))(?=['’]s?[ \u00a0][^.,;:]*$)"
    )


@cache
def _seat_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({_seats()})[ \u00a0]$")


@cache
def _seat_at() -> re.Pattern[str]:
    return re.compile(rf"{_seats()}(?!\w)")


@cache
def _seats() -> str:
    names = [name for name, (_, how) in knowledge.state_by_name().items() if how == "seat"]
    return "(?i:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


def owner_after(text: str, end: int) -> tuple[str | None, int]:
    """The state or body that an office ending at `end` is of, and where its name ends."""
    served = SERVED.match(text, end)
    master = state_pattern().match(text, served.end()) if served else None
    if master is not None and CHIEF.match(text, master.end()):
        return state_code(master[1]), end
    direct = DIRECT.match(text, end)
    whole = state_pattern().match(text, direct.end()) if direct else None
    if whole is not None and " of " in whole[1]:
        return state_code(whole[1]), whole.end()  # "President of the Republic of the Congo" is not of the other Congo
    match = OF.match(text, end)
    if match is None:
        return None, end
    state = state_pattern().match(text, match.end())
    if state is not None and not is_demonym(state[1]):
        return state_code(state[1]), state.end()
    seat = _seat_at().match(text, match.end())
    if seat is not None:
        return knowledge.state_by_name()[seat[0].casefold()][0], seat.end()
    if (place := localities.at(text, match.end())) is not None:
        return place  # "the Crown Prince of Abu Dhabi", "the Mayor of Paris", "the Speaker of the Saeima"
    if state is not None and (body_of := NATIONAL.match(text, state.end())) is not None:
        return state_code(state[1]), body_of.end()  # "President of the German Bundestag"
    body = body_phrases().at(text, match.end())
    if body is not None and body.value[0] == "organisation" and text[body.span[1] : body.span[1] + 1] != "-":
        return body.name, body.span[1]
    # "Minister of African Integration and Foreign Affairs of the Republic of Senegal"
    field = OFFICE_FIELD.match(text, end)
    for last in STATE_BEHIND.finditer(text, field.start(1), field.end() + 1) if field else ():
        state = state_pattern().match(text, last.end())
        if state is not None and not is_demonym(state[1]) and not is_demonym(state[0].strip()):
            return state_code(state[1]), state.end()
    # "a spokesperson for the Chinese foreign ministry", which acts for the state
    of = PORTFOLIO.match(text, end)
    state = state_pattern().match(text, of.end()) if of else None
    if state is not None and re.match(r"[ \u00a0][a-z]", text[state.end() :]):
        return state_code(state[1]), end
    return None, end
