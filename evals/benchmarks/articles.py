"""Write news-shaped articles, invented and reproducible: what the benchmarks of a batch run on.

python evals/benchmarks/articles.py DIR 10000
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

FIRST = "Ada Bruno Celia Dario Edda Finn Greta Hugo Ines Jonas Karla Lorenz Mira Nils Olga Pavel Runa Sven Tilda Viktor".split()
LAST = "Almer Brandt Corvin Dahl Ebner Falk Grohe Hartl Iversen Jansa Kolb Lindt Moser Nagel Oster Prinz Rask Stahl Toller Vogt".split()
TOWN = "Arlen Breskow Corda Dunmere Elvas Fornholt Garrow Hexley Istria Jarrow Kestrel Lund Marwick Norden Oakford Porto".split()
ROLE = [
    "Mayor",
    "Police chief",
    "Finance Minister",
    "Governor",
    "Union leader",
    "Fire Commissioner",
    "Judge",
    "Prosecutor",
]
WHAT = [
    "A fire at a warehouse in {town} killed {n} people and injured {m} others on {day}, officials said.",
    "Police arrested {n} men in {town} on {day} after a raid on a printing shop.",
    "Workers at the {town} shipyard began a strike on {day} over pay.",
    "The council of {town} voted on {day} to close {n} of its schools by next year.",
    "An explosion in the harbour of {town} injured at least {m} dockers on {day}.",
]
SAID = [
    "“We will not leave until the last of them is found,” {short} said.",
    "{short} said the damage would cost {m} million crowns.",
    "“It was over in {n} minutes,” {short} told reporters. “Nobody had time to think.”",
    "{short} denied that the warnings had been ignored.",
    "According to {short}, {m} families had been moved to a sports hall.",
    "{short} called the report “a {adjective} piece of work” and promised an inquiry.",
]
ADJECTIVE = "careless thorough hasty honest shameful useful".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def article(number: int) -> str:
    """Write one article; the same number gives the same words."""
    dice = random.Random(number)
    town = dice.choice(TOWN)
    people = [(dice.choice(ROLE), dice.choice(FIRST), dice.choice(LAST)) for _ in range(3)]

    def fill(template: str, short: str = "") -> str:
        return template.format(
            town=town, n=dice.randint(2, 9), m=dice.randint(11, 80), day=dice.choice(DAYS), short=short,
            adjective=dice.choice(ADJECTIVE),
        )  # fmt: skip

    paragraphs = [fill(dice.choice(WHAT))]
    for role, first, last in people:
        opening = f"{role} {first} {last} visited {town} in the afternoon."
        told = " ".join(fill(template, last) for template in dice.sample(SAID, 2))
        paragraphs.append(f"{opening} {told}")
    paragraphs.append(f"The case is the {number}th in the region since {dice.randint(2001, 2019)}.")
    day = 1 + number % 28
    return f"---\ntitle: Report {number} from {town}\ndate: 2025-03-{day:02d}\n---\n" + "\n\n".join(paragraphs) + "\n"


def write(directory: Path, count: int, first: int = 0) -> None:
    """Write articles into folders of a thousand."""
    for number in range(first, first + count):
        folder = directory / f"{number // 1000:04d}"
        if number % 1000 == 0 or number == first:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:07d}.txt").write_text(article(number), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
