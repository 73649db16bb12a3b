"""A heap of invented articles, for whoever has no real one at hand: some stories told by several outlets, texts printed again, an article
given twice, rows that are none.

    python3 bench/heap.py 300 > heap.jsonl
"""

import datetime
import json
import random
import sys

OUTLETS = ["Lowen Gazette", "Velmark Press", "Skell Courier", "Radio Vel", "Island Tribune", "Coast Watch", "Pier and Plank"]
TOWNS = ["Ostrel", "Brenn", "Halvik", "Tarn Head", "Morrow", "Quill Bay", "Sandern", "Varle", "Kessing", "Upper Loy", "Dunmarch", "Pell"]
NAMES = ["Ola Brandal", "Mira Kesten", "Jon Aldrup", "Sanne Voll", "Peder Lund", "Ines Farrow", "Tomas Reik", "Greta Holm", "Ivo Marsh"]
THINGS = [
    ("fire", "warehouse", ["A fire destroyed a {thing} in {town} on {day}.", "Flames tore through a {thing} in {town} on {day}."]),
    ("crash", "bus", ["A {thing} crashed near {town} on {day}.", "A {thing} left the road outside {town} on {day} and overturned."]),
    ("flood", "bridge", ["Flood water swept away the {thing} at {town} on {day}.", "The {thing} at {town} collapsed in a flood on {day}."]),
    ("strike", "shipyard", ["Workers walked out of the {thing} in {town} on {day}.", "The {thing} in {town} stood still on {day}."]),
    ("trial", "bank", ["The trial over the collapse of a {thing} in {town} opened on {day}.", "Judges heard how a {thing} failed in {town}."]),
    ("storm", "harbor", ["A storm broke boats in the {thing} of {town} on {day}.", "Waves threw boats over the wall of the {thing} at {town}."]),
]
MORE = [
    "At least {n} people were hurt, {name} said.",
    "The number of injured rose to {n}, according to {name}.",
    "“We heard the noise and ran,” said {name}, who lives in {town}.",
    "“It is a hard week for {town},” {name} told reporters.",
    "Officials in {town} put the damage at {m} million crowns.",
    "The damage is about {m} million crowns, the council of {town} said.",
    "{name} said the {thing} had been inspected in the spring.",
    "Schools in {town} stay closed until Monday.",
    "The mayor of {town}, {other}, denied that the {thing} was known to be unsafe.",
    "{other} is to speak about the {kind} at a meeting on Thursday.",
    "Some {n} families left their homes in {town} because of the {kind}.",
]


def account(story, random_):
    """One outlet's account of a story."""
    day = story["day"] + datetime.timedelta(days=random_.choice([0, 0, 1, 1, 2, 5]))
    facts = story["facts"] | {"n": story["facts"]["n"] + random_.choice([0, 0, 0, 2])}
    sentences = [random_.choice(story["first"])] + random_.sample(MORE, random_.randint(4, 8))
    paragraphs = [sentence.format(**facts) for sentence in sentences]
    title = f"{story['facts']['kind'].capitalize()} at {facts['town']} {facts['thing']}"
    row = {"text": "\n\n".join(paragraphs), "title": title, "outlet": random_.choice(OUTLETS)}
    # Now and then nobody knows the day.
    return row | ({"published": day.isoformat()} if random_.random() < 0.95 else {})


def story(random_):
    kind, thing, first = random_.choice(THINGS)
    day = datetime.date(2021, 1, 4) + datetime.timedelta(days=random_.randrange(900))
    name, other = random_.sample(NAMES, 2)
    facts = {"kind": kind, "thing": thing, "town": random_.choice(TOWNS), "day": day.strftime("%A"), "name": name, "other": other}
    return {"day": day, "first": first, "facts": facts | {"n": random_.randint(3, 60), "m": random_.randint(2, 40)}}


def heap(count, seed=1):
    """So many rows."""
    random_ = random.Random(seed)
    rows = [{"text": "", "title": "Nothing"}]
    while len(rows) < count:
        told = story(random_)
        accounts = [account(told, random_) for _ in range(random_.choice([1, 1, 2, 3, 5, 9]))]
        for row in accounts:
            row["url"] = f"https://{row['outlet'].split()[0].lower()}.example/{len(rows)}"
            rows.append(row)
        if random_.random() < 0.2:
            # Another outlet prints it again; a fetcher brings it twice; the page of one address changes around it.
            rows.append(accounts[0] | {"outlet": "The Reprint", "url": f"https://reprint.example/{len(rows)}"})
            rows.append(dict(accounts[0]))
            rows.append({name: value for name, value in accounts[0].items() if name not in ("url", "outlet")})
    rows = rows[:count]
    random_.shuffle(rows)
    return rows


if __name__ == "__main__":
    for row in heap(int(sys.argv[1]) if len(sys.argv) > 1 else 300):
        print(json.dumps(row, ensure_ascii=False))
