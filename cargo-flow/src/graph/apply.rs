//! Carries a plan out, one call after the other.

use flow_graph::{Category, Client, Error, FlowHandle, Metadata, NewFlow, Status, ValidationError};

use super::lock::Record;
use super::plan::{Changes, Named, Plan, Step, Wanted};
use crate::failure::Failure;

/// What is told of the work while it goes on.
pub(super) trait Progress {
    /// What Meta has now; called after every call that changed something, so that the next push
    /// can go on from there.
    fn record(&mut self, record: &Record) -> Result<(), Failure>;

    /// A step is done.
    fn done(&mut self, step: &Step, record: &Record);

    /// A step is left out, and why.
    fn left_out(&mut self, step: &Step, why: &str);
}

/// Why a plan was not carried out to its end.
pub(super) struct Stopped {
    pub(super) failure: Failure,
    /// What Meta's validator says of the JSON, where that is why.
    pub(super) errors: Vec<ValidationError>,
}

impl<F: Into<Failure>> From<F> for Stopped {
    fn from(failure: F) -> Self {
        Self { failure: failure.into(), errors: Vec::new() }
    }
}

/// Carries a plan out; the answer is what Meta's validator says of the JSON, where it was sent.
pub(super) async fn apply(
    client: &Client,
    waba: &str,
    environment: &str,
    wanted: &Wanted,
    plan: &Plan,
    progress: &mut dyn Progress,
) -> Result<Vec<ValidationError>, Stopped> {
    let mut work = Work { client, waba, environment, wanted, errors: Vec::new() };
    let mut record = plan.record.clone();
    if let Some(record) = &record {
        progress.record(record)?;
    }
    for (at, step) in plan.steps.iter().enumerate() {
        let refused = !work.errors.is_empty();
        let next = match (record.take(), step) {
            (None, Step::Create { name }) => work.create(name).await?,
            (_, Step::Clone { name, of }) => work.copy(name, of).await?,
            (Some(kept), Step::Publish) if refused => {
                progress.left_out(step, "Meta's validator refuses the JSON");
                progress.record(&kept)?;
                break;
            }
            (Some(mut next), step) => {
                work.change(&mut next, step).await?;
                let replaced = matches!(step, Step::Publish) && plan.steps.len() == at + 1;
                if replaced {
                    next.replaces = None;
                }
                next
            }
            (None, step) => {
                return Err(Failure::new(format!("the plan has no flow to {step}")).into());
            }
        };
        progress.record(&next)?;
        progress.done(step, &next);
        record = Some(next);
    }
    Ok(work.errors)
}

struct Work<'w> {
    client: &'w Client,
    waba: &'w str,
    environment: &'w str,
    wanted: &'w Wanted,
    errors: Vec<ValidationError>,
}

impl Work<'_> {
    async fn create(&mut self, name: &str) -> Result<Record, Error> {
        let new = self.new_flow(name).flow_json(&self.wanted.json);
        let created = self.client.waba(self.waba).create(&new).await?;
        self.errors = created.validation_errors;
        let taken = created.success != Some(false);
        let json = taken.then(|| self.wanted.json_hash());
        Ok(Record { json, ..self.record(created.id, name) })
    }

    async fn copy(&mut self, name: &str, of: &Named) -> Result<Record, Error> {
        let new = self.new_flow(name).clone_of(&of.id);
        let created = self.client.waba(self.waba).create(&new).await?;
        Ok(Record { replaces: Some(of.id.clone()), ..self.record(created.id, name) })
    }

    async fn change(&mut self, record: &mut Record, step: &Step) -> Result<(), Stopped> {
        let flow = self.client.flow(&record.id);
        match step {
            Step::UpdateMetadata(changes) => {
                flow.update(&metadata(changes)).await?;
                record.metadata = Some(self.wanted.metadata_hash());
                record.name = changes.name.clone().unwrap_or_else(|| record.name.clone());
            }
            Step::UpdateJson => {
                let uploaded = flow.upload(&self.wanted.json).await?;
                if !uploaded.success {
                    return Err(Stopped {
                        failure: Failure::new("Meta did not take the JSON"),
                        errors: uploaded.validation_errors,
                    });
                }
                self.errors = uploaded.validation_errors;
                record.json = Some(self.wanted.json_hash());
            }
            Step::Publish => {
                publish(&flow).await?;
                Status::Published.as_str().clone_into(&mut record.status);
            }
            Step::Deprecate(old) => {
                self.client.flow(&old.id).deprecate().await?;
                record.replaces = None;
            }
            // A flow that exists is not made.
            Step::Create { .. } | Step::Clone { .. } => {}
        }
        Ok(())
    }

    fn new_flow(&self, name: &str) -> NewFlow {
        let new = NewFlow::new(name, categories(&self.wanted.categories));
        match &self.wanted.endpoint {
            Some(endpoint) => new.endpoint_uri(endpoint),
            None => new,
        }
    }

    /// A flow that was made just now.
    fn record(&self, id: String, name: &str) -> Record {
        let complete = self.wanted.application.is_none();
        Record {
            environment: self.environment.to_owned(),
            flow: self.wanted.flow.clone(),
            id,
            name: name.to_owned(),
            status: Status::Draft.as_str().to_owned(),
            json: None,
            metadata: complete.then(|| self.wanted.metadata_hash()),
            replaces: None,
        }
    }
}

/// Publishes a flow; a refusal comes with what Meta's validator says of the JSON.
pub(super) async fn publish(flow: &FlowHandle) -> Result<(), Stopped> {
    flow.publish().await.map_err(|error| {
        let errors = error.graph().map(|error| error.validation_errors.clone());
        Stopped { failure: error.into(), errors: errors.unwrap_or_default() }
    })
}

fn metadata(changes: &Changes) -> Metadata {
    let mut metadata = Metadata::new();
    if let Some(name) = &changes.name {
        metadata = metadata.name(name);
    }
    if let Some(categories) = &changes.categories {
        metadata = metadata.categories(self::categories(categories));
    }
    if let Some(endpoint) = &changes.endpoint {
        metadata = metadata.endpoint_uri(endpoint);
    }
    if let Some(application) = &changes.application {
        metadata = metadata.application_id(application);
    }
    metadata
}

fn categories(words: &[String]) -> impl Iterator<Item = Category> {
    words.iter().map(|word| Category::from(word.as_str()))
}
