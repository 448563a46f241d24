//! A JSON object whose keys are checked one by one.

use serde_json::{Map, Value};

use crate::answer::Refusal;

/// An object, and where in the body it is.
#[derive(Clone)]
pub(crate) struct Object<'v> {
    place: String,
    map: &'v Map<String, Value>,
}

impl<'v> Object<'v> {
    pub(crate) fn root(value: &'v Value, known: &[&str]) -> Result<Self, Refusal> {
        Self::at(value, String::new(), known)
    }

    /// An object at a place; any other key than the known ones is wrong.
    pub(crate) fn at(value: &'v Value, place: String, known: &[&str]) -> Result<Self, Refusal> {
        let object = Self::any(value, place)?;
        match object.map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Refusal::wrong(format!("unknown key `{}`", object.place(key)))),
            None => Ok(object),
        }
    }

    /// An object with keys of the sender's choice.
    pub(crate) fn any(value: &'v Value, place: String) -> Result<Self, Refusal> {
        match value.as_object() {
            Some(map) => Ok(Self { place, map }),
            None if place.is_empty() => Err(Refusal::wrong("the body is not a JSON object")),
            None => Err(Refusal::wrong(format!("`{place}` is not an object"))),
        }
    }

    pub(crate) fn place(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    pub(crate) fn map(&self) -> &'v Map<String, Value> {
        self.map
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub(crate) fn need(&self, key: &str) -> Result<&'v Value, Refusal> {
        let missing = || Refusal::wrong(format!("`{}` is missing", self.place(key)));
        self.map.get(key).ok_or_else(missing)
    }

    pub(crate) fn child(&self, key: &str, known: &[&str]) -> Result<Object<'v>, Refusal> {
        Object::at(self.need(key)?, self.place(key), known)
    }

    /// A text that is not blank, where the key is there.
    pub(crate) fn text(&self, key: &str) -> Result<Option<&'v str>, Refusal> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        match value.as_str() {
            Some(text) if text.trim().is_empty() => {
                Err(Refusal::wrong(format!("`{}` is empty", self.place(key))))
            }
            Some(text) => Ok(Some(text)),
            None => Err(Refusal::wrong(format!("`{}` is not a string", self.place(key)))),
        }
    }

    pub(crate) fn need_text(&self, key: &str) -> Result<&'v str, Refusal> {
        self.need(key)?;
        Ok(self.text(key)?.unwrap_or_default())
    }

    /// A text of at most so many characters.
    pub(crate) fn need_short(&self, key: &str, most: usize) -> Result<&'v str, Refusal> {
        let text = self.need_text(key)?;
        let count = text.chars().count();
        if count > most {
            let place = self.place(key);
            return Err(Refusal::wrong_value(format!(
                "`{place}` has {count} characters, and {most} are allowed"
            )));
        }
        Ok(text)
    }

    /// A text that is one of a few.
    pub(crate) fn one_of(&self, key: &str, known: &[&str]) -> Result<Option<&'v str>, Refusal> {
        let text = self.text(key)?;
        match text.filter(|text| !known.contains(text)) {
            Some(text) => Err(Refusal::wrong(format!(
                "`{}` is `{text}`, and must be one of {known:?}",
                self.place(key)
            ))),
            None => Ok(text),
        }
    }

    pub(crate) fn need_one_of(&self, key: &str, known: &[&str]) -> Result<&'v str, Refusal> {
        self.need(key)?;
        Ok(self.one_of(key, known)?.unwrap_or_default())
    }

    /// The one key of these that is there.
    pub(crate) fn exactly_one(&self, keys: &[&'static str]) -> Result<&'static str, Refusal> {
        let mut there = keys.iter().filter(|key| self.has(key));
        if let (Some(key), None) = (there.next(), there.next()) {
            return Ok(key);
        }
        let places: Vec<_> = keys.iter().map(|key| self.place(key)).collect();
        Err(Refusal::wrong(format!("exactly one of {places:?} must be there")))
    }

    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        let wrong = || Refusal::wrong(format!("`{}` is not true or false", self.place(key)));
        value.as_bool().map(Some).ok_or_else(wrong)
    }

    pub(crate) fn list(&self, key: &str) -> Result<Option<&'v [Value]>, Refusal> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        let wrong = || Refusal::wrong(format!("`{}` is not an array", self.place(key)));
        value.as_array().map(|items| Some(items.as_slice())).ok_or_else(wrong)
    }
}
