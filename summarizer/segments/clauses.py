"""Plain syntax around reporting cues: who says it, and which words are said."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.segments import cueless
from summarizer.segments.cues import Cue, cues
from summarizer.segments.frame import Frame, stop_before
from summarizer.segments.phrases import PREPOSITION, noun_phrase, subject
from summarizer.segments.units import MASK, Unit
from summarizer.segments.wordlists import DAYS

_MIN_CONTENT_WORDS = 3


_OBJECT = re.compile(
    r"^\s+(?:(?:the |a |an |his |her |their |its |local |state |our )?(?:[A-Za-z’'-]+\s){0,3}?(?:reporters|journalists|court|parliament|inquiry|hearing|jury|"
    r"newspaper|magazine|agency|television|news|radio|broadcaster|station|conference|council|committee|lawmakers|"
    r"investors|analysts|police|supporters|colleagues|meeting|assembly|crowd|audience|officers|public|network|tribunal|students|"
    r"residents|shareholders|members|nation|country|world|programme|program|show|podcast|website|paper|inquest|judge|staff|workers|employees|mother|father|wife|husband|fans|website|press|rally|delegates|ministers|him|her|them|me|us|it)\b(?: [A-Z][\w.’'&-]*){0,3}"
    r"|(?:the )?[A-Z][\w.’'&-]*(?: (?:of |the )?[A-Z][\w.’'&-]*){0,4})"
)
_BRIDGE = re.compile(r"^[^.;“”\"" + MASK + r"]{0,90}?\bthat\b\s+")
_ADVERBIAL = re.compile(
    r"^[\s,]*(?:(?:in|on|at|to|during|by|via|through|from|after|before|late|early|earlier|later|last|this|yesterday|today|"
    rf"tonight|{DAYS}|again|when|as|while|outside|of|for|"
    r"with|without|following|under|about|over|referring|adding|speaking|\w+ly|reporters|journalists|the court|the jury|the hearing|the inquest|the BBC|Reuters|AFP)\b[^,.;"
    + MASK
    + r"]*[,.]?\s*){0,3}$"
)
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|got|gets)\s+(?:\w+ly\s+|not\s+|also\s+|twice\s+|once\s+|never\s+|later\s+|first\s+)*$"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|n[’']t|to|declined to|refused to|must|might|may|can|could|should|cannot|let|us|please)\s+)$"
)


def frames(text: str, masked: str, unit: Unit) -> list[Frame]:
    """Read the reporting frames of one unit.

    Args:
        text: The article's text.
        masked: The same with its quotations masked, as `mask` gives it.
        unit: Where to look.

    Returns:
        One frame per cue that reports, in order. The mention or the content is None where plain syntax does not
        show it.
    """
    found: list[Frame] = []
    for cue in cues(masked, unit.start, unit.end):
        frame = _frame(text, masked, unit, cue)
        if frame and found and _inside(found[-1], frame):
            frame = _told_within(masked, unit, found[-1], cue)
            found += [frame] if frame else []
        elif frame:
            found.extend(_statements(masked, frame))
    if not found:
        bare = cueless.view(masked, unit) or cueless.to_him(masked, unit) or cueless.colon(text, masked, unit)
        return [bare] if bare else []
    return found


_BEGUN = re.compile(
    rf"^(?!\s*(?:[Oo]n|[Ii]n|[Aa]t|[Ll]ate|[Ee]arly|[Ll]ast|[Ss]peaking|[Aa]sked|[Ww]hen|[Aa]fter|[Bb]ut|[Yy]esterday|[Tt]oday|[Mm]eanwhile|[Hh]owever)\b)[^{MASK}]*\w,\s+$"
)
_DESCRIBED = re.compile(r",\s+(?:the|its|his|her|their|an?)\s[^,]{2,60},\s*$")
_SPOKEN = frozenset("tell say shout write cry whisper ask reply swear boast threaten add answer".split())
_STRAIGHT_ON = re.compile(rf"(?:\s(?:him|her|them|me|us|that|to|[A-Z]\w+)){{0,3}}\s?[:,]?\s*(?={MASK}{{8,}})")


def denials(masked: str, found: list[Frame], units: list[Unit]) -> list[Frame]:
    """`Fox denied it`: what Fox denies is the statement passed on before.

    Args:
        masked: The text with quotations masked.
        found: Its frames, in order.
        units: The units.

    Returns:
        The frames, those of bare denials with the words of what they deny.
    """
    resolved: list[Frame] = []
    for frame in found:
        content = frame.content
        if frame.cue.lemma == "deny" and content and _BARE.fullmatch(masked[slice(*content)]):
            here = [
                f for f in resolved
                if f.content and f.mention != frame.mention and masked[f.content[0]] != MASK
                and units[f.unit].paragraph == units[frame.unit].paragraph
            ]  # fmt: skip
            told = next((f for f in reversed(here) if f.cue.stance == "alleged"), here[-1] if here else None)
            if told:
                frame = replace(frame, content=told.content)  # noqa: PLW2901 - the same frame, its content found
        resolved.append(frame)
    return resolved


_BARE = re.compile(r"\s*(?:it|this|that|these|them|both)(?:\s+and\s.*)?\s*", re.DOTALL)


def _told_within(masked: str, unit: Unit, outer: Frame, cue: Cue) -> Frame | None:
    """Read `Fox said that Holt had told her: “…”`: the quotation is Holt's, though the statement is Fox's."""
    if outer.content is None or cue.lemma not in _SPOKEN or not _STRAIGHT_ON.match(masked, cue.end):
        return None
    mention = subject(masked, outer.content[0], cue.start)
    if mention is None or not masked[mention[0]].isupper():
        return None
    return Frame(cue, unit.index, mention, (cue.end, stop_before(masked, unit.end)), "before")


def _statements(masked: str, frame: Frame) -> list[Frame]:
    """`said that A and that B` passes on two statements."""
    if frame.content is None or frame.order == "after":
        return [frame]
    start, end = frame.content
    edges = [m.span() for m in re.finditer(r",?\s+(?:and|but)\s+that\s", masked[start:end])]
    starts = [start, *(start + last for _, last in edges)]
    ends = [*(start + first for first, _ in edges), end]
    return [replace(frame, content=piece) for piece in zip(starts, ends, strict=True)]


def _inside(outer: Frame, inner: Frame) -> bool:
    """A cue inside what another passes on belongs to the outer one's content."""
    return bool(outer.content and outer.content[0] <= inner.cue.start < outer.content[1] and outer.order != "after")


