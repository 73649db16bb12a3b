//! Words by which is told who says what.

use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};

groups! {
    /// Words that tell who says what.
    QuoteWords, "groups/quotes.txt" {
        /// Begins words that somebody is told to do: "told her to go".
        demand: Texts,
        /// Verbs that may be read as nouns, in a line of nothing but who reports: "The Harbor Times reports:".
        like_nouns: Group,
        /// Verbs that tell what something is called.
        naming: Group,
        /// Verbs that give the words of another: "quoting him as saying".
        quoting: Group,
        /// Verbs by which somebody gives the words of a paper: "read a statement from Lowe".
        reading_out: Group,
        /// Verbs behind which nobody but the one spoken to is named.
        names_addressee: Group,
        /// Verbs whose object is who is spoken to.
        telling: Group,
        /// Adverbs that tell how many: "nearly eight of ten".
        how_many: Group,
        /// Words before a noun for a length of time that tell when: "last week".
        which_time: Group,
        /// Nouns for a time that stands beside who speaks: "last week".
        spans_of_day: Group,
        /// Words before a day: "earlier Friday".
        parts_of_day: Group,
        /// Words that lead from a noun to whose or whence it is: "officials from both parties".
        links: Group,
        /// Before whom somebody belongs to: "a spokesman for Lowe".
        belonging: Group,
        /// Before whoever wrote a paper: "a statement from Lowe".
        written_by: Group,
        /// Stand for people who do something.
        somebody: Group,
        /// Words that go on with a noun for who speaks: "the mayor of Orm".
        links_on: Group,
        /// Before a time that stands beside who speaks: "Orm Steel just this month announced".
        before_times: Group,
        /// Nouns for who tells what a paper prints, in dictionary form.
        tellers: Group,
        /// The verb that finds words, with "it" behind: "as Lowe put it". Dictionary form.
        puts_it: Group,
        /// Verbs that go on with what the same one said before. Dictionary form.
        adding: Group,
        /// Verbs by which somebody gives out a paper: "issued a statement saying". Dictionary form.
        giving_out: Group,
        /// Opens a clause that stands for a thing: "condemned what he called a breach".
        whatever: Group,
        /// Opens a question that is reported, wherever the parser hangs it: "explained why it fell".
        reported_questions: Group,
        /// Tells that they are two: "both candidates".
        tells_two: Group,
        /// Opens words that are quoted: "quoted as saying".
        opens_quoted: Group,
        /// Words for days that stand beside who speaks or what is said, with no preposition.
        days: Group,
        /// Helpers behind which a verb stands bare: "would be late".
        before_bare: Group,
        /// Verbs of which a participle alone tells to whom something is put: "Asked whether it fell, Lowe shrugged".
        putting: Group,
        /// What is claimed by whatever costs or wins it, in no words.
        cost: Group,
        /// What things go according to when nobody is cited.
        plans: Group,
        /// Words after a comma with which the author takes over.
        takes_over: Group,
        /// Those of them that tell something by the way of what is said.
        by_the_way: Group,
        /// Joins a sentence to the one before it, with a comma behind: "However, it fell, she said".
        connectives: Phrases,
        /// Open a clause that tells when or why something was said, not what.
        times: Group,
        /// Open a clause that "knew" or "asked" governs.
        clause_openers: Group,
        /// Verbs by which somebody reports a number.
        giving_numbers: Group,
        /// Nouns for what somebody puts at a number: "put the toll at 20".
        counted: Group,
        /// Before what only tells when something was: "professed it before the attack".
        when: Group,
        /// Verbs whose subject has what their object is: "has confidence that", "voiced fears that".
        holding: Group,
        /// Before what somebody is blamed for: "criticized for lying".
        blamed_for: Group,
        /// Adverbs that make one preposition with the word behind them: "ahead of the vote".
        half_prepositions: Group,
        /// Verbs by which somebody gives voice to what they feel, with a noun for it: "expressed concern about". Dictionary form.
        voicing: Group,
        /// Nouns for what is felt or asked, in dictionary form.
        voiced: Group,
        /// Between such a noun and what it is about.
        voiced_about: Group,
        /// Papers and counts that show something, in dictionary form: "the poll shows Marsh ahead".
        shows: Group,
        /// Right behind a thing, tells more of it: "information about the flood", "blasted Marsh as a liar".
        tells_more: Group,
        /// Before what somebody is called or accused of: "accused of lying".
        called_as: Group,
        /// Open a clause of what nobody has said: "if it shows that".
        opens_nothing_said: Group,
        /// What nobody says when there is none: "there is no evidence that". Dictionary form.
        missing: Group,
        /// The verb by which a toll is put at a number. Dictionary form.
        puts_at: Group,
        /// The verb that has no object but what is said. Dictionary form.
        takes_only_content: Group,
        /// The verb whose object is who is told. Dictionary form.
        takes_hearer: Group,
        /// The past of that verb, which may tell of whom something is said: "a man said to have fled".
        tells_of_whom: Group,
        /// Nouns for an utterance that a sentence points back at.
        utterances: Spellings,
        /// Open a clause that has a subject of its own: "as the board said".
        opens_subject: Group,
        /// Before a participle that tells what was put to somebody: "when asked".
        opens_asked: Group,
        /// Before a participle that tells on what occasion something was said: "after reflecting".
        opens_occasion: Group,
        /// Words that titles of works stand behind, in small letters: "on “Harbor Nights”".
        before_titles: Spellings,
        /// What ends the words for whoever has something: "the Lowes’".
        owner_ends: Spellings,
        /// What ends the words before the title of a book: "the author of “Harbor Nights”".
        before_books: Texts,
        /// What ends the words before a term or a name in marks: "known as “the Orm Papers”".
        before_terms: Texts,
        /// What ends the words before a term or a name that nobody says, whoever the sentence quotes: "tax credits known as “the Orm Papers”".
        before_called: Texts,
        /// Small words between those and the marks.
        before_marked: Spellings,
        /// Nouns for what is called by a name: "a bill called “Clean Hands”".
        called_works: Spellings,
        /// Gives it that name.
        calls_works: Spellings,
        /// Things that show words to whoever passes: "a sign reading “Go home”".
        showing_things: Spellings,
        /// The words by which they do.
        shows_words: Texts,
        /// Opens what is said, before marks: "that “it fell”".
        opens_content: Texts,
        /// Opens what tells who speaks: "Lowe, who wanted to buy".
        opens_description: Texts,
        /// Behind the verb of saying that tells of whom something is said: "a man said to have fled".
        spoken_of: Phrases,
        /// Beginnings of verbs that say that something is not so.
        denials: Spellings,
        /// Words that join others to a noun, so that it is no part of what stands behind it.
        joints: Spellings,
        /// Words that part two names, which are no phrase of one.
        parts_names: Spellings,
        /// Pronouns for whose something is.
        possessive_pronouns: Spellings,
        /// What ends a name that the mark of whoever has something is part of.
        owner_end: Spellings,
        /// Behind these stands somebody else than who speaks: "a senator who met Lowe", "Republicans, including Lowe".
        opens_others: Spellings,
        /// Before somebody who is one of many, behind a comma: "others, like Lowe".
        one_of_many: Spellings,
        /// The same with its comma.
        one_of_many_set_off: Texts,
        /// What may stand between a preposition and a name.
        before_names: Spellings,
        /// Prepositions before somebody else than who speaks: "a spokesman for Lowe".
        owns: Spellings,
        /// Between two who speak together.
        joined: Texts,
        /// Who may say the rest of a headline behind a colon: "Police: toll may rise".
        speak_in_titles: Spellings,
        /// Labels of what somebody answers who is interviewed.
        answers: Spellings,
        /// Letters that stand for a question and for an answer.
        letters: Spellings,
        /// The same in words.
        question_and_answer: Spellings,
        /// Before the account whose post a page shows.
        shared: Texts,
        /// Marks of accounts that are known to be whose they say.
        verified: Texts,
        /// Words between the year of a post and its hour.
        behind_year: Spellings,
        /// What stands between an account and its post.
        buttons: Spellings,
        /// Stands between the hour of a post and its day: "9:10 AM - Mar 17".
        behind_hour: Texts,
        /// Begins the line over a post that a page shows.
        shows_post: Texts,
        /// Words of which letters are left out, behind the mark that stands for them.
        elided: Texts,
        /// Words by which somebody speaks of themself.
        of_self: Spellings,
        /// What only looks like one of them: a country.
        no_self: Spellings,
        /// Words by which somebody is spoken to.
        to_somebody: Spellings,
        /// Begin a sentence that points back at an utterance: "So says Ida Holm".
        points_back: Spellings,
        /// Before a noun for such an utterance: "The voice is that of Nora Vance".
        before_utterance: Spellings,
        /// Whose a message is: "Her short answer".
        owner_of_message: Spellings,
        /// Between a message and whose it is: "the motto of the school".
        before_writer: Spellings,
        /// Behind whoever has something.
        owner_behind: Texts,
        /// Between words and whose they are: "in the words of her lawyer".
        of_somebody: Texts,
    } with {
        /// What reporting words govern.
        classes: HashMap<Word, ReportingClass> = classes(),
        /// Verbs with the prepositions that make them report.
        with: HashMap<Word, Group> = with(),
        /// Nouns for something that holds somebody's words: "statement", "reply".
        messages: Group = Group::of_lines(list!("messages.txt")),
        /// Nouns for where, when or in what something is said.
        occasions: Group = Group::of_words(list!("occasions.txt")),
        /// Phrases of an introduction that tells of a talk, padded.
        talks: Vec<String> = entries(list!("interview-phrases.txt")).map(crate::language::padded).collect(),
    }
}

