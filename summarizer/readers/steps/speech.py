"""Who says each quotation, and which statements the article passes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.steps import labels, words
from summarizer.readers.steps.tree import SUBJECTS, governed, is_said, is_untrue, is_verb, kids
from summarizer.summary import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.passage import Quotation
    from summarizer.readers.steps.frames import Frame
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse

_AROUND_CUE = 3
"""Words of source and cue that one statement may have within another."""
_ANSWERING = ("a", "answer")


@dataclass
class Spoken:
    """A quotation with its speaker."""

    quotation: Quotation
    """The quotation."""
    direct: bool
    """Whole speech; False for quoted words inside the article's own sentence."""
    name: Name | None
    """Who says it; None for nobody."""
    frame: Frame | None
    """The frame that says so; None where only the neighbourhood does."""
    settled: bool
    """Whether it is told whose words they are, or that they are nobody's."""


@dataclass
class Statement:
    """A claim: tokens `start` to `end`, the last left out."""

    start: int
    """First token."""
    end: int
    """Token after the last."""
    frame: Frame
    """Its frame, which names the claimant."""
    stance: Stance
    """How the claimant stands to it."""
    name: Name | None
    """Whose statement it is; None where nothing tells."""


def speakers(parse: Parse, names: Names, found: list[Frame]) -> list[Spoken]:
    """Say who utters each quotation.

    Args:
        parse: The parsed article.
        names: Its names.
        found: Its reporting frames.

    Returns:
        One entry for every quotation, in order.
    """
    out: list[Spoken] = []
    last = None
    for quotation in parse.passage.quotations:
        tokens = parse.tokens_of.get(quotation.number, [])
        spoken = Spoken(quotation, any(t in parse.stands_for for t in tokens[:1]), None, None, False)
        if quotation.form == "turn":
            spoken.name, spoken.settled = _of_turn(parse, names, quotation), True
        elif tokens:
            _say_whose(parse, names, spoken, last, found, tokens)
        out.append(spoken)
        last = spoken
    return out


def _say_whose(
    parse: Parse, names: Names, spoken: Spoken, last: Spoken | None, found: list[Frame], tokens: list[int]
) -> None:
    name = labels.signed(parse, names, spoken.quotation)
    label = labels.label(parse, tokens[0])
    if name is not None or label:
        # A label that is nobody's name gives a neighbour nothing.
        spoken.name, spoken.settled = name or labels.labelled(names, label), True
        return
    units = {parse.unit_of[tokens[0]], parse.unit_of[tokens[-1]]}
    here = [f for f in found if parse.unit_of[f.cue.i] in units and f.cue.i not in tokens]
    text, opener = parse.passage.article.text, spoken.quotation.pieces[0].outer_start
    if text[:opener].rstrip().endswith(":") and any(_shows(names, f) for f in here):
        spoken.settled = True
        return
    hit = _by_syntax(parse, names, here, spoken, tokens)
    if hit is not None:
        spoken.name, spoken.frame, spoken.settled = hit.name, hit, True
    elif not spoken.direct:
        spoken.settled = True
    elif all(_is_open(f) for f in here if set(tokens) & f.content or f.source is None):
        # Where a cue of its own names nobody, no neighbour said it.
        _by_place(parse, names, spoken, last, [f for f in found if _is_heard(names, f)], tokens)


def _by_syntax(parse: Parse, names: Names, here: list[Frame], spoken: Spoken, tokens: list[int]) -> Frame | None:
    able = [f for f in here if _is_heard(names, f) and _utters(f)]
    if not spoken.direct:
        return _by_clause(parse, here, able, tokens)
    text, opener = parse.passage.article.text, spoken.quotation.pieces[0].outer_start
    holding = [f for f in here if set(tokens) & f.content and f.source is not None]
    holding = [f for f in holding if f.name or lemma_of(f) in words.SAY]
    if holding:
        # Whoever the clause says it is, whatever they are called; no other cue of the sentence where it names nobody.
        inner = min(holding, key=lambda f: len(f.content))
        able = [inner] if inner.name and _utters(inner) and not _is_mute(inner) else []
    if text[:opener].rstrip().endswith(":"):
        between = parse.doc[able[-1].cue.i : tokens[0]] if able else []
        # "She said her husband had a saying: “…”"
        others = [t for t in between if t.dep_ in SUBJECTS and (n := names.name(t)) and n.kind == "person"]
        return able[-1] if able and all(names.name(t) == able[-1].name for t in others) else None
    return able[0] if len(able) == 1 else None


