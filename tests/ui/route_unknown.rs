//! Routes and settings that do not exist.

flow_runtime::flow! {
    flow survey (version: "7.3", data_api_version: "3.0", catgories: [SURVEY])

    screen RATE "Rate" -> THANKS | SUCESS {
        stars: TextInput! "Stars"
        Footer "Done" => data_exchange { ..form }
    }

    screen THANK "Thanks" {
        Footer "Done" => complete {}
    }
}

fn main() {}
