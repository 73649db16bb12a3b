//! Words to what pairs of articles share.

use super::given::{InputColumns, StepError, signed, table_of_numbers};
use crate::ArrowTable;
use arrow_array::builder::{Int64Builder, ListBuilder, StructBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, ListArray};
use arrow_schema::{DataType, Field, Fields};
use crossread_core::Language;
use crossread_core::align::stories::{DAYS_OF_A_STORY, Rarity, TellingWords, Vector, products};
use crossread_language::Word;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

fn word_fields() -> Fields {
    ["word", "count"].map(|name| Field::new(name, DataType::Int64, true)).to_vec().into()
}

fn word_list() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Struct(word_fields()), true)))
}

/// The words of each article, with how often they stand there, as a list beside it.
pub(super) fn word_lists(articles: impl Iterator<Item = Option<TellingWords>>) -> ArrayRef {
    let mut lists = ListBuilder::new(StructBuilder::from_fields(word_fields(), 0));
    for words in articles {
        let list = lists.values();
        for (word, count) in words.iter().flatten() {
            let parts = [signed(word.0), signed(*count)];
            for (at, part) in parts.into_iter().enumerate() {
                list.field_builder::<Int64Builder>(at).expect("of this kind").append_value(part);
            }
            list.append(true);
        }
        lists.append(words.is_some());
    }
    Arc::new(lists.finish())
}

/// The words of the article in a row.
fn words_in(lists: &ListArray, row: usize) -> TellingWords {
    let list = lists.value(row);
    let list = list.as_struct();
    let [words, counts] = [0, 1].map(|column| list.column(column).as_primitive::<Int64Type>());
    let pair = |at| (Word(words.value(at).cast_unsigned()), counts.value(at).cast_unsigned());
    let mut words: TellingWords = (0..list.len()).map(pair).collect();
    words.sort_unstable();
    words
}

/// In how many of these articles each word stands: `word`, `articles`. Sums of it over all articles are what [`Weigher`] wants.
///
/// Needs no rows together; every article of the heap once.
pub fn count_words(articles: &ArrowTable) -> Result<ArrowTable, StepError> {
    let given = InputColumns::new(articles, &[("words", word_list())])?;
    let lists = given.lists("words");
    let mut documents: BTreeMap<i64, i64> = BTreeMap::new();
    for row in (0..given.rows()).filter(|row| lists.is_valid(*row)) {
        for (word, _) in words_in(lists, row) {
            *documents.entry(signed(word.0)).or_insert(0) += 1;
        }
    }
    let (words, counts) = documents.into_iter().map(|(word, count)| (Some(word), Some(count))).unzip();
    Ok(table_of_numbers(["word", "articles"], [words, counts]))
}

/// Articles that lie further apart than this share no story. Each stands in the window of its day and in the next, so that two
/// that are near enough stand in one together; they are compared in the later one of their own.
fn window(day: i64) -> i64 {
    day.div_euclid(DAYS_OF_A_STORY.into())
}

/// The window in which articles of no day are compared with each other. They are compared with every other where that one stands.
const UNDATED: i64 = i64::MIN;

/// What weighs the words of articles: it knows the whole heap.
#[derive(Clone, Debug)]
pub struct Weigher {
    documents: HashMap<i64, u64>,
    rarity: Rarity,
    windows: std::ops::Range<i64>,
}

impl Weigher {
    /// For a heap of so many articles. `documents` is what [`count_words`] counted, added up; a word that is not there stands in one
    /// article. `days` are the first and last day of the heap, if any is dated.
    pub fn new(documents: &ArrowTable, articles: u64, days: Option<(i64, i64)>) -> Result<Weigher, StepError> {
        let given = InputColumns::new(documents, &[("word", DataType::Int64), ("articles", DataType::Int64)])?;
        let [words, counts] = ["word", "articles"].map(|name| given.numbers(name).values());
        let documents = words.iter().zip(counts).map(|(word, count)| (*word, count.cast_unsigned())).collect();
        let windows = days.map_or(0..0, |(first, last)| window(first)..window(last) + 1);
        Ok(Weigher { documents, rarity: Rarity::new(articles), windows })
    }

