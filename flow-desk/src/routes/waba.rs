//! A WABA's flows and phone numbers.

use std::sync::Arc;

use flow_runtime::is_loopback_host;
use serde_json::{Value, json};

use super::{flow, publish};
use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::document::Document;
use crate::fields;
use crate::object::Object;
use crate::server::Shared;
use crate::state::{State, Status};

/// What a page holds unless the call says otherwise, and at most.
const PAGE: usize = 25;
const LARGEST_PAGE: usize = 100;

const CATEGORIES: &[&str] = &[
    "SIGN_UP",
    "SIGN_IN",
    "APPOINTMENT_BOOKING",
    "LEAD_GENERATION",
    "CONTACT_US",
    "CUSTOMER_SUPPORT",
    "SURVEY",
    // Seen at Meta; its reference does not have it.
    "SHOPPING",
    "OTHER",
];

pub(super) async fn create(shared: &Shared, call: &Call, waba: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&[])?;
    let body = Object::root(
        call.json()?,
        &["name", "categories", "flow_json", "publish", "clone_flow_id", "endpoint_uri"],
    )?;
    let (name, categories) = (body.need_text("name")?, categories(&body, true)?);
    let (flow_json, clone) = (body.text("flow_json")?, body.text("clone_flow_id")?);
    let publishes = body.flag("publish")?.unwrap_or(false);
    let endpoint_uri = body.text("endpoint_uri")?;
    endpoint_uri.map_or(Ok(()), is_endpoint_uri)?;
    flow_json.map_or(Ok(()), |text| flow::is_small_enough(text.len()))?;
    if flow_json.is_some() && clone.is_some() {
        return Err(Refusal::wrong("`flow_json` and `clone_flow_id` exclude one another"));
    }
    if publishes && flow_json.is_none() && clone.is_none() {
        return Err(Refusal::wrong("`publish` needs `flow_json` or `clone_flow_id`"));
    }
    let id = {
        let mut state = shared.state();
        is_name_free(&state, waba, name, None)?;
        let source = clone.map(|id| {
            let flow = state.flow(id).filter(|flow| flow.waba == waba);
            flow.cloned().ok_or_else(|| Refusal::unknown(id))
        });
        let source = source.transpose()?;
        let more_errors = state.validation_errors.clone();
        let flow = state.add_flow(waba, name, categories);
        flow.endpoint_uri = endpoint_uri.map(str::to_owned);
        if let Some(source) = source {
            flow.endpoint_uri = flow.endpoint_uri.take().or(source.endpoint_uri);
            flow.document = source.document;
            flow.cloned_from = Some(source.id);
        } else if let Some(text) = flow_json {
            let mut document = Document::new(text);
            document.validation_errors.extend(more_errors);
            flow.document = Arc::new(document);
        }
        let id = flow.id.clone();
        state.report_status(&id, None);
        id
    };
    if publishes && let Err(refusal) = publish::attempt(shared, &id).await {
        // Faults of the document leave a draft that can be fixed.
        let mut state = shared.state();
        let errors = state.flow(&id).map(|flow| flow.document.validation_errors.clone());
        if errors.is_none_or(|errors| errors.is_empty()) {
            state.flows.retain(|flow| flow.id != id);
            return Err(refusal);
        }
    }
    let state = shared.state();
    let flow = state.flow(&id).ok_or_else(|| Refusal::unknown(&id))?;
    Ok(Answer::Json(json!({
        "id": id,
        "success": !publishes || flow.status == Status::Published,
        "validation_errors": flow.document.validation_errors,
    })))
}

pub(super) fn flows(state: &mut State, call: &Call, waba: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["fields", "limit", "after"])?;
    call.no_body()?;
    let text = call.parameter("fields").unwrap_or(fields::DEFAULT);
    let asked = fields::parse(text)?;
    let ids: Vec<_> =
        state.flows.iter().filter(|flow| flow.waba == waba).map(|flow| flow.id.clone()).collect();
    page(state, call, &ids, |state, id| flow::shown(state, id, &asked))
}

pub(super) fn phone_numbers(state: &mut State, call: &Call, waba: &str) -> Result<Answer, Refusal> {
    call.only_parameters(&["limit", "after"])?;
    call.no_body()?;
    let phones = state.phones.iter().filter(|phone| phone.waba == waba);
    let ids: Vec<_> = phones.map(|phone| phone.id.clone()).collect();
    page(state, call, &ids, |state, id| {
        let phone = state.phone(id).ok_or_else(|| Refusal::unknown(id))?;
        Ok(json!({
            "verified_name": "Fake business",
            "code_verification_status": "VERIFIED",
            "display_phone_number": phone.display_phone_number,
            "quality_rating": "GREEN",
            "id": phone.id,
        }))
    })
}

