"""PLA: figures that balance and still can hardly be right."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome
from drafter.check.phrase import cell_name
from drafter.check.rule import rule
from drafter.documents import Severity

TABLES = (Need.TABLES,)
TIMES = 200  # "hundreds of times last year's"
SMALLEST = 1000  # below it a jump from a handful is ordinary
RULE_MAKERS = ("人民政府", "部", "委员会", "总局", "署", "院")
CASES = ("t4.review.total", "t4.direct.total", "t4.after_review.total")


@rule(
    "PLA101",
    "plausible.jump",
    Severity.WARNING,
    "{cell}为{now}，是上年{before}的{times}倍，请核实是否多写了位数或用错了单位",
    (Need.TABLES, Need.PREVIOUS),
)
def jump(case: Case) -> Iterator[Outcome]:
    """表中的数与上年相比不成百倍地变化。

    Flags: 一千以上、达到上年两百倍的数。
    Accepts: 上年为零的数；小数目。
    Leaves to others: 结转和现行有效的承接关系（YOY各规则）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号，附表填报要求。
    """
    for key in case.edition.printed:
        now, before = case.ledger.amount(key), case.ledger.amount(f"prev.{key}")
        if now is None or not before or before < 0:
            continue
        if now >= SMALLEST and now >= TIMES * before:
            fields = {
                "cell": cell_name(case.edition, key),
                "now": str(now),
                "before": str(before),
                "times": str(int(now / before)),
            }
            yield Hit(fields, refs=(key,), found=str(now))
        else:
            yield Held((key,))


@rule(
    "PLA102",
    "plausible.disputes",
    Severity.WARNING,
    "复议、诉讼共{cases}件，多于办结和结转下年的申请{handled}件，请核实",
    TABLES,
)
def disputes(case: Case) -> Iterator[Outcome]:
    """复议、诉讼案件数不多于办理的申请数。

    Flags: 行政复议与直接起诉的案件之和，多于办结数、上年结转数与结转下年数之和。
    Accepts: 跨年案件：上年办结的申请在本年引起的案件有上年报告可对的；申请数没有读到的。
    Leaves to others: 案件数内部的关系（TAB104）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号，表三、表四。
    """
    amounts = [case.amounts.of(key) for key in CASES[:2]]
    handled = [case.amounts.of(f"t3.{row}.total") for row in ("processed", "carried_in", "carried_out")]
    if any(amount is None for amount in (*amounts, *handled)):
        yield NotApplicable("申请数或案件数没有读全")
        return
    last_year = case.ledger.amount("prev.t3.processed.total") or 0
    total = sum(a for a in amounts if a is not None)
    most = sum(a for a in handled if a is not None) + last_year
    if total > most:
        yield Hit({"cases": str(total), "handled": str(most)}, refs=CASES[:2], found=str(total))
    else:
        yield Held(CASES[:2])


@rule(
    "PLA103",
    "plausible.rule_maker",
    Severity.WARNING,
    "{cell}为{found}，而“{agency}”不是有规章制定权的机关，请核实是否应填在行政规范性文件一行",
    TABLES,
)
def rule_maker(case: Case) -> Iterator[Outcome]:
    """没有规章制定权的机关，规章一行不填数。

    Flags: 局、办、镇、街道等机关在规章一行填了大于零的数。
    Accepts: 部委、省级政府、市级政府；机关名称没有认出的。
    Leaves to others: 现行有效数的承接（YOY102）。
    Source: 《立法法》（主席令第三号）第九十一条、第九十三条：规章由国务院部门和省、设区的市、自治州人民政府制定。
    """
    agency = case.report.agency or ""
    if (
        not agency
        or agency.endswith(RULE_MAKERS)
        or not agency.endswith(("局", "办", "办公室", "镇", "乡", "街道", "办事处"))
    ):
        yield NotApplicable("本机关可能有规章制定权，或机关名称没有认出")
        return
    for key in (k for k in case.edition.printed if k.startswith("t2.rules.")):
        amount = case.ledger.amount(key)
        if amount:
            fields = {"cell": cell_name(case.edition, key), "found": str(amount), "agency": agency}
            yield Hit(fields, refs=(key,), found=str(amount))
        elif amount is not None:
            yield Held((key,))


RULES = (jump, disputes, rule_maker)
