//! A preview that runs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::call::Folder;

/// A preview that runs, and its port.
pub(crate) struct Showing {
    pub(crate) child: Child,
    port: String,
}

impl Showing {
    pub(crate) fn start(folder: &Folder, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, &[])
    }

    pub(crate) fn start_with(
        folder: &Folder,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let child = folder
            .command(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        // It ends with this, whatever it says.
        let mut showing = Self { child, port: String::new() };
        let stderr = showing.child.stderr.take().expect("it was asked for");
        let mut said = Vec::new();
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        while let Some(line) = lines.next() {
            if let Some((_, port)) = line.split_once("http://127.0.0.1:") {
                port.trim_end_matches('/').clone_into(&mut showing.port);
                // A service writes there as well, and ends where nobody reads it.
                std::thread::spawn(move || lines.for_each(drop));
                return showing;
            }
            said.push(line);
        }
        panic!("no address is said:\n{}", said.join("\n"));
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> String {
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        ))
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\n\r\n",
            self.port
        ))
    }

    /// Opens the page, and gives the address that hears what is done on it.
    pub(crate) fn session(&self) -> String {
        let page = self.get("/");
        let session = page.split("data-session=\"").nth(1).expect("a session");
        format!("/s/{}/did", session.split('"').next().expect("its end"))
    }

    fn ask(&self, request: &str) -> String {
        let mut stream =
            TcpStream::connect(format!("127.0.0.1:{}", self.port)).expect("it listens");
        stream.write_all(request.as_bytes()).expect("asked");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        text
    }
}

impl Drop for Showing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
