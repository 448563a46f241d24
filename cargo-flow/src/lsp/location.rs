//! Addresses of documents, as editors write them.

use std::path::PathBuf;

/// The path of a `file:` address; `None` for a document that is not a file.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // What is before the path is the name of a machine: this one, or one that Windows asks.
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = decoded(path)?;
    let drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    Some(match host {
        "" | "localhost" if drive => PathBuf::from(&path[1..]),
        "" | "localhost" => PathBuf::from(path),
        host => PathBuf::from(format!("//{host}{path}")),
    })
}

/// The address of a file beside this one; `name` needs no escapes.
pub(crate) fn beside(uri: &str, name: &str) -> String {
    let folder = uri.rfind('/').map_or("", |slash| &uri[..=slash]);
    format!("{folder}{name}")
}

/// Whether a file says by its name or its folder that it is a flow.
pub(crate) fn is_named_as_flow(uri: &str) -> bool {
    let path = uri.to_ascii_lowercase();
    path.ends_with(".flow.json") || path.contains("/flows/")
}

/// A text with its `%41` resolved; `None` where that is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{beside, is_named_as_flow, path};

    #[test]
    fn addresses_become_paths() {
        let read = |uri| path(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(read("file:///home/a%20b/%C3%A9.json").as_deref(), Some("/home/a b/é.json"));
        assert_eq!(read("file:///c%3A/x.json").as_deref(), Some("c:/x.json"));
        assert_eq!(read("file://localhost/x").as_deref(), Some("/x"));
        assert_eq!(read("file:///100%").as_deref(), Some("/100%"));
        assert_eq!(read("untitled:Untitled-1"), None);
        assert_eq!(read("file://"), None);
        assert_eq!(read("file:///%ff"), None);
        assert!(path("file:///a/b.rs").is_some_and(|path| path == Path::new("/a/b.rs")));
    }

    #[test]
    fn a_flow_may_be_known_by_its_name() {
        assert!(is_named_as_flow("file:///a/sign_up.flow.json"));
        assert!(is_named_as_flow("file:///a/flows/x.json"));
        assert!(!is_named_as_flow("file:///a/package.json"));
        assert_eq!(beside("file:///a/x.json", "y.rs"), "file:///a/y.rs");
    }
}
