"""From a number back to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.register.lineage import CellRef, is_lineage_id, lineage_id, parse_cell, trace
from drietrap.register.snapshots import Details, SnapshotStore
from drietrap.vocabulary.errors import InputError, IntegrityError, NoDataError

CELLS = ["0123456789abcdef:2:Lasten", "0123456789abcdef:3:Lasten"]
STATLINE = '\ufeff"Regio\'s";"Perioden";"Hulp (% (zie; toelichting))"\n"A";"2022*";13,2\n\n"B\nC";"2022*";\n'


def test_ids_are_stable() -> None:
    # An id in a printed report must lead back forever. Computed apart from this program:
    # printf 'gebruik\x1fGM0505\x1f2022\x1f<cell>\x1f<cell>' | openssl dgst -sha256 -binary | base32
    assert lineage_id("gebruik", "GM0505", "2022", CELLS) == "HVLQDKLDYSQ"
    assert lineage_id("gebruik", "GM0505", "2022", reversed(CELLS)) == "HVLQDKLDYSQ"
    others = {
        lineage_id("gebruik", "GM0505", "2021", CELLS),
        lineage_id("gebruik", "GM0518", "2022", CELLS),
        lineage_id("kosten", "GM0505", "2022", CELLS),
        lineage_id("gebruik", "GM0505", "2022", CELLS[:1]),
    }
    assert len(others) == 4
    assert "HVLQDKLDYSQ" not in others
    assert all(is_lineage_id(one) for one in others)
    assert not is_lineage_id("H123")


@given(st.text("0123456789abcdef", min_size=16, max_size=16), st.integers(1, 10**9), st.text())
def test_a_reference_written_is_the_reference_read(snapshot: str, row: int, column: str) -> None:
    cell = CellRef(snapshot, row, column)
    assert parse_cell(cell.text) == cell


@pytest.mark.parametrize("text", ["", "x", "0123456789abcdef:2", "0123:2:n", "0123456789abcdef:twee:n"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="geen verwijzing"):
        parse_cell(text)


def kept(root: Path, content: bytes, name: str = "tabel.csv") -> tuple[SnapshotStore, str]:
    store = SnapshotStore(root)
    with store.staging(content, name) as staged:
        return store, store.keep(staged, Details()).snapshot.id


def test_the_text_as_delivered_comes_back(tmp_path: Path) -> None:
    store, key = kept(tmp_path, STATLINE.encode())
    column = "Hulp (% (zie; toelichting))"
    shown, empty, again = trace([f"{key}:2:{column}", f"{key}:4:{column}", f"{key}:2:{column}"], store)
    assert (shown.text, shown.file, shown.intact) == ("13,2", "tabel.csv", True)
    assert shown.sha256.startswith(key)
    assert empty.text is None
    assert again == shown
    assert trace([f"{key}:4:Regio's"], store)[0].text == "B\nC"


def test_comments_before_the_header_and_another_encoding(tmp_path: Path) -> None:
    store, key = kept(tmp_path, "# bron\nnaam,Súdwest\nFryslân,5\n".encode("cp1252"))
    assert trace([f"{key}:3:Súdwest"], store)[0].text == "5"
    assert trace([f"{key}:3:naam"], store)[0].text == "Fryslân"


def test_another_kind_of_file_needs_a_reader(tmp_path: Path) -> None:
    store, key = kept(tmp_path, b'{"value": [{"a": 7}]}', "antwoord.json")
    origins = trace([f"{key}:1:a"], store, lambda path, snapshot, cells: dict.fromkeys(cells, "7"))
    assert origins[0].text == "7"


def test_what_cannot_be_found_is_told(tmp_path: Path) -> None:
    store, key = kept(tmp_path, b"a,b\n1,2\n")
    with pytest.raises(IntegrityError, match="kolom c"):
        trace([f"{key}:2:c"], store)
    with pytest.raises(IntegrityError, match="regel 9"):
        trace([f"{key}:9:a"], store)
    with pytest.raises(NoDataError):
        trace([f"{'f' * 16}:2:a"], store)
    path = store.path(store.get(key))
    path.chmod(0o644)
    path.write_bytes(b"a,b\n9,9\n")
    (origin,) = trace([f"{key}:2:a"], store)
    assert (origin.intact, origin.text) == (False, None)


@pytest.mark.shared
def test_a_cell_of_a_real_file(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "cbs" / "85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv"
    store, key = kept(tmp_path, file.read_bytes(), file.name)
    column = "Jongeren met jeugdhulp in natura (% (zie toelichting))"
    assert trace([f"{key}:2:{column}"], store)[0].text == "13,2"
