//! Making, changing, publishing and retiring flows.

use flow_desk::{Body, Graph, KeyShape};
use flow_graph::{
    Category, Client, EntityType, Error, ErrorKind, Field, Fields, FlowHandle, Granularity,
    Metadata, MetricName, MetricQuery, Migration, NewFlow, NewTemplate, PhoneHandle,
    PreviewOptions, SendAbility, SignatureStatus, Status, TemplateCategory, WabaHandle,
};
use flow_runtime::message::Untyped;
use jiff::civil::date;
use serde_json::json;

use super::{ENDPOINT_FLOW, FAULTY_FLOW, PUBLIC_KEY, assert_clean, client};

#[tokio::test]
async fn a_flow_lives_from_a_draft_to_its_end() {
    let graph = Graph::start().await;
    let client = client(&graph);
    let waba = client.waba(graph.waba());
    let new = NewFlow::new("Sign up", [Category::SignUp]).endpoint_uri("https://example.com/flow");
    let created = waba.create(&new).await.unwrap();
    assert!(created.validation_errors.is_empty());

    let flow = client.flow(&created.id);
    let uploaded = flow.upload(ENDPOINT_FLOW).await.unwrap();
    assert!(uploaded.success && uploaded.validation_errors.is_empty(), "{uploaded:?}");
    assert_eq!(flow.json().await.unwrap(), ENDPOINT_FLOW);
    assert_eq!(flow.assets().await.unwrap()[0].name, "flow.json");

    let metadata = Metadata::new()
        .name("Join")
        .categories([Category::SignUp, Category::Uncategorized])
        .endpoint_uri("https://example.com/join")
        .application_id(graph.application());
    flow.update(&metadata).await.unwrap();

    let error = flow.publish().await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Publish);
    assert!(error.to_string().contains("public key"), "{error}");
    assert!(error.advice().unwrap().contains("cargo flow doctor"));
    client.phone(graph.phone()).set_public_key(PUBLIC_KEY).await.unwrap();
    flow.publish().await.unwrap();

    let read = flow.get(&Fields::all()).await.unwrap();
    assert_eq!(read.id, created.id);
    assert_eq!(read.name.as_deref(), Some("Join"));
    assert_eq!(read.status, Some(Status::Published));
    assert_eq!(read.categories, [Category::SignUp, Category::Uncategorized]);
    assert_eq!(read.json_version.as_deref(), Some("7.3"));
    assert_eq!(read.data_api_version.as_deref(), Some("3.0"));
    assert_eq!(read.endpoint_uri.as_deref(), Some("https://example.com/join"));
    assert_eq!(read.application.unwrap().id, graph.application());
    assert_eq!(read.whatsapp_business_account.unwrap().id, graph.waba());
    assert!(read.preview.unwrap().expires_at.is_some());
    assert!(read.health_status.unwrap().can_send_message.is_some());

    assert!(read.updated_at.is_some());

    // An edit makes it a draft again, with the same id; publishing it makes the edit reach people.
    assert!(flow.upload(ENDPOINT_FLOW).await.unwrap().success);
    let edited = flow.get(&Fields::all()).await.unwrap();
    assert_eq!((edited.id, edited.status), (read.id, Some(Status::Draft)));
    flow.publish().await.unwrap();
    graph.set_edits(false);
    let error = flow.upload(ENDPOINT_FLOW).await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Update);
    assert!(error.advice().unwrap().contains("clone it"));
    let error = flow.delete().await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Delete);
    flow.deprecate().await.unwrap();
    let error = flow.deprecate().await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Deprecate);
    assert_clean(&graph);
}

#[test]
fn every_call_can_be_spawned() {
    fn spawned<T: Send>(_: T) {}
    fn shared<T: Send + Sync + 'static>() {}
    let client = Client::builder("token").build().unwrap();
    let (waba, flow, phone) = (client.waba("1"), client.flow("1"), client.phone("1"));
    let message = Untyped::data_exchange("Open");
    let template = NewTemplate::new("a", "en", TemplateCategory::Utility);
    spawned(waba.create(&NewFlow::new("One", [])));
    spawned(waba.migrate(&Migration::from_waba("2")));
    spawned(waba.create_template(&template));
    spawned((waba.flows().stream(), waba.flows().all(), waba.phone_numbers().all()));
    spawned((flow.get(&Fields::all()), flow.update(&Metadata::new()), flow.upload("{}")));
    spawned((flow.publish(), flow.deprecate(), flow.delete(), flow.assets(), flow.json()));
    spawned((flow.preview(false), flow.health()));
    spawned(flow.metric(&MetricQuery::new(MetricName::EndpointAvailability, Granularity::Day)));
    spawned((phone.public_key(), phone.set_public_key(""), phone.send(&message, "", "")));
    shared::<(Client, WabaHandle, FlowHandle, PhoneHandle, Error)>();
}

