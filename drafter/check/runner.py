"""Report → Review: run the rules and state every number's verdict, every finding and every rule's obligation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from drafter.check.case import Case, build
from drafter.check.finding import findings_of, fingerprint
from drafter.check.outcome import Hit, NotApplicable, Outcome, Undecided
from drafter.check.phrase import listed
from drafter.check.registry import chosen
from drafter.check.rule import Rule
from drafter.check.weights import Weights, weighed_as
from drafter.documents import Finding, Mention, Notice, Obligation, Report, Review, Severity, State, Summary, Verdict
from drafter.errors import RuleCrash

CARRIED = tuple(name for name in Report.model_fields if name not in ("schema_", "notices"))


def check(
    report: Report,
    previous: Report | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    own: Sequence[Rule] = (),
    severity: Weights | None = None,
    others: Sequence[Report] = (),
) -> Review:
    """Review a report: a verdict on every number, the findings, and what became of every rule's obligation.

    Findings are in the order of the text, those about tables alone behind them in the order of the rules. `previous`
    is last year's report of the same organ; one that is not is set aside with a notice. `select` and `ignore` take
    rule codes and beginnings of codes. `own` are an agency's own rules, which run besides those chosen unless they are
    named; `severity` gives rules another weight than their own. `others` are reports of other organs whose wording
    should not have been taken over.

    Raises:
        UnknownRule: `select` or `ignore` names no rule.
    """
    found = review(build(report, previous, others), chosen(select, ignore, own))
    if not severity:
        return found
    findings = tuple(weighed_as(finding, severity) for finding in found.findings)
    return found.model_copy(update={"findings": findings, "summary": summary(found.mentions, findings)})


def review(case: Case, rules: Iterable[Rule]) -> Review:
    """Run `rules` over one case."""
    findings: list[Finding] = []
    obligations: list[Obligation] = []
    notices = list(case.report.notices)
    if case.unfit:
        notices.append(Notice(code="previous_set_aside", message=f"{case.unfit}，没有用它核对"))
    for rule in rules:
        outcomes, crash = run(rule, case)
        obligations.append(obligation(rule, outcomes))
        if obligations[-1].state is State.FAILED:
            findings += findings_of(case.report, rule, (o for o in outcomes if isinstance(o, Hit)))
        if crash:
            notices.append(Notice(code="rule_crash", message=str(crash)))
            findings.append(_crash_finding(rule, crash))
    findings.sort(key=lambda f: (f.start is None, f.start or 0, f.end or 0))
    mentions = tuple(reading.mention for reading in case.readings)
    return Review(
        **{name: getattr(case.report, name) for name in CARRIED},
        notices=tuple(notices),
        mentions=mentions,
        findings=tuple(findings),
        obligations=tuple(obligations),
        summary=summary(mentions, findings),
    )


def run(rule: Rule, case: Case) -> tuple[list[Outcome], RuleCrash | None]:
    """Everything a rule has to say of a case, and the crash that cut it short, if any.

    A rule whose needs the case does not meet is not run; what is missing is its one outcome.
    """
    for need in rule.needs:
        unmet = case.unmet(need)
        if unmet:
            return [unmet], None
    outcomes: list[Outcome] = []
    try:
        for outcome in rule.body(case):
            outcomes.append(outcome)
    except Exception as cause:  # noqa: BLE001
        # One rule's defect must not silence the others; the review says which rule did not finish.
        crash = RuleCrash(f"规则{rule.code}（{rule.title}）自身出错，没有核对完：{type(cause).__name__}: {cause}")
        crash.__cause__ = cause
        return [*outcomes, Undecided(str(crash))], crash
    return outcomes, None


def obligation(rule: Rule, outcomes: Sequence[Outcome]) -> Obligation:
    """The state of a rule: failed by one hit, undecided by one doubt, held where something was checked, else none."""
    # Most rules have one kind of outcome: what held of hundreds of cells, or that they do not concern the report.
    kinds = set(map(type, outcomes))
    hits = [o for o in outcomes if isinstance(o, Hit)] if Hit in kinds else []
    doubts = [o for o in outcomes if isinstance(o, Undecided)] if Undecided in kinds else []
    idle = [o for o in outcomes if isinstance(o, NotApplicable)] if NotApplicable in kinds else []
    if hits:
        reason = f"{len(hits)}处不符" + (f"，另有{len(doubts)}处无法核对" if doubts else "")
        return Obligation(rule=rule.code, state=State.FAILED, reason=reason, refs=_refs(hits))
    if doubts:
        reason = f"{len(doubts)}处无法核对：{listed(o.reason for o in doubts)}"
        return Obligation(rule=rule.code, state=State.UNDECIDED, reason=reason, refs=_refs(doubts))
    checked = len(outcomes) - len(idle)
    if checked:
        return _without_cells(rule.code, State.HELD, f"核对{checked}处，均符合")
    return _without_cells(rule.code, State.NOT_APPLICABLE, listed(o.reason for o in idle) or "没有可核对的内容")


@lru_cache(maxsize=2048)
def _without_cells(code: str, state: State, reason: str) -> Obligation:
    """An obligation that names no cells: the same again and again, from report to report."""
    return Obligation(rule=code, state=state, reason=reason)


def summary(mentions: Sequence[Mention], findings: Sequence[Finding]) -> Summary:
    """The counts of verdicts and of severities."""
    verdicts = Counter(mention.verdict for mention in mentions)
    severities = Counter(finding.severity for finding in findings)
    return Summary(
        mentions=len(mentions),
        **{verdict.value: verdicts[verdict] for verdict in Verdict},
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
    )


def _refs(outcomes: Iterable[Hit | Undecided]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for outcome in outcomes for ref in outcome.refs))


def _crash_finding(rule: Rule, crash: RuleCrash) -> Finding:
    return Finding(
        rule=rule.code, severity=Severity.ERROR, message=str(crash), fingerprint=fingerprint(f"{rule.code}|crash")
    )
