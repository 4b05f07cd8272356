"""The clock of a story: days and months that print no year, told of an earlier one."""

import re

import pytest

from communique.language.times import find_times
from communique.records import Article

AUTUMN = "2025-11-05"

# text with the expression in brackets, reference, start, end
STORIES = [
    # a year or month told at the sentence's beginning goes on through the paragraph
    ("In March 2018 an envoy brought the letter. Aru met Benet at the border on [April 27].", AUTUMN, "2018-04-27"),
    ("In 2016 the two fell out. Aru closed the embassy on [4 January] and sent the consul home.", AUTUMN, "2016-01-04"),
    ("In 2016 the two fell out. Aru flew to Kestria in [April] and came back with nothing.", AUTUMN, "2016-04-01"),
    ("It began in 2014. On [3 May] the prime ministers of both states met in Kestria.", AUTUMN, "2014-05-03"),
    ("President Aru paid a State visit to Kestria in September 2019. He held talks with Benet on [20 September].", AUTUMN, "2019-09-20"),
    ("In October 2022 the ministers met. On [12 January] they signed the protocol in Kestria.", AUTUMN, "2023-01-12"),
    ("On 25 January 2023 the ministers met. On [14 May] they met again.", AUTUMN, "2023-05-14"),
    ("In June 2018 the two signed. Aru had flown to Kestria on [9 February] to prepare it.", AUTUMN, "2018-02-09"),
    ("In March 2018 the two talked. In [the summer], Aru visited Kestria.", AUTUMN, "2018-06-01"),
    ("In March 2018 the two talked. Over [the Easter weekend] Aru flew to Kestria.", AUTUMN, "2018-03-31"),
    # what was agreed then was to be done after then
    ("On 11 December 2023, Aru and Benet agreed to begin talks by [the end of February].", AUTUMN, "2024-02-29"),
    ("After a night of talks on [11 December], Aru and Benet agreed to begin at once.", "2025-03-03", "2024-12-11"),
    ("On 11 December the two agreed to begin talks in [February].", "2025-04-03", "2025-02-01"),
    # the next paragraph only takes the story up where it says so
    ("On 25 January 2024 the ministers met.\n\nA month later the presidents spoke at a summit on [1 March].", AUTUMN, "2024-03-01"),
    ("On 25 January 2024 the ministers met.\n\nPresident Benet received the envoy on [1 June].", AUTUMN, "2025-06-01"),
    ("On 25 January 2024 the ministers met.\n\nThe envoy was back [that April].", AUTUMN, "2024-04-01"),
    ("On 23 July 2024 Aru received him. The envoy travelled to Kestria later [that summer].", AUTUMN, "2024-06-01"),
    # timelines
    ("April 2013: First deal. Aru and Benet initialled it on [19 April].\n\nMay 2015: Power. They met again.", AUTUMN, "2013-04-19"),
    ("2013\n\nAru and Benet initialled a deal on 19 April.\n\nThey met again on [7 June].\n\n2015\n\nThey quarrelled.", AUTUMN, "2013-06-07"),
    ("2013\n\nThey talked.\n\n2015\n\nThey quarrelled in [May].\n\nOutlook\n\nTalks go on.", AUTUMN, "2015-05-01"),
    ("2024: The pause. They talked.\n\n2025: New faces. Aru planned to bring both together in [September]; it came to nothing.", AUTUMN, "2025-09-01"),
    ("OSLO, JULY 2017\n\nThey met on [July 7] and talked for hours.\n\nROME, JUNE 2019\n\nThey met again.", AUTUMN, "2017-07-07"),
    ("2023\n\n10 May: The ban was lifted. Flights began on [12 November].\n\n2024\n\nThey met.", AUTUMN, "2023-11-12"),
    ("In 2016 the work was done. On [23 June] Juan Aru and Ruth Benet shook hands.", AUTUMN, "2016-06-23"),
    ("In 2016 they talked. The accord was rejected by the voters on [12 November].", AUTUMN, "2016-11-12"),
    ("In May 2019 Aru brought both to Kestria. A second round, planned for [1 July], never took place.", AUTUMN, "2019-07-01"),
    ("In June 2020 Aru invited both to Kestria for [27 June].", AUTUMN, "2020-06-27"),
    ("On 6 December 2022 the two met. In [January] their envoys travelled to Kestria.", AUTUMN, "2023-01-01"),
    ("In 2020 they began talks; a round set for [that September] was called off.", AUTUMN, "2020-09-01"),
    # no story
    ("The two had last met in 2019. They spoke by phone on [August 18].", AUTUMN, "2025-08-18"),
    ("Aru flies to Kestria on Sunday and is to see Benet on [Tuesday].", AUTUMN, "2025-11-11"),
    ("The pact was signed in March 2018. Aru told reporters on [28 October] that it had lapsed.", AUTUMN, "2025-10-28"),
    ("Ties have been cut since 2016. Aru flew to Kestria in [April].", AUTUMN, "2025-04-01"),
    ("The 2016 accord still holds. Aru flew to Kestria in [April].", AUTUMN, "2025-04-01"),
    ("The two states, which cut ties in 2016, met in Kestria in [April].", AUTUMN, "2025-04-01"),
    ("A first agreement, signed in January 2007, lapsed. Negotiators finished their work on [12 September].", AUTUMN, "2025-09-12"),
    ("They signed a border protocol there in 2009. The presidents last met at a summit in [December].", AUTUMN, "2024-12-01"),
    ("In 2016 the two fell out. Aru said on Friday that he regretted it. Benet flew in on [4 June].", AUTUMN, "2025-06-04"),
    ("In March 2018 the two talked. Aru will fly to Kestria in [January].", AUTUMN, "2026-01-01"),
    ("Nicosia held a meeting in May 2022. Aru was to have met Benet on [October 3], but it was called off.", AUTUMN, "2025-10-03"),
    ("Aru said that [winter] was near.", AUTUMN, None),
    ("Outlook\n\nTalks go on.\n\n2013\n\nPage 4", AUTUMN, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reference", "start"), STORIES, ids=[case[0][-60:] for case in STORIES])
def test_the_year_of_a_story(text: str, reference: str, start: str | None) -> None:
    marked = re.search(r"\[(.+?)\]", text)
    plain = text.replace("[", "").replace("]", "")
    times = find_times(Article(text=plain), reference)
    if start is None:
        assert not any(t.precision in ("season", "year") for t in times)
        return
    assert marked is not None
    at = marked.start()
    found = [t for t in times if t.span[0] <= at < t.span[1]]
    assert [(t.start, plain[t.span[0] : t.span[1]]) for t in found] == [(start, marked[1])]
