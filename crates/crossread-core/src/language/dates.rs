//! Words of the calendar and of time.

use super::groups::{Group, entries, groups, list};
use super::quantities::{NumberClass, number_words};
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt, HashSet};
use rust_decimal::prelude::ToPrimitive;

groups! {
    /// Words that tell when.
    DateWords, "groups/dates.txt" {
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
        /// None
        before_times: Spellings,
        /// Words of shares and prices, which stand at decimals too.
        priced: Spellings,
        /// Behind an hour of the first half of the day.
        morning: Spellings,
        /// Behind an hour of the second half.
        afternoon: Spellings,
        /// Between two times: "9 to 11 a.m.".
        to_time: Spellings,
        /// Before one time that has a "to" in it: "at ten to five".
        before_one_time: Spellings,
        /// Before an hour without minutes: "shortly after six on Monday".
        before_bare_hours: Spellings,
        /// Whose time an hour is told in: "local time".
        zones: Spellings,
        /// Before a time in words: "by ten past six".
        before_spoken_times: Spellings,
        /// Behind the hour and minutes of soldiers and ships: "0930 hours".
        hours: Spellings,
        /// What an hour is set for: "kick-off is 20.30".
        timed: Spellings,
        /// Behind hours and minutes that are a time: "22:28 hrs".
        behind_digital: Spellings,
        /// Between two days: "5 to 9 June".
        to_day: Spellings,
        /// Between a count and its unit: "two more weeks".
        between_count_and_unit: Spellings,
        /// Open a noun phrase or a clause.
        opens_noun_phrase: Spellings,
        /// Stand for one: "another week".
        one_more: Spellings,
        /// Adjectives between one and its unit: "a whole week".
        stressing: Spellings,
        /// Stand for a number that is not said: "countless weeks".
        uncounted: Spellings,
        /// Begin a count of their own.
        other_counts: Spellings,
        /// Begin a count of their own behind "a".
        new_counts: Spellings,
        /// Before a length of time: "closed for a week".
        before_length: Spellings,
        /// Before a counted length: "the 16 years".
        before_count: Spellings,
        /// Behind "or", make a number inexact: "a week or so".
        or_so: Spellings,
        /// Behind a number that is a share.
        shares: Spellings,
        /// Behind "before" where no noun does: "three days before and".
        goes_on: Spellings,
        /// Before the happening that a day is told from: "ten days before the vote".
        before_happening: Spellings,
        /// Sorts of days that are not the calendar's.
        of_trade: Spellings,
        /// Before a length without a number: "for years".
        before_bare_length: Spellings,
        /// Behind a length without a number: "weeks before".
        behind_bare_length: Spellings,
        /// Behind units with "the": "the weeks leading to".
        behind_the_units: Spellings,
        /// Between how often and in how long a time: "twice a week".
        rates: Spellings,
        /// Words behind a list of days. Behind other words the last number counts: "On March 5, 12 and 16 people".
        behind_days: Spellings,
        /// Join the last day of a list.
        joins_days: Spellings,
        /// Ends of ordinals in digits: "5th".
        ordinal_ends: Spellings,
        /// Words that follow a finished noun phrase: prepositions, helpers, conjunctions and the like.
        closed_class: Spellings,
        /// Before a noun.
        articles: Spellings,
        /// Make a date inexact.
        hedges: Spellings,
        /// Before a hedge or a number.
        only: Spellings,
        /// Before "than" and a number.
        compared: Spellings,
        /// Take a part of the time behind them: "early March".
        trims: Spellings,
        /// The same behind "the".
        parts: Spellings,
        /// Before "the past" where it is a time.
        before_thing: Spellings,
        /// Before a "soon" that tells nothing of when.
        before_soon: Spellings,
        /// Before a decade in two digits: "the late 80s".
        before_short_decade: Spellings,
        /// Before a decade in words: "the late nineties".
        before_decade: Spellings,
        /// Before a quarter: "its third quarter".
        of_company: Spellings,
        /// Tell which days of a period: "the last five days of May".
        first_or_last: Spellings,
        /// Before a day by its number alone: "on the 7th".
        before_day_number: Spellings,
        /// Between ordinals of a row: "the 2nd and 3rd floors".
        joins_ordinals: Spellings,
        /// Between which and its unit: "this calendar year".
        sorts_of_time: Spellings,
        /// Before "that Friday" where it is a day.
        before_that_day: Spellings,
        /// Behind a length, that it goes back.
        back: Spellings,
        /// Before a length: "over the past year".
        over_time: Spellings,
        /// Before a season without a year: "in the spring".
        before_season: Spellings,
        /// Before a unit: "the quarter", "its quarter".
        definite_or_own: Spellings,
        /// Behind "the week before" where no noun does.
        goes_on_behind: Spellings,
        /// Between "the" and a unit: "the entire year".
        whole: Spellings,
        /// Behind a year up to a day: "the year ended June 30".
        to_date: Spellings,
        /// Behind a unit of which more is told: "the year of the rat".
        tells_more: Spellings,
        /// Nouns for a part of a time, before "of": "the rest of the year".
        parts_of: Spellings,
        /// Before a week or month as a whole: "during the week".
        before_whole: Spellings,
        /// Before "in the day".
        in_day: Spellings,
        /// Before a month in small letters.
        before_small_month: Spellings,
        /// Between a month or day and its year.
        before_year: Spellings,
        /// What a number of four digits counts: "2014 soldiers".
        counted: Spellings,
        /// What a number of a day's digits counts: "In March 5 people".
        counted_by_days: Spellings,
        /// Before a month with nothing beside it.
        before_month: Spellings,
        /// Before a month, and before a name.
        before_name: Spellings,
        /// Before a month, and before nobody.
        before_time: Spellings,
        /// Behind somebody who is called as a month is: "May said".
        behind_somebody: Spellings,
        /// Before somebody who is called as a month is: "said by May".
        before_somebody: Spellings,
        /// Before a number that is no year: "flight 2014".
        numbered: Spellings,
        /// Before a number that is no year: "some 2000 marched".
        before_counts: Spellings,
        /// Last words of a street's name.
        streets: Spellings,
        /// Before a day.
        on_or_in: Group,
        /// Say that something was before or after what they stand before.
        before_or_after: Group,
        /// Before a year long ago: "in 1712".
        before_old_year: Spellings,
        /// Behind a number that counts.
        behind_count: Spellings,
    } with {
        /// Every word with a sense. A word that has two (the number "second" and the unit) has the one listed last.
        senses: HashMap<Word, Sense> = senses(),
        /// Phrases by their first word, the longest first.
        phrases: HashMap<Word, Vec<(Vec<Word>, PhraseMeaning)>> = phrases(),
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

impl DateWords {
    /// What a word can be in a date.
    pub fn sense(&self, word: Word) -> Sense {
        self.senses.get(&word).copied().unwrap_or(Sense::Plain)
    }

    /// The phrases that begin with `first`, the longest first.
    pub fn phrases(&self, first: Word) -> &[(Vec<Word>, PhraseMeaning)] {
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
    Month(i8, CalendarSpelling),
    /// A day of the week, 1 for Monday.
    Weekday(i8, CalendarSpelling),
    Season(Season),
    PartOfDay(PartOfDay),
    /// "noon", "midnight": the hour.
    Hour(i8),
    Unit(TimeUnit),
    /// "nineties": the tens of the year.
    Decade(i16),
    /// "first" 1.
    Ordinal(u8),
    /// A time zone; true for the one that values write `Z`.
    Zone(bool),
    Which(PeriodChoice),
    /// "daily": how long from one time to the next, as TIMEX3 writes it.
    Every(&'static str),
    /// A number word.
    Number(NumberClass, u32),
}

/// How a name of the calendar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalendarSpelling {
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
pub(crate) enum TimeUnit {
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
pub(crate) enum PeriodChoice {
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
    let numbers = number_words().filter_map(|(word, (class, value))| {
        let counts = !matches!(class, NumberClass::Zero | NumberClass::Part | NumberClass::Times);
        // Longer scales count no units of time that we could reckon with.
        let value = value.to_u32().filter(|&whole| counts && whole <= 1_000_000 && value.is_integer())?;
        Some((word, Sense::Number(class, value)))
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
        "month" => Sense::Month(which.parse().ok()?, CalendarSpelling::Out),
        "month-short" => Sense::Month(which.parse().ok()?, CalendarSpelling::Short),
        "weekday" => Sense::Weekday(which.parse().ok()?, CalendarSpelling::Out),
        "weekday-short" => Sense::Weekday(which.parse().ok()?, CalendarSpelling::Short),
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
            "second" => TimeUnit::Second,
            "minute" => TimeUnit::Minute,
            "hour" => TimeUnit::Hour,
            "day" => TimeUnit::Day,
            "weekend" => TimeUnit::Weekend,
            "week" => TimeUnit::Week,
            "fortnight" => TimeUnit::Fortnight,
            "month" => TimeUnit::Month,
            "quarter" => TimeUnit::Quarter,
            "year" => TimeUnit::Year,
            "decade" => TimeUnit::Decade,
            "century" => TimeUnit::Century,
            "millennium" => TimeUnit::Millennium,
            _ => return None,
        }),
        "decade" => Sense::Decade(which.parse().ok()?),
        "ordinal" => Sense::Ordinal(which.parse().ok()?),
        "zone" => Sense::Zone(which == "Z"),
        "which" => Sense::Which(match which {
            "last" => PeriodChoice::Last,
            "this" => PeriodChoice::This,
            "next" => PeriodChoice::Next,
            "before" => PeriodChoice::Before,
            "after" => PeriodChoice::After,
            "that" => PeriodChoice::That,
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
pub(crate) enum PhraseMeaning {
    /// A TIMEX3 value: `PRESENT_REF`, `PXX`.
    Value(&'static str),
    /// A day with a name.
    Holiday(Holiday),
}

fn phrases() -> HashMap<Word, Vec<(Vec<Word>, PhraseMeaning)>> {
    let mut phrases: HashMap<Word, Vec<(Vec<Word>, PhraseMeaning)>> = HashMap::new();
    let mut add = |words: &str, phrase| {
        let words = pieces(words);
        phrases.entry(words[0]).or_default().push((words, phrase));
    };
    for line in entries(list!("date-phrases.txt")) {
        let (value, words) = line.split_once(' ').expect("a value and words");
        add(words, PhraseMeaning::Value(value));
    }
    for line in entries(list!("holidays.txt")) {
        let (rule, names) = line.split_once(' ').expect("a rule and names");
        let holiday = holiday(rule).unwrap_or_else(|| panic!("holiday: {line}"));
        for name in names.split(", ") {
            add(name, PhraseMeaning::Holiday(holiday));
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
