"""The dateline: a place, a day and an agency before a report's first sentence, and the year it leaves out."""

import re
from collections.abc import Iterator
from datetime import date

from communique.language.office_years import year_by_offices
from communique.language.time_grammar import DAY_NAMES, MONTHS, PIECES, expression
from communique.language.times import iso_day
from communique.records import Article

AGENCY = r"(?:(?:[A-Z]|[a-z]{2,5}\b)[\w.&'’-]*(?:[ /][A-Z][\w.&'’-]*){0,3})"
_MONTH, _DAY = PIECES["month"], expression(PIECES["day"])
DATELINE = re.compile(
    rf"(?:^|\n)[ \t]*[^\n,(]{{2,60}}(?:,[^\n,(]{{2,40}})?[,\]]\s+(?:{PIECES['wkd']}[ ,]+)?"
    rf"(?:(?P<m>{_MONTH})[ ](?P<d>{_DAY})(?:st|nd|rd|th)?|(?P<d2>{_DAY})[ ](?P<m2>{_MONTH}))"
    r"(?:,?[ ](?:Juche[ ]?\d{2,3}[ ]\()?(?P<y>(?:19|20)\d\d)\)?)?[.,]?\s*"
    rf"(?:\(\s?(?P<agency>{AGENCY})\s?\)|/\s?(?P<agency2>{AGENCY})\s?/|(?P<agency3>[A-Z]{{4,12}}(?=[./:,]))|(?P<dash>--|[-–—]\s|:\s))",
)
"""A place, a day, and an agency in brackets, slashes or capitals; without an agency, a dash and a printed year."""


NAMED_FIRST = re.compile(rf"\b(?:{'|'.join(DAY_NAMES)})\b(?! \d)")
"""The weekday that a report names first."""


def dateline(article: Article, known: list[date], told: list[date]) -> tuple[date, str, bool] | None:
    """The first dateline's day, its words, and whether it prints its year.

    Without a printed year, it is the year whose day lies nearest to a day that is known.

    Where only the text's own dates are known, a year comes first in which a weekday it names falls on the dateline's day:
    news leaves out the year that it is written in, so a year that it prints is often not that one.
    """
    for found in DATELINE.finditer(article.text[:6000]):
        agency = found["agency"] or found["agency2"] or found["agency3"]
        at = found.start("d") if found["d"] else found.start("d2")
        if not agency and not within(article, at, "dateline") and not (found["dash"] and found["y"]):
            continue
        month, day = MONTHS[(found["m"] or found["m2"]).casefold().rstrip(".")], int(found["d"] or found["d2"])
        words = found[0].strip()
        if found["y"]:
            one = iso_day(f"{found['y']}-{month:02}-{day:02}")
            if one:
                return one, words, True
        in_full = [one for one in told if abs((one - one.replace(month=month, day=1)).days + 1 - day) <= 1]
        if in_full:  # a stamp beside the headline has the year: "August 19, 2025" over "MOSCOW, August 19 /TASS/"
            return iso_day(f"{in_full[0].year}-{month:02}-{day:02}") or in_full[0], words, False
        told_by = year_by_offices(article.text, month, day) if not known else None
        first = NAMED_FIRST.search(article.text[found.end() :])
        if told_by is not None and first is not None and DAY_NAMES[told_by[0].weekday()] == first[0]:
            # a year that the text prints is often another one: "In 2018, then President Moon signed"
            return told_by[0], f"{words}, in {told_by[0].year} by the office of {told_by[1]}", False
        fitting = [one for one in _by_printed_years(article.text, month, day) if one]
        if not known and len(fitting) == 1:
            return fitting[0], words, False
        known = known + told
        of_year = {year: iso_day(f"{year:04}-{month:02}-{day:02}") for base in known for year in _around(base.year)}
        near = [one for one in of_year.values() if one and any(abs((one - base).days) <= 183 for base in known)]
        if near:
            return min(near, key=lambda one: min(abs((one - base).days) for base in known)), words, False
        if len(fitting) == 1:
            return fitting[0], words, False
        if told_by := year_by_offices(article.text, month, day):
            return told_by[0], f"{words}, in {told_by[0].year} by the office of {told_by[1]}", False
    return None


def within(article: Article, at: int, kind: str) -> bool:
    """Whether the place `at` lies in a part of that kind."""
    return any(part.kind == kind and part.span[0] <= at < part.span[1] for part in article.parts)


def _around(year: int) -> tuple[int, int, int]:
    return year - 1, year, year + 1


def _by_printed_years(text: str, month: int, day: int) -> Iterator[date | None]:
    """The day in each year that the text prints, or the next one, where the text names that day's weekday bare."""
    printed = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    # the weekday that a report names first is most often that of its dateline
    first = re.search(rf"\b(?:{'|'.join(DAY_NAMES)})\b(?! \d)", text)
    leading = [
        one
        for year in sorted(printed | {year + 1 for year in printed})
        if (one := iso_day(f"{year:04}-{month:02}-{day:02}")) and first and DAY_NAMES[one.weekday()] == first[0]
    ]
    if len(leading) == 1:
        yield leading[0]
        return
    for year in sorted(printed | {year + 1 for year in printed}):
        one = iso_day(f"{year:04}-{month:02}-{day:02}")
        if one and re.search(rf"\b{DAY_NAMES[one.weekday()]}\b", text):
            yield one
