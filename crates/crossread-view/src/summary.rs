//! What a terminal shows after a run: counts, disputed and changed figures, what was not read.

use crate::json::{bound, entry_status};
use crate::outlet;
use crate::residue::Residue;
use crossread_core::ledger::{
    Aspect, Entry, EntryStatus, FigureSign, Heading, JoinSign, Origin, Provenance, Reading, TimelineRow, Value,
};
use crossread_core::quantity::{Bound, Quantity, Unit, grouped};
use crossread_core::story::SkippedInput;
use crossread_core::{Article, Ledger, Passage, Span, Story};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How much a terminal is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// What fits a screen or two: the first of each kind.
    Short,
    /// So many of each kind.
    AtMost(usize),
    /// All of it.
    Whole,
}

impl Length {
    /// So many of a list, or all.
    fn most(self, short: usize) -> usize {
        match self {
            Length::Short => short,
            Length::AtMost(most) => most,
            Length::Whole => usize::MAX,
        }
    }
}

/// Most entries of one status shown in a short summary; the report has them all.
const SHOWN: usize = 6;

/// Most happenings shown in a short summary.
const HAPPENINGS: usize = 12;

/// Most stories of a heap listed in a short summary; the page that leads to them has them all.
const STORIES_SHOWN: usize = 20;

/// A page of plain text about a ledger.
pub fn summary(story: &Story, ledger: &Ledger, skipped: &[SkippedInput], length: Length) -> String {
    let mut out = size(story) + "\n";
    entries(&mut out, story, ledger, length);
    happenings(&mut out, story, ledger, length);
    let unread: usize = ledger.unread.iter().map(|unread| unread.passages.len()).sum();
    if unread + skipped.len() > 0 {
        let _ = writeln!(out, "\nnot read or not settled");
        for one in skipped {
            let _ = writeln!(out, "  {}", one.reason);
        }
        for one in &ledger.unread {
            let _ = writeln!(out, "  {} {}", one.passages.len(), one.message);
        }
    }
    out
}

/// The entries by status, each with its readings. What goes back to one origin is counted.
fn entries(out: &mut String, story: &Story, ledger: &Ledger, length: Length) {
    let shown = length.most(SHOWN);
    for (status, heading) in [
        (EntryStatus::Disputed, "disputed"),
        (EntryStatus::Changed, "changed as days passed"),
        (EntryStatus::Agreed, "agreed by two or more origins"),
        (EntryStatus::Single, "said by one origin each"),
    ] {
        let entries: Vec<&Entry> = ledger.entries.iter().filter(|entry| entry.status == status).collect();
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{} {heading}", entries.len());
        if status == EntryStatus::Single {
            continue;
        }
        for entry in entries.iter().take(shown) {
            let _ = writeln!(out, "  {}", headline(story, entry));
            for reading in entry.readings.iter().take(shown) {
                let _ = writeln!(out, "    {}", line(story, reading));
            }
            more(out, "    ", entry.readings.len(), shown);
        }
        more(out, "  ", entries.len(), shown);
    }
}

/// What happened when, as far as two or more tell it.
fn happenings(out: &mut String, story: &Story, ledger: &Ledger, length: Length) {
    let rows: Vec<&TimelineRow> = ledger.timeline.iter().filter(|row| !row.alone).collect();
    if !rows.is_empty() {
        let _ = writeln!(out, "\n{} that two or more tell", count(rows.len(), "happening"));
        for row in rows.iter().take(length.most(HAPPENINGS)) {
            let event = &ledger.events[row.event as usize];
            let name = one_line(&plain(story, event.name), 120);
            let articles: BTreeSet<u32> = event.passages().map(|passage| passage.article).collect();
            let _ = writeln!(out, "  {}: {name} ({})", days(row.from, row.to), count(articles.len(), "article"));
            for entry in open_points(ledger, row.event) {
                let values: Vec<String> = entry.readings.iter().map(|reading| value(story, reading)).collect();
                let _ = writeln!(out, "    {}: {}", entry_status(entry.status), one_line(&values.join(" · "), 120));
            }
        }
        more(out, "  ", rows.len(), length.most(HAPPENINGS));
    }
}