def _reduced(word: str, lemma: str, right: str) -> bool:
    """Tell a participle that reports nothing: `a man believed to be`, `the men accused of it`, `a blog written by Roe`."""
    if re.match(r"\s+to\s+(?:be|have)\b", right) and word.endswith(("ed", "ought")):
        return True
    if lemma == "accuse" and re.match(r"\s+of\b", right):
        return True
    return bool(re.match(r"\s+by\b", right)) and word.endswith(("ed", "en"))


def _another(masked: str, unit: Unit, cue: Cue, left: str, right: str) -> Frame | None:
    """`Roe quoted Fox as saying`, `Roe was told by Fox that`: Fox says it."""
    if masked[cue.start : cue.end].endswith("ing") and (quoted := _QUOTED_AS.search(left)):
        mention = unit.start + quoted.start("who"), unit.start + quoted.end("who")
        return Frame(cue, unit.index, mention, _following(masked, unit, cue), "before")
    told = cue.lemma in ("tell", "inform", "warn", "advise", "assure") and _BE.search(left[-30:])
    if told and (by := _TOLD_BY.match(right)):
        mention = cue.end + by.start("who"), cue.end + by.end("who")
        return Frame(cue, unit.index, mention, (cue.end + by.end(), stop_before(masked, unit.end)), "before")
    return None


