//! What the service answers to each screen.

use flow_runtime::value::Choice as _;
use flow_runtime::{Context, Date, Reject};

use crate::appointment::{self, Slot, details, service, slot, summary};
use crate::clinic::{self, Clinic};

/// Answers the flow from the dentist's book.
#[derive(Debug, Clone)]
pub struct App {
    clinic: Clinic,
}

impl App {
    /// Answers from this book.
    #[must_use]
    pub fn new(clinic: Clinic) -> Self {
        Self { clinic }
    }

    /// Who fills in the form: the id for which the flow token was made. A person who has booked is
    /// done with the link.
    fn person<'c>(&self, cx: &'c Context) -> Result<&'c str, Reject> {
        let Some(claims) = cx.claims() else {
            return Err(Reject::fault("the endpoint takes flow tokens that it did not sign"));
        };
        if self.clinic.has_booked(claims.id()) {
            return Err(Reject::flow_token_invalid("Your visit is booked. See you soon!"));
        }
        Ok(claims.id())
    }

    fn service(&self) -> service::Data {
        let (first, last) = self.clinic.days();
        service::Data { first_day: first.to_string(), last_day: last.to_string() }
    }

    fn slots(&self, day: Date, person: &str) -> slot::Data {
        let slots = self.clinic.free(day, person).into_iter().map(|id| {
            let title = id.split_once(' ').map_or("", |(_, time)| time).to_owned();
            Slot { id, title }
        });
        slot::Data { day: day.to_string(), slots: slots.collect() }
    }
}

impl appointment::Handler for App {
    async fn init(&self, cx: &Context) -> Result<appointment::Init, Reject> {
        self.person(cx)?;
        Ok(self.service().into())
    }

    async fn service(
        &self,
        cx: &Context,
        form: service::Exchange,
    ) -> Result<service::Next, Reject> {
        let slots = self.slots(form.day, self.person(cx)?);
        if slots.slots.is_empty() {
            let again = self.service();
            return Ok(again.error("Nothing is free on this day. Please take another.").into());
        }
        Ok(slots.into())
    }

    async fn slot(&self, cx: &Context, form: slot::Exchange) -> Result<slot::Next, Reject> {
        let person = self.person(cx)?;
        if self.clinic.keep(&form.slot, person) {
            return Ok(details::Data { when: form.slot }.into());
        }
        let (tomorrow, _) = self.clinic.days();
        let again = self.slots(clinic::day(&form.slot).unwrap_or(tomorrow), person);
        Ok(again.error("Somebody was faster. Please take another time.").into())
    }

    async fn details(
        &self,
        cx: &Context,
        form: details::Exchange,
    ) -> Result<details::Next, Reject> {
        self.person(cx)?;
        Ok(summary::Data {
            service: form.service.title().to_owned(),
            when: form.slot,
            name: form.name,
            photos: form.photo.unwrap_or_default().len().try_into()?,
        }
        .into())
    }

    async fn summary(&self, cx: &Context, _: summary::Exchange) -> Result<summary::Next, Reject> {
        match self.clinic.book(self.person(cx)?) {
            Some((number, when)) => Ok(appointment::Success { number, when }.into()),
            None => {
                Err(Reject::flow_token_invalid("We could not keep the time. Please ask again."))
            }
        }
    }

    /// A person who goes back from the details does not want the time that we keep.
    async fn back(
        &self,
        cx: &Context,
        _: appointment::Screen,
    ) -> Result<appointment::Back, Reject> {
        let person = self.person(cx)?;
        let kept = self.clinic.release(person).and_then(|slot| clinic::day(&slot));
        match kept {
            Some(day) => Ok(self.slots(day, person).into()),
            None => Ok(self.service().into()),
        }
    }
}
