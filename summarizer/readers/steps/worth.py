"""How likely a word that could name an event names one an editor would list: a small logistic model.

The weights are fitted to the `dev` articles of `evals/gold` and to real news, required labels against everything that
is labelled not at all, by ridge regression; rounded to a tenth. They hold for the features below and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.around import kids

if TYPE_CHECKING:
    from spacy.tokens import Token

LISTED = -0.8
"""Log odds from which a word is listed."""

DENIED = 0.5
"""The same for what did not happen: nobody needs to hear of most of it."""

VERB_WEIGHTS: dict[str, float] = {
    "always": -1.3,
    "doer=name": 0.6,
    "doer=none": -0.8,
    "doer=noun": -0.2,
    "doer=pronoun": -1.0,
    "early": -0.2,
    "habit": -0.1,
    "lead": 0.8,
    "lexical=none": -2.0,
    "lexical=strong": 0.4,
    "lexical=weak": 0.4,
    "named": 0.2,
    "negated": -0.7,
    "number": 0.2,
    "object": -0.2,
    "place": -0.1,
    "reporting": -0.5,
    "role=ROOT": 1.2,
    "role=acl": 0.1,
    "role=advcl": -0.3,
    "role=ccomp": 0.9,
    "role=conj": -0.9,
    "role=other": -0.7,
    "role=relcl": -0.5,
    "role=xcomp": -1.1,
    "saying": 0.1,
    "tense=base": -0.7,
    "tense=modal": -0.8,
    "tense=participle": -0.1,
    "tense=passive participle": -0.7,
    "tense=past": 0.7,
    "tense=perfect": 0.7,
    "tense=present": -1.4,
    "tense=to": 0.4,
    "tense=will": 0.7,
    "time": 2.2,
    "title": 0.6,
    "told": -0.7,
}
NOUN_WEIGHTS: dict[str, float] = {
    "always": -1.1,
    "article=a": 1.1,
    "article=none": -1.1,
    "article=the": -1.0,
    "early": -0.5,
    "host": 0.5,
    "lead": 0.1,
    "lexical=strong": -0.3,
    "lexical=weak": -0.8,
    "named": 0.1,
    "not actual": 0.9,
    "place": 0.6,
    "role=dobj": -0.1,
    "role=modifier": -0.5,
    "role=nsubj": -0.3,
    "role=nsubjpass": 0.8,
    "role=other": -0.2,
    "role=pobj": -0.7,
    "roles": -0.3,
    "time": 1.1,
    "title": -0.6,
    "told": 0.7,
}

_ROLES = ("ROOT", "ccomp", "advcl", "conj", "relcl", "acl", "xcomp")
_NOUN_ROLES = ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT")


def tense(verb: Token, *, passive: bool) -> str:
    """Name the form of a verb, as far as it matters to whether it tells what happened."""
    aux = [c.lower_ for c in kids(verb, "aux")]
    if any(words.AUXILIARIES.get(a) == "planned" for a in aux):
        return "will"
    if any(a in words.AUXILIARIES for a in aux):
        return "modal"
    if "to" in aux:
        return "to"
    if any(a in ("has", "have", "had", "'ve", "’ve", "'s", "’s") for a in aux):
        return "perfect"
    if verb.tag_ == "VBD" or (passive and any(c.lower_ in ("was", "were") for c in kids(verb, "auxpass"))):
        return "past"
    named = {"VBZ": "present", "VBP": "present", "VBG": "participle", "VBN": "passive participle"}
    return named.get(verb.tag_, "base")


def lexical(verb: bool, lemma: str, known: bool) -> str:
    """Tell how plainly a lemma names events: strong, weak or none."""
    if not known:
        return "lexical=none"
    return "lexical=weak" if lemma in words.WEAK else "lexical=strong"


def role(token: Token) -> str:
    """Name the place of a verb in its sentence."""
    return f"role={token.dep_ if token.dep_ in _ROLES else 'other'}"


def noun_role(token: Token) -> str:
    """Name the place of a noun in its sentence."""
    if token.dep_ in ("compound", "amod", "nmod", "npadvmod"):
        return "role=modifier"
    return f"role={token.dep_ if token.dep_ in _NOUN_ROLES else 'other'}"


def log_odds(features: dict[str, float], weights: dict[str, float]) -> float:
    """Weigh features up."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
