"""Reports from deliveries in a real browser: no accessibility faults, no page that scrolls sideways."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.mirroring import mirror
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_reporting import record_report
from drietrap.publication.disclosure import publish_mirror
from drietrap.publication.feedback.write import write_feedback
from drietrap.vocabulary.period import Period
from tests.receiving.world import World

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def addresses(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Feedback with charts beside others, and with nobody to compare with; a report from records."""
    folder: Path = tmp_path_factory.mktemp("terugkoppeling")
    house, made = PersonHouse(DataFolder(world.data)), []
    with house.open() as reader:
        for provider in (world.spoiled, world.institution):
            found = mirror(
                reader,
                house.areas(),
                provider,
                Period.parse("2022"),
                made_on=date(2022, 9, 1),
                synthetic=house.synthetic,
            )
            made.append(write_feedback(publish_mirror(found), folder).html.as_uri())
    counted = record_report(DataFolder(world.data), world.municipality, "2022", folder)
    return [*made, Path(counted.content.html).as_uri()]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_accessibility_faults_and_no_scrolling_sideways(
    browser: Any, addresses: list[str], width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for address in addresses:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        tab = context.new_page()
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        result = Axe().run(tab)
        assert result.violations_count == 0, result.generate_report()
        context.close()
