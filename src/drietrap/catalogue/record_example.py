"""The example register: a few invented youths in 2023, on which every definition from records is worked out.

Everything in it is there for a reason: an end on the last day of a half-year (not in the stock), a birthday
on the second of January, someone who turned 18 the day before the year, a form of help that ends on the
first day, a youth without pseudonym, a voorlopige ots followed by an ots, a measure handed over.
"""

from __future__ import annotations

# kind, period, provider, person, born, form, referrer, started, ended, taken over, handed over
EXAMPLE_REGISTER = """
jeugdhulp         2023H1  ambulant  anna    2012-03-10  02  01  2022-11-01  -           -           -
jeugdhulp         2023H1  praktijk  anna    2012-03-10  04  02  2023-02-01  2023-06-30  -           -
jeugdhulp         2023H1  pleeg     bram    2006-05-01  11  04  2020-04-01  -           -           -
jeugdhulp         2023H1  wijkteam  carlo   2021-09-09  01  06  2023-03-15  2023-04-20  -           -
jeugdhulp         2023H1  ambulant  dewi    2004-12-31  02  -   2022-01-10  2023-01-01  -           -
jeugdhulp         2023H1  ambulant  -       2010-06-15  03  05  2023-05-01  -           -           -
jeugdhulp         2023H2  ambulant  anna    2012-03-10  02  01  2022-11-01  2023-12-31  -           -
jeugdhulp         2023H2  pleeg     bram    2006-05-01  11  04  2020-04-01  -           -           -
jeugdhulp         2023H2  ambulant  -       2010-06-15  03  05  2023-05-01  2023-08-01  -           -
jeugdhulp         2023H2  groep     esra    2005-01-02  14  08  2023-10-01  -           -           -
jeugdbescherming  2023H1  gi-noord  bram    2006-05-01  11  -   2020-03-15  -           -           2023-05-31
jeugdbescherming  2023H1  gi-zuid   bram    2006-05-01  11  -   2020-03-15  -           2023-06-01  -
jeugdbescherming  2023H1  gi-noord  carlo   2021-09-09  12  -   2023-06-01  -           -           -
jeugdbescherming  2023H2  gi-zuid   bram    2006-05-01  11  -   2020-03-15  -           2023-06-01  -
jeugdbescherming  2023H2  gi-noord  carlo   2021-09-09  12  -   2023-06-01  2023-08-30  -           -
jeugdbescherming  2023H2  gi-noord  carlo   2021-09-09  11  -   2023-08-31  -           -           -
jeugdreclassering 2023K1  gi-zuid   esra    2005-01-02  41  -   2022-10-01  -           -           -
jeugdreclassering 2023K2  gi-zuid   esra    2005-01-02  41  -   2022-10-01  -           -           -
jeugdreclassering 2023K3  gi-zuid   esra    2005-01-02  41  -   2022-10-01  2023-08-15  -           -
machtiging        2023H1  gi-noord  bram    2006-05-01  72  -   2023-01-10  -           -           -
machtiging        2023H2  gi-zuid   bram    2006-05-01  72  -   2023-01-10  2023-12-31  -           -
"""

EXAMPLE_COLUMNS = (
    *("kind", "period", "provider", "person", "born", "form", "referrer"),
    *("started", "ended", "taken_over", "handed_over"),
)

EXAMPLE_INHABITANTS = {(0, 4): 100, (4, 12): 200, (12, 18): 150, (18, 23): 120}
"""Inhabitants of the example by age, of ``lowest`` up to ``below`` years."""
