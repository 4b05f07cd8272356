"""The day of writing: the table that the rules were tuned on; pages only scored are in test_reference_check."""

import pytest

from communique.language.reference import find_reference
from communique.records import Article, Declared, Origin, Part, Splice

CAPTION = "Ministers Aru and Benet meet in Kestria on December 25, 2024. Photo: AFP"


def page(text: str, caption: str | None = None, **more: object) -> Article:
    whole = f"{caption}\n\n{text}" if caption else text
    parts = (Part("caption", (0, len(caption))),) if caption else ()
    return Article(text=whole, parts=parts, **more)  # type: ignore[arg-type]


MIRROR = Declared(source="mk", published="2024-12-29T09:33:20")
GLOBAL = Origin(publisher="Global Times", evidence=("www.globaltimes.cn",))
PICTURE = Origin(publisher="Global Times", evidence=("https://x.cn/attachment/2024/2024-12-26/eae0.jpeg",))

REFERENCES = [
    ("given", page("They met on Tuesday.", declared=MIRROR, origin=Origin(published="2024-12-25", evidence=("given: 2024-12-25",))), "2024-12-25", "given"),
    ("dateline with year", page("BEIJING, Dec. 25, 2024 (Xinhua) -- The two met on Tuesday."), "2024-12-25", "dateline"),
    ("dateline, year from declared", page("BEIJING, Dec. 25 (Xinhua) -- The two met on Tuesday.", declared=Declared(published="2025-01-02")), "2024-12-25", "dateline"),
    ("dateline of another agency", page("TOKYO, Jan. 3 (Kyodo) -- The two met.", declared=Declared(published="2025-01-04")), "2025-01-03", "dateline"),
    ("dateline between slashes", page("MOSCOW, December 31. /TASS/. The two met.", declared=Declared(published="2025-01-01")), "2024-12-31", "dateline"),
    ("dateline day first", page("NEW DELHI, 25 December 2024 (PTI): The two met."), "2024-12-25", "dateline"),
    ("dateline without an agency, after a headline", page("Ministers meet\n\nSEOUL, March 5, 2025 -- The two met."), "2025-03-05", "dateline"),
    ("caption and weekday beat a mirror", page("They met on Wednesday.", CAPTION, declared=MIRROR, origin=GLOBAL), "2024-12-25", "caption"),
    ("caption, weekday and a picture's path", page("They met on Wednesday.", CAPTION, declared=MIRROR, origin=PICTURE), "2024-12-25", "2024-12-26"),
    ("caption without declared time", page("They met on Wednesday.", CAPTION), "2024-12-25", "on Wednesday"),
    ("an old file photo is passed over", page("They met on Wednesday.", "Aru in a file photo of December 25, 2019, a Wednesday.", declared=Declared(published="2025-03-06")), "2025-03-06", "declared"),
    ("a caption later than declared is passed over", page("They met on Wednesday.", CAPTION, declared=Declared(published="2024-12-20")), "2024-12-20", "declared"),
    ("weekday printed with the day", page("The ministers met in Oslo on Wednesday, 25 December 2024, to talk."), "2024-12-25", "Wednesday, 25 December 2024"),
    ("the page's address", page("They met on Wednesday.", url="https://news.example/2024/12/26/ministers-meet"), "2024-12-26", "address"),
    ("the page's address, run together", page("They met on Wednesday.", url="https://news.example/20241226/c123.html"), "2024-12-26", "address"),
    ("declared by its own house", page("They met yesterday.", declared=Declared(source="Ministry", published="2023-05-02")), "2023-05-02", "declared"),
    ("an original's published time", page("They met.", origin=Origin(publisher="Ministry", published="2023-05-02")), "2023-05-02", "published"),
    ("full date in the opening", page("The President spoke on 25 December 2024 with his counterpart."), "2024-12-25", "opening"),
    ("full date in the opening beats a mirror", page("The President spoke on 25 December 2024.", declared=MIRROR, origin=GLOBAL), "2024-12-25", "opening"),
    ("a picture's path beats a mirror", page("They met on Wednesday.", declared=MIRROR, origin=PICTURE), "2024-12-26", "picture"),
    ("only a mirror's time", page("They met on Wednesday.", declared=MIRROR, origin=GLOBAL), "2024-12-29", "or before"),
    ("spliced pages are copies", page("They met on 25 December 2024.", declared=Declared(published="2024-12-29"), splices=(Splice("【X】", "title", "brand"),)), "2024-12-25", "opening"),
    ("a treaty's old date is not the writing", page("They recalled the treaty of 9 August 1979.", declared=MIRROR, origin=GLOBAL), "2024-12-29", "or before"),
("a stale caption on an honest page", page("They met on Wednesday.", "Aru and Benet in Kestria on December 25, 2024.", declared=Declared(published="2025-02-05")), "2025-02-05", "declared"),
    ("the day of signing", page("The two sides recalled the accord of 3 March 1999.\n\n" + "They will work together. " * 90 + "\n\nDone at Kestria on 4 March 2025."), "2025-03-04", "signing"),
    ("the end of a visit", page("President Amaro visited Kestria from 3 to 5 March 2025."), "2025-03-05", "3 to 5 March 2025"),
    ("a day to come is not the writing", page("President Amaro will visit Kestria on 5 March 2025.", declared=Declared(source="mk", published="2025-02-20"), origin=GLOBAL), "2025-02-20", "or before"),
    ("dateline without a year, told by weekday and a printed year", page("KESTRIA, Feb 6 (Reuters) - The two met on Friday. A deal of 2025 lapsed."), "2026-02-06", "dateline"),
    ("caption of Friday, told on Sunday", page("They met on Friday, the ministry said on Sunday.", "Aru and Benet in Kestria on June 27, 2025.", declared=Declared(source="mk", published="2025-07-02"), origin=GLOBAL), "2025-06-29", "Sunday"),
    ("caption of Friday, to meet on Sunday", page("They met on Friday and will meet again on Sunday.", "Aru and Benet in Kestria on June 27, 2025.", declared=Declared(source="mk", published="2025-07-02"), origin=GLOBAL), "2025-06-27", "Friday"),
    ("a stamp beats the opening's old days", page("The islands\n\nResearch paper\nPublished Wednesday, 4 June 2025\n\nThe two leaders spoke on 3 October 2024."), "2025-06-04", "4 June 2025"),
    ("a stamp among other words", page("The islands\n\nThe two leaders spoke on 3 October 2024, and each of them said afterwards that it had been a good start.\n\n" + "They will work together. " * 90 + "\n\nLast updated: 4 June 2025. Contact the press office."), "2025-06-04", "stamp"),
    ("a last line with its place", page("The islands\n\nThe two leaders spoke on 3 October 2024, and each of them said afterwards that it had been a good start.\n\n" + "They will work together. " * 90 + "\n\nKestria, 4 June 2025"), "2025-06-04", "last line"),
    ("a last sentence is no stamp", page("The islands\n\nThe two leaders spoke on 3 October 2024, and each of them said afterwards that it had been a good start.\n\n" + "They will work together. " * 90 + "\n\nThe pact that both had wanted was to lapse on 4 June 2025"), "2024-10-03", "opening"),
    ("nothing tells", page("They met on Wednesday."), None, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("article", "day", "word"), [case[1:] for case in REFERENCES], ids=[case[0] for case in REFERENCES]
)
def test_reference_day_and_its_reason(article: Article, day: str | None, word: str) -> None:
    found, reason = find_reference(article)
    assert found == day
    assert word in reason