_QUOTED_AS = re.compile(r"\bquot(?:ed|es|ing)\s+(?P<who>[^,.;]{2,60}?)\s+as\s+$")
_TOLD_BY = re.compile(r"\s+by\s+(?P<who>[^,.;]{2,60}?)\s+that\s+")


def _frame(text: str, masked: str, unit: Unit, cue: Cue) -> Frame | None:
    left = masked[unit.start : cue.start]
    right = masked[cue.end : unit.end]
    if masked[unit.start : unit.end].rstrip().endswith("?") or text.startswith(("Q:", "Question:"), unit.start):
        return None  # a question passes nothing on
    if cue.lemma == "according to":
        return _according(masked, unit, cue)
    another = _another(masked, unit, cue, left, right)
    if another:
        return another
    held = cue.lemma in ("expect", "believe", "think") and re.search(r"(?:\bnot|n[’']t)\s+$", left)
    if _NOT.search(left[-24:]) and not held and not left.rstrip().endswith("went on to"):
        return None
    if _BE.search(left[-30:]) and not re.search(r"quoted as\s+$", left[-30:]) and " " not in text[cue.start : cue.end]:
        return None
    if _reduced(masked[cue.start : cue.end], cue.lemma, right):
        return None
    inverted = _inverted(masked, unit, cue, left)
    if inverted:
        return inverted
    mention = subject(masked, unit.start, cue.start)
    if _trails(masked, unit, mention, right):
        head = mention[0] if mention else cue.start
        described = _DESCRIBED.search(masked, unit.start, head)
        if described and len(masked[unit.start : described.start()].split()) >= 4:
            head = described.start()  # "All were unhurt, the airline, Nordwing, said"
        return _checked(masked, cue, unit, mention, _leading(masked, unit.start, head), "after")
    content = _following(masked, unit, cue)
    if content and mention and masked[cue.end] == "," and _BEGUN.search(masked[unit.start : mention[0]]):
        lead = _leading(masked, unit.start, mention[0])
        content = (lead[0], content[1]) if lead else content  # "The road, Roe said, was icy": begun before the cue
    if mention is None and cue.needs_that:
        return None
    return _checked(masked, cue, unit, mention, content, "before")


def _checked(
    masked: str, cue: Cue, unit: Unit, mention: tuple[int, int] | None, content: tuple[int, int] | None, order: str
) -> Frame | None:
    """Drop verbs that report only with "that" or a quotation, where neither is there."""
    if content is None and not mention:
        return None
    if order == "before" and content and _adds_things(masked, cue, content):
        return None
    if cue.needs_that and order == "before" and content is not None:
        between = masked[cue.end : content[0]]
        opens = masked[content[0] : content[1]].lstrip(" ,:")[:1] == MASK
        asks = re.match(r"(?:what|how|why|whether|who|where)\b", masked[slice(*content)])
        if not (
            asks
            or between.rstrip().endswith(("that", ":"))
            or opens
            or _clause_like(masked[content[0] : content[1]], cue)
        ):
            return None
    if cue.needs_that and order == "after" and content is not None and MASK not in masked[slice(*content)]:
        return Frame(cue, unit.index, mention, content, order) if cue.lemma in _PARENTHETIC else None
    return Frame(cue, unit.index, mention, content, order)


_OWNED_UP = re.compile(
    r"\s*(?:\w+ing|guilt|fault|responsibility|defeat|liability|(?:the\s|some\s|his\s|her\s|their\s)?(?:mistakes?|errors?|failings?|charges?|error)|to|both|all|it|that)\b"
)


def _adds_things(masked: str, cue: Cue, content: tuple[int, int]) -> bool:
    """`added two more before the break`, `admitted women in 1980`: nothing is said."""
    if _CLAUSE_LIKE.search(masked, *content):
        return False
    return cue.lemma == "add" or (cue.lemma == "admit" and not _OWNED_UP.match(masked, *content))