    /// The words of articles that can bring two of them together, each with its weight, in each window in which it may meet another:
    /// `word`, `window`, `place`, `day`, `weight`. Takes `place`, `day` and `words`.
    ///
    /// Needs no rows together.
    pub fn weigh(&self, articles: &ArrowTable) -> Result<ArrowTable, StepError> {
        let wanted = [("place", DataType::Int64), ("day", DataType::Int64), ("words", word_list())];
        let given = InputColumns::new(articles, &wanted)?;
        let (places, days) = (given.numbers("place"), given.numbers("day"));
        let documents = |word: Word| self.documents.get(&signed(word.0)).copied().unwrap_or(1);
        let mut columns: [Vec<Option<i64>>; 5] = Default::default();
        for row in 0..given.rows() {
            let words = words_in(given.lists("words"), row);
            let day = days.is_valid(row).then(|| days.value(row));
            let windows: Vec<i64> = match day {
                Some(day) => vec![window(day), window(day) + 1],
                None => self.windows.clone().chain([UNDATED]).collect(),
            };
            for (word, weight) in self.rarity.weigh(Language::english(), &words, documents) {
                let documents = documents(word);
                if documents < 2 || !self.rarity.is_telling(documents) {
                    continue;
                }
                for window in &windows {
                    let row = [signed(word.0), *window, places.value(row), 0, signed(weight)];
                    columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(Some(cell)));
                    *columns[3].last_mut().expect("pushed") = day;
                }
            }
        }
        Ok(table_of_numbers(["word", "window", "place", "day", "weight"], columns))
    }
}

/// What pairs of articles share by these words: `a`, `b`, the days of both, and a part of the `product` of their weights. Pairs too many
/// days apart are left out.
///
/// Needs all rows together that have the same `word` and `window`.
pub fn meet(postings: &ArrowTable) -> Result<ArrowTable, StepError> {
    let names = ["word", "window", "place", "day", "weight"];
    let given = InputColumns::new(postings, &names.map(|name| (name, DataType::Int64)))?;
    let [words, windows, places, days, weights] = names.map(|name| given.numbers(name));
    let day = |row: usize| days.is_valid(row).then(|| days.value(row));
    let mut by_window: BTreeMap<i64, BTreeMap<i64, (Option<i64>, Vector)>> = BTreeMap::new();
    for row in 0..given.rows() {
        let (_, vector) = by_window
            .entry(windows.value(row))
            .or_default()
            .entry(places.value(row))
            .or_insert_with(|| (day(row), Vector::new()));
        vector.push((Word(words.value(row).cast_unsigned()), weights.value(row).cast_unsigned()));
    }
    let mut columns: [Vec<Option<i64>>; 5] = Default::default();
    for (here, articles) in by_window {
        let (places, rest): (Vec<i64>, Vec<_>) = articles.into_iter().unzip();
        let (days, vectors): (Vec<Option<i64>>, Vec<Vector>) = rest.into_iter().unzip();
        let own = |article: u32| days[article as usize].map_or(UNDATED, window);
        products(&vectors, |_| true, &mut |a, b, product| {
            let [day_a, day_b] = [a, b].map(|article| days[article as usize]);
            if own(a).max(own(b)) != here || days_apart(day_a, day_b) > Some(DAYS_OF_A_STORY.into()) {
                return;
            }
            let row = [Some(places[a as usize]), Some(places[b as usize]), day_a, day_b, Some(signed(product))];
            columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
        });
    }
    Ok(table_of_numbers(["a", "b", "day_a", "day_b", "product"], columns))
}

/// Days between two articles, where both are dated.
pub(super) fn days_apart(a: Option<i64>, b: Option<i64>) -> Option<u64> {
    Some(a?.abs_diff(b?))
}
