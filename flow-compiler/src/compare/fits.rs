//! Whether a value of one version's type is read as a type of the other.

use std::collections::HashSet;

use crate::model::{Flow, Type};

/// Who reads a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The types that `flow!` emits: every key of an object has to be there.
    Handler,
    /// A phone: it looks at the types of the keys that are there, and at no more of a number than that.
    Phone,
}

/// The types of two flows.
pub struct Fit<'f, 'a, 'b> {
    sender: &'f Flow<'a>,
    receiver: &'f Flow<'b>,
    reader: Reader,
    /// Structs of the two that fit, or are looked at: each pair is looked at once.
    known: HashSet<(&'a str, &'b str)>,
}

impl<'f, 'a, 'b> Fit<'f, 'a, 'b> {
    pub fn new(sender: &'f Flow<'a>, receiver: &'f Flow<'b>, reader: Reader) -> Self {
        Self { sender, receiver, reader, known: HashSet::new() }
    }

    /// Why a value of the type that is sent is not read as the other type, as the end of a sentence about
    /// it: ` is a string, and was a number`.
    pub fn fault(&mut self, sent: &Type<'a>, read: &Type<'b>) -> Option<String> {
        use Type::{
            Bool, Choice, Date, DateRange, Digits, Files, Integer, Json, List, Number, Object,
            String, Struct,
        };
        match (sent, read) {
            (_, Json)
            | (String | Choice(_) | Date | Digits, String)
            | (String | Digits | Number | Integer, Digits)
            | (Number | Integer, Number)
            | (Integer, Integer)
            | (Bool, Bool)
            | (Date, Date)
            | (DateRange, DateRange)
            | (Files, Files) => None,
            // A phone looks at no more of a number, and shows and compares a string, whichever it is.
            (Number, Integer) | (String | Date | Choice(_), Choice(_) | Date)
                if self.reader == Reader::Phone =>
            {
                None
            }
            (Choice(sent), Choice(read)) => {
                let known: HashSet<&str> = read.options.iter().map(|option| &*option.id).collect();
                let gone = sent.options.iter().find(|option| !known.contains(&*option.id))?;
                Some(format!("may be `{}`, which is not an option any more", gone.id))
            }
            (List(sent), List(read)) => {
                self.fault(sent, read).map(|fault| format!("is a list; an item of it {fault}"))
            }
            (Struct(one), Struct(other)) if self.known.contains(&(*one, *other)) => None,
            (Object(_) | Struct(_), Object(_) | Struct(_)) => {
                if let (Struct(one), Struct(other)) = (sent, read) {
                    self.known.insert((*one, *other));
                }
                let (sent, read) = (keys(self.sender, sent), keys(self.receiver, read));
                self.object(&sent, &read)
            }
            _ => Some(format!("is {} in the one and {} in the other", noun(sent), noun(read))),
        }
    }

    fn object(
        &mut self,
        sent: &[(&'a str, Type<'a>)],
        read: &[(&'b str, Type<'b>)],
    ) -> Option<String> {
        let sent: std::collections::HashMap<&str, &Type<'a>> =
            sent.iter().map(|(key, ty)| (*key, ty)).collect();
        read.iter().find_map(|(key, ty)| match sent.get(key) {
            Some(there) => {
                self.fault(there, ty).map(|fault| format!("is an object; its `{key}` {fault}"))
            }
            None if self.reader == Reader::Handler => Some(format!("lacks `{key}`")),
            None => None,
        })
    }
}

/// The keys of an object or a struct.
fn keys<'a>(flow: &Flow<'a>, ty: &Type<'a>) -> Vec<(&'a str, Type<'a>)> {
    match ty {
        Type::Object(keys) => keys.clone(),
        Type::Struct(name) => {
            let found = flow.structs.iter().find(|found| found.name == *name);
            let fields = found.map(|found| found.fields.as_slice()).unwrap_or_default();
            fields.iter().map(|field| (field.key, field.ty.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// What a value of the type is called.
pub fn noun(ty: &Type<'_>) -> &'static str {
    match ty {
        Type::String => "a string",
        Type::Bool => "a boolean",
        Type::Number => "a number",
        Type::Integer => "a whole number",
        Type::Digits => "a passcode",
        Type::Date => "a date",
        Type::DateRange => "a range of dates",
        Type::Files => "a list of files",
        Type::Choice(_) => "one of several options",
        Type::List(_) => "a list",
        Type::Object(_) | Type::Struct(_) => "an object",
        Type::Json => "any value",
    }
}
