"""Lies about what happened: senses turned round, numbers, places, days and doers that belong to something else."""

from __future__ import annotations

from lying import Lie, happens, quotes, says

DENIED = (
    "Anna Holt denied that the steel was weak. Jane Roe did not say that the council had sold the land. It is not true "
    "that the owner paid bribes, Tom Weil said. The dam will break if the rain goes on, Roe said. If the pumps stop, the "
    "mill will be lost, Weil said. Holt said the bridge was safe. Roe said she doubted whether the mayor knew. Weil never "
    "claimed that the fire was set. Neither Roe nor Holt said that the road was open."
)
THREE = "Jane Roe; Tom Weil; Anna Holt"
DENIALS = {
    "fr": ("Anne Holt a nié que l’acier était faible. Jeanne Roux n’a pas dit que le pont était fermé. Si la pluie continue, la digue cédera, a dit Thomas Weil.", "Anne Holt; Jeanne Roux; Thomas Weil"),
    "de": ("Anna Holt bestritt, dass der Stahl schwach war. Jana Roth sagte nicht, dass die Brücke gesperrt wird. Wenn der Regen anhält, wird der Damm brechen, sagte Tom Weil.", "Anna Holt; Jana Roth; Tom Weil"),
    "zh": ("王芳否认钢材有问题。苏梅没有说大桥会关闭。何大川说，如果雨不停，大坝就会垮。", "王芳; 苏梅; 何大川"),
    "ru": ("Анна Гольц отрицает, что сталь была слабой. Жанна Рогова не говорила, что мост закрыт. Том Вейль сказал, что если дождь не прекратится, плотина рухнет.", "Анна Гольц; Жанна Рогова; Том Вейль"),
    "ar": ("نفت هدى سالم أن الفولاذ كان ضعيفا. لم تقل ليلى حداد إن الجسر مغلق. وقال سامي نصر إنه إذا استمر المطر فسينهار السد.", "هدى سالم; ليلى حداد; سامي نصر"),
}  # fmt: skip
SHOP = (
    "A bomb killed seven people in Arlen on Monday and injured 12, police said. The repair will cost 5 million euros. "
    "Ann Lee, 34, lives next door. In 2012 a fire in Brun had killed 40 people. The market has 90 stalls.\n\n"
    "Only 3 of 3,000 workers stayed at home. It was -15 degrees at 7:30. The road was shut for 45 days.\n\n"
    "A ferry sank off Lisk in May. Its 230 passengers were saved. Fewer than 60 of them could swim.\n\nOn Friday 300 people marched."
)
WAR = (
    "Rebels attacked Brun on Monday. Soldiers shelled Arlen on Tuesday. The president, Ada Moor, met Tom Weil in Oslo in "
    "March.\n\nThe army did not enter Lisk. Police may arrest Tom Weil. Ann Lee, a judge, was born in Lima in 1971.\n\n"
    "“They burned the mill,” a man shouted. The council plans to sell the hall. The Moor Mill was sold in June, Carl Berg said."
)
PAGE = (
    "Correction: An article on Monday said that Tom Weil had stolen the money. In fact, nobody stole it. The mill was sold "
    "to Ada Moor, the article said wrongly on Tuesday; it was sold to Ann Lee."
)
WHO = (
    "Jane Roe, the mayor, met Tom Weil, a contractor, in Brun. Carl Berg watched. The chief engineer of the port spoke."
)


def _turned(language: str) -> list[Lie]:
    text, people = DENIALS[language]
    denier, silent, last = (name.strip() for name in people.split(";"))
    words = {
        "fr": ("l’acier était faible", "a nié", "le pont était fermé", "a pas dit", "la digue cédera", "a dit"),
        "de": ("der Stahl schwach war", "bestritt", "die Brücke gesperrt wird", "sagte nicht", "wird der Damm brechen", "sagte"),
        "zh": ("钢材有问题", "否认", "大桥会关闭", "说", "大坝就会垮", "说"),
        "ru": ("сталь была слабой", "отрицает", "мост закрыт", "говорила", "плотина рухнет", "сказал"),
        "ar": ("الفولاذ كان ضعيفا", "نفت", "الجسر مغلق", "تقل", "فسينهار السد", "وقال"),
    }[language]  # fmt: skip
    # In Russian a "not" stands in the condition: the denial has its word.
    turned = "condition_dropped" if language == "ru" else "negation_not_in_words"
    return [
        Lie(
            f"{language}: a denial asserted",
            text,
            people,
            (says(words[0], denier, "", words[1]),),
            "claim",
            "negation_dropped",
        ),
        Lie(
            f"{language}: a denial asserted, no cue",
            text,
            people,
            (says(words[0], denier),),
            "claim",
            "negation_dropped no_cue",
        ),
        Lie(
            f"{language}: what was not said",
            text,
            people,
            (says(words[2], silent, "", words[3]),),
            "claim",
            "negation_dropped",
        ),
        Lie(
            f"{language}: an assertion denied",
            text,
            people,
            (says(words[4], last, "", words[5], "denied"),),
            "claim",
            turned,
        ),
        Lie(
            f"{language}: a condition dropped",
            text,
            people,
            (says(words[4], last, "", words[5]),),
            "claim",
            "condition_dropped",
        ),
    ]