/// Days as a person reads them: "5 January 2020", "3–5 January 2020", "January 2020", "2020", "2010–2019".
pub(crate) fn days(from: Date, to: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |day: Date| MONTHS[day.month() as usize - 1];
    if from == to {
        format!("{} {} {}", to.day(), month(to), to.year())
    } else if (from, to) == (from.first_of_year(), from.last_of_year()) {
        from.year().to_string()
    } else if (from, to) == (from.first_of_month(), from.last_of_month()) {
        format!("{} {}", month(to), to.year())
    } else if from == from.first_of_year() && to == to.last_of_year() {
        format!("{}–{}", from.year(), to.year())
    } else if from == from.first_of_month() && to == to.last_of_month() {
        let year = if from.year() == to.year() { String::new() } else { format!(" {}", from.year()) };
        format!("{}{year} to {} {}", month(from), month(to), to.year())
    } else if from.year() != to.year() {
        format!("{} to {}", days(from, from), days(to, to))
    } else if from.month() != to.month() {
        format!("{} {} to {}", from.day(), month(from), days(to, to))
    } else {
        format!("{}–{}", from.day(), days(to, to))
    }
}

/// How many articles and outlets, and of which days.
pub(crate) fn size(story: &Story) -> String {
    let articles = story.articles();
    let outlets: BTreeSet<&String> = articles.iter().filter_map(|article| article.facts.outlet.as_ref()).collect();
    let days: BTreeSet<jiff::civil::Date> = articles.iter().filter_map(|a| a.facts.published).map(|m| m.day).collect();
    let counts = format!("{}, {}", count(articles.len(), "article"), count(outlets.len(), "outlet"));
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => format!("{counts}, {first}"),
        (Some(first), Some(last)) => format!("{counts}, {first} to {last}"),
        _ => counts,
    }
}

/// The same for a page: "8 articles · 6 outlets · 13–21 March 2023".
pub(crate) fn size_in_words(story: &Story) -> String {
    let articles = story.articles();
    let outlets: BTreeSet<&String> = articles.iter().filter_map(|article| article.facts.outlet.as_ref()).collect();
    let published: BTreeSet<Date> = articles.iter().filter_map(|a| a.facts.published).map(|m| m.day).collect();
    sized(articles.len(), outlets.len(), published.first().copied().zip(published.last().copied()))
}

/// So many articles of so many outlets that are named, and the first and last day, for a reader.
pub fn sized(articles: usize, outlets: usize, published: Option<(Date, Date)>) -> String {
    let counts = format!("{} · {}", count(articles, "article"), count(outlets, "named outlet"));
    match published {
        Some((first, last)) => format!("{counts} · {}", days(first, last)),
        None => counts,
    }
}

/// How a story is called in lists: the headline that shares the most words with the others, the first of equals.
pub(crate) fn heading(story: &Story) -> String {
    let titles: Vec<&str> = story.articles().iter().filter_map(|article| article.facts.title.as_deref()).collect();
    nearest_headline(&titles)
}

/// The outlet whose headline a story is called by, where it is known.
pub(crate) fn teller_of(story: &Story, heading: &str) -> Option<String> {
    let is_its = |article: &&Article| {
        article.facts.title.as_deref().is_some_and(|title| one_line(title, LONGEST_HEADLINE) == heading)
    };
    let article = story.articles().iter().find(is_its)?;
    (article.facts.outlet.is_some() || article.facts.url.is_some()).then(|| outlet(article))
}

/// Most characters of a headline that a story is called by.
const LONGEST_HEADLINE: usize = 140;

/// How headlines of opinions begin that say so.
const OPINION: &str = "opinion:";

