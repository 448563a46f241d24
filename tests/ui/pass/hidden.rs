//! A crate whose names hide those that generated code might lean on.
#![deny(warnings, missing_docs)]

mod flow_runtime {}
mod core {}
mod std {}

::flow_runtime::flow! {
    /// A flow with names that others have too.
    pub flow names (version: "7.3", data_api_version: "3.0", allow: [UNUSED])

    struct Option { Ok: bool }
    struct Result { none: String }

    screen VEC "Vec" -> SUCCESS {
        data { option: Option = { Ok: true }, r#type: [Result] = [{ none: "" }] }
        result: RadioButtonsGroup! "Result" { Ok: "Ok" Err: "Err" Self: "Self" }
        data: TextInput "Data"
        next: Dropdown "Next" { some: "Some" none: "None" }
        Footer "Done" => data_exchange { ..form }
    }
}

fn main() {}
