//! Where in a document a byte lies, as Meta writes it: `screens[0].layout.children[2].label`.

mod places;
mod steps;
#[cfg(all(test, feature = "rust"))]
mod tests;

pub use places::Places;

use crate::json::{Node, NodeKind};

/// The path of the innermost value of a document that holds a byte, or whose key does.
///
/// Empty for the document itself and for a byte outside it. A key with characters beyond
/// letters, digits, `_` and `-` is in brackets: `data["a b"]`.
#[must_use]
pub fn at(document: &Node, byte: usize) -> String {
    let mut path = String::new();
    let mut node = document;
    loop {
        match &node.kind {
            NodeKind::Object(members) => {
                let next = members.partition_point(|member| member.value.span.bytes().end <= byte);
                let Some(member) = members.get(next) else { return path };
                if member.key_span.bytes().start > byte {
                    return path;
                }
                push_key(&mut path, &member.key);
                if member.value.span.bytes().start > byte {
                    return path;
                }
                node = &member.value;
            }
            NodeKind::List(items) => {
                let next = items.partition_point(|item| item.span.bytes().end <= byte);
                let Some(item) = items.get(next).filter(|item| item.span.bytes().start <= byte)
                else {
                    return path;
                };
                path.push('[');
                path.push_str(&next.to_string());
                path.push(']');
                node = item;
            }
            _ => return path,
        }
    }
}

fn push_key(path: &mut String, key: &str) {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if key.is_empty() || !key.chars().all(plain) {
        path.push('[');
        path.extend(['"'].into_iter().chain(key.escape_debug()).chain(['"', ']']));
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