/// What a reporting word governs, as bits; the classes of `reporting-verbs.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportingClass(u16);

impl ReportingClass {
    pub const NONE: ReportingClass = ReportingClass(0);
    pub const SAY: ReportingClass = ReportingClass(1);
    pub const THINK: ReportingClass = ReportingClass(1 << 1);
    pub const SHOW: ReportingClass = ReportingClass(1 << 2);
    pub const THAT: ReportingClass = ReportingClass(1 << 3);
    pub const ABOUT: ReportingClass = ReportingClass(1 << 4);
    pub const INTEND: ReportingClass = ReportingClass(1 << 5);
    pub const MOVE: ReportingClass = ReportingClass(1 << 6);
    pub const BID: ReportingClass = ReportingClass(1 << 7);
    pub const JUDGE: ReportingClass = ReportingClass(1 << 8);
    pub const BESIDE: ReportingClass = ReportingClass(1 << 9);
    pub const NOUN: ReportingClass = ReportingClass(1 << 10);
    /// The verbs that report whatever stands beside them.
    pub const REPORTS: ReportingClass = ReportingClass::SAY
        .or(ReportingClass::THINK)
        .or(ReportingClass::SHOW)
        .or(ReportingClass::ABOUT)
        .or(ReportingClass::INTEND)
        .or(ReportingClass::MOVE)
        .or(ReportingClass::BID)
        .or(ReportingClass::JUDGE);

