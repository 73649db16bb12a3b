//! Words that tell what a figure counts and how it stands.

use super::groups::{Group, entries, groups, list};
use crossread_language::Word;
use std::collections::HashMap;

groups! {
    /// Words that tell what a figure counts and how it stands.
    FigureWords, "groups/figures.txt" {
        /// Between a thing and what it is of, as it is written: "one of the ships".
        of_spelled: Spellings,
        /// Before what is to be, and before what an amount has come to.
        to: Group,
        /// Before what an amount was.
        from: Group,
        /// Before how much an amount has changed.
        by: Group,
        /// Before what was said before: "as first reported".
        told_as: Group,
        /// Nouns of change that are also names of things: "a $300 million contract" shrinks nothing.
        contracts: Group,
        /// Tell in what state people are, behind a number or a noun: "12 dead", "three people missing".
        states: Group,
        /// A state that no harm has brought about.
        alive: Group,
        /// A state that is also a verb of the clause.
        killed: Group,
        /// Between a verb and its number: "killed another 12", "up to 12".
        before_amount: Group,
        /// Verbs behind whose object stands in what state they leave it: "left 23 civilians dead".
        leaves: Group,
        /// Before those of whom some are told.
        among: Group,
        /// Stands for those who were told of.
        them: Group,
        /// Deny a verb.
        negations: Group,
        /// Denies the number behind it.
        not: Group,
        /// Before examples of what is counted, which are no part of its name.
        examples: Group,
        /// Verbs of reporting, which say nothing of what is counted.
        reports: Group,
        /// What years of life count, in dictionary form.
        age: Spellings,
        /// Behind how old somebody was: "he was 43 when he left".
        at_that_age: Group,
        /// Words for dying, behind which stands how old somebody was: "died at 79".
        dying: Group,
        /// Before years of life: "aged 43".
        aged: Group,
        /// Before "of" and years of life: "the age of 16".
        ages: Group,
        /// Behind a number that is the size of a force: "5,000-strong force".
        strong: Group,
        /// Between a number and what it counts more of.
        besides: Group,
        /// Between a sum of money and what it is for.
        worth: Group,
        /// What a score is of.
        votes: Group,
        /// Nouns for an amount, behind which stands of what.
        sums: Group,
        /// Nouns for an amount whose size a clause may give.
        amounts: Group,
        /// Those behind which stands what is counted: "the number of victims".
        counts: Group,
        /// Between an amount and its size.
        links: Group,
        /// Adverbs before an adjective that describes what is counted.
        degrees: Spellings,
        /// Ends of participles of what goes on.
        participle_endings: Spellings,
        /// Ends of plurals.
        plural_endings: Spellings,
        /// Nouns for times, of which none are counted behind another noun.
        times: Group,
        /// Verbs of harm that a headline's tags take for nouns: "kill 10 injure scores".
        harm_told: Group,
        /// The same, where a number follows.
        wounds: Group,
        /// Verbs of which a participle behind a number tells what befell those counted.
        harming: Group,
        /// Verbs of harm to people.
        harms: Group,
        /// Stand for more of what was counted: "dozens more".
        others: Group,
        /// Between a change and what changes: "a 5% rise in exports".
        changed_in: Group,
        /// Join a figure to the one before.
        joining: Texts,
        /// What is said of a whole before its part.
        including: Spellings,
        /// Nouns behind the number of a version.
        programs: Group,
        /// Numbers of lines of a picture.
        lines: Spellings,
        /// Says that there are none.
        none: Spellings,
        /// Stand for no person.
        nobody: Texts,
        /// The number that may stand for a thing, as it is written.
        one: Spellings,
        /// Verbs behind one thing with a number for its name: "the 787 was grounded".
        is_one: Group,
        /// Before an amount that comes on top of another.
        more_before: Group,
        /// Behind one.
        more_behind: Group,
        /// Before an amount that is part of another.
        parts_before: Group,
        /// Behind "of" stands that of which an amount is part.
        parts_behind: Group,
        /// What all amounts make.
        total: Group,
        /// Before an amount that is all.
        totals: Group,
        /// Behind "in" and an amount that is all.
        altogether: Group,
        /// Before them.
        within: Group,
        /// Say that something was so or was told before.
        earlier: Group,
        /// Say that something was told.
        said: Group,
        /// The same behind an adverb.
        said_at_first: Group,
        /// Nouns for an amount that was told before.
        tolls: Group,
        /// Adverbs that say that something was told before.
        at_first: Group,
        /// The helper that says that something was before.
        had: Group,
        /// Before what was told before.
        updating: Group,
        /// What an index rises and falls by.
        points: Group,
        /// Before a number and its noun of change: "a 5% rise".
        change_leads: Group,
        /// Behind an amount that has risen or fallen: "closed 0.3% lower".
        ways: Group,
        /// Verbs of change whose number is what is reached.
        reaches: Group,
        /// Words of change that are also particles of verbs.
        particles: Group,
        /// Before what an amount has come to.
        reached_at: Group,
        /// Before what an amount is for each of.
        per: Group,
        /// Of a measure that an amount is for each of: "per square foot".
        squares: Group,
        /// Before a noun that an amount is for each of.
        each: Group,
        /// Nouns that an amount is for each of.
        each_of: Group,
        /// Before a number that is taken for granted.
        known: Group,
        /// Helpers that report a plan, or suppose.
        reported_helpers: Group,
        /// Between what is told and that it is false.
        refuted_links: Group,
        /// Helpers whose "not" forbids: "can't hold families for more than 20 days".
        rules: Group,
        /// Verbs whose "not" tells what is lacking: "they don't have 50 votes".
        lacks: Group,
        /// Whose a figure is.
        owners: Group,
        /// Verbs of whoever has what is counted: "the US has 5,000 troops".
        having: Group,
        /// Words before the name of a place that say where.
        placing: Group,
        /// Those that say so behind any noun.
        placing_plainly: Group,
        /// Nouns whose "of" stands before the name of a place.
        parts_of_places: Group,
        /// Before the first or last day of a stretch of time.
        stretches: Group,
        /// Before the deed that somebody is charged for.
        deeds: Group,
        /// Verbs of saying, whose date is the day of saying.
        saying: Group,
    } with {
        /// Words that say a figure is not simply so: planned.
        planned: Group = status_cues("planned"),
        /// Denied.
        denied: Group = status_cues("denied"),
        /// Only supposed.
        supposed: Group = status_cues("hypothetical"),
        /// Plurals that nobody counts.
        uncounted: Group = Group::of_lines(list!("uncounted.txt")),
        /// Nouns for people in general, in dictionary form.
        people: Group = Group::of_words(list!("people-words.txt")),
        /// The number of its line in the list of happenings, by every word of the list.
        happenings: HashMap<Word, u16> = happenings(),
        /// Kinds of happenings, by their lines, of which one undoes or excludes the other.
        contrary: Vec<(u16, u16)> = contrary(),
        /// The verb of harm that a word is a form of. These have no other reading beside a number, so they are known by their form
        /// where the tags of a headline are wrong.
        harm_forms: HashMap<Word, &'static str> = harm_forms(),
        /// What is counted under another dictionary form than its own: as it is written or `*`, its own, the other.
        counted_as: Vec<[&'static str; 3]> = counted_as(),
    }
}

impl FigureWords {
    /// What years of life count, in dictionary form.
    pub fn age(&self) -> &str {
        self.age.each().next().expect("a word for years of life")
    }

    /// Another dictionary form under which a noun is counted.
    pub fn counted_as(&self, written: &str, lemma: &str) -> Option<&'static str> {
        let mut fits = self.counted_as.iter().filter(|[_, own, _]| *own == lemma);
        fits.find(|[form, ..]| *form == "*" || form.eq_ignore_ascii_case(written)).map(|[.., other]| *other)
    }

    /// What happens to people, by its word: a line of the list of happenings.
    pub fn happening(&self, lemma: &str) -> Option<u16> {
        self.happenings.get(&Word::lowered(lemma)).copied()
    }
}