/// The headline that shares the most words with the others, the first of equals. A count in a headline is of its hour: "Toll
/// reaches 27" would stand above a story that ends with 34. So headlines without one go before those with one, but for a number
/// that most of them have, which is a name ("Flight 370"). One that only asks or says itself that it is an opinion goes behind those
/// that tell.
pub fn nearest_headline(titles: &[&str]) -> String {
    let words = |title: &str| -> BTreeSet<String> {
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect()
    };
    let mut told_by: BTreeMap<String, usize> = BTreeMap::new();
    titles.iter().flat_map(|title| words(title)).for_each(|word| *told_by.entry(word).or_default() += 1);
    // Long headlines share more only because they are long: what counts is the share of a headline that others have too.
    let nearness = |title: &str| {
        let words = words(title);
        let shared: usize = words.iter().map(|word| told_by[word] - 1).sum();
        1000 * shared / (words.len() + 2)
    };
    let counted: Vec<BTreeSet<&str>> = titles.iter().map(|title| numerals(title)).collect();
    let is_common = |number: &str| 2 * counted.iter().filter(|numbers| numbers.contains(number)).count() > titles.len();
    let counts = |i: usize| !counted[i].iter().all(|number| is_common(number));
    let tells = |title: &str| !title.trim_end().ends_with('?') && !title.to_lowercase().starts_with(OPINION);
    let rank = |(i, title): &(usize, &&str)| (!counts(*i), tells(title), nearness(title), std::cmp::Reverse(*i));
    let best = titles.iter().enumerate().max_by_key(rank);
    best.map_or("A story".to_owned(), |(_, title)| one_line(title, LONGEST_HEADLINE))
}

/// The numbers that a headline gives: "27", "5,200", "$4.5", "five"; "G20" and "9/11" are names, and "one" may be anybody.
fn numerals(title: &str) -> BTreeSet<&str> {
    let bare = |word| str::trim_matches(word, |c: char| !c.is_alphanumeric());
    let in_digits = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    };
    let in_words = |word: &str| {
        let told = Quantity::parse(crossread_core::Language::english(), word)
            .filter(|told| told.bound == Bound::Exact && told.unit == Unit::Count);
        word.chars().all(char::is_alphabetic)
            && told.and_then(|told| told.value()).is_some_and(|told| told > Decimal::ONE)
    };
    let is_number = |word: &&str| in_digits(word) || in_words(word);
    title.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—')).map(bare).filter(is_number).collect()
}

/// The first words of a text, with a mark where more follow.
pub(crate) fn first_words(text: &str, longest: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words[..words.len().min(longest)].join(" ");
    if words.len() > longest { shown + "…" } else { shown }
}

/// How many entries of each status that needs a reader, in words; empty when there are none.
pub(crate) fn statuses(ledger: &Ledger) -> String {
    let counted = [EntryStatus::Disputed, EntryStatus::Changed, EntryStatus::Agreed]
        .map(|status| ledger.entries.iter().filter(|entry| entry.status == status).count());
    statuses_in_words(counted)
}

/// How many entries are disputed, changed and agreed, in words; empty when there are none.
pub fn statuses_in_words(counted: [usize; 3]) -> String {
    let named = counted.into_iter().zip(["disputed", "changed", "agreed"]);
    let said: Vec<String> =
        named.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    said.join(", ")
}

/// A page of plain text about a heap sorted into stories, the largest first.
pub fn stories_summary(stories: &[(Story, Ledger)], alone: usize, skipped: &[SkippedInput], length: Length) -> String {
    let shown = length.most(STORIES_SHOWN);
    let mut out = format!("{}; {} in no story\n", count_stories(stories.len()), count(alone, "article"));
    for (number, (story, ledger)) in stories.iter().take(shown).enumerate() {
        let _ = writeln!(out, "\n{:>4}  {}", number + 1, heading(story));
        let statuses = statuses(ledger);
        let _ = writeln!(out, "      {}{}{statuses}", size(story), if statuses.is_empty() { "" } else { "; " });
    }
    if stories.len() > shown {
        let _ = writeln!(out, "\n      … and {} more", stories.len() - shown);
    }
    if !skipped.is_empty() {
        let _ = writeln!(out, "\nnot read");
        for one in skipped {
            let _ = writeln!(out, "  {}", one.reason);
        }
    }
    out
}

