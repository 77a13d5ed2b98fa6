"""Label Studio: summaries as tasks with predictions to correct, and what people labelled there as our labels.

A region is a span; per-region fields carry what we know about it; a relation joins the parts of a quotation. Regions of
the same thing share the beginning of their ids: `q1.0`, `q1.1`, `q1.cue`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from summarizer.errors import SummarizerError
from summarizer.summary import (
    Casualties,
    Claim,
    Count,
    Event,
    EventType,
    Mention,
    Quote,
    Realis,
    Source,
    SourceKind,
    Span,
    Stance,
    Summary,
    Time,
)

LABELS = {
    "Quote": "#E69F00", "Claim": "#0072B2", "Event": "#009E73", "Cue": "#999999", "Source": "#CC79A7",
    "Actor": "#D55E00", "Target": "#56B4E9", "Place": "#F0E442", "Time": "#8B7355",
    "Casualties": "#000000",
}  # fmt: skip
"""Labels with their colours: Okabe and Ito's, told apart by everybody."""
_FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "quote_type": ("Quote", ("direct", "mixed")),
    "stance": ("Claim", get_args(Stance)),
    "event_type": ("Event", get_args(EventType)),
    "realis": ("Event", get_args(Realis)),
    "source_kind": ("Source", get_args(SourceKind)),
    "casualty": ("Casualties", ("dead", "injured")),
}


class LabelsError(SummarizerError):
    """An export of Label Studio that cannot become labels."""

    exit_code = 65


def config() -> str:
    """Give the labelling configuration (XML) that the tasks need."""
    labels = "\n".join(f'    <Label value="{name}" background="{colour}"/>' for name, colour in LABELS.items())
    fields = "\n".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{label}"'
        f' choice="single" showInline="true">'
        + "".join(f'<Choice value="{value}"/>' for value in values)
        + "</Choices>"
        for name, (label, values) in _FIELDS.items()
    )
    return f"""<View>
  <Relations>
    <Relation value="part of"/><Relation value="cue of"/><Relation value="speaker of"/><Relation value="claimant of"/>
    <Relation value="actor of"/><Relation value="target of"/><Relation value="place of"/><Relation value="time of"/>
    <Relation value="says"/><Relation value="count of"/><Relation value="teller of"/>
  </Relations>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="character"/>
{fields}
  <TextArea name="name" toName="text" perRegion="true" maxSubmissions="1" placeholder="canonical name, date or number"/>
  <TextArea name="said_by" toName="text" perRegion="true" maxSubmissions="1" whenTagName="label"
    whenLabelValue="Quote,Claim" placeholder="speaker or claimant without words to mark, as: organization: Velda"/>
</View>
"""


def task(summary: Summary, text: str) -> dict[str, Any]:
    """Give a summary as a task with one prediction.

    Args:
        summary: The summary.
        text: The article's text.

    Returns:
        A task for Label Studio's import; offsets are code points.
    """
    article = summary.article
    return {
        "data": {"text": text, "article_id": article.id, "path": article.path or "", "title": article.title or "",
                 "published": article.published or ""},
        "predictions": [
            {"model_version": f"{summary.run.model} {summary.run.prompts}", "result": list(_regions(summary))}
        ],
    }  # fmt: skip


def _regions(summary: Summary) -> Iterator[dict[str, Any]]:
    for quote in summary.quotes:
        yield from _parts(quote.id, "Quote", quote.content, {"quote_type": quote.type})
        yield from _source(quote.id, quote.speaker, "speaker of")
        yield from _joined(f"{quote.id}.cue", "Cue", quote.cue, quote.id, "cue of")
    for claim in summary.claims:
        yield from _parts(claim.id, "Claim", claim.evidence, {"stance": claim.stance}, name=claim.text)
        yield from _source(claim.id, claim.claimant, "claimant of")
        yield from _joined(f"{claim.id}.cue", "Cue", claim.cue, claim.id, "cue of")
        yield from (_relation(f"{claim.id}.0", f"{quote_id}.0", "says") for quote_id in claim.quote_ids)
    for event in summary.events:
        chosen = {"event_type": event.type, "realis": event.realis}
        words = [event.trigger, *(span for span in event.mentions if span != event.trigger)]
        yield from _parts(event.id, "Event", words, chosen, name=event.description)
        yield from _source(event.id, event.attributed_to, "teller of")
        yield from _counts(event)
        for role, mentions in (("Actor", event.actors), ("Target", event.targets)):
            for number, mention in enumerate(mentions):
                name = f"{event.id}.{role.lower()}{number}"
                yield from _joined(name, role, mention.span, event.id, f"{role.lower()} of", mention.name)
        if event.place:
            yield from _joined(f"{event.id}.place", "Place", event.place.span, event.id, "place of", event.place.name)
        if event.time:
            said = f"{event.time.value or ''} {event.time.precision}".strip()
            yield from _joined(f"{event.id}.time", "Time", event.time.mention, event.id, "time of", said)


