//! Words of the calendar and of time.

use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use std::collections::{HashMap, HashSet};

groups! {
    /// Words that tell when.
    Dates, "groups/dates.txt" {
        /// Verbs by which a record tells in the present what has been.
        records: Group,
        /// Words behind which a day is an end.
        until: Group,
        /// Helpers that put a verb into the past.
        have: Group,
        /// Words behind which the thing that a day has is to come: "worried about Saturday's final".
        awaited: Phrases,
        /// Words by which a day is set: "a plan for Friday".
        planned_for: Group,
        /// Adverbs that put the day behind them into the future.
        likely: Group,
        /// Before a day that is an end: "by early June".
        by: Group,
        /// Helpers that tell what may be done on a day to come: "can be collected on Saturday".
        can: Group,
        /// Before an hour at which something may have begun: "holds from 9pm Wednesday".
        from: Group,
        /// Helpers above what is only supposed: "would withdraw if it moved".
        supposing: Group,
        /// Before what a clause comes after: "missing after a flood on Tuesday".
        after: Group,
        /// Clocks by which what happened elsewhere is told again.
        clocks: Spellings,
        /// Between a happening and its day: "the vote on 20 May".
        on_spelled: Texts,
        /// Behind the "o" and its mark: "o'clock".
        clock: Texts,
        /// Words without a sense of their own that a mention can begin with.
        beginnings: Group,
    } with {
        /// Every word with a sense. A word that has two (the number "second" and the unit) has the one listed last.
        senses: HashMap<Word, Sense> = senses(),
        /// Phrases by their first word, the longest first.
        phrases: HashMap<Word, Vec<(Vec<Word>, Phrase)>> = phrases(),
        /// Names made with a weekday: whether the words stand behind it, and the words.
        weekday_names: Vec<(bool, Vec<Word>)> = weekday_names(),
        /// Words that put the time beside them into the future.
        ahead: Group = Group::of_lines(list!("future-cues.txt")),
        /// Verbs whose present tells a plan: "Parliament votes on Tuesday".
        scheduled: Group = Group::of_lines(list!("scheduled-verbs.txt")),
        /// Verbs that tell a plan with the word behind them: "takes effect on Monday".
        scheduled_phrases: HashSet<(Word, Word)> = scheduled_phrases(),
        /// Verbs that set a day to come as an end: "adjourned until Monday".
        putting_off: Group = Group::of_words(list!("putting-off-verbs.txt")),
        /// Happenings that nobody sets a day for: "Monday's crash".
        unplanned: Group = Group::of_words(list!("unplanned-nouns.txt")),
        /// Nouns for one happening: the lines of the list of them that each stands in.
        same_happenings: HashMap<Word, Vec<usize>> = same_happenings(),
        /// Words of games.
        games: Group = Group::of_words(list!("game-words.txt")),
    }
}

impl Dates {
    /// What a word can be in a date.
    pub fn sense(&self, word: Word) -> Sense {
        self.senses.get(&word).copied().unwrap_or(Sense::Plain)
    }

    /// The phrases that begin with `first`, the longest first.
    pub fn phrases(&self, first: Word) -> &[(Vec<Word>, Phrase)] {
        self.phrases.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Whether a mention can begin with this word although it has no sense of its own.
    pub fn begins(&self, word: Word) -> bool {
        self.beginnings.has(word) || self.phrases.contains_key(&word)
    }

    /// Whether two nouns may be for one happening.
    pub fn are_same_happening(&self, one: Word, other: Word) -> bool {
        let lines = |word: Word| self.same_happenings.get(&word).map_or(&[][..], Vec::as_slice);
        one == other || lines(one).iter().any(|line| lines(other).contains(line))
    }
}

/// What a word can be in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Nothing of the calendar or the clock.
    Plain,
    /// A month, 1 to 12, written out or abbreviated.
    Month(i8, Written),
    /// A day of the week, 1 for Monday.
    Weekday(i8, Written),
    Season(Season),
    PartOfDay(PartOfDay),
    /// "noon", "midnight": the hour.
    Hour(i8),
    Unit(Unit),
    /// "nineties": the tens of the year.
    Decade(i16),
    /// "first" 1.
    Ordinal(u8),
    /// A time zone; true for the one that values write `Z`.
    Zone(bool),
    Which(Which),
    /// "daily": how long from one time to the next, as TIMEX3 writes it.
    Every(&'static str),
    /// A number word.
    Number(Class, u32),
}

/// How a name of the calendar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Out,
    Short,
}

