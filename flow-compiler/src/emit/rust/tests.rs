//! What flows become, read as Rust source.

use super::*;
use crate::catalogue::{Input, V7_3};
use crate::check::tell_apart;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Absence, Choice, ChoiceOption, Exchange, Field as DataField, InputField, PayloadField, Screen,
    Struct, Type, Value, ValueKind,
};
use crate::span::Span;

fn here() -> Span {
    Span::text(0, 0)
}

fn field<'a>(key: &'a str, ty: Type<'a>) -> DataField<'a> {
    DataField { docs: &[], key, span: here(), ty, schema: Value::text("", here()), example: None }
}

fn payload<'a>(key: &'a str, ty: Type<'a>) -> PayloadField<'a> {
    PayloadField {
        docs: &[],
        key,
        rename: None,
        ty,
        absence: None,
        secret: false,
        open: false,
        literal: None,
        repeats: None,
        declared: here(),
        span: here(),
    }
}

fn literal<'a>(key: &'a str, text: &'a str) -> PayloadField<'a> {
    PayloadField { literal: Some(Value::text(text, here())), ..payload(key, Type::String) }
}

fn sends<'a>(fields: impl IntoIterator<Item = PayloadField<'a>>) -> Exchange<'a> {
    Exchange::new(fields.into_iter().collect(), here(), here())
}

fn plan<'a>() -> Choice<'a> {
    let options = [("free", "Free"), ("pro-plan", "[Pro] plan")];
    Choice {
        name: "plan",
        rename: None,
        shared: false,
        screen: "SIGN_UP",
        options: options
            .map(|(id, title)| ChoiceOption { id: id.into(), title: title.into(), span: here() })
            .to_vec(),
    }
}

fn screen(id: &str) -> Screen<'_> {
    Screen {
        docs: &[],
        id,
        span: here(),
        title: Some(Value::text("Sign up", here())),
        terminal: None,
        success: None,
        refresh_on_back: None,
        sensitive: None,
        data: Some(vec![field("email", Type::String)]),
        children: Vec::new(),
        entry: false,
        next: Vec::new(),
        closes: false,
        inputs: Vec::new(),
        exchanges: Vec::new(),
    }
}

fn sign_up<'a>() -> Screen<'a> {
    let input = InputField {
        docs: &[],
        name: "plan",
        rename: None,
        label: Some("Your plan".into()),
        input: Input::Option,
        ty: Type::Choice(plan()),
        span: here(),
    };
    Screen {
        entry: true,
        next: vec!["LOGIN"],
        inputs: vec![input],
        exchanges: vec![sends([
            payload("type", Type::String),
            payload("plan", Type::Choice(plan())),
            PayloadField { absence: Some(Absence::Empty), ..payload("code", Type::Digits) },
        ])],
        ..screen("SIGN_UP")
    }
}