/// What says which file tells which story, for a folder with one for each.
pub fn stories_readme(
    stories: &[(Story, Ledger)],
    files: &[String],
    alone: &[Article],
    skipped: &[SkippedInput],
) -> String {
    let makers: Vec<String> = crate::made_by().iter().map(|(name, what)| format!("{name} {what}")).collect();
    let mut out = format!(
        "Stories one by one. Made by {}: the same articles give the same bytes.\n\n\
         Each file or folder here tells one story, as 'crossread collate' writes it of its articles alone. Articles of one story were\n\
         found by the words that carry their news and by their days; the largest story comes first. Nothing here says which account\n\
         is right. Articles that copy one another, or that have it from one speaker, are one origin; where no link between two is\n\
         known there may still be one.\n\n",
        makers.join(", ")
    );
    for (file, (story, _)) in files.iter().zip(stories) {
        let _ = writeln!(out, "{file}: {} ({})", heading(story), size(story));
    }
    let _ = writeln!(out, "\nIn no story: {}", count(alone.len(), "article"));
    for article in alone {
        let _ = writeln!(out, "- {} {}", article.id(), article.facts.input);
    }
    if !skipped.is_empty() {
        let _ = writeln!(out, "\nNot read:");
        for one in skipped {
            let _ = writeln!(out, "- {}", one.reason);
        }
    }
    out.push_str("\nTo cite: name the program and its version as above, the day of your run, and your articles.\n");
    out
}

/// "1 story", "2 stories".
pub fn count_stories(n: usize) -> String {
    if n == 1 { "1 story".to_owned() } else { format!("{n} stories") }
}

/// What is compared of a happening and not settled: the disputed and changed entries that are asked of it, or whose values its
/// name holds. Whoever shows the name beside a day must show these too, or a value in dispute would read as if all gave it.
pub(crate) fn open_points(ledger: &Ledger, event: u32) -> Vec<&Entry> {
    let name = ledger.events[event as usize].name;
    let stands_in = |passage: Passage| passage.article == name.article && name.span.contains(passage.span);
    let is_open = |entry: &&Entry| matches!(entry.status, EntryStatus::Disputed | EntryStatus::Changed);
    let is_of_it =
        |entry: &&Entry| entry.event == Some(event) || entry.readings.iter().flat_map(Reading::passages).any(stands_in);
    ledger.entries.iter().filter(is_open).filter(is_of_it).collect()
}

/// Whether an entry only tells who somebody is, alike or in other words: a post, a nationality, the spelling of a name. What accounts
/// dispute or change is news whatever it is of.
pub(crate) fn is_introduction(entry: &Entry) -> bool {
    let settled = matches!(entry.status, EntryStatus::Agreed | EntryStatus::Single);
    let by_name = || entry.why.iter().any(|why| why.sign == JoinSign::Name);
    settled
        && match entry.aspect {
            Some(Aspect::Spelling) => true,
            Some(Aspect::Is) => by_name(),
            _ => false,
        }
}

/// Origins from which on an agreement is more than two accounts' that may have read each other.
const MANY: usize = 3;

/// Whether an agreed entry is what two origins alone tell, and tell alike: in a large story it is seldom news.
pub(crate) fn is_of_two_alike(entry: &Entry) -> bool {
    let numbers: BTreeSet<u32> = entry.readings.iter().flat_map(Reading::origins).map(Origin::number).collect();
    let mut values = entry.readings.iter().map(|reading| (reading.value(), reading.is_negated()));
    let first = values.next();
    // Two ways to say where it was are no difference; two numbers are one, even where both can hold.
    let is_counted = |value: &Value| matches!(value, Value::Quantity(_) | Value::Days(..));
    let differs = values.any(|(value, negated)| {
        first.is_some_and(|(other, against)| negated != against || (is_counted(value) && value != other))
    });
    entry.status == EntryStatus::Agreed && numbers.len() < MANY && !differs
}

