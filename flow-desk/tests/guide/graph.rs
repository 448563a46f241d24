//! The Graph API of a Rust service, as the guide has it.

pub(crate) fn graph() -> Result<flow_graph::Client, Box<dyn std::error::Error>> {
    let token = flow_graph::AccessToken::new(std::env::var("WHATSAPP_ACCESS_TOKEN")?);
    let mut graph = flow_graph::Client::builder(token);
    if let Ok(url) = std::env::var("GRAPH_URL") {
        graph = graph.base_url(url);
    }
    Ok(graph.build()?)
}
