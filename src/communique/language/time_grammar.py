"""The grammar of time expressions, as tables: pieces, and rules built from the pieces.

A rule is a template. `@month` stands for a piece and `@month:m` for a piece whose words the rule's meaning needs,
under the name `m`; a space stands for whatever separates two words inside one paragraph. What a rule means is in
`time_meaning`, under the rule's `meaning`. Rules that match at one place compete, and the longest wins.

The three names a month, a weekday or a season goes by follow AP and Reuters style; day-first dates with dots are the
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
    """The names in `words` as a text prints them: Capitalised or CAPITALS; short ones with a dot at will."""
    longest_first = sorted((word for word in words if len(word) >= shortest), key=len, reverse=True)
    shapes = [shape for word in longest_first for shape in (word.capitalize(), word.upper())]
    return "|".join(f"{shape}\\b\\.?" if dotted and len(shape) < 5 and shape.casefold() != "june" else f"{shape}\\b" for shape in shapes)


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
    "count": r"(?:\d{1,3}|(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))",
    # joints
    "c": r"(?:[ \u00a0]?,[ \u00a0\n]?|[ \u00a0\n])",
    "dash": r"[ \u00a0]?[-–—−‑][ \u00a0]?",
    "to": r"(?:[ \u00a0]?[-–—−‑][ \u00a0]?|[ \u00a0\n](?:to|till|until|through|thru|and)[ \u00a0\n])",
    "only_to": r"(?:[ \u00a0]?[-–—−‑][ \u00a0]?|[ \u00a0\n](?:to|till|until|through|thru)[ \u00a0\n])",
    "of": r"(?:[ \u00a0]?,[ \u00a0\n]?|[ \u00a0\n](?:of|in)[ \u00a0\n]|[ \u00a0\n])",
    # years and periods by their place
    "which": r"(?i:this|last|next|previous|past|current|coming|following)",
    "theyear": r"(?i:(?:this|last|next|that)[ \u00a0\n]year|the[ \u00a0\n](?:same|previous|following|current|coming|next)[ \u00a0\n]year|the[ \u00a0\n]year[ \u00a0\n]before[ \u00a0\n]last|the[ \u00a0\n]year(?![- ](?:ended|ending|\d)))\b",
    "part": r"(?i:early|late|mid|middle|earlier|later)",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of time expression: its name, its pattern, and the function of `time_meaning` that reads it."""

    name: str
    meaning: str
    pattern: re.Pattern[str]


