//! What an editor knows of a flow: a shadow of it in plain Rust, which rust-analyzer alone compiles.
//!
//! rust-analyzer answers questions about the tokens of a macro call by what became of them. So every
//! word of a flow becomes a documented item of Rust at that very token, or a use of one: components,
//! properties and words are items of `flow_runtime::__editor`, which is written from the catalogue
//! ([`runtime`]); screens, data, inputs and options are structs of the shadow.
//!
//! What is being typed is no flow: it has no tree, or one without the word at the cursor. The shadow
//! therefore looks at the shape of the tokens alone and takes whatever is there. It reports nothing.
//! A test holds it to the parser: it has every word of every sample, and no sample has a fault in it.

mod catalogue;
mod field;
mod node;
mod shadow;
mod tokens;
mod value;

use proc_macro2::TokenStream;

pub use self::catalogue::runtime;
use self::shadow::Shadow;
use self::tokens::Tokens;

/// The shadow of the flow that the tokens declare. `runtime` is the path of flow-runtime.
#[must_use]
pub fn shadow(runtime: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut shadow = Shadow::new(runtime);
    shadow.flow(&mut Tokens::new(tokens));
    shadow.finish()
}
