//! Dates: what TIMEX3 covers in news, found in the text and resolved to civil days with the anchor named.
//!
//! Three steps. The text of a block is cut into [`pieces`]; [`english`] finds the ways in which English writes times and
//! says what their words say ([`said`]), without reckoning anything; [`mod@resolve`] reckons: from the day of publication,
//! or from an earlier mention. Where an anchor is not known the value keeps its `X`s, and no days are made up.
//!
//! Values follow TIMEX3 (Pustejovsky et al. 2003, "TimeML"; Saurí et al. 2006, annotation guidelines), with these
//! conventions of ours where the corpora differ: weeks are ISO weeks; a season, a company's quarter and a fiscal year
//! have a value but no days, since those differ by hemisphere and company; "two days later" is the day it leads to; an
//! interval whose second half leans on the first ("Jan. 3-5") is one mention with the value `2020-01-03/2020-01-05`;
//! ages are figures and not dates. "early", "mid" and "late" leave the value as it is and narrow the days to a third.

mod calendar;
mod english;
mod games;
mod happenings;
mod pieces;
mod resolve;
mod said;
mod tense;
mod timex;
mod words;

pub use resolve::{Order, Reckoning, ResolvedDate, Tense, Trouble};
pub use timex::Timex;

use crate::language::Language;
use crate::story::{Article, BlockKind, Moment, Warning};
use calendar::{Grain, Period};
use crossread_language::{Sentence, Span, Tag};
use english::{DateReader, ReadStep};
use happenings::DayCandidate;
use jiff::civil::Date;
use pieces::DatePiece;
use resolve::DateDependence;
use said::{DateExpression, DateWording, Year};
use words::PeriodChoice;

/// A date, time, duration or set in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// What sort.
    pub kind: DateKind,
    /// When; keeps its `X`s where an anchor is unknown.
    pub value: Timex,
    /// First civil day it covers.
    pub from: Option<Date>,
    /// Last civil day it covers.
    pub to: Option<Date>,
    /// What it was reckoned from.
    pub basis: DateBasis,
    /// Index of the mention it leans on, nearly always an earlier one.
    pub anchor: Option<u32>,
    /// The same as Extended Date/Time Format (ISO 8601-2), with its uncertainty.
    pub edtf: Option<String>,
    /// Other TIMEX3 values that the words leave open.
    pub also: Vec<String>,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What a date was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// Written out in full.
    Written,
    /// Reckoned from the day of publication.
    Published,
    /// Reckoned from an earlier mention.
    Mention,
}

/// Resolves the words of one date, all of them: law 6 says that what [`find`] found resolves again from its words,
/// its anchor, and the tense and order of its page. `None` when the words are no date, or more than one.
pub fn resolve(language: &Language, words: &str, reckoning: &Reckoning) -> Option<ResolvedDate> {
    let mut pieces = Vec::new();
    pieces::cut(language, words, Span::new(0, words.len()), &mut pieces);
    let reader = DateReader::new(language, words, &pieces);
    if let Some(ReadStep::Found(read)) = reader.read(0).filter(|step| step.end() == pieces.len()) {
        return Some(resolve::resolve(&read, reckoning));
    }
    // A number alone is a day where it leans on another, and so is the day after what happened on one.
    reckoning.mention?;
    let told = reader.told_from(0).map(|(_, read)| read).filter(|read| read.end == pieces.len());
    Some(resolve::resolve(&told.or_else(|| reader.listed_alone())?, reckoning))
}

/// A mention that is read and not yet resolved.
struct UnresolvedDate {
    read: DateWording,
    span: Span,
    /// Index of its sentence.
    sentence: usize,
    /// Whether it stands between quotation marks.
    is_quoted: bool,
    /// The mention of the day that it is told from, where that is the day of a happening.
    leans_on: Option<Span>,
}

