-- The tables that a project's file has beside those of an export. schema/project.md says what stands in them.

CREATE TABLE run (number INTEGER PRIMARY KEY NOT NULL, at TEXT NOT NULL, program TEXT, inputs INTEGER NOT NULL);

CREATE TABLE source (
  sha256 TEXT PRIMARY KEY NOT NULL,
  input TEXT NOT NULL,
  first_seen INTEGER NOT NULL REFERENCES run (number),
  last_seen INTEGER NOT NULL REFERENCES run (number)
);

CREATE TABLE article_source (
  article TEXT NOT NULL REFERENCES article (id),
  source TEXT NOT NULL REFERENCES source (sha256),
  PRIMARY KEY (article, source)
);

CREATE TABLE article_seen (
  article TEXT PRIMARY KEY NOT NULL REFERENCES article (id),
  first_seen INTEGER NOT NULL REFERENCES run (number),
  last_seen INTEGER NOT NULL REFERENCES run (number)
);

CREATE TABLE reading_seen (
  reading TEXT PRIMARY KEY NOT NULL REFERENCES reading (id),
  first_seen INTEGER NOT NULL REFERENCES run (number),
  last_seen INTEGER NOT NULL REFERENCES run (number)
);

CREATE TABLE decision (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL,
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  says TEXT NOT NULL,
  kind TEXT,
  state TEXT,
  contested INTEGER NOT NULL,
  story TEXT REFERENCES story (id),
  article TEXT,
  words TEXT,
  with_article TEXT,
  with_words TEXT,
  saw TEXT,
  value TEXT,
  note TEXT,
  line TEXT NOT NULL
);

CREATE TABLE part (number INTEGER PRIMARY KEY NOT NULL, key TEXT NOT NULL);

CREATE VIEW seen AS
SELECT told.*, reading_seen.first_seen, reading_seen.last_seen, run.at AS first_at
FROM told
JOIN reading_seen ON reading_seen.reading = told.reading
JOIN run ON run.number = reading_seen.first_seen;
