"""The grammar of time expressions, as tables: pieces, and rules built from the pieces.

A rule is a template. `@month` stands for a piece and `@month:m` for a piece whose words the rule's meaning needs,
under the name `m`; a space stands for whatever separates two words inside one paragraph. What a rule means is in
`time_meaning`, under the rule's `meaning`. Rules that match at one place compete, and the longest wins.

The names a month, a weekday or a season goes by follow AP and Reuters style; day-first dates with dots are the
continental habit, and dates with slashes are either, so they stay open unless a number above 12 settles them.
"""

import re
from dataclasses import dataclass
from functools import cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan",
            "February Feb",
            "March Mar",
            "April Apr",
            "May May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        start=1,
    )
    for name in names.casefold().split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "Monday Mon",
            "Tuesday Tues Tue",
            "Wednesday Wed",
            "Thursday Thurs Thur Thu",
            "Friday Fri",
            "Saturday Sat",
            "Sunday Sun",
        )
    )
    for name in names.casefold().split()
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season, as meteorologists and the northern press count them."""
COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one first 1st",
            "two second 2nd",
            "three third 3rd",
            "four fourth 4th",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}
HOLIDAYS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
}


def _either(words: dict[str, int], shortest: int, dotted: bool = False) -> str:
    """The names in `words` as a text prints them: Capitalised or CAPITALS; a cut one with its dot at will."""
    spelled: set[int] = set()
    shapes = []
    for word, number in words.items():
        dot = r"\.?" if dotted and number in spelled else ""
        spelled.add(number)  # the first name of a number is the full one
        shapes += [
            (len(word), rf"{shape}\b{dot}") for shape in (word.capitalize(), word.upper()) if len(word) >= shortest
        ]
    return "|".join(shape for _, shape in sorted(shapes, key=lambda item: -item[0]))


PIECES = {
    # calendar names
    "month": _either(MONTHS, 3, dotted=True),
    "weekday": _either({word: n for word, n in WEEKDAYS.items() if word.endswith("day")}, 6),
    "wkd": _either(WEEKDAYS, 3, dotted=True),
    "season": r"(?i:spring|summer|autumn|fall|winter)\b",
    # numbers
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?![\d%])",
    "nth": r"(?:st|nd|rd|th)\b",
    "year": r"(?:1[6-9]|20|21)\d\d(?![\d%])(?![,.]\d)",
    "yy": r"(?:\d\d|(?:19|20|21)\d\d)(?![\d%])",
    "mm": r"(?:0?[1-9]|1[0-2])",
    "count": r"(?:\d{1,3}|(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))",
    # joints
    "c": r"(?:[ \u00a0]?,[ \u00a0\n]?|[ \u00a0\n])",
    "dash": r"[ \u00a0]?[-–—−‑][ \u00a0]?",
    "to": r"(?:@dash| (?:to|till|until|through|thru) )",
    "to_and": r"(?:@dash| (?:to|till|until|through|thru|and) )",
    "of": r"(?:[ \u00a0]?,[ \u00a0\n]?| (?:of|in) | )",
    # what stands before and after a month, a quarter, a season
    "the": r"(?:(?i:the) )?",
    "part": r"(?i:early|late|mid|middle|earlier|later)",
    "shade": r"(?:@the@part:part[ -](?:of )?)?",
    "edge": r"@the(?i:(?P<edge>end|beginning|start|middle)) of",
    "which": r"(?i:this coming|this past|this|last|next|previous|past|current|coming|following)",
    "their": r"(?i:(?:this|last|next|that) year|the (?:same|previous|following|current|coming|next) year"
    r"|the year before last|the year(?![- ](?:ended|ending|\d)))\b",
    "yr": r"(?:@year:y|@their:r)",
    "of_yr": r"(?:@of@yr)?",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of time expression: name, the function of `time_meaning` that reads it, template and an example."""

    name: str
    meaning: str
    template: str
    example: str


