"""Reports of a run: a table, JSON, Markdown for a pull request, JUnit XML, and a page of every miss in its context."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from summarizer.printable import printable
from summarizer.score.counts import Figure, Item, Tally, figure
from summarizer.score.gate import Verdict
from summarizer.score.gold import Case
from summarizer.score.risk import SHARES, THRESHOLDS, Risk, pairs, rights

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Misses and false finds</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 Georgia,serif;max-width:52rem;margin:auto;padding:1rem}
mark{background:#cfe3ff;color:#000}mark.missed{background:#ffd08a}mark.false{background:#ffb3b3}
figure{display:inline-block;width:16rem;margin:.5rem}svg path,polyline{fill:none;stroke:currentColor;stroke-width:.5}
polyline{stroke:#1769aa;stroke-width:1.2}svg text{font:5px sans-serif;fill:currentColor;text-anchor:middle}
svg .end{text-anchor:end}figcaption{font-size:.85rem}
section{border-top:1px solid #9999;padding:.5rem 0}p{margin:.2rem 0}.soft{opacity:.75;font-size:.9rem}</style>
<h1>Misses and false finds</h1><p class="soft">{{ lead }}</p>
{% for name, kind, points, said in curves %}<figure><svg viewBox="-14 -4 120 64" role="img" aria-label="{{ said }}">
<path d="M0 0V50H100" class="axes"/><polyline points="{{ points }}"/><text x="50" y="58">the surest first, %</text>
<text x="-3" y="2" class="end">1</text><text x="-3" y="51" class="end">0</text></svg>
<figcaption>{{ name }}, {{ kind }}: {{ said }}</figcaption></figure>{% endfor %}
{% for group in groups %}<h2>{{ group.name }}</h2>{% for item in group.found %}<section>
<p class="soft">{{ item.kind }}: {{ item.note }}</p>
<p>{{ item.before }}<mark class="{{ item.outcome }}">{{ item.words }}</mark>{{ item.after }}</p></section>{% endfor %}
{% endfor %}</html>
"""


@dataclasses.dataclass(frozen=True)
class Result:
    """One run of the evals."""

    model: str
    """Who answered."""
    split: str
    cases: list[Case]
    tallies: list[Tally]
    figures: dict[str, Figure]
    """By measure."""
    usage: dict[str, Any]
    """Tokens, cost and requests an article; share of rejected answers; failed articles."""
    risks: dict[str, Risk] = dataclasses.field(default_factory=dict[str, "Risk"])
    """How good certainty is, by kind; empty where nothing has any."""

    @property
    def items(self) -> list[Item]:
        """Every label and false find."""
        return [item for tally in self.tallies for item in tally.items]


def render(results: list[Result], form: str, verdicts: list[Verdict]) -> str:
    """Write runs as `table`, `json`, `markdown`, `junit` or `html`, each with what the gate says of it.

    One run is an object in JSON and a suite in JUnit; several are a list and a root of suites.
    """
    both = list(zip(results, verdicts, strict=True))
    if form == "json":
        content = [as_dict(result, verdict) for result, verdict in both]
        return json.dumps(content if len(content) > 1 else content[0], indent=1, ensure_ascii=False) + "\n"
    if form == "junit":
        return junit(both)
    if form == "html":
        return page(results)
    one = markdown if form == "markdown" else table
    return "\n".join(one(result, verdict) for result, verdict in both)


def table(result: Result, verdict: Verdict) -> str:
    """Write a table for a terminal."""
    lines = [f"{result.model}, {len(result.cases)} articles ({result.split})", ""]
    lines.append(
        f"{'measure':18} {'P':>6} {'R':>6} {'F1':>6}  {'95 % interval':14} {'right':>6} {'found':>6} {'labels':>6}"
    )
    for name, f in result.figures.items():
        interval = f"{f.low:.2f} to {f.high:.2f}"
        lines.append(
            f"{name:18} {f.precision:6.3f} {f.recall:6.3f} {f.f1:6.3f}  {interval:14} "
            f"{f.tp:6} {f.predicted:6} {f.gold:6}"
        )
    lines += _certainty(result)
    lines += ["", _usage(result)]
    lines += [f"BELOW THE FLOOR: {line}" for line in verdict.below]
    for title, items in (("newly failing", verdict.newly_failing), ("newly passing", verdict.newly_passing)):
        lines += [f"{title}: {i.case} {i.kind} “{printable(i.text)[:70]}” {printable(i.note)}" for i in items[:30]]
        lines += [f"… and {len(items) - 30} more {title}"] if len(items) > 30 else []
    return "\n".join(lines) + "\n"


_COLUMNS = ("AURC", "Brier", "ECE", *(f"surest {share} %" for share in SHARES), *(f"≥ {t}" for t in THRESHOLDS))


def _cells(risk: Risk) -> list[str]:
    """Columns of certainty; at a threshold the share right and, behind a stroke, the share shown."""
    above = [f"{right:.2f} / {shown:.2f}" if shown else "none" for shown, right in risk.above.values()]
    return [f"{n:.3f}" for n in (risk.aurc, risk.brier, risk.ece)] + [f"{n:.2f}" for n in risk.surest.values()] + above


def _certainty(result: Result) -> list[str]:
    if not result.risks:
        return []
    lines = ["", "certainty: share right as shown of the surest; from a threshold on, share right / share shown"]
    for kind, cells in [("", list(_COLUMNS)), *((kind, _cells(found)) for kind, found in result.risks.items())]:
        row = zip(cells, _COLUMNS, strict=True)
        lines.append(
            f"{kind:7}" + "".join(f"{c:>{12 if name[0] == '≥' else max(6, len(name)) + 1}}" for c, name in row)
        )
    return lines


