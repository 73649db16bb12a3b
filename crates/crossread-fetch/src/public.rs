//! Which addresses may be asked for: those of the public internet, unless told otherwise.
//!
//! A page, a feed or a redirect may name an address that only this machine can reach: a router, a database, a cloud's
//! metadata service. The check is made on the numbers that a name leads to, at the moment of connecting, and only those
//! numbers are connected to: a name that is looked up twice and answers differently the second time gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

/// An address as it will be asked for, without its fragment; or why it can't be.
pub(crate) fn parse(address: &str) -> Result<Url, String> {
    let mut url = Url::parse(address).map_err(|error| format!("no address ({error})"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err("only http and https addresses are fetched".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address with a name or password in it is not fetched".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

/// Whether an IP address is one of the public internet, by the registries of special-purpose addresses (RFC 6890 and
/// its successors). Addresses that carry another inside (mapped, translated, tunneled) are judged by that one.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || a == 10
        || a == 127
        || (a == 100 && (64..128).contains(&b))
        || (a == 169 && b == 254)
        || (a == 172 && (16..32).contains(&b))
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113)
        // Multicast, reserved and broadcast.
        || a >= 224)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let inside = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // IPv4 written as IPv6: mapped, and translated by the well-known prefix (RFC 4291, RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inside(high, low),
        // 6to4 (RFC 3056).
        [0x2002, high, low, ..] => inside(high, low),
        // Of the rest only global unicast (2000::/3), without Teredo and other protocol assignments (2001::/23),
        // documentation (2001:db8::/32, 3fff::/20).
        [first, second, ..] => {
            first & 0xe000 == 0x2000
                && !(first == 0x2001 && second < 0x200)
                && !(first == 0x2001 && second == 0xdb8)
                && !(first == 0x3fff && second < 0x1000)
        }
    }
}

/// Looks names up and gives public addresses only.
#[derive(Debug)]
pub(crate) struct PublicResolver {
    pub(crate) allow_private: bool,
    pub(crate) inner: DefaultResolver,
}

impl Resolver for PublicResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        match found.first() {
            Some(first) if public.is_empty() => Err(ureq::Error::Other(Box::new(PrivateAddress(first.ip())))),
            _ => Ok(public),
        }
    }
}

/// A name leads into a private network.
#[derive(Debug)]
pub(crate) struct PrivateAddress(IpAddr);

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "leads to {}, which is no public address; --allow-private allows it", self.0)
    }
}

impl std::error::Error for PrivateAddress {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_in_every_disguise() {
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2002:c0a8:1::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "100::1",
        ];
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address} passed for public");
        }
        let public = [
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "198.20.0.1",
            "223.1.1.1",
            "::ffff:1.1.1.1",
            "2002:101:101::",
            "64:ff9b::101:101",
            "2606:4700::1111",
            "2a00:1450::1",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address} passed for private");
        }
    }

    #[test]
    fn addresses_are_web_addresses_without_secrets() {
        assert_eq!(parse("HTTP://Example.org/a?b#c").unwrap().as_str(), "http://example.org/a?b");
        // The many ways of writing a number are one number before anything is looked up.
        assert_eq!(parse("http://0x7f.1/").unwrap().as_str(), "http://127.0.0.1/");
        assert_eq!(parse("http://2130706433/").unwrap().as_str(), "http://127.0.0.1/");
        for wrong in ["file:///etc/passwd", "ftp://example.org/", "example.org", "data:text/html,x", "http://", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse("http://me:secret@example.org/").unwrap_err().contains("password"));
    }
}
