//! Going on after a flow was closed.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::device::Device;
use crate::entry::Entry;
use crate::gesture::Upload;
use crate::player::{Opening, Player};
use crate::program::Program;
use crate::state::{Phase, State};
use crate::summary::is_private;

/// How long a phone keeps what was entered: 15 days.
pub const KEPT: Duration = Duration::from_hours(15 * 24);

/// What a phone keeps of a flow that was not completed, under the flow's id and the message's.
///
/// Passwords, passcodes and `OptIns` are not in it, and neither are uploads that were not finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    state: State,
    opening: Opening,
}

impl Player {
    /// What the phone keeps, to be [reopened](Self::reopen). It saves after every change; a driver
    /// calls this when the flow is closed.
    ///
    /// `opening` is what the message says. `None` where there is nothing to go on with: the first
    /// screen never came, the flow is complete, or it broke.
    #[must_use]
    pub fn save(&self, opening: &Opening) -> Option<Saved> {
        match self.state.phase {
            Phase::Screen | Phase::Left if !self.state.stack.is_empty() => {}
            _ => return None,
        }
        let mut state = self.state.clone();
        for (id, page) in &mut state.store.pages {
            let Some(screen) = self.program.screen(id) else { continue };
            page.form.retain(|name, _| screen.field(name).is_some_and(|node| !is_private(node)));
            for entry in page.form.values_mut() {
                if let Entry::Files(files) = entry {
                    files.retain(|file| matches!(file.upload, Upload::Done(_)));
                }
            }
            page.touched = BTreeSet::new();
        }
        state.phase = Phase::Screen;
        state.awaited = None;
        state.failed = None;
        state.focus = None;
        state.snackbar = None;
        Some(Saved { state, opening: opening.clone() })
    }

    /// Opens a flow again from its message: on the last screen, without asking the endpoint.
    ///
    /// `None` where the phone begins anew, by [`open`](Self::open): after 15 days, or where the
    /// message opens the flow in another way than before.
    #[must_use]
    pub fn reopen(
        program: &Program,
        saved: Saved,
        opening: &Opening,
        age: Duration,
        device: Device,
    ) -> Option<Self> {
        if age > KEPT || saved.opening != *opening {
            return None;
        }
        let mut state = saved.state;
        state.device = device;
        state.store.profile = device.profile;
        let mut player = Self { program: program.clone(), state };
        player.fit();
        player.screen().is_some().then_some(player)
    }
}
