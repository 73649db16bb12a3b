//! Writing: to standard output, or to a file that is whole or as it was.

use anyhow::{Context, Result, bail};
use crossread_engine::{Exclusions, wrote};
use std::fs::{File, Metadata};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Stdout,
    File(PathBuf),
}

impl Target {
    /// Standard output where none is named, and for `-`.
    pub(crate) fn of(path: Option<PathBuf>) -> Target {
        path.filter(|path| path.as_os_str() != "-").map_or(Target::Stdout, Target::File)
    }
}

/// Writes all of it or nothing.
pub(crate) fn put(target: &Target, content: &str) -> Result<()> {
    put_with(target, |out| out.write_all(content.as_bytes()))
}

/// Writes a file, all of it or nothing.
pub(crate) fn put_bytes(path: &Path, content: &[u8]) -> Result<()> {
    put_with(&Target::File(path.to_owned()), |out| out.write_all(content))
}

/// Writes what `write` makes while it makes it: to a file all of it or nothing.
pub(crate) fn put_with(target: &Target, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut writer = Writer::to(target)?;
    let mut buffer = BufWriter::new(&mut writer);
    write(&mut buffer).and_then(|()| buffer.flush()).with_context(|| cant(target))?;
    drop(buffer);
    writer.end()
}

fn cant(target: &Target) -> String {
    match target {
        Target::Stdout => "can't write to standard output".to_owned(),
        Target::File(path) => format!("can't write '{}'", path.display()),
    }
}

/// What is being written. A file stands in its place once [`Writer::end`] was called; without that it never does.
pub(crate) struct Writer {
    target: Target,
    out: OutputSink,
}

/// Where bytes go while they come.
enum OutputSink {
    /// Standard output lets go of each line at its end.
    Stdout(StdoutLock<'static>),
    /// A pipe or a device: it stays what it is and is written into.
    Into(BufWriter<File>),
    /// A plain file, written beside its place.
    Beside(BufWriter<File>, PartialFile),
}

impl Writer {
    pub(crate) fn to(target: &Target) -> Result<Writer> {
        let out = match target {
            Target::Stdout => Ok(OutputSink::Stdout(io::stdout().lock())),
            Target::File(path) => opened(path),
        };
        Ok(Writer { target: target.clone(), out: out.with_context(|| cant(target))? })
    }

    /// Ends what was written: a file moves to its place.
    pub(crate) fn end(mut self) -> Result<()> {
        self.flush().with_context(|| cant(&self.target))?;
        match self.out {
            OutputSink::Beside(file, beside) => {
                // Some systems move no file that is open.
                drop(file);
                beside.move_to_its_place().with_context(|| cant(&self.target))
            }
            OutputSink::Stdout(_) | OutputSink::Into(_) => Ok(()),
        }
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            OutputSink::Stdout(out) => out.write(bytes),
            OutputSink::Into(out) | OutputSink::Beside(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            OutputSink::Stdout(out) => out.flush(),
            OutputSink::Into(out) | OutputSink::Beside(out, _) => out.flush(),
        }
    }
}

fn opened(path: &Path) -> io::Result<OutputSink> {
    let there = path.metadata().ok();
    if there.as_ref().is_some_and(|data| data.is_dir()) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let is_plain = there.as_ref().is_none_or(Metadata::is_file);
    match resolved(path)?.filter(|_| is_plain) {
        Some(place) => {
            let (file, beside) = PartialFile::new(place, there.as_ref())?;
            Ok(OutputSink::Beside(BufWriter::new(file), beside))
        }
        None => Ok(OutputSink::Into(BufWriter::new(File::create(path)?))),
    }
}

/// Most links from a name to its file, as Linux has it.
const MOST_LINKS: usize = 40;

/// Where a name leads over links, whether a file is there or not; none where it leads to what a process has open.
fn resolved(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        if place.starts_with("/dev/fd") || place.starts_with("/proc") {
            return Ok(None);
        }
        match place.read_link() {
            Ok(to) => place = place.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(Some(place)),
        }
    }
    Err(io::Error::other("too many links"))
}

/// A file beside the one it is to become; gone again unless it is moved there.
struct PartialFile {
    file: PathBuf,
    place: PathBuf,
}

