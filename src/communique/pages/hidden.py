"""What a page holds and shows nobody: tooltips, texts for screen readers, menus folded away, lists of tags.

An extractor that reads the source takes them for words of the article: a name's tooltip then stands glued to the name.
"""

import re
from typing import Any

CLASSES = frozenset(
    """hidden d-none is-hidden visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only tooltip
    tooltiptext tooltip-content noprint print-only""".split()
)
"""Names of classes by which the common style sheets hide an element."""
STYLED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
MOST = 0.4
"""Share of a page's text that may be hidden; a page that hides more shows its article by script, and keeps it here."""


def without_hidden(tree: Any) -> bool:
    """Take what is not shown out of a parsed page, in place; whether anything was taken out."""
    hidden = [node for node in tree.iter() if isinstance(node.tag, str) and _is_hidden(node)]
    outer = [node for node in hidden if not any(up in hidden for up in node.iterancestors())] if hidden else []
    whole = len(str(tree.text_content()))
    taken = False
    for node in outer:
        if len(str(node.text_content())) <= MOST * whole and node.getparent() is not None:
            node.drop_tree()
            taken = True
    return taken


def _is_hidden(node: Any) -> bool:
    if node.tag in ("html", "body", "script", "style", "img"):
        return False
    if node.get("hidden") is not None or STYLED.search(node.get("style") or ""):
        return True
    if CLASSES.intersection((node.get("class") or "").casefold().split()):
        return True
    return node.tag == "a" and "tag" in (node.get("rel") or "").split()