/// The parts of a day that TIMEX3 names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl PartOfDay {
    /// Its letters in a TIMEX3 value.
    pub(crate) fn letters(self) -> &'static str {
        match self {
            PartOfDay::Morning => "MO",
            PartOfDay::Afternoon => "AF",
            PartOfDay::Evening => "EV",
            PartOfDay::Night => "NI",
        }
    }
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Which of several like periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// "last", "past".
    Last,
    /// "this", "current".
    This,
    /// "next", "coming".
    Next,
    /// "previous": before the one spoken of.
    Before,
    /// "following": after the one spoken of.
    After,
    /// "that", "same": the one spoken of.
    That,
}

/// How a number word combines with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// One to nine.
    Unit,
    /// Ten to nineteen.
    Teen,
    /// Twenty, thirty.
    Ten,
    /// Dozen, hundred, thousand.
    Scale,
    /// "dozens": of no exact number.
    Many,
    /// "several", "few".
    Few,
}

/// Seasons. Their days are not known: they differ between the halves of the earth, and from custom to custom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// Its letters in a TIMEX3 value.
    pub(crate) fn letters(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        }
    }

    /// The month it is surely under way in, in the north, which is what says whether "last summer" was this year's.
    pub(crate) fn month(self) -> i8 {
        match self {
            Season::Spring => 4,
            Season::Summer => 7,
            Season::Fall => 10,
            Season::Winter => 1,
        }
    }
}

/// Every word with a sense. A word that has two (the number "second" and the unit) has the one listed last.
fn senses() -> HashMap<Word, Sense> {
    let numbers = entries(list!("number-words.txt")).filter_map(|line| {
        let [class, word, value] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("number word: {line}") };
        let class = match class {
            "unit" => Class::Unit,
            "teen" => Class::Teen,
            "ten" => Class::Ten,
            "scale" => Class::Scale,
            "many" => Class::Many,
            "few" => Class::Few,
            _ => return None,
        };
        // Longer scales count no units of time that we could reckon with.
        let value = value.parse().ok().filter(|value| *value <= 1_000_000)?;
        Some((Word::of(word), Sense::Number(class, value)))
    });
    let words = entries(list!("date-words.txt")).map(|line| {
        let [what, word, which] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("date word: {line}") };
        (Word::of(word), sense(what, which).unwrap_or_else(|| panic!("date word: {line}")))
    });
    let mut all: HashMap<Word, Sense> = numbers.chain(words).collect();
    // "second" stands in both lists of `date-words.txt`; alone it counts ("the second week"), its plural is the unit.
    all.insert(Word::of("second"), Sense::Ordinal(2));
    all
}

fn sense(what: &str, which: &'static str) -> Option<Sense> {
    Some(match what {
        "month" => Sense::Month(which.parse().ok()?, Written::Out),
        "month-short" => Sense::Month(which.parse().ok()?, Written::Short),
        "weekday" => Sense::Weekday(which.parse().ok()?, Written::Out),
        "weekday-short" => Sense::Weekday(which.parse().ok()?, Written::Short),
        "season" => Sense::Season(match which {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Fall,
            "WI" => Season::Winter,
            _ => return None,
        }),
        "part-of-day" => Sense::PartOfDay(match which {
            "MO" => PartOfDay::Morning,
            "AF" => PartOfDay::Afternoon,
            "EV" => PartOfDay::Evening,
            "NI" => PartOfDay::Night,
            _ => return None,
        }),
        "hour" => Sense::Hour(which.parse().ok()?),
        "unit" => Sense::Unit(match which {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        }),
        "decade" => Sense::Decade(which.parse().ok()?),
        "ordinal" => Sense::Ordinal(which.parse().ok()?),
        "zone" => Sense::Zone(which == "Z"),
        "which" => Sense::Which(match which {
            "last" => Which::Last,
            "this" => Which::This,
            "next" => Which::Next,
            "before" => Which::Before,
            "after" => Which::After,
            "that" => Which::That,
            _ => return None,
        }),
        "every" => Sense::Every(which),
        _ => return None,
    })
}

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// The same day of every year.
    Fixed { month: i8, day: i8 },
    /// The nth weekday of a month (the last one for 0), and so many days on.
    Weekday { month: i8, nth: i8, weekday: i8, on: i8 },
    /// Days from Easter Sunday.
    Easter(i32),
    /// One day, for ever.
    Once { year: i16, month: i8, day: i8 },
    /// By a calendar that we do not reckon.
    Moving,
}

