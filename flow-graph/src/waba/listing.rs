//! Lists that come page by page.

use std::marker::PhantomData;

use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::WabaHandle;
use crate::call::Call;
use crate::error::Error;
use crate::flow::{Fields, Flow};
use crate::lenient;

const PAGE_SIZE: u32 = 100;

/// A list that is read page by page: as a stream in constant memory, or all at once.
///
/// ```no_run
/// use futures_util::TryStreamExt as _;
///
/// # async fn run(client: flow_graph::Client) -> Result<(), flow_graph::Error> {
/// let mut flows = client.waba("102290129340398").flows().stream();
/// while let Some(flow) = flows.try_next().await? {
///     println!("{} {:?}", flow.id, flow.name);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a list is not read until `stream` or `all`"]
pub struct Listing<T> {
    waba: WabaHandle,
    call: &'static str,
    edge: &'static str,
    page_size: u32,
    fields: Option<Fields>,
    item: PhantomData<fn() -> T>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Page<T> {
    #[serde(deserialize_with = "lenient::list")]
    data: Vec<T>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Paging {
    #[serde(default)]
    cursors: Option<Cursors>,
    /// The whole address of the next page. It may hold the token, so only its presence counts.
    #[serde(default, deserialize_with = "lenient::optional_string")]
    next: Option<String>,
}

#[derive(Deserialize)]
struct Cursors {
    #[serde(default, deserialize_with = "lenient::optional_string")]
    after: Option<String>,
}

/// Where a stream is.
enum Next {
    First,
    After(String),
    Nothing,
}

/// Finds cursors that go round in a circle, and remembers one of them only: after every power of
/// two the newest takes the place of the one before (Brent's algorithm).
#[derive(Default)]
struct Circle {
    remembered: Option<String>,
    steps: u64,
}

impl Circle {
    fn closes(&mut self, cursor: &str) -> bool {
        if self.remembered.as_deref() == Some(cursor) {
            return true;
        }
        self.steps += 1;
        if self.steps.is_power_of_two() {
            self.remembered = Some(cursor.to_owned());
        }
        false
    }
}

impl<T: DeserializeOwned + Send + 'static> Listing<T> {
    pub(super) fn new(waba: &WabaHandle, call: &'static str, edge: &'static str) -> Self {
        let waba = waba.clone();
        Self { waba, call, edge, page_size: PAGE_SIZE, fields: None, item: PhantomData }
    }

    /// Sets how many come with each call. By default 100.
    pub fn page_size(mut self, page_size: u32) -> Self {
        self.page_size = page_size.max(1);
        self
    }

    /// Reads the list as it is asked for: a page is fetched when the one before is used up.
    ///
    /// After an error the stream ends.
    #[must_use]
    pub fn stream(self) -> BoxStream<'static, Result<T, Error>> {
        let start = (self, Next::First, Circle::default());
        stream::try_unfold(start, |(listing, next, mut circle)| async move {
            let after = match &next {
                Next::First => None,
                Next::After(cursor) => Some(cursor.as_str()),
                Next::Nothing => return Ok::<_, Error>(None),
            };
            let page = listing.page(after).await?;
            let next = listing.next(page.paging, &mut circle)?;
            let items = stream::iter(page.data.into_iter().map(Ok));
            Ok(Some((items, (listing, next, circle))))
        })
        .try_flatten()
        .boxed()
    }

    /// Reads the whole list into memory.
    ///
    /// # Errors
    ///
    /// When a call fails.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        self.stream().try_collect().await
    }

    async fn page(&self, after: Option<&str>) -> Result<Page<T>, Error> {
        let path = [self.waba.plain_id()?, self.edge];
        let mut call = Call::get(&self.waba.client, self.call, &path);
        if let Some(fields) = &self.fields {
            call = call.query("fields", &fields.to_text()?);
        }
        call = call.query("limit", &self.page_size.to_string());
        if let Some(after) = after {
            call = call.query("after", after);
        }
        call.read().await
    }

    fn next(&self, paging: Option<Paging>, circle: &mut Circle) -> Result<Next, Error> {
        let Some(Paging { cursors, next: Some(_) }) = paging else { return Ok(Next::Nothing) };
        let after = cursors.and_then(|cursors| cursors.after).filter(|after| !after.is_empty());
        let what = match after {
            Some(after) if !circle.closes(&after) => return Ok(Next::After(after)),
            Some(_) => "its next page is one that was read before",
            None => "it has a next page and no cursor to it",
        };
        Err(Error::Decode { call: self.call, what: what.to_owned(), unclear: false })
    }
}

impl Listing<Flow> {
    /// Sets which fields are asked for. By default those that Meta gives unasked.
    pub fn fields(mut self, fields: Fields) -> Self {
        self.fields = Some(fields);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Circle;

    /// How many of the cursors are taken before the circle is seen.
    fn taken(cursors: impl Iterator<Item = String>) -> usize {
        let mut circle = Circle::default();
        cursors.take_while(|cursor| !circle.closes(cursor)).count()
    }

    #[test]
    fn every_circle_is_found_and_no_line_is_one() {
        assert_eq!(taken((0..10_000).map(|page| page.to_string())), 10_000);
        for (lead, length) in [(0, 1), (0, 2), (0, 7), (1, 1), (5, 3), (100, 64)] {
            let page = |at: usize| if at < lead { at } else { lead + (at - lead) % length };
            let taken = taken((0..10_000).map(|at| page(at).to_string()));
            assert!(taken <= 3 * (lead + length), "{lead} {length}: {taken}");
        }
    }
}
