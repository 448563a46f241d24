//! The shortest steps that lead to the same end.

use crate::gesture::Gesture;

/// Looks for the shortest steps that still show a fault, by leaving parts out.
///
/// It does no I/O: it [proposes](Self::next) steps, its driver tries them from the start with a new
/// player, leaving out what is refused, and [says](Self::told) whether the fault was there again.
///
/// ```
/// use flow_player::Gesture;
/// use flow_player::wander::Shortening;
///
/// // The fault needs the tap on "back" alone.
/// let steps = vec![Gesture::Leave, Gesture::Back, Gesture::Dismiss, Gesture::Leave];
/// let mut shortening = Shortening::new(steps);
/// while let Some(steps) = shortening.next() {
///     let again = steps.contains(&Gesture::Back);
///     shortening.told(again);
/// }
/// assert_eq!(shortening.shortest(), [Gesture::Back]);
/// ```
#[derive(Clone, Debug)]
pub struct Shortening {
    best: Vec<Gesture>,
    /// How many steps are left out at once.
    part: usize,
    /// From where.
    at: usize,
    tries: usize,
}

/// After so many tries the shortest so far is good enough.
const TRIES: usize = 400;

impl Shortening {
    /// Begins with steps that show the fault.
    #[must_use]
    pub fn new(steps: Vec<Gesture>) -> Self {
        let part = steps.len().div_ceil(2).max(1);
        Self { best: steps, part, at: 0, tries: 0 }
    }

    /// Steps to be tried; `None` once nothing more can be left out.
    #[expect(
        clippy::should_implement_trait,
        reason = "what comes next depends on what it is reported"
    )]
    pub fn next(&mut self) -> Option<Vec<Gesture>> {
        if self.tries >= TRIES {
            return None;
        }
        if self.at >= self.best.len() {
            if self.part <= 1 || self.best.is_empty() {
                return None;
            }
            self.part = self.part.div_ceil(2);
            self.at = 0;
        }
        self.tries += 1;
        let end = (self.at + self.part).min(self.best.len());
        Some([&self.best[..self.at], &self.best[end..]].concat())
    }

    /// Takes whether the steps that were proposed last show the fault.
    pub fn told(&mut self, again: bool) {
        if again {
            let end = (self.at + self.part).min(self.best.len());
            self.best.drain(self.at.min(end)..end);
        } else {
            self.at += self.part;
        }
    }

    /// The shortest steps so far.
    #[must_use]
    pub fn shortest(&self) -> &[Gesture] {
        &self.best
    }
}
