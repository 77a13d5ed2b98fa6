"""Whether words that stand for a person hold, as far as one can tell without knowing names, the name of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer import pointers
from summarizer.ground.beside import Beside
from summarizer.ground.people import CAPITAL_NOUNS, Known, People
from summarizer.passage import Passage, Quotation, locate
from summarizer.summary import Flag

_CLOSED = re.compile(r"[”\"»›“’'」』]\s*,?\s*\Z")
_WORDS = re.compile(r"\w+")
STEM = 3
"""Letters that two forms of one name share at least."""
_AROUND = 80
"""Code points beside reporting words that hold a name."""


def speaker_flags(beside: Beside, words: str, own: Iterable[Flag], says: Iterable[str] = ()) -> list[Flag]:
    """Flag words whose speaker what stands beside them does not bear out.

    Args:
        beside: The words, and what stands beside them.
        words: What the row gives for the speaker; may be empty.
        own: What only a quotation, or only a statement, is flagged with.
        says: More of the article's words that say whose it is, as a label.

    Returns:
        All flags of the item, each once.
    """
    passage, people, mention, cue = beside.passage, beside.people, beside.mention, beside.cue
    known = people.known[beside.person]
    subject = beside_cue(passage, cue, mention) if cue and not words.strip() else people.given(words, mention)
    flags: list[Flag] = [
        *people.far_off(beside.person, mention), *people.otherwise(beside.person, mention), *own,
        *named_otherwise(passage, known, [*says, *subject]), *lone_name(passage, known, mention),
    ]  # fmt: skip
    return list(dict.fromkeys(flags))


def named_otherwise(passage: Passage, known: Known, names: Iterable[str]) -> list[Flag]:
    """Flag a person whose words are given to a name of two words or more, none of them of their own name or role.

    What the article has in lower case too is no part of a name: "Prime Minister" is none. Scripts without capitals
    are not looked at.

    Args:
        passage: The article, cut.
        known: The one whose statement it is.
        names: Words that say whose it is.

    Returns:
        The flag, or none.
    """
    if known.kind != "person":
        return []
    text, start = passage.article.text, passage.article.body_start
    own = _own(known)
    for run in (run for words in names for run in _capitalised(words)):
        named = [word for word in run if locate.place(word.lower(), text, start, len(text)) is None]
        if len(named) > 1 and not any(_is_one(word.casefold(), own, passage.article.language) for word in named):
            return ["named_otherwise"]
    return []


def lone_name(passage: Passage, known: Known, mention: pointers.Place | None) -> list[Flag]:
    """Flag one capitalised word for a person that is none of their name or role, inside a sentence: `, said Varga`.

    Capitals say nothing of names at the start of a sentence or of speech, and in German.
    """
    text = passage.article.text
    if known.kind != "person" or mention is None or passage.article.language in CAPITAL_NOUNS:
        return []
    word, before = text[slice(*mention)], text[max(0, mention[0] - 2) : mention[0]].rstrip()[-1:]
    if not re.fullmatch(r"[^\W\d_]+", word) or not word[0].isupper() or not (before.isalnum() or before == ","):
        return []
    if word.casefold() in _own(known) or locate.place(word.lower(), text, passage.article.body_start, len(text)):
        return []
    return ["named_otherwise"]


def beside_cue(passage: Passage, cue: pointers.Place, mention: pointers.Place | None) -> list[str]:
    """Give what stands where the subject of reporting words does: `Ann Lee said`, `”, said Ann Lee`.

    Args:
        passage: The article, cut.
        cue: The reporting words.
        mention: What names the speaker; in the same sentence it is the subject, unless the words are turned round.

    Returns:
        Capitalised words, right beside the cue.
    """
    text, sentence = passage.article.text, passage.sentence_at(cue[0])
    before = text[max(sentence.start, cue[0] - _AROUND) : cue[0]]
    if _CLOSED.search(before):
        return _first(text[cue[1] : min(sentence.end, cue[1] + _AROUND)].split())
    if mention and sentence.start <= mention[0] < sentence.end:
        return []
    return [" ".join(reversed(run.split())) for run in _first(before.split()[::-1])]


def label(passage: Passage, quotation: Quotation) -> list[str]:
    """Give the label before a quotation: `Ann Lee:`."""
    piece = quotation.pieces[0]
    if quotation.form == "turn":
        return [passage.article.text[piece.outer_start : piece.start]]
    sentence = passage.sentence_at(piece.outer_start)
    before = passage.article.text[sentence.start : piece.outer_start].rstrip()
    return [before] if before.endswith(":") and len(before) <= _AROUND else []


def mislabelled(passage: Passage, people: People, number: int, turn: Quotation) -> str | None:
    """Say whose label stands before a turn where it is another person of the sheet; None where not."""
    known, words = people.known[number], set(passage.label(turn))
    if words & _own(known):
        return None
    named = sorted({k.name for word in words for k in people.of_last(word) if k.kind == "person"})
    return f"the turn is labelled with {named[0]}, not with {known.name}" if named else None


def unlabelled(passage: Passage, known: Known, turn: Quotation) -> list[Flag]:
    """Flag a turn whose label, unlike another turn's, is no word of the one given; `Q:` is no name."""
    words, own = set(passage.label(turn)), _own(known)
    is_name = any(len(word) > 1 for word in words)
    return ["named_otherwise"] if is_name and not words & own and own & passage.label_words else []


def _is_one(word: str, own: set[str], language: str | None) -> bool:
    """Tell whether a word is one of some; outside English also in another case: `Роговой` of `Рогова`."""
    if word in own or language in ("en", None):
        return word in own
    return any(word[:length] == one[:length] for one in own for length in [max(STEM, min(len(word), len(one)) - 2)])


def _own(known: Known) -> set[str]:
    return set(_WORDS.findall(f"{known.name} {known.row.role}".casefold()))


def _first(words: list[str]) -> list[str]:
    """Give the capitalised words that stand first, as one."""
    run: list[str] = []
    for word in words:
        if not word[0].isupper():
            break
        run.append(word)
    return [" ".join(run)] if run else []


def _capitalised(words: str) -> Iterator[list[str]]:
    """Give runs of neighbouring words that begin with capitals; a comma and a colon end one.

    What a possessive ends is left out: `Ann Lee’s aide` is not Ann Lee.
    """
    run: list[str] = []
    for token in words.split():
        word = re.sub(r"^\W+|(?:[’']s?)?\W*$", "", token)
        if word[:1].isupper():
            run.append(word)
        if run and (not word[:1].isupper() or not token.endswith(word)):
            if not re.search(r"[’']s?\W*\Z", token):
                yield run
            run = []
    if run:
        yield run
