//! One host and how it is asked: robots.txt first, one request at a time, pauses, second tries.

use crate::Options;
use crate::exchange::{CachedPage, Response};
use crate::public::PublicResolver;
use robotxt::{AccessResult, Robots};
use std::io::Read;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// The name by which robots.txt may address this program.
const NAME: &str = "crossread";

/// Times a request is made before a host counts as out of order.
const TRIES: u32 = 3;

/// Longest pause that a host may ask for; who asks for a longer one is left alone now.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Redirects on the way to robots.txt (RFC 9309, section 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;

/// The web as seen through the options.
pub(crate) struct WebClient {
    agent: ureq::Agent,
    delay: Duration,
    timeout: Duration,
    largest: u64,
    back_off: Duration,
}

impl WebClient {
    pub(crate) fn new(options: &Options) -> WebClient {
        let mut name = format!("{NAME}/{}", env!("CARGO_PKG_VERSION"));
        if let Some(contact) = &options.contact {
            // What is no letter of a header would make every request fail.
            let contact: String = contact.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
            name.push_str(&format!(" (+{contact})"));
        }
        let config = ureq::Agent::config_builder()
            .user_agent(name)
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5")
            .accept_encoding("gzip")
            .timeout_global(Some(options.timeout))
            .http_status_as_error(false)
            // Followed by us, so that each hop is checked like a first address.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look names up itself, behind the check.
            .proxy(None)
            .build();
        let resolver = PublicResolver { allow_private: options.allow_private, inner: DefaultResolver::default() };
        WebClient {
            agent: ureq::Agent::with_parts(config, DefaultConnector::default(), resolver),
            delay: options.delay,
            timeout: options.timeout,
            largest: options.largest,
            back_off: options.back_off,
        }
    }

    /// One request and its answer.
    fn request(&self, url: &Url, known: Option<&CachedPage>) -> Result<Response, Failure> {
        let mut request = self.agent.get(url.as_str());
        if let Some(known) = known {
            if let Some(tag) = &known.tag {
                request = request.header("If-None-Match", tag);
            }
            if let Some(modified) = &known.modified {
                request = request.header("If-Modified-Since", modified);
            }
        }
        let (head, body) = request.call().map_err(|error| self.failure(error))?.into_parts();
        let mut response = Response {
            status: head.status.as_u16(),
            phrase: head.status.canonical_reason().unwrap_or_default(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
                .collect(),
            body: Vec::new(),
        };
        let read = body.into_reader().take(self.largest + 1).read_to_end(&mut response.body);
        if response.body.len() as u64 > self.largest {
            return Err(Failure::Final(format!("more than {} MB", self.largest >> 20)));
        }
        match read {
            Ok(_) => Ok(response),
            Err(error) => Err(self.failure(ureq::Error::from(error))),
        }
    }

    /// What went wrong, for a person, and whether trying again may help.
    fn failure(&self, error: ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(_) => {
                Failure::Final(format!("no answer within {} seconds", self.timeout.as_secs_f32()))
            }
            ureq::Error::HostNotFound => Failure::Final("no such host".to_owned()),
            ureq::Error::Other(inner) => Failure::Final(inner.to_string()),
            ureq::Error::Io(error) => {
                let words = error.to_string();
                let end = words.find(" (os error").unwrap_or(words.len());
                Failure::Passing(words[..end].to_lowercase())
            }
            error => Failure::Passing(error.to_string()),
        }
    }
}

/// Why there is no answer.
enum Failure {
    /// Trying again may help.
    Passing(String),
    /// It won't.
    Final(String),
}

/// What came of asking.
pub(crate) enum HostAnswer {
    Response(Response),
    Failed(String),
}

/// What is known of a host while it is asked.
#[derive(Default)]
pub(crate) struct Host {
    /// What robots.txt says, once asked for; or why that can't be known.
    robots: Option<Result<Robots, String>>,
    last: Option<Instant>,
}

