"""Reports of a run: a table, JSON, Markdown for a pull request, JUnit XML, and a page of every miss in its context."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from xml.etree import ElementTree

from summarizer.printable import printable
from summarizer.score.counts import Figure, Item, Tally, figure
from summarizer.score.gate import Verdict
from summarizer.score.gold import Case

FORMS = ("table", "json", "markdown", "junit", "html")
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Misses and false finds</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 Georgia,serif;max-width:52rem;margin:auto;padding:1rem}
mark{background:#cfe3ff;color:#000}mark.missed{background:#ffd08a}mark.false{background:#ffb3b3}
section{border-top:1px solid #9999;padding:.5rem 0}p{margin:.2rem 0}.soft{opacity:.75;font-size:.9rem}</style>
<h1>Misses and false finds</h1><p class="soft">{{ lead }}</p>
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
    """Which articles."""
    cases: list[Case]
    """The articles."""
    tallies: list[Tally]
    """Their counts."""
    figures: dict[str, Figure]
    """By measure."""
    usage: dict[str, Any]
    """Tokens, cost and requests an article; share of rejected answers; failed articles."""

    @property
    def items(self) -> list[Item]:
        """Every label and false find."""
        return [item for tally in self.tallies for item in tally.items]


def render(results: list[Result], form: str, verdicts: list[Verdict]) -> str:
    """Write runs in one of `FORMS`, each with what the gate says of it.

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
    lines += ["", _usage(result)]
    lines += [f"BELOW THE FLOOR: {line}" for line in verdict.below]
    for title, items in (("newly failing", verdict.newly_failing), ("newly passing", verdict.newly_passing)):
        lines += [f"{title}: {i.case} {i.kind} “{printable(i.text)[:70]}” {printable(i.note)}" for i in items[:30]]
        lines += [f"… and {len(items) - 30} more {title}"] if len(items) > 30 else []
    return "\n".join(lines) + "\n"


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
    return Environment(autoescape=True).from_string(_PAGE).render(groups=groups, lead=lead)


def _faults(tally: Tally) -> list[Item]:
    return sorted((item for item in tally.items if item.outcome != "hit" or item.shown), key=lambda item: item.start)


def _in_context(text: str, item: Item) -> dict[str, str]:
    start, end = max(0, item.start - 160), min(len(text), item.end + 160)
    return {
        "kind": item.kind, "outcome": item.outcome, "note": _note(item),
        "before": printable(text[start : item.start]), "words": printable(text[item.start : item.end]),
        "after": printable(text[item.end : end]),
    }  # fmt: skip
