//! Which call is which.

mod flow;
mod health;
mod key;
mod media;
mod message;
mod metric;
mod migrate;
mod publish;
mod send;
mod template;
mod waba;

use crate::answer::{Answer, Refusal};
use crate::call::Call;
use crate::server::Shared;

/// The versions that were seen.
const VERSIONS: std::ops::RangeInclusive<u32> = 17..=26;

/// What an id belongs to.
enum Node {
    Waba,
    Phone,
    Flow,
    Media,
}

pub(crate) async fn answer(shared: &Shared, call: &Call) -> Result<Answer, Refusal> {
    let path = call.recorded.path.trim_start_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    if let ["download", flow, "flow.json"] = segments[..] {
        return flow::download(&shared.state(), call, flow);
    }
    if let ["cdn", id] = segments[..] {
        return media::encrypted(&shared.state(), id);
    }
    authorize(shared, call)?;
    if let ["media", id] = segments[..] {
        return media::download(&shared.state(), call, id);
    }
    let Some((version, segments)) = segments.split_first() else { return Err(unknown_call(call)) };
    let known = version.strip_prefix('v').and_then(|version| version.strip_suffix(".0"));
    if !known.and_then(|major| major.parse().ok()).is_some_and(|major| VERSIONS.contains(&major)) {
        return Err(Refusal::wrong(format!("`{version}` is not a version of the Graph API")));
    }
    let (id, edge) = match segments[..] {
        [id] => (id, ""),
        [id, edge] => (id, edge),
        _ => return Err(unknown_call(call)),
    };
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::wrong(format!("`{id}` is not an id")));
    }
    let node = node(shared, id).ok_or_else(|| Refusal::unknown(id))?;
    let mut state = match (&node, call.recorded.method.as_str(), edge) {
        // These call the endpoint, and must not hold the state meanwhile.
        (Node::Waba, "POST", "flows") => return waba::create(shared, call, id).await,
        (Node::Flow, "POST", "publish") => return publish::publish(shared, call, id).await,
        _ => shared.state(),
    };
    let state = &mut *state;
    match (node, call.recorded.method.as_str(), edge) {
        (Node::Waba, "GET", "flows") => waba::flows(state, call, id),
        (Node::Waba, "GET", "phone_numbers") => waba::phone_numbers(state, call, id),
        (Node::Waba, "POST", "migrate_flows") => migrate::migrate(state, call, id),
        (Node::Waba, "POST", "message_templates") => template::create(state, call, id),
        (Node::Flow, "GET", "") => flow::get(state, call, id),
        (Node::Flow, "POST", "") => flow::update(state, call, id),
        (Node::Flow, "DELETE", "") => flow::delete(state, call, id),
        (Node::Flow, "GET", "assets") => flow::assets(state, call, id),
        (Node::Flow, "POST", "assets") => flow::upload(state, call, id),
        (Node::Flow, "POST", "deprecate") => flow::deprecate(state, call, id),
        (Node::Phone, "GET", "whatsapp_business_encryption") => key::get(state, call, id),
        (Node::Phone, "POST", "whatsapp_business_encryption") => key::set(state, call, id),
        (Node::Phone, "POST", "messages") => send::send(state, call, id),
        (Node::Phone, "POST", "media") => media::upload(state, call),
        (Node::Media, "GET", "") => media::get(state, call, id),
        (Node::Media, "DELETE", "") => media::delete(state, call, id),
        _ => Err(unknown_call(call)),
    }
}

fn authorize(shared: &Shared, call: &Call) -> Result<(), Refusal> {
    if call.parameter("access_token").is_some() {
        return Err(Refusal::wrong(
            "the access token is in the URL: send it as `Authorization: Bearer`",
        ));
    }
    let expected = format!("Bearer {}", shared.state().token);
    match &call.authorization {
        Some(given) if *given == expected => Ok(()),
        Some(given) if given.starts_with("Bearer ") => Err(Refusal::new(
            190,
            "Error validating access token: Session has expired or the token is not valid",
        )),
        _ => Err(Refusal {
            code: 190,
            status: 401,
            ..Refusal::wrong("the header `Authorization: Bearer` is missing")
        }),
    }
}

fn node(shared: &Shared, id: &str) -> Option<Node> {
    let state = shared.state();
    if state.wabas.iter().any(|waba| waba == id) {
        Some(Node::Waba)
    } else if state.phone(id).is_some() {
        Some(Node::Phone)
    } else {
        let flow = state.flow(id).map(|_| Node::Flow);
        flow.or_else(|| state.file(id).map(|_| Node::Media))
    }
}

fn unknown_call(call: &Call) -> Refusal {
    let (method, path) = (&call.recorded.method, &call.recorded.path);
    Refusal::wrong(format!("there is no call `{method} {path}`, or not on an object of this kind"))
}
