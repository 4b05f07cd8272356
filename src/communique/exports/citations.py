"""How a record or page is cited elsewhere: RIS for reference managers, JSON-LD for the web of annotations."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TextIO

from communique.ledger.clusters import Merged
from communique.ledger.found import Found
from communique.ledger.shown import Shown
from communique.records import Article


class Attendee(Protocol):
    """Somebody who took part."""

    @property
    def name(self) -> str:
        """As it is printed most fully."""

    @property
    def kind(self) -> str:
        """Person, organ and so on."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Offices, as printed."""


AROUND = 32
"""Characters before and after a quotation that find it again in a page that has shifted."""


def write_ris(values: Iterable[Found], out: TextIO, base: str) -> int:
    """One reference a value (RIS, type NEWS); gives how many."""
    count = 0
    for found in values:
        lines = [("TY", "NEWS"), ("TI", found.title), ("T2", found.publisher), ("DA", _slashed(found.published))]
        lines += [("PY", (found.published or "")[:4]), ("UR", found.address), ("AB", found.words)]
        lines += [("N1", f"{found.type} {found.id} ({found.made_by}), {base}/records/{found.id}"), ("ID", found.id)]
        for tag, value in lines:
            if value:
                out.write(f"{tag}  - {' '.join(value.split())}\r\n")
        out.write("ER  - \r\n\r\n")
        count += 1
    return count


def _slashed(day: str | None) -> str | None:
    return day.replace("-", "/") if day else None


def as_jsonld(shown: Shown, article: Article, base: str) -> dict[str, Any]:
    """A page as a schema.org NewsArticle; a record as a W3C Web Annotation on the words that it stands on."""
    found = shown.found
    where = f"{base}/records/{found.id}"
    if shown.record is None:
        page = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": where,
            "headline": found.title,
            "url": found.address,
            "datePublished": found.published,
            "inLanguage": article.language,
        }
        publisher = {"@type": "Organization", "name": found.publisher} if found.publisher else None
        return {key: value for key, value in {**page, "publisher": publisher}.items() if value is not None}
    body = {"type": "TextualBody", "purpose": "classifying", "value": " ".join(filter(None, (found.kind, found.type)))}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": where,
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": f"Communique, {found.made_by}"},
        "body": [body],
        "target": [
            {
                "source": found.address or f"{base}/pages/{found.version}",
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": words,
                        "prefix": article.text[max(start - AROUND, 0) : start],
                        "suffix": article.text[end : end + AROUND],
                    },
                ],
            }
            for _, (start, end), words in shown.spans
        ],
    }


def event_jsonld(merged: Merged, tellings: Sequence[Found], people: Iterable[Attendee], base: str) -> dict[str, Any]:
    """A merged meeting as a schema.org Event, with the pages that tell of it."""
    place = next((one.place for one in tellings if one.place), None)
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{base}/merged/{merged.id}",
        "name": merged.name,
        "startDate": merged.first,
        "endDate": merged.last,
        "location": {"@type": "Place", "name": place} if place else None,
        "attendee": [
            {"@type": "Person", "name": one.name, **({"jobTitle": list(one.titles)} if one.titles else {})}
            for one in people
            if one.kind == "person"
        ],
        "subjectOf": [
            {"@type": "NewsArticle", "@id": f"{base}/pages/{one.version}", "headline": one.title, "url": one.address}
            for one in {one.version: one for one in tellings}.values()
        ],
    }
    return {key: value for key, value in told.items() if value is not None}
