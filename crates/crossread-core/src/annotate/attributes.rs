//! What somebody or something is, in the words that stand beside a name: "London mayor Sadiq Khan", "Mike Brown, the
//! commissioner of Transport for London", "the capital, Abuja", "Martin Bamford, 30, from Croydon".
//!
//! The order of the words is read, not the tree: an apposition is what a small parser misses first. A description is taken
//! only where its head word is a noun for a post, a body or a place, and where marks or the name itself close it on both
//! sides; what somebody is by a happening ("the passenger") is no description of this sort. What somebody is to another
//! ("his wife") is one where the words say to whom. An age is a figure.

use super::names::{Name, NameForm, names_in};
use crate::language::attributes::AttributeWords;
use crate::language::knowledge;
use crate::language::{Language, Spellings};
use crate::rules::rule;
use crate::story::Article;
use crossread_language::{Features, Mention, MentionKind, Relation, Sentence, Span, Tag, Word};
use foldhash::{HashMap, HashMapExt};

/// What an article says that somebody or something named is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Of whom or what: index into [`super::Annotations::referents`].
    pub referent: u32,
    /// What it says of them.
    pub kind: AttributeKind,
    /// The very words: "London mayor", "from Croydon".
    pub span: Span,
    /// The word that says most: "mayor", "Croydon".
    pub head: Span,
    /// The words with the name beside them: "London mayor Sadiq Khan".
    pub clause: Span,
    /// Whether the words themselves say that it was so before: "former mayor".
    pub before: bool,
}

/// What is said of somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeKind {
    /// A post or trade; what sort of body or place.
    Post,
    /// Where they live, are from or are based.
    Home,
    /// What they are to somebody else: "his wife".
    Kin,
}

/// Finds what the words beside each name say its bearer is, in order. Reads sentences and names.
pub fn find(language: &Language, article: &Article, sentences: &[Sentence], names: &[Name]) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    // "He was a strong critic of the king": a pronoun's own sentence tells too.
    let tells = |name: &&Name| match name.form {
        NameForm::Named => true,
        NameForm::Pronoun => name.kind == MentionKind::Person,
        NameForm::Described => false,
    };
    let is_owner = |name: &Name| article.text[name.span.end()..].starts_with(['\'', '’']);
    let mut last_of: HashMap<u32, &Name> = HashMap::new();
    let mut told: Vec<&Name> = Vec::new();
    for name in names {
        let before = last_of.insert(name.referent, name);
        // Whose murder or whose house was spoken of is seldom who "he" is in the next sentence.
        let is_guess = name.form == NameForm::Pronoun && before.is_none_or(is_owner);
        told.extend(Some(name).filter(|name| tells(name) && !is_guess));
    }
    let mut told = told.into_iter().peekable();
    for sentence in sentences {
        let around = NameWalk { words: &language.attributes, language, text: &article.text, sentence, names };
        while let Some(name) = told.next_if(|name| name.span.start < sentence.span.end) {
            if name.span.start < sentence.span.start {
                continue;
            }
            let said = match name.form {
                NameForm::Named => around.descriptions(name),
                _ => around.predicate_of(name).into_iter().collect(),
            };
            attributes.extend(said.into_iter().map(|said| said.attribute(&around, name)));
        }
    }
    attributes.sort_by_key(|attribute| (attribute.clause, attribute.span));
    attributes.dedup();
    attributes
}

/// Longest description, in tokens: "Nigerian minister of information and culture" has six; what is longer than a dozen and
/// a half is a clause.
const LONGEST: usize = 16;

/// Farthest that the owner stands before a noun for kin, in tokens: "his longtime close personal friend" has four.
const FARTHEST_OWNER: usize = 6;

/// What sorts of things a noun can say something is, as bits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct NounSort(u8);

impl NounSort {
    const NONE: NounSort = NounSort(0);
    const PERSON: NounSort = NounSort(1);
    const BODY: NounSort = NounSort(1 << 1);
    const PLACE: NounSort = NounSort(1 << 2);

    /// Whether something named so can be of this sort. Names are taken for the wrong kind often enough that only a
    /// person's post beside a place and a place's word beside a person are refused.
    fn fits(self, kind: MentionKind) -> bool {
        let refused = match kind {
            MentionKind::Person => NounSort::PLACE,
            MentionKind::Place => NounSort(NounSort::PERSON.0 | NounSort::BODY.0),
            MentionKind::Organization | MentionKind::Other => NounSort::NONE,
        };
        self.0 & !refused.0 != 0
    }
}

/// Tokens of a description, first to last, and the one that says most.
#[derive(Clone, Copy)]
struct DescriptionPhrase {
    first: usize,
    last: usize,
    head: usize,
    kind: AttributeKind,
}

impl DescriptionPhrase {
    fn attribute(self, around: &NameWalk, name: &Name) -> Attribute {
        let (words, sentence) = (around.words, around.sentence);
        let span = sentence.words(self.first, self.last);
        Attribute {
            referent: name.referent,
            kind: self.kind,
            span,
            head: sentence.tokens[self.head].span,
            clause: span.cover(name.span),
            before: sentence.tokens[self.first..=self.last].iter().any(|token| words.formerly.has(token.word)),
        }
    }
}