/// Says how many more there are than are shown.
fn more(out: &mut String, indent: &str, all: usize, shown: usize) {
    if all > shown {
        let _ = writeln!(out, "{indent}… and {} more", all - shown);
    }
}

fn line(story: &Story, reading: &Reading) -> String {
    let outlets: BTreeSet<String> =
        reading.passages().map(|passage| outlet(&story.articles()[passage.article as usize])).collect();
    let outlets: Vec<String> = outlets.into_iter().collect();
    let origins = reading.origins().len();
    let said = reading.said().first().map_or(String::new(), |day| format!(", {day}"));
    let value = value(story, reading);
    format!("{value} - {}{said}; at most {}", outlets.join(", "), count(origins, "origin"))
}

/// The words of a reading, in marks where they are quoted, with its normal form where that says more.
pub(crate) fn value(story: &Story, reading: &Reading) -> String {
    let words = one_line(&plain(story, reading.words()), 90);
    let value = match reading.value() {
        // What no article puts in quotation marks never gets any here.
        Value::Words(_) => format!("“{words}”"),
        Value::Quantity(quantity) if tells_more(&words, quantity) => format!("{words} ({})", show(quantity)),
        _ => words,
    };
    if reading.is_negated() { format!("{value}, negated") } else { value }
}

/// What an entry compares: an article's own clause with the place of the value left open, else its subject.
pub(crate) fn headline(story: &Story, entry: &Entry) -> String {
    let Some(heading) = heading_of(story, entry) else { return subject(story, entry) };
    let [opening, closing] = ellipses(story, heading.passage);
    let words = match around_gap(heading) {
        None => plain(story, heading.passage),
        Some([before, after]) => format!("{}___{}", plain(story, before), plain(story, after)),
    };
    one_line(&format!("{opening}{words}{closing}"), 160)
}

/// An entry's heading as it is shown. Over readings that are in dispute no speaker of one stands at the end of the clause: "___ are
/// missing, Eriksen said" would give him the others' values too.
pub(crate) fn heading_of(story: &Story, entry: &Entry) -> Option<Heading> {
    let heading = entry.heading?;
    let passage = heading.passage;
    let text = &story.articles()[passage.article as usize].text;
    let behind = Span { start: heading.gap.end, ..passage.span };
    let comma = behind.of(text).rfind(", ").map(|comma| behind.start + comma as u32);
    let Some(comma) = comma.filter(|_| entry.status == EntryStatus::Disputed && !heading.gap.is_empty()) else {
        return Some(heading);
    };
    let tail = Span { start: comma, ..passage.span }.of(text);
    let names = |via: &Provenance| match via {
        Provenance::Speaker(name) => tail.contains(story.words(*name)),
        Provenance::Outlet(name) => tail.contains(name.as_str()),
    };
    let of_one = entry.readings.iter().flat_map(Reading::origins).filter_map(Origin::via).any(names);
    let cut = Passage { span: Span { end: comma, ..passage.span }, ..passage };
    Some(if of_one { Heading { passage: cut, ..heading } } else { heading })
}

/// Fewest words of what may read as a whole sentence.
const SENTENCE: usize = 7;

