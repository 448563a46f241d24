//! How long `cargo flow check` takes, and how much memory: for one document from 10 KB to 10 MB,
//! and for a folder of 1,000 documents on one core and on all.
//!
//! Each measurement is a process of its own, so that its peak of memory is its own.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const RUNS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--measured") {
        let arguments =
            ["cargo-flow", "check"].into_iter().map(Into::into).chain(arguments.map(Into::into));
        let _ = cargo_flow::run(arguments);
        println!("{}", peak_of_memory().unwrap_or(0));
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{:>12} {:>10} {:>10} {:>12}", "document", "time", "memory", "per MB");
    for kilobytes in [10, 100, 1_000, 10_000] {
        let text = document(kilobytes * 1_024);
        let path = folder.path().join(format!("{kilobytes}.json"));
        fs::write(&path, &text).expect("a file can be written");
        let (time, memory) = measure(&path, None);
        let megabytes = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1e6;
        println!(
            "{:>9} KB {:>7.1} ms {:>7} MB {:>9.1} ms",
            text.len() / 1_024,
            milliseconds(time),
            memory / 1_024,
            milliseconds(time) / megabytes,
        );
    }
    let many = folder.path().join("many");
    fs::create_dir(&many).expect("a folder can be made");
    for number in 0..1_000 {
        fs::write(many.join(format!("{number}.json")), document(20 * 1_024))
            .expect("a file can be written");
    }
    let (one, _) = measure(&many, Some("0"));
    let (all, _) = measure(&many, None);
    println!(
        "1,000 documents: {:.0} ms on one core, {:.0} ms on all",
        milliseconds(one),
        milliseconds(all)
    );
}

/// The best of several runs, and the peak of memory in KB; on the given cores only, where the
/// system has `taskset`.
fn measure(path: &Path, cores: Option<&str>) -> (Duration, u64) {
    let program = std::env::current_exe().expect("this program");
    let mut best = (Duration::MAX, 0);
    for _ in 0..RUNS {
        let mut command = match cores {
            Some(cores) => {
                let mut command = Command::new("taskset");
                command.args(["-c", cores]).arg(&program);
                command
            }
            None => Command::new(&program),
        };
        let start = Instant::now();
        let output = command.arg("--measured").arg(path).output().expect("the program runs");
        let time = start.elapsed();
        assert!(output.status.success());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("no faults"), "{told}");
        let memory = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0);
        best = best.min((time, memory));
    }
    best
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// In KB, where the system tells it.
fn peak_of_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A sound document of about that many bytes: up to 100 screens with images and long lists of
/// options.
fn document(bytes: usize) -> String {
    let screens = (bytes / 2_000).clamp(2, 100);
    // Two lists of 100 options take 12 KB; what is left is images, three to a screen.
    let lists = bytes / screens / 14_000;
    let options = if lists == 0 { 2 } else { 100 };
    let each = 900 + 2 * options * 60;
    let image = (bytes / screens).saturating_sub(each) / 3 / 4 * 4;
    let image = format!("iVBORw0KGgoA{}", "A".repeat(image.clamp(12, 400_000)));
    let mut text = String::from("{\n  \"version\": \"7.3\",\n  \"screens\": [\n");
    for screen in 0..screens {
        let last = screen + 1 == screens;
        let _ = write!(text, "{{ \"id\": \"{}\", \"title\": \"Screen\", ", id(screen));
        if last {
            text.push_str("\"terminal\": true, ");
        }
        text.push_str(
            "\"data\": { \"name\": { \"type\": \"string\", \"__example__\": \"Ada\" } },\n",
        );
        text.push_str("\"layout\": { \"type\": \"SingleColumnLayout\", \"children\": [\n");
        for number in 0..3 {
            let _ = writeln!(
                text,
                "{{ \"type\": \"Image\", \"src\": \"{image}\", \"alt-text\": \"Picture {number}\" }},"
            );
        }
        for list in ["first", "second"] {
            let _ = write!(
                text,
                "{{ \"type\": \"Dropdown\", \"name\": \"{list}\", \"label\": \"Choose\", \"data-source\": ["
            );
            for option in 0..options {
                let comma = if option == 0 { "" } else { "," };
                let _ = write!(
                    text,
                    "{comma}\n{{ \"id\": \"{option}\", \"title\": \"Option {option} of screen {screen}\" }}"
                );
            }
            text.push_str("] },\n");
        }
        let _ =
            writeln!(text, "{{ \"type\": \"TextBody\", \"text\": \"`'Dear ' ${{data.name}}`\" }},");
        let action = if last {
            "\"name\": \"complete\"".to_owned()
        } else {
            format!(
                "\"name\": \"navigate\", \"next\": {{ \"type\": \"screen\", \"name\": \"{}\" }}",
                id(screen + 1)
            )
        };
        let payload =
            if last { "\"chosen\": \"${form.first}\"" } else { "\"name\": \"${data.name}\"" };
        let _ = write!(
            text,
            "{{ \"type\": \"Footer\", \"label\": \"Next\", \"on-click-action\": {{ {action}, \"payload\": {{ {payload} }} }} }}",
        );
        text.push_str(if last { "\n] } }\n" } else { "\n] } },\n" });
    }
    text.push_str("] }\n");
    text
}

/// Ids have no digits.
fn id(number: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    format!("SCREEN_{}{}", letter(number / 26), letter(number))
}
