"""The commands as a user gives them, on real files."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from drafter.cli.app import run
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MANIFEST = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))
ENTRIES = {entry["id"]: entry for entry in MANIFEST["reports"]}
DEMO = ENTRIES[MANIFEST["demo"]]
REPORT = CORPUS / DEMO["file"]
LAST_YEAR = CORPUS / ENTRIES[DEMO["previous"]]["file"]


def test_read_writes_the_report_file_of_the_contract(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "r.json"
    assert run(["read", str(REPORT), "-o", str(out)]) == 0
    data = json.loads(out.read_text("utf-8"))
    assert data["schema"] == "drafter.report/1"
    assert (data["agency"], data["year"], data["edition"]) == (DEMO["agency"], DEMO["year"], DEMO["edition"])
    assert data.keys() >= {"source", "text", "sections", "figures", "supplementary", "provenance", "notices"}
    for section in data["sections"]:
        assert data["text"][section["start"] :].startswith(data["text"][section["start"] : section["end"]])
    assert "表三：读到 175 格" in capfd.readouterr().err


def test_check_gives_the_review_of_the_contract(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(REPORT), "--format", "json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert data["schema"] == "drafter.review/1"
    summary = data["summary"]
    verdicts = ("matched", "contradicted", "unsupported", "undecided", "exempt")
    assert summary["mentions"] == len(data["mentions"]) == sum(summary[v] for v in verdicts)
    for mention in data["mentions"]:
        assert data["text"][mention["start"] : mention["end"]] == mention["text"]
    assert {o["state"] for o in data["obligations"]} <= {"held", "failed", "undecided", "not_applicable"}


def test_a_wrong_number_is_shown_in_its_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "r.json"
    run(["read", str(REPORT), "-o", str(report)])
    data = json.loads(report.read_text("utf-8"))
    received = data["figures"]["t3.new.total"]
    spot = data["text"].index(f"{received}件", data["text"].index("依申请公开"))
    data["text"] = data["text"][:spot] + f"{received + 1}件" + data["text"][spot + len(f"{received}件") :]
    report.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    capfd.readouterr()
    assert run(["check", str(report)]) == 1
    shown = capfd.readouterr().out
    assert "NUM101" in shown and f"{received + 1}件" in shown and "~~~" in shown
    assert run(["check", str(report), "--fail-on", "never"]) == 0
    assert run(["check", str(report), "--ignore", "NUM"]) == 0
    assert run(["check", str(report), "--select", "TAB", "--format", "md"]) == 0


def test_figures_go_out_and_come_back(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book, back = tmp_path / "f.xlsx", tmp_path / "f.json"
    assert run(["figures", "template", "-o", str(book), "--from", str(REPORT)]) == 0
    assert run(["figures", "import", str(book), "-o", str(back)]) == 0
    run(["read", str(REPORT), "-o", str(tmp_path / "r.json")])
    original = json.loads((tmp_path / "r.json").read_text("utf-8"))
    imported = json.loads(back.read_text("utf-8"))
    assert imported["figures"] == original["figures"]
    assert (imported["agency"], imported["year"]) == (original["agency"], original["year"])
    capfd.readouterr()
    assert run(["draft", str(back), "-o", str(tmp_path / "d.docx")]) == 0
    assert run(["check", str(tmp_path / "d.docx")]) == 0


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_draft_is_written_and_read_back(suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"draft{suffix}"
    assert run(["draft", str(REPORT), "--previous", str(LAST_YEAR), "-o", str(out)]) == 0
    assert "还需要您补充" in capfd.readouterr().err
    assert run(["check", str(out), "--format", "json"]) == 0
    summary = json.loads(capfd.readouterr().out)["summary"]
    assert summary["contradicted"] == 0 and summary["matched"] > 5


def test_a_report_on_standard_input_needs_its_type() -> None:
    drafter = Path(sys.executable).parent / "drafter"
    given = REPORT.read_bytes()
    with_type = subprocess.run([drafter, "check", "-", "--type", "html"], input=given, capture_output=True, check=False)
    without = subprocess.run([drafter, "check", "-"], input=given, capture_output=True, check=False)
    assert with_type.returncode == 0, with_type.stderr.decode()
    assert without.returncode == 2
    assert "--type" in without.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "缺少参数 FILE"),
        (["chek", "x"], "没有命令 chek"),
        (["check", "x", "--formt", "json"], "没有选项 --formt"),
        (["check", "x", "--format", "pdf"], "--format 不能是 pdf"),
        (["draft", str(REPORT), "-o", "x.pdf"], ".pdf"),
        (["draft", str(REPORT), "--model", "gpt"], "gpt"),
        (["draft", str(REPORT), "--year", "abc"], "--year"),
        (["explain", "XYZ1"], "XYZ1"),
        (["check", str(REPORT), "--select", "XYZ"], "XYZ"),
        (["read", str(REPORT), "--type", "foo"], "没有格式 foo。--type 可以是：html、mhtml、text、"),
        (["check", str(REPORT), "--type", "foo"], "没有格式 foo"),
        (["read", "http://127.0.0.1:9/a.html", "--type", "foo"], "没有格式 foo"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    captured = capfd.readouterr()
    assert told in captured.err and captured.out == ""


def test_output_into_a_missing_folder_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(REPORT), "-o", str(tmp_path / "no" / "r.json")]) == 2
    assert "目录" in capfd.readouterr().err


def test_rules_and_explain(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    listed = capfd.readouterr().out
    code = listed.split()[0]
    assert run(["explain", code]) == 0
    assert code in capfd.readouterr().out


def test_demo_makes_its_files(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "-o", str(tmp_path / "d")]) == 0
    assert {p.name for p in (tmp_path / "d").iterdir()} >= {"起草稿.docx", "起草稿.html", "核对结果.json"}
    assert "不符 0" in capfd.readouterr().out


def test_a_workbook_brings_last_years_figures_along(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book, draft = tmp_path / "f.xlsx", tmp_path / "d.json"
    run(["figures", "template", "-o", str(book), "--from", str(REPORT)])
    run(["draft", str(book), "-o", str(draft)])
    assert "prev.t3.new.total" not in draft.read_text("utf-8")

    workbook = openpyxl.load_workbook(book)
    previous = read_file(LAST_YEAR).figures
    for sheet, address, key, *_ in workbook["_键"].iter_rows(min_row=3, values_only=True):
        if isinstance(key, str) and key.startswith("prev."):
            workbook[str(sheet)][str(address)] = previous[key.removeprefix("prev.")]
    workbook.save(book)
    assert run(["draft", str(book), "-o", str(draft)]) == 0
    assert "prev.t3.new.total" in draft.read_text("utf-8")
    assert run(["check", str(book), "--select", "YOY", "--format", "json"]) == 0
    states = {o["rule"]: o["state"] for o in json.loads(capfd.readouterr().out)["obligations"]}
    assert states["YOY101"] == "held"


def test_a_filled_workbook_is_not_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "f.xlsx"
    assert run(["figures", "template", "-o", str(book)]) == 0
    before = book.read_bytes()
    assert run(["figures", "template", "-o", str(book), "--agency", "云溪县水利局"]) == 2
    assert "--force" in capfd.readouterr().err
    assert book.read_bytes() == before
    assert run(["figures", "template", "-o", str(book), "--agency", "云溪县水利局", "--force"]) == 0
    assert book.read_bytes() != before
    assert run(["figures", "template", "-o", str(tmp_path / "f.docx")]) == 2
    assert run(["figures", "template", "-o", str(tmp_path / "g.xlsx"), "--year", "25"]) == 2


def test_last_years_report_fills_its_sheet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book, figures = tmp_path / "f.xlsx", tmp_path / "f.json"
    run(["figures", "template", "-o", str(book), "--from", str(REPORT), "--previous", str(LAST_YEAR)])
    assert run(["figures", "import", str(book), "-o", str(figures)]) == 0
    data = json.loads(figures.read_text("utf-8"))
    previous = read_file(LAST_YEAR).figures
    assert data["last_year"]["t3.new.total"] == previous["t3.new.total"]
    capfd.readouterr()
    assert run(["check", str(figures), "--select", "YOY", "--format", "json"]) == 0
    states = {o["rule"]: o["state"] for o in json.loads(capfd.readouterr().out)["obligations"]}
    assert states["YOY101"] == "held"


def test_importing_says_whether_the_tables_hold(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "f.xlsx"
    run(["figures", "template", "-o", str(book), "--from", str(REPORT)])
    capfd.readouterr()
    assert run(["figures", "import", str(book), "-o", str(tmp_path / "f.json")]) == 0
    assert "勾稽关系：全部成立" in capfd.readouterr().err

    workbook = openpyxl.load_workbook(book)
    places = {key: (sheet, at) for sheet, at, key, *_ in workbook["_键"].iter_rows(min_row=3, values_only=True)}
    sheet, at = places["t4.review.total"]
    workbook[str(sheet)][str(at)] = 99
    workbook.save(book)
    assert run(["figures", "import", str(book), "-o", str(tmp_path / "f.json")]) == 0
    told = capfd.readouterr().err
    assert "勾稽关系：1 处不成立" in told and "TAB104" in told

    sheet, at = places["t3.new.natural"]
    workbook[str(sheet)][str(at)] = -1
    workbook.save(book)
    assert run(["figures", "import", str(book), "-o", str(tmp_path / "g.json")]) == 3
    assert "不是件数" in capfd.readouterr().err
    assert not (tmp_path / "g.json").exists()


def test_importing_an_empty_form_does_not_say_that_it_holds(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["figures", "template", "-o", str(tmp_path / "f.xlsx")])
    run(["figures", "import", str(tmp_path / "f.xlsx"), "-o", str(tmp_path / "f.json")])
    assert "勾稽关系：没有可以核对的数" in capfd.readouterr().err


def test_what_is_no_report_is_not_passed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("你好\n", "utf-8")
    assert run(["check", str(tmp_path / "a.txt")]) == 3
    assert "看不出是年度报告" in capfd.readouterr().err


def test_a_passage_on_policies_alone_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2024年制作政策解读37篇，印发政府公报6期。\n", "utf-8")
    assert run(["check", str(tmp_path / "a.txt")]) == 0


def test_an_unbalanced_table_is_told_with_the_draft(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "f.json"
    run(["read", str(REPORT), "-o", str(figures)])
    data = json.loads(figures.read_text("utf-8"))
    data["figures"]["t3.carried_out.total"] += 1
    data["figures"]["t3.carried_out.natural"] += 1
    figures.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    capfd.readouterr()
    assert run(["draft", str(figures), "-o", str(tmp_path / "d.docx")]) == 1
    assert "TAB101" in capfd.readouterr().err


def test_another_organs_report_as_last_years_is_said_first(capfd: pytest.CaptureFixture[str]) -> None:
    other = CORPUS / ENTRIES["weichuan-tongji-2024"]["file"]
    run(["check", str(REPORT), "--previous", str(other)])
    lines = capfd.readouterr().out.splitlines()
    assert any(line.startswith("注意：给出的上年报告") for line in lines[:5])


def test_numbers_are_listed_on_demand(capfd: pytest.CaptureFixture[str]) -> None:
    run(["check", str(REPORT), "--numbers"])
    listed = capfd.readouterr().out
    assert "文中数字逐个列出" in listed
    assert "表三“一、本年新收政府信息公开申请数量”行“总计”列" in listed


def test_findings_are_listed_in_a_workbook(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "清单.xlsx"
    assert run(["check", str(REPORT), "--figures", str(LAST_YEAR), "--format", "xlsx", "-o", str(out)]) == 1
    sheet = openpyxl.load_workbook(out)["问题清单"]
    assert sheet.max_row > 4
    capfd.readouterr()
    assert run(["check", str(REPORT), "--format", "xlsx"]) == 2
    assert "-o" in capfd.readouterr().err


def test_waivers_own_rules_and_baseline(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = str(LAST_YEAR)
    baseline, waivers, own = tmp_path / "b.json", tmp_path / "w.toml", tmp_path / "o.toml"
    assert run(["check", str(REPORT), "--figures", other, "--format", "json", "-o", str(baseline)]) == 1
    finding = json.loads(baseline.read_text("utf-8"))["findings"][0]
    assert run(["check", str(REPORT), "--figures", other, "--baseline", str(baseline)]) == 0
    named = f'rule = "{finding["rule"]}"\nfingerprint = "{finding["fingerprint"]}"'
    waivers.write_text(f'[[waivers]]\n{named}\nreason = "已核实"\nwho = "办公室"\n', "utf-8")
    capfd.readouterr()
    run(["check", str(REPORT), "--figures", other, "--waivers", str(waivers), "--format", "json"])
    left = json.loads(capfd.readouterr().out)["findings"]
    assert finding["fingerprint"] not in {f["fingerprint"] for f in left}
    own.write_text('[[rules]]\ncode = "OWN101"\nexpression = "t3.new.total <= 1"\nmessage = "申请过多"\n', "utf-8")
    assert run(["check", str(REPORT), "--rules", str(own), "--fail-on", "warning"]) == 1
    assert "OWN101" in capfd.readouterr().out
    assert run(["check", str(REPORT), "--rules", str(tmp_path / "none.toml")]) == 2
