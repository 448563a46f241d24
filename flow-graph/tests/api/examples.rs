//! Meta's published request examples and this client agree, field for field.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use flow_desk::{Body, Graph, Recorded, Status};
use flow_graph::{
    Category, Client, Fields, Granularity, Metadata, MetricName, MetricQuery, Migration, NewFlow,
    NewTemplate, TemplateCategory,
};
use flow_runtime::message::{FlowButton, Header, Message, Untyped};
use jiff::civil::date;
use serde_json::{Map, Value, json};

use super::{PERSON, PUBLIC_KEY, client};

/// Not part of the repository: the collection is Meta's.
const COLLECTION: &str = "../../shared/graph/flows-api.postman_collection.json";
/// Calls that flows do not need.
const NOT_OURS: &[&str] = &["Get WABA", "Register Phone Number"];
/// Texts that a business chooses.
const FREE: &[&str] = &["text", "flow_cta", "flow_json", "name", "file"];
/// Where the examples are older than the reference: what the reference adds or leaves out.
const DIFFERENCES: &[(&str, &str)] = &[
    // The reference's message always says its mode; the examples leave out the default.
    ("Send Published Flow by Name", "body interactive.action.parameters.mode"),
    ("Send Published Flow by ID", "body interactive.action.parameters.mode"),
    // Newer than the examples: what `push` compares to see an edit made in Meta's own builder.
    ("Get Flow", "query fields updated_at"),
    // A parameter of the query in the reference, a form field in the example.
    ("Migrate Flows", "query source_waba_id"),
    ("Migrate Flows", "query source_flow_names"),
    ("Migrate Flows", "body source_waba_id"),
    ("Migrate Flows", "body source_flow_names[0]"),
    ("Migrate Flows", "body source_flow_names[1]"),
    // The size of a page may be left out.
    ("List Flows", "query limit"),
    ("Get WABA Phone Numbers", "query limit"),
    // A field of a form that a GET does not carry.
    ("Get Encryption Public Key", "body business_public_key"),
];

struct Example {
    name: String,
    request: Value,
}

/// What a request says: where, and with which value when it is a fixed one.
type Said = BTreeMap<String, Option<String>>;

#[tokio::test]
async fn the_published_examples_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(COLLECTION);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: Meta's published request examples are not beside the repository");
        return;
    };
    let collection: Value = serde_json::from_str(&text).expect("JSON");
    let mut examples = Vec::new();
    collect(&collection, &mut examples);
    assert!(examples.len() >= 29, "only {} examples were found", examples.len());
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for Example { name, request } in &examples {
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        let graph = Graph::start().await;
        let ours = said_by_us(&made(name, &graph).await, &graph);
        let theirs = said_by_meta(request);
        for key in differences(&ours, &theirs) {
            match DIFFERENCES.iter().find(|known| **known == (name.as_str(), key.as_str())) {
                Some(known) => drop(used.insert(*known)),
                None => wrong.push(format!(
                    "{name}: {key}: ours {:?}, Meta's {:?}",
                    ours.get(&key),
                    theirs.get(&key)
                )),
            }
        }
        assert_eq!(graph.complaints(), [""; 0], "{name}");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(used, DIFFERENCES.iter().copied().collect(), "a difference that is none");
}

/// Where two requests differ: a key that one of them lacks, or another fixed value.
fn differences(ours: &Said, theirs: &Said) -> Vec<String> {
    let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differ = |key: &str| match (ours.get(key), theirs.get(key)) {
        (Some(our), Some(their)) => their.is_some() && our != their,
        _ => true,
    };
    keys.into_iter().filter(|key| differ(key)).cloned().collect()
}

fn collect(folder: &Value, examples: &mut Vec<Example>) {
    for item in folder["item"].as_array().into_iter().flatten() {
        if item["request"].is_object() {
            let name = item["name"].as_str().expect("a name").to_owned();
            examples.push(Example { name, request: item["request"].clone() });
        }
        collect(item, examples);
    }
}

