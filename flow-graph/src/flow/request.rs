//! What a flow is made and changed with.

use serde_json::{Map, Value, json};

use super::{Category, check_size};
use crate::error::Error;
use crate::id::plain;

/// A flow to be made.
///
/// ```
/// use flow_graph::{Category, NewFlow};
///
/// let flow = NewFlow::new("Sign up", [Category::SignUp]).endpoint_uri("https://example.com/flow");
/// # drop(flow);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a flow is not made until it is given to `create`"]
pub struct NewFlow {
    name: String,
    categories: Vec<Category>,
    flow_json: Option<String>,
    publish: bool,
    clone_flow_id: Option<String>,
    endpoint_uri: Option<String>,
}

/// What to change of a flow. What is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "nothing changes until this is given to `update`"]
pub struct Metadata {
    name: Option<String>,
    categories: Option<Vec<Category>>,
    endpoint_uri: Option<String>,
    application_id: Option<String>,
}

impl NewFlow {
    /// Takes the name, unique in the account, and at least one category.
    pub fn new(name: impl Into<String>, categories: impl IntoIterator<Item = Category>) -> Self {
        Self {
            name: name.into(),
            categories: categories.into_iter().collect(),
            flow_json: None,
            publish: false,
            clone_flow_id: None,
            endpoint_uri: None,
        }
    }

    /// Gives the Flow JSON document: at most 10 MB.
    pub fn flow_json(mut self, json: impl Into<String>) -> Self {
        self.flow_json = Some(json.into());
        self
    }

    /// Publishes the flow at once, if its document has no faults.
    pub fn publish(mut self) -> Self {
        self.publish = true;
        self
    }

    /// Starts with the document of another flow of the account.
    pub fn clone_of(mut self, flow_id: impl Into<String>) -> Self {
        self.clone_flow_id = Some(flow_id.into());
        self
    }

    /// Sets the address of the endpoint (Flow JSON 3.0 and later).
    pub fn endpoint_uri(mut self, uri: impl Into<String>) -> Self {
        self.endpoint_uri = Some(uri.into());
        self
    }

    pub(crate) fn to_json(&self, call: &'static str) -> Result<Value, Error> {
        check_name(call, &self.name)?;
        check_categories(call, &self.categories)?;
        let mut body = Map::with_capacity(6);
        body.insert("name".to_owned(), json!(self.name));
        body.insert("categories".to_owned(), json!(self.categories));
        if let Some(json) = &self.flow_json {
            check_size(json)?;
            body.insert("flow_json".to_owned(), json!(json));
        }
        if self.publish {
            body.insert("publish".to_owned(), json!(true));
        }
        if let Some(id) = &self.clone_flow_id {
            body.insert("clone_flow_id".to_owned(), json!(plain(id, "flow to clone")?));
        }
        if let Some(uri) = &self.endpoint_uri {
            body.insert("endpoint_uri".to_owned(), json!(uri));
        }
        Ok(Value::Object(body))
    }
}

impl Metadata {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Changes the name, which has to be unique in the account.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Changes the categories: at least one.
    pub fn categories(mut self, categories: impl IntoIterator<Item = Category>) -> Self {
        self.categories = Some(categories.into_iter().collect());
        self
    }

    /// Changes the address of the endpoint.
    pub fn endpoint_uri(mut self, uri: impl Into<String>) -> Self {
        self.endpoint_uri = Some(uri.into());
        self
    }

    /// Connects an app, whose secret then signs the requests to the endpoint.
    pub fn application_id(mut self, id: impl Into<String>) -> Self {
        self.application_id = Some(id.into());
        self
    }

    pub(super) fn to_json(&self, call: &'static str) -> Result<Value, Error> {
        let mut body = Map::with_capacity(4);
        if let Some(name) = &self.name {
            check_name(call, name)?;
            body.insert("name".to_owned(), json!(name));
        }
        if let Some(categories) = &self.categories {
            check_categories(call, categories)?;
            body.insert("categories".to_owned(), json!(categories));
        }
        if let Some(uri) = &self.endpoint_uri {
            body.insert("endpoint_uri".to_owned(), json!(uri));
        }
        if let Some(id) = &self.application_id {
            body.insert("application_id".to_owned(), json!(plain(id, "application")?));
        }
        if body.is_empty() {
            return Err(Error::invalid(call, "nothing is to be changed; name what is"));
        }
        Ok(Value::Object(body))
    }
}

fn check_name(call: &'static str, name: &str) -> Result<(), Error> {
    if name.trim().is_empty() {
        return Err(Error::invalid(call, "the flow has no name; give one, unique in the account"));
    }
    Ok(())
}

fn check_categories(call: &'static str, categories: &[Category]) -> Result<(), Error> {
    if categories.is_empty() {
        return Err(Error::invalid(
            call,
            "the flow has no category; give at least one, such as `Category::Uncategorized`",
        ));
    }
    Ok(())
}
