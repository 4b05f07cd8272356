"""What ministries' own pages write: calls that agree on more, asked deeds, communiqués of a body, statements signed by many."""

from communique import read
from communique.records import Reading


def reading(text: str, day: str) -> Reading:
    return read(text.encode(), published=day)


def cut(of: Reading, span: tuple[int, int]) -> str:
    return of.article.cut(span)


CALL = """President of Norland Speaks with the President of Georgia

Norway's Prime Minister Jonas Gahr Store and Georgia's President Mikheil Kavelashvili had a telephone conversation on Tuesday and agreed to hold a summit in Bergen in May. They discussed the crisis in Iraq.
"""


def test_a_call_keeps_its_own_day_beside_what_is_agreed_for_later() -> None:
    found = reading(CALL, "2025-03-04")
    call = next(m for m in found.meetings if m.kind == "call")
    assert (call.status, call.start, call.place) == ("held", "2025-03-04", None)
    assert [cut(found, c.action) for c in found.commitments] == ["hold a summit in Bergen in May"]


ASKED = """Kenya on Sudan

NAIROBI, March 4 (Reuters) - Kenya's Foreign Minister Musalia Mudavadi on Tuesday called for the withdrawal of all foreign fighters from Sudan. He called for calm.
"""


def test_a_deed_named_by_a_noun_is_asked_and_calm_is_none() -> None:
    found = reading(ASKED, "2025-03-04")
    asked = [(c.kind, c.by, cut(found, c.action)) for c in found.commitments]
    assert asked == [("urged", ("KEN",), "the withdrawal of all foreign fighters from Sudan")]


BODY = """FINAL COMMUNIQUE

Abuja, 22 June 2025

1. The Authority of Heads of State and Government of the Economic Community of West African States (ECOWAS) held its Ordinary Session in Abuja on 22 June 2025.

2. The Authority directs the Commission to begin negotiations on trade.
"""


def test_a_body_is_called_by_its_organ() -> None:
    found = reading(BODY, "2025-06-23")
    assert [(m.kind, m.parties, m.place, m.start) for m in found.meetings] == [
        ("session", ("ECOWAS",), "Abuja", "2025-06-22")
    ]
    assert [(c.kind, c.by, cut(found, c.action)) for c in found.commitments] == [
        ("agreed", ("ECOWAS",), "begin negotiations on trade")
    ]


SIGNED = """Joint statement by the Foreign Ministers

We, the Foreign Ministers of Estonia, Latvia and Lithuania, met in Tallinn on 4 September 2025.

We condemn the attack on Kyiv of 28 August.
"""


def test_we_are_those_who_sign() -> None:
    found = reading(SIGNED, "2025-09-04")
    assert sorted((p.holder, p.stance) for p in found.positions) == [(s, "oppose") for s in ("EST", "LTU", "LVA")]


CIRCUMSTANCE = """Talks in Oslo

OSLO, Jan 2 (NTB) - Russia's Sergei Lavrov met Norway's Espen Barth Eide in Oslo on Thursday. While exchanging views on the Arctic, the two ministers emphasised the value of the Barents Council.
"""


def test_what_a_sentence_opens_with_is_no_content() -> None:
    found = reading(CIRCUMSTANCE, "2025-01-02")
    said = [cut(found, part) for s in found.statements for part in s.content]
    assert said == ["the value of the Barents Council"]