fn flow(mut screens: Vec<Screen<'_>>) -> Flow<'_> {
    for screen in &mut screens {
        tell_apart(&mut screen.exchanges);
    }
    Flow {
        docs: &[],
        visibility: "pub",
        name: "account",
        span: here(),
        version: V7_3,
        data_api_version: Some("3.0"),
        data_channel_uri: None,
        published_name: None,
        categories: Vec::new(),
        routing_model: None,
        structs: Vec::new(),
        screens,
        success: None,
        completions: Vec::new(),
        files: Vec::new(),
    }
}

/// The source with each run of white space as one space.
fn source(flow: &Flow<'_>) -> String {
    let mut cx = Diagnostics::new();
    let tokens = items(flow, &Plan::of(&mut cx, flow), &quote!(::flow_runtime));
    cx.discard();
    let file = syn::parse2(tokens).expect("the emitted items are Rust");
    let text = prettyplease::unparse(&file);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_has(source: &str, parts: &[&str]) {
    for part in parts {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(source.contains(&part), "`{part}` is missing in\n{source}");
    }
}

fn faults(flow: &Flow<'_>) -> Vec<String> {
    let mut cx = Diagnostics::new();
    Plan::of(&mut cx, flow);
    cx.into_vec().into_iter().map(|fault| fault.message).collect()
}

#[test]
fn a_screen_that_sends_has_its_types() {
    let source = source(&flow(vec![sign_up(), screen("LOGIN")]));
    assert_has(
        &source,
        &[
            "pub mod sign_up {",
            "pub r#type: ::std::string::String,",
            "/// Your plan pub plan: Plan,",
            "pub code: ::core::option::Option<::std::string::String>,",
            r#"take_optional_digits code "code""#,
            r#"#[doc = " \\[Pro\\] plan"] ProPlan,"#,
            r#"ProPlan "pro-plan" "[Pro] plan""#,
            "SignUp(::flow_runtime::Shown<Data>),",
            "Login(::flow_runtime::Shown<super::login::Data>),",
            "screen `SIGN_UP` declares no route to the screen of `{T}`",
            "fn sign_up( &self, cx: &::flow_runtime::Context, form: sign_up::Exchange, ) -> impl",
            "fn init( &self, cx: &::flow_runtime::Context, ) -> impl",
        ],
    );
    assert!(!source.contains("login::Exchange"), "LOGIN sends nothing");
    assert!(!source.contains("fn back("), "no screen asks to be refreshed");
    assert!(!source.contains("Success"), "the server never closes the flow");
}

#[test]
fn a_flow_without_an_endpoint_has_neither_handler_nor_answers() {
    let flow = Flow {
        data_api_version: None,
        completions: vec![sends([payload("plan", Type::Choice(plan()))])],
        ..flow(vec![sign_up(), screen("LOGIN")])
    };
    let source = source(&flow);
    assert_has(&source, &["pub plan: sign_up::Plan,", "pub struct Data {"]);
    for absent in ["Handler", "serve", "Exchange", "Next", "Shown", "mod login"] {
        assert!(!source.contains(absent), "{absent}");
    }
}

#[test]
fn several_payloads_are_told_apart() {
    let mut one = sign_up();
    one.exchanges = vec![
        sends([literal("action", "send-again"), payload("email", Type::String)]),
        sends([literal("action", "verify"), payload("code", Type::Digits)]),
        sends([payload("query", Type::String)]),
    ];
    let source = source(&flow(vec![one]));
    assert_has(
        &source,
        &[
            "pub enum Exchange {",
            "SendAgain { /// `email` of the payload. email: ::std::string::String, },",
            "Verify { /// `code` of the payload. code: ::std::string::String, },",
            "Query { /// `query` of the payload. query: ::std::string::String, },",
            r#".get("action") .is_some_and(|value| { value.as_str() == ::core::option::Option::Some("verify") })"#,
            r#"[Self::Query] { query "query" }"#,
        ],
    );
}

#[test]
fn payloads_without_literals_are_told_apart_by_their_keys() {
    let optional =
        |key| PayloadField { absence: Some(Absence::Empty), ..payload(key, Type::String) };
    let mut one = sign_up();
    one.exchanges = vec![
        sends([payload("a", Type::String), optional("b")]),
        sends([payload("b", Type::String)]),
        sends([]),
    ];
    let source = source(&flow(vec![one]));
    assert_has(
        &source,
        &[
            r#"if fields.contains("a") { return ::flow_runtime::__read!(fields => [Self::AB] {"#,
            r#"if !fields.contains("a") && fields.contains("b") {"#,
            "::core::result::Result::Ok(Self::Empty)",
        ],
    );
}

#[test]
fn what_only_some_ends_carry_is_optional() {
    let mut one = sign_up();
    one.closes = true;
    let flow = Flow {
        success: Some(vec![field("order", Type::String), field("seats", Type::Number)]),
        completions: vec![sends([
            payload("order", Type::Choice(plan())),
            payload("seats", Type::Integer),
            payload("flow_token", Type::Bool),
            payload("photo", Type::Files),
        ])],
        ..flow(vec![one])
    };
    assert_has(
        &source(&flow),
        &[
            "pub order: ::std::string::String,",
            "pub seats: f64,",
            "pub photo: ::core::option::Option<::std::vec::Vec<::flow_runtime::WebhookMedia>>,",
            "pub flow_token: ::core::option::Option<::std::string::String>, }",
            "Success(super::Success),",
        ],
    );
}

#[test]
fn objects_become_structs_named_after_their_place() {
    let slot = Type::Object(vec![("id", Type::String), ("next", Type::Object(vec![]))]);
    let mut one = screen("LOGIN");
    one.entry = true;
    one.data = Some(vec![
        field("slots", Type::List(Box::new(slot))),
        field("data", Type::Object(vec![("a", Type::Struct("Point"))])),
        field("any", Type::Json),
    ]);
    let flow = Flow {
        structs: vec![Struct {
            docs: &[],
            name: "Point",
            span: here(),
            fields: vec![field("x", Type::Number)],
        }],
        ..flow(vec![one])
    };
    let with = source(&flow);
    assert_has(
        &with,
        &[
            "pub slots: ::std::vec::Vec<SlotsItem>,",
            "pub struct SlotsItem {",
            "pub next: SlotsItemNext,",
            "pub struct SlotsItemNext;",
            "pub data: DataObject,",
            "pub a: super::Point,",
            "pub any: ::flow_runtime::Value,",
            "impl ::flow_runtime::value::IntoValue for Point {",
            "impl ::flow_runtime::value::FromValue for Point {",
        ],
    );
    let without = source(&Flow { data_api_version: None, ..flow });
    assert!(!without.contains("FromValue for Point"), "without an endpoint nothing shows a point");
}

#[test]
fn names_that_meet_are_faults_and_the_rest_is_emitted() {
    let mut one = sign_up();
    one.exchanges = vec![sends([
        payload("first-name", Type::String),
        PayloadField { rename: Some("first_name"), ..payload("given", Type::Bool) },
        PayloadField { rename: Some("terms"), ..payload("★", Type::Bool) },
        payload("last-name", Type::String),
        payload("lastName", Type::Bool),
        payload("☆", Type::Bool),
    ])];
    let flow = Flow { name: "screen", ..flow(vec![one, screen("Sign_Up")]) };
    assert_eq!(
        faults(&flow),
        [
            "the flow `screen` would become the type `Screen`, which every flow has already",
            "`first-name` and `given` of one payload both become the field `first_name`",
        ]
    );
    // Where no input could be given a `rename`, a number tells names that meet.
    assert_has(
        &source(&flow),
        &[
            "pub first_name: ::std::string::String,",
            "/// `★` of the payload. pub terms: bool,",
            "pub last_name: ::std::string::String, /// `lastName` of the payload. pub last_name_2: bool,",
            "/// `☆` of the payload. pub field: bool, }",
            "pub enum Screen { /// “Sign up”, the screen `SIGN_UP`. SignUp, \
             /// “Sign up”, the screen `Sign_Up`. SignUp2, }",
            "pub mod sign_up_2 {",
        ],
    );
}

#[test]
fn numbers_and_truth_values_tell_payloads_apart_too() {
    let number =
        |digits: &'static str| Value { kind: ValueKind::Number(digits.into()), span: here() };
    let mut one = sign_up();
    one.exchanges = ["1", "2.5"]
        .map(|digits| {
            sends([PayloadField { literal: Some(number(digits)), ..payload("step", Type::Number) }])
        })
        .to_vec();
    assert_has(&source(&flow(vec![one])), &["Step1, ", "Step2_5, ", "(found - 2.5f64).abs()"]);
}

#[test]
fn an_acronym_is_a_word_in_every_name_that_is_made() {
    let pick = Choice { name: "HTMLPick", ..plan() };
    let renamed = Choice { name: "other", rename: Some("PDFPick"), ..plan() };
    let list = Choice { name: "HTMLList", shared: true, ..plan() };
    let mut one = sign_up();
    one.data = Some(vec![field("HTMLText", Type::Object(vec![("HTMLBody", Type::String)]))]);
    one.exchanges = vec![sends([
        payload("HTMLPick", Type::Choice(pick)),
        payload("other", Type::Choice(renamed)),
        payload("list", Type::Choice(list)),
    ])];
    assert_has(
        &source(&flow(vec![one])),
        &[
            "pub html_pick: HtmlPick,",
            "pub enum HtmlPick",
            "pub enum PdfPick",
            // Its author wrote a Rust name.
            "pub enum HTMLList",
            "pub html_text: HtmlText,",
            "pub struct HtmlText {",
            "pub html_body: ::std::string::String,",
        ],
    );
}

#[test]
fn inputs_that_are_spelled_alike_have_an_enum_each() {
    let other = Choice { name: "Plan", options: plan().options[..1].to_vec(), ..plan() };
    let mut one = sign_up();
    one.exchanges =
        vec![sends([payload("plan", Type::Choice(plan())), payload("Plan", Type::Choice(other))])];
    assert_has(&source(&flow(vec![one])), &["pub plan: Plan,", "pub plan_2: PlanChoice,"]);
}