fn status_cues(class: &str) -> Group {
    let cues = entries(list!("status-cues.txt")).filter_map(|line| line.split_once(' '));
    Group::of(cues.filter(|(own, _)| *own == class).map(|(_, word)| Word::of(word)))
}

fn happenings() -> HashMap<Word, u16> {
    let lines = (0..).zip(entries(list!("happenings.txt")));
    lines.flat_map(|(kind, line)| line.split(' ').map(move |word| (Word::of(word), kind))).collect()
}

fn harm_forms() -> HashMap<Word, &'static str> {
    let lines = entries(list!("harm-forms.txt")).filter_map(|line| line.split_once(": "));
    lines.flat_map(|(lemma, forms)| forms.split(' ').map(move |form| (Word::of(form), lemma))).collect()
}

fn counted_as() -> Vec<[&'static str; 3]> {
    let line = |line: &'static str| <[&str; 3]>::try_from(line.split(' ').collect::<Vec<_>>()).ok();
    entries(list!("counted-as.txt")).filter_map(line).collect()
}

fn contrary() -> Vec<(u16, u16)> {
    let kinds = happenings();
    let kind = |word: &str| kinds.get(&Word::of(word)).copied();
    let lines = entries(list!("contrary-happenings.txt")).filter_map(|line| line.split_once(' '));
    lines.filter_map(|(one, other)| kind(one).zip(kind(other))).collect()
}
