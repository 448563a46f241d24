//! What the browser keeps of a session, so that it goes on after the preview was started again.

use flow_player::{Opening, Player, Profile, Saved};
use serde::{Deserialize, Serialize};

use crate::house::House;
use crate::session::{Look, Session};

/// What is said where a session goes on.
const AGAIN: &str = "The preview was started again. What was entered is still there, but for passwords \
                     and ticks.";

/// What is kept: what a phone keeps of a flow that was closed, and how it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    flow: String,
    token: String,
    opening: Opening,
    profile: Profile,
    look: Look,
    saved: Option<Saved>,
    /// Whether a message of the desk has opened it, which the desk keeps and not the browser.
    #[serde(default)]
    invited: bool,
}

impl Kept {
    pub(crate) fn of(session: &Session) -> Self {
        Self {
            flow: session.flow.clone(),
            token: session.token.clone(),
            opening: session.opening.clone(),
            profile: session.player.device().profile,
            look: session.look,
            saved: session.player.save(&session.opening),
            invited: session.invited.is_some(),
        }
    }

    /// Puts the session where it was. Whether the flow has to be opened: nothing of it was kept.
    pub(crate) fn restore(self, house: &House, session: &mut Session) -> bool {
        session.look = self.look;
        if self.invited {
            return true;
        }
        let Some(flow) = house.flow(&self.flow) else { return true };
        let Some(program) = flow.program else { return true };
        let device = flow_player::Device { profile: self.profile, ..session.player.device() };
        session.flow = self.flow;
        session.document = flow.document;
        session.token = self.token;
        session.opening = self.opening;
        session.player.adopt(&program);
        let age = std::time::Duration::ZERO;
        let player = self
            .saved
            .and_then(|saved| Player::reopen(&program, saved, &session.opening, age, device));
        let Some(player) = player else { return true };
        session.begin_with(player, device);
        session.recording.note("the preview was started again while this was recorded");
        session.notice = Some(AGAIN.to_owned());
        false
    }
}
