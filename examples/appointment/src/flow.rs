//! The flow: what a person sees, and what is sent.

use flow_runtime::flow;

flow! {
    /// Books a visit at the dentist's.
    pub flow appointment (
        version: "7.3",
        data_api_version: "3.0",
        name: "Book a visit",
        categories: [APPOINTMENT_BOOKING],
    )

    /// A time at which nobody comes yet.
    struct Slot { id: String, title: String }

    /// The time that nobody else gets.
    fragment Kept {
        data { when: String = "2026-12-01 09:00" }
        TextSubheading "We keep ${data.when} for you"
    }

    screen SERVICE "Book a visit" -> SLOT {
        data {
            first_day: String = "2026-12-01",
            last_day: String = "2027-01-29",
        }
        TextHeading "How can we help you?"
        service: RadioButtonsGroup! "Treatment" {
            check_up: "Check-up" (description: "30 minutes")
            cleaning: "Cleaning" (description: "45 minutes")
            toothache: "Toothache" (description: "As long as it takes")
        }
        day: CalendarPicker! "Day" (
            min_date: ${data.first_day},
            max_date: ${data.last_day},
            include_days: [Mon, Tue, Wed, Thu, Fri],
        )
        Footer "See free times" => data_exchange { ..form }
    }

    screen SLOT "Choose a time" -> DETAILS {
        data {
            day: String = "2026-12-01",
            slots: [Slot] = [{ id: "2026-12-01 09:00", title: "09:00" }],
        }
        TextSubheading "Free on ${data.day}"
        slot: RadioButtonsGroup! "Time" in ${data.slots}
        Footer "Next" => data_exchange { ..form }
    }

    // Going back from here asks the service, so that it can give the time to somebody else.
    screen DETAILS "About you" (refresh_on_back: true, sensitive: [born]) -> SUMMARY {
        ..Kept
        name: TextInput! "Your name"
        first: RadioButtonsGroup! "Is it your first visit?" { yes: "Yes", no: "No" }
        if ${form.first} == "yes" {
            born: DatePicker! "Date of birth"
            insurance: TextInput "Insurance" (helper_text: "As on your card")
        }
        photo: PhotoPicker "Photo of the tooth" (min_uploaded_photos: 0, max_uploaded_photos: 2)
        terms: OptIn! "I accept the terms" => navigate TERMS {}
        Footer "Next" => data_exchange {
            ..form,
            service: ${screen.SERVICE.form.service},
            slot: ${screen.SLOT.form.slot},
        }
    }

    screen TERMS "Terms" {
        RichText ["# Our terms", "Tell us a day before when you cannot come."]
    }

    screen SUMMARY "Is this right?" -> SUCCESS {
        data {
            service: String = "Check-up",
            name: String = "Ada Lovelace",
            photos: i64 = 1,
        }
        ..Kept
        TextBody "${data.service} for ${data.name}, with ${data.photos} photos"
        Footer "Book" => data_exchange {}
    }

    /// What the chat keeps of the visit.
    success { number: String = "V-17", when: String = "2026-12-01 09:00" }
}
