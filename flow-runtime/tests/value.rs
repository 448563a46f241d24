//! JSON to typed values and back: what devices send, and what an error says.

use flow_runtime::value::{
    DecodeError, Fields, FromFields, FromValue, IntoFields, IntoValue, Writer,
};
use flow_runtime::{Date, DateRange};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn fields(value: Value) -> Fields {
    Fields::object(value).unwrap()
}

fn read<T: FromValue>(value: Value) -> Result<T, String> {
    T::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn numbers_come_as_numbers_or_strings() {
    for (value, number) in [
        (json!(18), 18.0),
        (json!("18"), 18.0),
        (json!("-0.5"), -0.5),
        (json!("1e3"), 1000.0),
        (json!(2.5), 2.5),
        (json!(" 1 "), 1.0),
        (json!("1,5"), 1.5),
        (json!("-1,234,567.5"), -1_234_567.5),
        (json!("1,234"), 1234.0),
        (json!("12,34"), 12.34),
        (json!("2,5e3"), 2500.0),
    ] {
        assert_eq!(read::<f64>(value.clone()), Ok(number), "{value}");
    }
    for value in [
        "inf",
        "NaN",
        "-infinity",
        "1e999",
        "",
        "1_000",
        "0x10",
        "1,5,6",
        "1.5,6",
        "1 000",
        ",",
        "-",
    ] {
        let error = read::<f64>(json!(value)).unwrap_err();
        let found = if value.is_empty() { "an empty string" } else { "a string" };
        assert_eq!(error, format!("expected a number, found {found}"), "{value}");
    }
}

#[test]
fn whole_numbers_have_no_fraction() {
    for (value, number) in [
        (json!(18), 18),
        (json!(18.0), 18),
        (json!("18"), 18),
        (json!("18.0"), 18),
        (json!("-9223372036854775808"), i64::MIN),
        (json!(i64::MAX), i64::MAX),
    ] {
        assert_eq!(read::<i64>(value.clone()), Ok(number), "{value}");
    }
    for value in [
        json!(18.5),
        json!("18.5"),
        json!(u64::MAX),
        json!(1e300),
        json!("9223372036854775808"),
        json!("inf"),
        json!(true),
    ] {
        assert!(read::<i64>(value.clone()).is_err(), "{value}");
    }
}

#[test]
fn truth_values_come_as_such_or_as_strings() {
    for (value, truth) in
        [(json!(true), true), (json!(false), false), (json!("true"), true), (json!("false"), false)]
    {
        assert_eq!(read::<bool>(value), Ok(truth));
    }
    for value in [json!("TRUE"), json!(1), json!(null), json!("")] {
        assert!(read::<bool>(value.clone()).is_err(), "{value}");
    }
}

#[test]
fn absent_null_and_empty_are_none() {
    let mut object = fields(json!({ "null": null, "empty": "", "there": "x", "zero": 0 }));
    assert_eq!(object.take::<Option<String>>("absent"), Ok(None));
    assert_eq!(object.take::<Option<String>>("null"), Ok(None));
    assert_eq!(object.take::<Option<String>>("empty"), Ok(None));
    assert_eq!(object.take::<Option<String>>("there"), Ok(Some("x".to_owned())));
    assert_eq!(object.take::<Option<i64>>("zero"), Ok(Some(0)));
    assert!(object.is_empty());
}

#[test]
fn a_required_string_may_be_empty_but_not_absent() {
    let mut object = fields(json!({ "name": "" }));
    assert_eq!(object.take::<String>("name"), Ok(String::new()));
    let error = object.take::<String>("name").unwrap_err();
    assert!(error.is_missing());
    assert_eq!(error.to_string(), "`name`: required, but it is missing");
}

#[test]
fn passcodes_are_text() {
    let mut object = fields(json!({
        "text": "0042", "number": 42, "empty": "", "null": null, "bad": 4.2, "negative": -1,
    }));
    assert_eq!(object.take_digits("text"), Ok("0042".to_owned()));
    assert_eq!(object.take_digits("number"), Ok("42".to_owned()));
    assert_eq!(object.take_optional_digits("empty"), Ok(None));
    assert_eq!(object.take_optional_digits("null"), Ok(None));
    assert!(object.take_digits("absent").unwrap_err().is_missing());
    for key in ["bad", "negative"] {
        let error = object.take_digits(key).unwrap_err().to_string();
        assert_eq!(error, format!("`{key}`: expected a string of digits, found a number"));
    }
}

#[test]
fn dates_come_as_text_or_as_milliseconds() {
    let day = Date::constant(2026, 1, 30);
    for value in [json!("2026-01-30"), json!("1769731200000"), json!(1_769_731_200_000_i64)] {
        assert_eq!(read::<Date>(value.clone()), Ok(day), "{value}");
    }
    for value in [
        json!("2026-02-30"),
        json!("2026-1-30"),
        json!("2026-01-30T10:00"),
        json!("20260130T"),
        json!("+2026-01-3"),
        json!(""),
        json!(i64::MAX),
        json!(1.5),
        json!("99999999999999999999"),
    ] {
        let error = read::<Date>(value.clone()).unwrap_err();
        assert!(error.starts_with("expected a date (YYYY-MM-DD), found"), "{value}");
    }
    assert_eq!(day.into_value(), json!("2026-01-30"));
}

#[test]
fn ranges_have_two_ends() {
    let wire = json!({ "start-date": "2026-01-30", "end-date": "2026-02-02" });
    let range = read::<DateRange>(wire.clone()).unwrap();
    assert_eq!(range.end, Date::constant(2026, 2, 2));
    assert_eq!(range.into_value(), wire.clone());
    let error = read::<DateRange>(json!({ "start-date": "2026-01-30" })).unwrap_err();
    assert_eq!(error, "`end-date`: required, but it is missing");
    let optional = |value| read::<Option<DateRange>>(value);
    assert_eq!(optional(wire), Ok(Some(range)));
    for untouched in [json!({}), json!({ "start-date": "", "end-date": null }), json!("")] {
        assert_eq!(optional(untouched.clone()), Ok(None), "{untouched}");
        assert!(read::<DateRange>(untouched).is_err());
    }
    let alone = json!({ "start-date": "2026-01-30" });
    assert!(optional(alone.clone()).is_err());
    let open = read::<DateRange<Option<Date>>>(alone.clone()).unwrap();
    assert_eq!((open.start, open.end), (Date::constant(2026, 1, 30), None));
    assert_eq!(open.into_value(), alone);
    assert_eq!(read::<Option<DateRange<Option<Date>>>>(json!({})), Ok(None));
}

/// A nested object, read as generated code reads it.
#[derive(Debug)]
struct Item {
    id: i64,
}

impl FromValue for Item {
    const EXPECTED: &'static str = "an object";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut fields = Fields::object(value)?;
        Ok(Self { id: fields.take("id")? })
    }
}