#[tokio::test]
async fn a_draft_is_deleted_and_then_unknown() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    flow.delete().await.unwrap();
    assert_eq!(graph.flows(), []);
    let error = flow.get(&Fields::default()).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert!(error.advice().unwrap().contains("another account"));
}

#[tokio::test]
async fn a_flow_is_made_whole_and_cloned() {
    let graph = Graph::start().await;
    let waba = client(&graph).waba(graph.waba());
    let whole = NewFlow::new("One", [Category::Survey])
        .flow_json(
            super::ENDPOINT_FLOW
                .replace(r#""data_api_version":"3.0","routing_model":{"SIGN_UP":[]},"#, ""),
        )
        .publish();
    let created = waba.create(&whole).await.unwrap();
    assert_eq!(created.success, Some(true), "{created:?}");
    assert_eq!(graph.flow(&created.id).unwrap().status, flow_desk::Status::Published);

    let error = waba.create(&whole).await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Parameter);
    assert!(error.to_string().contains("not unique"), "{error}");

    let clone = NewFlow::new("Two", [Category::Survey]).clone_of(&created.id);
    let clone = waba.create(&clone).await.unwrap();
    assert_eq!(graph.flow(&clone.id).unwrap().cloned_from, Some(created.id));
    assert_clean(&graph);
}

#[tokio::test]
async fn faults_come_with_their_places() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    let uploaded = flow.upload(FAULTY_FLOW).await.unwrap();
    let error = &uploaded.validation_errors[0];
    assert_eq!(error.error, "INVALID_PROPERTY_KEY");
    assert_eq!(error.error_type, "FLOW_JSON_ERROR");
    assert!(error.message.contains("colour"), "{error}");
    assert_eq!((error.line_start, error.line_end), (1, 1));
    assert!(error.column_start > 1 && error.column_end >= error.column_start);
    assert_eq!(error.pointers[0].path, "screens[0].layout.children[0].colour");
    assert!(error.to_string().ends_with("(at screens[0].layout.children[0].colour)"), "{error}");

    let refused = flow.publish().await.unwrap_err();
    let refused = refused.graph().unwrap();
    assert_eq!(refused.kind, ErrorKind::Publish);
    assert_eq!(refused.validation_errors, uploaded.validation_errors);
    assert_clean(&graph);
}

#[tokio::test]
async fn a_preview_is_made_and_opened() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    let first = flow.preview(false).await.unwrap();
    assert_eq!(flow.preview(false).await.unwrap().preview_url, first.preview_url);
    assert_ne!(flow.preview(true).await.unwrap().preview_url, first.preview_url);
    let link = first.interactive(&PreviewOptions::data_exchange()).unwrap();
    assert!(link.ends_with("&interactive=true&flow_action=data_exchange"), "{link}");
    assert_clean(&graph);
}

#[tokio::test]
async fn metrics_are_typed() {
    let graph = Graph::start().await;
    let id = graph.add_flow("Sign up");
    let points = json!([{
        "timestamp": "2024-01-28T08:00:00+0000",
        "data": [{ "key": "timeout_error", "value": 25 }, { "key": "other", "value": 0.5 }],
    }]);
    graph.set_metric(&id, "ENDPOINT_REQUEST_ERROR", "LIFETIME", points);
    let flow = client(&graph).flow(&id);
    let query = |name| {
        MetricQuery::new(name, Granularity::Lifetime)
            .since(date(2024, 1, 28))
            .until(date(2024, 1, 30))
    };
    let metric = flow.metric(&query(MetricName::EndpointRequestError)).await.unwrap();
    assert_eq!(metric.name, Some(MetricName::EndpointRequestError));
    assert_eq!(metric.granularity, Some(Granularity::Lifetime));
    let point = &metric.data_points[0];
    assert_eq!(point.timestamp.unwrap().to_string(), "2024-01-28T08:00:00Z");
    assert_eq!(point.data[0].key, "timeout_error");
    assert!((point.data[0].value - 25.0).abs() < f64::EPSILON);
    let error = flow.metric(&query(MetricName::EndpointAvailability)).await.unwrap_err();
    assert_eq!(error.graph().unwrap().kind, ErrorKind::Metric);
    assert_clean(&graph);
}

