//! How far a person has come.

use flow_compiler::catalogue::ComponentKind;

use crate::player::Player;
use crate::program::{Inner, Screen};

/// The most screens of a flow whose ways are followed.
const MOST: usize = 256;

/// Percent of the way: the screens that were visited against the mean length of what is left.
/// `None` for a flow of one screen.
pub(super) fn percent(player: &Player) -> Option<u8> {
    let inner = player.program.inner();
    // The paths are followed one in the other; more screens than this are a fault of the flow.
    if inner.screens.len() > MOST {
        return None;
    }
    let here = *inner.at.get(player.screen()?)?;
    let visited = player
        .state
        .stack
        .iter()
        .filter(|id| inner.at.get(*id).is_some_and(|&at| counts(&inner.screens[at])))
        .count();
    let mut means = Means { inner, known: vec![Mean::Unknown; inner.screens.len()] };
    let left = means.of(here);
    if left == 0.0 && player.state.stack.len() < 2 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a history has 256 screens at most")]
    let visited = visited.max(1) as f64;
    let percent = visited / (visited + left) * 100.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    Some(percent.round().clamp(0.0, 100.0) as u8)
}

/// A screen without a button and without a list is only read, and does not count.
fn counts(screen: &Screen) -> bool {
    let leads = [ComponentKind::Footer, ComponentKind::NavigationList];
    screen.nodes.iter().any(|node| leads.contains(&node.kind))
}

#[derive(Clone, Copy)]
enum Mean {
    Unknown,
    /// It is being computed: a way that comes back here is cut.
    Open,
    /// So many paths, of this length together.
    Known {
        paths: f64,
        total: f64,
    },
}

struct Means<'p> {
    inner: &'p Inner,
    known: Vec<Mean>,
}

impl Means<'_> {
    /// The mean length of the paths from a screen to an end, itself not counted.
    fn of(&mut self, screen: usize) -> f64 {
        match self.paths(screen) {
            Some((paths, total)) if paths > 0.0 => total / paths,
            _ => 0.0,
        }
    }

    fn paths(&mut self, screen: usize) -> Option<(f64, f64)> {
        match self.known[screen] {
            Mean::Open => return None,
            Mean::Known { paths, total } => return Some((paths, total)),
            Mean::Unknown => {}
        }
        self.known[screen] = Mean::Open;
        let (mut paths, mut total) = (0.0, 0.0);
        for &next in &self.inner.routes[screen] {
            if let Some((more, length)) = self.paths(next) {
                let step = if counts(&self.inner.screens[next]) { 1.0 } else { 0.0 };
                paths += more;
                total += length + more * step;
            }
        }
        if paths == 0.0 {
            paths = 1.0;
        }
        self.known[screen] = Mean::Known { paths, total };
        Some((paths, total))
    }
}
