"""The year of a file whose cells do not say it: from its name, else from the person who delivers it."""

from __future__ import annotations

import re
from pathlib import Path

from drietrap.vocabulary.errors import InputError

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def year_of(path: Path, given: int | None, stated: int | None = None) -> int:
    """Return the year that a file is about.

    Parameters
    ----------
    path
        The file; a single year in its name counts, a table number such as 85039NED does not.
    given
        Year that the person gave.
    stated
        Year in the content, which goes before all else.

    Raises
    ------
    InputError
        When nothing says the year, or name and person contradict each other.
    """
    if stated is not None:
        return stated
    years = sorted({int(text) for text in _YEAR.findall(path.stem)})
    if given is not None and years and given not in years:
        raise InputError(
            f"u geeft het jaar {given}, maar de bestandsnaam zegt {' en '.join(map(str, years))}",
            action="laat het jaar weg, of geef het bestand een naam met het goede jaar",
            file=path.name,
        )
    if given is not None:
        return given
    if len(years) != 1:
        found = "noemt meer dan één jaar" if years else "noemt geen jaar"
        raise InputError(
            f"in dit bestand staat niet over welk jaar het gaat, en de bestandsnaam {found}",
            expected="een jaar in de bestandsnaam, zoals kerncijfers_2022.csv",
            action="geef het jaar op (--jaar 2022), of zet het in de bestandsnaam",
            file=path.name,
        )
    return years[0]
