//! Addresses to web archives, politely: the only room that asks the network for anything.
//!
//! A room of its own, so that no other can: whatever does not depend on this crate has no way to the network (law 8).
//! What arrives is kept as it came in a WARC file ([`Archive`]), and everything else is made from that file, so a
//! ledger can be made again offline, byte for byte. The archive is also the memory: what it holds is asked for again
//! only on condition that it changed.
//!
//! Politeness: robots.txt (RFC 9309) is asked for first and kept to, with its crawl delay; one request at a time to a
//! host and a pause between two; a busy host is asked again later, as late as it wishes, and then left alone
//! ([`host`]).
//!
//! Safety: a name that leads into a private network is refused where the connection is made, so that no second
//! look-up can say otherwise; every redirect is an address like any other and goes through all of this again
//! ([`public`]); what is too large, too slow or redirected without end is given up and named.

mod archive;
mod exchange;
mod host;
pub mod public;

pub use archive::Archive;

use host::{Host, HostAnswer, WebClient};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Mutex;
use std::time::Duration;
use url::Url;

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Options {
    /// Fetch what feeds, lists of feeds and maps of sites lead to as well.
    pub follow: bool,
    /// Allow addresses of this machine and of private networks.
    pub allow_private: bool,
    /// How the owner of a site can reach who runs this: told to every host.
    pub contact: Option<String>,
    /// Pause between two requests to one host. What robots.txt asks for is kept to where it is longer.
    pub delay: Duration,
    /// Longest time for one answer, from looking up the name to the last byte.
    pub timeout: Duration,
    /// Largest answer, in bytes as sent.
    pub largest: u64,
    /// Most addresses that are asked for, redirects included.
    pub most: usize,
    /// Pause before a busy host is asked again, where it names none; doubled each time.
    pub back_off: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            follow: false,
            allow_private: false,
            contact: None,
            delay: Duration::from_secs(1),
            timeout: Duration::from_secs(30),
            // The largest of 6,000 news pages has 5 MB; packed it is a tenth of that.
            largest: 16 << 20,
            most: 500,
            back_off: Duration::from_secs(2),
        }
    }
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered, and the answer is in the archive.
    Kept(String),
    /// What the archive holds of it is still what it answers.
    Unchanged(String),
    /// Nothing was kept: the address, and why.
    Failed(String, String),
}

/// Most redirects from one address. Browsers give up at 20; a news page needs two or three (RFC 9110 names no number,
/// RFC 9309 five for robots.txt).
const MOST_REDIRECTS: usize = 5;

/// How deep lists are followed: a list of feeds, a feed, a page; or a map of maps, a map, a page.
const DEEPEST: usize = 3;

/// Hosts asked at the same time.
const SIDE_BY_SIDE: usize = 8;

/// An address to ask for.
struct Job {
    url: Url,
    /// As it was given or found, before redirects.
    asked: String,
    /// The addresses that redirected here.
    way: Vec<Url>,
    depth: usize,
}

/// Fetches the addresses into the archive. `each` is told what became of every one, as it happens.
///
/// # Errors
///
/// When the archive can't be written. What the web does is an [`Outcome`].
pub fn fetch(
    addresses: &[String],
    options: &Options,
    archive: &mut Archive,
    each: &mut dyn FnMut(Outcome),
) -> std::io::Result<()> {
    let web = WebClient::new(options);
    let known = archive.take_known();
    let mut hosts: BTreeMap<String, Host> = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut round = given(addresses, &mut seen, each);
    let mut left = options.most;
    let mut redirects: HashMap<Url, Url> = HashMap::new();
    let mut keeper = AnswerKeeper { known: &known, options, archive, each };
    // One round asks for what was given, the next for where that led.
    while !round.is_empty() {
        for job in round.split_off(left.min(round.len())) {
            let reason = format!("not asked for: more than {} addresses", options.most);
            (keeper.each)(Outcome::Failed(job.asked, reason));
        }
        left -= round.len();
        let led = ask(round, &web, &mut hosts, &mut keeper)?;
        round = Vec::new();
        redirects.extend(led.iter().filter_map(|job| Some((job.way.last()?.clone(), job.url.clone()))));
        for job in led {
            if seen.insert(job.url.clone()) {
                round.push(job);
            } else if goes_round(&job, &redirects) {
                (keeper.each)(Outcome::Failed(job.asked, "redirected in a circle".to_owned()));
            }
        }
    }
    Ok(())
}

