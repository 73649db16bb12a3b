#!/usr/bin/env python3
"""Keeps the annotation of a whole story without its words.

    stories.py STORY_FOLDER ARTICLES.json NAME [held] > xtask/gold/stories/NAME.json

STORY_FOLDER holds gold.json and articles/*.json as the corpus ledger-gold has them (its README says what a point is and how
passages are cut); ARTICLES.json tells, for the name of each article, where in ../shared/corpora it stands:
"stories-giveme5w1h/73/….json", or "allsides-6k/articles.jsonl.gz#ID" for a line. Written is one point a line; a passage is
[article, first, last code point]. The texts belong to their outlets and stay where they are; questions, readings, statuses,
days and importance are ours. A story that is "held" may be measured on, never read.
"""
import json, os, sys


def places(texts, passage):
    """Where the words stand, or nothing where they stand in a headline alone."""
    text, at = texts[passage["article"]], -1
    for _ in range(passage.get("nth") or 1):
        at = text.find(passage["words"], at + 1)
        if at < 0:
            return None
    return [passage["article"], at, at + len(passage["words"])]


def main():
    folder, articles, name = sys.argv[1:4]
    articles = json.load(open(articles))
    gold = json.load(open(os.path.join(folder, "gold.json")))
    texts = {n: json.load(open(os.path.join(folder, "articles", n + ".json")))["text"] for n in articles}
    points = []
    for point in gold["points"]:
        readings = []
        for reading in point["readings"]:
            found = [places(texts, passage) for passage in reading["passages"]]
            readings.append({"value": reading.get("value"), "passages": [place for place in found if place]})
        kept = ("id", "kind", "question", "importance", "subject", "status", "day")
        points.append({key: point.get(key) for key in kept} | {"readings": readings, "differences": point.get("differences") or []})
    held = "held" in sys.argv[4:]
    lines = ",\n".join(json.dumps(point, ensure_ascii=False, separators=(",", ":")) for point in points)
    head = json.dumps({"story": name, "held": held, "articles": articles}, ensure_ascii=False)
    print(f'{head[:-1]}, "points": [\n{lines}\n]}}')


main()
