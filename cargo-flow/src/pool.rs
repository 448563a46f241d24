//! Work on every core, with its results in order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `work` on every item, and gives each result to `take` as soon as all before it are done.
///
/// Documents differ in size by a factor of a thousand, so each thread takes the next item when it
/// is free.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R),
) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores.min(items.len()) {
            let send = send.clone();
            scope.spawn(|| {
                let send = send;
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    if send.send((at, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, result) in receive {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                take(result);
                due += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_order() {
        let items: Vec<usize> = (0..500).collect();
        let mut results = Vec::new();
        in_order(&items, |item| item * 2, |result| results.push(result));
        assert_eq!(results, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        in_order(&[], |item: &usize| *item, |_| panic!("there is nothing"));
    }
}
