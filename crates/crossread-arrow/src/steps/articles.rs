//! Rows to articles, and the articles of a heap, none twice.

use super::given::{InputColumns, StepError, signed, table};
use super::words::word_lists;
use crate::ArrowTable;
use crate::columns::Columns;
use crate::read::read_schema;
use arrow_array::builder::{BinaryBuilder, Int64Builder, StringBuilder};
use arrow_array::{Array, ArrayRef, BooleanArray, Int64Array, ListArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field};
use crossread_core::align::stories::telling_words;
use crossread_core::story::article_id_of;
use crossread_core::{Article, Language, annotate};
use crossread_store::{AnnotatedArticle, pack};
use crossread_view::{READ_TABLES, read_rows};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Reads rows, each a number from 0 and the article as a line of JSON: a row in, a row out. What `tables` of [`READ_TABLES`] say of an
/// article stands in its row as a list.
///
/// Needs no rows together.
pub fn read(rows: &[(i64, Vec<u8>)], tables: &[usize]) -> ArrowTable {
    let one = |(row, line): &(i64, Vec<u8>)| {
        let number = usize::try_from(row + 1).unwrap_or_default();
        crossread_engine::read_line("-", number, line).map(|article| {
            let found = annotate(Language::english(), &article);
            (article, found)
        })
    };
    let read: Vec<_> = rows.par_iter().map(one).collect();
    let articles: Vec<Option<&AnnotatedArticle>> = read.iter().map(|one| one.as_ref().ok()).collect();
    let skipped = |part: fn(&crossread_core::story::SkippedInput) -> &str| -> ArrayRef {
        let mut words = StringBuilder::new();
        read.iter().for_each(|one| words.append_option(one.as_ref().err().map(part)));
        Arc::new(words.finish())
    };
    let mut number = Int64Builder::new();
    rows.iter().for_each(|(row, _)| number.append_value(*row));
    let number: ArrayRef = Arc::new(number.finish());
    let mut columns = vec![("row", number)];
    columns.extend(cards(&articles));
    columns.push((
        "words",
        word_lists(articles.iter().map(|one| one.map(|(article, found)| telling_words(article, found)))),
    ));
    let packed: Vec<Option<Vec<u8>>> =
        articles.par_iter().map(|one| one.map(|(article, found)| pack(article, found))).collect();
    columns.push(("article", binary(packed.iter().map(Option::as_deref))));
    columns.push(("code", skipped(|one| one.code.code())));
    columns.push(("reason", skipped(|one| &one.reason)));
    columns.extend(tables.iter().map(|&table| (READ_TABLES[table].name, said(table, &articles))));
    super::given::table(columns)
}

/// What an article is told from others by.
fn cards(articles: &[Option<&AnnotatedArticle>]) -> Vec<(&'static str, ArrayRef)> {
    let column = |of: &dyn Fn(&Article) -> Vec<u8>| {
        let bytes: Vec<Option<Vec<u8>>> = articles.iter().map(|one| one.map(|(article, _)| of(article))).collect();
        binary(bytes.iter().map(Option::as_deref))
    };
    let numbers = |of: &dyn Fn(&Article) -> Option<i64>| -> ArrayRef {
        let mut numbers = Int64Builder::new();
        articles.iter().for_each(|one| numbers.append_option(one.and_then(|(article, _)| of(article))));
        Arc::new(numbers.finish())
    };
    let mut inputs = StringBuilder::new();
    articles.iter().for_each(|one| inputs.append_option(one.map(|(article, _)| article.facts.input.as_str())));
    let printing = |article: &Article| Sha256::digest(article.printing().unwrap_or_else(|| article.order())).to_vec();
    let retrieved = |article: &Article| {
        let mut order = Vec::new();
        article.facts.retrieved.iter().for_each(|moment| moment.put_order(&mut order));
        order
    };
    let day = |article: &Article| article.published_on().map(days_since_1970);
    vec![
        ("input", Arc::new(inputs.finish())),
        ("key", column(&Article::order)),
        ("printing", column(&printing)),
        ("retrieved", column(&retrieved)),
        ("sha256", column(&|article| article.sha256.to_vec())),
        ("day", numbers(&day)),
        ("reprint", reprints(articles)),
    ]
}

/// Never empty: some libraries make numbers that round of a column where a number is missing.
fn reprints(articles: &[Option<&AnnotatedArticle>]) -> ArrayRef {
    let mark = |one: &Option<&AnnotatedArticle>| one.map_or(0, |(article, _)| signed(article.facts.printed()));
    Arc::new(Int64Array::from_iter_values(articles.iter().map(mark)))
}

fn days_since_1970(day: jiff::civil::Date) -> i64 {
    let first = jiff::civil::date(1970, 1, 1);
    first.until(day).map_or(0, |span| span.get_days()).into()
}