RULES = (
    # full days
    Rule("iso", "ymd", r"@year:y-(?P<mm>0[1-9]|1[0-2])-@day:d(?![-\d])", "2024-12-25"),
    Rule("ymd", "ymd", r"@year:y(?P<sep>[/.])@mm:mm(?P=sep)@day:d(?![/.]?\d)", "2024/12/25"),
    Rule("cjk", "ymd", r"(?P<y>(?:19|20)\d\d)年@mm:mm月(?P<d>3[01]|[12]\d|0?[1-9])日", "2024年12月25日"),
    Rule(
        "numeric",
        "numeric",
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d)(?![/.-]?\d)",
        "25/12/2024",
    ),
    Rule("mdy", "day", r"(?:@wkd:w@c)?@month:m (?:the )?@day:d@nth?@c@year:y", "Wednesday, Dec. 25, 2024"),
    Rule("dmy", "day", r"(?:@wkd:w@c)?@the@day:d@nth?(?: of|-)? ?@month:m(?:@of|-)@year:y", "25th of December 2024"),
    Rule("md", "day", r"(?:@wkd:w@c)?@month:m (?:the )?@day:d@nth?(?![:.]\d\d)(?:@of@their:r)?", "December 25"),
    Rule("dm", "day", r"(?:@wkd:w@c)?@the@day:d@nth?(?: of)? @month:m(?:@of@their:r)?", "the 25th of December"),
    Rule("weekday_md", "day", r"@weekday:w \(@month:m @day:d@nth?(?:@c@year:y)?\)", "Wednesday (Dec. 25)"),
    Rule("weekday_dm", "day", r"@weekday:w \(@day:d@nth?(?: of)? @month:m(?:@c@year:y)?\)", "Wednesday (25 December)"),
    Rule("md_weekday", "day", r"@month:m @day:d@nth?(?:@c@year:y)? \(@wkd:w\)", "December 25 (Wed)"),
    Rule("dm_weekday", "day", r"@day:d@nth? @month:m(?: @year:y)? \(@wkd:w\)", "25 December 2024 (Wednesday)"),
    Rule("which_md", "day", r"(?i:(?P<side>last|next|this)) @month:m @day:d@nth?(?![:.]\d\d)", "last Oct. 23"),
    Rule(
        "week_of",
        "week_of",
        r"(?i:the week (?:of|beginning)) @month:m @day:d@nth?(?:@c@year:y)?",
        "the week of March 6",
    ),
    Rule(
        "nth",
        "nth",
        r"(?i:the) @day:d@nth(?=[,.;)\n]|$| (?:of this month|of the month|local time))(?: of (?:this|the) month)?",
        "on [the 25th], he said",
    ),
    # spans of days
    Rule(
        "mdd",
        "days",
        r"@month:m @day:d@nth?@to_and@day:d2@nth?(?:@c@year:y|@of@their:r)?(?![:.]\d\d)",
        "June 15-18, 2025",
    ),
    Rule("ddm", "days", r"@the@day:d@nth?@to_and@the@day:d2@nth?(?: of)? @month:m@of_yr", "from [15 to 18 June]"),
    Rule(
        "mdmd",
        "days",
        r"@month:m @day:d@nth?(?:@c@year:y1)?@to@month:m2 @day:d2@nth?(?:@c@year:y|@of@their:r)?",
        "June 29-July 3, 2025",
    ),
    Rule(
        "dmdm",
        "days",
        r"@the@day:d@nth?(?: of)? @month:m(?: @year:y1)?@to@the@day:d2@nth?(?: of)? @month:m2@of_yr",
        "29 June to 3 July 2025",
    ),
    Rule(
        "dm_and_dm",
        "days",
        r"(?<=etween )@day:d@nth?(?: of)? @month:m(?: @year:y1)? and @day:d2@nth?(?: of)? @month:m2@of_yr",
        "between [29 June and 3 July]",
    ),
    Rule(
        "md_and_md",
        "days",
        r"(?<=etween )@month:m @day:d@nth?(?:@c@year:y1,?)? and @month:m2 @day:d2@nth?(?:@c@year:y|@of@their:r)?",
        "between [June 29 and July 3]",
    ),
    Rule("weekdays", "weekdays", r"@weekday:w@to@weekday:w2", "from [Monday to Wednesday]"),
    Rule("weekday_and", "weekdays", r"(?<=etween )@weekday:w and @weekday:w2", "between [Monday and Wednesday]"),
    # weekdays
    Rule(
        "weekday",
        "weekday",
        r"(?:(?:@which:which|(?i:(?P<side>the (?:previous|following|preceding|next)))) )?@weekday:w"
        r"(?: (?P<week>last|next|this) week)?",
        "last Friday",
    ),
    # months
    Rule("month_year", "month", r"@shade@month:m(?:@of|-)@yr", "April of last year"),
    Rule("month", "month", r"@shade(?:@which:which )?@month:m", "in [early March]"),
    Rule("months", "months", r"@month:m(?: @year:y1)?@to@month:m2@of_yr", "March to June 2025"),
    Rule("months_and", "months", r"(?<=etween )@month:m(?: @year:y1)? and @month:m2@of_yr", "between [May and August]"),
    Rule("edge_month", "edge", r"@edge @month:m@of_yr", "the end of March"),
    # years
    Rule(
        "year",
        "year",
        r"(?:@the@part:part[ -])?(?:(?i:the year|fiscal(?: year)?|FY) ?)?@year:y(?![-–/]\d)",
        "in [2024]",
    ),
    Rule("years", "years", r"(?<![-–/\d])@year:y(?:[–/-]|@to)@yy:y2(?![-/–]\d)", "2024-2026"),
    Rule("years_and", "years", r"(?<=etween )@year:y and @yy:y2", "between [2014 and 2016]"),
    Rule("decade", "decade", r"(?i:the )(?:@part:part[ -])?(?P<y>(?:1[6-9]|20)\d0)['’]?s\b", "the late 1990s"),
    Rule(
        "this_year",
        "period",
        r"(?:(?i:earlier|later|early|late) (?:in )?)?(?i:(?P<which>this|last|next)) (?i:(?P<unit>year))\b(?!-)",
        "later this year",
    ),
    Rule("edge_year", "edge", r"@edge @yr", "the end of 2025"),
    Rule("year_end", "edge", r"(?i:(?:the )?year(?:-| |[’']s )(?P<edge>end))\b", "by [year-end]"),
    Rule(
        "edge_period",
        "edge",
        r"@edge (?i:(?P<which>this|the|next|last)) (?P<unit>week|month)\b",
        "the end of this month",
    ),
    # parts of years
    Rule(
        "quarter",
        "quarter",
        r"@the(?i:(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th|last))[ -](?i:quarter)\b@of_yr",
        "the first quarter of 2025",
    ),
    Rule(
        "year_quarter",
        "quarter",
        r"@the@yr(?:[’']s)? (?P<n>first|second|third|fourth|final) quarter\b",
        "the 2025 third quarter",
    ),
    Rule("quarter_q", "quarter", r"\bQ(?P<n>[1-4])(?:@of|/)@yr", "Q1 2025"),
    Rule("quarter_yq", "quarter", r"@year:y[- ]?Q(?P<n>[1-4])\b", "2025Q1"),
    Rule(
        "half",
        "half",
        r"@the(?i:(?P<n>first|second|latter|last|1st|2nd))[ -](?i:half)(?: of)?(?:@c| )@yr",
        "the first half of 2025",
    ),
    Rule("half_h", "half", r"\bH(?P<n>[12])(?: of)?(?: |/)@yr", "H1 2025"),
    Rule(
        "half_month", "half", r"@the(?i:(?P<n>first|second|latter)) half of @month:m@of_yr", "the first half of March"
    ),
    Rule("season_year", "season", r"@the(?:@part[ -])?@season:s(?: of)?,? @yr", "the summer of 2024"),
    Rule(
        "season",
        "season",
        r"(?i:(?P<which>this coming|this past|this|last|next|coming|the)) (?:@part[ -])?@season:s",
        "last summer",
    ),
    Rule("season_bare", "season", r"(?<=[iI]n )@season:s", "in [spring]"),
    # days and periods by their place
    Rule(
        "today",
        "today",
        r"(?i:(?P<word>the day after tomorrow|the day before yesterday|today|yesterday|tomorrow|tonight|last night"
        r"|this (?:morning|afternoon|evening)))\b",
        "yesterday",
    ),
    Rule(
        "period",
        "period",
        r"(?:(?i:earlier|later|early|late) (?:in )?)?(?i:(?P<which>this|last|next"
        r"|(?:the|this) (?:current|previous|coming|following|next|same|past)|that)) "
        r"(?i:(?P<unit>week|month|weekend|quarter))\b(?!-)",
        "earlier this week",
    ),
    Rule(
        "that_year",
        "period",
        r"(?:(?i:earlier|later) (?:in )?)?(?i:(?P<which>the (?:current|previous|coming|following|next|same)|that)) "
        r"(?i:(?P<unit>year))\b(?!-)",
        "the following year",
    ),
    Rule("weekend", "period", r"(?P<which>the) (?P<unit>weekend)\b", "over [the weekend]"),
    Rule(
        "before_last",
        "period",
        r"(?i:the (?P<unit>year|month|week) (?P<which>before last|after next))\b",
        "the year before last",
    ),
    Rule(
        "same_day",
        "anaphor",
        r"(?i:(?P<word>the (?:very )?same day|that (?:same |very )?day|(?:the same|that) date))\b",
        "the same day",
    ),
    Rule(
        "day_after",
        "anaphor",
        r"(?i:(?P<word>the (?:next|following) (?:day|morning|afternoon|evening)|the day after|(?:a|one) day later"
        r"|the previous (?:day|evening|night)|the day before|(?:a|one) day earlier|the day earlier))\b"
        r"(?! (?:yesterday|tomorrow))",
        "the next day",
    ),
    Rule(
        "ago", "ago", r"@count:n (?P<unit>day|week|month|year)s? (?P<way>ago|from now|earlier|later)\b", "two weeks ago"
    ),
    Rule(
        "holiday",
        "holiday",
        r"(?i:(?P<name>new year['’]s (?:day|eve)|christmas (?:day|eve)|boxing day))\b",
        "Christmas Day",
    ),
)

