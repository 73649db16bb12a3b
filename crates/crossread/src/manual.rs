//! The manual page: all of the program on one page.

use clap::Command;
use clap_mangen::Man;
use std::io::Result;

/// The page (roff), with a section for each command.
pub(crate) fn page(mut program: Command) -> Result<Vec<u8>> {
    // Whatever holds for every command (`--quiet`) is told of each.
    program.build();
    let mut page = Vec::new();
    let whole = Man::new(program.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        page.extend_from_slice(format!(".SH \"CROSSREAD {}\"\n", command.get_name().to_uppercase()).as_bytes());
        page.extend_from_slice(&section(command)?);
    }
    whole.render_extra_section(&mut page)?;
    whole.render_version_section(&mut page)?;
    Ok(page)
}

/// What the page says of a command. Its headings are smaller than the page's.
fn section(command: &Command) -> Result<Vec<u8>> {
    let mut section = Vec::new();
    let of = Man::new(command.clone());
    of.render_synopsis_section(&mut section)?;
    of.render_description_section(&mut section)?;
    of.render_options_section(&mut section)?;
    if command.get_after_long_help().is_some() || command.get_after_help().is_some() {
        of.render_extra_section(&mut section)?;
    }
    let section = String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ");
    Ok(match section.strip_prefix(".SH ") {
        Some(rest) => format!(".SS {rest}"),
        None => section,
    }
    .into_bytes())
}
