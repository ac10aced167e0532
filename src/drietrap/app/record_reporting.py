"""Making the report from records about a municipality: what deliveries say, beside what CBS published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from drietrap import __version__
from drietrap.app import record_counts as counts
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.reading import current_core
from drietrap.app.register_results import RecordReportResult
from drietrap.app.state import opened
from drietrap.app.territory import municipality
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.beleidsinformatie import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    VERSIONS,
)
from drietrap.catalogue.beleidsinformatie.registrations import MUNICIPAL
from drietrap.catalogue.indicators import INDICATORS
from drietrap.indicators.records import concentration as division
from drietrap.indicators.records.beside import beside
from drietrap.indicators.records.calendar import bounds
from drietrap.indicators.records.duration import durations
from drietrap.indicators.records.figure import AGE_BANDS, NO_REFERRER, UNKNOWN
from drietrap.indicators.records.histories import histories
from drietrap.indicators.records.market import concentration as market_of
from drietrap.indicators.records.market import market_shares
from drietrap.publication.charts.render import warm_up
from drietrap.publication.disclosure import Published, publish_feedback, publish_records
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.records.dossier import (
    FEWEST_IN_MARKET,
    FEWEST_PROVIDERS,
    FEWEST_TRAJECTORIES,
    FEWEST_YOUTHS,
    HHI_STEP,
    BesideAsked,
    BreakdownAsked,
    CourseAsked,
    Delivered,
    Divided,
    Lasting,
    Market,
    RecordsDossier,
    Remark,
    Step,
    Where,
)
from drietrap.publication.records.write import write_records
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.wording import period_label
from drietrap.register import ledger, registrations
from drietrap.register.areas import AreaRegister
from drietrap.register.history import judge_history
from drietrap.register.judging import NOT_RUN
from drietrap.register.looking_back import read_back
from drietrap.register.persons import records
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.errors import NoDataError
from drietrap.vocabulary.period import Period

_NO_REGION = "register"  # the one region of a register of which the regions are not known
_FIVE = 5
_NINETY = 0.9
_AGES = (
    ("0_3", "tot 4 jaar"),
    ("4_11", "4 tot 12 jaar"),
    ("12_17", "12 tot 18 jaar"),
    (counts.MINORS, "samen tot 18 jaar"),
    ("18_22", "18 tot 23 jaar"),
)
_TOLD = ("leeftijd op een andere dag", "aanbieders die niet leverden")  # what gives no count away
_FICTIVE_WHOLE = (
    "De registratie deelt door alle trajecten, ook maatregelen, zoals het CBS doet. In de fictieve tabel van "
    "het CBS zitten de maatregelen niet in de noemer."
)
_USE = "jeugdhulp_gebruik"
_REFERRED = {  # published share of trajectories -> code of the verwijzer
    "verwijzer_gemeente": "01",
    "verwijzer_huisarts": "02",
    "verwijzer_gecertificeerde_instelling": "04",
    "verwijzer_geen": "06",
}


def record_report(folder: DataFolder, text: str, period: str, out: Path) -> Published[RecordReportResult]:
    """Write the report from records about a municipality over a year as HTML, PDF and XLSX into ``out``.

    Raises
    ------
    InputError
        When the municipality is not known or the period is no year.
    NoDataError
        When there is no delivery over the period, or none with the municipality.
    """
    warm_up()
    year, house = Period.parse(period), PersonHouse(folder)
    areas = house.areas()
    area = municipality(areas, text, year.year)
    with house.open() as reader, _connected(reader) as connection:
        gathered = _Gathered(folder, reader, connection, areas, area, year)
        dossier, outcome = gathered.dossier(house.synthetic), gathered.outcome
        published = publish_records(dossier, outcome)
    made = write_records(published, out)
    folder.log("registratierapport", gebied=area, periode=year.code)
    return publish_feedback(
        RecordReportResult(
            area=area,
            name=dossier.name,
            period=year.code,
            synthetic=dossier.synthetic,
            html=str(made.html),
            pdf=str(made.pdf),
            xlsx=str(made.xlsx),
        )
    )


@contextmanager
def _connected(reader: Reader) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    try:
        connection.register("record", records(reader).collect().to_arrow())
        yield connection
    finally:
        connection.close()


@dataclass
class _Gathered:
    """What is gathered for one municipality and year."""

    folder: DataFolder
    reader: Reader
    connection: duckdb.DuckDBPyConnection
    areas: AreaRegister
    area: str
    year: Period

    def __post_init__(self) -> None:
        self.lines = self._deliveries()
        self.halves = self._halves()
        self.places = self._places()
        asked = counts.wanted(self.year, self.halves)
        codes = {
            counts.AGE: tuple(AGE_BANDS),
            counts.FORM: tuple(code for code, _ in _forms()),
            counts.REFERRER: tuple(code for code, _ in _referrers()),
        }
        label = f"registratie {self.year.code}"
        self.outcome: Outcome = counts.protected(self.connection, asked, self.places, label, codes)

    def dossier(self, synthetic: bool) -> RecordsDossier:
        """Return everything that the report shows, but for the counts."""
        known = histories(self.connection, municipality=self.area)
        return RecordsDossier(
            area=self.area,
            name=self.areas.get(self.area).name,
            period=self.year.code,
            made_on=datetime.now(UTC).date().isoformat(),
            software=f"drietrap {__version__}",
            synthetic=synthetic,
            breakdowns=self._breakdowns(),
            course=tuple(self._course(half) for half in self.halves),
            beside=self._beside(),
            divided=self._divided(known),
            lasting=_lasting(known),
            market=self._market(),
            remarks=self._remarks(),
            delivered=Delivered(
                self.lines["provider"].n_unique(),
                round(100 * int(self.lines["quarantined"].sum()) / max(int(self.lines["rows"].sum()), 1)),
            ),
        )

    def _deliveries(self) -> pl.DataFrame:
        """Return the deliveries of jeugdhulp that count, within the year."""
        lines = self.reader.frame(ledger.DELIVERIES).filter(
            pl.col("replaced_by").is_null() & (pl.col("kind") == JEUGDHULP)
        )
        inside = [covers(self.year, Period.parse(code)) for code in lines["period"]]
        here = lines.filter(pl.Series(inside, dtype=pl.Boolean))
        if here.is_empty():
            there = ", ".join(sorted({code[:4] for code in lines["period"]}))
            raise NoDataError(
                f"er zijn geen leveringen jeugdhulp over {self.year.label}",
                expected=f"een jaar waarover wel is geleverd: {there}" if there else "een levering",
                action="lees leveringen in met 'drietrap ontvang', of kies een ander jaar",
            )
        return here

    def _halves(self) -> tuple[Period, ...]:
        """Return the half-years to show: those of the year, and the one before, as far as delivered."""
        everything = set(self.reader.frame(ledger.DELIVERIES)["period"].to_list())
        year = self.year.year
        wished = [Period(year - 1, "H", 2), Period(year, "H", 1), Period(year, "H", 2)]
        return tuple(half for half in wished if half.code in everything)

    def _places(self) -> pl.DataFrame:
        """Return the municipalities of every year that is shown, each in its jeugdregio."""
        membership = current_core(self.folder).membership
        regions = membership.filter(pl.col("parent").str.starts_with("JZ"))
        found = []
        for year in sorted({self.year.year, *(half.year for half in self.halves)}):
            near = _nearest(regions["year"].unique().to_list(), year)
            now = regions.filter(pl.col("year").eq_missing(near))
            region_of = dict(now.select("child", "parent").iter_rows())
            for one in self.areas.municipalities(year):
                region = region_of.get(one.code, _NO_REGION)
                found.append((year, one.code, one.code, region))
        columns = ("year", "code", "municipality", "region")
        return pl.DataFrame(found, schema=columns, orient="row").with_columns(pl.col("year").cast(pl.Int64))

    def _breakdowns(self) -> tuple[BreakdownAsked, ...]:
        code = self.year.code
        of_age = counts.table_id(counts.YOUTHS, code, counts.AGE)
        made = [
            BreakdownAsked("leeftijd", f"Jongeren met jeugdhulp in {code}", Where(of_age, (TOTAL,)), _AGES)
        ]
        for dimension, title, labels in (
            (counts.FORM, "Trajecten naar vorm van hulp of maatregel", _forms()),
            (counts.REFERRER, "Trajecten naar verwijzer", _referrers()),
        ):
            table = counts.table_id(counts.TRAJECTORIES, code, dimension)
            made.append(BreakdownAsked(dimension, title, Where(table, (TOTAL,)), labels))
        return tuple(made)

    def _course(self, half: Period) -> CourseAsked:
        begun, ended, running = (
            Where(counts.table_id(name, half.code, counts.AGE), (TOTAL,))
            for name in (counts.BEGUN, counts.ENDED, counts.RUNNING)
        )
        return CourseAsked(half.code, begun, ended, running)

    def _beside(self) -> tuple[BesideAsked, ...]:
        """Return the published figures that can be counted, where they were read."""
        if current_core(self.folder).delivery.is_empty():
            return ()
        with opened(self.folder) as state:
            mine = state.figures.filter((pl.col("area") == self.area) & (pl.col("period") == self.year.code))
        rows = {row["indicator"]: row for row in mine.iter_rows(named=True)}
        made = [self._one(rows[_USE], Where(self._table(counts.YOUTHS, counts.AGE), (counts.MINORS,)))] * (
            _USE in rows
        )
        referred = self._table(counts.TRAJECTORIES, counts.REFERRER)
        for indicator, code in _REFERRED.items():
            if indicator in rows:
                made.append(self._one(rows[indicator], Where(referred, (code,))))
        return tuple(made)

    def _table(self, indicator: str, dimension: str) -> str:
        return counts.table_id(indicator, self.year.code, dimension)

    def _one(self, row: dict[str, object], numerator: Where) -> BesideAsked:
        definition = INDICATORS[str(row["indicator"])]
        found = beside(
            self.connection,
            definition,
            row,
            self.area,
            self.year,
            places=self.places,
        )
        people = row["denominator"]
        within = definition.id == _USE and isinstance(people, float)
        denominator = people if within else Where(numerator.table, (TOTAL,))
        return BesideAsked(
            label=definition.label,
            unit=definition.unit,
            decimals=definition.decimals,
            published=Estimate(
                *(_number(row[name]) for name in ("value", "rounding_lower", "rounding_upper"))
            ),
            numerator=numerator,
            denominator=denominator if isinstance(denominator, float | Where) else 0.0,
            scale=100.0,
            sentences=(
                *(
                    [_FICTIVE_WHOLE]
                    if definition.id in _REFERRED and PersonHouse(self.folder).synthetic
                    else []
                ),
                *(part.sentence for part in found.parts if part.name in _TOLD),
            ),
        )

    def _divided(self, known: pl.DataFrame) -> tuple[Divided, ...]:
        """Return the curves of cost (where the municipality registers it) and of days."""
        first, last = bounds(self.year)
        made = [(division.of_days(known, first, last), [self.year.code])]
        rows = registrations.rows_of(self.reader, MUNICIPAL)
        if not rows.is_empty():
            inside = [covers(self.year, Period.parse(code)) for code in rows["registered_over"]]
            own = rows.filter(pl.Series(inside, dtype=pl.Boolean) & (pl.col("registered_by") == self.area))
            cost = own.rename({"person": "who", "amount": "bedrag"})
            if cost["bedrag"].is_not_null().any():
                over = sorted(cost["registered_over"].unique().to_list())
                made.insert(0, (division.of_cost(cost), over))
        return tuple(_curve(one, over) for one, over in made if one.youths >= FEWEST_YOUTHS)

    def _remarks(self) -> tuple[Remark, ...]:
        """Return what the checks over deliveries say of the municipality and of who helps its youths."""
        rows = self.connection.execute(
            "SELECT DISTINCT provider, period FROM record WHERE municipality = $area", {"area": self.area}
        ).fetchall()
        beside = registrations.beside(self.reader)
        found: list[Remark] = []
        for half in (half for half in self.halves if covers(self.year, half)):
            judged = judge_history(read_back(self.reader, half, beside))
            said = [(one, 0) for one in judged.of_municipality(self.area)]
            for provider in sorted({name for name, code in rows if code == half.code}):
                said.extend((one, 1) for one in judged.of_provider(provider))
            counted = Counter(
                (one.severity.value, one.title, whose) for one, whose in said if one.rule != NOT_RUN
            )
            found.extend(
                Remark(half.code, severity, title, whose * times)
                for (severity, title, whose), times in sorted(counted.items())
            )
        return tuple(found)

    def _market(self) -> Market | None:
        shares = market_shares(self.connection, self.year, places=self.places)
        mine = market_of(shares.filter(pl.col("area") == self.area))
        if mine.is_empty():
            return None
        row = mine.row(0, named=True)
        whole = shares.filter(pl.col("area") == self.area)["trajectories"].sum()
        if row["providers"] < FEWEST_PROVIDERS or whole < 2 * FEWEST_IN_MARKET:
            return None
        largest, hhi = _FIVE * round(20 * row["largest"]), HHI_STEP * round(row["hhi"] / HHI_STEP)
        return Market(row["providers"], largest, hhi)


def _forms() -> tuple[tuple[str, str], ...]:
    """Return the categories of the dimension ``vorm`` with their words."""
    kinds = {JEUGDHULP: "hulpvorm", JEUGDBESCHERMING: "maatregel", JEUGDRECLASSERING: "maatregel"}
    return tuple(
        (f"{kind} {code}", words) for kind, element in kinds.items() for code, words in _codes(element, kind)
    )


def _referrers() -> tuple[tuple[str, str], ...]:
    return (*_codes("verwijzer"), (UNKNOWN, "onbekend"), (NO_REFERRER, "maatregel (heeft geen verwijzer)"))


def _codes(element: str, kind: str = JEUGDHULP) -> tuple[tuple[str, str], ...]:
    found = VERSIONS["7"].element(kind, element)
    return tuple((code.code, code.label) for code in found.codes) if found else ()


def _curve(one: division.Concentration, over: Sequence[str]) -> Divided:
    """Return the curve in whole per cents: exact shares would give counts away."""
    need = Estimate(*(round(share, 2) for share in one.for_share(_NINETY)))
    steps = tuple(Step(members, *(round(v, 2) for v in rest)) for members, *rest in one.frame.iter_rows())
    youths = _FIVE * round(one.youths / _FIVE)
    return Divided(one.divided.value, " en ".join(map(period_label, over)), youths, steps, need)


def _lasting(known: pl.DataFrame) -> tuple[Lasting, ...]:
    """Return how long half of the trajectories last, per form with enough of them."""
    words = dict(_codes("hulpvorm"))
    found = durations(known, shares=(0.5,))
    return tuple(
        Lasting(
            words.get(row["form"], row["form"]),
            _FIVE * round(row["trajectories"] / _FIVE),
            Estimate(*(_number(row[name]) for name in ("days", "lower", "upper"))),
        )
        for row in found.iter_rows(named=True)
        if row["trajectories"] >= FEWEST_TRAJECTORIES
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None


def _nearest(years: list[int], wanted: int) -> int | None:
    return min(years, key=lambda year: (abs(year - wanted), year), default=None)