/// Finds and resolves the dates of an article, in order of place, with a warning for each that no calendar has or that
/// can be one of two days.
pub fn find(language: &Language, article: &Article, sentences: &[Sentence]) -> (Vec<DateMention>, Vec<Warning>) {
    let (mut mentions, candidates) = read_all(language, article, sentences);
    games::leave_out(language, &mut mentions, sentences);
    let mentions = happenings::tie(language, mentions, candidates, &article.text, sentences);
    let order = order(&mentions, article);
    let today = Today::of(article);
    let says_today = mentions.iter().any(|mention| mention.read.said == DateExpression::Day(0) && !mention.is_quoted);
    let done = vec![None; mentions.len()];
    let mut resolving = DateResolver {
        language,
        text: &article.text,
        mentions: &mentions,
        sentences,
        today,
        says_today,
        day_after: DayAfter::default(),
        order,
        done,
    };
    resolving.day_after = resolving.day_after(article);
    // Times of day take the day beside them, on either side: they come last.
    let is_late = |mention: &UnresolvedDate| resolve::leans(&mention.read.said) == DateDependence::OnDayNearby;
    for i in (0..mentions.len()).filter(|&i| !is_late(&mentions[i])) {
        resolving.resolve(i);
    }
    for i in (0..mentions.len()).filter(|&i| is_late(&mentions[i])) {
        resolving.resolve(i);
    }
    let (mut dates, mut warnings) = (Vec::new(), Vec::new());
    for (mention, done) in mentions.iter().zip(resolving.done) {
        let Some(DateResolution { resolved, anchor, .. }) = done else { continue };
        if let Some(trouble) = resolved.trouble {
            warnings.push(warning(&article.text, mention.span, trouble, &resolved));
        }
        dates.push(DateMention {
            span: mention.span,
            kind: resolved.kind,
            value: resolved.value.into(),
            from: resolved.days.map(|(from, _)| from),
            to: resolved.days.map(|(_, to)| to),
            basis: resolved.basis,
            anchor: anchor.filter(|_| resolved.basis == DateBasis::Mention),
            edtf: resolved.edtf,
            also: resolved.also,
        });
    }
    (dates, warnings)
}

/// The day that "today" is.
struct Today<'a> {
    /// The day it was written where the text shows that (a repost keeps the days of its first printing), else the day of
    /// publication.
    whole: Option<Date>,
    /// The posts of a live blog, each with the day of its own.
    posts: &'a [(u32, Moment)],
}

