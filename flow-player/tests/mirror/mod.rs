//! An endpoint that answers what it may: a screen to which the flow leads, with its examples.

use flow_player::{Asked, Program, Reply, Request};

pub struct Mirror<'p> {
    program: &'p Program,
    turn: u64,
}

impl<'p> Mirror<'p> {
    pub fn new(program: &'p Program, seed: u64) -> Self {
        Self { program, turn: seed }
    }

    pub fn reply(&mut self, request: &Request) -> Reply {
        self.turn = self.turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let choice = usize::try_from(self.turn >> 40).unwrap_or(0);
        let targets: Vec<&str> = match request.action {
            Asked::Init => self.program.entries().collect(),
            Asked::Back => vec![&request.screen],
            Asked::DataExchange => {
                self.program.routes(&request.screen).chain([request.screen.as_str()]).collect()
            }
        };
        if request.action == Asked::DataExchange
            && (self.program.is_terminal(&request.screen) || choice % 16 == 15)
        {
            return Reply::closed(&serde_json::Map::new());
        }
        let target = targets[choice % targets.len()];
        Reply::screen(target, &self.program.example(target))
    }
}