# name, meaning, template
TABLE = (
    # full days
    ("iso", "ymd", r"@year:y-(?P<mm>0[1-9]|1[0-2])-@day:d(?![-\d])"),
    ("ymd", "ymd", r"@year:y(?P<sep>[/.])(?P<mm>0?[1-9]|1[0-2])(?P=sep)@day:d(?![/.]?\d)"),
    ("slashes", "numeric", r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d)(?![/-]?\d)"),
    ("cjk", "ymd", r"(?P<y>(?:19|20)\d\d)年(?P<mm>0?[1-9]|1[0-2])月(?P<d>3[01]|[12]\d|0?[1-9])日"),
    ("mdy", "day", r"(?:@wkd:w@c)?@month:m (?:the )?@day:d@nth?@c@year:y"),
    ("dmy", "day", r"(?:@wkd:w@c)?(?:the )?@day:d@nth?(?: of|-)? ?@month:m(?:@of|-)@year:y"),
    ("md", "day", r"(?:@wkd:w@c(?:\(| )?)?@month:m (?:the )?@day:d@nth?(?![:.]\d\d)(?:@of@theyear:r)?"),
    ("dm", "day", r"(?:@wkd:w@c)?(?:the )?@day:d@nth?(?: of)? @month:m(?:@of@theyear:r)?"),
    ("weekday_md", "day", r"@weekday:w \(@month:m @day:d@nth?(?:@c@year:y)?\)"),
    ("weekday_dm", "day", r"@weekday:w \(@day:d@nth?(?: of)? @month:m(?:@c@year:y)?\)"),
    ("md_weekday", "day", r"@month:m @day:d@nth?(?:@c@year:y)? \(@wkd:w\)"),
    ("dm_weekday", "day", r"@day:d@nth? @month:m(?: @year:y)? \(@wkd:w\)"),
    ("nth", "nth", r"(?i:the) @day:d@nth(?=[,.;)\n]|$| (?:of this month|of the month|local time))(?: of (?:this|the) month)?"),
    # spans of days
    ("mdd", "days", r"@month:m @day:d@nth?@to@day:d2@nth?(?:@c@year:y|@of@theyear:r)?(?![:.]\d\d)"),
    ("ddm", "days", r"(?:the )?@day:d@nth?@to(?:the )?@day:d2@nth?(?: of)? @month:m(?:@of(?:@year:y|@theyear:r))?"),
    ("mdmd", "days", r"@month:m @day:d@nth?(?:@c@year:y1)?@only_to@month:m2 @day:d2@nth?(?:@c@year:y|@of@theyear:r)?"),
    ("dmdm", "days", r"(?:the )?@day:d@nth?(?: of)? @month:m(?: @year:y1)?@only_to(?:the )?@day:d2@nth?(?: of)? @month:m2(?:@of(?:@year:y|@theyear:r))?"),
    ("dmdm_and", "days", r"(?<=etween )@day:d@nth?(?: of)? @month:m and @day:d2@nth?(?: of)? @month:m2(?:@of(?:@year:y|@theyear:r))?"),
    ("mdmd_and", "days", r"(?<=etween )@month:m @day:d@nth? and @month:m2 @day:d2@nth?(?:@c@year:y|@of@theyear:r)?"),
    ("weekdays", "weekdays", r"@weekday:w@only_to@weekday:w2"),
    ("weekdays_and", "weekdays", r"(?<=etween )@weekday:w and @weekday:w2"),
    # weekdays
    ("weekday", "weekday", r"(?:(?i:(?P<which>this coming|this past|this|last|next|coming|past)) )?@weekday:w(?: (?P<week>last|next|this) week)?"),
    ("week_weekday", "weekday", r"@weekday:w (?P<week>last|next|this) week"),
    # months
    ("month_year", "month", r"(?:(?:(?i:the) )?(?i:@part:part)[ -](?:of )?)?@month:m(?:@of|-)@year:y"),
    ("month_rel", "month", r"(?:(?:(?i:the) )?(?i:@part:part)[ -](?:of )?)?@month:m@of@theyear:r"),
    ("month", "month", r"(?:(?:(?i:the) )?(?i:@part:part)[ -](?:of )?)?(?:@which:which )?@month:m"),
    ("months", "months", r"(?:@month:m)(?: @year:y1)?@only_to@month:m2(?:@of(?:@year:y|@theyear:r))?"),
    ("months_and", "months", r"(?<=etween )@month:m(?: @year:y1)? and @month:m2(?:@of(?:@year:y|@theyear:r))?"),
    ("edge_month", "edge", r"(?:(?i:the) )?(?i:(?P<edge>end|beginning|start|middle)) of @month:m(?:@of(?:@year:y|@theyear:r))?"),
    # years
    ("year", "year", r"(?:(?:(?i:the) )?(?i:@part:part)[ -])?(?:(?i:the year|fiscal(?: year)?|FY) ?)?@year:y(?![-–/]\d)"),
    ("years", "years", r"(?<![-–/\d])@year:y(?:[–/-]|@only_to)@yy:y2(?![-/–]\d)"),
    ("years_and", "years", r"(?<=etween )@year:y and @yy:y2"),
    ("decade", "decade", r"(?i:the )(?:(?:@part:part)[ -])?(?P<y>(?:1[6-9]|20)\d0)['’]?s\b"),
    ("theyear", "period", r"(?:(?i:earlier|later|early|late) (?:in )?)?(?i:(?P<which>this|last|next)) (?i:(?P<unit>year))\b(?!-)"),
    ("edge_year", "edge", r"(?:(?i:the) )?(?i:(?P<edge>end|beginning|start|middle)) of (?:@year:y|@theyear:r)"),
    ("year_end", "edge", r"(?i:(?:the )?year[- ](?P<edge>end))\b"),
    ("edge_period", "edge", r"(?:(?i:the) )?(?i:(?P<edge>end|beginning|start|middle)) of (?i:(?P<which>this|the|next|last)) (?P<unit>week|month)\b"),
    # parts of years
    ("quarter", "quarter", r"(?:(?i:the) )?(?i:(?P<n>first|second|third|fourth|1st|2nd|3rd|4th|last))[ -](?i:quarter)\b(?:@of(?:@year:y|@theyear:r))?"),
    ("quarter_q", "quarter", r"\bQ(?P<n>[1-4])(?:@of|/)(?:@year:y|@theyear:r)"),
    ("quarter_yq", "quarter", r"@year:y[- ]?Q(?P<n>[1-4])\b"),
    ("half", "half", r"(?:(?i:the) )?(?i:(?P<n>first|second|latter|1st|2nd))[ -](?i:half)(?: of)?(?:@c| )(?:@year:y|@theyear:r)"),
    ("half_h", "half", r"\bH(?P<n>[12])(?: of)?(?: |/)(?:@year:y|@theyear:r)"),
    ("half_month", "half", r"(?:(?i:the) )?(?i:(?P<n>first|second|latter)) half of @month:m(?:@of(?:@year:y|@theyear:r))?"),
    ("season_year", "season", r"(?:(?i:the) )?(?:@part[ -])?@season:s(?: of)?,? (?:@year:y|@theyear:r)"),
    ("season", "season", r"(?i:(?P<which>this coming|this|last|next|coming|the)) @season:s"),
    ("season_bare", "season", r"(?<=[iI]n )@season:s"),
    # days and periods by their place
    ("today", "today", r"(?i:(?P<word>the day after tomorrow|the day before yesterday|today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)))\b"),
    ("period", "period", r"(?:(?i:earlier|later|early|late) (?:in )?)?(?i:(?P<which>this|last|next|(?:the|this) (?:current|previous|coming|following|next|same|past)|that))[ ](?i:(?P<unit>week|month|weekend|quarter))\b(?!-)"),
    ("same_year", "period", r"(?i:(?P<which>the (?:current|previous|coming|following|next|same)|that)) (?i:(?P<unit>year))\b(?!-)"),
    ("weekend", "period", r"(?<=ver )(?P<which>the) (?P<unit>weekend)\b|(?<=t )(?P<which2>the) (?P<unit2>weekend)\b"),
    ("year_before_last", "period", r"(?i:the (?P<unit>year|month|week) (?P<which>before last|after next))\b"),
    ("same_day", "anaphor", r"(?i:(?P<word>the (?:very )?same day|that (?:same |very )?day|the same date|that date))\b"),
    ("day_after", "anaphor", r"(?i:(?P<word>the (?:next|following) day|the day after|a day later|one day later|the previous day|the day before|a day earlier|one day earlier|the day earlier))\b(?! (?:yesterday|tomorrow))"),
    ("ago", "ago", r"@count:n (?P<unit>day|week|month|year)s? (?P<way>ago|from now|earlier|later)\b"),
    ("holiday", "holiday", r"(?i:(?P<name>new year['’]s (?:day|eve)|christmas (?:day|eve)|boxing day))\b"),
)