impl PartialFile {
    /// A new file that nobody else has, with the rights of the one that is there. Its name begins with a point, so that a folder
    /// that is read meanwhile is read without it.
    fn new(place: PathBuf, there: Option<&Metadata>) -> io::Result<(File, PartialFile)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let file = place.with_file_name(format!(".crossread-{}-{number}.part", std::process::id()));
            let mut options = File::options();
            options.write(true).create_new(true);
            // Nobody may read meanwhile what only its owner may read afterwards.
            #[cfg(unix)]
            if there.is_some() {
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            }
            match options.open(&file) {
                Ok(open) => {
                    let beside = PartialFile { file, place };
                    if let Some(there) = there {
                        open.set_permissions(there.permissions())?;
                    }
                    return Ok((open, beside));
                }
                // Left by a program that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn move_to_its_place(self) -> io::Result<()> {
        std::fs::rename(&self.file, &self.place)
        // What is dropped here is there no more under its first name.
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// The outputs that stand open while inputs are read; or why the output can't go where it is to go: it would overwrite what is
/// read, or what stands in a folder that is read and is not ours.
pub(crate) fn beside(target: &Target, inputs: &[PathBuf]) -> Result<Exclusions> {
    let mut outputs = open_stdout();
    if inputs.iter().any(|input| outputs.is_open(input)) {
        bail!("standard output is an input too: name another output");
    }
    let Target::File(path) = target else { return Ok(outputs) };
    if path.is_file() {
        let named = inputs.iter().any(|input| crossread_engine::is_same_file(input, path));
        let walked = || inputs.iter().any(|input| is_within(path, input));
        let is_empty = path.metadata().is_ok_and(|data| data.len() == 0);
        if named || !is_empty && walked() && !wrote(path) {
            bail!("'{}' is an input too: name another output", path.display());
        }
    }
    outputs.add(path);
    Ok(outputs)
}

/// Whether a file is read where a folder is an input.
fn is_within(file: &Path, folder: &Path) -> bool {
    let (Ok(file), Ok(folder)) = (file.canonicalize(), folder.canonicalize()) else { return false };
    let hidden = |part: Component| part.as_os_str().as_encoded_bytes().starts_with(b".");
    folder.is_dir() && file.strip_prefix(&folder).is_ok_and(|rest| !rest.components().any(hidden))
}

/// Refuses to write into a folder over what is not ours: nobody named these files.
pub(crate) fn refuse_strangers<'a>(folder: &Path, names: impl IntoIterator<Item = &'a str>) -> Result<()> {
    for name in names {
        let path = folder.join(name);
        if path.is_file() && !wrote(&path) {
            bail!("'{}' is there already, and crossread did not write it: name another folder", path.display());
        }
    }
    Ok(())
}

/// The plain file that standard output goes to, where it goes to one.
fn open_stdout() -> Exclusions {
    let mut outputs = Exclusions::default();
    #[cfg(unix)]
    if let Ok(stdout) = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned() {
        let stdout = File::from(stdout);
        if stdout.metadata().is_ok_and(|data| data.is_file()) {
            outputs.add_open(&stdout);
        }
    }
    outputs
}

/// The ending of folders of tables.
pub(crate) const PARQUET: &str = "parquet";

/// The format that an output's name tells by its ending. `formats` are the endings that are known; a name that tells nothing is
/// none, and one with another ending is an error where no format is asked for.
pub(crate) fn by_ending<F: Copy>(path: &Path, asked: bool, formats: &[(&str, F)]) -> Result<Option<F>> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    // What is no plain file has whatever name it has, but for the folders that are called by a format.
    let is_folder_of = path.is_dir() && ending.as_deref() == Some(PARQUET);
    if path.as_os_str() == "-" || path.metadata().is_ok_and(|data| !data.is_file()) && !is_folder_of {
        return Ok(None);
    }
    let found = formats.iter().find(|(known, _)| Some(*known) == ending.as_deref());
    if found.is_none() && !asked {
        let known: Vec<String> = formats.iter().map(|(known, _)| format!(".{known}")).collect();
        let path = path.display();
        bail!("the ending of '{path}' is no format: name one with --format, or end it in {}", known.join(", "));
    }
    Ok(found.map(|(_, format)| *format))
}
