"""What a model is asked: small questions about marked passages, each answered by a choice."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from summarizer import prompt
from summarizer.segments import Frame, Segments, Speech, near_names
from summarizer.segments.happenings import Draft
from summarizer.segments.sources import Resolved

NOBODY = "nobody"
NOTHING = "nothing"
_MAX_PASSAGE = 1400  # code points; a paragraph and the one before it in nearly all news, 350 tokens
_MAX_ARTICLE = 24_000  # code points in one request, some 6,700 tokens; every API model of today holds that
_SENSES = {
    "strike": ("attack", "strike"), "fire": ("attack", "appointment", "disaster"), "charge": ("charge", "attack"),
    "beat": ("sport", "attack"), "win": ("sport", "election", "award"), "hit": ("attack", "disaster", "sport"),
    "lose": ("sport", "result", "election"), "cut": ("decision", "injury"), "raise": ("decision", "transaction"),
    "launch": ("announcement", "attack", "investigation"), "open": ("opening", "investigation"), "final": ("sport",),
    "storm": ("disaster", "attack"), "draw": ("sport",), "victory": ("sport", "election"),
    "defeat": ("sport", "election"),
    "promote": ("appointment",), "release": ("arrest", "announcement"),
    "occupy": ("attack", "protest"), "block": ("decision", "protest"),
    "drop": ("result", "charge"), "leave": ("movement", "appointment"),
    "meet": ("meeting",),
    "find": ("discovery", "trial"), "succeed": ("appointment",), "return": ("movement",), "pass": ("decision",),
}  # fmt: skip


class Choice(BaseModel):
    """An answer to one question."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answer: str
    """One of the question's choices, word for word."""


class FoundClaim(BaseModel):
    """A claim that no mark touches, as a strong model reports it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    words: str
    """The statement, in the article's exact words."""
    claimant: str
    """Who makes it, in the article's exact words."""


class FoundEvent(BaseModel):
    """An event that no mark touches, as a strong model reports it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    word: str
    """The word that names it, as it stands in the article."""
    sentence: str
    """The beginning of its sentence."""
    type: str
    """One of the contract's event types."""
    actor: str
    """Who did it, in the article's words; may be empty."""
    target: str
    """To whom or what; may be empty."""


class Sheet(BaseModel):
    """The answers to all questions about one article; the questions' own ids are extra fields."""

    model_config = ConfigDict(extra="allow")

    more_claims: list[Any] = []
    """`FoundClaim` objects, each validated on its own."""
    more_events: list[Any] = []
    """`FoundEvent` objects, each validated on its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One small question."""

    id: str
    """`q3`: the third quotation group; `c2`: the source of a claim; `e5`: an event draft."""
    task: Literal["source", "event"]
    """Which template asks it."""
    passage: tuple[int, int]
    """Offsets of the text it is about."""
    mark: tuple[int, int]
    """Offsets of the marked words."""
    choices: tuple[str, ...]
    """What may be answered, the first one meaning "none of these"."""
    guess: str = ""
    """What syntax alone suggests; empty where it suggests nothing."""


