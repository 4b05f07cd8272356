"""Communique reads diplomatic news and official statements into records that can be checked.

    from communique import Ledger, read

    reading = read("page.html")
    with Ledger("talks.sqlite", create=True) as ledger:
        ledger.add("pages/")

The verbs load what they need when they are first used, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.ledger.store import Ledger
    from communique.reading import read
    from communique.records import Reading
    from communique.relate.comparison import compare

__version__ = "0.1.0"
__all__ = ["Ledger", "Reading", "__version__", "compare", "read"]


def __getattr__(name: str) -> Any:
    if name == "read":
        from communique.reading import read

        return read
    if name == "compare":
        from communique.relate.comparison import compare

        return compare
    if name == "Reading":
        from communique.records import Reading

        return Reading
    if name == "Ledger":
        from communique.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
