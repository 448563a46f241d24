//! The dentist's book: which times are taken, and by whom. It forgets all when the service ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flow_runtime::Date;

/// When visits begin.
const TIMES: [&str; 5] = ["09:00", "10:00", "11:00", "14:00", "15:00"];

/// The book. A copy is the same book.
#[derive(Debug, Clone)]
pub struct Clinic {
    today: fn() -> Date,
    visits: Arc<Mutex<BTreeMap<String, Visit>>>,
}

#[derive(Debug)]
struct Visit {
    person: String,
    /// Else it is only kept for the person, who is still filling in the form.
    number: Option<String>,
}

impl Clinic {
    /// An empty book; `today` says what day it is.
    #[must_use]
    pub fn new(today: fn() -> Date) -> Self {
        Self { today, visits: Arc::default() }
    }

    /// The first and the last day that can be booked: from tomorrow on, for 60 days.
    #[must_use]
    pub fn days(&self) -> (Date, Date) {
        let tomorrow = (self.today)().tomorrow().unwrap_or(Date::MAX);
        (tomorrow, tomorrow.saturating_add(jiff::Span::new().days(60)))
    }

    /// The times of a day that are free for this person.
    #[must_use]
    pub fn free(&self, day: Date, person: &str) -> Vec<String> {
        let visits = self.visits();
        let slots = TIMES.iter().map(|time| format!("{day} {time}"));
        let free = |slot: &String| visits.get(slot).is_none_or(|visit| visit.person == person);
        slots.filter(free).collect()
    }

    /// Keeps a time for a person, instead of the one that was kept before; whether it was free.
    #[must_use]
    pub fn keep(&self, slot: &str, person: &str) -> bool {
        let Some(day) = day(slot) else { return false };
        let (first, last) = self.days();
        let offered = self.free(day, person).iter().any(|free| free == slot);
        if !offered || day < first || day > last {
            return false;
        }
        let _before = self.release(person);
        let visit = Visit { person: person.to_owned(), number: None };
        // Somebody else may have been faster since we looked.
        self.visits().entry(slot.to_owned()).or_insert(visit).person == person
    }

    /// Gives back the time that is kept for a person, and says which it was.
    #[must_use]
    pub fn release(&self, person: &str) -> Option<String> {
        let slot = self.kept(person)?;
        self.visits().remove(&slot);
        Some(slot)
    }

    /// Books the time that is kept for a person: its number and the time.
    #[must_use]
    pub fn book(&self, person: &str) -> Option<(String, String)> {
        let slot = self.kept(person)?;
        let mut visits = self.visits();
        let booked = visits.values().filter(|visit| visit.number.is_some()).count();
        let number = format!("V-{}", booked + 1);
        visits.get_mut(&slot)?.number = Some(number.clone());
        Some((number, slot))
    }

    /// Whether a person has booked.
    #[must_use]
    pub fn has_booked(&self, person: &str) -> bool {
        self.visits().values().any(|visit| visit.person == person && visit.number.is_some())
    }

    fn kept(&self, person: &str) -> Option<String> {
        let visits = self.visits();
        let mut kept = visits.iter().filter(|(_, visit)| visit.number.is_none());
        kept.find(|(_, visit)| visit.person == person).map(|(slot, _)| slot.clone())
    }

    fn visits(&self) -> MutexGuard<'_, BTreeMap<String, Visit>> {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The day of a slot.
#[must_use]
pub fn day(slot: &str) -> Option<Date> {
    slot.split_once(' ')?.0.parse().ok()
}
