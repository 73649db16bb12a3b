// Opens Web Annotations that `crossread collate` exports with readers that others wrote: Recogito takes them in, and Apache
// Annotator finds their words in the articles. usage: exports.mjs PROGRAM INPUTS FOLDER NODE_MODULES

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, inputs, folder, modules] = process.argv.slice(2);
const from = (path) => import(pathToFileURL(resolve(modules, path)));
const { parseW3CTextAnnotation } = await from("@recogito/text-annotator/dist/text-annotator.es.js");
const { textPositionSelectorMatcher, textQuoteSelectorMatcher } = await from("@apache-annotator/selector/lib/index.js");

const run = (...of) => execFileSync(program, [...of, "--quiet"], { encoding: "utf8", maxBuffer: 1 << 28 });

/** The places that a matcher finds in a text, as its words. */
async function found(matcher, text) {
    const chunk = { data: text };
    const chunker = { currentChunk: chunk, nextChunk: () => null, previousChunk: () => null, precedesCurrentChunk: () => false };
    const places = [];
    for await (const place of matcher(chunker)) places.push([place.startIndex, text.slice(place.startIndex, place.endIndex)]);
    return places;
}

/** Where each article is said to be, and its text. */
function texts(path) {
    const lines = run("read", path).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    return new Map(lines.map(({ article, text }) => [article.url ?? `urn:sha256:${article.sha256}`, text]));
}

async function opens(path, name) {
    const output = join(folder, name);
    run("collate", path, "--format", "annotations", "-o", output);
    const page = JSON.parse(readFileSync(output, "utf8"));
    const articles = texts(path);
    assert.ok(page.items.length > 0);
    for (const item of page.items) {
        const { parsed, error } = parseW3CTextAnnotation(item);
        assert.equal(error, undefined, item.id);
        const [position, quote] = item.target.selector;
        const { start, end, quote: words } = parsed.target.selector[0];
        assert.deepEqual([start, end, words], [position.start, position.end, quote.exact]);
        assert.deepEqual(parsed.bodies.map((body) => body.value), item.body.map((body) => body.value));
        // Both selectors lead to the same words.
        const text = articles.get(item.target.source);
        const [at, ...more] = await found(textPositionSelectorMatcher(position), text);
        assert.deepEqual(more, []);
        assert.equal(at[1], quote.exact, item.id);
        const quoted = await found(textQuoteSelectorMatcher(quote), text);
        assert.ok(quoted.some((one) => one[0] === at[0] && one[1] === at[1]), `${item.id}: ${JSON.stringify(quoted)}`);
    }
    return page.items.length;
}

await opens(inputs, "ferry.jsonld");

// Letters beyond the first 65,536 count as one each.
const heap = join(folder, "letters.jsonl");
const told = (killed) => ({ text: `🚢🌊 𝒯he ferry sank off Tarn Head on Sunday. The sinking killed ${killed} people, the coastguard said.` });
writeFileSync(heap, [told(19), told(34)].map((row) => JSON.stringify(row)).join("\n"));
await opens(heap, "letters.jsonld");
console.log("every annotation is found");