#[test]
fn an_error_tells_the_path_and_never_the_value() {
    let list = json!({ "items": [{ "id": 1 }, { "id": 2 }, { "id": "hunter2" }] });
    let error = fields(list).take::<Vec<Item>>("items").unwrap_err();
    assert_eq!(error.path(), "items[2].id");
    assert_eq!(error.to_string(), "`items[2].id`: expected a whole number, found a string");
    assert!(!format!("{error:?}").contains("hunter2"));

    let good = fields(json!({ "items": [{ "id": 7 }] })).take::<Vec<Item>>("items");
    assert_eq!(good.unwrap()[0].id, 7);
    let error = DecodeError::unknown_option("Plan").at("plan");
    assert_eq!(error.to_string(), "`plan`: the value is not one of the options of `Plan`");
    assert!(!format!("{:?}", fields(json!({ "password": "hunter2" }))).contains("hunter2"));
}

#[test]
fn a_writer_keeps_the_order_and_leaves_null_out() {
    let map = Writer::new(3)
        .field("z", 1)
        .field("none", None::<bool>)
        .field("a", vec!["x"])
        .field("number", f64::NAN)
        .field("whole", 2.0)
        .field("half", 0.5)
        .finish();
    let text = Value::Object(map).to_string();
    assert_eq!(text, r#"{"z":1,"a":["x"],"whole":2,"half":0.5}"#);
}

#[test]
fn what_nobody_took_is_left_in_order() {
    let mut object = fields(json!({ "a": 1, "b": 2, "c": 3, "d": 4 }));
    object.take::<i64>("b").unwrap();
    assert!(object.contains("a") && !object.contains("b"));
    assert_eq!(object.get("c"), Some(&json!(3)));
    let rest: Map<String, Value> = object.into_rest();
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["a", "c", "d"]);
}

proptest! {
    #[test]
    fn every_number_survives_both_writings(number: i64, float in proptest::num::f64::NORMAL) {
        prop_assert_eq!(read::<i64>(number.into_value()), Ok(number));
        prop_assert_eq!(read::<i64>(json!(number.to_string())), Ok(number));
        prop_assert_eq!(read::<f64>(float.into_value()), Ok(float));
        prop_assert_eq!(read::<f64>(json!(float.to_string())), Ok(float));
    }

    #[test]
    fn every_date_survives(milliseconds in -62_135_596_800_000_i64..253_402_300_799_000) {
        let date = read::<Date>(json!(milliseconds)).unwrap();
        prop_assert_eq!(read::<Date>(date.into_value()), Ok(date));
    }

    #[test]
    fn no_text_panics(text: String) {
        let _ = read::<Date>(json!(text));
        let _ = read::<f64>(json!(text));
        let _ = read::<i64>(json!(text));
    }
}

flow_runtime::flow! {
    flow form (version: "7.3", data_api_version: "3.0")

    screen LONG "A long form" -> SUCCESS {
        data { a: i64 = 1, b: i64 = 2, c: i64 = 3, d: i64 = 4, e: i64 = 5, f: i64 = 6, g: i64 = 7,
            h: i64 = 8, i: i64 = 9, j: i64 = 10, k: i64 = 11, l: i64 = 12, fields: i64 = 13 }
        TextBody "Field ${data.fields}"
        fields: TextInput! "Fields"
        pin: TextInput! "Code" (input_type: passcode)
        Footer "Send" => data_exchange { ..form, ..data }
    }
}

/// More fields than are read at once, one of them named as what they are read from.
#[test]
fn a_long_struct_is_read_and_written() {
    let numbers = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let mut sent: Map<String, Value> =
        numbers.map(str::to_owned).into_iter().zip((1..).map(Value::from)).collect();
    sent.insert("fields".to_owned(), json!("thirteen"));
    let mut without = Fields::from(sent.clone());
    let error = form::long::Exchange::from_fields(&mut without).unwrap_err();
    assert_eq!(error.to_string(), "`pin`: required, but it is missing");
    sent.insert("pin".to_owned(), json!(1234));
    let read = form::long::Exchange::from_fields(&mut Fields::from(sent)).unwrap();
    assert_eq!(
        (read.a, read.l, read.fields.as_str(), read.pin.as_str()),
        (1, 12, "thirteen", "1234")
    );

    let form::long::Exchange { a, b, c, d, e, f, g, h, i, j, k, l, .. } = read;
    let data = form::long::Data { a, b, c, d, e, f, g, h, i, j, k, l, fields: 13 };
    let written = Value::Object(data.into_fields());
    assert_eq!(written["l"], 12);
    assert_eq!(written["fields"], 13);
}
