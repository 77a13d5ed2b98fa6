"""Which quotation belongs to which frame: groups of quotations with the speaker syntax gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.segments.frame import Frame
from summarizer.segments.quotations import Quotation
from summarizer.segments.sources import Resolved
from summarizer.segments.units import MASK, Unit, unit_at

_TITLE_BEFORE = re.compile(
    r"(?:\b(?:called|dubbed|titled|entitled|nicknamed|named|known as|so-called|termed|labelled|labeled|the word|"
    r"the term|the phrase|the words|slogan|hashtag|album|song|film|movie|novel|book|play|series|episode|single|"
    r"headlined|branded|christened|billed as|means|meaning|translates as|as in|word for|reading|read|programme|"
    r"exhibition|operation|project|banner|marked|stamped|inscribed|an?|of|the|his|her|their|its|this)\s*(?:the\s+)?[,:]?\s*)$",
    re.IGNORECASE,
)
_WRITTEN_ON = frozenset(
    "sign banner placard plaque sticker slogan motto headline caption t-shirt tattoo notice inscription one".split()
)


@dataclass(slots=True)
class Speech:
    """One quotation as a reader understands it, with all its pieces."""

    pieces: list[Quotation]
    """In order; several where a cue interrupts it or it runs over paragraphs."""
    frame: Frame | None = None
    """The frame that introduces it."""
    source: Resolved | None = None
    """Who says it, as far as syntax tells."""
    verdict: str = "open"
    """`quote`, `scare` (nobody's words, or a title) or `open`: ask."""

    @property
    def words(self) -> int:
        """Number of words between the marks, about."""
        return sum(piece.end - piece.start for piece in self.pieces) // 6 + 1


def speeches(
    text: str,
    masked: str,
    quotes: list[Quotation],
    units: list[Unit],
    by_frame: dict[Frame, Resolved],
    frames: list[Frame],
) -> list[Speech]:
    """Group the quotations and give each group the speaker that plain syntax names.

    Args:
        text: The article's text.
        masked: The text with quotations masked.
        quotes: The quotations.
        units: The units.
        by_frame: The source of each frame.
        frames: All frames, in order.

    Returns:
        The groups in order; `source` is None and `verdict` is `open` where syntax does not decide.
    """
    found: list[Speech] = []
    for quote in quotes:
        unit = unit_at(units, quote.outer_start)
        frame = _frame_of(masked, quote, unit, frames)
        last = found[-1] if found else None
        if last and _continues(text, masked, last, quote, frame):
            last.pieces.append(quote)
            last.frame = last.frame or frame
            last.source = last.source or (by_frame.get(frame) if frame else None)
            continue
        speech = Speech([quote], frame, by_frame.get(frame) if frame else None)
        found.append(speech)
    for number, speech in enumerate(found):
        _judge(text, masked, speech, found[:number], units)
        if speech.verdict == "open" and speech.source is None:
            _said_before(masked, speech, units, by_frame)
    return found


def _said_before(masked: str, speech: Speech, units: list[Unit], by_frame: dict[Frame, Resolved]) -> None:
    """`The law allows one only then, Vega said. “We count ballots.”`: the speaker of the sentence before goes on."""
    first = speech.pieces[0]
    unit = unit_at(units, first.outer_start)
    here = [
        (frame, source) for frame, source in by_frame.items()
        if units[frame.unit].paragraph == first.paragraph and frame.cue.end <= first.outer_start
    ]  # fmt: skip
    if not here or masked[unit.start : first.outer_start].strip() or here[-1][0].unit != unit.index - 1:
        return
    speech.source = here[-1][1]
    told = {source.name for _, source in here if source.kind == "person"}
    if speech.source.sure and told == {speech.source.name}:
        speech.verdict = "quote"


def _frame_of(masked: str, quote: Quotation, unit: Unit, frames: list[Frame]) -> Frame | None:
    here = [f for f in frames if f.unit == unit.index]
    for frame in here:
        if frame.order == "after" and frame.content and frame.content[0] <= quote.outer_start < frame.content[1]:
            return frame
    # `"…," X said. "…"` and `…, X said, "…"`: the nearest frame before it in the unit, then any after it.
    for frame in reversed(here):
        if frame.content and frame.content[0] <= quote.outer_start < frame.content[1]:
            return frame
    for frame in reversed(here):
        if frame.cue.end <= quote.outer_start and frame.mention:
            return frame
    for frame in here:
        if frame.mention and frame.cue.start >= quote.outer_end and quote.outer_end - quote.outer_start > 4:
            between = masked[quote.outer_end : frame.mention[0]]
            if len(between.split()) < 25:
                return frame
    previous = [f for f in frames if f.unit == unit.index - 1 and f.mention]
    if previous:
        gap = masked[previous[-1].cue.end : quote.outer_start]
        if gap.rstrip().endswith(":") or (not gap.strip(" ,:\n\r") and len(gap) < 12):
            return previous[-1]
    return None


def _continues(text: str, masked: str, last: Speech, quote: Quotation, frame: Frame | None) -> bool:
    """Tell whether this piece goes on with the quotation before it."""
    before = last.pieces[-1]
    if quote.single != before.single:
        return False
    gap = masked[before.outer_end : quote.outer_start]
    if not before.closed and quote.paragraph == before.paragraph + 1 and not gap.strip():
        return True
    if quote.paragraph != before.paragraph or MASK in gap:
        return False
    if not gap.strip(" ,.—–"):
        return before.closed and bool(re.search(r"[.!?…,]$", text[before.start : before.outer_end - 1]))
    own = [f for f in (last.frame,) if f and f.mention]
    if not own or (
        frame is not None
        and frame is not own[0]
        and frame.cue.start >= before.outer_end
        and frame.mention
        and frame.mention[0] > own[0].cue.end
    ):
        return False
    cue = own[0]
    # An interruption holds the cue and nothing that is not part of it.
    inside = before.outer_end <= min(cue.cue.start, cue.mention[0] if cue.mention else cue.cue.start)
    ends_as_speech = bool(re.search(r"[,.!?…—–]$", text[before.start : before.outer_end].rstrip("”\"’»' ")))
    return (
        inside
        and cue.cue.end <= quote.outer_start
        and len(gap.split()) <= 22
        and ends_as_speech
        and gap.count(".") <= 1
    )


def _judge(text: str, masked: str, speech: Speech, before: list[Speech], units: list[Unit]) -> None:
    first = speech.pieces[0]
    words = text[first.start : first.end]
    count = len(words.split())
    lead = masked[max(0, first.outer_start - 40) : first.outer_start].replace(MASK, " ")
    ends_as_sentence = bool(re.search(r"[.!?…]$", words)) or text[first.end : first.end + 1] == ","
    titled = count > 1 and all(
        w[0].isupper() or w.lower() in ("of", "the", "and", "a", "in", "to", "for", "on")
        for w in words.split()
        if w[0].isalpha()
    )
    written = speech.source is not None and speech.source.name.lower().split()[-1] in _WRITTEN_ON
    if written and count <= 8:
        speech.verdict = "scare"  # a banner's motto: nobody says it
        return
    after_frame = speech.frame is not None and speech.frame.order in ("after", "according")
    if _TITLE_BEFORE.search(lead) and count <= 4 and not (ends_as_sentence and speech.source):
        speech.verdict = "open" if speech.source and count > 1 and not titled else "scare"
    elif titled and count <= 8 and not ends_as_sentence:
        speech.verdict = "scare"
    elif speech.source and (count >= 4 or ends_as_sentence or after_frame):
        speech.verdict = "quote"
    elif speech.source and count >= 1:
        speech.verdict = "open" if count <= 2 else "quote"
    elif count <= 3 and not ends_as_sentence:
        speech.verdict = "scare"
    else:
        _follow_on(masked, speech, before, units)


def _follow_on(masked: str, speech: Speech, before: list[Speech], units: list[Unit]) -> None:
    """A quotation without a cue: its speaker is the one before it, if nothing stands between."""
    first = speech.pieces[0]
    speech.verdict = "open"
    if not before or before[-1].source is None:
        return
    last = before[-1].pieces[-1]
    gap = masked[last.outer_end : first.outer_start].replace(MASK, "")
    own_paragraph = not masked[_paragraph_start(units, first.paragraph) : first.outer_start].strip()
    if first.paragraph == last.paragraph and len(gap.split()) <= 40:
        speech.source = before[-1].source
        speech.verdict = "quote" if speech.source.sure and len(gap.split()) <= 14 else "open"
    elif own_paragraph and first.paragraph == last.paragraph + 1 and len(gap.split()) <= 25:
        speech.source = before[-1].source
        speech.verdict = "quote" if speech.source.sure else "open"


def _paragraph_start(units: list[Unit], paragraph: int) -> int:
    return next((unit.start for unit in units if unit.paragraph == paragraph), 0)
