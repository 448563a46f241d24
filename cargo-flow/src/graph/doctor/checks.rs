//! What the source, the configuration and Meta's fields of the flow tell.

use flow_compiler::catalogue::{Standing, Version};
use flow_graph::{Entity, EntityType, Id, SendAbility, Status};

use super::{Line, Patient};
use crate::graph::config::NAME;

/// The JSON is sound, for the compiler and for Meta's validator.
pub(super) fn json(patient: &Patient<'_>) -> Line {
    if patient.flow.document().is_none() {
        return Line::broken("json", "the flow is faulty", "`cargo flow check` reports its faults");
    }
    let Some(read) = &patient.remote else {
        return Line::fine("json", "the compiler finds no fault");
    };
    match read.validation_errors.len() {
        0 => Line::fine("json", "neither the compiler nor Meta's validator finds a fault"),
        errors => Line::broken(
            "json",
            format!("Meta's validator finds {}", crate::terminal::count(errors, "fault")),
            "`cargo flow push` shows each at its place in the source",
        ),
    }
}

/// The Flow JSON version can still be published.
pub(super) fn version(patient: &Patient<'_>) -> Line {
    if patient.flow.document().is_none() {
        return Line::open("version", "known once the flow is sound");
    }
    let declared = patient.flow.version();
    let release = declared.as_deref().and_then(Version::parse).and_then(Version::release);
    let shown = declared.as_deref().unwrap_or("unknown");
    match release {
        Some(release) if release.standing == Standing::Published => {
            Line::fine("version", format!("Flow JSON {shown} can be published"))
        }
        Some(_) => Line::broken(
            "version",
            format!("Flow JSON {shown} can no longer be published"),
            "declare a newer one, such as `version: \"7.3\"`",
        ),
        None => Line::broken(
            "version",
            format!("Flow JSON {shown} does not exist"),
            "declare one that does, such as `version: \"7.3\"`",
        ),
    }
}

/// The flow is at Meta, in a state that allows something.
pub(super) fn flow(patient: &Patient<'_>) -> Line {
    let Some(read) = &patient.remote else {
        return Line::broken("flow", "it is not at Meta", "`cargo flow push` brings it there");
    };
    let remote = &read.remote;
    let shown = format!("`{}` ({}) is {}", remote.name, remote.id, remote.status.as_str());
    match &remote.status {
        Status::Blocked | Status::Throttled => Line::broken(
            "flow",
            shown,
            "fix the endpoint: Meta looks at its errors, its latency and its availability",
        ),
        Status::Deprecated => Line::broken("flow", shown, "`cargo flow push` makes a new one"),
        _ => Line::fine("flow", shown),
    }
}

/// The WABA has the phone number of the configuration.
pub(super) fn phone(patient: &Patient<'_>) -> Line {
    let environment = &patient.session.environment;
    let known: Vec<String> =
        patient.phones.iter().map(|(id, number)| format!("{id} ({number})")).collect();
    let Some(id) = &environment.phone else {
        return Line::broken(
            "phone",
            format!("environment `{}` names no phone number", environment.name),
            match known.first() {
                Some(first) => format!("write `phone = \"…\"` into `{NAME}`; the WABA has {first}"),
                None => {
                    "add a phone number to the WABA (WhatsApp Manager, Phone numbers)".to_owned()
                }
            },
        );
    };
    match patient.phones.iter().find(|(known, _)| known == id.as_str()) {
        Some((id, number)) => Line::fine("phone", format!("{number} ({id})")),
        None if known.is_empty() => Line::broken(
            "phone",
            format!("WABA {} has no phone number", environment.waba),
            "add and register one (WhatsApp Manager, Phone numbers)",
        ),
        None => Line::broken(
            "phone",
            format!("WABA {} has no phone number {id}", environment.waba),
            format!("correct `phone` in `{NAME}`; there are {}", known.join(", ")),
        ),
    }
}