/// The categories, known and at least one.
pub(super) fn categories(body: &Object<'_>, required: bool) -> Result<Vec<String>, Refusal> {
    if required {
        body.need("categories")?;
    }
    let Some(items) = body.list("categories")? else { return Ok(Vec::new()) };
    if items.is_empty() {
        return Err(Refusal::wrong("`categories` needs at least one category"));
    }
    let category = |(index, item): (usize, &Value)| {
        let known = item.as_str().filter(|item| CATEGORIES.contains(item));
        let wrong = || {
            Refusal::wrong(format!("`categories[{index}]` is {item}, and none of {CATEGORIES:?}"))
        };
        known.map(str::to_owned).ok_or_else(wrong)
    };
    items.iter().enumerate().map(category).collect()
}

pub(super) fn is_name_free(
    state: &State,
    waba: &str,
    name: &str,
    own: Option<&str>,
) -> Result<(), Refusal> {
    match state.flow_named(waba, name) {
        Some(flow) if own != Some(flow.id.as_str()) => Err(Refusal {
            subcode: Some(4_016_019),
            ..Refusal::new(100, "Invalid parameter")
                .details(format!("Flow name is not unique: this WABA has a flow `{name}`"))
        }),
        _ => Ok(()),
    }
}

/// Meta takes https only; this one takes http on this machine as well, for tests.
pub(super) fn is_endpoint_uri(uri: &str) -> Result<(), Refusal> {
    let parsed: Option<hyper::Uri> = uri.parse().ok();
    let host = parsed.as_ref().and_then(hyper::Uri::host).unwrap_or_default();
    let is_sound = match parsed.as_ref().and_then(hyper::Uri::scheme_str) {
        Some("https") => !host.is_empty(),
        Some("http") => is_loopback_host(host),
        _ => false,
    };
    let message = || {
        Refusal::new(100, "Invalid parameter")
            .details(format!("Endpoint URI `{uri}` is not a valid `https://` URL"))
    };
    is_sound.then_some(()).ok_or_else(message)
}

/// A part of a list, with the cursors around it.
pub(super) fn page(
    state: &mut State,
    call: &Call,
    ids: &[String],
    show: impl Fn(&mut State, &str) -> Result<Value, Refusal>,
) -> Result<Answer, Refusal> {
    let limit = match call.parameter("limit") {
        None => PAGE,
        Some(text) => match text.parse::<usize>() {
            Ok(limit) if limit > 0 => limit.min(LARGEST_PAGE),
            _ => return Err(Refusal::wrong(format!("`limit` is `{text}`, not a number from 1"))),
        },
    };
    let start = match call.parameter("after") {
        None => 0,
        Some(cursor) => {
            let id = id_of(cursor)
                .ok_or_else(|| Refusal::wrong(format!("`after` is `{cursor}`, not a cursor")))?;
            // Ids only grow, so a page goes on even where the cursor's flow was deleted.
            ids.iter().position(|other| *other > id).unwrap_or(ids.len())
        }
    };
    let shown = &ids[start..ids.len().min(start + limit)];
    let data: Vec<_> = shown.iter().map(|id| show(state, id)).collect::<Result<_, _>>()?;
    let mut answer = json!({ "data": data });
    if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
        let after = cursor(last);
        answer["paging"] = json!({ "cursors": { "before": cursor(first), "after": after } });
        if start + shown.len() < ids.len() {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(call.recorded.query.iter().filter(|(key, _)| key != "after"));
            query.append_pair("after", &after);
            let (url, path) = (&state.url, &call.recorded.path);
            answer["paging"]["next"] = json!(format!("{url}{path}?{}", query.finish()));
        }
    }
    Ok(Answer::Json(answer))
}

/// Opaque to the client: the id, its digits turned into letters.
fn cursor(id: &str) -> String {
    id.bytes().map(|digit| char::from(digit - b'0' + b'Q')).chain(['=']).collect()
}

fn id_of(cursor: &str) -> Option<String> {
    let digit =
        |letter: u8| (b'Q'..=b'Z').contains(&letter).then(|| char::from(letter - b'Q' + b'0'));
    cursor.strip_suffix('=')?.bytes().map(digit).collect()
}
