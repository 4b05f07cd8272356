"""The grammar of time expressions: words, pieces and rules, read from tables that a reader of news can correct.

`knowledge/time_words.csv` holds the names of months, numbers, units, feasts and eras; `time_pieces.csv` what rules are
built from; `time_rules.csv` the rules; `time_references.csv` "now" and "recently". A rule's template is a regular
expression with four conveniences: `@month` stands for a piece, and `@month:m` for a piece whose words the rule's meaning
needs, under the name `m`; `{n:first|last}` gives a name to words of its own; a plain bracket only groups; and a space
stands for whatever separates two words inside one paragraph. What a rule means is in `time_meaning`, `time_periods`,
`time_lengths` and `time_clock`, under the rule's `meaning`. Rules that match at one place compete, and the longest wins;
of two that are as long, the one that stands first.

The names of months and weekdays follow AP and Reuters style; day-first dates with dots are the continental habit, and
dates with slashes are either, so they stay open unless a number above 12 settles them.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.knowledge import table

WORDS: dict[str, dict[str, str]] = {}
"""Kind of word → casefolded word → what it stands for, as in time_words.csv."""
for _row in table("time_words"):
    WORDS.setdefault(_row["kind"], {}).update(dict.fromkeys(_row["words"].casefold().split("|"), _row["value"]))

MONTHS = {word: int(number) for word, number in WORDS["month"].items()}
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = {word: int(number) for word, number in WORDS["weekday"].items()}
SEASONS = {word: int(month) for word, month in WORDS["season"].items()}
"""First month of each season."""
ORDINALS = {word: int(number) for word, number in WORDS["ordinal"].items()}
NUMBERS = {word: float(number) for word, number in WORDS["number"].items()}
ERAS = {word: int(year) for word, year in WORDS["era"].items()}
"""The year before each era's first."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What words such as "now" refer to (a TIMEX3 value), and what must not stand on either side of them."""

    value: str
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None


def _compiled(pattern: str, anchor: str = "") -> re.Pattern[str] | None:
    return re.compile(f"(?:{pattern}){anchor}", re.IGNORECASE) if pattern else None


REFERENCES = {
    word: Reference(row["value"], _compiled(row["not_before"]), _compiled(row["not_after"], "$"))
    for row in table("time_references")
    for word in row["words"].casefold().split("|")
}


def _names(words: dict[str, int], shortest: int, dotted: bool = False) -> str:
    """The names in `words` as a text prints them: Capitalised or CAPITALS; a cut one with its dot at will."""
    spelled: set[int] = set()
    shapes = []
    for word, number in words.items():
        dot = r"\.?" if dotted and number in spelled else ""
        spelled.add(number)  # the first name of a number is the full one
        shapes += [
            (len(word), rf"{shape}\b{dot}") for shape in (word.capitalize(), word.upper()) if len(word) >= shortest
        ]
    return "(?-i:" + "|".join(shape for _, shape in sorted(shapes, key=lambda item: -item[0])) + ")"


def _any(words: dict[str, str] | dict[str, Reference], end: str = r"\b") -> str:
    """Any of the words, the longest first."""
    return (
        "(" + "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True)) + ")" + end
    )


PIECES = {
    **{row["piece"]: row["pattern"] for row in table("time_pieces")},
    "month": _names(MONTHS, 3, dotted=True),
    "weekday": _names({word: n for word, n in WEEKDAYS.items() if word.endswith("day")}, 6, dotted=False),
    "wkd": _names(WEEKDAYS, 3, dotted=True),
    "weekday_of_many": "(?-i:" + "|".join(word.capitalize() for word in WEEKDAYS if word.endswith("day")) + r")(?=s\b)",
    "season": _any(WORDS["season"]),
    "ordinal": _any(WORDS["ordinal"]),
    "unit": _any(WORDS["unit"], r"s?\b"),
    "often": _any(WORDS["every"]),
    "day_part": _any(WORDS["day_part"], ""),
    "clock_word": _any(WORDS["clock_word"]),
    "holiday": _any(WORDS["holiday"]),
    "era": _any(WORDS["era"], ""),
    "reference": _any(REFERENCES),
}
"""What rules are built from: the pieces of the table, and those made from the words."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of time expression: its name, the function that reads it, its template and an example."""

    name: str
    meaning: str
    template: str
    example: str


RULES = tuple(Rule(row["rule"], row["meaning"], row["template"], row["example"]) for row in table("time_rules"))

