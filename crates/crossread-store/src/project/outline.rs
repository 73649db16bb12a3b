//! What a project holds, in outline: its articles by their heads, the parts they are sorted into, and what each part depends on.

use super::error::{Error, Result};
use super::kept::{self, AnnotatedArticle, ArticleHead};
use super::runs::{self, Run, Source};
use super::{Project, decision_json};
use crossread_core::Story;
use crossread_core::align::stories::ArticleProfile;
use crossread_core::decisions::{self, Decision, standing};
use crossread_core::story::{ArticleRecord, Facts, Moment, SkippedInput, arranged, article_id};
use crossread_engine::StepListener;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a project holds.
pub(super) struct Outline {
    pub runs: Vec<Run>,
    pub sources: Vec<Source>,
    /// None twice, in the order of a heap.
    pub articles: Vec<OutlineArticle>,
    /// The stories, the largest first, then the articles in none.
    pub parts: Vec<OutlinePart>,
    /// All that people decided.
    pub decisions: Vec<Decision>,
    /// Of those that stand the ones about passages of no story, or not of one alone.
    pub unplaced: Vec<Decision>,
    /// In which inputs each article came, and when first and last.
    pub came: BTreeMap<Print, (Vec<String>, RunRange)>,
    /// Inputs that gave no article.
    pub skipped: Vec<SkippedInput>,
}

/// An article of an outline.
#[derive(Clone, Debug)]
pub(super) struct OutlineArticle {
    pub head: ArticleHead,
    /// Which source it came in, and which article of that it is.
    from: (usize, usize),
    /// How many articles came before it, in the order of the runs: no later run changes it.
    arrival: u64,
}

/// Articles that are compared with each other: those of a story, or one that is in none.
pub(super) struct OutlinePart {
    /// Whether it is a story.
    pub is_story: bool,
    /// Which articles.
    pub articles: Vec<u32>,
    /// What people decided about them.
    pub decisions: Vec<Decision>,
    /// A number of its own among all parts: the first arrival of its articles.
    pub number: u64,
    /// A hash of all that its rows depend on.
    pub key: String,
}

/// First and last run in which something came.
pub(super) type RunRange = (u32, u32);

/// What two prints of one article have in common.
pub(super) type Print = ([u8; 32], Option<String>, Option<String>, Option<Moment>);

impl ArticleRecord for OutlineArticle {
    type Text = [u8; 32];

    fn sha256(&self) -> &[u8; 32] {
        self.head.sha256()
    }

    fn facts(&self) -> &Facts {
        self.head.facts()
    }

    fn facts_mut(&mut self) -> &mut Facts {
        self.head.facts_mut()
    }

    fn said(&self) -> [u8; 32] {
        self.head.said()
    }
}

impl OutlineArticle {
    pub(super) fn id(&self) -> String {
        article_id(&self.head.sha256, &self.head.facts)
    }

    pub(super) fn print(&self) -> Print {
        print(&self.head)
    }

    /// What it is compared by with others of a heap.
    pub(super) fn compared(&self) -> ArticleProfile<'_> {
        (&self.head.words, self.head.facts.published.map(|moment| moment.day))
    }
}

fn print(head: &ArticleHead) -> Print {
    (head.sha256, head.facts.outlet.clone(), head.facts.url.clone(), head.facts.published)
}

impl Outline {
    /// The id of a part's story.
    pub(super) fn story_id(&self, part: &OutlinePart) -> Option<String> {
        let ids = part.articles.iter().map(|&article| self.articles[article as usize].id());
        ids.min().filter(|_| part.is_story)
    }

    /// Sorts the articles into parts.
    fn part(&mut self, one_story: bool) {
        let lists = if one_story {
            vec![(0..self.articles.len() as u32).collect()]
        } else {
            let compared: Vec<ArticleProfile> = self.articles.iter().map(OutlineArticle::compared).collect();
            crossread_engine::stories_among(&compared)
        };
        let part = |articles: Vec<u32>| {
            let arrivals = articles.iter().map(|&article| self.articles[article as usize].arrival);
            let number = arrivals.min()?;
            let is_story = one_story || articles.len() > 1;
            Some(OutlinePart { is_story, articles, decisions: Vec::new(), number, key: String::new() })
        };
        self.parts = lists.into_iter().filter_map(part).collect();
    }

    /// Names each part by all that its rows depend on.
    fn name(&mut self) {
        for part in &mut self.parts {
            let mut hash = Sha256::new();
            hash.update([u8::from(part.is_story)]);
            for &article in &part.articles {
                let item = &self.articles[article as usize];
                hash.update(item.id());
                hash.update(item.head.sha256);
                hash.update(item.head.sum.to_le_bytes());
            }
            for decision in &part.decisions {
                let line = decision_json(decision).to_string();
                hash.update(line.len().to_le_bytes());
                hash.update(line);
            }
            part.key = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        }
    }
}