impl Host {
    /// Asks for an address, if robots.txt lets us.
    pub(crate) fn get(&mut self, web: &WebClient, url: &Url, known: Option<&CachedPage>) -> HostAnswer {
        if self.robots.is_none() {
            self.robots = Some(self.ask_robots(web, url));
        }
        match self.robots.as_ref() {
            Some(Err(reason)) => return HostAnswer::Failed(reason.clone()),
            Some(Ok(robots)) if !robots.is_url_allowed(url) => {
                return HostAnswer::Failed("robots.txt asks not to".to_owned());
            }
            Some(Ok(_)) | None => {}
        }
        match self.ask(web, url, known) {
            Ok(response) => HostAnswer::Response(response),
            Err(reason) => HostAnswer::Failed(reason),
        }
    }

    /// The rules of a host: all is allowed where there are none, nothing where they can't be had (RFC 9309, section
    /// 2.3.1).
    fn ask_robots(&mut self, web: &WebClient, url: &Url) -> Result<Robots, String> {
        let mut at = url.join("/robots.txt").map_err(|error| error.to_string())?;
        at.set_query(None);
        for _ in 0..=ROBOTS_REDIRECTS {
            let response = self.ask(web, &at, None).map_err(|reason| {
                // The host itself is the trouble then, not its robots.txt.
                if reason.starts_with("answered") { format!("robots.txt can't be had: {reason}") } else { reason }
            })?;
            if let Some(to) = response.redirect() {
                match at.join(to).ok().and_then(|to| crate::public::parse(to.as_str()).ok()) {
                    Some(to) => at = to,
                    None => break,
                }
                continue;
            }
            return match response.status {
                200..300 => Ok(Robots::parse(&unpacked(&response), NAME)),
                500.. => Err(format!("robots.txt can't be had: answered {}", response.status)),
                _ => Ok(Robots::from_access(AccessResult::Unavailable, NAME)),
            };
        }
        Ok(Robots::from_access(AccessResult::TooManyRedirects, NAME))
    }

    /// Asks, with pauses, again where that may help.
    fn ask(&mut self, web: &WebClient, url: &Url, known: Option<&CachedPage>) -> Result<Response, String> {
        let asked = match &self.robots {
            Some(Ok(robots)) => robots.crawl_delay(),
            _ => None,
        };
        let delay = web.delay.max(asked.unwrap_or_default().min(LONGEST_PAUSE));
        let mut pause = web.back_off;
        for attempt in 1.. {
            if let Some(last) = self.last {
                std::thread::sleep(delay.saturating_sub(last.elapsed()));
            }
            let answer = web.request(url, known);
            self.last = Some(Instant::now());
            let (reason, wish) = match answer {
                Ok(response) if matches!(response.status, 429 | 500 | 502 | 503 | 504) => {
                    (format!("answered {}", response.status), response.header("retry-after").and_then(wait))
                }
                Ok(response) => return Ok(response),
                Err(Failure::Final(reason)) => return Err(reason),
                Err(Failure::Passing(reason)) => (reason, None),
            };
            let rest = wish.unwrap_or(pause);
            if rest > LONGEST_PAUSE {
                return Err(format!("{reason} and asks to come back in {} seconds", rest.as_secs()));
            }
            if attempt == TRIES {
                return Err(format!("{reason}, {TRIES} times"));
            }
            std::thread::sleep(rest);
            pause *= 2;
        }
        unreachable!("the last try returns")
    }
}

/// A wish of Retry-After (RFC 9110, section 10.2.3): seconds, or a date.
fn wait(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(value.trim()).ok()?.timestamp().as_second();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    Some(Duration::from_secs(u64::try_from(until).ok()?.saturating_sub(now)))
}

/// The body of a small file, unpacked where it was sent packed.
fn unpacked(response: &Response) -> Vec<u8> {
    if response.header("content-encoding").is_some_and(|packing| packing.contains("gzip")) {
        let mut bytes = Vec::new();
        let limit = robotxt::BYTE_LIMIT as u64;
        if flate2::read::MultiGzDecoder::new(response.body.as_slice()).take(limit).read_to_end(&mut bytes).is_ok() {
            return bytes;
        }
    }
    response.body.clone()
}

/// The lock's content. A thread that panicked while it held the lock has stopped the program already.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_to_wait_is_seconds_or_a_date() {
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Fri, 31 Dec 1999 23:59:59 GMT"), Some(Duration::ZERO));
        assert!(wait("Tue, 31 Dec 2999 23:59:59 GMT").is_some_and(|wait| wait > LONGEST_PAUSE));
        assert_eq!(wait("soon"), None);
    }
}
