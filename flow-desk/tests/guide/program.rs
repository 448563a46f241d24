//! A service of the guide, as the program that it is.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use flow_desk::WhatsApp;
use flow_runtime::testing::KeyPair;
use tempfile::TempDir;

/// Tells the programs of this process apart.
static PROGRAMS: AtomicU32 = AtomicU32::new(0);

/// A block of the guide, by the name of its file.
pub(crate) fn block(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/your-service.md");
    let text = std::fs::read_to_string(path).expect("the guide");
    let (_, rest) = text.split_once(&format!(" {file}\n")).expect(file);
    let (block, _) = rest.split_once("\n```").expect("its end");
    format!("{block}\n")
}

/// A service in a folder of its own.
pub(crate) struct Program {
    interpreter: String,
    file: &'static str,
    folder: TempDir,
    port: u16,
    variables: Vec<(&'static str, String)>,
    running: Option<Child>,
}

impl Program {
    /// With the Python in `target/python`, or the one in `PATH`, where it has what the guide installs.
    pub(crate) fn python(file: &'static str) -> Option<Self> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/python");
        let python =
            if own.exists() { own.to_string_lossy().into_owned() } else { "python3".into() };
        let needs = ["-c", "import cryptography, fastapi, pywa, uvicorn"];
        Self::new(python, &needs, "pywa, fastapi and uvicorn", file)
    }

    pub(crate) fn node(file: &'static str) -> Option<Self> {
        Self::new("node".to_owned(), &["--version"], "Node", file)
    }

    fn new(interpreter: String, asks: &[&str], needs: &str, file: &'static str) -> Option<Self> {
        let has = Command::new(&interpreter).args(asks).stderr(Stdio::null()).output();
        if !has.is_ok_and(|output| output.status.success()) {
            assert!(std::env::var_os("CI").is_none(), "CI installs {needs}");
            println!("SKIPPED: `{interpreter}` is not there, or lacks {needs}");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["flow.json", file] {
            std::fs::write(folder.path().join(name), block(name)).expect("a file");
        }
        let key = KeyPair::shared().private_key().to_pem();
        std::fs::write(folder.path().join("private.pem"), key.as_bytes()).expect("a file");
        let number = std::process::id().wrapping_add(PROGRAMS.fetch_add(1, Ordering::Relaxed));
        // Below those that the system gives out: while the service is away nobody takes it.
        let port = 12_000 + u16::try_from(number % 8_000).expect("a small number");
        Some(Self { interpreter, file, folder, port, variables: Vec::new(), running: None })
    }

    pub(crate) fn points_to(&mut self, whatsapp: &WhatsApp) {
        self.variables = vec![
            ("GRAPH_URL", whatsapp.url()),
            ("WHATSAPP_ACCESS_TOKEN", whatsapp.access_token()),
            ("WABA_ID", whatsapp.waba()),
            ("PHONE_NUMBER_ID", whatsapp.phone()),
            ("APP_SECRET", whatsapp.app_secret()),
            ("VERIFY_TOKEN", "any".to_owned()),
            ("PORT", self.port.to_string()),
        ];
    }

    pub(crate) fn webhook(&self) -> String {
        format!("http://127.0.0.1:{}/webhook", self.port)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.arg(self.file).args(arguments).current_dir(self.folder.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it to its end, and gives what it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {told}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Starts the endpoint and the webhook, and waits until they listen.
    pub(crate) fn serve(&mut self) {
        self.running = Some(self.command(&["serve"]).spawn().expect("it runs"));
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(began.elapsed() < Duration::from_mins(1), "it does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            // It may have ended by itself.
            let _ = running.kill();
            let _ = running.wait();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
