"""Disclosure control of a release as large as the country; ``python -m bench.disclosure`` measures only this.

The release has areas by age and care form (country, jeugdregio, gemeente) and districts by each of the two,
about 89,000 counts. Time is told twice: by the clock, and of the processor, which another program on the
machine disturbs less.
"""

from __future__ import annotations

import resource
from typing import Any

from bench.clock import clocked
from drietrap.publication.suppression.audit import check_proofs
from drietrap.publication.suppression.loss import loss
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from tests.suppression.country import country

AIM = 60.0


def disclosing(processes: int = 1) -> dict[str, Any]:
    """Measure describing, protecting and checking a whole release; a line for the table of ``bench.run``."""
    wall, cpu, release = clocked(country)
    protected = clocked(lambda: protect(release, CBS, processes=processes))
    checked = clocked(lambda: check_proofs(protected[2]))
    if checked[2]:
        raise SystemExit(f"{len(checked[2])} counts without proof")
    lost = loss(protected[2])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    note = (
        f"processor {cpu + protected[1] + checked[1]:.0f} s: tie {cpu:.0f}, protect {protected[1]:.0f}, "
        f"check proofs {checked[1]:.0f}; {memory:.1f} GiB; withheld {lost.primary:,} small and "
        f"{lost.complementary:,} others, {lost.share:.1%} of the weight"
    )
    what = f"disclosure control of a full release ({lost.cells:,} counts, {processes} process)"
    seconds = wall + protected[0] + checked[0]
    return {"what": what, "seconds": seconds, "pandas": None, "aim": AIM, "note": note}


if __name__ == "__main__":
    line = disclosing()
    print(f"{line['seconds']:7.2f} s  aim {line['aim']:.0f} s  {line['what']}\n{'':11}{line['note']}")
