"""What the cells of a folder mean in the snapshot, and in which shapes a folder is accepted."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from pegboard.archive.faults import BadFactory
from pegboard.archive.reading import read_factory, read_factory_files
from pegboard.archive.tests.folders import csv_of, factory_files, settings, write_folder
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import ASSEMBLE_TO_ORDER, MAKE, TO_ORDER, TO_STOCK
from pegboard.engine.snapshot.supply import FIRM_PLANNED_ORDER, PURCHASE_ORDER, WORK_ORDER


def small() -> Snapshot:
    return read_factory_files(factory_files()).snapshot


def with_table(name: str, content: str) -> Snapshot:
    return read_factory_files({**factory_files(), f"{name}.csv": content.encode()}).snapshot


def zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def faults_of(files: Mapping[str, bytes]) -> list[str]:
    with pytest.raises(BadFactory) as found:
        read_factory_files(files)
    return [fault.sentence() for fault in found.value.faults]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r", b"\n\n\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_marks_line_ends_and_blank_lines_change_nothing(line_end: bytes, mark: bytes) -> None:
    files = {name: mark + content.replace(b"\n", line_end) for name, content in factory_files().items()}
    assert read_factory_files(files).snapshot.digest() == small().digest()


def test_rows_of_empty_cells_are_blank_lines() -> None:
    files = factory_files()
    files["people.csv"] += b",,\n  \n"
    assert read_factory_files(files).snapshot.digest() == small().digest()


def test_lines_are_counted_as_an_editor_does() -> None:
    files = factory_files()
    files["customers.csv"] = b'customer,name\r\n\r\nALMA,"Cafe\r\nAlma"\r\nBERG,Hotel\r\nBERG,Again\r\n'
    assert faults_of(files) == [
        "customers.csv, line 6, customer: repeated key 'BERG', expected each customer only once: line 5 has the same"
    ]


@pytest.mark.parametrize("prefix", ["", "alder-and-loom/"])
def test_a_zip_holds_its_files_at_the_top_or_in_one_folder(tmp_path: Path, prefix: str) -> None:
    files = {f"{prefix}{name}": content for name, content in factory_files().items()}
    files |= {f"__MACOSX/{prefix}._items.csv": b"\0", f"{prefix}.DS_Store": b"\0"}
    path = tmp_path / "factory.zip"
    path.write_bytes(zipped(files))
    reading = read_factory(path)
    assert reading.snapshot.digest() == small().digest()
    assert reading.warnings == ()


def test_unknown_files_columns_and_keys_are_named_and_not_read(tmp_path: Path) -> None:
    files = factory_files()
    files |= {"notes.txt": b"hello", "forcast.csv": files.pop("forecast.csv")}
    files["people.csv"] = b"person,calendar,skils,shoe_size\nANNA,DAY,JOINER,38\n"
    files["factory.toml"] += b"colour = 3\n"
    folder = write_folder(files, tmp_path / "shop")
    (folder / "photos").mkdir()
    assert read_factory(folder).warnings == (
        "unknown file 'forcast.csv' is not read, did you mean 'forecast.csv'?",
        "unknown file 'notes.txt' is not read",
        "unknown folder 'photos/' is not read",
        "factory.toml: unknown key 'policy.colour' is not read",
        "people.csv: unknown column 'skils' is not read, did you mean 'skills'?",
        "people.csv: unknown column 'shoe_size' is not read",
    )


def test_a_factory_needs_no_tables() -> None:
    snapshot = read_factory_files({"factory.toml": settings()}).snapshot
    assert (snapshot.name, snapshot.currency, snapshot.currency_decimals, snapshot.now) == ("Bench", "EUR", 2, 480)
    assert len(snapshot.items) == len(snapshot.order_lines) == 0


def test_items_stand_sorted_with_their_defaults() -> None:
    items = small().items
    assert items.code.tolist() == sorted(items.code.tolist())
    row = items.code.tolist().index("TABLE")
    assert (items.uom[row], items.decimals[row], items.supply[row], items.strategy[row]) == ("EA", 0, MAKE, TO_ORDER)
    assert (items.lead_time_days[row], items.lot_days[row], items.unit_cost_micro[row]) == (NOT_GIVEN, 1, NOT_GIVEN)
    by_code = dict(zip(items.code, items.strategy, strict=True))
    assert [by_code[code] for code in ("TOP", "LEG-OAK", "BOARD", "GLUE", "HINGE", "CHROME")] == [
        ASSEMBLE_TO_ORDER,
        TO_STOCK,
        TO_STOCK,
        TO_STOCK,
        TO_ORDER,
        TO_ORDER,
    ]


def test_items_of_own_structures_alone_are_made_to_order() -> None:
    items = small().items
    row = items.code.tolist().index("TOP-XL")
    assert not items.is_listed[row]
    assert items.is_listed.sum() == 8
    assert (items.supply[row], items.strategy[row], items.uom[row], items.decimals[row]) == (MAKE, TO_ORDER, "EA", 0)


def test_a_work_order_may_make_an_item_of_an_own_structure() -> None:
    snapshot = with_table("receipts", "receipt,item,quantity,due_on,reserved_order\nWO-1,TOP-XL,2,2026-10-22,SO-1\n")
    assert snapshot.receipts.kind.tolist() == [WORK_ORDER]


def test_quantities_are_whole_quanta_of_their_item() -> None:
    snapshot = small()
    stock = dict(zip(zip(snapshot.stock.item, snapshot.stock.lot, strict=True), snapshot.stock.quantity, strict=True))
    rows = {code: row for row, code in enumerate(snapshot.items.code)}
    assert stock[rows["BOARD"], "L1"] == 1225
    assert stock[rows["HINGE"], ""] == 120
    assert snapshot.receipt_components.remaining_quantity.tolist() == [125, 100]
    assert snapshot.items.safety_stock[rows["GLUE"]] == 125
    assert snapshot.items.lot_minimum[rows["BOARD"]] == 50


def test_forecast_and_safety_stock_finer_than_the_item_are_rounded_up() -> None:
    assert small().forecast.quantity.tolist() == [1013, 12]
    files = factory_files()
    files["items.csv"] = files["items.csv"].replace(b"make_to_stock,3,8", b"make_to_stock,3,7.2")
    items = read_factory_files(files).snapshot.items
    assert items.safety_stock[items.code.tolist().index("LEG-OAK")] == 8


def test_a_work_centre_without_work_units_has_one_of_its_own_name() -> None:
    snapshot = small()
    units = snapshot.work_units
    assert units.code.tolist() == ["BENCH-1", "LATHE-1", "LATHE-2", "PRESS"]
    assert units.is_listed.tolist() == [True, True, True, False]
    assert snapshot.work_centres.code[units.work_centre[3]] == "PRESS"
    assert (units.calendar[3], units.speed_micro[3], units.setup_family[3]) == (NO_ROW, MICRO, NO_ROW)
    assert units.speed_micro[2] == 1_250_000


def test_families_and_skills_are_gathered_from_everywhere() -> None:
    snapshot = small()
    assert snapshot.setup_families.tolist() == ["BEECH", "OAK", "WALNUT"]
    assert snapshot.skills.tolist() == ["JOINER", "TURNER"]
    assert snapshot.person_skills.person.tolist() == [0, 0, 1]
    assert snapshot.person_skills.skill.tolist() == [0, 1, 1]


def test_receipts_are_of_the_kind_of_their_item() -> None:
    assert small().receipts.kind.tolist() == [PURCHASE_ORDER, WORK_ORDER, FIRM_PLANNED_ORDER]
    assert with_table(
        "receipts", "receipt,item,quantity,due_on\nWO-1,CHROME,1,2026-10-22\n"
    ).receipts.kind.tolist() == [PURCHASE_ORDER]


def test_own_structures_belong_to_their_order_line() -> None:
    snapshot = small()
    assert snapshot.order_boms.order_line.tolist() == [0, 0, 0]
    assert snapshot.order_routings.order_line.tolist() == [0, 2]
    assert set(snapshot.boms.order_line.tolist()) == {NO_ROW}


def test_days_and_instants_count_from_the_day_of_now() -> None:
    snapshot = small()
    assert snapshot.now == 8 * 60
    assert snapshot.receipts.due_on.tolist() == [9, 3, 11]
    assert snapshot.work_in_progress.started_at.tolist() == [7 * 60 + 15, NOT_GIVEN]
    extra = np.flatnonzero(snapshot.calendar_exceptions.is_working)[0]
    closure = snapshot.calendar_exceptions
    assert closure.end_at[extra] - closure.start_at[extra] == 150


def test_now_may_stand_in_a_repeated_hour() -> None:
    first, second = (
        read_factory_files({"factory.toml": settings(now=f"2026-10-25T02:30:00+0{hours}:00")}).snapshot.now
        for hours in (2, 1)
    )
    assert (first, second) == (150, 210)


def test_the_policy_is_kept_in_the_units_of_the_engine() -> None:
    policy = small().policy
    assert (policy.promise_margin_days, policy.frozen_minutes, policy.overhead_micro, policy.calendar) == (
        1,
        1440,
        150_000,
        0,
    )
    plain = read_factory_files({"factory.toml": settings()}).snapshot.policy
    assert (plain.promise_margin_days, plain.frozen_minutes, plain.overhead_micro, plain.calendar) == (0, 0, 0, NO_ROW)


def test_numbers_mean_the_same_with_zeros_that_say_nothing() -> None:
    plain = with_table("stock", "item,quantity\nBOARD,12.5\n")
    assert with_table("stock", "item,quantity\nBOARD,0012.500000000\n").digest() == plain.digest()


def test_customers_and_suppliers_need_no_tables() -> None:
    files = factory_files()
    del files["customers.csv"], files["suppliers.csv"]
    assert read_factory_files(files).snapshot.order_lines.customer.tolist() == ["ALMA", "ALMA", "BERG", ""]


def test_a_reservation_for_an_unknown_order_is_no_fault() -> None:
    snapshot = with_table("stock", "item,quantity,reserved_order,reserved_line\nBOARD,1,GONE,9\n")
    assert snapshot.stock.reserved_order.tolist() == ["GONE"]


def test_a_calendar_is_known_by_its_exceptions_too() -> None:
    files = factory_files()
    files["people.csv"] = b"person,calendar\nANNA,FAIR\n"
    files["calendar_exceptions.csv"] += b"FAIR,2026-10-20T08:00,2026-10-20T18:00,1,Trade fair\n"
    assert read_factory_files(files).snapshot.calendars.code.tolist() == ["DAY", "FAIR", "SHIFT"]


def test_a_far_date_is_no_trouble() -> None:
    snapshot = with_table(
        "boms", "parent,component,quantity_per,valid_to\nTABLE,TOP,1,9999-12-31\nTOP,GLUE,1,0001-01-01\n"
    )
    assert snapshot.boms.valid_to.tolist()[0] > 2_000_000


def test_a_thousand_faults_are_all_told() -> None:
    files = factory_files()
    files["orders.csv"] = csv_of(
        [
            {"order": f"SO-{number}", "line": "1", "item": f"X{number}", "quantity": "-1", "requested_on": "never"}
            for number in range(1000)
        ]
    )
    del files["order_boms.csv"], files["order_routings.csv"]
    assert len(faults_of(files)) == 3000