    fn named(name: &str) -> ReportingClass {
        match name {
            "say" => ReportingClass::SAY,
            "think" => ReportingClass::THINK,
            "show" => ReportingClass::SHOW,
            "that" => ReportingClass::THAT,
            "about" => ReportingClass::ABOUT,
            "intend" => ReportingClass::INTEND,
            "move" => ReportingClass::MOVE,
            "bid" => ReportingClass::BID,
            "judge" => ReportingClass::JUDGE,
            "beside" => ReportingClass::BESIDE,
            "noun" => ReportingClass::NOUN,
            _ => ReportingClass::NONE,
        }
    }

    /// Whether it is in one of these.
    pub fn is(self, any: ReportingClass) -> bool {
        self.0 & any.0 != 0
    }

    /// This without those.
    pub fn without(self, those: ReportingClass) -> ReportingClass {
        ReportingClass(self.0 & !those.0)
    }

    pub const fn or(self, other: ReportingClass) -> ReportingClass {
        ReportingClass(self.0 | other.0)
    }
}

/// The classes of reporting verbs, each with its words.
pub(super) fn reporting_verbs() -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(list!("reporting-verbs.txt")).filter_map(|line| line.split_once(':'))
}

fn classes() -> HashMap<Word, ReportingClass> {
    let mut classes: HashMap<Word, ReportingClass> = HashMap::new();
    for (name, words) in reporting_verbs().filter(|(name, _)| *name != "with") {
        for word in words.split_whitespace() {
            let class = classes.entry(Word::of(word)).or_default();
            *class = class.or(ReportingClass::named(name));
        }
    }
    classes
}

fn with() -> HashMap<Word, Group> {
    let mut with: HashMap<Word, Vec<Word>> = HashMap::new();
    for (_, words) in reporting_verbs().filter(|(name, _)| *name == "with") {
        if let Some((verb, preposition)) = words.trim().split_once(' ') {
            with.entry(Word::of(verb)).or_default().push(Word::of(preposition));
        }
    }
    with.into_iter().map(|(verb, prepositions)| (verb, Group::of(prepositions.into_iter()))).collect()
}
