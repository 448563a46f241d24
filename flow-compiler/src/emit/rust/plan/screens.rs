//! What each screen is called.

use std::collections::{HashMap, HashSet};
use std::iter;

use crate::emit::rust::ident::{snake, type_name};

/// What a screen is called in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ScreenNames {
    pub(crate) module: String,
    /// The handler's method. `init` and `back` are taken.
    pub(crate) method: String,
    /// The variant in every enum of screens. `Success` stands for the end of the flow.
    pub(crate) variant: String,
}

impl ScreenNames {
    /// The names of the screens with these ids, each of its own: a later screen whose id differs
    /// from another in its spelling alone (`SignUp`, `SIGN_UP`) has a number after. `is_taken`
    /// tells what is beside the modules.
    pub(crate) fn of<'i>(
        ids: impl IntoIterator<Item = &'i str>,
        is_taken: impl Fn(&str) -> bool,
    ) -> HashMap<&'i str, Self> {
        let mut all = HashMap::new();
        let mut taken: [HashSet<String>; 3] = Default::default();
        for id in ids {
            let base = Self::module_of(id);
            let numbered = (2..).map(|number| format!("{base}_{number}"));
            let mut names = iter::once(base.clone()).chain(numbered).map(Self::from_module);
            let free = |names: &Self| {
                !is_taken(&names.module)
                    && names.each().iter().zip(&taken).all(|(name, taken)| !taken.contains(*name))
            };
            if let Some(names) = names.find(free) {
                for (name, taken) in names.each().into_iter().zip(&mut taken) {
                    taken.insert(name.clone());
                }
                all.entry(id).or_insert(names);
            }
        }
        all
    }

    /// The names of a screen that is alone.
    pub(crate) fn alone(id: &str) -> Self {
        Self::from_module(Self::module_of(id))
    }

    fn module_of(id: &str) -> String {
        match snake(id, "screen_") {
            Some(name) if name != "success" => name,
            Some(name) => format!("{name}_screen"),
            None => "screen".to_owned(),
        }
    }

    fn from_module(module: String) -> Self {
        let method = match module.as_str() {
            "init" | "back" => format!("{module}_screen"),
            _ => module.clone(),
        };
        let variant = type_name(&module).unwrap_or_else(|| "Screen".to_owned());
        Self { module, method, variant }
    }

    fn each(&self) -> [&String; 3] {
        [&self.module, &self.method, &self.variant]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_names_of_its_own() {
        let cases = [
            ("SUCCESS_", "success_screen", "success_screen", "SuccessScreen"),
            ("SUCCESS_SCREEN", "success_screen_2", "success_screen_2", "SuccessScreen2"),
            ("__", "screen", "screen", "Screen"),
            ("A,b_C", "a_b_c", "a_b_c", "ABC"),
            ("SignUp", "sign_up", "sign_up", "SignUp"),
            ("SIGN_UP", "sign_up_2", "sign_up_2", "SignUp2"),
            ("sign,up", "sign_up_3", "sign_up_3", "SignUp3"),
            ("INIT", "init", "init_screen", "Init"),
            ("INIT_SCREEN", "init_screen_2", "init_screen_2", "InitScreen2"),
            ("ROOM", "room_2", "room_2", "Room2"),
        ];
        let names = ScreenNames::of(cases.map(|(id, ..)| id), |name| name == "room");
        for (id, module, method, variant) in cases {
            let expected = [module, method, variant].map(str::to_owned);
            assert_eq!(names[id].each(), expected.each_ref(), "{id}");
        }
    }
}
