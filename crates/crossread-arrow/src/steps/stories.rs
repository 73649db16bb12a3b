//! Pairs of articles to stories, and stories to ledgers.

use super::given::{InputColumns, StepError, table, table_of_numbers};
use super::words::days_apart;
use crate::ArrowTable;
use arrow_array::builder::{Int64Builder, LargeStringBuilder};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use crossread_core::align::stories::{self, ALIKE, ALIKE_AT_ALL};
use crossread_engine::silent;
use crossread_store::{AnnotatedArticle, unpack};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How alike pairs of articles are, in thousandths: `a`, `b`, `alike`. Those that are hardly alike are left out.
///
/// Needs all rows together that have the same `a` and `b`; `product` may be added up before.
pub fn liken(products: &ArrowTable) -> Result<ArrowTable, StepError> {
    let names = ["a", "b", "day_a", "day_b", "product"];
    let given = InputColumns::new(products, &names.map(|name| (name, DataType::Int64)))?;
    let [a, b, day_a, day_b, product] = names.map(|name| given.numbers(name));
    let mut sums: BTreeMap<(i64, i64), (u64, Option<u64>)> = BTreeMap::new();
    for row in 0..given.rows() {
        let [day_a, day_b] = [day_a, day_b].map(|days| days.is_valid(row).then(|| days.value(row)));
        let pair = sums.entry((a.value(row), b.value(row))).or_insert((0, days_apart(day_a, day_b)));
        pair.0 += product.value(row).cast_unsigned();
    }
    let mut columns: [Vec<Option<i64>>; 3] = Default::default();
    for ((a, b), (product, days)) in sums {
        let alike = stories::likeness(product, days.map(|days| u32::try_from(days).unwrap_or(u32::MAX)));
        if alike >= ALIKE_AT_ALL {
            columns.iter_mut().zip([a, b, alike.into()]).for_each(|(column, cell)| column.push(Some(cell)));
        }
    }
    Ok(table_of_numbers(["a", "b", "alike"], columns))
}

/// The connected components of the pairs that are alike enough to share a story: beside each article `b` the first one `a` of its component,
/// for all but the first ones themselves. Where there is no column `alike`, every pair connects.
///
/// Needs no rows together: the components of what any parts gave are the components of all.
pub fn connect(pairs: &ArrowTable) -> Result<ArrowTable, StepError> {
    let names: &[&str] = if InputColumns::has(pairs, "alike") { &["a", "b", "alike"] } else { &["a", "b"] };
    let wanted: Vec<_> = names.iter().map(|name| (*name, DataType::Int64)).collect();
    let given = InputColumns::new(pairs, &wanted)?;
    let alike = names.get(2).map(|name| given.numbers(name));
    let connects = |row: &usize| alike.is_none_or(|alike| alike.value(*row) >= i64::from(ALIKE));
    let (a, b) = (given.numbers("a"), given.numbers("b"));
    let pairs: Vec<(i64, i64)> = (0..given.rows()).filter(connects).map(|row| (a.value(row), b.value(row))).collect();
    let places: Vec<i64> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect::<BTreeSet<i64>>().into_iter().collect();
    let mut groups = stories::DisjointSets::new(places.len());
    for (a, b) in &pairs {
        groups.join(at(&places, *a), at(&places, *b));
    }
    let firsts = (0..places.len()).map(|place| groups.root(place)).enumerate().filter(|(place, first)| place != first);
    let (firsts, others) = firsts.map(|(place, first)| (Some(places[first]), Some(places[place]))).unzip();
    Ok(table_of_numbers(["a", "b"], [firsts, others]))
}

/// Where a place stands among all, sorted.
fn at(places: &[i64], place: i64) -> usize {
    places.partition_point(|other| *other < place)
}

/// The stories of these pairs: `story`, which is the place of its first article, and `place`. Articles in no story are left out.
///
/// Needs all pairs together both articles of which are of one component.
pub fn link(pairs: &ArrowTable) -> Result<ArrowTable, StepError> {
    let names = ["a", "b", "alike"];
    let given = InputColumns::new(pairs, &names.map(|name| (name, DataType::Int64)))?;
    let [a, b, alike] = names.map(|name| given.numbers(name).values());
    let places: Vec<i64> = a.iter().chain(b).copied().collect::<BTreeSet<i64>>().into_iter().collect();
    let pair = |row: usize| (at(&places, a[row]) as u32, at(&places, b[row]) as u32, alike[row] as i32);
    let pairs: Vec<(u32, u32, i32)> = (0..given.rows()).map(pair).collect();
    let mut columns: [Vec<Option<i64>>; 2] = Default::default();
    for group in stories::link(places.len(), &pairs).into_iter().filter(|group| group.len() > 1) {
        columns[0].extend(group.iter().map(|_| Some(places[group[0] as usize])));
        columns[1].extend(group.iter().map(|place| Some(places[*place as usize])));
    }
    Ok(table_of_numbers(["story", "place"], columns))
}

