"""Plain newsroom sentences, one event, one non-event or one quotation each: what syntax alone makes of them.

    python evals/probes/check.py [--model local/qwen2.5-coder-1.5b-instruct]

They widen what eighteen dev articles can teach: written type by type, not taken from any article, and used for
tuning, so no figure of quality. `told.txt` holds type, sentence and the words that name the event; `not_told.txt`
sentences without one; `speakers.txt` speaker (empty for nobody) and a sentence that follows `LEAD`; `claims.txt`
claimant, sentence and statement; `scare.txt` marks that quote nobody; `roles.txt` sentence, words that name the event,
actors, targets, place, date and killed/hurt (`;` between what is right, `-` for none, `?` for not looked at); and
`weak_not_told.txt` words of the lexicon in another sense, for a model to turn down (`--model`, some two minutes).
"""

from __future__ import annotations

import argparse
import asyncio
import re
from datetime import date
from pathlib import Path

from summarizer.article import Article
from summarizer.model.asker import Tally
from summarizer.pipeline import reported_claims
from summarizer.provider import open_asker
from summarizer.questions import NOTHING, PROFILES, Choice, event_question, requests
from summarizer.score.pairing import same_name
from summarizer.segments import Segments, cut
from summarizer.segments.happenings import Draft, drafts
from summarizer.settings import load

HERE = Path(__file__).parent
LEAD = "Mayor Lena Ortiz opened the hall in Lund on Monday. Tom Reyes, the police chief, stood beside her.\n\n"
PLAIN = "Mayor Lena Ortiz of Lund spoke about the harbour. It rained all day. The hall was full.\n\n"


def lines(name: str) -> list[str]:
    """Read one file of sentences."""
    return (HERE / f"{name}.txt").read_text("utf-8").splitlines()


def drafted(sentence: str) -> tuple[Segments, list[Draft]]:
    """Draft the events of one sentence that follows three others."""
    segments = cut(Article.from_text(PLAIN + sentence, published=date(2025, 11, 5)))
    return segments, [d for d in drafts(segments) if d.trigger.start >= len(PLAIN)]


def events() -> tuple[list[str], list[str]]:
    """List the sentences whose event is not found, and those where it has another type."""
    missed: list[str] = []
    mistyped: list[str] = []
    for line in lines("told"):
        kind, sentence, words = line.split("|")
        segments, found = drafted(sentence)
        start = segments.article.text.lower().index(words.lower(), len(PLAIN))
        hit = [d for d in found if any(w.start < start + len(words) and start < w.end for w in d.words)]
        hit = hit or [d for d in found if d.type == kind]
        if not hit:
            missed.append(line)
        elif all(d.type != kind for d in hit):
            mistyped.append(f"{line} -> {hit[0].type}")
    return missed, mistyped


def false_events() -> list[str]:
    """List the sentences that tell no event and get one."""
    return [line for line in lines("not_told") if drafted(line)[1]]


def wrong_claims() -> list[str]:
    """List the statements that are not found, or given to another claimant."""
    wrong: list[str] = []
    for line in lines("claims"):
        claimant, sentence, statement = line.split("|")
        segments = cut(Article.from_text(LEAD + sentence))
        start = segments.article.text.index(statement, len(LEAD))
        end = start + len(statement)
        found = None
        for frame in reported_claims(segments):
            first, last = frame.content or (0, 0)
            if min(last, end) - max(first, start) >= 0.5 * (end - start):
                found = frame
        source = segments.sources.get(found) if found else None
        if source is None or not same_name(claimant, source.name):
            wrong.append(f"{line} -> {source.name if source else 'not found'}")
    return wrong


def wrong_speakers() -> list[str]:
    """List the quotations whose speaker syntax does not settle, or settles wrongly."""
    wrong: list[str] = []
    for line in lines("speakers"):
        speaker, sentence = line.split("|")
        speech = cut(Article.from_text(LEAD + sentence.replace("\\n", "\n"))).speeches[-1]
        named = speech.source.name if speech.source else ""
        if named != speaker or (speaker and speech.verdict != "quote"):
            wrong.append(f"{line} -> {speech.verdict} {named}")
    return wrong


ROLES = ("actor", "target", "place", "date", "casualties")


