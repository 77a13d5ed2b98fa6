"""Lemmas the steps reader knows: reporting verbs, and the senses of words that name events. English alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "english.toml").read_text("utf-8"))


def _list(name: str) -> frozenset[str]:
    return frozenset(_DATA["lists"][name].split())


def _by_lemma(table: str) -> dict[str, str]:
    return {lemma: kind for kind, lemmas in _DATA[table].items() for lemma in lemmas.split()}


SAY = _list("say")
"""Verbs that can report what somebody says or thinks."""
BELIEF = _list("belief")
"""Reporting verbs whose clause is no statement passed on."""
OBJECT = _list("object")
"""Reporting verbs whose object alone can be the statement: "confirmed the deaths"."""
ACT = _list("act")
"""Reporting verbs with an infinitive: "promised to pay"."""
NAMING = _list("naming")
PEOPLE = _list("people")
"""Nouns that name one person."""
CROWD = _list("crowd")
FIRMS = _list("firms")
"""`the company` can mean the one body the article is about."""
MOUTHPIECES = _list("mouthpieces")
"""They speak for a body."""
MOUTH = _list("mouth")
"""`according to his words`: he is meant."""
TITLES = _list("titles")
DOCUMENTS = _list("documents")
VOICELESS = _list("voiceless")
"""Documents that show something, and are not quoted as speaking."""
FEMALE = _list("female")
MALE = _list("male")
WEAK = _list("weak")
"""Lemmas that happen as often in another sense: two names, places, times or numbers must stand beside them."""
UNACCUSATIVE = _list("unaccusative")
"""Verbs whose subject suffers where there is no object."""
AGENTIVE = _list("agentive")
"""Nouns whose owner did it: "Russia's attack"."""
LIGHT = _list("light")
"""Verbs that only bring a noun's event about: "carried out an attack"."""
HAPPEN = _list("happen")
HARM = _list("harm")
CAUSES = _list("causes")
"""Types of events that kill and hurt."""
STATES_OF_BEING = _list("states_of_being")
"""Verbs that tell a state, or nothing by themselves."""
SHOTS = _list("shots")
ARMS = _list("arms")
"""Beside them a strike is an attack."""
DEADLY = _list("deadly")
"""What a strike does that is an attack."""
LABOUR = _list("labour")
"""Beside them a strike is of workers."""
GROUPING = _list("grouping")
BODIES = _list("bodies")
"""Nouns that name a body of people that can act."""
GAINED = _list("gained")
"""Types of events whose object is won, scored or gone to: only people and bodies are their targets."""
MOVED_BY_ITSELF = _list("moved_by_itself")
"""Types of events whose actor may be a thing."""
POSTS = _list("posts")
TROPHIES = _list("trophies")
COUNTED_IN = _list("counted_in")
ANIMALS = _list("animals")
"""Their deaths are no toll."""
QUANTITIES = _list("quantities")
"""What rises and falls as a figure does."""
UNTRUE = _list("untrue")
RUMOUR = _list("rumour")
"""Nouns whose clause nobody has to believe."""
IDLE = _list("idle")
"""Objects and subjects that leave a verb of action without an event: `rejected the criticism`, `her term ends`."""
RESTRICTIONS = _list("restrictions")
VEHICLES = _list("vehicles")
CAPTIVES = _list("captives")
PLACES = _list("places")
"""Nouns that name a place."""
PLANS = _list("plans")
REAL = _list("real")
GIVEN_MALE = _list("given_male")
GIVEN_FEMALE = _list("given_female")
STANCES = {stance: frozenset(lemmas.split()) for stance, lemmas in _DATA["stances"].items()}
"""How a claimant stands to a statement, by the reporting verb; every other verb asserts."""
VERB_TYPE, NOUN_TYPE = _by_lemma("verbs"), _by_lemma("nouns")
"""Event types of verbs and of nouns, by lemma."""
PHRASAL = {tuple(words.split()): kind for words, kind in _DATA["phrasal"].items()}
"""Event types of verbs with the particle or the bare object that belongs to them."""
AUXILIARIES = _by_lemma("auxiliaries")
"""What an auxiliary says of whether something happened."""
WEIGHTS: dict[str, dict[str, float]] = _DATA["weights"]
"""Weights of `worth`, for verbs and nouns."""
TENS = range(20, 100, 10)
"""Numbers that can be the first half of `twenty-two`."""
NUMBERS = {word: number for number, word in enumerate(_DATA["lists"]["numbers"].split())} | {
    word: 10 * number for number, word in enumerate(_DATA["lists"]["tens"].split(), start=3)
}
"""Number words up to ninety."""