def _parts(
    thing: str, label: str, spans: list[Span], chosen: dict[str, str], name: str = ""
) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(spans):
        yield _region(f"{thing}.{number}", span, "label", "labels", label)
        if number:
            yield _relation(f"{thing}.{number}", f"{thing}.0", "part of")
    for field, value in chosen.items():
        yield _region(f"{thing}.0", spans[0], field, "choices", value)
    if name:
        yield _region(f"{thing}.0", spans[0], "name", "textarea", name)


def _source(thing: str, source: Source | None, relation: str) -> Iterator[dict[str, Any]]:
    if source is None:
        return
    if source.mention is None:
        yield {"id": f"{thing}.0", "from_name": "said_by", "to_name": "text", "type": "textarea",
               "value": {"text": [f"{source.kind}: {source.name}"]}}  # fmt: skip
        return
    name = f"{thing}.source"
    yield from _joined(name, "Source", source.mention, thing, relation, source.name)
    yield _region(name, source.mention, "source_kind", "choices", source.kind)


def _counts(event: Event) -> Iterator[dict[str, Any]]:
    for kind in ("dead", "injured"):
        count: Count | None = getattr(event.casualties, kind, None)
        if count is not None:
            name = f"{event.id}.{kind}"
            yield from _joined(name, "Casualties", count.span, event.id, "count of", f"{count.qualifier} {count.value}")
            yield _region(name, count.span, "casualty", "choices", kind)


def _joined(
    name: str, label: str, span: Span | None, thing: str, relation: str, said: str = ""
) -> Iterator[dict[str, Any]]:
    if span is None:
        return
    yield _region(name, span, "label", "labels", label)
    yield _relation(name, f"{thing}.0", relation)
    if said:
        yield _region(name, span, "name", "textarea", said)


def _region(name: str, span: Span, field: str, kind: str, value: str) -> dict[str, Any]:
    """Give a region with the value of one field of the configuration; Label Studio joins those of one name."""
    held: dict[str, Any] = {"start": span.start, "end": span.end, "text": span.text}
    held |= {"text" if kind == "textarea" else kind: [value]}
    return {"id": name, "from_name": field, "to_name": "text", "type": kind, "value": held}


def _relation(start: str, end: str, kind: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [kind]}


def labelled(task: dict[str, Any]) -> tuple[str, str, list[Quote], list[Claim], list[Event]]:
    """Read what people labelled in one task of a Label Studio export (JSON).

    Args:
        task: With `data.text` and `annotations`; the newest annotation that was not cancelled counts.

    Returns:
        The article's text, who labelled it, and the labels, ids in the order of the text.

    Raises:
        LabelsError: There are no annotations, or a region is no slice of the text.
    """
    text = task.get("data", {}).get("text")
    done = [a for a in task.get("annotations") or [] if not a.get("was_cancelled")]
    if not isinstance(text, str) or not done:
        raise LabelsError(
            "a task has no text or no annotation", hint="export from Label Studio as JSON, with annotations submitted"
        )
    newest = max(done, key=_when)
    who = newest.get("completed_by")
    person = str(who.get("email") or who.get("id")) if isinstance(who, dict) else f"annotator {who}"
    sheet = _Sheet(text, newest.get("result") or [])
    return text, person, sheet.quotes(), sheet.claims(), sheet.events()


def _when(annotation: dict[str, Any]) -> str:
    return str(annotation.get("updated_at") or annotation.get("created_at") or "")