/// What was given to ask for, each address once; one that is none is told.
fn given(addresses: &[String], seen: &mut HashSet<Url>, each: &mut dyn FnMut(Outcome)) -> Vec<Job> {
    let mut round = Vec::new();
    for address in addresses {
        match public::parse(address) {
            Ok(url) if seen.insert(url.clone()) => {
                round.push(Job { url, asked: address.clone(), way: Vec::new(), depth: 0 });
            }
            Ok(_) => {}
            Err(reason) => each(Outcome::Failed(address.clone(), reason)),
        }
    }
    round
}

/// Asks for the addresses of a round, hosts side by side and each host for one after the other; gives what they lead to.
fn ask(
    round: Vec<Job>,
    web: &WebClient,
    hosts: &mut BTreeMap<String, Host>,
    keeper: &mut AnswerKeeper,
) -> std::io::Result<Vec<Job>> {
    let mut queue: BTreeMap<String, (Host, Vec<(usize, Job)>)> = BTreeMap::new();
    for (i, job) in round.into_iter().enumerate() {
        let origin = job.url.origin().ascii_serialization();
        let entry =
            queue.entry(origin).or_insert_with_key(|origin| (hosts.remove(origin).unwrap_or_default(), Vec::new()));
        entry.1.push((i, job));
    }
    let workers = queue.len().min(SIDE_BY_SIDE);
    let queue: Mutex<VecDeque<_>> = Mutex::new(queue.into_iter().collect());
    let done = Mutex::new(hosts);
    let (sender, receiver) = std::sync::mpsc::sync_channel(SIDE_BY_SIDE);
    let mut led: Vec<(usize, Vec<Job>)> = Vec::new();
    std::thread::scope(|scope| -> std::io::Result<()> {
        for _ in 0..workers {
            let (sender, queue, done, known) = (sender.clone(), &queue, &done, keeper.known);
            scope.spawn(move || {
                loop {
                    let next = host::locked(queue).pop_front();
                    let Some((origin, (mut host, jobs))) = next else { return };
                    for (i, job) in jobs {
                        let answer = host.get(web, &job.url, known.get(job.url.as_str()));
                        // Nobody listens any more: the archive can't be written.
                        if sender.send((i, job, answer)).is_err() {
                            return;
                        }
                    }
                    host::locked(done).insert(origin, host);
                }
            });
        }
        drop(sender);
        for (i, job, answer) in receiver {
            led.push((i, keeper.take(job, answer)?));
        }
        Ok(())
    })?;
    // In the order of what led there, whoever answered first: with a bound on their number the same are asked for.
    led.sort_by_key(|(i, _)| *i);
    Ok(led.into_iter().flat_map(|(_, jobs)| jobs).collect())
}

/// Whether a redirect leads back to where it came from, by itself or by redirects of addresses that were asked for beside it.
fn goes_round(job: &Job, redirects: &HashMap<Url, Url>) -> bool {
    let mut at = Some(&job.url);
    for _ in 0..=redirects.len() {
        match at {
            Some(url) if job.way.contains(url) => return true,
            Some(url) => at = redirects.get(url),
            None => return false,
        }
    }
    // It never comes to an end.
    true
}

