"""Draw the README's picture: what `communique read` prints for an example page, as an SVG without outside fonts."""

import io
import re
import sys
from pathlib import Path

from rich.console import Console

from communique import read
from communique.show import to_terminal

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "examples" / "statement-tallinn.md"
PICTURE = ROOT / "docs" / "reading.svg"


def draw() -> str:
    """The picture's SVG, the same for the same reading."""
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    to_terminal(read(PAGE), console, why=False)
    svg = console.export_svg(title=f"communique read examples/{PAGE.name}", unique_id="communique")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S).replace("Fira Code, monospace", "monospace") + "\n"


if __name__ == "__main__":
    PICTURE.write_text(draw(), "utf-8")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}\n")