impl<'a> Today<'a> {
    fn of(article: &'a Article) -> Today<'a> {
        let written = article.facts.written.as_ref().filter(|written| written.from == written.to);
        let whole = written.map(|written| written.from).or(article.facts.published.map(|moment| moment.day));
        Today { whole, posts: &article.facts.posts }
    }

    fn at(&self, place: u32) -> Option<Date> {
        let post = self.posts.partition_point(|(from, _)| *from <= place).checked_sub(1);
        post.map(|post| self.posts[post].1.day).or(self.whole)
    }
}

fn warning(text: &str, span: Span, trouble: Trouble, resolved: &ResolvedDate) -> Warning {
    let words = span.of(text);
    let (code, message) = match trouble {
        Trouble::Impossible => ("impossible-date", format!("no calendar has '{words}'")),
        Trouble::Ambiguous => {
            ("ambiguous-date", format!("'{words}' can be {} or {}", resolved.value, resolved.also.join(" or ")))
        }
    };
    Warning { code, span: Some(span), message }
}

/// Sentences of the body that tell the news.
const LEAD: usize = 2;

/// Whether a date is told again by the clock of another place: "shortly before 6 a.m. (2100 GMT Monday)".
pub(crate) fn is_elsewhere(language: &Language, text: &str, span: Span) -> bool {
    let (before, behind) = (&text[..span.start()], &text[span.end()..]);
    let Some(opens) = before.rfind(['(', ')', '\n']).filter(|&at| before[at..].starts_with('(')) else { return false };
    let Some(closes) = behind.find([')', '(', '\n']).filter(|&at| behind[at..].starts_with(')')) else { return false };
    let aside = &text[opens..span.end() + closes];
    aside.len() < ASIDE && aside.split(|c: char| !c.is_alphanumeric()).any(|word| language.dates.clocks.has(word))
}

/// Most bytes between brackets that tell a time again.
const ASIDE: usize = 40;

/// The weekday that a mention names without saying which one: "Friday", "early on Friday", "Friday morning".
fn weekday(said: &DateExpression) -> Option<i8> {
    match said {
        DateExpression::Weekday(day, None) => Some(*day),
        DateExpression::Clock { on: Some(on), .. } | DateExpression::PartOfDay { on: Some(on), .. } => weekday(on),
        _ => None,
    }
}

/// Which quotations are open, from the start of a paragraph on.
struct OpenMarks {
    at: usize,
    curly: i32,
    straight: bool,
}

impl OpenMarks {
    /// Whether one is open at a place behind those asked for before.
    fn at(&mut self, text: &str, place: usize) -> bool {
        for c in text[self.at..place].chars() {
            self.curly = (self.curly + i32::from(c == '“') - i32::from(c == '”')).max(0);
            self.straight ^= c == '"';
        }
        self.at = place;
        self.curly > 0 || self.straight
    }
}

/// Whether the words of a relative date are the name of a programme: "On ABC's “This Week,”", "NBC's Today".
fn is_a_title(language: &Language, text: &str, span: Span) -> bool {
    let words = span.of(text);
    let plain = |word: &str| word.starts_with(char::is_uppercase) && !language.names.is_calendar(word);
    if !words.split_whitespace().all(plain) {
        return false;
    }
    const MARKS: [char; 5] = ['"', '“', '”', '‘', '’'];
    let (before, behind) = (&text[..span.start()], text[span.end()..].trim_start_matches(','));
    let opened = before.strip_suffix(MARKS);
    let is_marked = opened.is_some() && behind.starts_with(MARKS) && words.contains(' ');
    let owner = opened.unwrap_or(before).strip_suffix(' ').unwrap_or_default();
    is_marked || language.grammar.possessive_marks.each().any(|mark| owner.ends_with(mark))
}

/// Reads every block that has sentences. A block is read in a row, whatever its sentences are split into.
fn read_all(
    language: &Language,
    article: &Article,
    sentences: &[Sentence],
) -> (Vec<UnresolvedDate>, Vec<DayCandidate>) {
    let text = &article.text;
    let mut mentions = datelines(language, article, sentences);
    let mut candidates = Vec::new();
    let mut pieces: Vec<DatePiece> = Vec::new();
    let mut first = 0;
    for block in sentences.chunk_by(|a, b| a.part == b.part) {
        let Some((head, tail)) = block.first().zip(block.last()) else { continue };
        pieces.clear();
        pieces::cut(language, text, head.span.cover(tail.span), &mut pieces);
        let reader = DateReader::new(language, text, &pieces);
        let mut open = OpenMarks { at: head.span.start(), curly: 0, straight: false };
        let mut i = 0;
        let mut sentence = 0;
        while i < pieces.len() {
            let (end, reads) = reader.reads(i);
            let mut place = |read: &DateWording| {
                let span = pieces[read.start].span.cover(pieces[read.end - 1].span);
                while sentence + 1 < block.len() && block[sentence].span.end <= span.start {
                    sentence += 1;
                }
                (span, first + sentence)
            };
            if let Some((from, read)) = reader.told_from(i) {
                let (span, sentence) = place(&read);
                let is_quoted = open.at(text, span.start());
                candidates.push(DayCandidate { read, span, sentence, from, is_quoted });
            }
            for read in reads {
                let (span, sentence) = place(&read);
                if is_a_title(language, text, span) {
                    continue;
                }
                let is_quoted = open.at(text, span.start());
                mentions.push(UnresolvedDate { read, span, sentence, is_quoted, leans_on: None });
            }
            i = end;
        }
        first += block.len();
    }
    mentions.sort_by_key(|mention| mention.span);
    (mentions, candidates)
}

/// The days in datelines, which have no sentences: each stands before the first sentence behind it.
fn datelines(language: &Language, article: &Article, sentences: &[Sentence]) -> Vec<UnresolvedDate> {
    let mut mentions = Vec::new();
    let mut pieces: Vec<DatePiece> = Vec::new();
    for block in article.blocks.iter().filter(|block| block.kind == BlockKind::Dateline) {
        pieces.clear();
        pieces::cut(language, &article.text, block.span, &mut pieces);
        let reader = DateReader::new(language, &article.text, &pieces);
        let mut i = 0;
        while i < pieces.len() {
            let Some(ReadStep::Found(read)) = reader.read(i) else {
                i += 1;
                continue;
            };
            let end = read.end;
            // A day or a time, no length: what else a line of facts has is not told.
            if matches!(
                read.said,
                DateExpression::Calendar { day: Some(_), .. }
                    | DateExpression::Numeric { .. }
                    | DateExpression::Weekday(..)
            ) {
                let span = pieces[read.start].span.cover(pieces[end - 1].span);
                let sentence = sentences.partition_point(|sentence| sentence.span.start < span.start);
                mentions.push(UnresolvedDate { read, span, sentence, is_quoted: false, leans_on: None });
            }
            i = end;
        }
    }
    mentions
}

/// The order of day and month that the page uses, where it shows it: by a date in digits whose one number is over 12,
/// or one that in one order is the day of publication or another date the page writes out. `None` when nothing shows
/// it, or the page uses both.
fn order(mentions: &[UnresolvedDate], article: &Article) -> Option<Order> {
    let facts = &article.facts;
    let mut written: Vec<Date> = facts.published.iter().chain(&facts.updated).map(|moment| moment.day).collect();
    for mention in mentions {
        if let DateExpression::Calendar { year: Year::Is(year), month: Some(month), day: Some(day), .. } =
            mention.read.said
        {
            written.extend(Date::new(year, month, day));
        }
    }
    let mut shown = [false; 2];
    for mention in mentions {
        let DateExpression::Numeric { first, second, year, .. } = mention.read.said else { continue };
        let reckon = |order| {
            let (day, month) = if order == Order::DayFirst { (first, second) } else { (second, first) };
            let year = match year {
                Year::Is(year) => year,
                Year::Short(year) => {
                    return written
                        .iter()
                        .find(|d| d.day() == day && d.month() == month && d.year() % 100 == year)
                        .copied();
                }
                _ => return None,
            };
            Date::new(year, month, day).ok()
        };
        let (day_first, month_first) = (reckon(Order::DayFirst), reckon(Order::MonthFirst));
        if first == second {
            continue;
        }
        let known = |day: Option<Date>| day.is_some_and(|day| written.contains(&day));
        shown[0] |= first > 12 || (known(day_first) && !known(month_first));
        shown[1] |= second > 12 || (known(month_first) && !known(day_first));
    }
    match shown {
        [true, false] => Some(Order::DayFirst),
        [false, true] => Some(Order::MonthFirst),
        _ => None,
    }
}

/// A mention once resolved.
#[derive(Clone)]
struct DateResolution {
    resolved: ResolvedDate,
    anchor: Option<u32>,
    /// What it names, where that is one period.
    period: Option<Period>,
}

/// The mentions of an article while they are resolved.
struct DateResolver<'a> {
    language: &'a Language,
    text: &'a str,
    mentions: &'a [UnresolvedDate],
    sentences: &'a [Sentence],
    today: Today<'a>,
    /// Whether the article itself, and nobody it quotes, calls its day "today".
    says_today: bool,
    /// What the weekday behind the day of publication means in the past.
    day_after: DayAfter,
    order: Option<Order>,
    done: Vec<Option<DateResolution>>,
}

