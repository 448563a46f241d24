//! Nothing at all.

flow_runtime::flow! {}

fn main() {}