@dataclass(frozen=True)
class Request:
    """What is sent to a model: two messages and the schema of the answer."""

    task: str
    """`source`, `event` or `article`."""
    questions: tuple[Question, ...]
    """The questions it asks."""
    system: str
    """First message: the fixed part, the same for every request of this task."""
    user: str
    """Second message: the passage, and last the question."""
    schema: dict[str, Any]
    """JSON Schema of the answer, made for this passage."""
    max_tokens: int
    """Limit on generated tokens."""
    article: str = ""
    """Id of the article; says nothing to the model and is no part of the key."""
    more: tuple[str, ...] = field(default=())
    """Complaints about earlier answers, appended when asked again."""

    def complaining(self, complaint: str) -> Request:
        """Give the same request with what was wrong with the last answer."""
        return replace(self, more=(*self.more, complaint))

    @property
    def messages(self) -> list[dict[str, str]]:
        """The two messages; a complaint joins the second one, so that the prompt does not grow."""
        # The number makes the second complaint another request than the first, also where it reads the same.
        last = "last answer was" if len(self.more) == 1 else f"last {len(self.more)} answers were"
        complaint = f"\n\nYour {last} not accepted: {self.more[-1]}" if self.more else ""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user + complaint}]

    @cached_property
    def answer_model(self) -> type[BaseModel]:
        """The pydantic model that reads the answer."""
        return Sheet if self.task == "article" else Choice

    def key(self, model: str) -> str:
        """Give the digest of all that determines the answer: model, messages, schema, parameters.

        Args:
            model: The model's name as sent; the endpoint's address and the key play no part.
        """
        what = {
            "model": model,
            "messages": self.messages,
            "schema": self.schema,
            "max_tokens": self.max_tokens,
            "temperature": 0,
        }
        return hashlib.sha256(
            json.dumps(what, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Profile:
    """How a model is asked."""

    group: Literal["one", "article"]
    """One question a request, or a whole article in one request."""
    ask: Literal["open", "all"]
    """Only what syntax leaves open, or everything."""


PROFILES = {"small": Profile("one", "open"), "large": Profile("article", "all")}
"""Small: the embedded models. Large: an API model."""


def source_question(
    segments: Segments, number: str, mark: tuple[int, int], guess: Resolved | None, *, settled: bool = False
) -> Question:
    """Ask whose words the marked ones are; where syntax settled whose, only whether they are anybody's."""
    unit = segments.unit_at(mark[0])
    first = next((u for u in segments.units if u.paragraph >= unit.paragraph - 1), unit)
    last = next((u for u in reversed(segments.units) if u.paragraph == unit.paragraph), unit)
    start, end = first.start, max(last.end, mark[1])
    start, end = _trim(segments, start, end, mark)
    choices = (NOBODY, guess.name) if guess and settled else _speakers(segments, start, end, guess)
    return Question(number, "source", (start, end), mark, choices, guess.name if guess else "")


def _trim(segments: Segments, start: int, end: int, mark: tuple[int, int]) -> tuple[int, int]:
    """Keep a window small: whole units around the mark."""
    while end - start > _MAX_PASSAGE:
        inside = [u for u in segments.units if u.start >= start and u.end <= end]
        if len(inside) < 3:
            break
        if inside[0].end <= mark[0] and (mark[0] - start >= end - mark[1] or inside[-1].start < mark[1]):
            start = inside[1].start
        elif inside[-1].start >= mark[1]:
            end = inside[-2].end
        else:
            break
    return start, end


def _speakers(segments: Segments, start: int, end: int, guess: Resolved | None) -> tuple[str, ...]:
    names = segments.names
    near = [names.entity(n) for n in names.mentions if start <= n.start < end]
    found = [entity.name for entity in near if entity.kind in ("person", "organization", "unknown")]
    if not any(entity.kind == "person" for entity in near):
        earlier = [names.entity(n) for n in names.mentions if n.start < start]
        found += [entity.name for entity in earlier[-12:] if entity.kind == "person"][-3:]
    nominal = [
        s.name for f, s in segments.sources.items() if start <= f.cue.start < end and s.name.lower() not in _PRONOUNS
    ]
    guessed = [guess.name] if guess and guess.name.lower() not in _PRONOUNS else []
    return (NOBODY, *list(dict.fromkeys([*guessed, *nominal, *found]))[:10])


_PRONOUNS = frozenset("he she they it i we who which him her them".split())


def event_question(number: str, draft: Draft) -> Question:
    """Ask what the trigger of a draft names."""
    others = [kind for kind in _SENSES.get(draft.trigger.lemma, ()) if kind != draft.type]
    return Question(
        number, "event", (draft.unit.start, draft.unit.end), (draft.trigger.start, draft.trigger.end),
        (NOTHING, draft.type, *others), draft.type,
    )  # fmt: skip


def plan(segments: Segments, events: list[Draft], claims: list[Frame], profile: Profile) -> list[Question]:
    """List the questions about one article.

    Args:
        segments: The article, cut.
        events: Its event drafts.
        claims: The frames that pass on claims.
        profile: Whether to ask everything or only what syntax leaves open.

    Returns:
        The questions, sources first; all may be asked independently.
    """
    everything = profile.ask == "all"
    found: list[Question] = []
    for number, speech in enumerate(segments.speeches, start=1):
        if speech.verdict == "open" or (everything and speech.verdict == "quote") or _unsure(speech):
            first = speech.pieces[0]
            mark = first.outer_start, first.outer_end
            settled = speech.frame is not None and speech.source is not None and speech.source.sure
            found.append(source_question(segments, f"q{number}", mark, speech.source, settled=settled))
    for number, frame in enumerate(claims, start=1):
        source = segments.sources.get(frame)
        if frame.content and (source is None or not source.sure or everything):
            found.append(source_question(segments, f"c{number}", frame.content, source))
    for number, draft in enumerate(events, start=1):
        if draft.weak or everything:
            found.append(event_question(f"e{number}", draft))
    return found


def _unsure(speech: Speech) -> bool:
    return speech.verdict == "quote" and (speech.source is None or not speech.source.sure)


def requests(segments: Segments, questions: list[Question], profile: Profile) -> list[Request]:
    """Group questions into requests as the profile says.

    Args:
        segments: The article, cut.
        questions: What to ask.
        profile: One question a request, or all in one.

    Returns:
        The requests; none where there is nothing to ask.
    """
    if profile.group == "article":
        return [_whole(segments, part, questions) for part in _parts(segments)]
    return [_single(segments, question) for question in questions]


def _single(segments: Segments, question: Question) -> Request:
    number = re.sub(r"\D", "", question.id) if question.task == "source" else ""
    passage = marked(segments.article.text, question.passage, [(question.mark, "1" if number else "")])
    values = {"passage": passage, "choices": " | ".join(question.choices)}
    if question.task == "source":
        values["mark"] = "1"
    schema = {
        "type": "object",
        "properties": {"answer": {"type": "string", "enum": list(question.choices)}},
        "required": ["answer"],
        "additionalProperties": False,
    }
    longest = max(len(choice) for choice in question.choices)
    return Request(
        question.task, (question,), prompt.fill(question.task, "system"), prompt.fill(question.task, "user", **values),
        schema, 16 + longest, segments.article.id,
    )  # fmt: skip


def marked(text: str, window: tuple[int, int], marks: list[tuple[tuple[int, int], str]]) -> str:
    """Copy a window of the text with marks set into it.

    Args:
        text: The article's text; its own double brackets are broken up, so that no article can forge a mark.
        window: Offsets of the part to copy.
        marks: Offsets and label of each mark, in order; marks that overlap an earlier one are left out.

    Returns:
        The marked passage, white space at line breaks made plain.
    """
    parts: list[str] = []
    at = window[0]
    for (start, end), label in sorted(marks, key=lambda m: m[0]):
        if start < at:
            continue
        parts += [_plain(text[at:start]), f"[[{label}: " if label else "[[", _plain(text[start:end]), "]]"]
        at = end
    parts.append(_plain(text[at : window[1]]))
    return "".join(parts)


def _plain(words: str) -> str:
    words = re.sub(r"[ \t\u00a0]*(?:\r\n|\r|\n)\s*", "\n", words).replace("[[", "[ [").replace("]]", "] ]")
    # Control codes and chat markup of model families mean nothing in an article and could end a message early.
    words = re.sub(r"<\|?/?(?:im_start|im_end|endoftext|system|user|assistant|s)\|?>", " ", words)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", words)


def _parts(segments: Segments) -> list[tuple[int, int]]:
    """Cut an article that is too long for one request between paragraphs; nothing is left out."""
    found: list[tuple[int, int]] = []
    for start, end in segments.paragraphs:
        if found and end - found[-1][0] <= _MAX_ARTICLE:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _whole(segments: Segments, part: tuple[int, int], every: list[Question]) -> Request:
    article = segments.article
    questions = [q for q in every if part[0] <= q.mark[0] < part[1]]
    passage = marked(article.text, part, [(q.mark, q.id) for q in questions])
    fence = "=" * 8 + article.id[:8]
    lines = [f"{q.id}: {' | '.join(q.choices)}" for q in questions]
    properties: dict[str, Any] = {q.id: {"type": "string", "enum": list(q.choices)} for q in questions}
    properties |= {"more_claims": _list_of(FoundClaim), "more_events": _list_of(FoundEvent)}
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return Request(
        "article", tuple(questions), prompt.fill("article", "system"),
        prompt.fill("article", "user", fence=fence, passage=passage, questions="\n".join(lines)),
        schema, 400 + 16 * len(questions) + (part[1] - part[0]) // 8, article.id,
    )  # fmt: skip


def _list_of(model: type[BaseModel]) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in model.model_fields}
    item = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "array", "items": item}


__all__ = [
    "NOBODY", "NOTHING", "PROFILES", "Choice", "FoundClaim", "FoundEvent", "Profile", "Question", "Request", "Sheet",
    "marked", "near_names", "plan", "requests",
]  # fmt: skip