SPACE = r"(?:[ \u00a0\u202f]{1,2}|[ ]?\n)"
"""What separates two words of one paragraph: a space, or the end of a wrapped line."""
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"  # an escape, a set
    rf"|@(?P<piece>{'|'.join(sorted(PIECES, key=len, reverse=True))})(?::(?P<as>[a-z][a-z0-9]*))?"
    r"|\{(?P<name>[a-z]\w*):|\{[\d,]+\}|(?P<behind>\(\?<[=!])|\(\?(?:P=\w+\)|[a-z-]*:|[=!])|(?P<open>\()|(?P<space> )|.",
    re.DOTALL,
)


def expression(template: str) -> str:
    """A template's regular expression: pieces put in, names and groups spelled out, spaces widened but in lookbehinds."""
    out: list[str] = []
    behind = depth = 0  # brackets open since a lookbehind began, in which spaces stay as they are
    for token in _TOKEN.finditer(template):
        words = token[0]
        if words == "@":
            raise ValueError(f"no such piece: {template[token.start() :]}")
        if token["piece"]:
            body = expression(PIECES[token["piece"]])
            words = f"(?P<{token['as']}>{body})" if token["as"] else f"(?:{body})"
        elif token["name"]:
            words = f"(?P<{token['name']}>"
        elif words == "}":
            words = ")"
        elif token["open"]:
            words = "(?:"
        elif token["space"] and not behind:
            words = SPACE
        if token["behind"]:
            behind = depth + 1
        if token[0].startswith("(") and not token[0].startswith("(?P="):
            depth += 1
        elif token[0] == ")":
            if depth == behind:
                behind = 0
            depth -= 1
        out.append(words)
    return "".join(out)


FIRST = re.compile(
    r"(?<![\w@#$£€])(?:['’‘`](?=\d))?([^\W\d_]+|\d+)(?=(?:[ \u00a0\n-]{1,2}([^\W\d_]+|\d(?!\d{0,2},\d{3}\D)))?)"
)
"""The first word or figure of what might be an expression, and the word after it where only a space parts them.

No expression begins inside a word, a handle, or an amount of money.
"""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule with its place in the table, its pattern, and the words, casefolded, that the pattern spells out."""

    order: int
    rule: Rule
    pattern: re.Pattern[str]
    words: frozenset[str]
    bare: re.Pattern[str]
    """The pattern without what must stand before it."""
    open: bool
    """Whether it also takes words that it does not spell out."""


@cache
def patterns() -> tuple[Compiled, ...]:
    """The rules, compiled, in the table's order."""
    bodies = [(order, rule, expression(rule.template)) for order, rule in enumerate(RULES)]
    return tuple(
        Compiled(
            order,
            rule,
            re.compile(body, re.IGNORECASE),
            _spelled(body),
            re.compile(re.sub(r"\(\?<[=!][^()]*\)", "", body), re.IGNORECASE),
            r"\w+" in body,
        )
        for order, rule, body in bodies
    )


def _spelled(pattern: str) -> frozenset[str]:
    """The words that a pattern spells out, those with a letter at will both ways."""
    bare = re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?-i:|\(\?P=\w+\)", " ", pattern)
    words: set[str] = set()
    for found in re.finditer(r"([^\W\d_]+)(\?)?", bare.casefold()):
        words |= {found[1], found[1][:-1]} if found[2] else {found[1]}
    return frozenset(words | {f"{word}s" for word in words}) - {"", "s"}


@cache
def _by_word() -> dict[str, tuple[Compiled, ...]]:
    words = frozenset().union(*(one.words for one in patterns()))
    return {word: tuple(one for one in patterns() if word in one.words) for word in words}


@lru_cache(maxsize=1 << 15)
def candidates(first: str, second: str | None) -> tuple[Compiled, ...]:
    """The rules that can match where `first` stands, and `second` after it (None where no word follows at once).

    A rule that does not spell a word out cannot begin with it, nor go on with it: to try only the others is most of
    the speed.
    """
    known, first = _by_word(), first.casefold()
    if first.isdigit():
        first = first if len(first) > 3 or second is None else "0"
    elif first not in known:
        return ()
    if second is not None:
        second = "0" if second.isdigit() else second.casefold()
        second = second if second in known or second == "0" else ""
    return _candidates("0000" if len(first) > 3 and first.isdigit() else first, second)


@cache
def _candidates(first: str, second: str | None) -> tuple[Compiled, ...]:
    figure = first.isdigit()
    rules = patterns() if figure else _by_word()[first]
    if second is None or second == "0" or first == "0000" or (figure and first != "0"):
        return rules
    shapes = (first, first.capitalize(), first.upper())  # names are capitalised
    return tuple(
        one for one in rules if second in one.words or one.open or (not figure and any(map(one.bare.fullmatch, shapes)))
    )
