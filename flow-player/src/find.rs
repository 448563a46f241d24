//! Finding what a person names: by what it says, shown or not.

use flow_compiler::catalogue::ComponentKind;

use crate::lookup::text;
use crate::player::Player;
use crate::valid::label;

/// A field or a link of the screen that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The [id of its element](crate::view::Element::id).
    pub id: String,
    /// The name by which gestures find a field; `None` for a link, which is found by its id.
    pub name: Option<String>,
    /// Its label, or what the link says. A calendar for a range is found by its title.
    pub label: String,
}

impl Player {
    /// Every field and link of the screen that is shown, in the order of the document: also those
    /// that a person does not see, because of `visible` or a branch.
    ///
    /// A [gesture](Self::gesture) on one of those is refused with the reason. Whoever names fields
    /// as a person reads them needs this to say more than that there is no such field.
    ///
    /// ```
    /// use flow_player::{Date, Device, Opening, Player, Profile, Program};
    ///
    /// let program = Program::from_json(br#"{
    ///     "version": "7.3",
    ///     "screens": [{
    ///         "id": "ASK", "title": "Ask", "terminal": true,
    ///         "layout": { "type": "SingleColumnLayout", "children": [
    ///             { "type": "TextInput", "name": "who", "label": "Your name", "visible": false },
    ///             { "type": "Footer", "label": "Send",
    ///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
    ///         ] }
    ///     }]
    /// }"#)?;
    /// let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
    /// let (player, _) = Player::open(&program, Opening::example(&program, "ASK"), phone);
    /// assert!(player.view().body.is_empty());
    /// let [field] = player.labelled().try_into().unwrap();
    /// assert_eq!((field.name.as_deref(), field.label.as_str()), (Some("who"), "Your name"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn labelled(&self) -> Vec<Labelled> {
        let Some(screen) = self.top(&self.program) else { return Vec::new() };
        let scope = self.scope(&screen.id);
        let found = screen.nodes.iter().filter_map(|node| {
            let label = if node.kind == ComponentKind::EmbeddedLink {
                text(&scope, node, "text").unwrap_or_default()
            } else if node.name.is_empty() {
                return None;
            } else {
                label(&scope, node)
            };
            let name = (!node.name.is_empty()).then(|| node.name.to_string());
            Some(Labelled { id: node.id.to_string(), name, label })
        });
        found.collect()
    }
}