/// A holiday by its rule.
fn holiday(rule: &str) -> Option<Holiday> {
    if rule == "moving" {
        return Some(Holiday::Moving);
    }
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    let (rule, on) = rule.split_once('+').unwrap_or((rule, "0"));
    let parts: Vec<&str> = rule.split('-').collect();
    Some(match parts[..] {
        [year, month, day] if year.len() == 4 => {
            Holiday::Once { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? }
        }
        [month, day] => Holiday::Fixed { month: month.parse().ok()?, day: day.parse().ok()? },
        [month, nth, weekday] => Holiday::Weekday {
            month: month.parse().ok()?,
            nth: nth.parse().ok()?,
            weekday: weekday.parse().ok()?,
            on: on.parse().ok()?,
        },
        _ => return None,
    })
}

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// A TIMEX3 value: `PRESENT_REF`, `PXX`.
    Value(&'static str),
    /// A day with a name.
    Holiday(Holiday),
}

fn phrases() -> HashMap<Word, Vec<(Vec<Word>, Phrase)>> {
    let mut phrases: HashMap<Word, Vec<(Vec<Word>, Phrase)>> = HashMap::new();
    let mut add = |words: &str, phrase| {
        let words = pieces(words);
        phrases.entry(words[0]).or_default().push((words, phrase));
    };
    for line in entries(list!("date-phrases.txt")) {
        let (value, words) = line.split_once(' ').expect("a value and words");
        add(words, Phrase::Value(value));
    }
    for line in entries(list!("holidays.txt")) {
        let (rule, names) = line.split_once(' ').expect("a rule and names");
        let holiday = holiday(rule).unwrap_or_else(|| panic!("holiday: {line}"));
        for name in names.split(", ") {
            add(name, Phrase::Holiday(holiday));
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
}

/// The words of a phrase, each mark and each mark of whoever has something by itself: as the reader of dates cuts a text.
pub(crate) fn pieces(phrase: &str) -> Vec<Word> {
    let mut pieces = Vec::new();
    for word in phrase.split_whitespace() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let run = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
            let length = match first {
                '\'' | '’' => {
                    first.len_utf8()
                        + rest[first.len_utf8()..]
                            .find(|c: char| !c.is_alphabetic())
                            .unwrap_or(rest.len() - first.len_utf8())
                }
                _ if first.is_alphabetic() => run(char::is_alphabetic),
                _ if first.is_ascii_digit() => run(|c| c.is_ascii_digit()),
                _ => first.len_utf8(),
            };
            pieces.push(Word::lowered(&rest[..length]));
            rest = &rest[length..];
        }
    }
    pieces
}

fn weekday_names() -> Vec<(bool, Vec<Word>)> {
    entries(list!("weekday-names.txt"))
        .map(|line| {
            let (side, words) = line.split_once(' ').expect("a side and words");
            (side == "after", pieces(words))
        })
        .collect()
}

fn scheduled_phrases() -> HashSet<(Word, Word)> {
    entries(list!("scheduled-phrases.txt"))
        .map(|line| line.split_once(' ').expect("a verb and the word behind it"))
        .map(|(verb, behind)| (Word::of(verb), Word::of(behind)))
        .collect()
}

fn same_happenings() -> HashMap<Word, Vec<usize>> {
    let mut lines: HashMap<Word, Vec<usize>> = HashMap::new();
    for (i, line) in entries(list!("same-happenings.txt")).enumerate() {
        line.split(' ').for_each(|word| lines.entry(Word::of(word)).or_default().push(i));
    }
    lines
}
