"""Pictures of bars and lines that we write ourselves: what needs no axis, no scale and no layout.

A chart library measures every text to lay a picture out; for bars with words behind them that is nearly all
of its time. Here the width of a text is reckoned from the widths of letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from drietrap.publication.charts.style import FONT, SIZE

_MORE = "…"
# Widths of Helvetica, to which our fonts are alike, in thousandths of the size (Adobe Core 14 metrics).
_NARROW = dict.fromkeys("ijl'|", 222) | dict.fromkeys("ft.,:;!/\\[]I \xa0-()r", 300)
_WIDE = dict.fromkeys("mMW%@", 900) | {_MORE: 1000} | dict.fromkeys("wABCDEGHKNOPQRSUVXYZ&", 725)
_OTHER = 556
_BOLDER = 1.08


@dataclass(frozen=True)
class Bar:
    """A filled box, with an edge or without; measures in pixels."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str | None = None


@dataclass(frozen=True)
class Line:
    """A horizontal line from ``x`` to ``to``."""

    x: float
    y: float
    to: float
    colour: str
    thickness: float


@dataclass(frozen=True)
class Text:
    """Words that start at ``x`` (or end there, ``backwards``) and stand on ``y``.

    A ``halo`` in the colour of the page keeps them readable on a drawing.
    """

    x: float
    y: float
    words: str
    colour: str
    size: int = SIZE
    bold: bool = False
    backwards: bool = False
    halo: str | None = None


@dataclass(frozen=True)
class Areas:
    """Outlines with one look: each the text of an SVG path. ``fill`` None leaves them open."""

    outlines: tuple[str, ...]
    fill: str | None
    edge: str
    thickness: float


Shape = Bar | Line | Text | Areas


def width_of(words: str, size: int = SIZE, *, bold: bool = False) -> float:
    """Return about how wide ``words`` are in pixels, rather too wide than too narrow.

    >>> round(width_of("Nederland", 14), 1)
    65.6
    """
    total = sum(_NARROW.get(letter) or _WIDE.get(letter) or _OTHER for letter in words)
    return total * size * (_BOLDER if bold else 1.0) / 1000


def shortened(words: str, room: float, size: int = SIZE, *, bold: bool = False) -> str:
    """Return ``words``, or as much of them as fits in ``room`` pixels with an ellipsis.

    >>> shortened("Jeugdhulp met verblijf", 60)
    'Jeugdhu…'
    """
    if width_of(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and width_of(kept + _MORE, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + _MORE


def as_svg(shapes: Iterable[Shape]) -> str:
    """Return the shapes as SVG, in order: the same shapes give the same text everywhere."""
    return f'<g font-family="{FONT}">{"".join(_written(shape) for shape in shapes)}</g>'


def _written(shape: Shape) -> str:
    if isinstance(shape, Bar):
        edge = f' stroke="{shape.edge}"' if shape.edge else ""
        left, width = min(shape.x, shape.x + shape.width), abs(shape.width)
        place = f'x="{left:.1f}" y="{shape.y:.1f}" width="{width:.1f}" height="{shape.height:.1f}"'
        return f'<rect {place} fill="{shape.fill}"{edge}/>'
    if isinstance(shape, Line):
        place = f'x1="{shape.x:.1f}" y1="{shape.y:.1f}" x2="{shape.to:.1f}" y2="{shape.y:.1f}"'
        return f'<line {place} stroke="{shape.colour}" stroke-width="{shape.thickness:g}"/>'
    if isinstance(shape, Areas):
        look = f'fill="{shape.fill or "none"}" stroke="{shape.edge}" stroke-width="{shape.thickness:g}"'
        if len(shape.outlines) == 1:
            return f'<path d="{shape.outlines[0]}" {look}/>'
        return f"<g {look}>" + "".join(f'<path d="{outline}"/>' for outline in shape.outlines) + "</g>"
    return _text(shape)


def _text(shape: Text) -> str:
    bold = ' font-weight="bold"' if shape.bold else ""
    bold += ' text-anchor="end"' if shape.backwards else ""
    place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}px"{bold}'
    words = escape(shape.words)
    around = f'fill="{shape.halo}" stroke="{shape.halo}" stroke-width="4" stroke-linejoin="round"'
    halo = f"<text {place} {around}>{words}</text>" if shape.halo else ""
    return f'{halo}<text {place} fill="{shape.colour}">{words}</text>'