class _Sheet:
    """The regions of one annotation and what joins them."""

    def __init__(self, text: str, result: list[dict[str, Any]]) -> None:
        self._text = text
        self._label: dict[str, str] = {}
        self._span: dict[str, Span] = {}
        self._chosen: dict[tuple[str, str], str] = {}
        self._name: dict[str, str] = {}
        self._by: dict[str, str] = {}
        self._to: dict[tuple[str, str], list[str]] = {}
        for item in result:
            value, name = item.get("value") or {}, str(item.get("id") or "")
            match item.get("type"):
                case "labels":
                    self._label[name] = value["labels"][0]
                    self._span[name] = self._slice(value)
                case "choices":
                    self._chosen[name, item["from_name"]] = value["choices"][0]
                case "textarea":
                    said = value["text"]
                    told = said[0] if isinstance(said, list) else said
                    (self._by if item["from_name"] == "said_by" else self._name)[name] = str(told)
                case "relation":
                    for kind in item.get("labels") or ["part of"]:
                        self._to.setdefault((item["to_id"], kind), []).append(item["from_id"])
                        if kind == "says":
                            self._to.setdefault((item["from_id"], "said in"), []).append(item["to_id"])
                case _:
                    pass
        self._ids: dict[str, str] = {}

    def _slice(self, value: dict[str, Any]) -> Span:
        start, end, words = int(value["start"]), int(value["end"]), str(value.get("text") or "")
        if words and self._text[start:end] != words:
            # Some versions count as the browser does, in UTF-16 code units: an emoji is two of them.
            units = self._text.encode("utf-16-le", "surrogatepass")
            start = len(units[: 2 * start].decode("utf-16-le", "ignore"))
            end = len(units[: 2 * end].decode("utf-16-le", "ignore"))
        found = self._text[start:end]
        if not found or (words and re.sub(r"\s+", " ", found) != re.sub(r"\s+", " ", words)):
            raise LabelsError(
                f"the region at {start} is {words[:60]!r}, and the text there is {found[:60]!r}",
                hint="export again from the project that holds this text",
            )
        return Span(start=start, end=end, text=found)

    def _all(self, label: str) -> list[str]:
        parts = {part for (_, kind), froms in self._to.items() if kind == "part of" for part in froms}
        found = [name for name, of in self._label.items() if of == label and name not in parts]
        return sorted(found, key=lambda name: (self._span[name].start, self._span[name].end))

    def _joined(self, name: str, kind: str) -> list[str]:
        return sorted(self._to.get((name, kind), []), key=lambda other: self._span[other].start)

    def _spans(self, name: str) -> list[Span]:
        return [self._span[name], *(self._span[other] for other in self._joined(name, "part of"))]

    def _cue(self, name: str) -> Span | None:
        return next((self._span[other] for other in self._joined(name, "cue of")), None)

    def _source(self, name: str, kind: str) -> Source | None:
        for other in self._joined(name, kind):
            span = self._span[other]
            what: Any = self._chosen.get((other, "source_kind"), "person")
            return Source(name=self._name.get(other) or span.text, mention=span, kind=what)
        kind, _, said = self._by.get(name, "").rpartition(": ")
        what = kind if kind in get_args(SourceKind) else "person"
        return Source(name=said, mention=None, kind=what) if said else None

    def quotes(self) -> list[Quote]:
        found: list[Quote] = []
        for number, name in enumerate(self._all("Quote"), start=1):
            self._ids[name] = f"q{number}"
            kind: Any = self._chosen.get((name, "quote_type"), "direct")
            speaker = self._source(name, "speaker of")
            found.append(
                Quote(id=f"q{number}", type=kind, content=self._spans(name), speaker=speaker, cue=self._cue(name))
            )
        return found

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        for number, name in enumerate(self._all("Claim"), start=1):
            claimant = self._source(name, "claimant of")
            if claimant is None:
                raise LabelsError(
                    f"the claim {self._span[name].text[:60]!r} has no claimant",
                    hint="draw a relation «claimant of» from its Source",
                )
            stance: Any = self._chosen.get((name, "stance"), "asserted")
            spans = self._spans(name)
            found.append(Claim(
                id=f"c{number}", text=self._name.get(name) or " … ".join(s.text for s in spans), evidence=spans,
                claimant=claimant, cue=self._cue(name), stance=stance,
                quote_ids=[self._ids[q] for q in self._to.get((name, "said in"), []) if q in self._ids],
            ))  # fmt: skip
        return found

    def events(self) -> list[Event]:
        found: list[Event] = []
        for number, name in enumerate(self._all("Event"), start=1):
            trigger = self._span[name]
            places = self._mentions(name, "place of")
            kind: Any = self._chosen.get((name, "event_type"), "other")
            realis: Any = self._chosen.get((name, "realis"), "actual")
            found.append(Event(
                id=f"e{number}", description=self._name.get(name) or trigger.text, type=kind, trigger=trigger,
                mentions=sorted(self._spans(name), key=lambda s: s.start), evidence=[self._sentence(name)],
                actors=self._mentions(name, "actor of"),
                targets=self._mentions(name, "target of"), place=places[0] if places else None, time=self._time(name),
                casualties=self._casualties(name), realis=realis, attributed_to=self._source(name, "teller of"),
            ))  # fmt: skip
        return found

    def _mentions(self, name: str, kind: str) -> list[Mention]:
        others = self._joined(name, kind)
        return [Mention(name=self._name.get(o) or self._span[o].text, span=self._span[o]) for o in others]

    def _sentence(self, name: str) -> Span:
        """The description, where it is the article's own words around the trigger; else the trigger."""
        words, trigger = self._name.get(name, ""), self._span[name]
        at = self._text.find(words, max(0, trigger.end - len(words))) if words else -1
        return Span(start=at, end=at + len(words), text=words) if 0 <= at <= trigger.start else trigger

    def _casualties(self, name: str) -> Casualties | None:
        counts: dict[str, Count] = {}
        for other in self._joined(name, "count of"):
            qualifier, _, value = self._name.get(other, "").rpartition(" ")
            if not value.isdecimal() or len(value) > 12:
                raise LabelsError(
                    f"the count {self._span[other].text!r} has no number", hint="write it, as: at_least 7"
                )
            fitting: Any = qualifier or "exactly"
            kind = self._chosen.get((other, "casualty"), "dead")
            counts[kind] = Count(value=int(value), qualifier=fitting, span=self._span[other])
        return Casualties(**counts) if counts else None

    def _time(self, name: str) -> Time | None:
        for other in self._joined(name, "time of"):
            value, _, precision = self._name.get(other, "").partition(" ")
            fitting: Any = precision or ("day" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else "unknown")
            return Time(mention=self._span[other], value=value if value[:1].isdigit() else None, precision=fitting)
        return None
