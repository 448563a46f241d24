//! What the chat shows of a response.

use flow_compiler::catalogue::ComponentKind;

use crate::effect::Summary;
use crate::entry::Entry;
use crate::lookup::{active, entries, is_visible};
use crate::player::Player;
use crate::program::{Node, Screen};
use crate::valid::label;
use crate::value::Text;

/// What is shown in the place of a `sensitive` value.
const MASK: &str = "••••••••••••";

/// Each screen that was shown, in the order of the document, with what was entered on it.
pub(crate) fn of(player: &Player) -> Vec<Summary> {
    let program = player.program();
    let seen =
        program.inner().screens.iter().filter(|screen| player.state.seen.contains(&screen.id));
    seen.filter_map(|screen| {
        let scope = player.scope(&screen.id);
        let page = player.state.store.page(&screen.id)?;
        let lines: Vec<(String, String)> = active(&scope, screen)
            .into_iter()
            .filter(|node| is_visible(&scope, node))
            .filter_map(|node| {
                let shown = line(player, screen, node, page.form.get(&node.name)?)?;
                Some((label(&scope, node), shown))
            })
            .collect();
        let title = screen.title.as_ref().map(|title| scope.text(title)).unwrap_or_default();
        (!lines.is_empty()).then_some(Summary { title, lines })
    })
    .collect()
}

/// Passwords and passcodes are left out, and so are the files of a `sensitive` picker.
fn line(player: &Player, screen: &Screen, node: &Node, entry: &Entry) -> Option<String> {
    if entry.is_blank() || is_secret_text(node) {
        return None;
    }
    let sensitive = screen.sensitive.contains(&node.name);
    let titles = |ids: &[Text]| {
        let listed = entries(&player.scope(&screen.id), node);
        let title = |id: &Text| {
            let entry = listed.iter().find(|entry| entry.id == *id);
            entry.and_then(|entry| entry.text("title")).unwrap_or_else(|| id.to_string())
        };
        ids.iter().map(title).collect::<Vec<_>>().join(", ")
    };
    let masked = |text: String| Some(if sensitive { MASK.to_owned() } else { text });
    match entry {
        Entry::Text(text) => masked(text.to_string()),
        Entry::One(_) if node.kind == ComponentKind::NavigationList => None,
        Entry::One(id) => masked(titles(std::slice::from_ref(id))),
        Entry::Many(ids) => masked(titles(ids)),
        // An OptIn is shown even where it is `sensitive`.
        Entry::Flag(_) => Some("✓".to_owned()),
        Entry::Date(day) => masked(day.to_string()),
        Entry::Range(start, None) => masked(start.to_string()),
        Entry::Range(start, Some(end)) => masked(format!("{start} – {end}")),
        Entry::Files(_) if sensitive => None,
        Entry::Files(files) => {
            Some(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether what is typed in a field is never shown.
pub(crate) fn is_private(node: &Node) -> bool {
    node.kind == ComponentKind::OptIn || is_secret_text(node)
}

/// Whether it is a field for a password or a passcode.
pub(crate) fn is_secret_text(node: &Node) -> bool {
    node.kind == ComponentKind::TextInput && node.input_type().is_secret()
}