def _utters(frame: Frame) -> bool:
    """Tell whether a cue lets somebody speak: nobody's words are what he hears, knows or does not say."""
    aloud = lemma_of(frame) == "read" and _is_person(frame)  # another's words
    return lemma_of(frame) not in words.BELIEF and not aloud and is_said(frame.cue)


def _shows(names: Names, frame: Frame) -> bool:
    """Tell whether a thing before the colon holds the words: `found a note: “…”`, `condemned the slogan: “…”`."""
    things = [c for c in kids(frame.cue, "dobj", "xcomp") if c.pos_ in ("NOUN", "VERB")]
    to = governed(frame.cue, "to", "from")  # "pointed to a line: “…”"
    silent = any(not names.can_speak(t) for t in [*things, *to])
    return silent or any(t.lemma_ in words.DOCUMENTS for t in things)


def _is_open(frame: Frame) -> bool:
    """Tell whether a frame's source is a pronoun that nothing explains."""
    return frame.name is None and frame.source is not None and frame.source.tag_ == "PRP"


def _is_mute(frame: Frame) -> bool:
    return frame.source is not None and frame.source.lemma_.lower() in words.VOICELESS


def _is_heard(names: Names, frame: Frame) -> bool:
    """Tell whether a frame's source can be whom a quotation quotes."""
    able = _is_person(frame) or (frame.source is not None and names.can_speak(frame.source))
    return frame.name is not None and able and not _is_mute(frame)


def _is_person(frame: Frame) -> bool:
    return frame.name is not None and frame.name.kind == "person"


def _by_clause(parse: Parse, here: list[Frame], able: list[Frame], tokens: list[int]) -> Frame | None:
    """Quoted words inside the article's own sentence: whose clause holds them; a name or a title is nobody's."""
    inside = set(tokens)
    said = [parse.doc[t] for t in tokens if parse.doc[t].is_alpha and not parse.doc[t].is_stop]
    if said and all(t.text[0].isupper() for t in (parse.doc[tokens[0]], *said)):
        return None
    head = parse.doc[tokens[0] : tokens[-1] + 1].root
    if head.head.lemma_ in ("name", "nickname") or (
        head.head.lower_ == "as" and head.head.head.lemma_ in ("know", "refer")
    ):
        return None
    below, weak, valued = head, None, False
    for above in (head, *head.ancestors):
        valued = valued or above.lower_ == "as"  # "rejected it as “a waste”"
        for frame in sorted((f for f in here if f.cue == above), key=lambda f: not inside & f.content):
            if (inside & frame.content and not is_said(above)) or (
                lemma_of(frame) in words.STANCES["denied"] and not valued
            ):
                return None  # "denied being “a thief”", "left without saying it was “a trap”"
            if frame in able:
                if inside & frame.content or below.dep_ != "dobj":
                    return frame
                weak = frame
        below = above
    # "said he had shown “patience”": who said it, and only where nobody did who showed it.
    holding = [f for f in able if inside & f.content]
    return min(holding, key=lambda f: len(f.content), default=weak)


def _of_turn(parse: Parse, names: Names, quotation: Quotation) -> Name | None:
    """The speaker of a line of an interview: `NAME:`, or for `A:` the person the article tells most of."""
    piece = quotation.pieces[0]
    label = parse.passage.article.text[piece.outer_start : piece.start].strip(" :\n*_").casefold()
    people = [n for t in parse.doc if names.is_person(t) and (n := names.name(t))]
    if label in _ANSWERING:
        keys = [n.key for n in people]
        return max(people, key=lambda n: keys.count(n.key), default=None)
    return next((n for n in people if label.split()[-1:] == n.key.split()[-1:]), None)