#[tokio::test]
async fn health_keeps_what_it_does_not_know() {
    let graph = Graph::start().await;
    let id = graph.add_flow("Sign up");
    let health = json!({
        "can_send_message": "BLOCKED",
        "entities": [
            { "entity_type": "WABA", "id": "1", "can_send_message": "BLOCKED", "errors": [
                { "error_code": 141_006, "error_description": "No payment method.",
                  "possible_solution": "Add one." },
            ] },
            { "entity_type": "MOON", "id": "2", "can_send_message": "FULL",
              "additional_info": ["far away"], "new": {} },
        ],
    });
    graph.set_health(&id, health);
    let flow = client(&graph).flow(&id);
    let health = flow.health().await.unwrap();
    assert_eq!(health.can_send_message, Some(SendAbility::Blocked));
    let [waba, moon] = &health.entities[..] else { panic!("{health:?}") };
    assert_eq!(waba.entity_type, Some(EntityType::Waba));
    assert_eq!(waba.errors[0].error_code, 141_006);
    assert_eq!(waba.errors[0].possible_solution, "Add one.");
    assert_eq!(moon.entity_type, Some(EntityType::Other("MOON".to_owned())));
    assert_eq!(moon.can_send_message, Some(SendAbility::Other("FULL".to_owned())));
    assert_eq!(moon.additional_info, ["far away"]);
    let phone_number = Some(graph.phone());
    flow.get(&Fields::of([Field::HealthStatus { phone_number }])).await.unwrap();
    assert_clean(&graph);
}

#[tokio::test]
async fn flows_move_to_another_account() {
    let graph = Graph::start().await;
    let id = graph.add_flow("One");
    let _ = graph.add_flow("Two");
    let destination = client(&graph).waba(graph.add_waba());
    let migration = Migration::from_waba(graph.waba()).name("One").name("Three");
    let migrated = destination.migrate(&migration).await.unwrap();
    assert_eq!(migrated.migrated_flows[0].source_id, id);
    assert!(graph.flow(&migrated.migrated_flows[0].migrated_id).is_some());
    assert_eq!(migrated.failed_flows[0].source_name, "Three");
    assert_eq!(migrated.failed_flows[0].error_code, 4_233_041);
    let all = destination.migrate(&Migration::from_waba(graph.waba())).await.unwrap();
    assert_eq!(all.migrated_flows.len() + all.failed_flows.len(), 2);

    let before = graph.requests().len();
    let comma = Migration::from_waba(graph.waba()).name("One, two");
    let error = destination.migrate(&comma).await.unwrap_err();
    assert!(error.to_string().contains("`One, two`"), "{error}");
    let many = (0..101).fold(Migration::from_waba(graph.waba()), |all, n| all.name(n.to_string()));
    assert!(matches!(destination.migrate(&many).await, Err(Error::InvalidRequest { .. })));
    assert_eq!(graph.requests().len(), before);
    assert_clean(&graph);
}

#[tokio::test]
async fn a_public_key_is_set_and_read_in_both_shapes() {
    let graph = Graph::start().await;
    let phone = client(&graph).phone(graph.phone());
    assert_eq!(phone.public_key().await.unwrap(), None);
    phone.set_public_key(PUBLIC_KEY).await.unwrap();
    assert!(matches!(&graph.requests().last().unwrap().body, Body::Form(_)));
    for shape in [KeyShape::List, KeyShape::Top] {
        graph.set_key_shape(shape);
        let key = phone.public_key().await.unwrap().unwrap();
        assert_eq!(key.pem.trim(), PUBLIC_KEY.trim());
        assert_eq!(key.status, Some(SignatureStatus::Valid));
    }
    graph.set_signature_status(&graph.phone(), flow_desk::SignatureStatus::Mismatch);
    let key = phone.public_key().await.unwrap().unwrap();
    assert_eq!(key.status, Some(SignatureStatus::Mismatch));
    let numbers = client(&graph).waba(graph.waba()).phone_numbers().all().await.unwrap();
    assert_eq!(numbers[0].id, graph.phone());
    assert!(numbers[0].display_phone_number.is_some());
    assert_clean(&graph);
}

#[tokio::test]
async fn what_cannot_be_right_makes_no_call() {
    let graph = Graph::start().await;
    let client = client(&graph);
    let waba = client.waba(graph.waba());
    let invalid = |error: Error| matches!(error, Error::InvalidRequest { .. });
    assert!(invalid(waba.create(&NewFlow::new(" ", [Category::Survey])).await.unwrap_err()));
    assert!(invalid(waba.create(&NewFlow::new("One", [])).await.unwrap_err()));
    let flow = client.flow("123");
    assert!(invalid(flow.update(&Metadata::new()).await.unwrap_err()));
    assert!(invalid(flow.update(&Metadata::new().categories([])).await.unwrap_err()));
    let large = " ".repeat(10 * 1024 * 1024 + 1);
    assert!(matches!(flow.upload(&large).await, Err(Error::TooLarge { .. })));
    for id in ["../me", "1/assets", "", "1?a=b"] {
        let error = client.flow(id).publish().await.unwrap_err();
        assert!(matches!(error, Error::InvalidId { .. }), "{id}");
    }
    assert_eq!(graph.requests(), []);
}