TRIGGER = re.compile(
    rf"\b(?:{PIECES['month']}|{PIECES['wkd']}|(?:1[6-9]|2[01])\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)\b"
    r"|(?:[Tt]o|[Yy]ester)day|[Tt]o(?:morrow|night)|morning|afternoon|evening|night|date\b|days?\b|weeks?\b|months?\b"
    r"|years?\b|weekend|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Qq]uarter|half|Half|spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter"
    r"|H[12]|Q[1-4]|Christmas|Boxing)"
)
"""Words without which no rule can match: the rules are tried only near them, which is most of the speed."""

SPACE = r"(?:[ \u00a0\u202f]{1,2}|[ ]?\n)"
"""What separates two words of one paragraph: a space, or the end of a wrapped line."""
NOT_BEFORE = r"(?<![\w@#$£€])"
"""No expression begins inside a word, a handle, or an amount of money."""
_PIECE = re.compile("@(" + "|".join(sorted(PIECES, key=len, reverse=True)) + r")(?::(\w+?)(?=[^\w]|$))?", re.ASCII)


def expression(template: str) -> str:
    """A template's regular expression: pieces put in, and spaces widened outside of sets and lookbehinds."""
    out: list[str] = []
    at = 0
    while at < len(template):
        char = template[at]
        if char == "@":
            piece = _PIECE.match(template, at)
            if piece is None:
                raise ValueError(f"no such piece: {template[at:]}")
            body = expression(PIECES[piece[1]])
            out.append(f"(?P<{piece[2]}>{body})" if piece[2] else f"(?:{body})")
            at = piece.end()
        elif char == "[" or template.startswith(("(?<=", "(?<!"), at):
            end = template.index("]" if char == "[" else ")", at + 1) + 1
            out.append(template[at:end])
            at = end
        else:
            out.append(SPACE if char == " " else char)
            at += 1
    return "".join(out)


@cache
def patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules with their compiled patterns."""
    return tuple((rule, re.compile(NOT_BEFORE + expression(rule.template))) for rule in RULES)


@cache
def any_rule() -> re.Pattern[str]:
    """All rules as one pattern without names, to find where some rule begins."""
    nameless = (
        re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=\w+\)", "[/.-]", expression(rule.template))) for rule in RULES
    )
    return re.compile(NOT_BEFORE + "(?:" + "|".join(nameless) + ")")