def _by_place(
    parse: Parse, names: Names, spoken: Spoken, last: Spoken | None, found: list[Frame], tokens: list[int]
) -> None:
    """A quotation without a cue: it goes on in its paragraph, or the sentence before introduces it."""
    unit, paragraph, text = parse.unit_of[tokens[0]], parse.paragraph(tokens[0]), parse.passage.article.text
    name, since = None, 0
    if last is not None and last.name is not None:
        since = parse.tokens_of[last.quotation.number][-1]
        if parse.paragraph(since) == paragraph:
            name = last.name
    if name is None:
        before = [f for f in found if unit - 2 <= parse.unit_of[f.cue.i] < unit]
        before = [f for f in before if lemma_of(f) not in words.BELIEF]
        here = [f for f in before if parse.paragraph(f.cue.i) == paragraph and _tells(parse, f)]
        next_to = [f for f in before if parse.unit_of[f.cue.i] == unit - 1]
        # A new paragraph goes on where the one before ends in its speaker's own quotation, or leads up to it.
        spoke = [f for f in next_to if f.content & parse.stands_for.keys()]
        leads = [f for f in next_to if text[parse.units[unit - 1].end - 1] in ",:"]
        chosen = here or spoke or leads
        if chosen:
            name, since = chosen[-1].name, chosen[-1].cue.i
    if name is not None and not _others(parse, names, name, since, tokens):
        spoken.name, spoken.settled = name, True


def _tells(parse: Parse, frame: Frame) -> bool:
    """Tell whether a frame holds a statement that a quotation can go on with; a question is answered by another."""
    first = parse.doc[min(frame.content)] if frame.content else frame.cue
    asks = first.lower_ in ("whether", "if") or first.tag_.startswith("W")
    return bool(frame.content) and not (first.i > frame.cue.i and asks)


def _others(parse: Parse, names: Names, name: Name, since: int, tokens: list[int]) -> bool:
    """Tell whether somebody else takes the stage between a speaker's last words and a quotation, or beside it."""
    paragraph = parse.paragraph(tokens[0])
    for token in parse.doc[min(since, tokens[0]) :]:
        if parse.paragraph(token.i) > paragraph:
            break
        beside = parse.unit_of[token.i] == parse.unit_of[tokens[0]] or parse.paragraph(since) != paragraph
        if token.dep_ in SUBJECTS and (token.i < tokens[0] or beside) and not parse.quoted(token.i):
            other = names.name(token)
            if other is not None and other.kind == "person" and other.key != name.key:
                return True
    return False


def statements(parse: Parse, names: Names, found: list[Frame]) -> list[Statement]:
    """Find the claims.

    Args:
        parse: The parsed article.
        names: Its names.
        found: Its reporting frames.

    Returns:
        The claims in the order of their cues; none that lies in quotation marks.
    """
    out: list[Statement] = []
    for frame in found:
        if not _passes_on(parse, names, frame) or _doubled(parse, names, frame, found):
            continue
        untrue = _untrue(parse, frame)
        for tokens in [untrue] if untrue else _halves(parse, frame):
            while tokens and parse.doc[tokens[0]].is_punct:
                tokens.pop(0)
            while tokens and _dangles(parse.doc[tokens[-1]]):
                tokens.pop()
            if len(tokens) < (2 if lemma_of(frame) == "deny" else 3) or _share_quoted(parse, tokens) > 0.7:
                continue
            if parse.doc[tokens[0]].lower_ == "that":
                del tokens[: 2 if parse.doc[tokens[1]].text == "," else 1]  # "that, in May, …"
            if parse.doc[tokens[0]].tag_ == "WDT" or parse.doc[tokens[0]].lower_ == "who":
                continue  # "the ship, which Falk said was new": its words are cut in two
            out.append(
                Statement(
                    tokens[0],
                    tokens[-1] + 1,
                    frame,
                    "denied" if untrue else _stance(names, frame, tokens, parse),
                    frame.name,
                )
            )
    return out


