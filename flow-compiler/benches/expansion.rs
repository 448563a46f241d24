//! What one expansion of `flow!` costs, from tokens to tokens, and its parts.
//!
//! `cargo bench -p whatsapp-flow-compiler --bench expansion`

mod flows;

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use flow_compiler::door::{Package, check_json, check_tokens};
use flow_compiler::expand::expand_in;
use proc_macro2::TokenStream;

const SIZES: [(usize, usize); 6] = [(1, 20), (10, 20), (100, 20), (1, 50), (10, 50), (100, 50)];

fn package() -> Package {
    Package { root: PathBuf::new() }
}

fn tokens(screens: usize, components: usize) -> TokenStream {
    flows::flow(screens, components).parse().expect("the generated flow is tokens")
}

fn expansion(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("expansion");
    group.sample_size(10);
    for (screens, components) in SIZES {
        let tokens = tokens(screens, components);
        let checked = check_tokens(tokens.clone(), &package());
        assert!(
            checked.document.is_some(),
            "the generated flow is faulty: {:?}",
            checked.diagnostics
        );
        let count = u64::try_from(screens * components).unwrap_or(u64::MAX);
        group.throughput(Throughput::Elements(count));
        let name = format!("{screens}x{components}");
        group.bench_with_input(BenchmarkId::new("expand", &name), &tokens, |bench, tokens| {
            bench.iter(|| expand_in(&package(), black_box(tokens.clone())));
        });
        group.bench_with_input(BenchmarkId::new("check", &name), &tokens, |bench, tokens| {
            bench.iter(|| check_tokens(black_box(tokens.clone()), &package()));
        });
        let document = checked.document.expect("asserted above").minified;
        group.bench_with_input(BenchmarkId::new("check_json", &name), &document, |bench, json| {
            bench.iter(|| check_json(black_box(json.as_bytes())));
        });
    }
    group.finish();
}

criterion_group!(benches, expansion);
criterion_main!(benches);
