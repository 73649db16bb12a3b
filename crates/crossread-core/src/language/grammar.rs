//! Small words that every phenomenon asks for, by what they do.

use super::groups::groups;

groups! {
    /// Words of grammar: what joins, points, denies and helps.
    GrammarWords, "groups/grammar.txt" {
        /// Before a verb that is told of, not told: "vowed to stay".
        infinitive: Group,
        /// Opens what is said or thought: "said that it fell".
        complementizer: Group,
        /// Between a thing and what it is of: "the mayor of Orm".
        genitive: Group,
        /// The mark of whoever has something, as words: "Lowe's".
        possessive: Group,
        /// The mark of whoever has something, as it is written.
        possessive_marks: Spellings,
        /// The same behind a plural too: "the Lowes' house".
        owner_marks: Spellings,
        /// Before something that is known: "the".
        definite: Group,
        /// Before something new: "a".
        indefinite: Group,
        /// Dictionary form of the verb that says what something is.
        be: Group,
        /// Dictionary form of the verb that tells of what one has, and that helps others into the past.
        have: Group,
        /// Stands for whom a clause is about.
        relative: Group,
        /// Stands for a person whom a clause is about.
        relative_person: Group,
        /// Stands for a subject that nobody is: "it is said".
        it: Group,
        /// A man or a woman who does something.
        he_or_she: Group,
        /// Joins two that are both.
        and: Group,
        /// Joins two of which either is.
        or: Group,
        /// Joins what speaks against each other.
        but: Group,
        /// Before whoever does what is told in the passive: "by Lowe".
        agent: Group,
        /// Before where something goes, up to where, or to whom.
        toward: Group,
        /// Before where something comes from.
        from: Group,
        /// Before where something lies, or the year.
        inside: Group,
        /// Before the day on which something is.
        on: Group,
        /// Before the hour or the number at which something is.
        at: Group,
        /// Before whom something is for, or for how long.
        benefit: Group,
        /// Before what somebody is or does: "as chairman".
        role: Group,
        /// Before whoever is along, or what something is done by.
        company: Group,
        /// Open a condition: "if it fell".
        conditional: Group,
        /// Open a question inside a sentence: "whether it fell".
        question: Group,
        /// Behind more or less, before what it is more than.
        comparison: Group,
        /// Nouns for lengths of time by the calendar.
        time_units: Group,
        /// Deny the verb that they stand at.
        denial: Group,
        /// Leave open whether it is so: "if he fell", "whether he fell".
        supposing: Group,
        /// Dictionary form of the verb that helps others to deny, ask and insist.
        do_support: Group,
        /// Point to what is known.
        pointing: Group,
        /// Stand for what their clause is about, whoever or whatever it is.
        relative_pronouns: Group,
        /// Opens who tells what stands beside it, with the word behind: "according to Lowe".
        according: Group,
        /// Says of a noun that there is none.
        none_of: Group,
    }
}