LIES = [
    *(lie for language in DENIALS for lie in _turned(language)),
    Lie("a denial asserted", DENIED, THREE, (says("the steel was weak", "Anna Holt", "", "denied"),), "claim", "negation_dropped"),
    Lie("a denial confirmed", DENIED, THREE, (says("the steel was weak", "Anna Holt", "", "denied", "confirmed"),), "claim", "negation_dropped"),
    Lie("a denial promised", DENIED, THREE, (says("the steel was weak", "Anna Holt", "", "denied", "promised"),), "claim", "negation_dropped"),
    Lie("a denial asserted, no cue", DENIED, THREE, (says("the steel was weak", "Anna Holt"),), "claim", "negation_dropped no_cue"),
    Lie("a denial asserted, a cue from elsewhere", DENIED, THREE, (says("the steel was weak", "Anna Holt", "", "say"),), "claim", "negation_dropped"),
    Lie("an assertion denied", DENIED, THREE, (says("the bridge was safe", "Anna Holt", "", "said", "denied"),), "claim", "negation_not_in_words"),
    Lie("what somebody did not say", DENIED, THREE, (says("the council had sold the land", "Jane Roe", "", "say"),), "claim", "negation_dropped"),
    Lie("what is not true", DENIED, THREE, (says("the owner paid bribes", "Tom Weil", "", "said"),), "claim", "negation_dropped"),
    Lie("a condition behind it dropped", DENIED, THREE, (says("The dam will break", "Jane Roe", "", "said"),), "claim", "condition_dropped"),
    Lie("a condition before it dropped", DENIED, THREE, (says("the mill will be lost", "Tom Weil", "", "said"),), "claim", "condition_dropped"),
    Lie("a doubt asserted", DENIED, THREE, (says("the mayor knew", "Jane Roe", "", "said"),), "claim", "condition_dropped"),
    Lie("what somebody never claimed", DENIED, THREE, (says("the fire was set", "Tom Weil", "", "claimed"),), "claim", "negation_dropped"),
    Lie("what neither said", DENIED, THREE, (says("the road was open", "Anna Holt", "", "said"),), "claim", "negation_dropped"),
    # Numbers.
    Lie("a price as injured", SHOP, "", (happens("bomb", "attack", injured=("5 million", 5_000_000)),), "injured", "do not come to this number"),
    Lie("a price as injured, with its unit", SHOP, "", (happens("bomb", "attack", injured=("5 million euros", 5_000_000)),), "injured", "do not come to this number"),
    Lie("an age as dead", SHOP, "", (happens("bomb", "attack", dead=("34", 34)),), "dead", "in no sentence that tells"),
    Lie("a year as dead", SHOP, "", (happens("fire in Brun", "disaster", dead=("2012", 2012)),), "dead", "is a time"),
    Lie("the dead of another event", SHOP, "", (happens("bomb", "attack", dead=("40 people", 40)),), "dead", "in no sentence that tells"),
    Lie("stalls as injured", SHOP, "", (happens("fire in Brun", "disaster", injured=("90 stalls", 90)),), "injured", ""),
    Lie("stalls as injured, without the noun", SHOP, "", (happens("fire in Brun", "disaster", injured=("90", 90)),), "injured", ""),
    Lie("the whole of a share", SHOP, "", (happens("stayed", "other", dead=("3 of 3,000 workers", 3000)),), "dead", "do not come to this number"),
    Lie("the whole of a share alone", SHOP, "", (happens("stayed", "other", dead=("3,000 workers", 3000)),), "dead", "do not come to this number"),
    Lie("degrees as injured", SHOP, "", (happens("stayed", "other", injured=("15", 15)),), "injured", "do not come to this number"),
    Lie("a time of day as dead", SHOP, "", (happens("shut", "closure", dead=("30", 30)),), "dead", "do not come to this number"),
    Lie("days as dead", SHOP, "", (happens("shut", "closure", dead=("45", 45)),), "dead", "do not come to this number"),
    Lie("days as dead, with their unit", SHOP, "", (happens("shut", "closure", dead=("45 days", 45)),), "dead", "do not come to this number"),
    Lie("passengers of another event", SHOP, "", (happens("bomb", "attack", dead=("230 passengers", 230)),), "dead", "in no sentence that tells"),
    Lie("marchers as dead", SHOP, "", (happens("bomb", "attack", dead=("300 people", 300)),), "dead", "in no sentence that tells"),
    Lie("fewer than as exactly", SHOP, "", (happens("sank", "accident", tells=("saved",), dead=("60", 60)),), "dead", ""),
    Lie("the injured as dead", SHOP, "", (happens("bomb", "attack", dead=("12", 12)),), "dead", ""),
    # Roles.
    Lie("the doer of another attack", WAR, "Ada Moor; Tom Weil", (happens("attacked", "attack", by=["Soldiers"]),), "actors", ""),
    Lie("the doer of an attack far off", WAR, "Ada Moor; Tom Weil; Ann Lee; Carl Berg", (happens("attacked", "attack", by=["Carl Berg"]),), "actors", ""),
    Lie("the victim of another attack", WAR, "Ada Moor; Tom Weil", (happens("attacked", "attack", by=["Rebels"], to=["Arlen"]),), "targets", ""),
    Lie("somebody who only lives there", WAR, "Ann Lee", (happens("shelled", "attack", to=["Ann Lee"]),), "targets", ""),
    Lie("a place of another event", WAR, "", (happens("attacked", "attack", at="Oslo"),), "place", ""),
    Lie("a place where somebody was born", WAR, "", (happens("attacked", "attack", at="Lima"),), "place", ""),
    Lie("a person as a place", WAR, "Ann Lee", (happens("attacked", "attack", at="Ann Lee"),), "place", "names"),
    Lie("the last part of a person's name as a place", WAR, "Tom Weil", (happens("met Tom", "meeting", at="Weil"),), "place", "names"),
    Lie("a day as a place", WAR, "", (happens("attacked", "attack", at="Monday", on="Monday"),), "place", "is a time"),
    Lie("a day as a place, no time", WAR, "", (happens("attacked", "attack", at="Monday"),), "place", "is a time"),
    Lie("a verb as a place", WAR, "", (happens("attacked", "attack", at="shelled"),), "place", "place_not_named"),
    Lie("the event's own word as a place", WAR, "", (happens("attacked", "attack", at="attacked"),), "place", "names"),
    Lie("the event's own word as the doer", WAR, "", (happens("attacked", "attack", by=["attacked"]),), "actors", "names"),
    Lie("a day as the doer", WAR, "", (happens("attacked", "attack", by=["Monday"], on="Monday"),), "actors", "is the time"),
    Lie("the day of another event", WAR, "", (happens("attacked", "attack", on="March", date="2025-03"),), "time", ""),
    Lie("a year of birth", WAR, "", (happens("attacked", "attack", on="1971", date="1971"),), "time", ""),
    Lie("a place as a time", WAR, "", (happens("attacked", "attack", at="Brun", on="Brun", date="2025-09-01"),), "time", "is the time"),
    Lie("a date out of the air", WAR, "", (happens("attacked", "attack", on="Brun", date="2025-09-01"),), "time", ""),
    Lie("what was not done", WAR, "", (happens("enter Lisk", "attack"),), "event", "negation_dropped"),
    Lie("what may be done", WAR, "Tom Weil", (happens("arrest", "arrest", to=["Tom Weil"]),), "event", "condition_dropped"),
    Lie("what is planned", WAR, "", (happens("sell", "transaction"),), "event", ""),
    Lie("what was done, denied", WAR, "", (happens("shelled", "attack", "negated"),), "event", "negation_not_in_words"),
    Lie("what a man shouted, as the article's own", WAR, "Ann Lee; Ada Moor", (happens("burned", "attack"),), "event", "given to nobody"),
    Lie("what a man shouted, his row nobody's", WAR, "Ann Lee", (quotes("They burned", "nobody"), happens("burned", "attack", by=["Ann Lee"])), "event", "given to nobody"),
    Lie("told by somebody far off", WAR, "Ada Moor; Tom Weil; Ann Lee; Carl Berg", (happens("attacked", "attack", source="Carl Berg"),), "event", "named_far_off"),
    Lie("told by somebody in the same sentence", WAR, "Ada Moor; Carl Berg", (happens("sold in June", "transaction", source="Ada Moor"),), "event", ""),
    Lie("a mill as a woman", WAR, "Ada Moor", (happens("sold in June", "transaction", to=["Moor"]),), "targets", ""),
    # Corrections, and who is who.
    Lie("what a correction takes back, as the gist", PAGE, "", (lambda where, number: 1,), "gist", "takes back"),
    Lie("what a correction takes back", PAGE, "Tom Weil", (happens("stolen", "attack", by=["Tom Weil"]),), "event", "corrected"),
    Lie("what a correction takes back, as a claim", PAGE, "Tom Weil", (says("Tom Weil had stolen the money", "Tom Weil", "", "said"),), "claim", "corrected"),
    Lie("the office of another", WHO, "Tom Weil/person/mayor; Jane Roe", (), "role", "stands beside"),
    Lie("the office of another with its article", WHO, "Tom Weil/person/the mayor; Jane Roe", (), "role", "stands beside"),
    Lie("the trade of another", WHO, "Jane Roe/person/a contractor; Tom Weil", (), "role", "stands beside"),
    Lie("the office of one not listed", WHO, "Tom Weil/person/the mayor", (), "role", ""),
    Lie("a name as an office", WHO, "Tom Weil/person/Jane Roe; Jane Roe", (), "role", "is a name, and no office"),
    Lie("one's own name as an office", WHO, "Tom Weil/person/Tom Weil; Jane Roe", (), "role", "is a name, and no office"),
]  # fmt: skip
