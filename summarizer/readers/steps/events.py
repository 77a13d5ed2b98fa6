"""Which words name events, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words, worth
from summarizer.readers.steps.roles import Event, Roles
from summarizer.readers.steps.senses import is_light, is_other_sense, noun_sense, sense_of
from summarizer.readers.steps.tree import completion, kids, realis

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.around import Surroundings
    from summarizer.readers.steps.frames import Frame
    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.parse import Parse


_TOLD_AS_NEWS = ("announcement", "threat", "trial", "agreement")
"""What a verb that reports a clause can name: saying it is the news."""
_POINTING_BACK = frozenset("the that this these those".split())
_NEW = frozenset("a an another".split())
_ENDS = frozenset('.!?…”"’')


class Finder:
    """The events of one parsed article, each word for itself."""

    def __init__(self, parse: Parse, names: Names, frames: list[Frame], around: Surroundings) -> None:
        self.parse, self.names, self.around, self.places = parse, names, around, around.places
        self.roles = Roles(parse, names, around)
        """Who takes part."""
        self._reporting = {f.cue.i for f in frames if f.content and f.kind != "object"}
        self._told = {i for f in frames if f.name and f.kind in ("clause", "according") for i in f.content}
        self._lead = lead_paragraph(parse)

    def find(self) -> list[Event]:
        """Find every word that names an event, in the order of the text."""
        found: list[Event] = []
        for token in self.parse.doc:
            if self.parse.quoted(token.i) or self._paragraph(token) < self._lead:
                continue
            if token.pos_ == "VERB":
                event = self._verb(token)
            elif token.pos_ == "NOUN":
                event = self._noun(token)
            else:
                continue
            if event is not None:
                found.append(event)
        return found

    def _verb(self, verb: Token) -> Event | None:
        sense, lemma = sense_of(self.roles, verb), verb.lemma_.lower()
        if lemma in words.STATES_OF_BEING:
            return None
        telling = sense is None or (verb.i in self._reporting and sense not in _TOLD_AS_NEWS)
        if telling and lemma in words.SAY:
            return None  # "She recalled that the ship had sunk": nothing was called back
        doer, things = self.roles.subject(verb), [x for x in kids(verb, "dobj") if x != completion(verb)]
        idle = lemma == "announce" and not things and verb.i not in self._reporting
        if idle or is_light(verb, things) or is_other_sense(self.roles, verb, doer, things):
            return None
        event = Event(verb, sense or "other", verb)
        self.roles.of_verb(event, doer, things)
        moving = event.type == "movement"
        if moving and event.targets and self.places.is_place(event.targets[0]):
            event.place, event.targets = self.places.named(event.targets[0]), []
        if event.place is None:
            event.place = self.places.own(verb, self.roles.nouns(doer), movement=moving)
            if event.place and event.place.at in {x.i for x in event.actors}:
                event.place = None  # "Shares in Nordwing fell": a doer is no place
        event.time = self.around.time(verb, doer)
        event.features = self._verb_features(event, verb, doer, things, sense is not None)
        event.worth = worth.log_odds(event.features, "verb")
        event.realis = realis(verb, [*event.actors, *event.targets])
        if event.realis == "actual" and verb.tag_ in ("VBZ", "VBP") and event.time is not None:
            event.realis = "planned"  # "The bank next meets on June 19."
        if event.type in ("death", "injury"):
            beasts = any(t.lemma_.lower() in words.ANIMALS for t in event.targets)
            count = None if beasts else self.around.count(event.targets)
            event.dead, event.injured = (count, None) if event.type == "death" else (None, count)
        return event

    def _verb_features(
        self, event: Event, verb: Token, doer: Token | None, things: list[Token], known: bool
    ) -> dict[str, float]:
        lemma = event.token.lemma_.lower()
        number = any(x.like_num for o in things for x in o.subtree) or any(
            x.like_num and x.i not in self.around.times for c in kids(verb, "prep", "npadvmod") for x in c.subtree
        )
        who = "none" if doer is None else "pronoun" if doer.pos_ == "PRON" else "noun"
        if doer is not None and (doer.i in self.parse.entity or doer.pos_ == "PROPN"):
            who = "name"
        return {
            "always": 1.0,
            worth.lexical(lemma, known): 1.0,
            f"tense={worth.tense(verb)}": 1.0,
            worth.role(verb): 1.0,
            f"doer={who}": 1.0,
            "reporting": float(verb.i in self._reporting),
            "saying": float(lemma in words.SAY),
            "negated": float(bool(kids(verb, "neg"))),
            "object": float(bool(things)),
            "number": float(number),
            "named": min(2.0, sum(map(self.roles.entity, event.actors + event.targets))),
            **self._common_features(event),
        }

    def _common_features(self, event: Event) -> dict[str, float]:
        paragraph = self._paragraph(event.token)
        return {
            "time": float(event.time is not None),
            "place": float(event.place is not None),
            "told": float(event.token.i in self._told),
            "lead": float(paragraph == self._lead),
            "early": float(self._lead < paragraph <= self._lead + 2),
        }

    def _paragraph(self, token: Token) -> int:
        return self.parse.units[self.parse.unit_of[token.i]].paragraph

    def _noun(self, noun: Token) -> Event | None:
        kind = noun_sense(noun)
        if kind is None:
            return None
        event = Event(noun, kind, noun)
        self.roles.of_noun(event)
        self.roles.host(event)
        host = event.host
        event.place = self.places.own(host, event.targets, movement=False)
        event.time = self.around.time(noun, None)
        if host != noun:
            # "The strike was announced on Monday": that day it was announced.
            event.time = event.time or (None if host.lemma_ == "announce" else self.around.time(host, None))
        order = ["actual", "planned", "negated", "hypothetical"]
        event.realis = max(realis(noun, []), realis(host, []), key=order.index)
        if host.lemma_.lower() in ("announce", "call"):
            event.realis = max(event.realis, "planned", key=order.index)
        if kind == "death":
            event.dead = self.around.count(event.targets)
        self._weigh_noun(event)
        return event

    def _weigh_noun(self, event: Event) -> None:
        noun, lemma = event.token, event.token.lemma_.lower()
        dets = {c.lower_ for c in kids(noun, "det")}
        event.definite = bool(dets & _POINTING_BACK or kids(noun, "poss"))
        event.bare = not event.actors and not event.targets and event.place is None and event.time is None
        event.features = {
            "always": 1.0,
            worth.lexical(lemma, True): 1.0,
            f"article={'the' if event.definite else 'a' if dets & _NEW else 'none'}": 1.0,
            f"role={noun.dep_}": 1.0,
            "host": float(event.host != noun),
            "not actual": float(event.realis != "actual"),
            **self._common_features(event),
        }
        event.worth = worth.log_odds(event.features, "noun")
        if event.host.pos_ == "VERB":  # "The ceremony took place": told as a verb tells it
            verb = self._verb_features(
                event, event.host, self.roles.subject(event.host), kids(event.host, "dobj"), True
            )
            event.worth = max(event.worth, worth.log_odds(verb, "verb"))


def lead_paragraph(parse: Parse) -> int:
    """Give the index of the first paragraph that is running text: no headline, no line with the date."""
    text = parse.passage.article.text
    for unit in parse.units:
        if text[unit.end - 1] in _ENDS and len(text[unit.start : unit.end].split()) >= 8:
            return unit.paragraph
    return 0
