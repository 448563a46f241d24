//! What the payloads of a screen are to Rust.

use super::{document, source};
use crate::model::{self, Absence, Exchange, Type};

/// The payload of the first `data_exchange`.
fn exchanges(body: &str, see: impl FnOnce(&[Exchange<'_>])) -> Vec<String> {
    let text = format!(
        r#"flow test (version: "7.3", data_api_version: "3.0")
        struct Slot {{ id: String }}
        options Stars {{ one: "1", two: "2" }}
        screen START "Start" -> SUCCESS {{
            data {{ slot: Slot = {{ id: "a" }}, word: String = "a" }}
            {body}
        }}"#
    );
    source(&text, |flow| see(&flow.screens[0].exchanges))
}

#[test]
fn payloads_have_the_types_of_what_they_carry() {
    let body = r#"
        name: TextInput! "Name"
        nick: TextInput "Nick"
        age: TextInput! "Age" (input_type: number)
        pin: TextInput! "PIN" (input_type: passcode)
        "pay-plan": RadioButtonsGroup! "Plan" { free: "Free", pro: "Pro" }
        stars: CheckboxGroup! "Stars" in Stars
        agreed: OptIn "I agree"
        terms: OptIn! "I accept the terms"
        news: OptIn "Write to me" (init_value: false)
        day: DatePicker! "Day"
        perhaps: DatePicker! "Perhaps" (enabled: ${form.agreed})
        week: CalendarPicker! (mode: range, label: { "start-date": "From", "end-date": "To" })
        if ${form.agreed} {
            company: TextInput! "Company"
        }
        Footer "Done" => data_exchange {
            ..form,
            kind: "save",
            size: 3,
            slot: ${data.slot},
            id: ${data.slot.id},
            greeting: "Dear ${form.name}",
            adult: ${form.age} >= 18,
            pair: { a: ${form.name}, b: 1.5 },
            loose: [${form.nick}],
            from: ${form.week.start-date},
        }
    "#;
    let faults = exchanges(body, |exchanges| {
        let [exchange] = exchanges else { panic!("{exchanges:?}") };
        let of = |key: &str| {
            let field = exchange.fields.iter().find(|field| field.key == key).expect(key);
            (field.ty.clone(), field.optional())
        };
        for (key, ty, optional) in [
            ("name", Type::String, false),
            ("nick", Type::String, true),
            ("age", Type::Number, false),
            ("pin", Type::Digits, false),
            ("agreed", Type::Bool, true),
            ("terms", Type::Bool, false),
            ("news", Type::Bool, true),
            ("day", Type::Date, false),
            ("perhaps", Type::Date, true),
            ("week", Type::DateRange, false),
            ("company", Type::String, true),
            ("kind", Type::String, false),
            ("size", Type::Integer, false),
            ("slot", Type::Struct("Slot"), false),
            ("id", Type::String, false),
            ("greeting", Type::String, false),
            ("adult", Type::Bool, false),
            ("pair", Type::Object(vec![("a", Type::String), ("b", Type::Number)]), false),
            ("loose", Type::Json, false),
            ("from", Type::Date, false),
        ] {
            assert_eq!(of(key), (ty, optional), "{key}");
        }
        let (Type::Choice(plan), false) = of("pay-plan") else { panic!() };
        assert_eq!((plan.name, plan.shared, plan.options.len()), ("pay-plan", false, 2));
        let (Type::List(stars), false) = of("stars") else { panic!() };
        let Type::Choice(stars) = *stars else { panic!() };
        assert_eq!((stars.name, stars.shared), ("Stars", true));
        let kind = exchange
            .fields
            .iter()
            .find(|field| field.key == "kind")
            .and_then(|f| f.literal.as_ref());
        assert_eq!(kind.and_then(model::Value::as_text), Some("save"));
    });
    assert!(faults.is_empty(), "{faults:?}");
}

/// Why each key of the last exchange of the last screen may be absent.
fn absences(body: &str, wanted: &[(&str, Option<Absence>)]) {
    let text = format!("flow test (version: \"7.3\", data_api_version: \"3.0\")\n{body}");
    let faults = source(&text, |flow| {
        let exchange = flow.screens.last().and_then(|screen| screen.exchanges.last());
        let fields = exchange.expect("an exchange").fields.iter();
        let found: Vec<_> = fields.map(|field| (field.key, field.absence)).collect();
        assert_eq!(found, wanted, "{body}");
    });
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn links_and_choices_do_not_wait_until_a_field_is_filled_in() {
    use Absence::{Early, Empty, TakenBack, Untouched};

    let fields = r#"
        name: TextInput! "Name"
        word: TextInput! "Word" (init_value: ${data.word})
        age: TextInput! "Age" (input_type: number, init_value: "3")
        nick: TextInput "Nick" (init_value: "Ada")
        yes: OptIn! "Yes" (init_value: true)
        plan: Dropdown! "Plan" (init_value: "a") { a: "A" b: "B" }
    "#;
    let wanted = |own: Option<Absence>| {
        let yes = own.map(|_| Early);
        [
            ("name", own),
            ("word", None),
            ("age", own),
            ("nick", Some(Empty)),
            ("yes", yes),
            ("plan", None),
        ]
    };
    for (action, own) in [
        (r#"EmbeddedLink "Look" => data_exchange { ..form }"#, Some(Early)),
        (r#"Footer "Go" => data_exchange { ..form }"#, None),
    ] {
        let footer = if own.is_some() { r#"Footer "Go" => complete {}"# } else { "" };
        let body = format!(
            r#"screen A "A" -> SUCCESS {{
                data {{ word: String = "a" }}
                TextBody ${{data.word}}
                {fields}
                {action}
                {footer}
            }}"#
        );
        absences(&body, &wanted(own));
    }
    for (choice, own) in [
        (r#"one: Dropdown "One" { a: "A" }"#, Some(TakenBack)),
        (r#"one: Dropdown! "One" { a: "A" }"#, None),
        (r#"one: Dropdown "One" (on_unselect_action: update_data { word: "" }) { a: "A" }"#, None),
        (r#"one: CheckboxGroup "One" { a: "A" }"#, None),
        (r#"one: DatePicker "One""#, None),
    ] {
        let body = format!(
            r#"screen A "A" -> SUCCESS {{
                data {{ word: String = "a" }}
                TextBody ${{data.word}}
                other: DatePicker! "Other"
                agreed: OptIn "Agreed"
                {choice} => data_exchange {{ one, other, agreed }}
                Footer "Go" => complete {{}}
            }}"#
        );
        absences(&body, &[("one", own), ("other", Some(Early)), ("agreed", Some(Untouched))]);
    }
}

#[test]
fn what_comes_from_another_screen_is_there_where_every_way_leads_over_it() {
    use Absence::{Empty, Forgotten, LeftEarly, NotShown};

    let first = |more: &str| {
        format!(
            r#"screen FIRST "First" -> LAST {{
                data {{ word: String = "a" }}
                TextBody ${{data.word}}
                name: TextInput! "Name"
                nick: TextInput "Nick"
                code: TextInput! "Code" (input_type: passcode)
                {more}
                Footer "Go" => data_exchange {{}}
            }}"#
        )
    };
    let read = r#"screen READ "Read" { TextBody "Read" }"#;
    let last = r#"screen LAST "Last" -> SUCCESS {
        Footer "Go" => data_exchange {
            name: ${screen.FIRST.form.name},
            nick: ${screen.FIRST.form.nick},
            code: ${screen.FIRST.form.code},
            word: ${screen.FIRST.data.word},
        }
    }"#;
    let wanted =
        |name, nick, code, word| [("name", name), ("nick", nick), ("code", code), ("word", word)];
    let sound = wanted(None, Some(Empty), Some(Forgotten), None);
    let hasty = wanted(Some(LeftEarly), Some(Empty), Some(Forgotten), None);
    absences(&format!("{} {last}", first("")), &sound);
    // A screen from which only the arrow at the top leads is not a way past the button.
    let link = r#"EmbeddedLink "Read" => navigate READ {}"#;
    absences(&format!("{} {read} {last}", first(link)), &sound);
    let link = r#"EmbeddedLink "Skip" => navigate LAST {}"#;
    absences(&format!("{} {last}", first(link)), &hasty);
    let choice = r#"d: DatePicker "D" => data_exchange { d }"#;
    absences(&format!("{} {last}", first(choice)), &hasty);
    let other = r#"screen OTHER "Other" -> LAST { Footer "Go" => data_exchange {} }"#;
    let never = wanted(Some(NotShown), Some(NotShown), Some(NotShown), Some(NotShown));
    absences(&format!("{} {other} {last}", first("")), &never);
}

#[test]
fn equal_exchanges_stand_once() {
    let body = r#"
        city: Dropdown! "City" { a: "A" b: "B" } => data_exchange { kind: "city", ..form }
        name: TextInput "Name"
        Footer "Done" => data_exchange { ..form, kind: "city" }
    "#;
    let faults = exchanges(body, |exchanges| assert_eq!(exchanges.len(), 1));
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn exchanges_are_told_apart_by_literals_and_by_keys() {
    for (first, second, apart) in [
        (r#"kind: "a", name"#, r#"kind: "b", name"#, true),
        ("city", "city, name", true),
        ("city", "city, nick", false),
        (r#"kind: "a", name"#, "kind: ${form.nick}, name", false),
        ("", "", true),
        ("n: 1, name", "n: 2, name", true),
        ("n: 1, name", "n: 1.0, name", false),
        ("n: 1, name", "n: \"1.0\", name", false),
        ("n: \"1\", name", "n: \"1.0\"", true),
        ("n: true, name", "n: \"true\", name", false),
        ("n: 1, name", "n: true", true),
    ] {
        let body = format!(
            r#"
            name: TextInput! "Name"
            nick: TextInput "Nick"
            city: Dropdown! "City" {{ a: "A" b: "B" }} => data_exchange {{ {first} }}
            Footer "Done" => data_exchange {{ {second} }}
            "#
        );
        let faults = exchanges(&body, |_| {});
        assert_eq!(faults.is_empty(), apart, "{first} / {second}: {faults:?}");
        assert!(faults.iter().all(|fault| fault.starts_with("AMBIGUOUS_EXCHANGE")), "{faults:?}");
    }
}

#[test]
fn exchanges_that_may_be_mixed_up_become_one() {
    let text = r#"flow test (version: "7.3", data_api_version: "3.0", allow: [AMBIGUOUS_EXCHANGE])
        screen START "Start" -> SUCCESS {
            nick: TextInput "Nick"
            age: TextInput "Age" (input_type: number)
            city: Dropdown! "City" { a: "A" b: "B" } => data_exchange { city, same: ${form.nick} }
            other: Dropdown! "City" { c: "C" } => data_exchange { kind: "told", other }
            Footer "Done" => data_exchange { city, nick, same: ${form.age} }
        }"#;
    let faults = source(text, |flow| {
        let [merged, told] = &flow.screens[0].exchanges[..] else { panic!("{flow:#?}") };
        let fields = merged.fields.iter().map(|field| (field.key, field.optional(), &field.ty));
        let [city, same, nick] = &fields.collect::<Vec<_>>()[..] else { panic!("{merged:#?}") };
        assert!(matches!(city, ("city", false, Type::Choice(_))), "{city:?}");
        assert_eq!(*same, ("same", true, &Type::Json));
        assert_eq!(*nick, ("nick", true, &Type::String));
        assert_eq!(told.fields.len(), 2);
    });
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn a_document_may_have_exchanges_that_nobody_can_tell_apart() {
    let text = r#"{"version": "7.3", "data_api_version": "3.0", "routing_model": {}, "screens": [{
        "id": "START", "title": "Start", "terminal": true,
        "layout": {"type": "SingleColumnLayout", "children": [
            {"type": "TextInput", "name": "a", "label": "A"},
            {"type": "OptIn", "name": "b", "label": "B", "on-click-action":
                {"name": "data_exchange", "payload": {"x": "${form.b}"}}},
            {"type": "Footer", "label": "Done", "on-click-action":
                {"name": "data_exchange", "payload": {"x": "${form.a}"}}}
        ]}}]}"#;
    let faults = document(text, |flow| assert_eq!(flow.screens[0].exchanges.len(), 2));
    assert!(!faults.iter().any(|fault| fault.contains("EXCHANGE")), "{faults:?}");
}