/// The marks that tell that a passage was cut out of a sentence: in front where the sentence began before, behind where it
/// goes on.
pub(crate) fn ellipses(story: &Story, passage: Passage) -> [&'static str; 2] {
    let text = &story.articles()[passage.article as usize].text;
    // "head of the coastguard, Tomas Eriksen" is a phrase, and nobody takes it for a sentence.
    if passage.span.of(text).split_whitespace().count() < SENTENCE {
        return ["", ""];
    }
    let [before, after] = [&text[..passage.span.start()], &text[passage.span.end()..]];
    let quotes: &[char] = &['"', '”', '’', '\'', '“', '‘', '(', ')', '[', ']', '«', '»'];
    let inner = |c: char| c == ' ' || quotes.contains(&c);
    let begins = before.trim_end_matches(inner).ends_with(['.', '!', '?', ':', '\n', '—', '–', '|']);
    let ends = after.trim_start_matches(inner).starts_with(['.', '!', '?', '\n', '—', '–', '|', ';']);
    let own_mark = passage.span.of(text).ends_with(['.', '!', '?']);
    [
        if begins || before.trim().is_empty() { "" } else { "… " },
        if ends || own_mark || after.trim().is_empty() { "" } else { " …" },
    ]
}

/// What stands before and behind the gap of a heading, where it has one.
pub(crate) fn around_gap(heading: Heading) -> Option<[Passage; 2]> {
    let Heading { passage, gap } = heading;
    let part = |span| Passage { span, ..passage };
    let parts = [part(Span { end: gap.start, ..passage.span }), part(Span { start: gap.end, ..passage.span })];
    (!gap.is_empty()).then_some(parts)
}

/// The words at a passage without what a scraper left between them.
fn plain(story: &Story, passage: Passage) -> String {
    let text = &story.articles()[passage.article as usize].text;
    Residue::of(text).without(text, passage.span)
}

/// What an entry is about, in words of the articles.
pub(crate) fn subject(story: &Story, entry: &Entry) -> String {
    let mut words = one_line(&plain(story, entry.subject), 100);
    if matches!(entry.readings[0].value(), Value::Words(_)) {
        words = format!("“{words}”");
    }
    for facet in &entry.facets {
        words.push_str(" · ");
        words.push_str(&one_line(&plain(story, *facet), 60));
    }
    words
}

/// White space as single spaces, cut at a word.
pub(crate) fn one_line(words: &str, longest: usize) -> String {
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.chars().count() + word.chars().count() > longest && !out.is_empty() {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(longest));
    }
    out.chars().filter(|c| !c.is_control()).collect()
}

/// "1 article", "2 articles".
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// Whether a quantity's normal form says what its words don't: other digits. Words for numbers and vague words stay as they
/// are: "dozens" is no number.
pub(crate) fn tells_more(printed: &str, quantity: &Quantity) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let printed = digits(printed);
    quantity.bound != Bound::Vague && !printed.is_empty() && printed != digits(&show(quantity))
}

/// A quantity as a person reads it: "at least 12", "about 5,200", "10 to 12 %".
pub(crate) fn show(quantity: &Quantity) -> String {
    let value = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low != high => format!("{} to {}", grouped(low), grouped(high)),
        (Some(one), _) | (None, Some(one)) => grouped(one),
        (None, None) => String::new(),
    };
    let hedge = match quantity.bound {
        Bound::Exact | Bound::Between => String::new(),
        Bound::Vague if value.is_empty() => "an unsaid number".to_owned(),
        Bound::Vague => "some ".to_owned(),
        other => format!("{} ", bound(other).replace('-', " ")),
    };
    let unit = match quantity.unit {
        Unit::Count => String::new(),
        Unit::Percent => " %".to_owned(),
        Unit::Currency(code) => format!(" {}", String::from_utf8_lossy(&code)),
        Unit::Symbol(symbol) => format!(" {symbol}"),
    };
    format!("{hedge}{value}{unit}")
}

