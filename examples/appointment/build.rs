//! Writes `flows/appointment.json`.

fn main() -> Result<(), flow_build::Error> {
    flow_build::flows("src/flow.rs").write_to("flows")
}