TRIGGER = re.compile(
    rf"\b(?:{PIECES['month']}|{PIECES['wkd']}|(?:1[6-9]|2[01])\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)\b"
    r"|(?:[Tt]o|[Yy]ester)day|[Tt]o(?:morrow|night)|morning|afternoon|evening|night|date\b|day\b|days?\b|weeks?\b|months?\b|years?\b|weekend"
    r"|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Qq]uarter|half|Half|spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter"
    r"|H[12]|Q[1-4]|Christmas|Boxing)"
)
"""Words without which no rule can match: the rules are tried only near them, which is most of the speed."""

SPACE = r"(?:[ \u00a0\u202f]{1,2}|[ ]?\n)"


@cache
def rules() -> tuple[Rule, ...]:
    """The table's rules, compiled."""
    return tuple(Rule(name, meaning, re.compile(rf"(?<![\w@#$£€]){compile_template(template)}")) for name, meaning, template in TABLE)


def compile_template(template: str) -> str:
    """A template's regular expression: pieces put in, and spaces widened outside of sets and lookbehinds."""
    out: list[str] = []
    at = 0
    while at < len(template):
        char = template[at]
        if char == "@":
            hit = _PIECE.match(template, at)
            assert hit, template[at:]
            body = PIECES[hit[1]]
            out.append(f"(?P<{hit[2]}>{body})" if hit[2] else f"(?:{body})")
            at = hit.end()
        elif char == "[":
            end = template.index("]", at + 1) + 1
            out.append(template[at:end])
            at = end
        elif template.startswith(("(?<=", "(?<!"), at):
            end = template.index(")", at) + 1
            out.append(template[at:end])
            at = end
        else:
            out.append(SPACE if char == " " else char)
            at += 1
    return "".join(out)


_PIECE = re.compile("@(" + "|".join(sorted(PIECES, key=len, reverse=True)) + r")(?::(\w+?)(?=[^\w]|$))?")


@cache
def any_rule() -> re.Pattern[str]:
    """All rules as one pattern without names, to find where some rule begins."""
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=\w+\)", "[/.-]", compile_template(template))) for _, _, template in TABLE)
    return re.compile(r"(?<![\w@#$£€])(?:" + "|".join(nameless) + ")")