_CLAUSE_LIKE = re.compile(
    rf"[{MASK}]|\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do|[a-z]{{3,}}ed|[a-z]+[’']s|went|came|made|took|got|gave)\b"
)
_PARENTHETIC = frozenset(
    "show explain note observe estimate reason conclude report recall think fear hope believe stress emphasise emphasize "
    "remember reckon underline complain suggest find rule".split()
)


def _clause_like(words: str, cue: Cue) -> bool:
    if cue.takes_object:
        return len(words.split()) >= _MIN_CONTENT_WORDS
    return bool(
        cue.lemma in ("think", "fear", "hope", "feel", "estimate", "conclude", "report", "note", "recall", "explain")
        and re.match(
            r"\s*(?:the|an?|it|they|he|she|there|its|his|her|their|[A-Z]\w+|\d)\b[^,]*\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|should|did)\b",
            words,
        )
    )


_COMPARED = re.compile(
    r",\s+(?:down|up|compared with|against|more than|less than|well above|well below|the (?:highest|lowest|first|most|"
    r"largest|biggest|worst|best))\b.*$",
    re.DOTALL,
)


def _trails(masked: str, unit: Unit, mention: tuple[int, int] | None, right: str) -> bool:
    """Tell whether the cue stands after what it passes on: "…, the minister said on Monday"."""
    if mention is None:
        return False
    before = masked[unit.start : mention[0]].rstrip()
    if not before.endswith((",", MASK, "—", "–", "?", "!")):
        return False
    rest = _COMPARED.sub("", right.rstrip(" .!?"))
    if re.match(r"^\s+(?:that|how|whether|why|if)\b", right):
        return False
    resumed = rest.lstrip(" ,:").startswith(MASK)
    words = len(re.findall(r"\w+", before))
    if MASK in before and before.endswith(MASK):
        return True
    if resumed:
        return words >= 5
    if PREPOSITION.match(before) and words < 14:
        return False
    return bool(words >= _MIN_CONTENT_WORDS and (_ADVERBIAL.match(rest) or not rest))


_NAMES_ONE = re.compile(r"^\s*[A-Z][\w’'.-]+\s[A-Z][\w’'.-]+|[A-Z][\w’'.-]+\s[A-Z][\w’'.-]+\s*,$")
_HAS_VERB = re.compile(
    rf"[{MASK}]|\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do|cannot|[a-z]{{3,}}ed|rose|fell|came|"
    r"went|took|made|got|gave|broke|began|left|held|won|lost|met|sent|paid|ran|sold|costs?|hit|cut|put|set|let|kept|led|grew|knew|saw|"
    r"said|told|found|thought|felt|brought|bought|built|lies|stands|means|needs|makes|takes|shows|remains|comes|goes|gets|looks|seems|"
    r"lives|works|wants|says|knows|runs|gives|holds|keeps|leads|pays|sits|begins|ends|stays|earns|drove|flew|spent|spoke|stood|struck|"
    r"wrote|[a-z]+n[’']t|expects?|faces?|requires?|includes?|shut|burst|spread)\b|[’'](?:s|re|ll|ve|d)\s"
)
_FINITE_VERB = re.compile(
    r"\s(?:would|will|had|has|have|was|were|is|are|could|can|may|might|should|must|did|does|do)\b"
)


