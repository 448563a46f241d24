//! The whole view of a player.

use flow_compiler::catalogue::ComponentKind;

use super::{Disabled, Element, Footer, Header, Leading, Shown, Snackbar, View, node, progress};
use crate::lookup::{active, flag, is_visible, text};
use crate::player::Player;
use crate::program::{Node, Screen};
use crate::state::Phase;
use crate::valid::missing;

/// Up to so many characters a snackbar stays a short time.
const SHORT: usize = 45;

impl Player {
    /// What the phone shows right now.
    ///
    /// ```
    /// # use flow_player::{Date, Device, Opening, Player, Profile, Program};
    /// # let program = Program::from_json(br#"{ "version": "7.3", "screens": [{ "id": "A", "title": "Hello",
    /// #   "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{ "type": "Footer",
    /// #   "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } }] } }] }"#)?;
    /// # let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
    /// let (player, _) = Player::open(&program, Opening::example(&program, "A"), phone);
    /// let view = player.view();
    /// assert_eq!(view.header.title, "Hello");
    /// assert_eq!(view.footer.unwrap().label, "Bye");
    /// # Ok::<(), flow_player::Faulty>(())
    /// ```
    #[must_use]
    pub fn view(&self) -> View {
        self.view_of(false)
    }

    /// What the phone would show if every branch were taken and nothing were hidden: all that a
    /// screen has, for a person who reviews it. No phone shows this.
    #[must_use]
    pub fn view_of_all(&self) -> View {
        self.view_of(true)
    }

    fn view_of(&self, all: bool) -> View {
        let mut view = View {
            profile: self.state.device.profile,
            shown: Shown::Loading,
            header: Header { title: String::new(), leading: Leading::Close, progress: None },
            body: Vec::new(),
            footer: None,
            snackbar: self.state.snackbar.as_ref().map(|text| Snackbar {
                text: text.to_string(),
                milliseconds: if text.chars().count() <= SHORT { 4500 } else { 7000 },
            }),
            busy: self.state.awaited.is_some(),
            assumed: self.state.assumed.iter().copied().collect(),
        };
        match &self.state.phase {
            Phase::Loading => {}
            Phase::Screen => match self.top(&self.program) {
                Some(screen) => self.draw(screen, all, &mut view),
                None => view.shown = Shown::Left,
            },
            Phase::Failed(failure) => view.shown = Shown::Failed(failure.clone()),
            Phase::Completed(done) => {
                view.shown =
                    Shown::Completed { success: done.success, summary: done.summary.clone() };
            }
            Phase::Dead(message) => view.shown = Shown::Expired(message.clone()),
            Phase::Left => view.shown = Shown::Left,
        }
        view
    }

    fn draw(&self, screen: &Screen, all: bool, view: &mut View) {
        let scope = self.scope(&screen.id);
        view.shown = Shown::Screen(screen.id.to_string());
        view.header = Header {
            title: screen.title.as_ref().map(|title| scope.text(title)).unwrap_or_default(),
            leading: if self.state.stack.len() < 2 { Leading::Close } else { Leading::Back },
            progress: progress::percent(self),
        };
        let active = active(&scope, screen);
        let every: Vec<&Node> = screen.nodes.iter().collect();
        for node in if all { &every } else { &active } {
            match node.kind {
                ComponentKind::Footer if view.footer.is_none() => {
                    view.footer = Some(self.footer_of(screen, node, &active));
                }
                _ if all || is_visible(&scope, node) => {
                    if let Some(content) = node::content(self, screen, node) {
                        view.body.push(Element { id: node.id.to_string(), content });
                    }
                }
                _ => {}
            }
        }
    }

    fn footer_of(&self, screen: &Screen, node: &Node, active: &[&Node]) -> Footer {
        let scope = self.scope(&screen.id);
        let missing = missing(&scope, screen, active, self.state.device.today);
        let disabled = if self.state.awaited.is_some() {
            Some(Disabled::Busy)
        } else if !flag(&scope, node, "enabled", true) {
            Some(Disabled::Property)
        } else {
            (!missing.is_empty()).then_some(Disabled::NotReady)
        };
        let caption = |name| text(&scope, node, name).filter(|text| !text.is_empty());
        Footer {
            id: node.id.to_string(),
            label: text(&scope, node, "label").unwrap_or_default(),
            disabled,
            missing,
            left: caption("left-caption"),
            center: caption("center-caption"),
            right: caption("right-caption"),
        }
    }
}