def _usage(result: Result) -> str:
    usage = result.usage
    cost = usage["cost_usd"]
    return (
        f"an article: {usage['input_tokens']:,.0f} tokens read, {usage['output_tokens']:,.0f} written, "
        f"{usage['requests']:.1f} answers, cost {'not known' if cost is None else f'${cost:.5f}'}; "
        f"rejected {100 * usage['rejected']:.1f} % of what was judged; failed articles {usage['failed']}"
    )


def as_dict(result: Result, verdict: Verdict) -> dict[str, Any]:
    """Give everything that is known of a run."""
    return {
        "model": result.model, "split": result.split, "articles": len(result.cases),
        "figures": {name: dataclasses.asdict(f) for name, f in result.figures.items()}, "usage": result.usage,
        "per_article": {
            case.name: {m: round(figure([tally], m, samples=40).f1, 4) for m in result.figures}
            for case, tally in zip(result.cases, result.tallies, strict=True)
        },
        "certainty": {kind: dataclasses.asdict(found) for kind, found in result.risks.items()},
        "below": verdict.below, "items": [dataclasses.asdict(item) for item in result.items],
    }  # fmt: skip


def markdown(result: Result, verdict: Verdict) -> str:
    """Write a comment for a pull request."""
    lines = [
        f"### {result.model}, {len(result.cases)} articles ({result.split})",
        "",
        "| | P | R | F1 | 95 % | n |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {f.precision:.2f} | {f.recall:.2f} | **{f.f1:.2f}** | {f.low:.2f} to {f.high:.2f} | {f.gold} |"
        for name, f in result.figures.items()
    ]
    if result.risks:
        lines += ["", "| certainty | " + " | ".join(_COLUMNS) + " |", "|---" * (len(_COLUMNS) + 1) + "|"]
        lines += [f"| {kind} | " + " | ".join(_cells(found)) + " |" for kind, found in result.risks.items()]
    lines += ["", _usage(result), ""]
    lines += [f"- ❌ below the floor: {line}" for line in verdict.below]
    for sign, items in (("newly failing", verdict.newly_failing), ("newly passing", verdict.newly_passing)):
        lines += [f"- {sign}: `{i.case}` {i.kind} “{_plain(i.text)}” {_plain(i.note)}" for i in items[:50]]
    return "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    return printable(" ".join(words.split()))[:100].replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def junit(runs: list[tuple[Result, Verdict]]) -> str:
    """Write JUnit XML: a test for each floor and for each label that the baseline had right."""
    suites = [_suite(result, verdict) for result, verdict in runs]
    root = suites[0]
    if len(suites) > 1:
        root = ElementTree.Element("testsuites")
        root.extend(suites)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(result: Result, verdict: Verdict) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=f"summarize eval {result.model}")
    below = {line.split(" ", 1)[0]: line for line in verdict.below}
    for name in result.figures:
        case = ElementTree.SubElement(suite, "testcase", classname="floor", name=name)
        if name in below:
            ElementTree.SubElement(case, "failure", message=below[name])
    for item in verdict.newly_failing:
        case = ElementTree.SubElement(
            suite, "testcase", classname=f"{item.case}.{item.kind}", name=_xml(item.text[:80])
        )
        ElementTree.SubElement(case, "skipped", message=_xml(f"newly failing: {item.note}"))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(below)))
    return suite


def _xml(words: str) -> str:
    return printable(" ".join(words.split()))


def _note(item: Item) -> str:
    """What is wrong, and what is wrong as shown."""
    told = [item.note] if item.note else []
    told += [f"as shown: {item.shown}"] if item.shown and item.outcome != "false" else []
    return printable("; ".join(told))


def page(results: list[Result]) -> str:
    """Write one page of every miss, every false find and everything wrong as shown, in its context."""
    from jinja2 import Environment

    groups: list[dict[str, Any]] = []
    for result in results:
        for case, tally in zip(result.cases, result.tallies, strict=True):
            name = f"{result.model}: {case.name}" if len(results) > 1 else case.name
            groups.append({"name": name, "found": [_in_context(case.article.text, item) for item in _faults(tally)]})
    lead = "; ".join(f"{result.model}, {len(result.cases)} articles ({result.split})" for result in results)
    curves = [curve for result in results for curve in _curves(result)]
    return Environment(autoescape=True).from_string(_PAGE).render(groups=groups, lead=lead, curves=curves)


def _curves(result: Result) -> Iterator[tuple[str, str, str, str]]:
    """Draw the share right against the share shown, kind by kind: model, kind, points of a line, and what it says."""
    for kind, found in result.risks.items():
        right = rights([pair for article in pairs(result.tallies, kind) for pair in article])
        points = ((100 * k / len(right), 50 - 50 * ok / k) for k, ok in enumerate(right, start=1))
        said = f"share right {found.surest[100]:.2f}, of the surest half {found.surest[50]:.2f}; AURC {found.aurc:.3f}"
        yield result.model, kind, " ".join(f"{x:.1f},{y:.1f}" for x, y in points), said


def _faults(tally: Tally) -> list[Item]:
    return sorted((item for item in tally.items if item.outcome != "hit" or item.shown), key=lambda item: item.start)


def _in_context(text: str, item: Item) -> dict[str, str]:
    start, end = max(0, item.start - 160), min(len(text), item.end + 160)
    return {
        "kind": item.kind, "outcome": item.outcome, "note": _note(item),
        "before": printable(text[start : item.start]), "words": printable(text[item.start : item.end]),
        "after": printable(text[item.end : end]),
    }  # fmt: skip