def _inverted(masked: str, unit: Unit, cue: Cue, left: str) -> Frame | None:
    """`…, said X`: the source follows the cue."""
    stem = left.rstrip()
    if not stem.endswith((",", MASK, "—", "–", "?", "!")) or masked[cue.start : cue.end].endswith("ing"):
        return None
    after = masked[cue.end : unit.end]
    if not re.match(
        r"^\s+(?:[A-Z“]|the |an? |his |her |their |its |one |two |several |some |he\b|she\b|they\b|former |local |[a-z-]+ (?:[a-z-]+ )?[A-Z]|[a-z]+s[ ,.])",
        after,
    ):
        return None
    if re.match(r"^\s+(?:that|to|in|on|at|it|this|there|reporters)\b", after):
        return None
    mention = noun_phrase(masked, cue.end, unit.end)
    if mention is None or (not stem.endswith(MASK) and _FINITE_VERB.search(masked, *mention)):
        return None  # "The mayor, Petra Lind, said the town would try …"
    if not stem.endswith(MASK) and _NAMES_ONE.search(stem) and not _HAS_VERB.search(stem):
        return None  # "One of her stokers, Arvo Kask, remembers her asleep"
    if not stem.endswith(MASK):
        # "Jane Roe, the mayor, said the plan …" is no inversion: what follows the name must be nothing but a time or place.
        rest = re.sub(
            r"^\s*,[^,.;]{0,80}(?:,|$)|^\s*(?:who|which)\b.*$",
            "",
            masked[mention[1] : unit.end].rstrip(" .!?"),
            flags=re.DOTALL,
        )
        if cue.lemma in ("tell", "inform", "notify", "advise") or not (_ADVERBIAL.match(rest) or MASK in rest[:4]):
            return None
    return _checked(masked, cue, unit, mention, _leading(masked, unit.start, cue.start), "after")


def _according(masked: str, unit: Unit, cue: Cue) -> Frame | None:
    mention = noun_phrase(masked, cue.end, unit.end)
    if mention is None:
        return None
    if masked[unit.start : cue.start].strip(" ,;—–"):
        before = _leading(masked, unit.start, cue.start)
        comma = re.match(r"[^,]{0,120},\s+", masked[mention[1] : unit.end])
        left_words = len(re.findall(r"\w+", masked[unit.start : cue.start]))
        if comma and left_words < _MIN_CONTENT_WORDS:
            before = (mention[1] + comma.end(), stop_before(masked, unit.end))
        return Frame(cue, unit.index, mention, before, "according")
    comma = re.match(r"[^,]{0,200}?,\s+", masked[mention[1] : unit.end])
    if not comma:
        # "According to Roe the building …": the name ends where the next noun phrase begins.
        name = re.match(
            r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*(?=\s(?:the|an?|it|he|she|they|there|this|his|her)\s)",
            masked[mention[0] : unit.end],
        )
        if name:
            end = mention[0] + name.end()
            return Frame(cue, unit.index, (mention[0], end), (end + 1, stop_before(masked, unit.end)), "according")
        return Frame(cue, unit.index, mention, None, "according")
    begin = mention[1] + comma.end()
    aside = re.match(
        r"(?:[A-Z][\w’'.-]*(?:\s(?:(?:de|van|al)\s)?[A-Z][\w’'.-]*){1,3}|\d{1,3}),\s+", masked[begin : unit.end]
    )
    begin += aside.end() if aside else 0  # "According to its spokeswoman, Ria Stone, …"
    return Frame(cue, unit.index, mention, (begin, stop_before(masked, unit.end)), "according")


