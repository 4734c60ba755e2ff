"""（四）平台建设 and （五）监督保障: supplementary figures and notes, for the tables know nothing of them."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.extras import tell_extras
from drafter.draft.plan import Gap, Part, Step
from drafter.draft.telling import told, topical
from drafter.library.place import Place


def platform(brief: Brief) -> Part:
    """Plan （四）."""
    extras = tell_extras(brief, Place.PLATFORM)
    notes = told(brief, Place.PLATFORM, alone=not extras)
    missing: tuple[Step, ...] = ()
    if not notes:
        asks = "网站栏目、政务新媒体、查阅点等公开平台有哪些建设和维护情况？"
        missing = (Gap(asks, "网站、政务新媒体和查阅场所的建设维护情况"),)
    return Part("1.4", "（四）政府信息公开平台建设", ((*extras, *notes, *missing),))


def supervision(brief: Brief) -> Part:
    """Plan （五）; governments must also tell 社会评议 and 责任追究结果 (条例 第五十条)."""
    extras = tell_extras(brief, Place.SUPERVISION)
    notes = told(brief, Place.SUPERVISION, alone=not extras)
    missing: list[Step] = []
    if not notes:
        missing.append(Gap("由谁领导、谁承办，开展了几次培训、考核？", "组织领导、业务培训和工作考核情况"))
    if brief.organ.is_government:
        said = "".join([*map(topical, brief.notes), *(extra.name for extra in brief.figures)])
        unsaid = [subject for subject, word in _GOVERNMENT if word not in said]
        if unsaid:
            listed = "和".join(unsaid)
            missing.append(Gap(f"政府的年度报告应当说明{listed}：本年度情况如何（没有的也要写明）？", listed))
    return Part("1.5", "（五）监督保障", ((*extras, *notes, *missing),))


_GOVERNMENT = (("社会评议情况", "评议"), ("责任追究结果", "责任追究"))
