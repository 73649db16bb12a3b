//! Reading takes no more memory for more articles. The peak is one of the whole process, so there is one test for all.

use std::io::Read;

/// Megabytes by which the peak may differ between some articles and ten times as many: what threads and the allocator keep.
const SLACK: u64 = 24;

/// The most memory this process ever had, in MB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// So many lines of JSON, each an article of one sentence.
struct ArticleLines {
    left: usize,
    line: Vec<u8>,
}

impl Read for ArticleLines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.line.is_empty() && self.left > 0 {
            self.line =
                format!("{{\"text\": \"It rained for {} days in Ostrel, Ann Lowe said.\"}}\n", self.left).into_bytes();
            self.left -= 1;
        }
        let count = buffer.len().min(self.line.len());
        buffer[..count].copy_from_slice(&self.line[..count]);
        self.line.drain(..count);
        Ok(count)
    }
}

/// How many of so many articles are read and have a name in them.
fn read(articles: usize) -> usize {
    let lines = ArticleLines { left: articles, line: Vec::new() };
    let reader = crossread_engine::read(vec!["-".into()], Default::default(), Box::new(lines), |_, annotations| {
        annotations.names.len()
    });
    reader.filter(|names| names.as_ref().is_ok_and(|&names| names > 0)).count()
}

#[test]
fn memory_does_not_grow_with_the_input() {
    assert_eq!(read(2_000), 2_000);
    let few = peak();
    assert_eq!(read(20_000), 20_000);
    let (Some(few), Some(many)) = (few, peak()) else {
        eprintln!("skipped: this system does not tell how much memory a process takes");
        return;
    };
    eprintln!("{few} MB, {many} MB");
    assert!(many <= few + SLACK, "{few} MB for 2,000 articles, {many} MB for 20,000");
}