/// A sentence, walked from a name to both sides.
struct NameWalk<'a> {
    words: &'a AttributeWords,
    language: &'a Language,
    text: &'a str,
    sentence: &'a Sentence,
    /// All names of the article, in order.
    names: &'a [Name],
}

impl NameWalk<'_> {
    /// What stands before and after a name.
    fn descriptions(&self, name: &Name) -> Vec<DescriptionPhrase> {
        let tokens = self.sentence.tokens_in(name.span);
        if tokens.is_empty() {
            return Vec::new();
        }
        let (first, last) = (tokens.start, tokens.end - 1);
        let kind = name.kind;
        let mut found: Vec<DescriptionPhrase> = Vec::new();
        let title = self.title(first, kind);
        // "her husband, [singer] Piet Sarn": another description may stand before the first.
        let beside = title.filter(|title| title.first > 0);
        found.extend(beside.and_then(|title| self.apposition_before(title.first, last, kind)));
        found.extend(title);
        found.extend(if title.is_none() { self.shared_title(first, last, kind) } else { None });
        found.extend(self.base(first));
        found.extend(self.site(first, kind));
        found.extend(self.apposition_before(first, last, kind));
        found.extend(self.behind(last, kind));
        found
    }

    /// "[London mayor] Sadiq Khan", "[former CEO of Equifax] Richard Smith".
    fn title(&self, name: usize, kind: MentionKind) -> Option<DescriptionPhrase> {
        let mut last = name.checked_sub(1)?;
        // "Justice Department": the name goes on before.
        if self.language.names.bodies.has(self.word(name)) {
            return None;
        }
        if let Some(short) = self.short_title(last).filter(|_| kind == MentionKind::Person) {
            return Some(short);
        }
        while last > 0 && self.language.names.honorifics.contains_key(&self.word(last)) {
            last -= 1;
        }
        // "longtime “fixer” Michael Marsh".
        let marked = self.is_closing(last).then_some(last);
        let behind = last;
        last -= usize::from(marked.is_some() && last > 0);
        let says = |at: usize| {
            self.sort(at).fits(kind) && (self.is_noun(at) || kind == MentionKind::Person && self.is_title_adjective(at))
        };
        let mut head = last;
        if !says(head) {
            // "Crown Prince": a rank that is also a post.
            let rank = Some(name - 1).filter(|&at| at > last && self.language.names.roles.has(self.word(at)));
            // The post stands before an "of" and a name: "Mayor of London Sadiq Khan".
            head = rank.or_else(|| self.post_before_of(last)).filter(|&at| self.sort(at).fits(kind))?;
        }
        if self.is_passing(head) {
            return None;
        }
        let mut first = self.without_neighbor(self.run_before(head), head);
        // "An investigation [President] Marsh called a charade": nobody is an investigation president.
        if first > 0 && self.words.new.has(self.word_at(first - 1)) && self.is_capital(head) {
            first = (first..=head).rev().take_while(|&at| self.is_capital(at)).last().unwrap_or(head);
        }
        // "It is clear Attorney General Marsh knew": what is clear, not who is.
        let is_said_of_more = first > 0
            && self.tag(first) == Tag::Adj
            && !self.is_capital(first)
            && self.sentence.tokens[first].relation != Relation::Amod
            && (self.words.equates.has(self.word_at(first - 1)) || self.tag(first - 1) == Tag::Aux);
        if is_said_of_more && first < head && self.is_capital(first + 1) {
            first += 1;
        }
        // "Any other nominee Marsh dredges up": of no one who is any it is told who he is.
        let is_any = (first.saturating_sub(2)..=first).any(|at| self.words.any_one.has(self.word(at)));
        if is_any && !self.is_capital(head) {
            return None;
        }
        // "The way President Marsh handled it", "36 percent blame President Marsh", "a raft of statements President Marsh issued": a noun
        // of the sentence before the title.
        let is_led = first > 0 && (self.is_determiner(first - 1) || self.tag(first - 1) == Tag::Num);
        if self.is_capital(head) {
            let noun = |&at: &usize| {
                let is_many = || self.sentence.tokens[at].features.has(Features::PLURAL);
                let is_free = !self.is_capital(at) && !self.is_hyphen(at + 1) && !self.is_possessive(at + 1);
                self.tag(at) == Tag::Noun && is_free && (is_led || is_many())
            };
            first = (first..head).rev().find(noun).map_or(first, |at| at + 1);
        }
        if marked.is_some() {
            let opening = first.checked_sub(1).filter(|&at| self.is_opening(at))?;
            first = self.run_before(opening);
            return self.phrase(first, behind, head);
        }
        self.phrase(first, last.max(head), head)
    }

    /// "[Dorn Sen.] Piet Sarn": a post in short, with where or for whom its holder has it. "Sen. Piet Sarn" is a form of address.
    fn short_title(&self, last: usize) -> Option<DescriptionPhrase> {
        if !self.words.short_posts.has(self.word_at(last)) {
            return None;
        }
        let is_of_it = |&at: &usize| {
            let is_many = self.sentence.tokens[at].features.has(Features::PLURAL);
            self.is_capital(at) && !is_many || self.words.formerly.has(self.sentence.tokens[at].word)
        };
        let first = (self.run_before(last)..last).rev().take_while(is_of_it).last()?;
        let kind = AttributeKind::Post;
        Some(DescriptionPhrase { first, last, head: last, kind })
    }

    /// "[Justices] Byron White and Anthony Kennedy": a title before a row of names is that of each.
    fn shared_title(&self, first: usize, last: usize, kind: MentionKind) -> Option<DescriptionPhrase> {
        let joins = |at: usize| self.words.and.has(self.word_at(at)) || self.word_at(at) == ",";
        let person_at = |at: usize, ends: bool| {
            let is_there = |mention: &&Mention| usize::from(if ends { mention.last } else { mention.first }) == at;
            self.sentence.mentions.iter().filter(is_there).find(|mention| mention.kind == MentionKind::Person)
        };
        let mut begin = first;
        while begin > 1 && joins(begin - 1) {
            // "Marsh, Moss, and Sarn".
            let marks = if begin > 2 && joins(begin - 2) { 2 } else { 1 };
            let Some(before) = person_at(begin - marks - 1, true) else { break };
            begin = usize::from(before.first);
        }
        let goes_on = joins(last + 1) && (last + 2..self.len().min(last + 4)).any(|at| person_at(at, false).is_some());
        let head = begin.checked_sub(1).filter(|_| kind == MentionKind::Person && (begin < first || goes_on))?;
        let token = &self.sentence.tokens[head];
        let is_title =
            token.features.has(Features::PLURAL) && self.is_capital(head) && self.language.names.roles.has(token.lemma);
        is_title.then(|| DescriptionPhrase {
            first: self.run_before(head),
            last: head,
            head,
            kind: AttributeKind::Post,
        })
    }

    fn is_capital(&self, at: usize) -> bool {
        self.word_at(at).starts_with(char::is_uppercase)
    }

    fn is_closing(&self, at: usize) -> bool {
        matches!(self.word_at(at), "”" | "\"" | "''")
    }

    fn is_opening(&self, at: usize) -> bool {
        matches!(self.word_at(at), "“" | "\"" | "``")
    }

    /// "He [was a strong critic] of the king": what a pronoun's own clause says of whom it means.
    fn predicate_of(&self, name: &Name) -> Option<DescriptionPhrase> {
        let last = self.sentence.tokens_in(name.span).last()?;
        let begin = self.predicate(last + 1)?;
        self.said_from(begin, name.kind, true)
    }

    /// Where what somebody is begins behind "is", "served as", "has been".
    fn predicate(&self, at: usize) -> Option<usize> {
        let (words, word, next) = (self.words, self.word_at(at), self.word_at(at + 1));
        match () {
            () if words.equates.has(word) && words.still.has(next) => Some(at + 2),
            () if words.equates.has(word) => Some(at + 1),
            () if words.has_been.has(word) && words.been.has(next) => Some(at + 2),
            () if words.serves.has(word) && words.role.has(next) => Some(at + 2),
            () => None,
        }
    }

    /// "Corker, who [chairs the Senate committee]": what somebody does whose doing is a post.
    fn duty(&self, at: usize) -> Option<DescriptionPhrase> {
        let is_duty = self.words.duties.has(self.word_at(at)) && self.tag(at) == Tag::Verb;
        let (_, last, _) = self.noun_phrase(at + 1).filter(|_| is_duty)?;
        (last > at + 1).then_some(DescriptionPhrase { first: at, last, head: at, kind: AttributeKind::Post })
    }

    /// The description that begins at `begin`; behind a verb it may be followed by when and for how long.
    fn said_from(&self, begin: usize, kind: MentionKind, is_predicate: bool) -> Option<DescriptionPhrase> {
        let (first, end, head) = self.noun_phrase(begin)?;
        let goes_on = |at: usize| is_predicate && matches!(self.tag(at), Tag::Adp | Tag::Sconj | Tag::Cconj | Tag::Adv);
        // "Piet Sarn, a minister with a connection to catch, said": what the noun itself says is said.
        let is_one =
            !is_predicate && first > begin && self.words.new.has(self.word_at(begin)) && kind == MentionKind::Person;
        let is_cut = is_one && !self.closes(end + 1) && self.tag_is(head + 1, Tag::Adp);
        let end = if is_cut { head } else { end };
        // "Like Vladimir Putin, the prime minister “is not named”": what opens here closes nothing.
        let opens = end + 1 < self.len() && matches!(self.word_at(end + 1), "“" | "‘" | "``");
        // "Who met Piet Sarn, the official said": somebody else speaks.
        // So does "Marsh, King said, was there".
        let is_led = self.is_determiner(begin) || first == end && self.tag(end) == Tag::Propn;
        let speaks = !is_predicate && is_led && end + 1 < self.len() && self.words.said.has(self.word_at(end + 1));
        let ends = is_cut || self.closes(end + 1) && !opens && !speaks || goes_on(end + 1);
        let says = self.says_of(head, kind) && !self.is_passing(head) && ends;
        (says && !(self.is_capital(head) && rule!(title_of_another, self.is_title_of_another(first, end))))
            .then(|| self.phrase(first, end, head))
            .flatten()
    }

    /// "Moss, [Secretary of State] Piet Sarn and Ann Lowe met": the title is his whose name follows it.
    fn is_title_of_another(&self, first: usize, last: usize) -> bool {
        let reach = self.sentence.words(first, (last + 1).min(self.len() - 1));
        let is_person = |name: &&Name| name.kind == MentionKind::Person && name.form == NameForm::Named;
        let mut named = names_in(self.names, reach).filter(is_person);
        named.any(|name| {
            let at = self.sentence.tokens_in(name.span).start;
            at > first && self.is_noun(at - 1) && self.is_capital(at - 1)
        })
    }

    fn tag_is(&self, at: usize, tag: Tag) -> bool {
        at < self.len() && self.tag(at) == tag
    }

    /// Where the words of one post begin, if those before are somebody else's: "the king and \[President\] Marsh".
    fn without_neighbor(&self, first: usize, head: usize) -> usize {
        let is_led = first > 0 && self.is_determiner(first - 1);
        let joint = (first..head).rev().find(|&at| is_led && self.joins_posts(at));
        joint.map_or(first, |at| at + 1)
    }

    /// Whether the noun at `at` can say what something of this kind is. A body's own name beside a person is another name:
    /// "the Foreign Affairs Committee, Piet Sarn".
    fn says_of(&self, at: usize, kind: MentionKind) -> bool {
        let sort = self.sort(at);
        let is_name = self.tag(at) == Tag::Propn && sort == NounSort::BODY;
        sort.fits(kind) && !(is_name && kind == MentionKind::Person)
    }

    /// "executive", "general": taggers take the last word of a title for an adjective.
    fn is_title_adjective(&self, at: usize) -> bool {
        self.tag(at) == Tag::Adj && self.language.names.roles.has(self.sentence.tokens[at].word)
    }

    /// The post that a name just before another hangs on: "mayor" of "Mayor of London".
    fn post_before_of(&self, last: usize) -> Option<usize> {
        let mut at = last;
        while at > 1 && last - at < 6 && matches!(self.tag(at), Tag::Propn | Tag::Det) {
            at -= 1;
        }
        // "columnist for the Dorn Post" names nobody.
        let is_led = self.tag(last) == Tag::Det;
        let stands = !is_led && at < last && self.words.of_whom.has(self.word_at(at)) && at > 0 && self.is_noun(at - 1);
        (stands && self.sort(at - 1).0 & NounSort::PERSON.0 != 0).then(|| at - 1)
    }

    /// The first token of the modifiers that run up to `head`.
    fn run_before(&self, head: usize) -> usize {
        let mut first = head;
        for at in (head.saturating_sub(LONGEST)..head).rev() {
            let inside = match self.tag(at) {
                Tag::Noun | Tag::Propn | Tag::Adj => {
                    // "Of course President Marsh agreed".
                    let is_phrase = self.words.course.has(self.word_at(at))
                        && at > 0
                        && self.words.of.has_in_any_case(self.word_at(at - 1));
                    !self.is_calendar(at) && !self.is_label(at) && !is_phrase
                }
                // "[Ousted] President Marsh", "[acting] mayor", "[running] mate": whether somebody still is what the post says.
                Tag::Verb if at + 1 == first => self.describes(at),
                _ => {
                    self.is_possessive(at)
                        || self.is_hyphen(at)
                        || self.joins_posts(at)
                        || self.is_before_hyphen(at)
                        // "[33]-year-old", "[now]-convicted".
                        || self.is_hyphen(at + 1)
                        || self.words.then.has(self.word_at(at))
                }
            };
            if !inside {
                break;
            }
            first = at;
        }
        while first < head && (self.is_possessive(first) || self.is_hyphen(first) || self.tag(first) == Tag::Cconj) {
            first += 1;
        }
        // "[House of] Representatives speaker".
        let goes_on =
            first < head && first > 1 && self.words.of.has(self.word_at(first - 1)) && self.tag(first) == Tag::Propn;
        if goes_on && self.is_noun(first - 2) && self.is_capital(first - 2) {
            first -= 2;
        }
        // "[Health and] Human Services Secretary".
        let is_joined =
            first < head && first > 1 && self.words.and.has(self.word_at(first - 1)) && self.is_capital(first);
        if is_joined
            && self.tag(first - 2) == Tag::Propn
            && self.sentence.tokens[first - 2].relation == Relation::Compound
        {
            first -= 2;
        }
        // A name is cut nowhere: "[United] Nations envoy".
        let whole = self.sentence.mentions.iter().map(|mention| usize::from(mention.first)..=usize::from(mention.last));
        whole
            .filter(|name| name.contains(&first) && !name.contains(&head))
            .map(|name| *name.start())
            .fold(first, usize::min)
    }

    /// Whether a participle describes the post behind it: "deposed president", "running mate". "Has called Senator Marsh" does not, and
    /// parsers take "[Ousted] President Marsh fled" for a clause of its own.
    fn describes(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        let next = |at: usize| matches!(self.tag(at), Tag::Noun | Tag::Propn | Tag::Adj);
        if token.tag != Tag::Verb || at + 1 >= self.len() || !next(at + 1) {
            return false;
        }
        if self.words.acting.has(token.word) || token.relation == Relation::Amod {
            return true;
        }
        let is_past = token.features.has(Features::PAST | Features::PARTICIPLE);
        let leads =
            |before: usize| self.is_determiner(before) || self.is_possessive(before) || self.tag(before) == Tag::Adp;
        is_past && at.checked_sub(1).is_none_or(leads)
    }

    /// What a page sets before the words under a picture: "Image caption".
    fn is_label(&self, at: usize) -> bool {
        let before = &self.text[..self.sentence.tokens[at].span.end()];
        let ends_with = |credit: &str| {
            let rest = before.strip_suffix(credit);
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        self.words.labels.has(&self.word_at(at).to_lowercase())
            || self.language.names.picture_credits.each().any(ends_with)
    }

    /// "[Singapore-based] Broadcom", also before a title: "[Singapore-based] chip maker Broadcom".
    fn base(&self, name: usize) -> Option<DescriptionPhrase> {
        let is_base = |at: usize| self.words.based.has(self.word_at(at));
        let based = (name.saturating_sub(6)..name).rev().find(|&at| is_base(at))?;
        let between = based + 1..name;
        if !between.clone().all(|at| matches!(self.tag(at), Tag::Noun | Tag::Adj | Tag::Propn) || self.is_hyphen(at)) {
            return None;
        }
        let hyphen = based.checked_sub(1).filter(|&at| self.is_hyphen(at))?;
        let head = hyphen.checked_sub(1)?;
        let mut first = head;
        while first > 0 && self.tag(first - 1) == Tag::Propn && head - first < 3 {
            first -= 1;
        }
        let capital = self.word_at(first).chars().next().is_some_and(char::is_uppercase);
        capital.then_some(DescriptionPhrase { first, last: based, head, kind: AttributeKind::Home })
    }

    /// "in the [northeastern town of] Banki".
    fn site(&self, name: usize, kind: MentionKind) -> Option<DescriptionPhrase> {
        let of = name.checked_sub(1).filter(|&at| self.words.of.has(self.word_at(at)))?;
        let head = of.checked_sub(1)?;
        if self.sort(head).0 & NounSort::PLACE.0 == 0 || kind == MentionKind::Person || !self.is_noun(head) {
            return None;
        }
        let first = self.run_before(head);
        // "the town of Banki" says no more than that it is a town.
        (first < head).then_some(DescriptionPhrase { first, last: head, head, kind: AttributeKind::Post })
    }

    /// "[The commissioner of Transport for London], Mike Brown, said".
    fn apposition_before(&self, name: usize, last: usize, kind: MentionKind) -> Option<DescriptionPhrase> {
        let mut comma = name.checked_sub(1)?;
        while comma > 0 && self.language.names.honorifics.contains_key(&self.word(comma)) {
            comma -= 1;
        }
        let stands = self.word_at(comma) == "," && comma > 0 && self.closes(last + 1);
        if !stands
            || rule!(led_by_aside, self.is_led_by_aside(comma, name))
            || rule!(speaker_inserted, self.is_speaker_inserted(comma, last))
        {
            return None;
        }
        let mut begin = comma;
        while begin > 0 && comma - begin < LONGEST && (self.is_inside(begin - 1) || self.describes(begin - 1)) {
            begin -= 1;
        }
        // "A base in Perevalne, Crimea": a place and the larger one it lies in.
        if kind == MentionKind::Place && self.is_in_a_place(comma - 1) {
            return None;
        }
        let fits = (begin..comma).filter_map(|at| {
            let is_edge = self.is_determiner(at) || at == begin;
            let (first, last, head) = self.noun_phrase(at)?;
            (is_edge && last + 1 == comma && self.says_of(head, kind) && !self.is_passing(head))
                .then_some((first, last, head))
        });
        let mut fits: Vec<(usize, usize, usize)> = fits.collect();
        // "the head of the group, Piet Sarn": a person is the head.
        let is_person = |(_, _, head): &(usize, usize, usize)| self.sort(*head).0 & NounSort::PERSON.0 != 0;
        if kind == MentionKind::Person && fits.iter().any(is_person) {
            fits.retain(is_person);
        }
        fits.dedup_by_key(|(_, _, head)| *head);
        // "a spokesman for the mayor, Sadiq Khan": whose name it is stays open.
        match fits[..] {
            [(first, last, head)] => self.phrase(first, last, head),
            _ => None,
        }
    }

    /// "Through a representative, Marsh agreed": what opens the sentence behind a preposition is nobody's description where the name is who
    /// does it.
    fn is_led_by_aside(&self, comma: usize, name: usize) -> bool {
        let opens = (0..comma).all(|at| !matches!(self.tag(at), Tag::Verb | Tag::Punct));
        let does = |at: usize| self.sentence.tokens[at].relation.is_subject();
        opens && self.tag(0) == Tag::Adp && (name..self.len().min(name + 4)).any(does)
    }

    /// "And the president, Sarn said, was sympathetic": who says so stands between a subject and its verb.
    fn is_speaker_inserted(&self, comma: usize, last: usize) -> bool {
        // "Said the minister, Piet Sarn said" is none: what opens behind a mark or a "that" has no verb yet.
        let opens = (0..comma).rev().take_while(|&at| self.tag(at) != Tag::Punct && self.tag(at) != Tag::Sconj);
        let has_verb = opens.into_iter().any(|at| matches!(self.tag(at), Tag::Verb | Tag::Aux));
        // "No longer sees him as a leader, Sarn said, there are": who is seen so is no speaker.
        let article = (0..comma).rev().find(|&at| self.tag(at) == Tag::Det);
        let is_led = || article.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.tag(at) == Tag::Adp);
        self.words.says.has(self.word_at(last + 1)) && self.word_at(last + 2) == "," && (!has_verb || is_led())
    }

    /// What follows a name: ", 30, from Croydon", ", the mayor of London,", " is the mayor of London".
    fn behind(&self, last: usize, kind: MentionKind) -> Vec<DescriptionPhrase> {
        let mut found = Vec::new();
        let mut at = last + 1;
        let mut aside = false;
        while at < self.len() && matches!(self.word_at(at), "," | "(" | "–" | "—") {
            aside = true;
            at += 1;
            // "Rep. Marsh, D-Dorn, head of": whose party somebody is in.
            if let Some(end) = self.party_tag(at) {
                at = end;
                continue;
            }
            // An age.
            let is_age = at + 1 < self.len() && self.tag(at) == Tag::Num && matches!(self.word_at(at + 1), "," | ")");
            if !is_age {
                break;
            }
            at += 1;
            if self.word_at(at) == ")" {
                at += 1;
                break;
            }
        }
        found.extend(self.origin(at, aside, kind));
        found.extend(self.body(at, aside, kind));
        let relative = aside && at + 1 < self.len() && self.words.relative.has(self.word_at(at));
        let predicate = match () {
            () if at == last + 1 => self.predicate(at),
            () if relative => self.predicate(at + 1),
            () => None,
        };
        // "emails from Marsh, which led the bank to look": what led is no person.
        if relative && kind == MentionKind::Person && self.words.relative_person.has(self.word_at(at)) {
            found.extend(self.duty(at + 1));
        }
        let begin = predicate.or_else(|| (aside && !relative).then_some(at));
        found.extend(begin.and_then(|begin| self.said_from(begin, kind, predicate.is_some())));
        found
    }

    /// Where the letter of a party and a state's name end, if they stand at `at`: "D-N.J.".
    fn party_tag(&self, at: usize) -> Option<usize> {
        let is_letter = |word: &str| self.words.parties.has(word);
        let begins = self.word_at(at).split_once('-').map_or_else(
            || is_letter(self.word_at(at)) && self.is_hyphen(at + 1),
            |(letter, state)| is_letter(letter) && state.starts_with(char::is_uppercase),
        );
        let end = (at + 1..self.len().min(at + 6)).find(|&i| matches!(self.word_at(i), "," | ")"));
        // "(D-N.J.), head of".
        let end = end.filter(|_| begins)?;
        Some(if self.word_at(end) == ")" { end + 1 } else { end })
    }

    /// "from Croydon", "of Croydon" behind a name; "who lives in Croydon", "based in Singapore".
    fn origin(&self, at: usize, aside: bool, kind: MentionKind) -> Option<DescriptionPhrase> {
        let words = self.words;
        let is = |i: usize, group: &Spellings| i < self.len() && group.has(self.word_at(i));
        let mut place = at;
        let is_of = is(at, &words.of) && self.is_place(at + 1);
        if (is(at, &words.from) || is_of) && kind == MentionKind::Person {
            place += 1;
        } else if is(at, &words.relative) && is(at + 1, &words.lives) {
            place += 2;
            while is(place, &words.placing) {
                place += 1;
            }
            if place == at + 2 && !is(place, &words.nearby) {
                return None;
            }
        } else if aside && is(at, &words.based) && is(at + 1, &words.placing_base) {
            place += 2;
        } else {
            return None;
        }
        let begin = if is(at, &words.relative) { at + 1 } else { at };
        let mut last = place;
        while last + 1 < self.len() && matches!(self.tag(last + 1), Tag::Propn) && last - place < 4 {
            last += 1;
        }
        let named = place < self.len()
            && (self.word_at(place).chars().next().is_some_and(char::is_uppercase) || is(place, &words.nearby))
            && !self.is_calendar(place);
        named.then_some(DescriptionPhrase { first: begin, last, head: place, kind: AttributeKind::Home })
    }

    /// Whether a place's name begins at `at`.
    fn is_place(&self, at: usize) -> bool {
        let begins = |mention: &Mention| mention.kind == MentionKind::Place && usize::from(mention.first) == at;
        self.sentence.mentions.iter().any(begins)
    }

    /// Whether a place's name ends at `at`.
    fn is_in_a_place(&self, at: usize) -> bool {
        let ends = |mention: &Mention| mention.kind == MentionKind::Place && usize::from(mention.last) == at;
        self.sentence.mentions.iter().any(ends)
    }

    /// ", from the [University of Dorn]," behind a person's name: the body whose they are.
    fn body(&self, at: usize, aside: bool, kind: MentionKind) -> Option<DescriptionPhrase> {
        let stands = aside && kind == MentionKind::Person && self.words.belongs.has(self.word_at(at));
        let (first, last, head) = self.noun_phrase(at + 1).filter(|_| stands && at + 1 < self.len())?;
        let is_body = self.sentence.mentions.iter().any(|mention| {
            mention.kind == MentionKind::Organization
                && (usize::from(mention.first)..=usize::from(mention.last)).contains(&head)
        });
        (is_body && first > at + 1 && self.closes(last + 1)).then_some(DescriptionPhrase {
            first: at,
            last,
            head,
            kind: AttributeKind::Post,
        })
    }

    /// A noun phrase from `at`, without its determiner, with its complement: first and last token, and the head.
    fn noun_phrase(&self, at: usize) -> Option<(usize, usize, usize)> {
        let first = if at < self.len() && self.is_determiner(at) { at + 1 } else { at };
        let mut head = None;
        let mut end = first;
        while end < self.len() && end - first < LONGEST && !(head.is_some() && self.is_stretch(end)) {
            match self.tag(end) {
                Tag::Noun | Tag::Propn => head = Some(end),
                Tag::Adj | Tag::Num => {}
                Tag::Adv if head.is_none() => {}
                _ if self.is_possessive(end) || self.is_hyphen(end) => {}
                _ if self.joins_posts(end) || self.is_before_hyphen(end) || self.is_within_name(end) => {}
                // "Marsh's [running] mate".
                _ if (head.is_none() || self.is_possessive(end - 1)) && self.describes(end) => {}
                _ => break,
            }
            end += 1;
        }
        let head = head?;
        let mut last = head;
        if head + 1 == end && end < self.len() && self.words.complements.has(self.word(end)) {
            while end < self.len() && end - first < LONGEST && self.is_inside(end) && !self.is_stretch(end) {
                if matches!(self.tag(end), Tag::Noun | Tag::Propn) {
                    last = end;
                }
                end += 1;
            }
        }
        Some((first, last, head))
    }

    /// "Governor of Dorn [six years] ago": for how long or how long ago is no part of a post.
    fn is_stretch(&self, at: usize) -> bool {
        let next = self.sentence.tokens.get(at + 1);
        self.tag(at) == Tag::Num && next.is_some_and(|next| self.words.stretches.has(next.lemma))
    }

    /// A word inside a name: "and" in "Science and Technology Corporation".
    fn is_within_name(&self, at: usize) -> bool {
        let inside = |first: u16, last: u16| usize::from(first) < at && at < usize::from(last);
        self.sentence.mentions.iter().any(|mention| inside(mention.first, mention.last))
    }

    /// A description as it is shown: a resident is at home where the words before say.
    fn phrase(&self, first: usize, last: usize, head: usize) -> Option<DescriptionPhrase> {
        let resident = self.words.residents.has(self.word_at(head));
        let bare = first == last;
        // "the company", "the town": nothing is said but what the name says.
        let says = self.sort(head).0 & NounSort::PERSON.0 != 0 || !bare || self.words.capitals.has(self.word_at(head));
        let kin = self.language.names.kin.has(self.sentence.tokens[head].lemma);
        // "his wife": whose is part of what is said.
        let first = if kin && first > 0 && self.is_of_somebody(first - 1) { first - 1 } else { first };
        let kind = match () {
            () if resident => AttributeKind::Home,
            () if kin => AttributeKind::Kin,
            () => AttributeKind::Post,
        };
        (says && (!resident || !bare)).then_some(DescriptionPhrase { first, last, head, kind })
    }

    /// "his", "her", "their".
    fn is_of_somebody(&self, at: usize) -> bool {
        self.words.owners.has(&self.word_at(at).to_lowercase())
    }

    /// What is said of somebody by a happening only, or by kin and not whose: "passenger", "son".
    fn is_passing(&self, at: usize) -> bool {
        let lemma = self.sentence.tokens[at].lemma;
        if self.language.names.kin.has(lemma) {
            return !self.is_of_whom(at);
        }
        self.words.circumstances.has(lemma) && !self.words.residents.has(self.word_at(at))
    }

    /// Whether the words around a noun for kin say whose: "his wife", "the mayor's old friend", "a friend of the mayor".
    fn is_of_whom(&self, at: usize) -> bool {
        let before = (at.saturating_sub(FARTHEST_OWNER)..at).rev();
        let before = before.take_while(|&i| {
            matches!(self.tag(i), Tag::Adj | Tag::Noun | Tag::Propn | Tag::Adv | Tag::Num)
                || self.is_hyphen(i)
                || self.is_of_somebody(i)
                || self.is_possessive(i)
        });
        before.into_iter().any(|i| self.is_of_somebody(i) || self.is_possessive(i))
            || self.words.of_somebody.has(self.word_at(at + 1))
    }

    /// What sort of thing the noun at `at` can say something is.
    fn sort(&self, at: usize) -> NounSort {
        let token = &self.sentence.tokens[at];
        if token.features.has(Features::PLURAL) {
            return NounSort::NONE;
        }
        let lemma = if token.tag == Tag::Propn { token.word } else { token.lemma };
        let mut sort = 0;
        let is_common = || token.tag == Tag::Noun && self.language.learned.words.facts(lemma).noun == knowledge::PERSON;
        // "Co-chair".
        let word = self.word_at(at);
        let shared = self.words.shared_post.starting(word).map(|length| Word::lowered(&word[length..]));
        let is_listed = self.language.names.roles.has(lemma)
            || shared.is_some_and(|post| self.language.names.roles.has(post))
            || self.words.posts.has(lemma)
            || self.words.circumstances.has(lemma);
        if is_listed || self.language.names.kin.has(lemma) || self.ends_like_a_trade(at) || is_common() {
            sort |= NounSort::PERSON.0;
        }
        if self.language.names.bodies.has(lemma) {
            sort |= NounSort::BODY.0;
        }
        if self.words.sites.has(lemma) {
            sort |= NounSort::PLACE.0;
        }
        NounSort(sort)
    }

    /// Nouns in "-ist", "-ologist", "-woman" that no list holds: "herpetologist".
    fn ends_like_a_trade(&self, at: usize) -> bool {
        self.tag(at) == Tag::Noun && self.words.trade_endings.end(self.word_at(at))
    }

    /// "and" between two posts: "chairman and chief executive".
    fn joins_posts(&self, at: usize) -> bool {
        if !self.words.and.has(self.word_at(at)) || at == 0 || self.sort(at - 1).0 & NounSort::PERSON.0 == 0 {
            return false;
        }
        let next =
            (at + 1..self.len().min(at + 4)).take_while(|&i| matches!(self.tag(i), Tag::Noun | Tag::Adj | Tag::Propn));
        next.into_iter().any(|i| self.sort(i).0 & NounSort::PERSON.0 != 0)
    }

    /// Whether a token may stand inside a description with its complement.
    fn is_inside(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num | Tag::Det)
            || self.words.complements.has(self.word(at))
            || self.is_possessive(at)
            || self.is_hyphen(at)
            || self.is_before_hyphen(at)
            || self.is_determiner(at)
            || self.words.joints.has(self.word_at(at))
    }

    /// Whether whatever is open before `at` ends here: the sentence is over, or a mark follows.
    fn closes(&self, at: usize) -> bool {
        at >= self.len()
            || (self.tag(at) == Tag::Punct && !self.is_hyphen(at))
            || self.words.ends.has(self.word_at(at))
            // "a cybersecurity firm hired by the bank".
            || self.sentence.tokens[at].features.has(Features::PAST | Features::PARTICIPLE)
    }

    fn is_determiner(&self, at: usize) -> bool {
        self.tag(at) == Tag::Det || self.words.determiners.has(&self.word_at(at).to_lowercase())
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Noun | Tag::Propn)
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.language.grammar.owner_marks.has(self.word_at(at)) && at > 0
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.word_at(at), "-" | "‑")
            && at > 0
            && at + 1 < self.len()
            && self.sentence.tokens[at - 1].span.end == self.sentence.tokens[at].span.start
    }

    /// Any word glued to a hyphen on its left: "based" in "San Diego-based".
    fn is_before_hyphen(&self, at: usize) -> bool {
        at > 0 && self.is_hyphen(at - 1)
    }

    fn is_calendar(&self, at: usize) -> bool {
        let word = self.word_at(at);
        // "The year President Marsh took office".
        let is_stretch = at > 0 && self.is_determiner(at - 1) && self.words.stretch_words.has(word);
        self.language.names.is_calendar(word) || is_stretch || self.words.days.has(word)
    }

    fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    fn tag(&self, at: usize) -> Tag {
        self.sentence.tokens[at].tag
    }

    fn word(&self, at: usize) -> Word {
        self.sentence.tokens[at].word
    }

    fn word_at(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }
}
