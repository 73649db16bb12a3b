//! `crossread.toml`: a line for each setting.

use super::error::{Error, Result, reading};
use serde_json::{Value, json};
use std::path::Path;

/// The name of the file: a folder that has it is a project.
pub(super) const FILE: &str = "crossread.toml";

/// The version of the folder's layout.
const LAYOUT: u64 = 1;

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// What the project is called.
    pub name: String,
    /// Whether all articles are accounts of one story.
    pub one_story: bool,
}

impl Settings {
    /// The file.
    pub(super) fn written(&self) -> String {
        // A string of JSON is one of TOML.
        format!(
            "# A project of crossread. sources/ and runs.jsonl are never changed; .crossread/ can be deleted.\n\
             layout = {LAYOUT}\nname = {}\n# Whether all articles are accounts of one story; else they are sorted into stories.\n\
             one_story = {}\n",
            json!(self.name),
            self.one_story
        )
    }

    /// Reads the file of a project.
    pub(super) fn read(folder: &Path) -> Result<Settings> {
        let path = folder.join(FILE);
        if !path.exists() {
            let folder = folder.display();
            return Err(Error::new(format!("'{folder}' is no project: 'crossread init {folder}' makes one")));
        }
        let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
        let mut settings = Settings { name: String::new(), one_story: false };
        for (n, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let broken = || Error::new(format!("can't read '{}' line {}: no setting", path.display(), n + 1));
            let (key, value) = line.split_once('=').ok_or_else(broken)?;
            let value: Value = serde_json::from_str(value.trim()).map_err(|_| broken())?;
            match key.trim() {
                "layout" if value.as_u64().is_none_or(|layout| layout > LAYOUT) => {
                    return Err(Error::new(format!("'{}' was made by a newer crossread", folder.display())));
                }
                "name" => settings.name = value.as_str().ok_or_else(broken)?.to_owned(),
                "one_story" => settings.one_story = value.as_bool().ok_or_else(broken)?,
                _ => {}
            }
        }
        Ok(settings)
    }
}
