"""Lines over a logarithmic axis as SVG: just what docs/benchmarks.md shows, in the colours of both themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from pathlib import Path

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 40, 44
COLOURS = ("#2f6fdf", "#d9662b", "#2a9d5c", "#8a8f98")


@dataclass(frozen=True)
class Panel:
    """A title, and lines by name over the same `x`. The y axis starts at 0; `limit` draws a dashed line."""

    title: str
    lines: Mapping[str, Sequence[float]]
    limit: float | None = None


def draw(target: Path, over: str, x: Sequence[float], panels: Sequence[Panel]) -> None:
    """Write panels side by side."""
    width = WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-family="sans-serif" font-size="11">',
        "<style>text{fill:#57606a}.t{font-size:13px;font-weight:bold}.g{stroke:#8a8f98;stroke-opacity:.3}"
        "@media(prefers-color-scheme:dark){text{fill:#adb5bd}}</style>",
    ]
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate({number * WIDTH} 0)">{_panel(over, x, panel)}</g>')
    target.write_text("\n".join([*parts, "</svg>\n"]), "utf-8")


def _panel(over: str, x: Sequence[float], panel: Panel) -> str:
    high = _round_up(max([*(value for line in panel.lines.values() for value in line), panel.limit or 0]))
    low_log, span = log10(min(x)), log10(max(x)) - log10(min(x)) or 1

    def at(value: float) -> float:
        return LEFT + (log10(value) - low_log) / span * (WIDTH - LEFT - RIGHT)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - value / high * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text class="t" x="{LEFT}" y="20">{escape(panel.title)}</text>']
    for tick in range(5):
        value = high * tick / 4
        parts.append(f'<line class="g" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(value):.1f}" y2="{up(value):.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{up(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
    for value in x:
        parts.append(
            f'<text x="{at(value):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_short(value)}</text>'
        )
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(over)}</text>')
    if panel.limit is not None:
        y = up(panel.limit)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#c0392b" stroke-dasharray="4 3"/>'
        )
    for number, (name, line) in enumerate(panel.lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{at(a):.1f},{up(b):.1f}" for a, b in zip(x, line, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        left = LEFT + 8 + number * 110
        parts.append(f'<rect x="{left}" y="28" width="10" height="3" fill="{colour}"/>')
        parts.append(f'<text x="{left + 14}" y="33">{escape(name)}</text>')
    return "".join(parts)


def _round_up(value: float) -> float:
    step = 10 ** floor(log10(value)) if value > 0 else 1
    return float(ceil(value / step * 2) * step / 2)


def _short(value: float) -> str:
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"
