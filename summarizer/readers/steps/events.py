"""Which words name events, and who takes part, as the parse gives it plainly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.readers.steps import words, worth
from summarizer.readers.steps.around import Count, Surroundings, governed, kids, objects, realis
from summarizer.readers.steps.names import conjuncts, relative, subject
from summarizer.summary import EventType, Realis

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.frames import Frame
    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.parse import Parse
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
    place: Token | None = None
    """Head of the named place."""
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


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, a participle behind a noun too."""
    if kids(verb, "nsubjpass", "auxpass"):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "advcl") and not kids(verb, "aux"):
        return True
    return verb.dep_ == "conj" and not kids(verb, "nsubj", "aux", "dobj") and is_passive(verb.head)


class Finder:
    """The events of one parsed article, each word for itself."""

    def __init__(self, parse: Parse, names: Names, frames: list[Frame], around: Surroundings) -> None:
        self.parse, self.names, self.around = parse, names, around
        self._reporting = {f.cue.i for f in frames if f.content and f.kind != "object"}
        self._told = {i for f in frames if f.name and f.kind in ("clause", "according") for i in f.content}
        self._lead = lead_paragraph(parse)
        self._title = title_lemmas(parse, self._lead)

    def find(self) -> list[Event]:
        """Find every word that names an event, in the order of the text."""
        found: list[Event] = []
        for token in self.parse.doc:
            if self.parse.quoted(token.i) or self._paragraph(token) < self._lead:
                continue
            if token.pos_ == "VERB":
                event = self._verb(token)
            elif token.pos_ in ("NOUN", "PROPN"):
                event = self._noun(token)
            else:
                event = self._toll(token)
            if event is not None:
                found.append(event)
        return found

    # ---- verbs

    def _sense(self, verb: Token) -> EventType | None:
        """Say what a verb names with these subjects and objects; None for nothing known."""
        lemma = verb.lemma_.lower()
        things = kids(verb, "dobj")
        heads = {c.lemma_.lower() for c in things}
        below = {x.lemma_.lower() for c in things for x in c.subtree}
        doers = self.nouns(self.subject(verb))
        human = any(map(self._acts, doers))
        if lemma == "take" and "place" in heads:
            return "meeting"
        if lemma == "take" and any(c.lower_ == "hostage" for c in verb.children):
            return "attack"
        if lemma == "hold":
            return "meeting" if any(c.pos_ in ("NOUN", "PROPN") for c in kids(verb, "nsubjpass")) else None
        if lemma == "leave" and (heads & words.POSTS or any(self.parse.label(c) == "ORG" for c in things)):
            return "appointment"
        if lemma in ("win", "receive", "score", "offer", "give", "get") and below & words.TROPHIES:
            return "award"
        if lemma == "win" and below & words.COUNTED_IN:
            return "election"
        if lemma == "lose" and any(
            self.parse.label(o) in ("GPE", "ORG", "NORP", "PERSON") for o in governed(verb, "to")
        ):
            return "sport"
        if lemma in ("launch", "fire"):
            shooting = heads & words.SHOTS or (lemma == "fire" and not things and governed(verb, "on", "at"))
            return (
                "attack" if shooting else "announcement" if lemma == "launch" else self._dismissal(verb, things, doers)
            )
        if lemma == "open" and "fire" in heads:
            return "attack"
        if lemma in ("dismiss", "sack", "hire", "retire", "replace"):
            return self._dismissal(verb, things, doers)
        if words.VERB_TYPE.get(lemma) == "result":
            return self._change(verb, lemma, doers, things)
        if lemma == "crash" and {x.lemma_.lower() for x in doers} & words.QUANTITIES:
            return "result"
        if lemma == "raise" and not any(x.like_num for o in things for x in o.subtree) and not heads & words.QUANTITIES:
            return None
        if lemma == "claim":
            return "death" if "life" in heads else None
        if lemma in ("hit", "strike", "ram"):
            agents = (
                doers
                if not is_passive(verb)
                else [x for c in kids(verb, "agent") for o in objects(c) for x in self.nouns(o)]
            )
            return "accident" if {x.lemma_.lower() for x in agents} & words.VEHICLES else "attack"
        if lemma == "collapse" and human:
            return "injury"
        particle = next(
            (words.PHRASAL[lemma, c.lower_] for c in kids(verb, "prt", "advmod") if (lemma, c.lower_) in words.PHRASAL),
            None,
        )
        return particle or words.VERB_TYPE.get(lemma)  # pyright: ignore[reportReturnType]

    def _dismissal(self, verb: Token, things: list[Token], doers: list[Token]) -> EventType | None:
        """Somebody leaves or takes an office; anything else that is dismissed or fired is none."""
        who = doers if is_passive(verb) or not things else [x for o in things for x in self.nouns(o)]
        return "appointment" if any(map(self._human, who)) else None

    def _change(self, verb: Token, lemma: str, doers: list[Token], things: list[Token]) -> EventType | None:
        """A figure rises or falls; a tree that falls is no result."""
        figure = any(
            x.like_num or x.text in "%€$£"
            for c in verb.children
            if c.i > verb.i
            for x in c.subtree
            if x.i not in self.around.times
        )
        if figure or {x.lemma_.lower() for x in doers} & words.QUANTITIES:
            return "result"
        return "sport" if lemma == "lose" and any(o.lemma_ in ("match", "game", "final") for o in things) else None

    def _verb(self, verb: Token) -> Event | None:
        sense, lemma = self._sense(verb), verb.lemma_.lower()
        if verb.dep_ in ("amod", "compound") or lemma in words.STATES_OF_BEING:
            return None
        if sense is None and lemma in words.SAY:
            return None
        doer, things = self.subject(verb), kids(verb, "dobj")
        if self._light(verb, things) or self._other_sense(verb, lemma, doer, things):
            return None
        event = Event(verb, sense or "other", verb)
        things = things or [x for x in governed(verb, "over", "around", "about", "under") if kids(x, "nummod")]
        self._take_part(event, doer, things)
        moving = event.type == "movement"
        if moving and event.targets and not is_passive(verb) and self.around.is_place(event.targets[0]):
            place = event.targets[0]
            event.place, event.targets = place if self.around.place_words(place) else None, []
        if event.place is None:
            taking = self.nouns(doer) if event.targets or event.actors else []
            event.place = self.around.place(verb, [*things, *taking], movement=moving)
        event.time = self.around.time(verb, doer if doer is not None and doer.dep_ in ("nsubj", "nsubjpass") else None)
        event.features = self._verb_features(event, doer, things, known=sense is not None)
        event.worth = worth.log_odds(event.features, worth.VERB_WEIGHTS)
        self._from_clause(event)
        event.realis = realis(verb, [*event.actors, *event.targets])
        if event.realis == "actual" and verb.tag_ in ("VBZ", "VBP") and event.time is not None:
            event.realis = "planned"  # "The bank next meets on June 19."
        if event.type in ("death", "injury") and event.realis == "actual":
            count = self.around.count(event.targets)
            event.dead, event.injured = (count, None) if event.type == "death" else (None, count)
        return event

    def _verb_features(self, event: Event, doer: Token | None, things: list[Token], *, known: bool) -> dict[str, float]:
        verb, lemma = event.token, event.token.lemma_.lower()
        number = any(x.like_num for o in things for x in o.subtree) or any(
            x.like_num and x.i not in self.around.times for c in kids(verb, "prep", "npadvmod") for x in c.subtree
        )
        who = "none" if doer is None else "pronoun" if doer.pos_ == "PRON" else "noun"
        if doer is not None and (doer.i in self.parse.entity or doer.pos_ == "PROPN"):
            who = "name"
        return {
            "always": 1.0,
            worth.lexical(True, lemma, known): 1.0,
            f"tense={worth.tense(verb, passive=is_passive(verb))}": 1.0,
            worth.role(verb): 1.0,
            f"doer={who}": 1.0,
            "reporting": float(verb.i in self._reporting),
            "saying": float(lemma in words.SAY),
            "negated": float(bool(kids(verb, "neg"))),
            "object": float(bool(things)),
            "number": float(number),
            "habit": float(self._habit(verb)),
            "named": min(2.0, sum(map(self.entity, event.actors + event.targets))),
            **self._common_features(event),
        }

    def _common_features(self, event: Event) -> dict[str, float]:
        paragraph = self._paragraph(event.token)
        return {
            "time": float(event.time is not None),
            "place": float(event.place is not None),
            "title": float(event.token.lemma_.lower() in self._title),
            "told": float(event.token.i in self._told),
            "lead": float(paragraph == self._lead),
            "early": float(self._lead < paragraph <= self._lead + 2),
        }

    def _paragraph(self, token: Token) -> int:
        return self.parse.units[self.parse.unit_of[token.i]].paragraph

    def _take_part(self, event: Event, doer: Token | None, things: list[Token]) -> None:
        """Fill actors and targets of a verb."""
        verb, lemma = event.token, event.token.lemma_.lower()
        if is_passive(verb):
            event.targets = self.nouns(doer)
            event.actors = [x for c in kids(verb, "agent") for y in objects(c) for x in self.nouns(y)]
        elif event.type == "result":
            event.actors = self._whose_shares(self.nouns(doer))
        elif lemma == "lose" and event.type == "sport":
            event.actors, event.targets = [x for y in governed(verb, "to") for x in self.nouns(y)], self.nouns(doer)
        elif lemma in ("take", "hold") and event.type == "meeting":
            pass
        elif lemma in words.UNACCUSATIVE and not things:
            event.targets = self.nouns(doer)
        else:
            joined = [o for c in kids(verb, "conj") if c.pos_ == "VERB" for o in kids(c, "dobj")]
            things = things or joined  # "killed and wounded troops"
            event.actors = self.nouns(doer)
            event.targets = [x for o in things for x in self.nouns(o)]
            if not things and event.type in ("attack", "protest", "sport", "meeting"):
                aimed = governed(verb, "at", "on", "against", "with", "into")
                event.targets = [x for y in aimed for x in self.nouns(y) if not self.around.is_place(y)]

    def _whose_shares(self, nouns: list[Token]) -> list[Token]:
        """`Shares in Velda fell`: Velda."""
        first = nouns[0] if nouns else None
        if first is not None and first.lemma_.lower() in ("share", "stock"):
            return [x for o in governed(first, "in", "of") for x in self.nouns(o)] or nouns
        return nouns

    def _light(self, verb: Token, things: list[Token]) -> bool:
        """Tell whether another word names the event: `carried out an attack`, `began issuing`."""
        lemma = verb.lemma_.lower()
        if lemma in ("begin", "start", "continue", "stop") and kids(verb, "xcomp"):
            return True
        if lemma not in words.LIGHT and lemma not in words.HAPPEN:
            return False
        return any(
            o.lemma_.lower() in words.NOUN_TYPE
            or (o.lemma_ in words.GROUPING and any(x.lemma_ in words.NOUN_TYPE for x in governed(o, "of")))
            for o in [*things, *kids(verb, "nsubjpass"), *(kids(verb, "nsubj") if lemma in words.HAPPEN else [])]
        )

    def _other_sense(self, verb: Token, lemma: str, doer: Token | None, things: list[Token]) -> bool:
        """Tell whether a verb is used in a sense that is no event of its type."""
        heads = {o.lemma_.lower() for o in things} | ({doer.lemma_.lower()} if doer is not None else set())
        people = [*self.nouns(doer), *(y for o in things for y in self.nouns(o))]
        if heads & words.IDLE and lemma in words.VERB_TYPE:
            return True
        if lemma in ("decline", "threaten", "refuse") and kids(verb, "xcomp"):
            return True
        if lemma == "deny":
            return not (is_passive(verb) or kids(verb, "dative") or len(things) > 1)
        if lemma == "announce":
            return not things and verb.i not in self._reporting
        if lemma == "lift":
            return not heads & words.RESTRICTIONS
        if lemma == "end":
            return bool(things)
        if lemma == "meet":
            return bool(things) and not any(map(self._acts, people[1:]))
        if lemma in ("seize", "capture", "free", "save", "rescue"):
            return not any(map(self._human, people))
        if lemma in ("target", "hit", "strike") and doer is not None and not is_passive(verb):
            return doer.lemma_.lower() in words.NOUN_TYPE
        if lemma == "die" and governed(verb, "for"):
            return True  # "dying for water"
        if lemma in ("kill", "wound", "injure") and not things and not is_passive(verb) and not kids(verb, "conj"):
            return True
        if lemma in ("kill", "die", "attack", "wound", "bomb", "shoot", "stab"):
            return not any(self._acts(x) or self._body(x) or x.tag_ == "NNS" for x in people)
        return False

    def plain_roles(self, event: Event) -> None:
        """Leave out roles that no reader would call a doer or a sufferer: abstract things, ways and means."""
        if event.type not in words.MOVED_BY_ITSELF:
            event.actors = [x for x in event.actors if self._acts(x)]
        if event.type not in words.THINGS_HURT:
            event.targets = [x for x in event.targets if self._acts(x)]

    def _acts(self, token: Token) -> bool:
        """Tell whether a noun is somebody, or a body of people."""
        if token.lemma_.lower() in words.TROPHIES or token.lower_ in ("i", "we", "nobody", "none"):
            return False
        if self._human(token) or token.lemma_.lower() in words.BODIES:
            return True
        return self.parse.label(token) in ("ORG", "GPE", "NORP") and token.pos_ == "PROPN"

    def _human(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        meant = token.doc[self.names.means[token.i].token] if token.i in self.names.means else token
        if meant is not token:
            return self._acts(meant)
        return (
            self.names.is_person(token) or token.lower_ in ("he", "she", "him", "her", "who", "we", "i", "they", "them")
            or lemma in words.PEOPLE | words.CROWD | words.CAPTIVES or lemma.endswith(("ist", "ian", "ee", "man", "men"))
            or self.parse.label(token) in ("NORP", "PERSON") or (token.pos_ == "NUM" and not kids(token, "prep"))
        )  # fmt: skip

    def _body(self, token: Token) -> bool:
        return self.parse.label(token) in ("ORG", "GPE", "NORP", "FAC") or token.lemma_.lower() in words.NOUN_TYPE

    def _habit(self, verb: Token) -> bool:
        return any(
            c.lower_ in ("often", "usually", "always", "sometimes", "regularly", "never", "frequently")
            for c in verb.children
        )

    # ---- nouns

    def _noun(self, noun: Token) -> Event | None:
        kind = words.NOUN_TYPE.get(noun.lemma_.lower())
        if (
            kind is None
            or noun.i in self.around.times
            or self.parse.label(noun) in ("ORG", "PERSON", "GPE", "FAC", "WORK_OF_ART", "LAW", "PRODUCT")
        ):
            return None
        event = Event(noun, kind, noun)  # pyright: ignore[reportArgumentType]
        self._noun_roles(event)
        self._noun_modifiers(event)
        self._noun_host(event)
        host = event.host
        event.place = event.place or self.around.place(noun, event.targets, movement=False)
        event.time = self.around.time(noun, None)
        if host != noun:
            event.place = event.place or self.around.place(host, [], movement=False)
            event.time = event.time or self.around.time(host, None)
        order = ["actual", "planned", "negated", "hypothetical"]
        event.realis = max(realis(noun, []), realis(host, []), key=order.index)
        if host.lemma_.lower() in ("announce", "plan", "prepare", "call") and kind != "announcement":
            event.realis = max(event.realis, "planned", key=order.index)
        if kind == "death":
            event.dead = self.around.count(event.targets)
        self._weigh_noun(event)
        self._from_clause(event)
        return event

    def _noun_roles(self, event: Event) -> None:
        noun, kind = event.token, event.type
        agentive = noun.lemma_.lower() in words.AGENTIVE
        for c in kids(noun, "poss"):
            owner = relative(c)
            if owner.i not in self.around.times:
                (event.actors if agentive else event.targets).extend(self.nouns(owner))
        event.actors += [x for y in governed(noun, "by") for x in self.nouns(y)]
        for y in governed(noun, "of"):
            if y.i not in self.around.times and not self.around.is_place(y):
                (event.actors if kind == "meeting" else event.targets).extend(self.nouns(y))
        if kind in ("attack", "investigation", "decision", "charge", "protest"):
            event.targets += [
                x
                for y in governed(noun, "on", "against", "into")
                for x in self.nouns(y)
                if y.i not in self.around.times
            ]
        if kind in ("meeting", "agreement"):
            event.actors += [x for y in governed(noun, "between", "with") for x in self.nouns(y)]

    def _noun_modifiers(self, event: Event) -> None:
        """`the Elm Road blast`, `a strike believed to have been carried out by …`."""
        noun, agentive = event.token, event.token.lemma_.lower() in words.AGENTIVE
        for c in kids(noun, "compound", "amod", "nmod"):
            label = self.parse.label(c)
            if label in ("FAC", "EVENT"):
                event.targets.append(c)
            elif label == "GPE" and self.around.place_words(c):
                event.place = c
            elif agentive and label in ("NORP", "ORG", "PERSON"):
                event.actors.append(c)
            elif label == "PERSON":
                event.targets.append(c)
        for v in kids(noun, "acl", "relcl"):
            verb = next(iter(kids(v, "xcomp")), v) if v.lemma_ in ("believe", "think", "say", "report") else v
            if verb.lemma_ == "target":
                event.targets += [x for y in kids(verb, "dobj") for x in self.nouns(y)]
            elif is_passive(verb):
                event.actors += [x for c in kids(verb, "agent") for y in objects(c) for x in self.nouns(y)]

    def _noun_host(self, event: Event) -> None:
        """Find the verb that brings the event about, and what it adds."""
        head = event.token
        while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
            head = head.head
        while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_ in words.GROUPING:
            head = head.head.head
        verb = head.head if head.head.pos_ == "VERB" else head.head.head
        if head.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB":
            plain = head.dep_ == "dobj" or verb.lemma_ == "carry" or head.head.dep_ == "agent"
            if verb.lemma_ in words.LIGHT and plain:
                event.host = verb
                suffers = verb.lemma_ in ("face", "suffer")
                if suffers and not event.targets:
                    event.targets = self.nouns(self.subject(verb))
                acts = verb.lemma_ not in ("face", "suffer", "see", "stop", "attend", "order", "cause")
                if acts and not event.actors and head.dep_ == "dobj" and not is_passive(verb):
                    event.actors = self.nouns(self.subject(verb))
                if not event.targets and event.type == "attack":
                    event.targets = [x for y in governed(verb, "on", "against") for x in self.nouns(y)]
        elif head.dep_ in ("nsubj", "nsubjpass"):
            verb = head.head
            if verb.lemma_ in words.HAPPEN or (is_passive(verb) and verb.lemma_ in words.LIGHT | words.HAPPEN):
                event.host = verb
                event.actors = event.actors or [
                    x for c in kids(verb, "agent") for y in objects(c) for x in self.nouns(y)
                ]
            elif verb.lemma_ in words.HARM:
                event.host = verb
                if verb.lemma_ in ("target", "hit", "strike") and not is_passive(verb) and not event.targets:
                    event.targets = [x for y in kids(verb, "dobj") for x in self.nouns(y)]

    def _weigh_noun(self, event: Event) -> None:
        noun, lemma = event.token, event.token.lemma_.lower()
        dets = {c.lower_ for c in kids(noun, "det")}
        event.definite = bool(dets & {"the", "that", "this", "these", "those"}) or bool(kids(noun, "poss"))
        roles = event.actors + event.targets
        event.bare = not roles and event.place is None and event.time is None
        vague = (
            "further",
            "future",
            "possible",
            "potential",
            "any",
            "more",
            "other",
            "such",
            "no",
            "previous",
            "similar",
        )
        event.features = {
            "always": 1.0,
            worth.lexical(False, lemma, True): 1.0,
            f"article={'the' if event.definite else 'a' if dets & {'a', 'an', 'another'} else 'none'}": 1.0,
            worth.noun_role(noun): 1.0,
            "host": float(event.host != noun),
            "vague": float(any(c.lower_ in vague for c in noun.children)),
            "not actual": float(event.realis != "actual"),
            "named": min(2.0, sum(map(self.entity, roles))),
            "roles": min(2.0, len(roles)),
            **self._common_features(event),
        }
        event.worth = worth.log_odds(event.features, worth.NOUN_WEIGHTS)

    # ---- tolls

    def _toll(self, token: Token) -> Event | None:
        """`left 12 dead`, `107 dead`, `238 injured`."""
        if token.lower_ not in ("dead", "injured", "wounded"):
            return None
        who: Token | None = None
        if token.dep_ == "acomp":
            who = subject(token.head)
        elif token.dep_ in ("attr", "oprd", "ccomp"):
            who = next((c for c in [*token.children, *token.head.children] if c.dep_ in ("nsubj", "dobj")), None)
        elif token.dep_ in ("amod", "acl", "appos") and token.head != token:
            who = token.head
        who = who or next(iter(kids(token, "nsubj", "nummod", "npadvmod")), None)
        count = self.around.count([who]) if who is not None else None
        if who is None or count is None:
            return None
        dead = token.lower_ == "dead"
        verb = token.head if token.head.pos_ in ("VERB", "AUX") else token
        event = Event(token, "death" if dead else "injury", verb, targets=self.nouns(who), worth=0.0)
        event.dead, event.injured = (count, None) if dead else (None, count)
        event.place = self.around.place(verb, [who], movement=False)
        event.time = self.around.time(verb, None)
        event.realis = realis(verb, [who])
        return event

    # ---- common

    def subject(self, verb: Token) -> Token | None:
        """Give who does what a verb says, `who` and `which` followed to their noun."""
        found = subject(verb)
        return None if found is None or found.i in self.parse.stands_for else relative(found)

    def nouns(self, token: Token | None) -> list[Token]:
        """Give a noun and those joined to it that can take part in an event."""
        if token is None or token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            return []
        if token.dep_ == "expl" or token.lower_ == "there" or token.i in self.around.times:
            return []
        return [t for t in conjuncts(token) if t == token or t.lemma_.lower() not in words.NOUN_TYPE]

    def entity(self, token: Token) -> bool:
        """Tell whether a noun phrase holds a name or a number, or is a pronoun whose name is known."""
        start, end = self.names.phrase(token)
        return token.i in self.names.means or any(
            i in self.parse.entity and self.parse.entity[i].label_ != "ORDINAL" for i in range(start, end)
        )

    def _from_clause(self, event: Event) -> None:
        """Take time and place from the clauses the word hangs in, where none stands at the word itself."""
        head = event.token
        roles = (
            "dobj",
            "pobj",
            "prep",
            "nsubj",
            "nsubjpass",
            "conj",
            "advcl",
            "xcomp",
            "attr",
            "agent",
            "acl",
            "pcomp",
        )
        for _ in range(5):
            if head.dep_ not in roles or head.head == head:
                return
            if (head.dep_ == "acl" and head.tag_ == "VBN") or (head.dep_ == "advcl" and kids(head, "mark")):
                return
            head = head.head
            if head.pos_ not in ("VERB", "AUX"):
                continue
            if head.i in self._reporting:
                return
            event.time = event.time or self.around.time(head, None)
            event.place = event.place or self.around.place(head, [], movement=False)


def lead_paragraph(parse: Parse) -> int:
    """Give the index of the first paragraph that is running text: no headline, no line with the date."""
    text = parse.passage.article.text
    for unit in parse.units:
        if text[unit.end - 1] in '.!?…”"’' and len(text[unit.start : unit.end].split()) >= 8:
            return unit.paragraph
    return 0


def title_lemmas(parse: Parse, lead: int) -> set[str]:
    """Give the lemmas of the headline's words of content, as the article's own words have them."""
    text = parse.passage.article.text
    title = parse.passage.article.title or " ".join(text[u.start : u.end] for u in parse.units if u.paragraph < lead)
    known = {t.lower_: t.lemma_.lower() for t in parse.doc if t.is_alpha and not t.is_stop}
    return {known[w] for w in (part.strip(".,:;'’‘\"").lower() for part in title.split()) if w in known}