/// Makes the call of an example, and gives the request that arrived.
async fn made(name: &str, graph: &Graph) -> Recorded {
    let client = client(graph);
    let id = graph.add_flow("Sign up");
    let (waba, flow, phone) =
        (client.waba(graph.waba()), client.flow(&id), client.phone(graph.phone()));
    let message = || {
        let data = Map::from_iter([("key".to_owned(), json!("value"))]);
        Untyped::navigate("Open", "WELCOME_SCREEN", data)
            .header(Header::text("Header"))
            .body("Body")
            .footer("Footer")
    };
    let metric = |metric: MetricName, granularity| {
        MetricQuery::new(metric, granularity).since(date(2024, 1, 28)).until(date(2024, 1, 30))
    };
    match name {
        "Create Flow" => {
            let new = NewFlow::new("New", [Category::Uncategorized]);
            waba.create(&new).await.map(drop)
        }
        "Migrate Flows" => {
            let migration = Migration::from_waba(graph.waba()).name("appointment").name("leadgen");
            client.waba(graph.add_waba()).migrate(&migration).await.map(drop)
        }
        "Get Flow" => flow.get(&Fields::all()).await.map(drop),
        "Get Preview URL" => flow.preview(false).await.map(drop),
        "List Flows" => waba.flows().all().await.map(drop),
        "Update Flow JSON" => flow.upload("{}").await.map(drop),
        "Publish Flow" => flow.publish().await,
        "Update Flow Metadata" => {
            let metadata = Metadata::new()
                .name("Another")
                .categories([Category::Uncategorized])
                .endpoint_uri("https://example.com");
            flow.update(&metadata).await
        }
        "List Assets (Get Flow JSON URL)" => flow.assets().await.map(drop),
        "Deprecate Flow" => {
            graph.set_status(&id, Status::Published);
            flow.deprecate().await
        }
        "Delete Flow" => flow.delete().await,
        "Set Encryption Public Key" => phone.set_public_key(PUBLIC_KEY).await,
        "Get Encryption Public Key" => phone.public_key().await.map(drop),
        "Get WABA Phone Numbers" => waba.phone_numbers().all().await.map(drop),
        "Send Draft Flow by Name" => {
            sent(&client, graph, &message().flow_name("Sign up").draft()).await
        }
        "Send Draft Flow by ID" => sent(&client, graph, &message().flow_id(&id).draft()).await,
        "Send Published Flow by Name" | "Send Published Flow by ID" => {
            graph.set_status(&id, Status::Published);
            let message = message();
            let by_name = name.ends_with("Name");
            let message = if by_name { message.flow_name("Sign up") } else { message.flow_id(&id) };
            sent(&client, graph, &message).await
        }
        name if name.starts_with("Create Flow Template Message") => {
            template(&client, graph, &id, name.rsplit(' ').next().unwrap_or_default()).await
        }
        "Send Flow Template Message" => {
            template(&client, graph, &id, "ID").await.unwrap();
            graph.set_status(&id, Status::Published);
            let data = Map::from_iter([("key".to_owned(), json!("value"))]);
            let template = Untyped::template("welcome", "en_US", data);
            phone.send(&template, PERSON, "token").await.map(drop)
        }
        "Get Endpoint Request Count Metric"
        | "Get Endpoint Request Error Metric"
        | "Get Endpoint Request Latencies Metric"
        | "Get Endpoint Availability Metric"
        | "Get Endpoint Request Error Rate Metric" => {
            let (metric_name, granularity) = match name {
                "Get Endpoint Request Count Metric" => {
                    (MetricName::EndpointRequestCount, Granularity::Day)
                }
                "Get Endpoint Request Error Metric" => {
                    (MetricName::EndpointRequestError, Granularity::Day)
                }
                "Get Endpoint Request Latencies Metric" => {
                    (MetricName::EndpointRequestLatencySecondsCeil, Granularity::Day)
                }
                "Get Endpoint Availability Metric" => {
                    (MetricName::EndpointAvailability, Granularity::Day)
                }
                _ => (MetricName::EndpointRequestErrorRate, Granularity::Lifetime),
            };
            // The days are long past, so there are no figures; the request is what counts.
            flow.metric(&metric(metric_name, granularity)).await.map(drop).or(Ok(()))
        }
        other => panic!("there is no call for the example `{other}`"),
    }
    .unwrap_or_else(|error| panic!("{name}: {error}"));
    graph.requests().pop().expect("a request")
}

async fn sent(
    client: &Client,
    graph: &Graph,
    message: &Message<Untyped>,
) -> Result<(), flow_graph::Error> {
    client.phone(graph.phone()).send(message, PERSON, "token").await.map(drop)
}

