//! Carries a plan out, one call after the other.

use flow_graph::{
    Category, Client, Error, ErrorKind, LockedFlow, Metadata, NewFlow, Status, ValidationError,
};
use jiff::Timestamp;

use super::plan::{Changes, Named, Plan, Step, Wanted};
use crate::failure::Failure;

/// What is told of the work while it goes on.
pub(super) trait Progress {
    /// What Meta has now; called after every call that changed something, so that the next push
    /// can go on from there.
    fn record(&mut self, record: &LockedFlow) -> Result<(), Failure>;

    /// A step is done.
    fn done(&mut self, step: &Step, record: &LockedFlow);

    /// A step is left out, and why.
    fn left_out(&mut self, step: &Step, why: &str);
}

/// Why a plan was not carried out to its end.
pub(super) struct Stopped {
    pub(super) failure: Failure,
    /// What Meta's validator says of the JSON, where that is why.
    pub(super) errors: Vec<ValidationError>,
    /// Meta does not let the flow be edited.
    pub(super) not_editable: bool,
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self { failure, errors: Vec::new(), not_editable: false }
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        let errors = error.validation_errors().to_vec();
        let not_editable = error.graph().is_some_and(|error| error.kind == ErrorKind::Update);
        Self { failure: error.into(), errors, not_editable }
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
    for step in &plan.steps {
        let refused = !work.errors.is_empty();
        let next = match (record.take(), step) {
            (None, Step::Create { name }) => work.create(name).await?,
            (Some(kept), Step::Clone { name, of }) => work.copy(kept, name, of).await?,
            (Some(kept), Step::Publish) if refused => {
                progress.left_out(step, "Meta's validator refuses the JSON");
                progress.record(&kept)?;
                break;
            }
            (Some(mut next), step) => {
                work.change(&mut next, step).await?;
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
    async fn create(&mut self, name: &str) -> Result<LockedFlow, Error> {
        let new = self.new_flow(name).flow_json(&self.wanted.json);
        let created = self.client.waba(self.waba).create(&new).await?;
        self.errors = created.validation_errors;
        let taken = created.success != Some(false);
        let mut record = self.record(created.id, name);
        record.json = taken.then(|| self.wanted.json_hash());
        Ok(record)
    }

    async fn copy(
        &mut self,
        mut record: LockedFlow,
        name: &str,
        of: &Named,
    ) -> Result<LockedFlow, Error> {
        let new = self.new_flow(name).clone_of(&of.id);
        let created = self.client.waba(self.waba).create(&new).await?;
        record.begin_clone(created.id, name);
        record.json = None;
        record.metadata = self.whole_metadata();
        Ok(record)
    }

    async fn change(&mut self, record: &mut LockedFlow, step: &Step) -> Result<(), Stopped> {
        let flow = self.client.flow(record.working_id());
        match step {
            Step::UpdateMetadata(changes) => {
                flow.update(&metadata(changes)).await?;
                record.metadata = Some(self.wanted.metadata_hash());
                edited(record, changes.name.as_deref());
            }
            Step::UpdateJson => {
                let uploaded = flow.upload(&self.wanted.json).await?;
                if !uploaded.success {
                    return Err(Stopped {
                        errors: uploaded.validation_errors,
                        ..Failure::new("Meta did not take the JSON").into()
                    });
                }
                self.errors = uploaded.validation_errors;
                record.json = Some(self.wanted.json_hash());
                edited(record, None);
            }
            Step::Publish => {
                flow.publish().await?;
                published(record, Timestamp::now());
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
    fn record(&self, id: String, name: &str) -> LockedFlow {
        let flow = &self.wanted.flow;
        let mut record = LockedFlow::new(self.environment, flow, id, name, Status::Draft);
        record.metadata = self.whole_metadata();
        record
    }

    /// The metadata that a new flow has: the app is not part of the call that creates it.
    fn whole_metadata(&self) -> Option<String> {
        self.wanted.application.is_none().then(|| self.wanted.metadata_hash())
    }
}

/// What was published is a draft again; so is the clone, which is one anyway.
fn edited(record: &mut LockedFlow, name: Option<&str>) {
    let renamed = if let Some(clone) = &mut record.clone {
        &mut clone.name
    } else {
        record.status = Status::Draft;
        &mut record.name
    };
    if let Some(name) = name {
        name.clone_into(renamed);
    }
}

/// The flow that was worked on is published: the clone, where there is one, in the flow's place.
pub(super) fn published(record: &mut LockedFlow, now: Timestamp) {
    if record.clone.is_some() {
        record.finish_clone(now);
    } else {
        let json = record.json.clone();
        record.publish(json.as_deref(), now);
    }
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
