//! Words that say who somebody is and what something is, beside a name.

use super::groups::{Group, groups, list};

groups! {
    /// Words that say who somebody is and what something is, beside a name.
    AttributeWords, "groups/attributes.txt" {
        /// Verbs for doing what a post is.
        duties: Spellings,
        /// Say that somebody was something before. "Then-candidate" says nothing of now: the words around it tell of then.
        formerly: Group,
        /// Before somebody who is no more than one of his sort.
        new: Spellings,
        /// Participles before a post that say how somebody has it: "acting mayor", "running mate".
        acting: Group,
        /// Posts in short, as they stand before a name: "Sen.".
        short_posts: Spellings,
        /// Parts of nouns for a post that several have: "co-chair".
        shared_post: Spellings,
        /// Letters for parties, before a state: "D-N.J.".
        parties: Spellings,
        /// Before somebody who is no one in particular.
        any_one: Group,
        /// Verbs behind which stands what somebody is.
        equates: Spellings,
        /// Words between such a verb and what somebody is.
        still: Spellings,
        /// Helpers of the verb of being.
        has_been: Spellings,
        /// That verb behind them.
        been: Spellings,
        /// Verbs of work, behind which stands as what.
        serves: Spellings,
        /// Before what somebody works as.
        role: Spellings,
        /// The verb behind a name that speaks.
        said: Spellings,
        /// Between a post and whose it is.
        of_whom: Spellings,
        /// Between a thing and what it is of.
        of: Spellings,
        /// With "of" no noun: "of course".
        course: Spellings,
        /// Before a post that somebody had: "then mayor".
        then: Spellings,
        /// What a page sets before the words under a picture.
        labels: Spellings,
        /// Between a place and whoever has a home there: "Singapore-based".
        based: Spellings,
        /// Verbs of whoever says so, set between a subject and its verb.
        says: Spellings,
        /// Open what is said of a name.
        relative: Spellings,
        /// Opens what is said of a person.
        relative_person: Spellings,
        /// Before where somebody is from.
        from: Spellings,
        /// Verbs before where somebody is from or is based.
        lives: Spellings,
        /// Words between such a verb and the place.
        placing: Spellings,
        /// Stands for a place.
        nearby: Spellings,
        /// Between "based" and the place.
        placing_base: Spellings,
        /// Between a person and the body whose they are.
        belongs: Spellings,
        /// Nouns for how long.
        stretches: Group,
        /// The same, of the calendar behind a determiner.
        stretch_words: Spellings,
        /// Days by how far they are, as they begin a sentence.
        days: Spellings,
        /// Nouns for whoever is at home where the words before say.
        residents: Spellings,
        /// Nouns that say something alone: "the capital".
        capitals: Spellings,
        /// Whose something is.
        owners: Spellings,
        /// Between a noun for kin and whose.
        of_somebody: Spellings,
        /// Ends of nouns for trades that no list holds: "herpetologist".
        trade_endings: Spellings,
        /// Joins two posts.
        and: Spellings,
        /// Join the words of a description.
        joints: Spellings,
        /// Words that close a description.
        ends: Spellings,
        /// Before a noun.
        determiners: Spellings,
        /// What may follow the head of a description: "commissioner of", "spokesman for", "analyst at", "town in".
        complements: Group,
    } with {
        /// Nouns for posts.
        posts: Group = Group::of_lines(list!("posts.txt")),
        /// Nouns for places.
        sites: Group = Group::of_lines(list!("sites.txt")),
        /// Nouns for what somebody is by a happening.
        circumstances: Group = Group::of_lines(list!("circumstances.txt")),
    }
}
