//! ZIP archives of articles: saved pages, and WACZ (a packed WARC with its index).

use crate::container::{LARGEST_INPUT, broken};
use crate::{ArticleResult, skipped};
use crossread_core::story::{SkipReason, SkippedInput};
use std::io::{Cursor, Read};

/// Whether the first bytes of an input are a ZIP archive's.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Most that the files of one archive may have together when unpacked: beyond it they are a bomb, not a collection.
const LARGEST_UNPACKED: u64 = 4 << 30;

/// How much of what a workbook says of itself is looked at.
const LONGEST_ABOUT: u64 = 16 << 10;

/// Reads one file of an archive by its name.
type MemberReader = dyn Fn(&str, &mut dyn Read, &mut dyn FnMut(ArticleResult));

/// Hands every file in an archive to `inside`, in the order of the archive.
pub(crate) fn read(name: &str, bytes: &[u8], inside: &MemberReader, each: &mut dyn FnMut(ArticleResult)) {
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            return each(Err(skipped(
                name,
                SkipReason::BrokenPacking,
                &format!("can't read '{name}': broken ZIP archive ({error})"),
            )));
        }
    };
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    if names.iter().any(|file| file == "[Content_Types].xml" || file == "mimetype") {
        let mut about = String::new();
        if let Ok(file) = archive.by_name("docProps/core.xml") {
            // What can't be read names nobody.
            let _ = file.take(LONGEST_ABOUT).read_to_string(&mut about);
        }
        if crate::own::is_own_workbook(&about) {
            return each(Err(crate::own::skipped(name)));
        }
        return each(Err(skipped(
            name,
            SkipReason::NotText,
            &format!("can't read '{name}': not text (Office document or book)"),
        )));
    }
    // In a WACZ only the archives hold pages; the rest describes them.
    let is_wacz =
        names.iter().any(|file| file == "datapackage.json") && names.iter().any(|file| file.starts_with("archive/"));
    let mut left = LARGEST_UNPACKED;
    for i in 0..archive.len() {
        let mut file = match archive.by_index(i) {
            Ok(file) => file,
            Err(error) => {
                each(Err(skipped(
                    name,
                    SkipReason::BrokenPacking,
                    &format!("can't read '{name}': file {} of the ZIP archive ({error})", i + 1),
                )));
                continue;
            }
        };
        let path = file.name().to_owned();
        // A name that leads out of the archive is a name: nothing is written under it.
        let is_hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..") || part == "__MACOSX";
        let hidden = path.split('/').any(is_hidden);
        if file.is_dir() || hidden || (is_wacz && !path.starts_with("archive/")) {
            continue;
        }
        let place = format!("{name}/{path}");
        if left == 0 {
            let limit = LARGEST_UNPACKED >> 30;
            each(Err(skipped(
                &place,
                SkipReason::TooLong,
                &format!("can't read '{place}': more than {limit} GB when unpacked"),
            )));
            return;
        }
        let mut limited = (&mut file).take(left);
        inside(&place, &mut limited, each);
        left = limited.limit();
    }
}

/// The bytes of an archive, which is read from its end; `Err` when they are too many.
pub(crate) fn whole(name: &str, reader: &mut dyn Read) -> Result<Vec<u8>, SkippedInput> {
    let mut bytes = Vec::new();
    match reader.take(LARGEST_INPUT + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LARGEST_INPUT => {
            let limit = LARGEST_INPUT >> 20;
            let reason = format!("can't read '{name}': a ZIP archive of more than {limit} MB; unpack it");
            Err(skipped(name, SkipReason::TooLong, &reason))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(broken(name, "", &error)),
    }
}
