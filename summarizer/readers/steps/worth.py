"""How likely a word that could name an event names one an editor would list: a small logistic model.

The weights stand in `english.toml`. They are fitted to the `dev` articles of `evals/gold` and to real news, required
labels against everything that is labelled not at all, by ridge regression, and rounded to a tenth; that of the
pluperfect was set by hand on the same articles, five that changed nothing were left out. They hold for the
features below and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.tree import kids

if TYPE_CHECKING:
    from spacy.tokens import Token

LISTED = -0.5
"""Log odds from which a word is listed."""

DENIED = 0.5
"""The same for what did not happen: nobody needs to hear of most of it."""


def tense(verb: Token) -> str:
    """Name the form of a verb, as far as it matters to whether it tells what happened."""
    aux = {c.lower_ for c in kids(verb, "aux")}
    told = {words.AUXILIARIES[a] for a in aux if a in words.AUXILIARIES}
    if told:
        return "will" if "planned" in told else "modal"
    if "to" in aux:
        return "to"
    if "had" in aux:
        return "pluperfect"
    if aux & {"has", "have"}:
        return "perfect"
    if verb.tag_ == "VBD" or any(c.lower_ in ("was", "were") for c in kids(verb, "auxpass")):
        return "past"
    named = {"VBZ": "present", "VBP": "present", "VBG": "participle", "VBN": "passive participle"}
    return named.get(verb.tag_, "base")


def lexical(lemma: str, known: bool) -> str:
    """Tell how plainly a lemma names events: strong, weak or none."""
    if not known:
        return "lexical=none"
    return "lexical=weak" if lemma in words.WEAK else "lexical=strong"


def role(verb: Token) -> str:
    """Name the place of a verb in its sentence."""
    name = f"role={verb.dep_}"
    return name if name in words.WEIGHTS["verb"] else "role=other"


def log_odds(features: dict[str, float], kind: str) -> float:
    """Weigh the features of a `verb` or a `noun` up."""
    return sum(words.WEIGHTS[kind].get(name, 0.0) * value for name, value in features.items())
