//! One request, whole and in its stages, for each backend.

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use flow_runtime::AppSecret;
use flow_runtime::crypto::{Backend, Envelope, LocalKey};
use flow_runtime::signature;
use flow_runtime::testing::{KeyPair, Sealed};

#[path = "load/app.rs"]
mod app;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion)?;
    whole(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn stages(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let keys = KeyPair::shared();
    let phone = app::phone(keys.public_key_pem())?;
    let sealed = phone.seal(app::payload(&phone).as_bytes())?;
    let secrets = [AppSecret::from(app::SECRET)];
    let header = sealed.signature.as_deref().map(str::as_bytes);
    let mut group = criterion.benchmark_group("stage");

    group.bench_function("signature", |bencher| {
        bencher.iter(|| signature::verify(black_box(header), &sealed.body, &secrets));
    });
    group.bench_function("envelope", |bencher| {
        bencher.iter(|| Envelope::from_json(black_box(&sealed.body)));
    });
    for backend in Backend::ALL {
        let key = LocalKey::new(&keys.private_key(), *backend)?;
        let envelope = Envelope::from_json(&sealed.body)?;
        group.bench_function(format!("private key, {}", backend.as_str()), |bencher| {
            bencher.iter(|| key.decrypt(black_box(envelope.key_block())));
        });
    }
    let key = LocalKey::new(&keys.private_key(), Backend::ALL[0])?;
    let secret = key.decrypt(Envelope::from_json(&sealed.body)?.key_block())?;
    let answer = br#"{"screen":"LOGIN","data":{"first_name":"Ada","email":"ada@example.com"}}"#;
    group.bench_function("envelope, open and answer", |bencher| {
        bencher.iter(|| {
            let envelope = Envelope::from_json(black_box(&sealed.body))?;
            let (session, _payload) = envelope.open(&secret)?;
            session.seal(answer.to_vec())
        });
    });
    group.finish();
    Ok(())
}

fn whole(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let keys = KeyPair::shared();
    let phone = app::phone(keys.public_key_pem())?;
    let payload = app::payload(&phone);
    let prepared = (0..app::PREPARED).map(|_| phone.seal(payload.as_bytes()));
    let prepared = prepared.collect::<Result<Vec<_>, _>>()?;
    let header = |sealed: &Sealed| sealed.signature.clone().unwrap_or_default();
    let headers: Vec<_> = prepared.iter().map(header).collect();
    let mut requests = prepared.iter().zip(&headers).cycle();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let mut group = criterion.benchmark_group("request");
    for backend in Backend::ALL {
        for (memory, seconds) in [("", 120), (", nothing remembered", 0)] {
            let endpoint = app::endpoint(keys, *backend, Duration::from_secs(seconds))?;
            let mut ask = || {
                let (sealed, header) = requests.next()?;
                let answer = endpoint.handle(Some(header.as_bytes()), black_box(&sealed.body));
                Some(runtime.block_on(answer).status().as_u16())
            };
            assert_eq!(ask(), Some(200));
            group.bench_function(format!("{}{memory}", backend.as_str()), |bencher| {
                bencher.iter(&mut ask);
            });
        }
    }
    group.finish();
    Ok(())
}
