"""Where a page really comes from: the words and addresses that tell, never the page's own claim alone."""

import re
from collections import Counter
from urllib.parse import urlsplit

from communique import knowledge
from communique.pages.draft import Draft
from communique.records import Origin

TELLING = r"(?:told|reached by|speaking to|interview with|in an interview with|comments to|told reporters from)"
WEIGHT = {"dateline": 5, "told": 4, "address": 3, "picture": 2, "source": 3}


def find_origin(draft: Draft, url: str | None) -> Origin:
    """The outlet to which most of the evidence points; the evidence is kept as printed."""
    weights: Counter[str] = Counter()
    evidence: dict[str, list[str]] = {}

    def note(outlet: knowledge.Outlet | None, kind: str, words: str) -> None:
        if outlet is None:
            return
        if words not in evidence.setdefault(outlet.name, []):
            weights[outlet.name] += WEIGHT[kind]
            evidence[outlet.name].append(words)

    text = "\n".join(block.text for block in draft.blocks)
    for match in re.finditer(rf"{TELLING} (?:the )?([A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){{0,3}})", text):
        note(_named(match[1]), "told", match[0])
    for match in re.finditer(r"^[A-ZÀ-Þ][^\n]{2,60}?\(([A-Z][\w /&.-]{1,30})\)\s?(?:--|–|—|-)", text, re.M):
        note(_named(match[1]), "dateline", match[0].strip(" -–—"))
    for address in draft.addresses:
        host = urlsplit(address).hostname or ""
        note(knowledge.outlet_by_domain(host), "picture", host)
    for own in (url, draft.declared.canonical):
        own_host = (urlsplit(own).hostname or "") if own else ""
        note(knowledge.outlet_by_domain(own_host), "address", own_host)
    source = draft.declared.source
    if source and (named := _named(source)) is not None and len(source) > 3:
        note(named, "source", f"Source: {source}")
    if not weights:
        return Origin()
    name, _ = weights.most_common(1)[0]
    return Origin(publisher=name, evidence=tuple(evidence[name]))


def _named(words: str) -> knowledge.Outlet | None:
    """The outlet that a stretch of words begins with."""
    parts = words.replace("’s", "").replace("'s", "").split()
    for length in range(len(parts), 0, -1):
        found = knowledge.outlet_by_name().get(" ".join(parts[:length]).casefold())
        if found is not None:
            return found
    return None