fn binary<'b>(cells: impl Iterator<Item = Option<&'b [u8]>>) -> ArrayRef {
    let mut bytes = BinaryBuilder::new();
    cells.for_each(|cell| bytes.append_option(cell));
    Arc::new(bytes.finish())
}

/// The rows of a table that are of one article, as a list beside it. The first two columns say which article, which is known.
fn said(table: usize, articles: &[Option<&AnnotatedArticle>]) -> ArrayRef {
    let mut columns = Columns::new(read_schema(table));
    let mut lengths = Vec::with_capacity(articles.len());
    for one in articles {
        let mut rows = 0;
        if let Some((article, found)) = one {
            read_rows(article, found, Some(table), &mut |_, row| {
                columns.put(row);
                rows += 1;
            });
        }
        lengths.push(rows);
    }
    let rows = columns.finish();
    let rows =
        rows.project(&(2..rows.num_columns()).collect::<Vec<_>>()).expect("every table has more than two columns");
    let field = Arc::new(Field::new("item", DataType::Struct(rows.schema().fields().clone()), true));
    Arc::new(ListArray::new(field, OffsetBuffer::from_lengths(lengths), Arc::new(StructArray::from(rows)), None))
}

/// What the columns of `cards` hold, but for `words`.
fn card_columns() -> [(&'static str, DataType); 8] {
    [
        ("row", DataType::Int64),
        ("input", DataType::Utf8),
        ("key", DataType::Binary),
        ("printing", DataType::Binary),
        ("retrieved", DataType::Binary),
        ("sha256", DataType::Binary),
        ("day", DataType::Int64),
        ("reprint", DataType::Int64),
    ]
}

/// What makes two rows one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleIdentity {
    /// The same text of one outlet and day at one address.
    Key,
    /// The same words there, whatever stood around them.
    Printing,
}

impl ArticleIdentity {
    /// The column.
    pub fn name(self) -> &'static str {
        match self {
            ArticleIdentity::Key => "key",
            ArticleIdentity::Printing => "printing",
        }
    }
}

/// Of the articles that are one given twice, the first that was fetched: by `key`, and of what that leaves by `printing`. Rows without
/// an article are left out.
///
/// Needs all rows together that have the same in that column.
pub fn keep_first(articles: &ArrowTable, by: ArticleIdentity) -> Result<ArrowTable, StepError> {
    let given = InputColumns::new(articles, &card_columns())?;
    let [group, key, retrieved] = [by.name(), "key", "retrieved"].map(|name| given.bytes(name));
    let input = given.strings("input");
    let mut first: HashMap<&[u8], usize> = HashMap::new();
    for row in (0..given.rows()).filter(|row| key.is_valid(*row)) {
        let place = |row: usize| (retrieved.value(row), key.value(row), input.value(row));
        let kept = first.entry(group.value(row)).or_insert(row);
        if place(row) < place(*kept) {
            *kept = row;
        }
    }
    let mut kept = vec![false; given.rows()];
    first.into_values().for_each(|row| kept[row] = true);
    let batch = arrow_select::filter::filter_record_batch(given.batch(), &BooleanArray::from(kept))?;
    let names = batch.schema();
    Ok(table(names.fields().iter().map(|field| field.name().as_str()).zip(batch.columns().iter().cloned())))
}

/// Which of the articles that are left print a text again that stands before them, and the id that each has.
///
/// Needs all rows together that have the same `sha256`.
pub fn mark_reprints(articles: &ArrowTable) -> Result<ArrowTable, StepError> {
    let given = InputColumns::new(articles, &card_columns())?;
    let [key, sha256] = ["key", "sha256"].map(|name| given.bytes(name));
    let mut first: BTreeMap<&[u8], &[u8]> = BTreeMap::new();
    for row in 0..given.rows() {
        let kept = first.entry(sha256.value(row)).or_insert(key.value(row));
        *kept = (*kept).min(key.value(row));
    }
    let (mut ids, mut marks) = (StringBuilder::new(), Int64Builder::new());
    for row in 0..given.rows() {
        let is_first = first[sha256.value(row)] == key.value(row);
        let mark = if is_first { 0 } else { given.numbers("reprint").value(row) };
        let hash =
            sha256.value(row).try_into().map_err(|_| StepError::Unusable("a hash of 32 bytes is no other".into()))?;
        ids.append_value(article_id_of(hash, mark.cast_unsigned()));
        marks.append_value(mark);
    }
    let same = |name: &'static str| (name, given.batch().column_by_name(name).expect("asked for").clone());
    let (ids, marks): (ArrayRef, ArrayRef) = (Arc::new(ids.finish()), Arc::new(marks.finish()));
    Ok(table([same("row"), same("key"), same("day"), ("id", ids), ("reprint", marks)]))
}
