//! Where the Graph API is, and in which version it is asked.

use std::fmt;
use std::str::FromStr;

use flow_runtime::is_loopback_host;
use reqwest::Url;

use crate::client::BuildError;

/// The address of a Graph API, without the version: `https://graph.facebook.com`.
///
/// It is `https`, since the access token goes there. `http` is taken for this machine alone:
/// `localhost` and every loopback address, such as `127.0.0.1` and `[::1]`.
///
/// ```
/// use flow_graph::BaseUrl;
///
/// assert!("https://graph.facebook.com".parse::<BaseUrl>().is_ok());
/// assert!("http://[::1]:8090".parse::<BaseUrl>().is_ok());
/// assert!("http://graph.facebook.com".parse::<BaseUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// A version of the Graph API, such as `v25.0`.
///
/// ```
/// use flow_graph::ApiVersion;
///
/// assert_eq!("v25.0".parse::<ApiVersion>()?.as_str(), "v25.0");
/// assert!("25".parse::<ApiVersion>().is_err());
/// # Ok::<(), flow_graph::BuildError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiVersion(String);

impl BaseUrl {
    /// The address with a version after it, without a slash at the end.
    pub(crate) fn with(self, version: &ApiVersion) -> Result<Url, BuildError> {
        let Self(mut url) = self;
        let segments = url.path_segments_mut();
        segments.map_err(|()| BuildError::BaseUrl)?.pop_if_empty().push(&version.0);
        Ok(url)
    }
}

impl FromStr for BaseUrl {
    type Err = BuildError;

    fn from_str(text: &str) -> Result<Self, BuildError> {
        let url = Url::parse(text).map_err(|_| BuildError::BaseUrl)?;
        let plain = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        match url.scheme() {
            "https" | "http" if !plain => Err(BuildError::BaseUrl),
            "https" => Ok(Self(url)),
            "http" if is_local(&url) => Ok(Self(url)),
            "http" => Err(BuildError::NotEncrypted),
            _ => Err(BuildError::BaseUrl),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.0.into()
    }
}

impl ApiVersion {
    /// The version as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiVersion {
    type Err = BuildError;

    fn from_str(text: &str) -> Result<Self, BuildError> {
        let number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.strip_prefix('v').and_then(|version| version.split_once('.'));
        if parts.is_some_and(|(major, minor)| number(major) && number(minor)) {
            return Ok(Self(text.to_owned()));
        }
        Err(BuildError::ApiVersion { version: text.to_owned() })
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ApiVersion> for String {
    fn from(version: ApiVersion) -> Self {
        version.0
    }
}

/// Whether an address is on this machine: `localhost`, or a loopback address such as `127.0.0.1` and
/// `[::1]`.
///
/// ```
/// assert!(flow_graph::is_loopback("http://[::1]:8090/flow"));
/// assert!(!flow_graph::is_loopback("http://localhost.example/flow"));
/// ```
#[must_use]
pub fn is_loopback(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| is_local(&url))
}

/// Whether a URL stays on this machine.
pub(crate) fn is_local(url: &Url) -> bool {
    url.host_str().is_some_and(is_loopback_host)
}

#[cfg(test)]
mod tests {
    use super::{ApiVersion, BaseUrl};
    use crate::client::BuildError;

    #[test]
    fn the_version_follows_the_base() {
        let version: ApiVersion = "v25.0".parse().unwrap();
        let urls = [
            ("https://graph.facebook.com", "https://graph.facebook.com/v25.0"),
            ("https://graph.facebook.com/", "https://graph.facebook.com/v25.0"),
            ("https://proxy.example/meta/", "https://proxy.example/meta/v25.0"),
            ("http://127.0.0.1:8090", "http://127.0.0.1:8090/v25.0"),
            ("http://127.9.9.9", "http://127.9.9.9/v25.0"),
            ("http://[::1]:8090", "http://[::1]:8090/v25.0"),
            ("http://localhost", "http://localhost/v25.0"),
        ];
        for (base, whole) in urls {
            let base: BaseUrl = base.parse().unwrap();
            assert_eq!(base.with(&version).unwrap().as_str(), whole);
        }
    }

    #[test]
    fn a_token_never_leaves_in_the_clear() {
        for base in ["http://graph.facebook.com", "http://localhost.example", "http://10.0.0.1"] {
            assert!(matches!(base.parse::<BaseUrl>(), Err(BuildError::NotEncrypted)), "{base}");
        }
        for base in
            ["", "graph.facebook.com", "ftp://a", "https://a:b@c", "https://a?b", "https://a#b"]
        {
            assert!(matches!(base.parse::<BaseUrl>(), Err(BuildError::BaseUrl)), "{base}");
        }
    }

    #[test]
    fn a_version_is_a_version() {
        for version in ["", "25.0", "v25", "v25.", "v25.0/1", "v25.0.1", "v.0"] {
            let error = version.parse::<ApiVersion>().unwrap_err();
            assert!(error.to_string().contains(version), "{version}");
        }
    }
}