def wrong_roles() -> tuple[list[str], dict[str, int], dict[str, int]]:
    """List what syntax gets wrong of who, to whom, where, when and how many; with the right and the looked at."""
    wrong: list[str] = []
    right, asked = dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0)
    for line in lines("roles"):
        sentence, words, *wanted = line.split("|")
        segments = cut(Article.from_text(PLAIN + sentence, published=date(2026, 5, 6)))
        given = _given(segments, words.lower().split(";"))
        for role, want in zip(ROLES, wanted, strict=True):
            if want == "?":
                continue
            asked[role] += 1
            if given and given[role] <= {_bare(name) for name in want.split(";")}:
                right[role] += 1
            else:
                wrong.append(f"{sentence} {role}: {sorted(given[role]) if given else 'not found'}, not {want}")
    return wrong, right, asked


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?)\s", "", name.strip().lower())


def _given(segments: Segments, words: list[str]) -> dict[str, set[str]] | None:
    """What the first event with one of these words is given, `-` for nothing."""
    text = segments.article.text
    told = [d for d in drafts(segments) if d.trigger.start >= len(PLAIN)]
    hit = [d for word in words for d in told if any(word.split()[0] in text[t.start : t.end].lower() for t in d.words)]
    if not hit:
        return None
    draft = hit[0]
    counts = "/".join(str(count.value) if count else "-" for count in (draft.dead, draft.injured))
    return {
        "actor": {_bare(text[slice(*who)]) for who in draft.actors} or {"-"},
        "target": {_bare(text[slice(*who)]) for who in draft.targets} or {"-"},
        "place": {_bare(text[slice(*draft.place)]) if draft.place else "-"},
        "date": {((draft.time.value if draft.time else None) or "-").lower()},
        "casualties": {"-" if counts == "-/-" else counts},
    }


async def accepted(model: str, sentences: list[str]) -> tuple[int, int]:
    """Ask a model about the weak words of sentences; give how many it takes for events, and how many were asked."""
    asker = open_asker(load(model=model))
    answers: list[str] = []
    for sentence in sentences:
        segments, found = drafted(sentence)
        for draft in found:
            if draft.weak:
                [request] = requests(segments, [event_question("e1", draft)], PROFILES["small"])
                answer = await asker.ask(request, Tally())
                answers.append(answer.answer if isinstance(answer, Choice) else NOTHING)
    await asker.close()
    return sum(answer != NOTHING for answer in answers), len(answers)


def quoted_for_nothing() -> list[str]:
    """List the sentences whose scare quotes, titles and inscriptions are not told from speech by syntax alone."""
    return [
        line
        for line in lines("scare")
        if any(s.verdict != "scare" for s in cut(Article.from_text(LEAD + line)).speeches)
    ]


def main() -> None:
    """Print what fails, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="ask it about the weak words, too")
    model = parser.parse_args().model
    missed, mistyped = events()
    false, speakers, claims = false_events(), wrong_speakers(), wrong_claims()
    failed = {"missed": missed, "another type": mistyped, "false": false, "speaker": speakers, "claim": claims}
    failed["scare quotes"] = quoted_for_nothing()
    failed["role"], right, asked = wrong_roles()
    for title, found in failed.items():
        print("".join(f"{title}: {line}\n" for line in found), end="")
    told = len(lines("told"))
    print(f"events found {told - len(missed)} of {told}, of the right type {told - len(missed) - len(mistyped)}")
    print(f"no event, none found: {len(lines('not_told')) - len(false)} of {len(lines('not_told'))}")
    print(f"speaker settled rightly: {len(lines('speakers')) - len(speakers)} of {len(lines('speakers'))}")
    print(f"statement found, of the right claimant: {len(lines('claims')) - len(claims)} of {len(lines('claims'))}")
    print(f"nobody's words: {len(lines('scare')) - len(failed['scare quotes'])} of {len(lines('scare'))}")
    print("role right: " + ", ".join(f"{role} {right[role]} of {asked[role]}" for role in ROLES))
    if model:
        for name, sentences in (
            ("told", [line.split("|")[1] for line in lines("told")]),
            ("not told", lines("weak_not_told")),
        ):
            yes, weak = asyncio.run(accepted(model, sentences))
            print(f"{model} takes for an event: {yes} of {weak} weak words, {name}")


if __name__ == "__main__":
    main()
