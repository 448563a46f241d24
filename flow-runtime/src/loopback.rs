//! Whether an address stays on this machine.

use std::net::IpAddr;

/// Whether a host, as an address has it and without its port, is this machine: `localhost`, or a loopback
/// address such as `127.0.0.1` and `[::1]`.
///
/// ```
/// use flow_runtime::is_loopback_host;
///
/// assert!(is_loopback_host("localhost") && is_loopback_host("[::1]") && is_loopback_host("127.0.0.1"));
/// assert!(!is_loopback_host("localhost.example") && !is_loopback_host("0.0.0.0"));
/// ```
#[must_use]
pub fn is_loopback_host(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || inner.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
