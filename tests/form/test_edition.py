"""Both editions load, their keys are those of the domain, and every 勾稽关系 is among the identities."""

from collections import Counter

import pytest

from drafter.form import EDITION_NAMES, Edition, edition, edition_for_year

APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
COLUMNS = (*APPLICANTS, "total")
REASONS = {
    "denied": (
        "secret", "law_forbids", "three_securities", "third_party",
        "internal", "process", "enforcement_file", "inquiry",
    ),
    "unable": ("not_held", "needs_creation", "unclear"),
    "refused": ("petition", "repeat", "publication", "excessive", "reconfirm"),
    "other": ("overdue_correction", "overdue_fee", "misc"),
}  # fmt: skip
TABLE_2 = {
    "2021": {
        *(f"t2.{row}.{col}" for row in ("rules", "normative") for col in ("issued", "repealed", "valid")),
        "t2.licensing.decisions", "t2.penalty.decisions", "t2.coercion.decisions", "t2.fees.amount",
    },
    "2019": {
        *(f"t2.{row}.{col}" for row in ("rules", "normative") for col in ("made", "published", "total")),
        *(
            f"t2.{row}.{col}"
            for row in ("licensing", "services", "penalty", "coercion")
            for col in ("items_last_year", "change", "decisions")
        ),
        "t2.fees.items_last_year", "t2.fees.change", "t2.procurement.items", "t2.procurement.amount",
    },
}  # fmt: skip


def outcome_rows(name: str) -> list[str]:
    reasons = {**REASONS, "other": ("misc",)} if name == "2019" else REASONS
    return ["granted", "partial", *(f"{group}.{reason}" for group, rows in reasons.items() for reason in rows)]


def rows_of_table_3(name: str) -> list[str]:
    return ["new", "carried_in", *outcome_rows(name), "processed", "carried_out"]


def identities(form: Edition, code: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    def signed(terms: tuple[object, ...]) -> tuple[str, ...]:
        return tuple(("-" if t.sign < 0 else "") + t.key for t in terms)  # type: ignore[attr-defined]

    return {signed(i.left): signed(i.right) for i in form.identities if i.code == code}


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_the_printed_cells_are_those_of_the_domain(name: str) -> None:
    form = edition(name)
    keys = [cell.key for table in form.tables for cell in table.cells()]
    expected = TABLE_2[name] | {f"t3.{row}.{col}" for row in rows_of_table_3(name) for col in COLUMNS}
    expected |= {
        f"t4.{group}.{col}"
        for group in ("review", "direct", "after_review")
        for col in ("upheld", "corrected", "other", "pending", "total")
    }
    assert [key for key, n in Counter(keys).items() if n > 1] == []
    assert set(keys) == expected
    assert set(form.cells).isdisjoint(form.parts) is False
    assert set(form.printed).isdisjoint(form.parts)


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_derived_lines_are_sums_of_printed_cells(name: str) -> None:
    form = edition(name)
    reasons = {**REASONS, "other": ("misc",)} if name == "2019" else REASONS
    for group, rows in reasons.items():
        assert form.parts[f"t3.{group}.total"] == tuple(f"t3.{group}.{row}.total" for row in rows)
    assert form.parts["t3.new.legal"] == tuple(f"t3.new.{column}" for column in APPLICANTS[1:])
    assert len(form.parts["t3.denied.legal"]) == 8 * 5
    assert form.parts["t4.litigation.total"] == ("t4.direct.total", "t4.after_review.total")
    assert all(part in form.printed for parts in form.parts.values() for part in parts)


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_identities_inside_one_report(name: str) -> None:
    form = edition(name)
    outcomes = outcome_rows(name)
    assert identities(form, "applications_balance") == {
        (f"t3.new.{c}", f"t3.carried_in.{c}"): (f"t3.processed.{c}", f"t3.carried_out.{c}") for c in COLUMNS
    }
    assert identities(form, "outcomes_total") == {
        (f"t3.processed.{c}",): tuple(f"t3.{row}.{c}" for row in outcomes) for c in COLUMNS
    }
    assert identities(form, "row_total") == {
        (f"t3.{row}.total",): tuple(f"t3.{row}.{c}" for c in APPLICANTS) for row in rows_of_table_3(name)
    }
    assert identities(form, "cases_total") == {
        (f"t4.{g}.total",): tuple(f"t4.{g}.{c}" for c in ("upheld", "corrected", "other", "pending"))
        for g in ("review", "direct", "after_review")
    }


def test_identities_across_years_and_warnings() -> None:
    new, old = edition("2021"), edition("2019")
    carried = {(f"t3.carried_in.{c}",): (f"prev.t3.carried_out.{c}",) for c in COLUMNS}
    assert identities(new, "carried_forward") == identities(old, "carried_forward") == carried
    assert identities(new, "valid_documents") == {
        (f"t2.{r}.valid",): (f"prev.t2.{r}.valid", f"t2.{r}.issued", f"-t2.{r}.repealed")
        for r in ("rules", "normative")
    }
    assert identities(old, "items_forward") == {
        (f"t2.{r}.items_last_year",): (f"prev.t2.{r}.items_last_year", f"prev.t2.{r}.change")
        for r in ("licensing", "services", "penalty", "coercion", "fees")
    }
    warnings = {i.code for form in (new, old) for i in form.identities if i.severity == "warning"}
    assert warnings == {"valid_at_least_net", "published_within_total", "made_not_negative"}


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_every_identity_speaks_of_cells_the_form_has(name: str) -> None:
    form = edition(name)
    assert [key for i in form.identities for key in i.keys if form.cell(key) is None] == []


def test_the_edition_in_force_follows_the_year() -> None:
    assert [edition_for_year(y).id for y in (2018, 2019, 2020, 2021, 2030)] == ["2019", "2019", "2019", "2021", "2021"]


def test_a_cell_is_named_in_clerks_words() -> None:
    cell = edition("2021").cell("prev.t3.granted.total")
    assert cell is not None
    assert cell.name == "表三“（一）予以公开”行“总计”列"


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(KeyError):
        edition("2016")
