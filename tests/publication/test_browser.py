"""The report in a real browser: no accessibility faults, no page that scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("rapport") / "rapport.html"
    file.write_text(page, encoding="utf-8")
    return file.as_uri()


def opened(browser: Any, address: str, width: int, scheme: str, *, csp: bool) -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=not csp
    )
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda message: tab.complaints.append(message.text))
    tab.goto(address)
    return tab


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_accessibility_faults(browser: Any, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = opened(browser, address, width, scheme, csp=False)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    result = Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_does_not_scroll_sideways(browser: Any, address: str, width: int) -> None:
    tab = opened(browser, address, width, "light", csp=True)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.complaints == []


def test_the_policy_lets_the_style_through(browser: Any, address: str) -> None:
    tab = opened(browser, address, 1280, "light", csp=True)
    assert tab.evaluate("getComputedStyle(document.querySelector('.points')).listStyleType") == "none"


def test_keyboard_reaches_the_main_points_first(browser: Any, address: str) -> None:
    tab = opened(browser, address, 1280, "light", csp=True)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#hoofdpunten"
