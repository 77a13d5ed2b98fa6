"""Who takes part in an event, as the parse gives it plainly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.tree import completion, conjuncts, governed, is_passive, kids, objects, relative, subject
from summarizer.summary import EventType, Realis

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.around import Count, Surroundings
    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.parse import Parse
    from summarizer.readers.steps.places import Place
    from summarizer.times import TimeExpression


@dataclass
class Event:
    """A word that names an event, with what stands around it."""

    token: Token
    """The word."""
    type: EventType
    """Its sense."""
    host: Token
    """The verb that brings a noun's event about, or the word itself."""
    actors: list[Token] = field(default_factory=list)
    """Heads of who did it."""
    targets: list[Token] = field(default_factory=list)
    """Heads of whom or what it was done to."""
    place: Place | None = None
    """Where."""
    time: TimeExpression | None = None
    """When."""
    dead: Count | None = None
    """Killed."""
    injured: Count | None = None
    """Hurt."""
    realis: Realis = "actual"
    """Whether it happened."""
    again: list[Token] = field(default_factory=list)
    """Other words that name it."""
    definite: bool = False
    """A noun with `the`, which points back."""
    bare: bool = False
    """A noun with nothing beside it: only ever another word for an event."""
    part_of: Event | None = None
    """The event that caused this one."""
    worth: float = 0.0
    """Log odds that an editor would list it."""
    features: dict[str, float] = field(default_factory=dict)
    """What that was weighed from."""


