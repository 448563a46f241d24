//! The state in a file, kept over a restart.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::chat::Said;
use crate::contact::Contact;
use crate::delivery::Queue;
use crate::document::Document;
use crate::media::Media;
use crate::state::{Flow, Message, Phone, State, Template};

/// The form that this version writes.
const FORM: u32 = 1;

/// Writes the state to a file.
pub(crate) struct Keeper(PathBuf);

/// What is in the file. Documents are there once, and the rest names them by their place.
#[derive(Serialize, Deserialize)]
struct Kept {
    form: u32,
    documents: Vec<String>,
    wabas: Vec<String>,
    phones: Vec<Phone>,
    flows: Vec<With<Flow>>,
    templates: Vec<With<Template>>,
    messages: Vec<With<Message>>,
    people: Vec<Contact>,
    said: Vec<Said>,
    media: Vec<KeptFile>,
    reports: Queue,
    last_id: u64,
    last_count: u64,
}

/// A thing with its documents, the newest first.
#[derive(Serialize, Deserialize)]
struct With<T> {
    it: T,
    documents: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
struct KeptFile {
    id: String,
    mime_type: String,
    name: Option<String>,
    base64: String,
}

/// Documents by their text, each once.
#[derive(Default)]
struct Shelf<'s> {
    texts: Vec<String>,
    places: HashMap<&'s str, usize>,
}

impl<'s> Shelf<'s> {
    fn place(&mut self, document: &'s Document) -> usize {
        let texts = &mut self.texts;
        *self.places.entry(&document.text).or_insert_with(|| {
            texts.push(document.text.clone());
            texts.len() - 1
        })
    }
}

impl Keeper {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Takes what the file holds into the state; a file that is not there holds nothing.
    pub(crate) fn load(&self, state: &mut State) -> io::Result<()> {
        let text = match fs::read(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let kept: Kept = serde_json::from_slice(&text).map_err(io::Error::other)?;
        if kept.form != FORM {
            return Err(io::Error::other("the file was written by another version"));
        }
        kept.into(state).ok_or_else(|| io::Error::other("the file names a document that it lacks"))
    }

    /// Writes the whole file anew: one that ends in the middle leaves the old one.
    pub(crate) fn save(&self, state: &State) -> io::Result<()> {
        let text = serde_json::to_vec(&Kept::of(state)).map_err(io::Error::other)?;
        let new = self.0.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // What people enter is in it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&new)?.write_all(&text)?;
        fs::rename(&new, &self.0)
    }
}

impl Kept {
    fn of(state: &State) -> Self {
        let mut shelf = Shelf::default();
        let flows = state.flows.iter().map(|flow| {
            let all = std::iter::once(&flow.document).chain(&flow.versions);
            With { it: flow.clone(), documents: all.map(|one| shelf.place(one)).collect() }
        });
        let flows = flows.collect();
        let templates = state.templates.iter().map(|template| {
            let documents = template.document.iter().map(|one| shelf.place(one)).collect();
            With { it: template.clone(), documents }
        });
        let templates = templates.collect();
        let messages = state.messages.iter().map(|message| {
            let documents = message.document.iter().map(|one| shelf.place(one)).collect();
            With { it: message.clone(), documents }
        });
        let messages = messages.collect();
        let media = state.media.iter().map(|media| KeptFile {
            id: media.id.clone(),
            mime_type: media.mime_type.clone(),
            name: media.file_name.clone(),
            base64: STANDARD.encode(&media.bytes),
        });
        Self {
            form: FORM,
            documents: shelf.texts,
            wabas: state.wabas.clone(),
            phones: state.phones.clone(),
            flows,
            templates,
            messages,
            people: state.people.clone(),
            said: state.said.clone(),
            media: media.collect(),
            reports: state.reports.clone(),
            last_id: state.last_id,
            last_count: state.last_count,
        }
    }

    /// `None` where a document is named that is not there.
    fn into(self, state: &mut State) -> Option<()> {
        let documents: Vec<Arc<Document>> =
            self.documents.into_iter().map(|text| Arc::new(Document::new(text))).collect();
        let all = |places: Vec<usize>| -> Option<Vec<Arc<Document>>> {
            places.into_iter().map(|at| documents.get(at).cloned()).collect()
        };
        let flow = |With { mut it, documents }: With<Flow>| {
            let mut documents = all(documents)?.into_iter();
            it.document = documents.next()?;
            it.versions = documents.collect();
            Some(it)
        };
        let template = |With { mut it, documents }: With<Template>| {
            it.document = all(documents)?.pop();
            Some(it)
        };
        let message = |With { mut it, documents }: With<Message>| {
            it.document = all(documents)?.pop();
            Some(it)
        };
        let media = |file: KeptFile| {
            let bytes = STANDARD.decode(file.base64).ok()?.into();
            let KeptFile { id, mime_type, name, .. } = file;
            Some(Media { id, mime_type, file_name: name, bytes })
        };
        state.flows = self.flows.into_iter().map(flow).collect::<Option<_>>()?;
        state.templates = self.templates.into_iter().map(template).collect::<Option<_>>()?;
        state.messages = self.messages.into_iter().map(message).collect::<Option<_>>()?;
        state.media = self.media.into_iter().map(media).collect::<Option<_>>()?;
        state.wabas = self.wabas;
        state.phones = self.phones;
        state.people = self.people;
        state.said = self.said;
        state.reports = self.reports;
        state.last_id = self.last_id;
        state.last_count = self.last_count;
        Some(())
    }
}
