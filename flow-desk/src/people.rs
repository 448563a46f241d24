//! The people of the desk, and what happens in their chats.

use flow_player::Saved;
use flow_runtime::testing::Completion;
use jiff::Timestamp;

use crate::chat::{Entry, Receipt, Said, Saying};
use crate::contact::Contact;
use crate::report;
use crate::state::{Message, NO_TOKEN, State, Status};

/// So many messages of a business a desk keeps, and as many that people have sent: of more, the oldest are
/// forgotten, and what a forgotten message opened opens no longer.
pub const KEPT_MESSAGES: usize = 10_000;

/// Forgets the oldest of too many. Some more than too many are let come, so that each costs little.
fn forget<T>(entries: &mut Vec<T>) {
    if entries.len() > KEPT_MESSAGES + KEPT_MESSAGES / 10 {
        entries.drain(..entries.len() - KEPT_MESSAGES);
    }
}

impl State {
    /// Puts a person on the desk, or gives the one who has the same number or id.
    pub(crate) fn join(&mut self, mut contact: Contact) -> usize {
        let ids = [contact.number.as_deref(), Some(contact.user_id.as_str())];
        let known = ids.into_iter().flatten().find_map(|id| self.whose(id));
        if let Some(at) = known {
            return at;
        }
        if contact.user_id.is_empty() {
            contact.user_id =
                format!("NL.{}", 1_000_000_000_000_000_001 + self.people.len() as u64);
        }
        self.people.push(contact);
        self.people.len() - 1
    }

    /// Whose number or id this is.
    fn whose(&self, id: &str) -> Option<usize> {
        self.people.iter().position(|person| !id.is_empty() && person.is(id))
    }

