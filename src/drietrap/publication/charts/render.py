"""From specification to SVG: drawn by vl-convert, then made small, safe and readable by a screen reader."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import vl_convert
from lxml import etree

from drietrap.publication.charts.shapes import Shape, as_svg
from drietrap.publication.charts.style import WIDTH
from drietrap.vocabulary.errors import IntegrityError

_VERSION = "6.4"
_KEPT = 64
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "text-anchor")
_SVG = "{http://www.w3.org/2000/svg}"
_ALLOWED = {f"{_SVG}{name}" for name in ("svg", "g", "path", "line", "rect", "text", "tspan", "circle")}
_DROPPED = ("class", "role", "pointer-events", "aria-hidden", "aria-roledescription", "aria-label", "style")
_USELESS = {"opacity": "1", "stroke-miterlimit": "10", "font-weight": "normal"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_ESCAPED = re.compile(r'(\\[\\"])|\\[bfnrt]|\\u00[01].|\\ufff[ef]|\x7f')  # the same characters, in JSON
_DECIMALS = re.compile(r"-?\d+\.\d{2,}")


def draw(spec: dict[str, Any], id: str, title: str, description: str) -> str:
    """Draw ``spec`` and return one ``<svg>`` element.

    It has a title and a description of its own, scales with its place, and holds only shapes and text:
    no script, style, link, picture or handler. The same specification gives the same text everywhere.

    Raises
    ------
    IntegrityError
        When the drawing holds an element that a report does not allow.
    """
    view, inner = _shapes(_printable(spec))
    return framed(view, inner, id, title, description)


def framed(view: str, inner: str, id: str, title: str, description: str) -> str:
    """Return one ``<svg>`` element around ``inner``, with the title and description a screen reader reads."""
    title, description = escape(_CONTROL.sub("", title)), escape(_CONTROL.sub("", description))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox={quoteattr(view)} role="img" '
        f'aria-labelledby="{id}-titel" aria-describedby="{id}-uitleg">'
        f'<title id="{id}-titel">{title}</title><desc id="{id}-uitleg">{description}</desc>{inner}</svg>'
    )


def drawn(shapes: Iterable[Shape], height: float, id: str, title: str, description: str) -> str:
    """Return one ``<svg>`` element with shapes of our own, as wide as every chart."""
    return framed(f"0 0 {WIDTH} {height:g}", _CONTROL.sub("", as_svg(shapes)), id, title, description)


@lru_cache(maxsize=_KEPT)
def _shapes(spec: str) -> tuple[str, str]:
    """Return the view box and what is drawn in it; drawing takes a tenth of a second, so some are kept."""
    drawn = vl_convert.vegalite_to_svg(
        spec, vl_version=_VERSION, format_locale="nl-NL", time_format_locale="nl-NL", allowed_base_urls=[]
    )
    root = etree.fromstring(drawn.encode(), etree.XMLParser(no_network=True, resolve_entities=False))
    _clean(root)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in root)
    inner = inner.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return root.get("viewBox", ""), inner.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")


def _printable(spec: dict[str, Any]) -> str:
    """Return ``spec`` as JSON without control characters: at a NUL in a text vl-convert ends the process."""
    return _ESCAPED.sub(lambda match: match[1] or "", json.dumps(spec, sort_keys=True))


@cache
def warm_up() -> None:
    """Start the drawing engine in the background, once: its first drawing takes most of a second."""
    spec = {"data": {"values": []}, "mark": "point"}
    threading.Thread(target=vl_convert.vegalite_to_svg, args=(spec, _VERSION), daemon=True).start()


def _clean(root: Any) -> None:
    for element in list(root.iter(etree.Element)):
        if element.tag not in _ALLOWED:
            raise IntegrityError(f"Een grafiek bevat een onderdeel dat niet mag: {element.tag}")
        if _is_empty(element):
            element.getparent().remove(element)
            continue
        for name in (*_DROPPED, *(key for key in element.attrib if key.startswith("on"))):
            element.attrib.pop(name, None)
        for name, value in _USELESS.items():
            if element.get(name) == value:
                del element.attrib[name]
        for name in element.attrib:
            element.set(name, _DECIMALS.sub(lambda match: f"{float(match[0]):.1f}", element.get(name)))
    for group in root.iter(f"{_SVG}g"):
        _share(group)
    for group in reversed(list(root.iter(f"{_SVG}g"))):
        if len(group) == 0 and group.getparent() is not None:
            group.getparent().remove(group)


def _share(group: Any) -> None:
    """Move what all shapes in a group have in common to the group, which hands it down to them."""
    if len(group) < 2 or any(child.tag == f"{_SVG}g" for child in group):
        return
    for name in _INHERITED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and None not in values and group.get(name) is None:
            group.set(name, values.pop())
            for child in group:
                del child.attrib[name]


def _is_empty(element: Any) -> bool:
    """Whether a path draws nothing: vl-convert leaves one behind for each group."""
    if element.tag != f"{_SVG}path" or element.getparent() is None:
        return False
    unseen = element.get("stroke") is None and element.get("fill") is None
    return element.get("d", "") == "" or (element.get("class") in {"background", "foreground"} and unseen)
