//! Words by which an article tells where it has something from.

use super::groups::{Group, Phrases, entries, groups, list};
use foldhash::{HashMap, HashSet};

groups! {
    /// Words that tell where something is from.
    CreditWords, "groups/credits.txt" {
        /// Begin a line by itself that says where the text is from, in small letters.
        line_begins: Texts,
        /// Stand before where all of a text comes from, in small letters.
        whole: Texts,
        /// Stand before where some of a text comes from, in small letters.
        part: Texts,
        /// Stands behind whoever wrote some of a text.
        contributed: Texts,
        /// Before a name, of which it is no part.
        definite: Texts,
        /// Small words inside names.
        small_in_names: Spellings,
        /// Such words at the end of a name, of which they are no part.
        dangling: Texts,
        /// End the addresses of pages that are named after them.
        site_ends: Spellings,
        /// What an outlet prints of a happening.
        accounts: Group,
        /// Before an outlet that somebody speaks to: "told the Gazette".
        told: Group,
        /// Verbs by which an outlet reports. Dictionary forms.
        reports: Group,
        /// Words that begin an outlet's name: "Radio Dorn", "Daily Sketch".
        leading: Group,
        /// Papers that something is told according to.
        documents: Group,
        /// Verbs by which an outlet may speak of itself. Dictionary forms.
        speaks_of_itself: Group,
        /// What stands for the outlet where it speaks of itself.
        itself: Group,
        /// Between an outlet and the verb by which it reports.
        before_report: Group,
        /// Open a clause of an outlet: "the Gazette, which first reported".
        opens_clause: Group,
        /// Behind an account, that it tells something: "a Northern Star report says".
        account_says: Group,
        /// The same behind "to".
        to_report: Group,
        /// In "the Gazette was first to report".
        before_first: Group,
        /// What an outlet did before others: "the Northern Star first reported".
        reported_first: Group,
        /// Tells that an outlet reported before others.
        before_others: Group,
        /// What becomes of a talk behind the outlet: "an interview with Radio Vel aired".
        aired: Group,
        /// A talk that an outlet has.
        interview: Group,
        /// What it does with letters.
        seen_by: Group,
        /// What an outlet may do with letters or news, before "by".
        done_by: Group,
        /// Between an account and whose it is: "a report in the Northern Star".
        account_in: Group,
    } with {
        /// Phrases behind which an outlet is cited or spoken to, word by word.
        cited: Phrases = Phrases::of_lines(list!("cited-by.txt")),
        /// Names that credits give where they name no outlet, folded.
        nameless: HashSet<String> = entries(list!("nameless-outlets.txt")).map(folded).collect(),
        /// The usual names of news agencies, by each of their names, folded.
        agencies: HashMap<String, &'static str> = agencies(),
        /// Words that outlets are named with.
        outlet_words: Group = Group::of_lines(list!("outlet-words.txt")),
    }
}

impl CreditWords {
    /// The usual name of the news agency that is named so.
    pub fn agency(&self, words: &str) -> Option<&'static str> {
        self.agencies.get(&folded(words)).copied()
    }

    /// Whether words are what credits give where they name no outlet.
    pub fn is_nameless(&self, words: &str) -> bool {
        self.nameless.contains(&folded(words))
    }
}

fn agencies() -> HashMap<String, &'static str> {
    entries(list!("agencies.txt"))
        .flat_map(|line| {
            let usual = line.split('|').next().unwrap_or_default();
            line.split('|').map(move |name| (folded(name), usual))
        })
        .collect()
}

fn folded(words: &str) -> String {
    let words = words.trim();
    let words = words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(words);
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