impl Project {
    /// What it holds now. What was not read yet is read.
    pub(super) fn outline(&self, tell: StepListener) -> Result<Outline> {
        let runs = runs::read(&self.folder)?;
        let (sources, mut skipped) = self.sources_of(&runs);
        let (mut items, mut came): (Vec<OutlineArticle>, BTreeMap<Print, (Vec<String>, RunRange)>) = Default::default();
        for (of, (heads, odd)) in self.all_heads(&sources, tell).into_iter().enumerate() {
            let source = &sources[of];
            skipped.extend(odd);
            for (nth, head) in heads.into_iter().enumerate() {
                let (inputs, seen) = came.entry(print(&head)).or_insert_with(|| (Vec::new(), source.seen));
                *seen = (seen.0.min(source.seen.0), seen.1.max(source.seen.1));
                if inputs.last() != Some(&source.sha256) {
                    inputs.push(source.sha256.clone());
                }
                items.push(OutlineArticle { head, from: (of, nth), arrival: items.len() as u64 });
            }
        }
        let (articles, parts, unplaced) = (arranged(items), Vec::new(), Vec::new());
        let decisions = self.decisions()?;
        let mut outline = Outline { runs, sources, articles, parts, decisions, unplaced, came, skipped };
        outline.part(self.one_story());
        self.place(&mut outline)?;
        outline.name();
        Ok(outline)
    }

    /// Gives each story the decisions about its articles.
    fn place(&self, outline: &mut Outline) -> Result<()> {
        let standing = standing(&outline.decisions);
        if self.one_story() {
            match outline.parts.first_mut() {
                Some(part) => part.decisions = standing,
                None => outline.unplaced = standing,
            }
            return Ok(());
        }
        let mut part_of: BTreeMap<String, usize> = BTreeMap::new();
        for (at, part) in outline.parts.iter().enumerate().filter(|(_, part)| part.is_story) {
            part_of.extend(part.articles.iter().map(|&article| (outline.articles[article as usize].id(), at)));
        }
        let ids: BTreeMap<String, u32> = (0..).zip(&outline.articles).map(|(at, item)| (item.id(), at)).collect();
        let at_place = standing.iter().map(|decision| self.at_their_places(outline, &ids, decision));
        let at_place = at_place.collect::<Result<Vec<bool>>>()?;
        // Words that stand elsewhere now are looked for in all articles.
        let astray: Vec<Decision> =
            standing.iter().zip(&at_place).filter(|(_, at)| !**at).map(|(one, _)| one.clone()).collect();
        let found = self.look_everywhere(outline, &astray)?;
        for (decision, at) in standing.into_iter().zip(at_place) {
            let part = if at {
                let mut parts = decision.on.iter().map(|place| part_of.get(&place.article).copied());
                let first = parts.next().flatten();
                first.filter(|first| parts.all(|other| other == Some(*first)))
            } else {
                found.get(&decision.id).copied()
            };
            match part {
                Some(part) => outline.parts[part].decisions.push(decision),
                None => outline.unplaced.push(decision),
            }
        }
        Ok(())
    }

    /// Whether all words of a decision stand where they stood.
    fn at_their_places(&self, outline: &Outline, ids: &BTreeMap<String, u32>, decision: &Decision) -> Result<bool> {
        for place in &decision.on {
            let Some(&at) = ids.get(&place.article) else { return Ok(false) };
            if !place.stands_in(&self.body(outline, at)?.0) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The story in which each decision finds its words, of those that find them in one.
    fn look_everywhere(&self, outline: &Outline, astray: &[Decision]) -> Result<BTreeMap<String, usize>> {
        if astray.is_empty() {
            return Ok(BTreeMap::new());
        }
        let all = (0..outline.articles.len() as u32).map(|article| Ok(self.body(outline, article)?.0));
        let all = Story::new(all.collect::<Result<_>>()?);
        let stories: Vec<usize> = (0..outline.parts.len()).filter(|&at| outline.parts[at].is_story).collect();
        let of = |&at: &usize| {
            let articles = outline.parts[at].articles.iter();
            Story::new(articles.map(|&article| all.articles()[article as usize].clone()).collect())
        };
        let parts: Vec<Story> = stories.iter().map(of).collect();
        let (found, _) = decisions::placeable(astray, &parts.iter().collect::<Vec<_>>(), &all);
        let found = stories.into_iter().zip(found);
        Ok(found.flat_map(|(at, decisions)| decisions.into_iter().map(move |one| (one.id, at))).collect())
    }

    /// An article with what was found in it.
    pub(super) fn body(&self, outline: &Outline, article: u32) -> Result<AnnotatedArticle> {
        let OutlineArticle { head, from: (source, nth), .. } = &outline.articles[article as usize];
        let source = &outline.sources[*source];
        let body = |head: &ArticleHead| kept::bodies(&self.folder, &source.sha256, [head])?.pop();
        if let Some(read) = body(head) {
            return Ok(read);
        }
        // What is kept was changed or is gone since the outline was made: it is read again.
        let _ = std::fs::remove_file(kept::path(&self.folder, &source.sha256));
        let again = self.heads_of(source).0.into_iter().nth(*nth).filter(|again| again.sha256 == head.sha256);
        let read = again.and_then(|mut again| {
            again.facts = head.facts.clone();
            body(&again)
        });
        read.ok_or_else(|| Error::new(format!("can't read '{}' again: it was changed meanwhile", source.name)))
    }
}