/// An app is connected, whose secret signs the requests.
pub(super) fn application(patient: &Patient<'_>) -> Line {
    let wanted = patient.session.environment.application.as_ref().map(Id::as_str);
    let Some(read) = &patient.remote else {
        return Line::open("app", "known once the flow is at Meta");
    };
    match (read.remote.application.as_deref(), wanted) {
        (None, Some(_)) => {
            Line::broken("app", "no app is connected to the flow", "`cargo flow push` connects it")
        }
        (None, None) => Line::broken(
            "app",
            "no app is connected to the flow",
            format!("write `application = \"the app's id\"` into `{NAME}`, and `cargo flow push`"),
        ),
        (Some(id), Some(wanted)) if id != wanted => Line::broken(
            "app",
            format!("app {id} is connected, and `{NAME}` says {wanted}"),
            "`cargo flow push` connects it",
        ),
        (Some(id), _) => Line::fine("app", format!("app {id} is connected")),
    }
}

/// Meta knows where the endpoint is.
pub(super) fn endpoint(patient: &Patient<'_>) -> Line {
    let wanted = patient.session.environment.endpoint.as_deref();
    let there = patient.remote.as_ref().and_then(|read| read.remote.endpoint.as_deref());
    match (there, wanted) {
        (_, None) if there.is_none() => Line::broken(
            "endpoint",
            "nothing says where the endpoint is",
            format!("write `endpoint = \"https://…\"` into `{NAME}`, and `cargo flow push`"),
        ),
        (None, _) => Line::broken(
            "endpoint",
            "Meta does not know where the endpoint is",
            "`cargo flow push` says it",
        ),
        (Some(there), Some(wanted)) if there != wanted => Line::broken(
            "endpoint",
            format!("Meta calls {there}, and `{NAME}` says {wanted}"),
            "`cargo flow push` changes it",
        ),
        (Some(there), _) => Line::fine("endpoint", there),
    }
}

/// The app is subscribed to the webhook; Meta tells it as the health of the app.
pub(super) fn webhook(patient: &Patient<'_>) -> Line {
    if patient.remote.is_none() {
        return Line::open("webhook", "known once the flow is at Meta");
    }
    let app = entities(patient).find(|entity| entity.entity_type == Some(EntityType::App));
    match app {
        Some(app) if app.errors.is_empty() => {
            Line::fine("webhook", "Meta finds no fault with the app")
        }
        Some(app) => {
            let told = errors(app);
            Line::broken(
                "webhook",
                told,
                "subscribe the app to the fields `flows` and `messages` (app dashboard, WhatsApp, Configuration)",
            )
        }
        None => Line::open(
            "webhook",
            "Meta does not say; look into the app dashboard under WhatsApp, Configuration: `flows` and `messages` must be subscribed",
        ),
    }
}

/// Meta would let a message with the flow through.
pub(super) fn health(patient: &Patient<'_>) -> Line {
    if patient.remote.is_none() {
        return Line::open("health", "known once the flow is at Meta");
    }
    let able = patient.health.as_ref().and_then(|health| health.can_send_message.as_ref());
    let others = entities(patient)
        .filter(|entity| entity.entity_type != Some(EntityType::App) && !entity.errors.is_empty());
    let told: Vec<String> = others
        .map(|entity| {
            let kind = entity.entity_type.as_ref().map_or("entity", |kind| kind.as_str());
            format!("{} {}: {}", kind, entity.id, errors(entity))
        })
        .collect();
    match able {
        Some(SendAbility::Available) => Line::fine("health", "messages can be sent"),
        Some(able) if told.is_empty() => {
            Line::broken("health", format!("Meta says {able}"), "see the lines above")
        }
        Some(able) => Line::broken("health", format!("Meta says {able}"), told.join("; ")),
        None => Line::open("health", "Meta does not say"),
    }
}

fn entities<'p>(patient: &'p Patient<'_>) -> impl Iterator<Item = &'p Entity> {
    patient.health.iter().flat_map(|health| &health.entities)
}

/// What Meta says, with its own advice.
fn errors(entity: &Entity) -> String {
    let one = |error: &flow_graph::EntityError| {
        let sentences = [&error.error_description, &error.possible_solution];
        let sentences = sentences.map(|sentence| sentence.trim().trim_end_matches('.'));
        let said: Vec<&str> = sentences.into_iter().filter(|text| !text.is_empty()).collect();
        said.join(". ")
    };
    entity.errors.iter().map(one).collect::<Vec<_>>().join("; ")
}
