//! Writes `flows/*.json`.

fn main() -> Result<(), flow_build::Error> {
    flow_build::flows("src/lib.rs").write_to("flows")
}