    /// The person that a service sends to. Somebody new comes onto the desk by it.
    pub(crate) fn recipient(&mut self, id: &str) -> usize {
        if let Some(at) = self.whose(id) {
            return at;
        }
        let parent = id.get(3..7) == Some("ENT.");
        let contact = match id.strip_prefix('+').unwrap_or(id) {
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Contact::new(format!("+{digits}")).number(digits)
            }
            _ if parent => Contact::new(id).parent_user_id(id),
            _ => Contact::new(id).user_id(id),
        };
        self.join(contact)
    }

    /// Everything in a person's chat, oldest first.
    pub(crate) fn chat(&self, person: usize) -> Vec<Entry> {
        let messages = self.messages.iter().filter(|message| message.person == person);
        let said = self.said.iter().filter(|said| said.person == person);
        let messages = messages.map(|message| Entry::Message(Box::new(message.clone())));
        let mut chat: Vec<Entry> =
            messages.chain(said.map(|said| Entry::Said(Box::new(said.clone())))).collect();
        chat.sort_by_key(Entry::order);
        chat
    }

    /// A message of the business is on its way: it arrives, unless nobody reaches the person.
    pub(crate) fn arrive(&mut self, message: Message) {
        let reachable = self.people.get(message.person).is_some_and(|person| person.reachable);
        let id = message.id.clone();
        self.messages.push(message);
        forget(&mut self.messages);
        let receipts: &[Receipt] =
            if reachable { &[Receipt::Sent, Receipt::Delivered] } else { &[Receipt::Failed] };
        for receipt in receipts {
            self.note(&id, *receipt);
        }
    }

    /// Notes how far a message came, and reports it.
    fn note(&mut self, id: &str, receipt: Receipt) {
        let Some(message) = self.message_mut(id) else { return };
        message.receipt = receipt;
        let message = message.clone();
        let (Some(person), Some(phone)) =
            (self.people.get(message.person), self.phone(&message.phone))
        else {
            return;
        };
        let report = report::status(&message, person, phone, receipt);
        self.reports.push(report);
    }

    /// A person looks at their chat: what arrived is read.
    pub(crate) fn look(&mut self, person: usize) {
        let unread =
            |message: &&Message| message.person == person && message.receipt == Receipt::Delivered;
        let unread: Vec<String> =
            self.messages.iter().filter(unread).map(|message| message.id.clone()).collect();
        for id in unread {
            self.note(&id, Receipt::Read);
        }
    }

    /// A person sends something to the business.
    pub(crate) fn say(&mut self, person: usize, reply_to: Option<&str>, content: Saying) -> String {
        let order = self.count();
        let said = Said {
            id: format!("wamid.DESK{order:016X}"),
            person,
            at: Timestamp::now(),
            reply_to: reply_to.map(str::to_owned),
            content,
            order,
        };
        let phone = match reply_to.and_then(|id| self.message(id)) {
            Some(message) => self.phone(&message.phone),
            None => self.phones.first(),
        };
        if let (Some(person), Some(phone)) = (self.people.get(person), phone) {
            let report = report::message(&said, person, phone);
            self.reports.push(report);
        }
        let id = said.id.clone();
        self.said.push(said);
        forget(&mut self.said);
        id
    }

    /// The flow of a message is complete: its button is dead, and the business hears of it.
    pub(crate) fn complete(&mut self, id: &str, completion: Completion) {
        let Some(message) = self.message_mut(id) else { return };
        message.dead = Some("You have sent this form.".to_owned());
        message.saved = None;
        let mut response = completion.response.clone();
        if completion.flow_token_in_response {
            let token = message.token.as_deref().unwrap_or(NO_TOKEN);
            response.insert("flow_token".to_owned(), token.into());
        }
        let person = message.person;
        self.say(person, Some(id), Saying::Completion { completion, response });
    }

    /// The endpoint has closed the flow of a message for good.
    pub(crate) fn disable(&mut self, id: &str, why: &str) {
        if let Some(message) = self.message_mut(id) {
            message.dead = Some(why.to_owned());
            message.saved = None;
        }
    }

    /// What the phone keeps of a flow that was closed.
    pub(crate) fn save(&mut self, id: &str, saved: Option<Saved>) {
        if let Some(message) = self.message_mut(id) {
            message.saved = saved;
        }
    }

    /// Why the button of a message opens nothing, where it does not: it is dead, or the version that
    /// it opens is no longer alive.
    pub(crate) fn closed(&self, message: &Message) -> Option<String> {
        if let Some(why) = &message.dead {
            return Some(why.clone());
        }
        if message.receipt == Receipt::Failed {
            return Some("The message did not arrive.".to_owned());
        }
        let Some(id) = &message.flow else { return None };
        let Some(flow) = self.flow(id) else { return Some("The flow is deleted.".to_owned()) };
        if let Status::Deprecated | Status::Blocked = flow.status {
            return Some(format!("The flow is {}.", flow.status.as_str().to_lowercase()));
        }
        let alive = |document| flow.versions.iter().any(|version| version == document);
        let old = message.document.as_ref().is_some_and(|document| !alive(document));
        (old && !message.is_draft && flow.was_published()).then(|| {
            "This version of the flow is deprecated: five newer ones are published.".to_owned()
        })
    }

    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// Reports that a flow has another status now.
    pub(crate) fn report_status(&mut self, flow: &str, old: Option<Status>) {
        let Some(found) = self.flow(flow) else { return };
        if old == Some(found.status) {
            return;
        }
        let old = old.map(Status::as_str);
        let report = report::flow_status(&found.waba, flow, old, found.status.as_str());
        self.reports.push(report);
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT_MESSAGES, forget};

    #[test]
    fn the_oldest_are_forgotten() {
        let mut entries = Vec::new();
        for number in 0..3 * KEPT_MESSAGES {
            entries.push(number);
            forget(&mut entries);
            assert!(entries.len() <= KEPT_MESSAGES + KEPT_MESSAGES / 10);
            assert_eq!(entries.last(), Some(&number));
        }
        assert!(entries.len() >= KEPT_MESSAGES);
        assert!(entries.is_sorted(), "in the order in which they came");
    }
}
