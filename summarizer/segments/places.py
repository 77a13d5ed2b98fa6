"""Where an event happened: the name in its sentence that a preposition puts there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.segments.units import MASK

if TYPE_CHECKING:
    from summarizer.segments import Segments
    from summarizer.segments.happenings import Draft
    from summarizer.segments.names import Name

_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|outside|inside|off|around|across|throughout|through|on|from)\s+(?:the\s+)?(?:[A-Z][a-z]+(?:ish|ese|ian|ean|an|ic)\s+)?"
    r"(?:[a-z’'-]+\s+){0,5}?(?:of\s+)?$"
)
_FIRM = re.compile(r"\b(?:Co|plc|Ltd|Inc|AG|SA|GmbH|LLC|Group|Bank|Party)\.?$|&")
_STRUCK = re.compile(r"\b(?:hit|struck|rocked|shook|battered|swept)\s+(?:the\s)?(?:[a-z]+\s+){0,3}$")
_PLACE_TO = re.compile(r"\b(?:to|into|towards?|for)\s+(?:the\s+)?(?:[a-z’'-]+\s+){0,4}?(?:of\s+)?$")
# "the Easter market", "Chechen fighters": the name says which, not where.
_ATTRIBUTIVE = re.compile(
    r"-[a-z]|(?!\s(?:[a-z-]+\s)?(?:airport|library|terminal|plateau|state|cafe|café|area|province|district|region|city|village|town|hospital|"
    r"university|school|court|prison|station|port|square|street|park|coast|border|mine|building|headquarters|hotel|stadium|bridge|"
    r"factory|plant|island|valley|mountains?|peninsula|harbou?r|museum|theatre|church|mosque|temple|desert|forest|county|suburb|"
    r"neighbou?rhood|quarter|camp|base|beach|bay|river|lake|road|motorway|highway|reservoir|dam|embassy|refinery|depot|crossing|hills?|"
    r"garage|yard|shipyard|farm|estate|palace|castle|cathedral|arena|hall|club)\b)"
    r"\s(?!(?:left|was|were|has|had|have|will|would|came|went|took|began|broke|hit|struck|said|says|fell|rose|ran|met|won|lost|is|are|"
    r"may|might|could|can|where|when|while|after|before|since|until|who|which|that|during|for|to|from|with|as|by|of|near|but|if|because|"
    r"late|early|last|this|next|yesterday|today|tomorrow|tonight|then|not|also|over|under|against|between|amid|than|about|around|"
    r"outside|inside|in|on|at|and|or|off|into|through|the|an?|his|her|their|its|again|so|alone|just|only|all|both|once|twice|"
    r"[a-z]+ed|[a-z]+ing|[a-z]+ly)\b)[a-z]"
)
_AT_THE = re.compile(r"\b(?:at|outside|inside|near|off)\s+(?:the\s+)?$")
_GENERIC_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|on)\s+(?P<np>(?:the|a|an|its|his|her|their)\s(?:[a-z’'-]+\s){0,3}?"
    r"(?:village|town|city|capital|port|school|hospital|market|station|airport|factory|church|mosque|court|stadium|prison|"
    r"square|bridge|harbour|harbor|mine|hotel|park|street|motorway|highway|road|region|province|district|valley|border|"
    r"island|coast|reservoir|laboratory|museum|theatre|hall|depot|warehouse|cathedral|synagogue|temple|chapel|nursing home|arena|plant|mill|quarry|campus|embassy|barracks))\b"
)


def place_of(segments: Segments, draft: Draft) -> tuple[int, int] | None:
    """Say where an event happened.

    Args:
        segments: The article, cut.
        draft: With its trigger, type and targets.

    Returns:
        Offsets of the place nearest behind the trigger, else before it; a common noun ("the harbour") where none is
        named; None where the sentence has neither.
    """
    names, unit = segments.names, draft.unit
    candidates = [
        name for name in names.within(unit.start, unit.end)
        if (names.entity(name).kind in ("place", "unknown") or _AT_THE.search(segments.masked[max(unit.start, name.start - 12) : name.start]))
        and _leads_to_place(segments, draft, name)
        and MASK not in segments.masked[name.start : name.end]
        and not _FIRM.search(name.text)
        and (name.end + 1 == draft.trigger.start or not _ATTRIBUTIVE.match(segments.masked, name.end, unit.end))
    ]  # fmt: skip
    after = [name for name in candidates if name.start > draft.trigger.start]
    best: list[Name] = after or candidates
    if best:
        first = best[0]
        return first.start, first.end
    generic = _GENERIC_PLACE.search(segments.masked, unit.start, unit.end)
    return (generic.start("np"), generic.end("np")) if generic else None


def _leads_to_place(segments: Segments, draft: Draft, name: Name) -> bool:
    left = segments.masked[max(draft.unit.start, name.start - 60) : name.start]
    lead = _PLACE_LEAD.search(left)
    if lead and lead.group().startswith("from") and draft.type not in ("movement", "rescue", "deployment"):
        lead = _PLACE_LEAD.search(left, lead.start() + 4)  # "a boy from Marne" says whence he is
    if lead:
        return True
    if draft.type in ("disaster", "attack", "outbreak") and _STRUCK.search(left):
        return True
    moves = draft.type == "movement" or draft.trigger.lemma in ("visit", "travel")
    reached = (name.start, name.end) in draft.targets  # "visited Orme"
    known = segments.names.entity(name).kind == "place"
    return moves and (reached or (known and bool(_PLACE_TO.search(left))))
