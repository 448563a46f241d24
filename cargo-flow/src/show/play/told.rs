//! A fault as a test: the shortest steps that lead to it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use flow_player::wander::{End, Shortening, Walk};
use flow_player::{Gesture, Opening};
use serde_json::Value;

use super::town::Town;

/// Steps are shortened for so long at most: an endpoint may be far away.
const PATIENCE: Duration = Duration::from_secs(20);

/// A fault, and the first customer who ran into it.
pub(super) struct Found {
    seed: u64,
    end: End,
    steps: Vec<Gesture>,
}

impl Found {
    pub(super) fn new(seed: u64, walk: &Walk, end: End) -> Self {
        let steps = walk.trail().iter().map(|made| made.gesture.clone()).collect();
        Self { seed, end, steps }
    }

    /// The fault as a test in Rust.
    ///
    /// An endpoint that keeps things, such as an address that is taken from now on, may not fail
    /// again; the steps are as the customer made them then.
    pub(super) async fn told(&self, town: &Town) -> String {
        let shortest = self.shortest(town).await;
        let mut lines = Vec::new();
        let again = town
            .again(self.seed, &shortest, &self.end, |walk, step| {
                if let Some(line) = walk.player().line(step) {
                    lines.push((walk.player().screen().unwrap_or_default().to_owned(), line));
                }
            })
            .await;
        let mut text = format!("\n// {}\n", self.end);
        if !again {
            text.push_str("// It did not happen again: these are the steps of the first time.\n");
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "let mut phone = {};", opened(town, self.seed));
        let mut on = String::new();
        for (screen, line) in &lines {
            if *screen != on {
                let _ = writeln!(text, "phone.on({screen:?})?;");
                on.clone_from(screen);
            }
            let _ = writeln!(text, "{line}");
        }
        text
    }

    async fn shortest(&self, town: &Town) -> Vec<Gesture> {
        let begun = Instant::now();
        if !town.again(self.seed, &self.steps, &self.end, |_, _| {}).await {
            return self.steps.clone();
        }
        let mut shortening = Shortening::new(self.steps.clone());
        while begun.elapsed() < PATIENCE
            && let Some(steps) = shortening.next()
        {
            let again = town.again(self.seed, &steps, &self.end, |_, _| {}).await;
            shortening.told(again);
        }
        shortening.shortest().to_vec()
    }
}

/// How a test opens the flow as the customer did.
fn opened(town: &Town, seed: u64) -> String {
    let mut text =
        format!("Phone::from_json({}).profile(Profile::{:?})", town.document, town.profile(seed));
    if town.line.is_some() {
        text.push_str(".endpoint(client)");
    }
    match &town.opening {
        Opening::Navigate { screen, data } => {
            let screen = screen.as_deref().unwrap_or_default();
            let data = Value::Object(data.clone());
            let _ = write!(
                text,
                ".open_at({screen:?}, json!({data}).as_object().cloned().unwrap_or_default())"
            );
        }
        _ => text.push_str(".open()"),
    }
    text.push_str(".await?");
    text
}
