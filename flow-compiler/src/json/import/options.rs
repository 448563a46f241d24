//! Options of a list, items of a list that leads on.

use super::screen::Names;
use super::{Importer, key, value};
use crate::ast::{Body, Entry, Property, Value};
use crate::catalogue::Items;
use crate::json::{Member, Node, NodeKind};

/// Where the text of an entry is in its item.
struct Text<'n> {
    node: &'n Node,
    /// What is beside it where it lies deeper.
    beside: Vec<&'n Member>,
    /// The key of the item that holds it.
    key: &'static str,
}

impl Importer<'_, '_> {
    /// A list in braces or brackets; `None` where an item has no such form.
    pub(super) fn body(
        &mut self,
        row: &'static Items,
        items: &[Node],
        names: &Names<'_>,
    ) -> Option<Body> {
        row.main?;
        if items.is_empty() {
            return Some(Body::Nodes(Vec::new()));
        }
        let texts: Vec<Text<'_>> =
            items.iter().map(|item| text(row, item)).collect::<Option<_>>()?;
        let bare = items.iter().zip(&texts).enumerate().all(|(index, (item, text))| {
            item.members().len() == 2
                && text.beside.is_empty()
                && item.get("id").and_then(Node::as_text) == Some(index.to_string().as_str())
        });
        if bare {
            let title = |text: &Text<'_>| self.text(text.node);
            return Some(Body::Titles(texts.iter().map(title).collect()));
        }
        let mut entries = Vec::with_capacity(items.len());
        for (item, text) in items.iter().zip(&texts) {
            entries.push(self.entry(row, item, text, names)?);
        }
        Some(Body::Entries(entries))
    }

    fn entry(
        &mut self,
        row: &'static Items,
        item: &Node,
        text: &Text<'_>,
        names: &Names<'_>,
    ) -> Option<Entry> {
        let id = item.members().iter().find(|member| member.key == "id")?;
        let mut entry = Entry {
            docs: Vec::new(),
            id: key::plain(id.value.as_text()?, id.value.span),
            text: self.text(text.node),
            settings: text.beside.iter().map(|member| self.beside(member)).collect(),
            action: None,
            span: id.value.span,
        };
        for member in item.members() {
            if member.key == "id" || member.key == text.key {
                continue;
            }
            let object = matches!(member.value.kind, NodeKind::Object(_));
            if row.action == Some(member.key.as_str()) && object {
                entry.action = self.action(&member.value, names);
                if entry.action.is_some() {
                    continue;
                }
            }
            entry.settings.push(self.property(row.properties, member, names));
        }
        Some(entry)
    }

    fn beside(&mut self, member: &Member) -> Property {
        Property {
            name: key::property(&member.key, member.key_span),
            value: value::open(self.version, &member.value),
        }
    }

    fn text(&self, node: &Node) -> Value {
        value::open(self.version, node)
    }
}

/// The text of an item, where all that the item holds has a place in an entry.
fn text<'n>(row: &'static Items, item: &'n Node) -> Option<Text<'n>> {
    item.get("id")?.as_text()?;
    let path = row.main?;
    let Some((outer, inner)) = path.split_once('.') else {
        let node = item.get(path)?;
        node.as_text()?;
        return Some(Text { node, beside: Vec::new(), key: path });
    };
    let holder = item.get(outer)?;
    let node = holder.get(inner)?;
    node.as_text()?;
    let beside: Vec<&Member> =
        holder.members().iter().filter(|member| member.key != inner).collect();
    let known = |member: &&&Member| row.beside_main.contains(&member.key.as_str());
    let fits = beside.iter().filter(known).count() == beside.len();
    let moved = item.members().iter().any(|member| row.beside_main.contains(&member.key.as_str()));
    (fits && !moved).then_some(Text { node, beside, key: outer })
}
