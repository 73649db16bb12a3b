//! What the help of each command shows behind its options: examples, and what the exit status means.

pub(crate) const COLLATE: &str = "\
Examples:
  crossread collate articles/ --open
  crossread collate a.txt b.html feed.xml -o ledger.json
  crossread collate articles/ -o coding.xlsx
  crossread collate scan.txt --outlet 'Lowen Gazette' --published 2023-03-13

Exit status: 0 all inputs read, 1 some skipped (named on standard error and in the output), 2 nothing done.";

pub(crate) const STORIES: &str = "\
Examples:
  crossread stories archive.warc.gz -o monday/
  crossread stories articles.jsonl --format json | jq '.stories | length'

Exit status: 0 all inputs read, 1 some skipped (named on standard error and in the output), 2 nothing done.";

pub(crate) const READ: &str = "\
Examples:
  crossread read articles.jsonl | jq .figures
  crossread read page.html -o page.json
  curl -s https://news.example/story | crossread read - --outlet 'Lowen Gazette'

Exit status: 0 all inputs read, 1 some skipped (named on standard error), 2 nothing done.";

pub(crate) const INIT: &str = "\
Examples:
  crossread init river
  crossread init river --one-story --name 'The flood on the Lowen'

Exit status: 0 the project is made, 2 nothing done: the folder holds something else.";

pub(crate) const ADD: &str = "\
Examples:
  crossread add river articles/
  crossread add river monday.warc.gz tuesday.warc.gz

Exit status: 0 all inputs taken, 1 some skipped (named on standard error), 2 nothing done.";

pub(crate) const STATUS: &str = "\
Examples:
  crossread status river

Exit status: 0 told, 2 nothing done: no project is there.";

pub(crate) const SEARCH: &str = "\
Examples:
  crossread search river ferry rescued
  crossread search river '\"bow doors\" repaired' --max 5

Exit status: 0 searched, whether anything was found or not, 2 nothing done.";

pub(crate) const OPEN: &str = "\
Examples:
  crossread open river
  crossread open              the project of this folder, or a new one
  crossread open river --port 8600

Exit status: 0 ended by Ctrl-C, 2 nothing done: the port is taken, or the project can't be read.";

pub(crate) const SERVE: &str = "\
Examples:
  crossread serve river --port 8600
  crossread serve river & curl http://127.0.0.1:8600/stories.json

Exit status: 0 ended by Ctrl-C, 2 nothing done: the port is taken, or the project can't be read.";

pub(crate) const DECISIONS: &str = "\
Examples:
  crossread decisions apply river ana.jsonl
  crossread decisions log river
  crossread decisions between river ana ben

Exit status: 0 done, 2 nothing done.";

pub(crate) const APPLY: &str = "\
Examples:
  crossread decisions apply river ana.jsonl ben.jsonl

Exit status: 0 taken, 2 nothing done: a file holds something else than decisions.";

pub(crate) const LOG: &str = "\
Examples:
  crossread decisions log river

Exit status: 0 listed, 2 nothing done: no project is there.";

pub(crate) const BETWEEN: &str = "\
Examples:
  crossread decisions between river ana ben

Exit status: 0 told, 2 nothing done: no project is there.";

pub(crate) const EXPORT: &str = "\
Examples:
  crossread export river -o river.sqlite
  crossread export river --story 3f2a -o story.html --open
  crossread export river --format ftm -o - | ftm validate

Exit status: 0 written, 1 some inputs of the project were skipped (named in the output), 2 nothing done.";

pub(crate) const CHECK: &str = "\
Examples:
  crossread check draft.md --against articles/
  crossread check draft.md --against river --fail-on warning
  crossread check draft.md --against river -o draft.sarif
  crossread check draft.md --against river --baseline draft.sarif

Exit status: 0 checked, 1 some inputs skipped (named on standard error), 2 nothing done, 3 a finding of at least the \
level of --fail-on.";

pub(crate) const FETCH: &str = "\
Examples:
  crossread fetch https://news.example/story
  crossread fetch https://news.example/feed.xml --follow -o monday.warc.gz && crossread stories monday.warc.gz
  crossread fetch https://news.example/feed.xml --follow --into river

Exit status: 0 all fetched or unchanged, 1 some not fetched (named on standard error), 2 nothing fetched.";

pub(crate) const SCHEMA: &str = "\
Examples:
  crossread schema ledger > ledger.schema.json
  crossread schema read | jq '.properties | keys'

Exit status: 0 printed, 2 no such output.";

pub(crate) const FORMATS: &str = "\
Examples:
  crossread formats

Exit status: 0 printed.";

pub(crate) const WARNINGS: &str = "\
Examples:
  crossread warnings | grep ambiguous-date

Exit status: 0 printed.";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  crossread completions bash > ~/.local/share/bash-completion/completions/crossread
  crossread completions zsh > ~/.zfunc/_crossread

Exit status: 0 printed, 2 no such shell.";

pub(crate) const MANUAL: &str = "\
Examples:
  crossread manual | man -l -

Exit status: 0 printed.";
