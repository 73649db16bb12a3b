//! Who is let in. The bench listens on this machine alone, but every page of the web that is open in the same browser can send
//! requests to it: a request must name the bench as its host, and one that writes must come from a page of the bench, which
//! alone knows the token.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

/// What a request says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sender<'a> {
    pub host: Option<&'a str>,
    pub origin: Option<&'a str>,
    pub site: Option<&'a str>,
    pub token: Option<&'a str>,
}

/// Whom the bench answers.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// The names under which a browser may call it.
    hosts: [String; 2],
    /// What only its own pages know.
    pub token: String,
    /// What tells the pages of one bench from those of the next, which have another token.
    pub tag: String,
    /// Under which name a browser keeps what it has seen of the project, whatever port it stands at.
    pub visits: String,
}

impl Guard {
    pub(crate) fn of(port: u16, project: &Path) -> Guard {
        // Each state is seeded by the system's own random numbers.
        let random = |n: u8| format!("{:016x}", RandomState::new().hash_one(n));
        Guard {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            token: random(0) + &random(1),
            tag: random(2),
            visits: format!("crossread-{:016x}", BuildHasherDefault::<DefaultHasher>::default().hash_one(project)),
        }
    }

    /// Whether a request is meant for the bench: a name of the web that leads to this machine is none of its names.
    pub(crate) fn knows_host(&self, sender: Sender) -> bool {
        sender.host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
    }

    /// Why a request may not write.
    pub(crate) fn refuses_write(&self, sender: Sender) -> Option<&'static str> {
        let own = |origin: &str| self.hosts.iter().any(|host| origin.strip_prefix("http://") == Some(host));
        if sender.origin.is_some_and(|origin| !own(origin)) {
            return Some("this request comes from another page");
        }
        if sender.site.is_some_and(|site| site != "same-origin") {
            return Some("this request comes from another site");
        }
        (!self.has_token(sender)).then_some("the token is missing or of an earlier bench: load the page again")
    }

    /// Compared to the end whatever differs, so that the time tells nothing.
    fn has_token(&self, sender: Sender) -> bool {
        let given = sender.token.unwrap_or_default().as_bytes();
        let own = self.token.as_bytes();
        let differs = own.iter().zip(given).fold(0, |differs, (a, b)| differs | (a ^ b));
        given.len() == own.len() && differs == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_pages_write() {
        let guard = Guard::of(4000, Path::new("river"));
        let token = guard.token.clone();
        let own = Sender { host: Some("127.0.0.1:4000"), token: Some(&token), ..Sender::default() };
        assert!(guard.knows_host(own) && guard.refuses_write(own).is_none());
        assert!(guard.refuses_write(Sender { origin: Some("http://localhost:4000"), ..own }).is_none());
        for bad in [
            Sender { token: None, ..own },
            Sender { token: Some("0"), ..own },
            Sender { origin: Some("null"), ..own },
            Sender { origin: Some("https://127.0.0.1:4000"), ..own },
            Sender { origin: Some("http://127.0.0.1:4001"), ..own },
            Sender { site: Some("cross-site"), ..own },
            Sender { site: Some("same-site"), ..own },
        ] {
            assert!(guard.refuses_write(bad).is_some(), "{bad:?}");
        }
        for host in [None, Some("127.0.0.1"), Some("evil.example:4000"), Some("127.0.0.1:4001")] {
            assert!(!guard.knows_host(Sender { host, ..own }), "{host:?}");
        }
    }

    #[test]
    fn no_two_benches_share_a_token() {
        let [one, other] = [0, 1].map(|_| Guard::of(1, Path::new("river")));
        assert_ne!(one.token, other.token);
        assert_eq!(one.visits, other.visits);
    }
}
