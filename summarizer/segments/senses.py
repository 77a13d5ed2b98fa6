"""What the words beside a trigger settle: "won the cup" is sport, "won the contract" is business, "in order" is nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.summary import EventType


@dataclass(frozen=True, slots=True)
class Sense:
    """One rule: for these lemmas, when the words before and after fit."""

    lemmas: frozenset[str]
    """Triggers it is about."""
    before: re.Pattern[str] | None
    """Searched in the words before the trigger, in its sentence."""
    after: re.Pattern[str] | None
    """Matched against the words after it."""
    type: EventType | None
    """The type that is meant; None where no event is."""


def _sense(lemmas: str, type_: EventType | None, *, before: str = "", after: str = "") -> Sense:
    return Sense(
        frozenset(lemmas.split()), re.compile(before, re.IGNORECASE) if before else None,
        re.compile(after, re.IGNORECASE) if after else None, type_,
    )  # fmt: skip


_ASKED = r"\s+(?:an?|the|its|their|his|her)\s+(?:[a-z]+\s)?"
_SENSES = (
    _sense("decline refuse", None, after=r"\s+to\s+(?:comment|say|answer|give|be named|discuss)"),
    _sense("order", None, before=r"\b(?:in|out of)\s+$"),
    _sense("order", "decision", after=r"\s+(?:him|her|them|[A-Z]\w+|the \w+)\s+to\b"),
    _sense("strike", None, after=r"\s+(?:an?\s(?:chord|balance|note|tone|pose)|fear|home|lucky|gold)\b"),
    _sense("win", None, after=r"\s+(?:\w+\s)?(?:support|praise|approval|hearts|backing|over\s(?:voters|critics|fans|hearts|sceptics|skeptics|him|her|them|the (?:crowd|audience|public|voters|critics))|respect|friends|acclaim)\b"),
    _sense("raise", None, after=r"\s+(?:his|her|their|a)\s(?:\w+\s)?(?:glass(?:es)?|hands?|eyebrows?|voices?|heads?|arms?)\b"),
    _sense("pay", None, after=r"\s+(?:by the|well|in cash|badly|their own|his own|her own)\b"),
    _sense("hit", None, after=r"\s+(?:him|her|me|us|them|it)\s+hard\b"),
    _sense("settle", None, after=r"\s+(?:on|in|into|down)\b"),
    _sense("deal", None, after=r"\s+with\b", before=r"(?<!\ba )(?<!the )$"),
    _sense("raid", "investigation", before=r"\b(?:police|prosecutors|officers|agents|detectives|inspectors|investigators|customs)\s+(?:\w+\s+){0,3}$"),
    _sense("cut", None, after=r"\s+(?:to|on|over|above|in)\s+(?:his|her|their|the|both)\s+(?:\w+\s)?(?:hands?|face|head|arms?|legs?|eyes?|foot|feet|back|neck|fingers?|lips?)\b"),
    _sense("recall", "decision", after=r"\s+(?:about\s|some\s|more than\s|all\s|the\s)?(?:\d|cars|vehicles|batteries|toys)"),
    _sense("vote ballot sale talk", None, before=r"\b(?:of|all|counted|all the|his|her|their)\s+$"),
    _sense("reject refuse", None, after=r"\s+(?:to\s|(?:the|all|any|these|his|her|their)?\s?(?:allegation|accusation|charge|criticism|claim|suggestion|report|blame|guilt|idea|call)s?\b|any\b)"),
    _sense("receive", "award", after=r"[^.]{0,40}\b(?:prize|award|medal|degree|honou?r|title|knighthood|scholarship|trophy)\b"),
    _sense("receive", "award", after=r"\s+the\s(?-i:[A-Z])\w+[^.]{0,40}\bfor\b"),
    _sense("receive", None),
    _sense("save", "rescue", after=r"\s+(?:\w+\s){0,2}(?:life|lives|people|passengers|children|crew|survivors?|him|her|them)\b"),
    _sense("save", None),
    _sense("leave", "movement", after=r"\s+(?:(?:the|his|her|their) (?:country|city|town|village|area|island|region|port|hospital|scene|stage|building|house|home|station|harbou?r|base)\b|for (?-i:[A-Z])|for the|(?-i:[A-Z]))"),
    _sense("leave", None),
    _sense("lose", "result", after=r"\s+(?:about\s|nearly\s|some\s|more than\s)?\W?\d"),
    _sense("lose", "election", after=r"\s+(?:the|its|his|her|their)\s(?:\w+\s)?(?:election|vote|majority|referendum|seats?)\b"),
    _sense("lose", "sport", after=r"\s+(?:the|an?|her|his|their|its)\s(?:[\w-]+\s){0,2}(?:final|match|game|semi-final|title|race|cup|tie|replay|derby|opener|play-?off|fight|bout)\b"),
    _sense("lose", None),
    _sense("decide", "decision", before=r"\b(?:has|have|had|\w+)\s+$", after=r"\s+(?:to|that|against|not to|in favou?r|on)\b"),
    _sense("decide", "decision", after=r"\s+(?:this|so)\b|[^.]*\bvotes\b"),
    _sense("decide", None),
    _sense("fall", "accident", before=r"\b(?:after|in|from|by)\s(?:a|his|her)\s(?:\w+\s)?$"),
    _sense("talk return", None, before=r"\bin\s+$"),
    _sense("raise", None, after=r"\s+(?:\W?\d|money|concerns?|questions?|doubts?|hopes?|fears?|alarm|awareness|eyebrows)"),
    _sense("authorise authorize", None, before=r"\bnot\s+$"),
    _sense("shut close open", None, before=r"\b(?:keep|kept|remain(?:ed|s)?|stay(?:ed|s)?|leave|left)\s+(?:\w+\s+){0,2}$"),
    _sense("cut", None, after=r"\s+(?:up|off|down|back|out)\b"),
    _sense("meeting ceremony conference", None, before=r"\b(?:after|at|during|before|in|outside)\s+(?:an?|the)\s+(?:\w+\s+)?$"),
    _sense("find", None, after=r"\s+(?:that|it\b|them|out\b|fault|himself|herself|themselves|a (?:way|reason|successor|solution|job|home|buyer))"),
    _sense("pay", None, after=r"\s+(?:attention|tribute|off|heed|a visit|the price)"),
    _sense("cut", "accident", after=r"\s+(?:through\s|into\s)?(?:an?|the)\s(?:\w+\s)?(?:pipe|pipeline|cable|wire|power line|gas main|water main)s?\b"),
    _sense("reject refuse dismiss", None, after=r"\s+(?:that|this|it|them|both)\b(?!\s(?:[a-z]+\s)?[a-z])"),
    _sense("cut", None, after=r"\s+(?:a corner|corners|short|through|across)\b"),
    _sense("hit", "attack", after=r"\s+by\s+(?:an?\s|the\s)?(?:\w+\s)?(?:shell|missile|rocket|bullet|drone|bomb|mortar|shot|stray)"),
    _sense("hit strike", "accident", after=r"\s+(?:an?|the|another|two|three)\s(?:\w+\s){0,2}(?:trawler|ship|boat|ferry|yacht|barge|tanker|freighter|kayak|pier|quay|rocks?|sandbank|iceberg|reef)s?\b"),
    _sense("hit", "accident", after=r"\s+(?:an?|the|another|two|three)\s(?:\w+\s){0,2}(?:car|lorry|truck|bus|van|train|tram|taxi|vehicle|motorcycle|wall|tree|bridge|barrier|pole|pedestrian|cyclist|rock|reef|iceberg|building|house)s?\b"),
    _sense("hit", None, after=r"\s+(?:back|out|the (?:post|bar|crossbar|target|headlines|road|market|shelves)|a (?:record|target|snag|peak|low|high)|hard\b)"),
    _sense("strike", None, after=r"\s[^.]{0,40}\bfrom the (?:list|lists|record|records|register|roll|rolls)\b"),
    _sense("award", "transaction", before=r"\bcontracts?\s(?:\w+\s){0,2}$"),
    _sense("award", "transaction", after=r"\s+(?:[\w’'-]+\s){0,4}?contracts?\b"),
    _sense("strike", "accident", after=r"\s+by\s(?:lightning|falling|an?\s|the\s)"),
    _sense("shut", None, before=r"\b(?:it|them|him|her|his|eyes|doors?|mouth)\s+$"),
    _sense("sign", None, before=r"\bpetition\b[^.]*$"),
    _sense("find", None, after=r"\s+(?:work|love|fame|refuge|shelter|time|favou?r|comfort|peace)\b"),
    _sense("strike", "strike", before=r"\b(?:union|unions|workers|staff|teachers|nurses|drivers|pilots|dockers|doctors|crews?|miners|pay|general|hour|day|week|rail|hunger|members|employees)\b[^.]*$"),
    _sense("strike", "strike", after=r"[^.]*\b(?:union|unions|workers|staff|teachers|nurses|drivers|pilots|dockers|pay|wages|employers)\b"),
    _sense("sign draw trial move final recovery beat return march rise", None, before=r"\b(?:no|any|some)\s+$"),
    # Light verbs: the noun after them names the event.
    _sense(
        "open launch hold host introduce order begin start announce", None,
        after=rf"{_ASKED}(?:(?:series|wave|string) of\s)?(?:[a-z]+\s)?(?:investigation|inquiry|probe|strike|vote|hearing|talk|campaign|search|trial|summit|attack|offensive|raid|operation|audit|review)s?\b",
    ),
    _sense("reach sign", "agreement", after=r"\s+(?:an?|the|new)\s+(?:[a-z]+\s)?(?:deal|agreement|accord|treaty|truce|contract)"),
    _sense("win beat defeat draw score lose qualify", "sport",
           after=r"[^.]{0,40}\b(?:[Cc]ups?|marathon|race|match|title|medal|[Ff]inal|league|championship|game|competition|contest|series|derby|bout|opener|semi-final|playoff|tournament|\d+-\d+|in \d+:\d\d|in two hours)\b"),
    _sense("shoot", None, before=r"\b(?:an?|the|his|her|first|penalty|free|long|close-range\w*)\s+(?:\w+\s)?$", after=r"(?!\s(?:at|by|dead|in|him|her|and))"),
    _sense("demonstration", None, after=r"\s+of\b"),
    _sense("launch open call", None, before=r"\b(?:attack|investigation|probe|campaign|appeal|search|inquiry|offensive|strike|review|audit)s?\s+(?:was|were|had been|has been)\s+(?:\w+ly\s)?$"),
    _sense("score", None, after=r"\s+(?:of|more)\b"),
    _sense("draw", None),
    _sense("win", "sport", before=r"\b(?:race|match|marathon|cup|final|stage|title)\s+(?:was|were)\s+$"),
    _sense("win", "award", after=r"[^.]{0,30}\b(?:prize|award|medal|Oscar|Nobel)\b"),
    _sense("win", "transaction", after=r"[^.]{0,40}\b(?:contract|order|tender|deal)\b"),
    _sense("vote", "election", before=r"\b(?:ballots?|polls?|electorate|voters?)\b[^.]*$"),
    _sense("vote", "election", after=r"[^.]{0,30}\b(?:election|referendum|president|candidate)\b"),
    _sense("vote ballot", "decision"),
    _sense("fine", "decision", before=r"\b(?:inspectorate|regulator|authority|agency|commission|watchdog|ministry)\s+$"),
    _sense("detect identify find", "outbreak", before=r"\b(?:flu|virus|disease|measles|cholera|infections?|cases?)\s+(?:was|were|had been|has been|is)\s+$"),
    _sense("treat", "injury", after=r"\s+for\b"),
    _sense("attack", None, after=r"\s+the\s+(?:[a-z]+\s)?(?:record|problem|question|budget|summit)\b"),
    _sense("lift", None, after=r"\s+the\s+(?:cup|trophy|title)\b"),
    _sense("cross", None, after=r"\s+the\s+(?:line|stage|floor|road|street)\b"),
    _sense("meet", None, before=r"\bwe\s+$"),
    _sense("meet", None, before=r"\b(?:was|were|is|are|been)\s+$", after=r"\s+(?:with|by)\b"),
    _sense("meet", None, after=r"\s+(?:me|us|a corner|the deadline|demand|the target|expectations|costs)\b"),
    _sense("arrive", None, before=r"\b(?:letters?|signals?|news|time|moment|leaders|engine|message|answer|bill)\s+(?:had\s+|has\s+|should\s+|will\s+|would\s+)?$"),
    _sense("release", "other", after=r"\s+(?:\d|some\s|thousands|young|a new|the report|figures|data)"),
    _sense("release", "announcement", after=r"\s+(?:a |the |its |their )?(?:[a-z]+\s)?(?:report|figures|data|statement|video|names?|results)\b"),
    _sense("recover", "result", before=r"\b(?:sales|prices|shares|profits?|economy|demand)\s+(?:would|will|may|could|had|have)\s+$"),
    _sense("recover", "discovery", after=r"\s+(?:the|an?|two|three|\d+|some|from|drugs|weapons)\b"),
    _sense("return", None, before=r"\b(?:inflation|growth|prices|rate|life|sales)\b[^.]{0,20}$"),
    _sense("migrate move travel", None, before=r"\b(?:no|may|be|not)\s+(?:be\s+)?$"),
    _sense("withdraw", "movement", before=r"\b(?:troops|forces|soldiers|army|police|units?|tanks|rebels|fighters|militia)\s+(?:have\s|had\s|has\s|will\s|would\s)?$"),
    _sense("fire dismiss sack", "appointment", after=r"\s+(?:\d[\d,]*\s|all\s|(?:the|its|his|her|their|a|an|\w+)\s)?(?:[a-z-]+\s){0,2}?(?:chief|head|coach|manager|director|editor|minister|conductor|"
           r"captain|staff|workers|employees|teachers?|ambassador|chair\w*|president|spokes\w+|adviser|aide|boss|executive|trainer|judges?|officers?|officials?)\b"),
    _sense("dismiss", None),
    _sense("fire", "appointment", before=r"\b(?:was|were|been|being)\s+$", after=r"\s+(?:from|after|over|by|for|as)\b"),
    _sense("revive", "rescue", after=r"\s+(?:him|her|them|the (?:man|woman|boy|girl|patient|victim|child|swimmer|baby)|an? (?:man|woman|boy|girl|baby|child))\b"),
    _sense("revive", None),
    _sense("capture seize", "attack", after=r"\s+(?!(?:in|at|from|on|by|during|near)\s)(?:[\w’'-]+\s){0,4}?(?:territory|cit(?:y|ies)|towns?|villages?|base|hills?|airport|district|positions?|bridge|area|region|port|capital|fort|station|building|parliament|palace|ministry|control)\b"),
    _sense("release", "announcement", after=r"\s+(?:(?:the|its|their|his|her|new|more|an?|some|security)\s){0,2}(?:[a-z]+\s)?(?:photos?|photographs?|footage|images?|pictures?|videos?|documents?|e-?mails?|files?|records?|transcripts?|list|guidelines|details|tapes?|recordings?)\b"),
    _sense("release", "opening", after=r"\s+(?:(?:the|its|their|his|her|a|an)\s)(?:[a-z]+\s){0,2}?(?:album|single|film|movie|song|game|version|app|model|update|trailer|novel)\b"),
    _sense("storm", "disaster", before=r"\b(?:an?|the|rain|snow|ice|dust|sand|tropical|winter|violent|severe|sudden|big|huge)\s+$", after=r"(?!\s(?:the|a|an|into)\b)"),
    _sense("catch", None, after=r"\s+(?:on|in (?:the|a) (?:traffic|crossfire|rain|storm|net|act|middle)|up|off|between|sight|with|fish|by surprise)\b"),
    _sense("open", "sport", after=r"\s+the scoring\b"),
    _sense("double increase extend", "sport", after=r"\s+(?:the|their|its|his|her)\s(?:lead|advantage)\b"),
    _sense("win", None, after=r"\s+(?:an?\s)?(?:penalty|corner|free[- ]kick|throw|toss|direct)\b"),
    _sense("replace", None, after=r"\s+(?!(?:him|her|(?-i:[A-Z])|as\b|by\b))"),
    _sense("drop", "decision", after=r"\s+(?:(?:the|its|their|his|her|all|two|similar)\s){0,2}(?:[a-z]+\s)?(?:fees?|charges?|plans?|cases?|lawsuits?|claims?|bids?|proposals?|objections?|rules?)\b"),
    _sense("fire", "attack", before=r"\b(?:exchange of|under|mortar|sniper|artillery|rocket|friendly)\s+$"),
    _sense("vote ballot", "election", before=r"\belected\b[^.]*$"),
    _sense("flip", None, after=r"\s+(?:the|a)\s(?:switch|coin|page|script)\b"),
    _sense("execute", None, after=r"\s+(?:(?:the|an?|its|their|his|her)\s)?(?:[a-z]+\s)?(?:sentence|order|plan|warrant|strategy|contract|code|will|programme|program|search)\b"),
    _sense("trial", "investigation", before=r"\b(?:clinical|drug|vaccine|field|medical|human|pilot)\s+$"),
    _sense("trial", "investigation", after=r"[^.]*\b(?:patients|participants|volunteers|enrolled|doses?|vaccine|pill|placebo|researchers|clinical)\b"),
    _sense("raise lower cut increase", "decision", before=r"\b(?:tolls|taxes|fares|fees|prices|rates|rents|duties|tariffs|tuition|wages|pensions|charges)\s+(?:were|was|have been|will be|are to be|had been)\s+$"),
    _sense("fire", "disaster", before=r"\b(?:died|killed|injured|hurt|destroyed|damaged|perished)\s(?:[^.;]{0,40}\s)?(?:in|by)\s(?:an?|the)\s(?:\w+\s)?$"),
    _sense("complete", "transaction", after=r"\s+(?:the|its|their|a)\s(?:[\w-]+\s){0,3}?(?:sale|merger|acquisition|takeover|deal|purchase|buyout|disposal)\b"),
    _sense("repair", None, after=r"(?=\s|[.,])", before=r"\b(?:of|storm|road|bridge|car|urgent|for|in|under|the)\s(?:\w+\s)?$"),
    _sense("trial", None, before=r"\b(?:until|awaiting|pending|before|without|fit for|committed for|held for|ahead of)\s+(?:his\s|her\s|their\s|a\s)?$"),
    _sense("investigation inquiry probe", None, before=r"\b(?:in|during|as part of|under|requiring|pending)\s+(?:(?:an?|the|its|their|further|ongoing)\s)?(?:\w+\s)?$",
           after=r"(?!\s+(?:was|is|into|has|had|will|found|led)\b)"),
    _sense("damage", None, before=r"\b(?:the|much|some|little)\s+$", after=r"\s+(?:would|will|to)\b"),
    _sense("fall close", None, after=r"\s+(?:asleep|in love|ill|short|silent|apart|behind|to be)\b"),
    _sense("cut increase rise fall drop", None, before=r"\b(?:more|further|another|small)\s+$"),
)  # fmt: skip
_FIGURE = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d\b)\d|\b(?:percent|per cent|half|third|quarter|doubl|tripl|record|lowest|highest|tenth|fifth|sixth|seventh|eighth|ninth|twice|treble)\b",
    re.IGNORECASE,
)
_CHANGES = frozenset("rise fall drop climb grow shrink slump increase decrease decline jump double slide surge".split())


def sense(lemma: str, before: str, after: str) -> tuple[bool, EventType | None]:
    """Say what the neighbours of a trigger settle.

    Args:
        lemma: The trigger's infinitive or singular.
        before: The words before it in its sentence.
        after: The words after it, some 60 code points.

    Returns:
        Whether anything is settled, and the type that is meant; None where it names no event.
    """
    for rule in _SENSES:
        if (
            lemma in rule.lemmas
            and (rule.before is None or rule.before.search(before))
            and (rule.after is None or rule.after.match(after))
        ):
            return True, rule.type
    if lemma in _CHANGES - {"double"} and not _FIGURE.search(after) and not _FIGURE.search(before[-40:]):
        return True, None  # a change without a figure is a remark
    return False, None