/// The ledger of each story as `crossread collate --format json` prints it: `story`, `articles` (how many), `ledger`. Takes `story`,
/// `place`, `reprint` and `article`.
///
/// Needs all rows together that have the same `story`.
pub fn collate(articles: &ArrowTable) -> Result<ArrowTable, StepError> {
    let wanted = [
        ("story", DataType::Int64),
        ("place", DataType::Int64),
        ("reprint", DataType::Int64),
        ("article", DataType::Binary),
    ];
    let given = InputColumns::new(articles, &wanted)?;
    let [story, place, reprint] = ["story", "place", "reprint"].map(|name| given.numbers(name).values());
    let mut stories: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for row in 0..given.rows() {
        stories.entry(story[row]).or_default().push(row);
    }
    stories.values_mut().for_each(|rows| rows.sort_by_key(|row| place[*row]));
    let read = |row: &usize| -> Result<AnnotatedArticle, StepError> {
        let packed = given.bytes("article").value(*row);
        let other = || StepError::Unusable("an article was read by another version of crossread".to_owned());
        let (mut article, found) = unpack(packed).ok_or_else(other)?;
        article.facts.reprint = reprint[*row].cast_unsigned();
        Ok((article, found))
    };
    let one = |(story, rows): (&i64, &Vec<usize>)| -> Result<(i64, usize, String), StepError> {
        let read = rows.iter().map(read).collect::<Result<Vec<AnnotatedArticle>, StepError>>()?;
        let collated = crossread_engine::collate_read(read, &[], &silent);
        Ok((*story, rows.len(), crossread_view::ledger_json(&collated.story, &collated.ledger, &[])))
    };
    let ledgers = stories.par_iter().map(one).collect::<Result<Vec<_>, StepError>>()?;
    let (mut numbers, mut counts, mut texts) = (Int64Builder::new(), Int64Builder::new(), LargeStringBuilder::new());
    for (story, articles, ledger) in ledgers {
        numbers.append_value(story);
        counts.append_value(articles as i64);
        texts.append_value(ledger);
    }
    let columns: [ArrayRef; 3] = [Arc::new(numbers.finish()), Arc::new(counts.finish()), Arc::new(texts.finish())];
    Ok(table(["story", "articles", "ledger"].into_iter().zip(columns)))
}

/// What `crossread stories --format json` writes: of all `ledgers` (`story`, `articles`, `ledger`), all articles that are `alone` (`place`,
/// `id`) and all rows that were `skipped` (`row`, `code`, `reason`).
pub fn write(ledgers: &ArrowTable, alone: &ArrowTable, skipped: &ArrowTable) -> Result<Vec<u8>, StepError> {
    let (numbers, words) = (DataType::Int64, DataType::Utf8);
    let wanted = [("story", numbers.clone()), ("articles", numbers.clone()), ("ledger", DataType::LargeUtf8)];
    let given = InputColumns::new(ledgers, &wanted)?;
    let [story, articles] = ["story", "articles"].map(|name| given.numbers(name).values());
    let mut order: Vec<usize> = (0..given.rows()).collect();
    order.sort_by_key(|row| (std::cmp::Reverse(articles[*row]), story[*row]));
    let ledgers = order.into_iter().map(|row| given.long_strings("ledger").value(row));
    let lonely = InputColumns::new(alone, &[("place", numbers.clone()), ("id", words.clone())])?;
    let alone: BTreeMap<i64, &str> =
        (0..lonely.rows()).map(|row| (lonely.numbers("place").value(row), lonely.strings("id").value(row))).collect();
    let left = InputColumns::new(skipped, &[("row", numbers), ("code", words.clone()), ("reason", words)])?;
    let cell = |name: &str, row: usize| left.strings(name).value(row).to_owned();
    let skipped: BTreeMap<i64, [String; 3]> = (0..left.rows())
        .map(|row| (left.numbers("row").value(row), row))
        .map(|(number, row)| (number, [format!("-#{}", number + 1), cell("code", row), cell("reason", row)]))
        .collect();
    let (alone, skipped): (Vec<&str>, Vec<[String; 3]>) =
        (alone.into_values().collect(), skipped.into_values().collect());
    let mut out = Vec::new();
    let written = crossread_view::write_stories_json_of(&mut out, ledgers, &alone, &skipped);
    written.map_err(|error| StepError::Unusable(error.to_string()))?;
    Ok(out)
}
