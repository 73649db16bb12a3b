-- The tables of an export. schema/sqlite.md says what stands in each column; a test holds the two together. Keys are text and
-- equal to the ids of the JSON. A column with the name of what it points to holds that row's id.

CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);

CREATE TABLE story (
  id TEXT PRIMARY KEY NOT NULL,
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  first TEXT,
  last TEXT
);

CREATE TABLE article (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT REFERENCES story (id),
  called TEXT NOT NULL,
  outlet TEXT,
  published TEXT,
  title TEXT,
  url TEXT,
  language TEXT,
  published_basis TEXT,
  updated TEXT,
  written_from TEXT,
  written_to TEXT,
  written_why TEXT,
  first_outlet TEXT,
  retrieved TEXT,
  input TEXT NOT NULL,
  input_id TEXT,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE author (
  article TEXT NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (article, number)
);

CREATE TABLE passage (
  id TEXT PRIMARY KEY NOT NULL,
  article TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE block (
  id TEXT PRIMARY KEY NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  kind TEXT NOT NULL,
  credit TEXT REFERENCES passage (id)
);

CREATE TABLE date (
  id TEXT PRIMARY KEY NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  edtf TEXT,
  basis TEXT,
  anchor TEXT REFERENCES date (id)
);

CREATE TABLE figure (
  id TEXT PRIMARY KEY NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  low NUMERIC,
  high NUMERIC,
  bound TEXT NOT NULL,
  unit TEXT NOT NULL,
  counted TEXT REFERENCES passage (id),
  head TEXT,
  whose TEXT REFERENCES passage (id),
  place TEXT REFERENCES passage (id),
  as_of TEXT REFERENCES date (id),
  status TEXT NOT NULL,
  asserted_by TEXT REFERENCES passage (id),
  asserted_by_name TEXT
);

CREATE TABLE quote (
  id TEXT PRIMARY KEY NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  kind TEXT NOT NULL,
  speaker TEXT REFERENCES passage (id),
  speaker_name TEXT,
  cue TEXT REFERENCES passage (id),
  addressee TEXT REFERENCES passage (id),
  basis TEXT,
  sure INTEGER,
  block TEXT REFERENCES block (id),
  continues TEXT REFERENCES quote (id)
);

CREATE TABLE entity (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT NOT NULL REFERENCES story (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL
);

CREATE TABLE mention (
  entity TEXT NOT NULL REFERENCES entity (id),
  passage TEXT NOT NULL REFERENCES passage (id),
  variant TEXT NOT NULL,
  PRIMARY KEY (entity, passage)
);

CREATE TABLE event (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT NOT NULL REFERENCES story (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  summary TEXT NOT NULL,
  name_passage TEXT NOT NULL REFERENCES passage (id),
  summary_passage TEXT NOT NULL REFERENCES passage (id),
  place TEXT REFERENCES passage (id)
);

CREATE TABLE event_origin (
  id TEXT PRIMARY KEY NOT NULL,
  event TEXT NOT NULL REFERENCES event (id),
  number INTEGER NOT NULL,
  via TEXT
);

CREATE TABLE event_mention (
  event TEXT NOT NULL REFERENCES event (id),
  passage TEXT NOT NULL REFERENCES passage (id),
  origin TEXT NOT NULL REFERENCES event_origin (id),
  status TEXT NOT NULL,
  asserted_by TEXT REFERENCES passage (id),
  date_from TEXT,
  date_to TEXT,
  PRIMARY KEY (event, passage)
);

CREATE TABLE participant (
  event TEXT NOT NULL REFERENCES event (id),
  number INTEGER NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  entity TEXT REFERENCES entity (id),
  PRIMARY KEY (event, number, passage)
);

CREATE TABLE event_why (
  event TEXT NOT NULL REFERENCES event (id),
  number INTEGER NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  sign TEXT NOT NULL,
  weight INTEGER NOT NULL,
  PRIMARY KEY (event, number, passage)
);

CREATE TABLE entry (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT NOT NULL REFERENCES story (id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  kind TEXT NOT NULL,
  aspect TEXT,
  event TEXT REFERENCES event (id),
  subject TEXT NOT NULL,
  heading TEXT,
  subject_passage TEXT NOT NULL REFERENCES passage (id),
  heading_passage TEXT REFERENCES passage (id),
  gap TEXT REFERENCES passage (id)
);

CREATE TABLE facet (
  entry TEXT NOT NULL REFERENCES entry (id),
  passage TEXT NOT NULL REFERENCES passage (id),
  PRIMARY KEY (entry, passage)
);

CREATE TABLE reading (
  id TEXT PRIMARY KEY NOT NULL,
  entry TEXT NOT NULL REFERENCES entry (id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  low NUMERIC,
  high NUMERIC,
  bound TEXT,
  unit TEXT,
  date_from TEXT,
  date_to TEXT,
  words TEXT,
  marked INTEGER,
  negated INTEGER NOT NULL,
  speaker TEXT,
  as_of_from TEXT,
  as_of_to TEXT
);

CREATE TABLE said (
  reading TEXT NOT NULL REFERENCES reading (id),
  day TEXT NOT NULL,
  PRIMARY KEY (reading, day)
);

CREATE TABLE origin (
  id TEXT PRIMARY KEY NOT NULL,
  reading TEXT NOT NULL REFERENCES reading (id),
  number INTEGER NOT NULL,
  via TEXT
);

CREATE TABLE origin_passage (
  origin TEXT NOT NULL REFERENCES origin (id),
  passage TEXT NOT NULL REFERENCES passage (id),
  PRIMARY KEY (origin, passage)
);

CREATE TABLE wording (
  reading TEXT NOT NULL REFERENCES reading (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  PRIMARY KEY (reading, number)
);

CREATE TABLE difference (
  entry TEXT NOT NULL REFERENCES entry (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reading TEXT NOT NULL REFERENCES reading (id),
  other TEXT NOT NULL REFERENCES reading (id),
  why TEXT,
  PRIMARY KEY (entry, number)
);

CREATE TABLE why (
  entry TEXT NOT NULL REFERENCES entry (id),
  number INTEGER NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  sign TEXT NOT NULL,
  weight INTEGER,
  PRIMARY KEY (entry, number, passage)
);

CREATE TABLE voice (
  entity TEXT PRIMARY KEY NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL,
  role TEXT REFERENCES passage (id)
);

CREATE TABLE utterance (
  id TEXT PRIMARY KEY NOT NULL,
  voice TEXT NOT NULL REFERENCES voice (entity),
  kind TEXT NOT NULL,
  entry TEXT REFERENCES entry (id)
);

CREATE TABLE utterance_passage (
  utterance TEXT NOT NULL REFERENCES utterance (id),
  passage TEXT NOT NULL REFERENCES passage (id),
  cue TEXT REFERENCES passage (id),
  PRIMARY KEY (utterance, passage)
);

CREATE TABLE timeline (
  event TEXT PRIMARY KEY NOT NULL REFERENCES event (id),
  story TEXT NOT NULL REFERENCES story (id),
  date_from TEXT NOT NULL,
  date_to TEXT NOT NULL,
  alone INTEGER NOT NULL,
  entry TEXT REFERENCES entry (id)
);

CREATE TABLE lineage (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT NOT NULL REFERENCES story (id),
  later TEXT NOT NULL REFERENCES passage (id),
  earlier TEXT REFERENCES passage (id),
  earlier_outlet TEXT,
  named_at TEXT REFERENCES passage (id),
  why TEXT NOT NULL,
  kind TEXT NOT NULL,
  overlap_words INTEGER NOT NULL,
  overlap_of INTEGER NOT NULL,
  directed INTEGER NOT NULL
);

CREATE TABLE version (
  id TEXT PRIMARY KEY NOT NULL,
  story TEXT NOT NULL REFERENCES story (id),
  earlier TEXT NOT NULL REFERENCES article (id),
  later TEXT NOT NULL REFERENCES article (id),
  directed INTEGER NOT NULL
);

CREATE TABLE version_passage (
  version TEXT NOT NULL REFERENCES version (id),
  number INTEGER NOT NULL,
  change TEXT NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  PRIMARY KEY (version, number)
);

CREATE TABLE coding (
  entry TEXT NOT NULL REFERENCES entry (id),
  number INTEGER NOT NULL,
  row TEXT NOT NULL,
  subject TEXT,
  said TEXT,
  as_of_from TEXT,
  as_of_to TEXT,
  outlet TEXT,
  origin INTEGER,
  via TEXT,
  speaker TEXT,
  status TEXT,
  words TEXT,
  convention TEXT,
  low NUMERIC,
  best NUMERIC,
  high NUMERIC,
  origins INTEGER,
  entry_status TEXT,
  differences TEXT,
  article TEXT REFERENCES article (id),
  sentence TEXT,
  event TEXT REFERENCES event (id),
  PRIMARY KEY (entry, number)
);

CREATE TABLE unread (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES story (id),
  code TEXT NOT NULL,
  count INTEGER NOT NULL,
  message TEXT NOT NULL
);

CREATE TABLE unread_passage (
  unread TEXT NOT NULL REFERENCES unread (id),
  number INTEGER NOT NULL,
  passage TEXT NOT NULL REFERENCES passage (id),
  PRIMARY KEY (unread, number)
);

CREATE TABLE warning (
  article TEXT NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  passage TEXT REFERENCES passage (id),
  PRIMARY KEY (article, number)
);

CREATE TABLE skipped (number INTEGER PRIMARY KEY NOT NULL, input TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL);

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, text, content = 'article', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE passage_search USING fts5 (
  text, content = 'passage', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIEW told AS
SELECT
  entry.story, entry.id AS entry, entry.number AS entry_number, entry.status, entry.kind, entry.aspect, entry.subject,
  entry.heading, reading.id AS reading, reading.number AS reading_number, reading.text, reading.low, reading.high, reading.bound,
  reading.unit, reading.negated, reading.speaker, origin.id AS origin, origin.via, article.called, article.outlet,
  article.published, article.title, article.id AS article, passage.id AS passage, passage.text AS words
FROM entry
JOIN reading ON reading.entry = entry.id
JOIN origin ON origin.reading = reading.id
JOIN origin_passage ON origin_passage.origin = origin.id
JOIN passage ON passage.id = origin_passage.passage
JOIN article ON article.id = passage.article;

CREATE VIEW disputed AS SELECT * FROM told WHERE status = 'disputed';

CREATE VIEW changed AS SELECT * FROM told WHERE status = 'changed';

CREATE VIEW who_said AS
SELECT
  entity.story, entity.id AS entity, voice.name AS speaker, role.text AS role, utterance.id AS utterance, utterance.kind,
  passage.text AS words, cue.text AS cue, article.called, article.outlet, article.published, article.title, article.id AS article,
  passage.id AS passage, utterance.entry
FROM utterance
JOIN voice ON voice.entity = utterance.voice
JOIN entity ON entity.id = voice.entity
JOIN utterance_passage ON utterance_passage.utterance = utterance.id
JOIN passage ON passage.id = utterance_passage.passage
JOIN article ON article.id = passage.article
LEFT JOIN passage AS role ON role.id = voice.role
LEFT JOIN passage AS cue ON cue.id = utterance_passage.cue;

CREATE VIEW codings AS
SELECT coding.*, article.title, article.url, article.published
FROM coding
LEFT JOIN article ON article.id = coding.article;