/// What a sign that joined passages says, for a reader.
pub(crate) fn join_sentence(sign: JoinSign) -> &'static str {
    match sign {
        JoinSign::Figure(sign) => figure_sentence(sign),
        JoinSign::Happening => "the words hang on mentions of one happening",
        JoinSign::Day => "they tell when one happening was",
        JoinSign::Time => "they tell at what time one happening was",
        JoinSign::DayOfSpeech => "they tell on which day one utterance was said",
        JoinSign::Name => "they describe who or what has the same name",
        JoinSign::Clause => "the clauses share telling words, and both assert or both deny",
        JoinSign::Modifier => "the words say the same of the same happening or thing",
        JoinSign::Spelling => "the names are spelled alike and are one person's",
        JoinSign::OneLetter => "the names are one letter apart, and no article has both",
        JoinSign::SameLetters => "the names have the same letters, and no article has both",
        JoinSign::Telling => "they tell of one happening, by the same words and who took part",
        JoinSign::Words => "most of the words of the shorter stand in the other, in order",
        JoinSign::Report => {
            "most of the telling words of the shorter stand in the other; reports without marks have the same speaker"
        }
        JoinSign::Label => "the same words stand between marks",
        JoinSign::Decided => "a person put them together",
    }
}

fn figure_sentence(sign: FigureSign) -> &'static str {
    match sign {
        FigureSign::Value => "they give the same value, or nearly",
        FigureSign::Counted => "they count the same sort of thing",
        FigureSign::Happening => "the same happened to what they count",
        FigureSign::Day => "they speak of the same time, or were told at the same time",
        FigureSign::Event => "they hang on the same happening",
        FigureSign::Whose => "whose it is is the same",
        FigureSign::Place => "the place is the same",
        FigureSign::Only => "each article gives only one such value",
        FigureSign::Turn => "both are of the first, or both of the new one",
        FigureSign::Dimension => "they measure the same way: depth, width, weight",
        FigureSign::Names => "their sentences name the same",
        FigureSign::NamesNear => "the sentences around them name the same",
        FigureSign::Words => "the words around them are the same",
        FigureSign::Around => "the sentences around them and the headlines share words",
        FigureSign::SameSentence => "one sentence gives both as one amount",
        FigureSign::Status | FigureSign::Part => "they are told alike",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_story_is_not_called_by_a_count_that_was_overtaken() {
        let titles =
            ["Ferry sinks off Tarn Head", "Toll of ferry disaster reaches 27", "Toll of ferry disaster reaches 34"];
        assert_eq!(nearest_headline(&titles), titles[0]);
        assert_eq!(nearest_headline(&titles[1..]), titles[1], "where each has a count, one of them");
        let crash =
            ["Tram crash: Five dead after tram overturns in Croydon", "Tram overturns in Croydon, killing several"];
        assert_eq!(nearest_headline(&crash), crash[1], "a count in words is one too");
        let opinion = ["OPINION: Delay the vote", "Senate may delay the vote", "Vote is close"];
        assert_eq!(nearest_headline(&opinion), opinion[1], "an opinion goes behind what tells");
        let asked = ["When will the station fall to Earth?", "Space station will fall to Earth within months"];
        assert_eq!(nearest_headline(&asked), asked[1], "what asks goes behind what tells");
        let flight = ["Search for Flight 370 goes on", "Flight 370: what is known", "An airline waits"];
        assert_eq!(nearest_headline(&flight), flight[0], "a number that most have is a name");
    }

    #[test]
    fn days_are_written_as_a_person_reads_them() {
        assert_eq!(days(date(2023, 3, 13), date(2023, 3, 19)), "13–19 March 2023");
        assert_eq!(days(date(2022, 1, 1), date(2022, 12, 31)), "2022");
        assert_eq!(days(date(2018, 8, 1), date(2018, 8, 31)), "August 2018");
        assert_eq!(days(date(2018, 8, 30), date(2018, 9, 2)), "30 August to 2 September 2018");
        assert_eq!(days(date(2010, 1, 1), date(2019, 12, 31)), "2010–2019");
        assert_eq!(days(date(2019, 9, 1), date(2019, 12, 31)), "September to December 2019");
        assert_eq!(days(date(2019, 9, 1), date(2020, 2, 29)), "September 2019 to February 2020");
    }
}
