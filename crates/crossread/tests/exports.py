"""Opens what `crossread collate` exports with readers that others wrote. usage: exports.py PROGRAM INPUTS FOLDER"""

import asyncio
import json
import pathlib
import sqlite3
import subprocess
import sys

import frictionless
import networkx
import rispy
from datasette.app import Datasette

program, inputs, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])


def export(form, name):
    path = folder / name
    subprocess.run([program, "collate", inputs, "--format", form, "-o", str(path), "--quiet"], check=True)
    return path


ledger = json.loads(export("json", "ledger.json").read_text())

package = export("datapackage", "package")
report = frictionless.validate(str(package / "datapackage.json"))
assert report.valid, report.flatten(["type", "note", "rowNumber", "fieldName"])[:5]

graph = networkx.read_graphml(export("graphml", "lineage.graphml"))
assert graph.number_of_edges() > 0
assert {article["id"] for article in ledger["articles"]} <= set(graph.nodes)

records = rispy.loads(export("ris", "articles.ris").read_text())
assert len(records) == len(ledger["articles"])
assert {record["id"] for record in records} == {article["id"] for article in ledger["articles"]}

csl = json.loads(export("csl", "articles.json").read_text())
assert [record["id"] for record in csl] == [article["id"] for article in ledger["articles"]]

page = json.loads(export("annotations", "page.jsonld").read_text())
passages = [p for e in ledger["entries"] for r in e["readings"] for o in r["origins"] for p in o["passages"]]
assert len(page["items"]) == len(passages)
for item in page["items"]:
    position, quote = item["target"]["selector"]
    assert position["end"] - position["start"] == len(quote["exact"])

timeline = json.loads(export("timelinejs", "timeline.json").read_text())
assert all(slide["text"]["headline"] and slide["start_date"]["year"] for slide in timeline["events"])
path = export("sqlite", "story.sqlite")
db = sqlite3.connect(path)
assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
assert db.execute("PRAGMA foreign_key_check").fetchall() == []
assert [row[0] for row in db.execute("SELECT id FROM entry ORDER BY number")] == [e["id"] for e in ledger["entries"]]
assert db.execute("SELECT count(*) FROM passage_search WHERE passage_search MATCH 'killing'").fetchone()[0] > 0


async def served(address):
    answer = await Datasette(files=[str(path)], metadata=json.loads(metadata.read_text())).client.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.text)
    return answer.json()


metadata = pathlib.Path(__file__).parents[3] / "schema/datasette.json"
tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' OR sql LIKE 'CREATE TABLE%'")]
for table in tables:
    asyncio.run(served(f"/story/{table}.json?_size=5"))
entry = ledger["entries"][0]
found = asyncio.run(served(f"/story/reading.json?entry={entry['id']}&_labels=on&_shape=objects"))
assert len(found["rows"]) == len(entry["readings"])
assert found["rows"][0]["entry"] == {"value": entry["id"], "label": entry["subject"]}
print("every export opens")