def _leading(masked: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and masked[end - 1] in " ,;—–-\n\u00a0":
        end -= 1
    lead = re.match(r"(?:[\s,]|\b(?:But|And|Yet|However|Meanwhile|Still)\b)*", masked[start:end])
    start += lead.end() if lead else 0
    return (start, end) if end - start > 1 else None


def _following(masked: str, unit: Unit, cue: Cue) -> tuple[int, int] | None:
    """What follows the cue: after "that", after a colon, or straight on."""
    aside = re.match(
        r"\s*,\s*(?:however|though|too|meanwhile|also|in turn|for example),(?=\s*that\b)", masked[cue.end : unit.end]
    )
    at = cue.end + (aside.end() if aside else 0)
    right = masked[at : unit.end]
    if right.startswith(";"):
        return None  # "…, she said; her name is known"
    if (
        cue.lemma in ("tell", "order", "ask", "urge", "advise", "warn")
        and re.match(r"^\s+(?:\S+\s){1,4}?to\s+[a-z]", right)
        and not re.match(r"^[^.;,]{0,60}\bthat\b", right)
    ):
        return None  # "told her to let it go" is an order, not a statement
    addressee = (
        _OBJECT.match(right)
        if cue.lemma in ("tell", "warn", "remind", "inform", "notify", "advise", "assure", "ask", "urge")
        else None
    )
    if addressee and not re.match(r"^\s+(?:of|about|to|against)\b", right):
        at += addressee.end()
    named = re.match(rf"^[^.;{MASK}]{{1,90}}?(?={MASK})", masked[at : unit.end])
    if named and cue.lemma in ("call", "describe", "dismiss"):
        at += named.end()  # "called the cut “a plaster on a broken leg”": the quoted words are what is said
        return at, stop_before(masked, unit.end)
    bridge = _BRIDGE.match(masked[at : unit.end])
    if bridge and (
        bridge.group().split()[0].lower() in ("that",)
        or _ADVERBIAL.match(bridge.group()[: -len("that ")].rstrip() + " ")
        or re.match(r"^[\s,]*(?:in|on|at|to|during|reporters|late|last)\b", bridge.group())
    ):
        at += bridge.end()
    else:
        colon = re.match(r"^[^.;:" + MASK + r"]{0,60}[:,]\s*(?=" + MASK + ")", masked[at : unit.end])
        skip = re.match(r"^[\s,:—–]+", masked[at : unit.end])
        adverb = re.match(
            r"^\s+(?:(?:on|in|at|late|late on|early|last|during)\s|this (?:week|month|year|morning|afternoon|evening|season|spring|summer|autumn|winter)\b)[^,;"
            + MASK
            + r"]{0,40}?,?\s+(?=(?:the|it|he|she|they|an?|there|its|his|her|their)\s)",
            masked[at : unit.end],
        )
        at += (
            colon.end()
            if colon
            else adverb.end()
            if adverb and cue.lemma in ("say", "announce", "report", "state", "confirm", "claim", "add", "tell", "warn")
            else skip.end()
            if skip
            else 0
        )
    end = _end_of(masked, at, stop_before(masked, unit.end), cue)
    if MASK not in masked[at:end] and re.match(r"\s*to\s", masked[at:end]) and _SAID_TOO.match(masked, end):
        return None  # "tweeted to Mohamed and said …"
    return (at, end) if end - at > 1 and re.search(rf"[\w{MASK}]", masked[at:end]) else None


# Behind a semicolon the reporter speaks again; another cue passes on something else.
_ENDS = re.compile(
    r",\s+(?:according to|citing)\s|;\s"
    r"|,\s+(?:and|but|then|while|although)\s+(?:\w+\s+){0,4}?(?:said|added|told|warned|insisted|denied|rejected)\b"
    r"|\s+(?:and|but)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:said|says|added|warned|insisted|doubted|predicted|stressed|promised|denied)\s+"
    r"(?!nothing|so\b|it\b|that he\b|goodbye)"
    r"|,\s+(?:adding|saying|warning|noting|insisting|stressing|claiming|arguing|accusing)\b"
)
_SAID_TOO = re.compile(r",?\s+(?:and|but)\s+(?:\w+\s+){0,4}?(?:said|says|added|told|warned)\b")


def _end_of(masked: str, start: int, end: int, cue: Cue) -> int:
    """Where what a cue passes on ends."""
    cut = _ENDS.search(masked, start, end)
    end = cut.start() if cut else end
    if cue.takes_object and not masked[cue.end : start].rstrip().endswith("that"):
        on = re.search(r"\s+and\s+(?:has|have|had|was|is|were|said|told)\b", masked[start:end])
        end = start + on.start() if on else end
    return end
