//! The flow as it was before it was changed: an endpoint may still answer for it.

use std::collections::VecDeque;

use flow_player::view::Shown;
use flow_player::{Player, Program, Reply, Snapshot, Ticket};

/// So many changes are looked back.
const KEPT: usize = 16;

/// The programs before the one that is played, the newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier(VecDeque<Program>);

impl Earlier {
    pub(crate) fn push(&mut self, program: Program) {
        self.0.push_front(program);
        self.0.truncate(KEPT);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What to say of an answer that the flow of now does not take, where it took it before one of
    /// the last changes. `before` is the phone as it was when the answer came.
    pub(crate) fn outdated(
        &self,
        before: &Snapshot,
        ticket: Ticket,
        reply: &Reply,
    ) -> Option<String> {
        let took = |program: &Program| {
            let mut player = Player::restore(program, before.clone());
            player.answer(ticket, reply.clone());
            !matches!(player.view().shown, Shown::Failed(_))
        };
        let ago = self.0.iter().position(took)?;
        let when = match ago {
            0 => "before it was saved last".to_owned(),
            ago => format!("before it was saved the last {} times", ago + 1),
        };
        Some(format!(
            "The endpoint is older than the flow: its answer fits the flow as it was {when}, and not as \
             it is now. Start the endpoint again with the flow as it is now, or take the change back."
        ))
    }
}
