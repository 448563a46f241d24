//! The procedural macro behind `flow!`. Use it through flow-runtime, whose macro says where the
//! runtime is to be found.

use proc_macro::TokenStream;

/// The items of a flow. `flow_runtime::flow!` calls it with the path of flow-runtime in front.
#[proc_macro]
pub fn flow(tokens: TokenStream) -> TokenStream {
    flow_compiler::expand::expand(tokens.into()).into()
}

/// What rust-analyzer alone sees of a flow. `flow_runtime::flow!` calls it where `rust_analyzer` is set.
#[proc_macro]
pub fn editor(tokens: TokenStream) -> TokenStream {
    flow_compiler::expand::shadow(tokens.into()).into()
}