/// Keeps answers, and says what became of each.
struct AnswerKeeper<'a> {
    /// What was in the archive before.
    known: &'a HashMap<String, exchange::CachedPage>,
    options: &'a Options,
    archive: &'a mut Archive,
    /// Is told what became of every address.
    each: &'a mut dyn FnMut(Outcome),
}

impl AnswerKeeper<'_> {
    /// Keeps an answer; gives what it leads to.
    fn take(&mut self, job: Job, answer: HostAnswer) -> std::io::Result<Vec<Job>> {
        let response = match answer {
            HostAnswer::Failed(reason) => {
                self.failed(&job, &reason);
                return Ok(Vec::new());
            }
            HostAnswer::Response(response) => response,
        };
        let status = response.status;
        if status == 304 {
            self.take_unchanged(&job, &response)?;
            return Ok(Vec::new());
        }
        if let Some(to) = response.redirect() {
            self.archive.keep(job.url.as_str(), &response)?;
            return Ok(Vec::from_iter(self.redirected(job, to)));
        }
        if !(200..300).contains(&status) {
            self.failed(&job, &format!("answered {status}"));
            return Ok(Vec::new());
        }
        self.take_page(&job, &response)?;
        if !self.options.follow || job.depth == DEEPEST {
            return Ok(Vec::new());
        }
        let linked = crossread_ingest::linked(&response.to_http());
        let linked = linked.iter().filter_map(|link| public::parse(job.url.join(link).ok()?.as_str()).ok());
        Ok(linked.map(|url| Job { asked: url.to_string(), url, way: Vec::new(), depth: job.depth + 1 }).collect())
    }

    /// Says that nothing was kept of an address, and why.
    fn failed(&mut self, job: &Job, reason: &str) {
        let address = job.url.as_str();
        let way = if job.asked == address { String::new() } else { format!(" (redirected to '{address}')") };
        (self.each)(Outcome::Failed(job.asked.clone(), format!("{reason}{way}")));
    }

    /// Keeps the fact that a host says that nothing changed, where it was asked on that condition.
    fn take_unchanged(&mut self, job: &Job, response: &exchange::Response) -> std::io::Result<()> {
        let address = job.url.as_str();
        match self.known.get(address).filter(|known| known.has_condition()) {
            Some(known) => {
                self.archive.unchanged(address, known, response, archive::Revisit::NotModified)?;
                (self.each)(Outcome::Unchanged(address.to_owned()));
            }
            None => self.failed(job, "answered 304 to a question without a condition"),
        }
        Ok(())
    }

    /// What to ask for next where an address redirects; nothing where that leads nowhere.
    fn redirected(&mut self, job: Job, to: &str) -> Option<Job> {
        if job.way.len() == MOST_REDIRECTS {
            self.failed(&job, &format!("redirected more than {MOST_REDIRECTS} times"));
            return None;
        }
        let target = job.url.join(to).map_err(|_| format!("redirected to '{to}', which is no address"));
        match target.and_then(|url| public::parse(url.as_str())) {
            Ok(url) if url == job.url => {
                self.failed(&job, "redirected to itself");
                None
            }
            Ok(url) => {
                let way = job.way.iter().cloned().chain([job.url.clone()]).collect();
                Some(Job { url, way, asked: job.asked, depth: job.depth })
            }
            Err(reason) => {
                self.failed(&job, &reason);
                None
            }
        }
    }

    /// Keeps a page, or the fact that it came with the same bytes as before.
    fn take_page(&mut self, job: &Job, response: &exchange::Response) -> std::io::Result<()> {
        let address = job.url.as_str();
        match self.known.get(address).filter(|known| known.digest == archive::digest(&response.body)) {
            Some(known) => {
                self.archive.unchanged(address, known, response, archive::Revisit::SameBytes)?;
                (self.each)(Outcome::Unchanged(address.to_owned()));
            }
            None => {
                self.archive.keep(address, response)?;
                (self.each)(Outcome::Kept(address.to_owned()));
            }
        }
        Ok(())
    }
}
