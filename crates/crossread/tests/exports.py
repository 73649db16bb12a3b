"""Opens what `crossread collate` exports with readers that others wrote. usage: exports.py PROGRAM INPUTS FOLDER"""

import asyncio
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import warnings

import frictionless
import lxml.etree
import networkx
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from datasette.app import Datasette
from iiif_prezi3 import AnnotationPage

program, inputs, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])


def export(form, name, command="collate"):
    path = folder / name
    subprocess.run([program, command, inputs, "--format", form, "-o", str(path), "--quiet"], check=True)
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
# Cited by a processor of the Citation Style Language, which warns of what is no variable of it.
with warnings.catch_warnings():
    warnings.simplefilter("error", UserWarning)
    source = CiteProcJSON(csl)
    style = CitationStylesStyle("harvard-cite-them-right", validate=True)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for record in csl:
        bibliography.register(Citation([CitationItem(record["id"])]))
    cited = [str(entry) for entry in bibliography.bibliography()]
assert len(cited) == len(csl)
for record, line in zip(csl, cited):
    assert record["title"] in line, line
    year = str(record["issued"]["date-parts"][0][0]) if "issued" in record else "no date"
    assert f"({year})" in line, line
    assert all(author["literal"] in line for author in record.get("author", [])), line
    assert record.get("container-title", "") in line and record.get("URL", "") in line, line

page = json.loads(export("annotations", "page.jsonld").read_text())
passages = [p for e in ledger["entries"] for r in e["readings"] for o in r["origins"] for p in o["passages"]]
assert len(page["items"]) == len(passages)
# A model of Web Annotation pages that others wrote takes it.
modelled = AnnotationPage(**{key: value for key, value in page.items() if key != "@context"})
assert [item.id for item in modelled.items] == [item["id"] for item in page["items"]]
for item in page["items"]:
    position, quote = item["target"]["selector"]
    assert position["end"] - position["start"] == len(quote["exact"])

tei = "{http://www.tei-c.org/ns/1.0}"
grammar = lxml.etree.RelaxNG(lxml.etree.parse(pathlib.Path(__file__).parents[3] / "schema/tei.rng"))
for command in ("collate", "stories"):
    apparatus = lxml.etree.parse(export("tei", f"{command}.tei", command))
    grammar.assertValid(apparatus)
    witnesses = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in apparatus.iter(f"{tei}witness")}
    readings = list(apparatus.iter(f"{tei}rdg"))
    assert readings and all(wit.removeprefix("#") in witnesses for one in readings for wit in one.get("wit").split())
hashes = {article["sha256"]: article["id"] for article in ledger["articles"]}
read = subprocess.run([program, "read", inputs, "--quiet"], capture_output=True, check=True).stdout
texts = {one["article"]["id"]: one["text"] for one in map(json.loads, read.splitlines())}
for one in readings:
    for source in (one.get("source") or "").split():
        text, place = source.removeprefix("urn:sha256:").split("#char=")
        start, end = map(int, place.split(","))
        assert " ".join(texts[hashes[text]][start:end].split()) == one.text

try:
    from followthemoney import model
except ImportError:
    print("skipped: followthemoney is not installed")
else:
    for command in ("collate", "stories"):
        entities = [json.loads(line) for line in export("ftm", f"{command}.ftm", command).read_text().splitlines()]
        ids = {entity["id"] for entity in entities}
        assert len(ids) == len(entities)
        for entity in entities:
            proxy = model.get_proxy(entity, cleaned=False)
            proxy.schema.validate(entity)
            kept = {name: set(values) for name, values in entity["properties"].items()}
            assert set(proxy.properties) == set(kept), (entity["schema"], set(kept) - set(proxy.properties))
            for name, values in kept.items():
                assert len(proxy.get(name)) == len(values), (name, values, proxy.get(name))
                if proxy.schema.get(name).type.name == "entity":
                    assert values <= ids, (name, values - ids)
    assert {entity["schema"] for entity in entities} >= {"Article", "Event", "Mention", "Person"}

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

# A project's own file, as it lies in its folder.
with tempfile.TemporaryDirectory() as folder:
    river = pathlib.Path(folder) / "river"
    for arguments in (["init", river], ["add", river, inputs, "--quiet"], ["status", river]):
        subprocess.run([program, *arguments], capture_output=True, check=True)
    path = river / ".crossread/store.sqlite"
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")]
    for table in tables:
        asyncio.run(served(f"/store/{table}.json?_size=5"))
    seen = asyncio.run(served("/store/reading_seen.json?_labels=on&_shape=objects&_size=1"))["rows"][0]
    assert seen["reading"]["value"] and seen["first_seen"]["value"] == 1, seen
print("every export opens")
