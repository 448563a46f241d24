//! The environment `local`: every command against the desk of `cargo flow preview`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use flow_runtime::testing::KeyPair;

use crate::call::Folder;
use crate::world::{TWO, serve};

/// `cargo flow preview`, which ends when it is dropped.
struct Preview {
    child: Child,
    port: u16,
    /// What it prints.
    said: String,
}

impl Preview {
    fn start(folder: &Folder, port: u16) -> Self {
        let mut command = folder.command(&["preview", "--no-open", "--keep", "desk.json"]);
        command.env_remove("APP_SECRET");
        let child = command.stdout(Stdio::piped()).spawn().expect("the command runs");
        let mut preview = Self { child, port, said: String::new() };
        let stdout = preview.child.stdout.take().expect("it was asked for");
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            preview.said.extend([line.as_str(), "\n"]);
            if line.contains("APP_SECRET") {
                break;
            }
        }
        preview
    }

    /// The page, as a browser gets it first.
    fn page(&self) -> String {
        let address = format!("http://127.0.0.1:{}/", self.port);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let page = reqwest::Client::builder().no_proxy().build().expect("a client");
            let page = page.get(address).send().await.expect("an answer");
            page.text().await.expect("a text")
        })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn call(folder: &Folder, arguments: &[&str]) -> String {
    let mut command: Command = folder.command(arguments);
    // The token of an account of Meta's goes nowhere but to Meta.
    command.env("WHATSAPP_ACCESS_TOKEN", "EAAtoken0of0an0account");
    command.env("APP_SECRET", flow_desk::APP_SECRET).stdin(Stdio::null());
    let output = command.output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{arguments:?}\n{out}{err}");
    out + &err
}

#[test]
fn every_command_works_against_the_desk() {
    // Below those that the system gives out, so that no other test is given it.
    let port = 20_000 + u16::try_from(std::process::id() % 10_000).expect("a small number");
    let endpoint = serve(flow_desk::APP_SECRET);
    let configuration = format!(
        "flows = [\"src/lib.rs\"]\n\n[environments.local]\nendpoint = \"{endpoint}\"\n\n\
         [preview]\nport = {port}\n"
    );
    let folder = Folder::new(&[("src/lib.rs", TWO), ("flow.toml", &configuration)]);
    let pem = KeyPair::shared().private_key().to_encrypted_pem("correct-horse").expect("a key");
    folder.write("private.pem", pem.as_bytes());
    folder.write("passphrase", b"correct-horse\n");

    let preview = Preview::start(&folder, port);
    assert!(preview.said.contains(&format!("GRAPH_URL=http://127.0.0.1:{port}/graph\n")));
    for value in [flow_desk::ACCESS_TOKEN, flow_desk::WABA, flow_desk::PHONE, flow_desk::APP_SECRET]
    {
        assert!(preview.said.contains(&format!("={value}\n")), "{}", preview.said);
    }
    let key = ["keys", "upload", "private.pem", "--passphrase-file", "passphrase"];
    assert!(call(&folder, &key).contains("Uploaded the public key"));
    let pushed = call(&folder, &["push", "--publish", "--yes"]);
    assert!(pushed.contains("2 flows to `local`"), "{pushed}");
    assert!(call(&folder, &["status"]).contains("PUBLISHED"));
    call(&folder, &["doctor"]);
    let data = r#"{ "order": "A-1", "total": 1.5 }"#;
    for (to, body) in [("31612345678", "How was it?"), ("NL.17", "By the id")] {
        call(&folder, &["send", to, "--flow", "survey", "--data", data, "--body", body]);
    }
    let page = preview.page();
    for shown in [">+31612345678<", ">How was it?<", ">NL.17<", ">By the id<"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }

    // The desk goes on where it was, and the commands with it.
    drop(preview);
    let preview = Preview::start(&folder, port);
    assert!(preview.page().contains(">How was it?<"));
    assert!(call(&folder, &["push", "--publish", "--yes"]).contains("nothing to do"));
    assert!(call(&folder, &["deprecate", "survey", "--yes"]).contains("Deprecated"));
    assert!(call(&folder, &["status", "booking"]).contains("AVAILABLE"));
}