def _dangles(token: Token) -> bool:
    """Tell whether a statement cannot end in a word: it joins what does not follow."""
    return (token.is_punct and not token.is_quote) or token.dep_ == "cc"


def lemma_of(frame: Frame) -> str:
    """Give the lemma of a frame's cue."""
    return frame.cue.lemma_.lower()


def _passes_on(parse: Parse, names: Names, frame: Frame) -> bool:
    """Tell whether a frame passes a statement on, and whose."""
    lemma = frame.cue.lemma_.lower()
    if not frame.content or frame.source is None or frame.kind == "call":
        return False
    if frame.name is None and frame.source.lower_ not in ("he", "she", "they"):
        return False
    if lemma in words.BELIEF or (lemma not in words.SAY and frame.kind == "clause" and frame.cue.pos_ != "ADJ"):
        return False
    if not is_said(frame.cue):
        return False
    if not _is_person(frame) and not names.can_speak(frame.source):
        return False
    clause_needed = frame.kind == "clause" and lemma in ("ask", "read", "find", "show")
    return not clause_needed or any(parse.doc[i].lower_ == "that" for i in frame.content)


def _doubled(parse: Parse, names: Names, frame: Frame, found: list[Frame]) -> bool:
    """`said he thought that …`: one statement, told by the inner verb."""
    for inner in found:
        if inner.cue.i not in frame.content or inner.name != frame.name:
            continue
        rest = [i for i in frame.content - inner.content if not parse.doc[i].is_punct]
        if len(rest) <= _AROUND_CUE and _passes_on(parse, names, inner):
            return True
    return False


def _halves(parse: Parse, frame: Frame) -> list[list[int]]:
    """`said that A and that B` is two claims."""
    tokens = sorted(i for i in frame.content if i not in parse.stands_for)
    for i in tokens[1:]:
        token = parse.doc[i]
        joined = token.dep_ == "conj" and is_verb(token) and token.head.dep_ == "ccomp" and token.head.head == frame.cue
        mark = next((c for c in token.children if c.lower_ == "that" and c.dep_ == "mark"), None)
        if joined and mark is not None:
            first = [x for x in tokens if x < mark.i]
            while parse.doc[first[-1]].is_punct or parse.doc[first[-1]].pos_ == "CCONJ":
                first.pop()
            return [first, [x.i for x in token.subtree]]
    return [tokens]


def _untrue(parse: Parse, frame: Frame) -> list[int]:
    """`Reports that X were false, she said`: X is what is denied; [] where nothing is."""
    for i in sorted(frame.content):
        verb = parse.doc[i]
        if verb.lemma_ != "be" or not is_untrue(verb):
            continue
        clauses = [c for n in kids(verb, "nsubj") for c in kids(n, "acl", "ccomp")] + kids(verb, "ccomp", "csubj")
        if clauses:
            return sorted(x.i for x in clauses[0].subtree)
    return []


def _share_quoted(parse: Parse, tokens: list[int]) -> float:
    lengths = [(parse.offsets[i][1] - parse.offsets[i][0], parse.quoted(i)) for i in tokens]
    return sum(n for n, inside in lengths if inside) / sum(n for n, _ in lengths)


def _stance(names: Names, frame: Frame, tokens: list[int], parse: Parse) -> Stance:
    lemma = frame.cue.lemma_.lower()
    for stance, lemmas in words.STANCES.items():
        if lemma in lemmas:
            return stance  # pyright: ignore[reportReturnType]
    inside = set(tokens)
    heads = [parse.doc[i] for i in tokens if parse.doc[i].head.i not in inside]
    verb = next((t for t in heads if is_verb(t)), None)
    if verb is None or not any(c.lower_ in ("will", "would", "'ll", "wo") for c in kids(verb, "aux")):
        return "asserted"
    return "promised" if _himself(names, frame, verb) else "predicted"


def _himself(names: Names, frame: Frame, verb: Token) -> bool:
    """Tell whether what will be done is done by the claimant himself, or by the body he speaks for."""
    for doer in kids(verb, "nsubj"):
        meant = names.name(doer)
        return meant == frame.name or (meant is None and doer.tag_ == "PRP")
    return False
