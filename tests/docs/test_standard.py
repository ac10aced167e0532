"""The table of the Standard for Public Code has all sixteen criteria, each with an answer and a reason."""

from __future__ import annotations

from tools.pages import ROOT

# The criteria of the Standard for Public Code (publiccodenet/standard, 2024).
CRITERIA = """code in the open
bundle policy and source code
make the codebase reusable and portable
welcome contributors
make contributing easy
maintain version control
require review of contributions
document codebase objectives
document the code
use plain english
use open standards
use continuous integration
publish with an open licence
make the codebase findable
use a coherent style
document codebase maturity""".splitlines()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "standard-for-public-code.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and line[2].isdigit()
]


def test_all_sixteen_criteria_stand_there_in_order():
    assert [row[1].casefold() for row in ROWS] == CRITERIA
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 17)]


def test_each_has_an_answer_and_where_to_see_it():
    assert all(row[2] in {"Yes", "Partly", "No"} and len(row[3]) > 20 for row in ROWS)
