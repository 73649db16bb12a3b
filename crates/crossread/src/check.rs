//! `crossread check`: a draft against the accounts.

use crate::arguments::{CheckFormat, FailureLevel};
use crate::output::{self, Target, beside, put};
use crate::terminal::{Screen, Watcher, plain, say};
use anyhow::{Context, Result, bail};
use crossread_core::Article;
use crossread_core::check::Level;
use crossread_core::story::SkippedInput;
use crossread_engine::{CheckedDraft, Exclusions, GivenFacts, ProgressStep, StepListener};
use crossread_store::Project;
use crossread_view::Draft;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is asked for.
pub(crate) struct CheckOptions {
    pub drafts: Vec<PathBuf>,
    pub against: Vec<PathBuf>,
    pub format: Option<CheckFormat>,
    pub output: Option<PathBuf>,
    pub baseline: Option<PathBuf>,
    pub fail_on: Option<FailureLevel>,
}

/// The exit status where findings are to fail a run.
const FAILED: u8 = 3;

pub(crate) fn run(wanted: CheckOptions, screen: Screen) -> Result<ExitCode> {
    let format = format(&wanted)?;
    let known = known(&wanted)?;
    let target = Target::of(wanted.output.clone());
    let outputs = beside(&target, &[&wanted.drafts[..], &wanted.against].concat())?;
    let watcher = Watcher::new(screen);
    let tell = |step: ProgressStep| watcher.tell(step);
    let mut stdin = std::io::stdin().lock();
    let drafts = crossread_engine::take_beside(&wanted.drafts, &GivenFacts::default(), &outputs, &mut stdin, &tell);
    let (accounts, mut unread) = accounts(&wanted.against, &outputs, &mut stdin, &tell)?;
    if drafts.articles.is_empty() || accounts.is_empty()? {
        watcher.tell(ProgressStep::Done);
        return Ok(crate::nothing_to_read());
    }
    let count = drafts.articles.len();
    let checked = accounts.check(drafts.articles, &mut unread, &tell)?;
    let skipped = [drafts.skipped, unread].concat();
    if checked.len() < count {
        say("a draft that is one of the accounts to the letter is not checked");
    }
    let drafts: Vec<Draft> = checked.iter().map(shown).collect();
    let none = BTreeSet::new();
    let text = match format {
        CheckFormat::Text => plain(&crossread_view::check_text(&drafts, known.as_ref().unwrap_or(&none))),
        CheckFormat::Json => crossread_view::check_json(&drafts),
        CheckFormat::Sarif => crossread_view::sarif(&drafts, known.as_ref()),
    };
    put(&target, &text)?;
    if wanted.fail_on.is_some_and(|least| fails(&drafts, known.as_ref().unwrap_or(&none), least)) {
        return Ok(ExitCode::from(FAILED));
    }
    Ok(crate::status(&skipped))
}

/// What drafts are read against.
enum DraftAccounts {
    /// Inputs, to be read.
    Inputs(Vec<Article>),
    /// A project, whose articles were read when they came.
    Project(Project),
}

impl DraftAccounts {
    fn is_empty(&self) -> Result<bool> {
        match self {
            DraftAccounts::Inputs(articles) => Ok(articles.is_empty()),
            DraftAccounts::Project(project) => Ok(project.is_empty()?),
        }
    }

    /// Checks each draft; adds what of a project could not be read.
    fn check(
        self,
        drafts: Vec<Article>,
        unread: &mut Vec<SkippedInput>,
        tell: StepListener,
    ) -> Result<Vec<CheckedDraft>> {
        let project = match self {
            DraftAccounts::Inputs(articles) => return Ok(crossread_engine::check(drafts, articles, tell)),
            DraftAccounts::Project(project) => project,
        };
        let mut checked = Vec::new();
        for draft in drafts {
            let accounts = project.accounts_for(&draft, tell)?;
            if let Some(left_out) = accounts.left_out() {
                say(&format!("'{}': {left_out}", draft.facts.input));
            }
            if unread.is_empty() {
                accounts.skipped.iter().for_each(|one| tell(ProgressStep::Skipped(one)));
                *unread = accounts.skipped;
            }
            checked.extend(crossread_engine::check_read(vec![draft], accounts.read, &accounts.standing, tell));
        }
        Ok(checked)
    }
}

/// The accounts, and what of them gave no article.
fn accounts(
    against: &[PathBuf],
    outputs: &Exclusions,
    stdin: &mut dyn Read,
    tell: StepListener,
) -> Result<(DraftAccounts, Vec<SkippedInput>)> {
    if let [folder] = against
        && Project::is(folder)
    {
        return Ok((DraftAccounts::Project(Project::open(folder)?), Vec::new()));
    }
    crate::refuse_projects(against)?;
    let taken = crossread_engine::take_beside(against, &GivenFacts::default(), outputs, stdin, tell);
    Ok((DraftAccounts::Inputs(taken.articles), taken.skipped))
}

fn shown(one: &CheckedDraft) -> Draft<'_> {
    let CheckedDraft { collated, draft, checked } = one;
    Draft { story: &collated.story, ledger: &collated.ledger, draft: *draft, checked }
}

/// Whether a finding of at least this level is not one of those known before.
fn fails(drafts: &[Draft], known: &BTreeSet<String>, least: FailureLevel) -> bool {
    let counts = |level| least == FailureLevel::Note || level == Level::Warning;
    drafts.iter().any(|draft| {
        let prints = crossread_view::fingerprints(draft);
        let mut findings = draft.checked.findings.iter().zip(prints);
        findings.any(|(finding, print)| counts(finding.code.level()) && !known.contains(&print))
    })
}

/// The findings of an earlier run, where one is named.
fn known(wanted: &CheckOptions) -> Result<Option<BTreeSet<String>>> {
    let Some(path) = &wanted.baseline else { return Ok(None) };
    let file = std::fs::read_to_string(path).with_context(|| format!("can't read '{}'", path.display()))?;
    match crossread_view::findings_before(&file) {
        Some(known) => Ok(Some(known)),
        None => bail!("'{}' is no SARIF file", path.display()),
    }
}

/// Endings of files, and the format that each tells.
const ENDINGS: [(&str, CheckFormat); 3] =
    [("txt", CheckFormat::Text), ("json", CheckFormat::Json), ("sarif", CheckFormat::Sarif)];

/// The format that is asked for, else what the output's name says, else text.
fn format(wanted: &CheckOptions) -> Result<CheckFormat> {
    let Some(path) = &wanted.output else { return Ok(wanted.format.unwrap_or(CheckFormat::Text)) };
    // SARIF is JSON too, and says so in the name that editors know.
    let named = if path.as_os_str().to_string_lossy().to_ascii_lowercase().ends_with(".sarif.json") {
        Some(CheckFormat::Sarif)
    } else {
        output::by_ending(path, wanted.format.is_some(), &ENDINGS)?
    };
    match (wanted.format, named) {
        (Some(format), Some(named)) if format != named => {
            bail!("'{}' is no name for the format {}: leave one of them out", path.display(), format.name())
        }
        (format, named) => Ok(format.or(named).unwrap_or(CheckFormat::Text)),
    }
}
