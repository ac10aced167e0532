"""What stands behind the figures of several municipalities: sources, who delivered, and what checks found."""

from __future__ import annotations

from drietrap.differences.study.chapter import DeliveryFinding
from drietrap.publication.report.document import Block, Heading, Paragraph
from drietrap.publication.study.beside import Chapters
from drietrap.publication.study.deliveries import who
from drietrap.publication.study.sections import amount_range
from drietrap.publication.tables import Cell, table
from drietrap.publication.wording import NOTHING
from drietrap.vocabulary.notation import counted, number


def sources_beside(chapters: Chapters, id: str) -> list[Block]:
    """Return each quantity in its sources, with what it is after correction, per municipality."""
    labels = dict.fromkeys(
        one.label for _, chapter in chapters for gap in chapter.gaps for one in gap.sources
    )
    rows: list[tuple[str | Cell, ...]] = []
    for part, chapter in chapters:
        for gap in chapter.gaps:
            said = {one.label: one.value for one in gap.sources}
            amounts = [
                NOTHING if (held := said.get(label)) is None or held.value is None else number(held.value)
                for label in labels
            ]
            rows.append((Cell(part.name, gap.label), *amounts, amount_range(gap.after) or NOTHING))
    if not rows:
        return []
    heads = ("Gemeente", *(label[:1].upper() + label[1:] for label in labels), "Na herstel van wat kan")
    caption = "Eén aantal in verschillende bronnen"
    return [table(f"tabel-{id}-bronnen", caption, heads, rows, "t" + "n" * (len(labels) + 1))]


def deliveries_beside(chapters: Chapters, id: str) -> list[Block]:
    """Return who delivered about each municipality, and what the checks found in those deliveries."""
    told = [(part, one) for part, chapter in chapters for one in chapter.delivered]
    if not told:
        return []
    made: list[Block] = [Heading("De leveringen achter de cijfers")]
    made += [Paragraph(who(one), f"{part.name}, {one.label}.") for part, one in told]
    for at, label in enumerate(dict.fromkeys(one.label for _, one in told)):
        columns = [(part.name, one.findings) for part, one in told if one.label == label]
        kinds = {(finding.rule, finding.kind): finding for _, findings in columns for finding in findings}
        if not kinds:
            made.append(
                Paragraph(
                    "De controles vonden niets dat cijfers van hier raakt.", f"Leveringen over {label}."
                )
            )
            continue
        rows = [
            (
                Cell(first.title, f"{first.severity}, controle {first.rule}"),
                first.kind.value,
                *(_here([one for one in findings if (one.rule, one.kind) == key]) for _, findings in columns),
                ", ".join(first.touches) or "geen cijfer",
            )
            for key, first in kinds.items()
        ]
        heads = ("Wat de controle vond", "Te vermijden", *(name for name, _ in columns), "Raakt")
        caption = f"Wat de controles in de leveringen vonden, {label}: trajecten die dit hoogstens raakt"
        made.append(
            table(f"tabel-{id}-leveringen-{at}", caption, heads, rows, "tt" + "n" * len(columns) + "t")
        )
    return made


def _here(found: list[DeliveryFinding]) -> Cell:
    """Return at most how many trajectories all deliveries together can have wrong, and who is named."""
    if not found:
        return Cell("niet gevonden")
    ends = [one.here.upper for one in found if one.here.upper is not None]
    most = f"hoogstens {number(sum(ends))}" if len(ends) == len(found) else "niet bekend"
    named = sum(one.whose.startswith("Aanbieder ") for one in found)
    return Cell(most, counted(named, "aanbieder met naam", "aanbieders met naam") if named else "")