/// What an article means that tells in the past of the weekday which follows its day of publication: the stamp of an account is often
/// of the evening before at the place that it writes of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DayAfter {
    /// The day of the week before.
    #[default]
    WeekBefore,
    /// One of the two.
    Open,
    /// The day behind that of publication.
    Next,
}

/// Days from the day of publication beyond which a day that only names an event ("the 7 July bombings") need not be of
/// these twelve months: news calls what is nearer by its day as well.
const FAR: i32 = 100;

/// How many sentences back a mention is still what is spoken of. Chosen on TimeBank: nearly all anchors are in the same
/// sentence or one of the three before.
const REACH: usize = 8;

impl DateResolver<'_> {
    fn resolve(&mut self, i: usize) {
        let UnresolvedDate { read, span, .. } = &self.mentions[i];
        let tense = self.tense(i);
        let today = self.today.at(span.start);
        let is_day_after = self.names_day_after(i);
        // An hour of the news is of its day.
        let is_hour = matches!(read.said, DateExpression::Clock { on: None, .. }) && tense == Tense::Past;
        let written = today.map(|today| match self.day_after {
            DayAfter::Next if is_hour || is_day_after && tense != Tense::Future => {
                calendar::days_on(today, 1).unwrap_or(today)
            }
            _ => today,
        });
        let anchor = self.anchor(i, tense);
        if let Some(later) = anchor.filter(|&anchor| anchor > i && self.done[anchor].is_none()) {
            // It is written out, and so leans on nothing itself.
            self.resolve(later);
        }
        let value = anchor.and_then(|a| self.done[a].as_ref()).map(|done| done.resolved.value.clone());
        let reckoning = Reckoning { published: written, mention: value.as_deref(), tense, order: self.order };
        let week_ago = today
            .and_then(|today| self.is_a_week_ago(i, tense, today))
            .map(|said| DateWording { said, ..read.clone() });
        let mut resolved = resolve::resolve(week_ago.as_ref().unwrap_or(read), &reckoning);
        if self.names_an_event(i, &resolved) {
            resolve::open_year(&mut resolved);
        }
        if self.day_after == DayAfter::Open && is_day_after && tense == Tense::Past {
            resolve::add_week(&mut resolved);
        }
        let lasting = matches!(resolved.kind, DateKind::Duration | DateKind::Set);
        let period = if lasting { None } else { Period::of_value(&resolved.value) };
        self.done[i] = Some(DateResolution { resolved, anchor: anchor.and_then(|a| u32::try_from(a).ok()), period });
    }

    fn tense(&self, i: usize) -> Tense {
        let UnresolvedDate { read, span, sentence, .. } = &self.mentions[i];
        match self.sentences.get(*sentence) {
            Some(sentence) if sentence.span.start <= span.start => {
                let is_hour = match &read.said {
                    DateExpression::Clock { on, .. } => on.is_some(),
                    DateExpression::Range(first, _) => matches!(**first, DateExpression::Clock { .. }),
                    _ => false,
                };
                let is_date = |at: u32| {
                    let behind = self.mentions.partition_point(|mention| mention.span.end <= at);
                    self.mentions.get(behind).is_some_and(|mention| mention.span.start <= at)
                };
                tense::at(self.language, sentence, span.start, is_hour, is_date)
            }
            _ => Tense::Unknown,
        }
    }

    /// Whether a mention names the weekday that follows the day of publication, and doesn't say which one.
    fn names_day_after(&self, i: usize) -> bool {
        let UnresolvedDate { read, span, .. } = &self.mentions[i];
        let behind = |today: Date| today.weekday().to_monday_one_offset() % 7 + 1;
        weekday(&read.said).is_some_and(|day| self.today.at(span.start).map(behind) == Some(day))
    }

    /// What the weekday behind the day of publication means: that day where the beginning of the article tells of it, or two places do;
    /// else what is told so once is of the week before, or may be where the article tells nothing of its own day. Of fifteen such articles
    /// among six hundred of the press of the United States ten meant the next day: all that begin with it or name it twice.
    fn day_after(&self, article: &Article) -> DayAfter {
        let is_body = |sentence: &&Sentence| article.blocks[sentence.part as usize].kind == BlockKind::Body;
        let opening = self.sentences.iter().filter(is_body).nth(LEAD - 1).map_or(u32::MAX, |last| last.span.end);
        let told: Vec<usize> =
            (0..self.mentions.len()).filter(|&i| self.names_day_after(i) && self.tense(i) == Tense::Past).collect();
        let leads = told.iter().any(|&i| self.mentions[i].span.start < opening);
        match told.len() {
            0 => DayAfter::WeekBefore,
            _ if self.names_week_before(&told) => DayAfter::WeekBefore,
            1 if !leads && self.tells_of_today() => DayAfter::WeekBefore,
            1 if !leads => DayAfter::Open,
            _ => DayAfter::Next,
        }
    }

    /// Whether the article calls the weekday of those mentions that of the week before: "last Friday".
    fn names_week_before(&self, told: &[usize]) -> bool {
        let day = |i: usize| weekday(&self.mentions[i].read.said);
        let last = self.mentions.iter().filter_map(|mention| match mention.read.said {
            DateExpression::Weekday(day, Some(PeriodChoice::Last)) => Some(day),
            _ => None,
        });
        last.into_iter().any(|last| told.iter().any(|&i| day(i) == Some(last)))
    }

    /// Whether the article tells in the past of the weekday of its publication.
    fn tells_of_today(&self) -> bool {
        (0..self.mentions.len()).any(|i| {
            let UnresolvedDate { read, span, .. } = &self.mentions[i];
            let today = self.today.at(span.start).map(|today| today.weekday().to_monday_one_offset());
            today.is_some() && weekday(&read.said) == today && self.tense(i) == Tense::Past
        })
    }

    /// What a bare weekday says of a happening that is taken for known ("the strike on Friday") where it is that of the day of
    /// publication and the article calls that day "today": it speaks of two days, and the other one is a week ago. What is told
    /// as news ("said on Friday") is of the day: so are all of the fifteen in TimeBank whose article has both, one of them said of
    /// what is known.
    fn is_a_week_ago(&self, i: usize, tense: Tense, today: Date) -> Option<DateExpression> {
        let DateExpression::Weekday(day, None) = self.mentions[i].read.said else { return None };
        let is_of_today = tense == Tense::Past && today.weekday().to_monday_one_offset() == day;
        (is_of_today && self.says_today && self.dates_what_is_known(i))
            .then_some(DateExpression::Weekday(day, Some(PeriodChoice::Last)))
    }

    /// Whether a mention hangs on a noun with "the": "the strike on Friday".
    fn dates_what_is_known(&self, i: usize) -> bool {
        let UnresolvedDate { span, sentence, .. } = &self.mentions[i];
        let Some(sentence) = self.sentences.get(*sentence) else { return false };
        let noun = sentence.token_at(span.start).and_then(|date| sentence.head(date));
        noun.is_some_and(|noun| {
            let the = |child: usize| self.language.grammar.definite.has(sentence.tokens[child].lemma);
            sentence.tokens[noun].tag == Tag::Noun && sentence.children(noun).any(the)
        })
    }

    /// Whether a day without a year names an event of a year that is not said: "the 7 July bombings", far from the day of
    /// publication.
    fn names_an_event(&self, i: usize, resolved: &ResolvedDate) -> bool {
        let UnresolvedDate { read, span, sentence, .. } = &self.mentions[i];
        let DateExpression::Calendar { year: Year::Unsaid, day: Some(_), weekday: None, .. } = read.said else {
            return false;
        };
        let far = self
            .today
            .at(span.start)
            .zip(resolved.days)
            .is_some_and(|(today, (day, _))| today.until(day).is_ok_and(|apart| apart.get_days().abs() > FAR));
        // What has happened is of no day to come.
        let ahead = self.today.at(span.start).zip(resolved.days).is_some_and(|(today, (day, _))| day > today);
        let unlike = far || ahead && self.tense(i) == Tense::Past;
        let Some(sentence) = self.sentences.get(*sentence).filter(|_| unlike) else { return false };
        let Some(first) = sentence.token_at(span.start) else { return false };
        let the = |at: usize| self.language.grammar.definite.has(sentence.tokens[at].word);
        let definite = the(first) || first > 0 && the(first - 1);
        let next = sentence.tokens.iter().find(|token| token.span.start >= span.end);
        definite && next.is_some_and(|token| token.tag == Tag::Noun)
    }

    /// Whether mention `j` is the quarter that a report is on, and not one it is compared with.
    fn is_reported_quarter(&self, j: usize) -> bool {
        let Some(quarter) = self.period(j).filter(|period| period.grain == Grain::Quarter) else { return false };
        let today = self.today.at(self.mentions[j].span.start);
        let recent = today.is_none_or(|today| quarter.first.year() >= today.year() - 1);
        // What is expected of a quarter to come is no report on it.
        if today.is_some_and(|today| quarter.last >= today) {
            return false;
        }
        match &self.mentions[j].read.said {
            DateExpression::PartOfYear { year: Year::Unsaid | Year::Rel(PeriodChoice::This), .. }
            | DateExpression::Around(..) => true,
            DateExpression::PartOfYear { year: Year::Is(_) | Year::Short(_), .. } => {
                recent && today.is_none_or(|today| quarter.first.year() == today.year() || today.month() <= 3)
            }
            _ => false,
        }
    }

    /// The period of mention `j`, as far as it is known by now.
    fn period(&self, j: usize) -> Option<Period> {
        self.done[j].as_ref().and_then(|done| done.period)
    }

    /// Mentions before mention `i` whose periods are known, the latest first, no further back than `reach` sentences.
    fn earlier(&self, i: usize, reach: usize) -> impl Iterator<Item = usize> {
        let here = self.mentions[i].sentence;
        let near = move |j: &usize| self.mentions[*j].sentence + reach >= here;
        (0..i).rev().take_while(near).filter(|&j| self.period(j).is_some())
    }

    /// The quarter before mention `i` that the article reports on. A report speaks of its quarter from beginning to end.
    fn reported_quarter(&self, i: usize) -> Option<usize> {
        self.earlier(i, 2 * REACH).find(|&j| self.is_reported_quarter(j))
    }

    /// The mention that mention `i` leans on.
    fn anchor(&self, i: usize, tense: Tense) -> Option<usize> {
        if let Some(day) = self.mentions[i].leans_on {
            return self.mentions.binary_search_by_key(&day, |mention| mention.span).ok();
        }
        match resolve::leans(&self.mentions[i].read.said) {
            DateDependence::Not => None,
            DateDependence::OnBeside { ahead: true } => Some(i + 1).filter(|&j| j < self.mentions.len()),
            DateDependence::OnBeside { ahead: false } => i.checked_sub(1),
            DateDependence::On(Grain::Quarter) => self.reported_quarter(i),
            DateDependence::On(finest) => self.anchor_of_grain(i, finest),
            DateDependence::OnAny => self.reported_quarter(i).or_else(|| self.earlier(i, REACH).next()),
            DateDependence::OnDayNearby => {
                self.nearest_day(i).or_else(|| self.earlier(i, 3).find(|&j| self.is_day_here(j)))
            }
            DateDependence::OnYear(month) => self.anchor_of_month(i, month, tense),
        }
    }

    /// The mention that mention `i` leans on where it needs one that is no finer than `finest`: "two weeks later", "the same month".
    fn anchor_of_grain(&self, i: usize, finest: Grain) -> Option<usize> {
        let said = |j: usize| &self.mentions[j].read.said;
        let found = self.earlier(i, REACH).find(|&j| {
            // Two times are set against the same one: "up from the same month last year and the same month of 2020".
            let against = |j: usize| matches!(said(j), DateExpression::SameYearBefore(_));
            self.period(j).is_some_and(|period| period.grain <= finest) && !(against(i) && against(j))
        });
        // "It fell on Saturday. He came in April 2017. Two weeks later": not two weeks after Saturday, and so nothing is reckoned.
        let is_offset = matches!(said(i), DateExpression::Offset { .. });
        let year = |j: usize| self.period(j).map(|period| period.first.year());
        let is_written = |j: usize| matches!(said(j), DateExpression::Calendar { year: Year::Is(_), .. });
        let nearest = self.earlier(i, REACH).next().filter(|&nearest| is_offset && is_written(nearest));
        nearest.filter(|&nearest| found.is_some_and(|found| year(nearest) != year(found))).or(found)
    }

    /// The day in the sentence of mention `i` that stands nearest to it.
    fn nearest_day(&self, i: usize) -> Option<usize> {
        let UnresolvedDate { span, sentence: here, .. } = self.mentions[i];
        let same = |j: &usize| self.mentions[*j].sentence == here;
        let day = |j: &usize| self.is_day_here(*j);
        let before = (0..i).rev().take_while(same).find(day);
        let after = (i + 1..self.mentions.len()).take_while(same).find(day);
        let (Some(b), Some(a)) = (before, after) else { return before.or(after) };
        let (to_b, to_a) = (span.start - self.mentions[b].span.end, self.mentions[a].span.start - span.end);
        Some(if to_a < to_b { a } else { b })
    }

    /// Whether mention `j` is a known day, as it is where the article is told.
    fn is_day_here(&self, j: usize) -> bool {
        self.period(j).is_some_and(|period| period.grain == Grain::Day)
            && !is_elsewhere(self.language, self.text, self.mentions[j].span)
    }

    /// The mention whose year mention `i`, a month without one, is of.
    fn anchor_of_month(&self, i: usize, month: i8, tense: Tense) -> Option<usize> {
        let here = self.mentions[i].sentence;
        // "in March and September 2019": the year stands behind.
        if let Some(next) = self.mentions.get(i + 1).filter(|next| next.sentence == here)
            && let DateExpression::Calendar { year: Year::Is(_), month: Some(later), .. } = next.read.said
            && later >= month
            && next.span.start - self.mentions[i].span.end <= 10
        {
            return Some(i + 1);
        }
        // Told in the year of the mention before, when that is another one and the months go on.
        let part = self.sentences.get(here)?.part;
        let is_beside =
            |&j: &usize| self.sentences.get(self.mentions[j].sentence).is_some_and(|sentence| sentence.part == part);
        let before = self.earlier(i, REACH).next().filter(is_beside)?;
        let done = self.done[before].as_ref()?;
        let period = done.period.filter(|period| period.grain <= Grain::Month)?;
        let today = self.today.at(self.mentions[i].span.start);
        let other = today.is_none_or(|today| today.year() != period.first.year());
        let goes_on = other
            && tense != Tense::Future
            && done.resolved.basis != DateBasis::Published
            && month >= period.first.month();
        goes_on.then_some(before)
    }
}
