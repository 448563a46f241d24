//! Drives the endpoint over HTTP and compares it with the bare private key operation.
//!
//! ```sh
//! cargo bench -p whatsapp-flow-runtime --bench load -- [--backend aws-lc-rs|rsa] [--requests N]
//!     [--remember SECONDS]
//! ```
//!
//! The server is a process of its own, so that its memory can be told from the generator's. The
//! requests are prepared beforehand, and none comes again while its
//! answer is remembered. The answers are read but not decrypted.

mod app;
mod http;
mod server;

use std::error::Error;
use std::num::NonZero;
use std::time::{Duration, Instant};

use flow_runtime::crypto::{Backend, Envelope, LocalKey};

use self::server::Server;

const CONCURRENCY: [usize; 4] = [1, 16, 64, 256];
/// In how many parts the long run is reported.
const PARTS: usize = 5;

struct Options {
    backend: Backend,
    /// Requests at each concurrency; the run for the memory sends four times as many.
    requests: usize,
    /// How long the server remembers answers.
    remembers: Duration,
    bare: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, backend, seconds] = arguments.as_slice()
        && mode == server::MODE
    {
        return server::run(read_backend(backend)?, Duration::from_secs(seconds.parse()?));
    }
    let options = Options::read(&arguments)?;
    let server = Server::start(options.backend, options.remembers)?;
    let requests = prepare(&server)?;
    let alone = bare_rate(&server, &options, 1)?;
    let together = bare_rate(&server, &options, cores())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;

    println!("backend {}, {} cores", options.backend.as_str(), cores());
    println!(
        "bare private key operation a second: {alone:.0} on one core alone, {together:.0} on all at once"
    );
    println!(
        "concurrent  requests   req/s    p50 ms   p99 ms   ratio   server ms   own ratio   resident MiB"
    );
    for concurrency in CONCURRENCY {
        let count = options.requests.min(concurrency * options.requests / 4);
        let run = http::drive(server.address(), &requests, concurrency, count);
        measure(concurrency, &runtime, run, together, &server)?;
    }
    println!("memory over a long run, 64 concurrent:");
    for _ in 0..PARTS {
        let count = 4 * options.requests / PARTS;
        let run = http::drive(server.address(), &requests, 64, count);
        measure(64, &runtime, run, together, &server)?;
    }
    Ok(())
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self, Box<dyn Error>> {
        // `cargo bench` says so; `cargo test --benches` does not, and gets a short run.
        let measured = arguments.iter().any(|argument| argument == "--bench");
        let mut options = Self {
            backend: Backend::ALL[0],
            requests: if measured { 25_000 } else { 100 },
            remembers: Duration::from_mins(2),
            bare: Duration::from_millis(if measured { 3_000 } else { 50 }),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match (argument.as_str(), rest.as_slice().first()) {
                ("--bench", _) => continue,
                ("--backend", Some(name)) => options.backend = read_backend(name)?,
                ("--requests", Some(number)) => options.requests = number.parse()?,
                ("--remember", Some(seconds)) => {
                    options.remembers = Duration::from_secs(seconds.parse()?);
                }
                _ => {
                    return Err(format!("`{argument}` is not an option, or lacks its value").into());
                }
            }
            rest.next();
        }
        Ok(options)
    }
}

fn read_backend(name: &str) -> Result<Backend, Box<dyn Error>> {
    let known = Backend::ALL.iter().find(|backend| backend.as_str() == name);
    known.copied().ok_or_else(|| format!("`{name}` is not a backend of this build").into())
}

fn prepare(server: &Server) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let phone = app::phone(&server.keys().public_key_pem())?;
    let payload = app::payload(&phone);
    (0..app::PREPARED).map(|_| Ok(http::request(&phone.seal(payload.as_bytes())?))).collect()
}

/// How often a second so many threads compute the operation and nothing else.
///
/// Cores that share what they compute with are slower together than each is alone, so what the
/// service reaches on all of them is compared with all of them.
fn bare_rate(server: &Server, options: &Options, threads: usize) -> Result<f64, Box<dyn Error>> {
    let phone = app::phone(&server.keys().public_key_pem())?;
    let sealed = phone.seal(app::payload(&phone).as_bytes())?;
    let envelope = Envelope::from_json(&sealed.body)?;
    let key = LocalKey::new(server.keys(), options.backend)?;
    key.decrypt(envelope.key_block())?;
    let one = || {
        let begun = Instant::now();
        let mut count = 0_u32;
        while begun.elapsed() < options.bare {
            key.decrypt(envelope.key_block()).ok()?;
            count += 1;
        }
        Some(f64::from(count) / begun.elapsed().as_secs_f64())
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        let rates = running.into_iter().map(|thread| thread.join().ok().flatten());
        rates.sum::<Option<f64>>().ok_or_else(|| "the private key operation failed".into())
    })
}

/// Makes the run and says what came of it.
///
/// `bare` is what all cores compute together. `ratio` is of that, the generator running beside;
/// `own ratio` is of the processor time that the server itself took, whoever else wanted the cores.
fn measure(
    concurrency: usize,
    runtime: &tokio::runtime::Runtime,
    run: impl Future<Output = Result<http::Run, Box<dyn Error>>>,
    bare: f64,
    server: &Server,
) -> Result<(), Box<dyn Error>> {
    let before = server.processor_time()?;
    let run = runtime.block_on(run)?;
    let count = as_float(run.latencies.len());
    let own = match (before, server.processor_time()?) {
        (Some(before), Some(after)) => (after.saturating_sub(before)).as_secs_f64() / count,
        _ => f64::NAN,
    };
    let rate = count / run.elapsed.as_secs_f64();
    println!(
        "{concurrency:>10}  {:>8}  {rate:>6.0}  {:>8.2}  {:>7.2}  {:>6.2}  {:>10.3}  {:>10.2}  {:>13.1}",
        run.latencies.len(),
        run.percentile(50).as_secs_f64() * 1e3,
        run.percentile(99).as_secs_f64() * 1e3,
        rate / bare,
        own * 1e3,
        as_float(cores()) / bare / own,
        server.resident_mebibytes()?,
    );
    Ok(())
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
fn as_float(count: usize) -> f64 {
    count as f64
}