async fn template(
    client: &Client,
    graph: &Graph,
    id: &str,
    by: &str,
) -> Result<(), flow_graph::Error> {
    let button = FlowButton::to_screen("Open", "WELCOME_SCREEN");
    let button = match by {
        "Name" => button.flow_name("Sign up"),
        "JSON" => button.flow_json(graph.flow(id).expect("a flow").document.text.clone()),
        _ => button.flow_id(id),
    };
    let template = NewTemplate::new("welcome", "en_US", TemplateCategory::Marketing)
        .body("Body")
        .button(button);
    client.waba(graph.waba()).create_template(&template).await.map(drop)
}

fn said_by_us(request: &Recorded, graph: &Graph) -> Said {
    let node = request.path.split('/').nth(2).unwrap_or_default();
    let place = match node {
        node if node == graph.phone() => "phone",
        node if graph.flow(node).is_some() || request.method == "DELETE" => "flow",
        _ => "waba",
    };
    let edge = request.path.split('/').nth(3).unwrap_or_default();
    let mut said =
        Said::from([("call".to_owned(), Some(format!("{} {place}/{edge}", request.method)))]);
    for (key, value) in &request.query {
        query(key, value, &mut said);
    }
    match &request.body {
        Body::Json(value) => flatten("", value, &mut said),
        Body::Form(fields) => {
            for (key, value) in fields {
                field(key, value, &mut said);
            }
        }
        Body::Multipart(parts) => {
            for part in parts {
                field(&part.name, &String::from_utf8_lossy(&part.content), &mut said);
            }
        }
        Body::Empty => {}
        other => panic!("a body of an unknown kind: {other:?}"),
    }
    said
}

fn said_by_meta(request: &Value) -> Said {
    let url = &request["url"];
    let path: Vec<&str> =
        url["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
    let node = path.iter().position(|part| part.contains("-id}}")).expect("an id");
    let place = match path[node] {
        "{{waba-id}}" => "waba",
        "{{flow-id}}" => "flow",
        _ => "phone",
    };
    let edge = path.get(node + 1).copied().unwrap_or_default();
    let method = request["method"].as_str().expect("a method");
    let mut said = Said::from([("call".to_owned(), Some(format!("{method} {place}/{edge}")))]);
    for pair in url["query"].as_array().into_iter().flatten() {
        let text = |key: &str| pair[key].as_str().unwrap_or_default();
        if pair["disabled"] != true {
            query(text("key"), text("value"), &mut said);
        }
    }
    let body = &request["body"];
    if let Some(raw) = body["raw"].as_str() {
        let value: Value = serde_json::from_str(raw).expect("a JSON body");
        flatten("", &value, &mut said);
    }
    for part in body["formdata"].as_array().into_iter().flatten() {
        if part["disabled"] != true {
            let key = part["key"].as_str().expect("a key");
            field(key, part["value"].as_str().unwrap_or("<a file>"), &mut said);
        }
    }
    said
}

/// A field list is a set: the address of the endpoint has an older name in it.
fn query(key: &str, value: &str, said: &mut Said) {
    if key != "fields" || value.contains("metric") {
        said.insert(format!("query {key}"), Some(value.to_owned()));
        return;
    }
    for field in value.split(',') {
        let field = match field {
            "data_channel_uri" => "endpoint_uri",
            "preview" => "preview.invalidate(false)",
            other => other,
        };
        said.insert(format!("query fields {field}"), Some(String::new()));
    }
}

/// A form's field; a list in it is JSON.
fn field(key: &str, value: &str, said: &mut Said) {
    match serde_json::from_str::<Value>(value) {
        Ok(list @ Value::Array(_)) => flatten(key, &list, said),
        _ => flatten(key, &json!(value), said),
    }
}

fn flatten(path: &str, value: &Value, said: &mut Said) {
    let dot = if path.is_empty() { "" } else { "." };
    match value {
        Value::Object(map) => {
            let chosen = path.ends_with("data");
            for (key, value) in map {
                let key = if chosen { "*" } else { key };
                flatten(&format!("{path}{dot}{key}"), value, said);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(&format!("{path}[{index}]"), item, said);
            }
        }
        other => {
            let text = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
            let key = path.rsplit('.').next().unwrap_or_default();
            let chosen = FREE.contains(&key) && !path.starts_with("interactive.action.name")
                || key == "business_public_key"
                || text.contains('<')
                || text.contains("{{");
            said.insert(format!("body {path}"), (!chosen).then_some(text));
        }
    }
}