class Roles:
    """The roles of one parsed article's events."""

    def __init__(self, parse: Parse, names: Names, around: Surroundings) -> None:
        self.parse, self.names, self.around = parse, names, around

    def subject(self, verb: Token) -> Token | None:
        """Give who does what a verb says, `who` and `which` followed to their noun."""
        found = subject(verb)
        return None if found is None else relative(found)

    def nouns(self, token: Token | None) -> list[Token]:
        """Give a noun and those joined to it that can take part in an event."""
        if token is None or token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            return []
        if token.i in self.around.times:
            return []
        return [t for t in conjuncts(token) if t == token or t.lemma_.lower() not in words.NOUN_TYPE]

    def entity(self, token: Token) -> bool:
        """Tell whether a noun phrase holds a name or a number, or is a pronoun whose name is known."""
        start, end = self.names.phrase(token)
        return token.i in self.names.means or any(
            i in self.parse.entity and self.parse.entity[i].label_ != "ORDINAL" for i in range(start, end)
        )

    def acts(self, token: Token) -> bool:
        """Tell whether a noun is somebody, or a body of people."""
        start, end = self.names.phrase(token)
        if self.parse.label(token) == "MONEY":
            return False  # "won $300"
        if any(t.lemma_.lower() in words.TROPHIES for t in token.doc[start:end]):
            return False
        if self.human(token) or token.lemma_.lower() in words.BODIES:
            return True
        return self.parse.label(token) in ("ORG", "GPE")

    def human(self, token: Token) -> bool:
        """Tell whether a noun or pronoun stands for people."""
        lemma = token.lemma_.lower()
        meant = token.doc[self.names.means[token.i]] if token.i in self.names.means else token
        if meant is not token:
            return self.acts(meant)
        return (
            self.names.is_person(token) or token.lower_ in ("him", "her", "i", "them")
            or lemma in words.PEOPLE | words.CROWD | words.CAPTIVES
            or lemma.endswith(("ist", "ian", "ee", "man"))
            or self.parse.label(token) == "NORP" or token.pos_ == "NUM"
        )  # fmt: skip

    def body(self, token: Token) -> bool:
        """Tell whether a noun is itself an event."""
        return token.lemma_.lower() in words.NOUN_TYPE

    def plain(self, event: Event) -> None:
        """Leave out roles that no reader would call a doer or a sufferer: abstract things, ways and means."""
        if event.type not in words.MOVED_BY_ITSELF:
            event.actors = [x for x in event.actors if self.names.can_speak(x)]
        event.targets = [x for x in event.targets if self._suffers(x, event.type)]

    def _suffers(self, token: Token, kind: EventType) -> bool:
        """Tell whether an event is done to somebody or something, of what stands where its target would."""
        if token.lower_ in ("none", "neither"):
            return False  # "None of the men was arrested"
        if token.lower_ == "it" and token.dep_ == "dobj":
            return False  # mostly a thing or a whole clause, which pronouns are not followed to
        if kind == "appointment":
            return self.human(token)  # "left the board"
        if kind == "announcement" and not self.entity(token) and not any(c.lower_ == "the" for c in kids(token, "det")):
            return False  # "launched a petition": what comes about, nothing it is done to
        if kind != "decision" and words.NOUN_TYPE.get(token.lemma_.lower()) == kind:
            return False  # "won the election", "struck a deal": the event itself
        if token.tag_ == "PRP" or kind in words.GAINED:
            return self.acts(token)  # what "it" and "they" mean is sure for people alone
        return True

    def of_verb(self, event: Event, doer: Token | None, things: list[Token]) -> None:
        """Fill actors and targets of a verb."""
        verb, lemma = event.token, event.token.lemma_.lower()
        if is_passive(verb):
            event.targets = self.nouns(doer)
            event.actors = [x for c in kids(verb, "agent") for y in objects(c) for x in self.nouns(y)]
        elif event.type == "result":
            event.actors = self._whose_shares(self.nouns(doer))
        elif lemma == "lose":
            event.actors, event.targets = [x for y in governed(verb, "to") for x in self.nouns(y)], self.nouns(doer)
        elif lemma == "take" and event.type == "meeting":
            pass
        elif lemma in words.UNACCUSATIVE and not things and completion(verb) is None:
            event.targets = self.nouns(doer)
        else:
            joined = [o for c in kids(verb, "conj") for o in kids(c, "dobj")]
            things = kids(verb, "dative") or things or joined  # "fined the firm 40,000", "killed and wounded troops"
            event.actors = self.nouns(doer)
            event.targets = [x for o in things[:1] for x in self.nouns(o)]
            if not things and event.type in ("attack", "protest", "sport", "meeting"):
                aimed = governed(verb, "at", "on", "against", "with", "into")
                event.targets = [x for y in aimed for x in self.nouns(y) if not self.around.places.is_place(y)]

    def _whose_shares(self, nouns: list[Token]) -> list[Token]:
        """`Shares in Velda fell`: Velda."""
        first = nouns[0] if nouns else None
        if first is not None and first.lemma_ in ("share", "stock"):
            return [x for o in governed(first, "in", "of") for x in self.nouns(o)] or nouns
        return nouns

    def of_noun(self, event: Event) -> None:
        """Fill actors and targets of a noun from what hangs on it."""
        noun, kind = event.token, event.type
        agentive = noun.lemma_.lower() in words.AGENTIVE
        for c in kids(noun, "poss"):
            (event.actors if agentive else event.targets).extend(self.nouns(relative(c)))
        event.actors += [x for y in governed(noun, "by") for x in self.nouns(y)]
        for y in governed(noun, "of"):
            if not self.around.places.is_place(y):
                (event.actors if kind == "meeting" else event.targets).extend(self.nouns(y))
        if kind in ("attack", "investigation", "decision", "charge", "protest"):
            event.targets += [x for y in governed(noun, "on", "against", "into") for x in self.nouns(y)]
        event.actors += [x for y in governed(noun, "between", "with") for x in self.nouns(y)]

    def host(self, event: Event) -> None:
        """Find the verb that brings the event about, and what it adds."""
        head = event.token
        if head.head.head.lemma_ in words.GROUPING:
            head = head.head.head
        verb = head.head
        if head.dep_ == "dobj" and verb.lemma_ in words.LIGHT:
            event.host = verb
            if verb.lemma_ in ("face", "suffer", "lose"):
                event.targets += self.nouns(self.subject(verb))
                event.actors += [x for y in governed(verb, "to") for x in self.nouns(y)]
            elif verb.lemma_ not in ("see", "stop", "attend", "order", "cause"):
                event.actors = self.nouns(self.subject(verb))
        elif head.dep_ in ("nsubj", "nsubjpass"):
            if verb.lemma_ in words.HAPPEN or (is_passive(verb) and verb.lemma_ in words.LIGHT):
                event.host = verb
                event.actors = event.actors or [
                    x for c in kids(verb, "agent") for y in objects(c) for x in self.nouns(y)
                ]
            elif verb.lemma_ in words.HARM:
                event.host = verb
                if verb.lemma_ in ("target", "hit", "strike"):
                    event.targets += [x for y in kids(verb, "dobj") for x in self.nouns(y)]
