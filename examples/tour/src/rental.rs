//! The flow.

use flow_runtime::flow;

flow! {
    /// Rent a house for a few days.
    pub flow house (
        version: "7.3",
        data_api_version: "3.0",
        name: "Rent a house",
        categories: [APPOINTMENT_BOOKING, OTHER],
    )

    include "stars.flow";

    /// A room that is free.
    struct Room { id: String, title: String, enabled: bool }

    /// What the server adds when it closes the flow.
    success {
        booking: String = "B-17",
        price: f64 = 250.5,
    }

    screen START "Rent a house" {
        data { greeting: String = "Welcome back, Ada" }
        TextHeading "A house for you"
        TextSubheading ${data.greeting}
        TextBody ["For **one** night,", "or for *ten*."] (markdown: true)
        TextCaption "Prices per night" (font_weight: italic, strikethrough: false)
        Image file!("dot.png") (height: 24, scale_type: contain, alt_text: "A green dot")
        EmbeddedLink "How it works" => open_url "https://example.com/how"
        EmbeddedLink "Our terms" => navigate TERMS {}
        Footer "Choose" => navigate MENU { user: ${data.greeting} }
    }

    screen TERMS "Terms" {
        RichText text!("terms.md")
    }

    screen MENU "What would you like?" {
        data { user: String = "Ada" }
        topic: NavigationList "Our houses" (description: "Tap one", media_size: regular) {
            lake: "At the lake" (
                description: "Four beds",
                metadata: "A boat is part of it",
                start: { image: file!("dot.png"), alt_text: "A green dot" },
                end: { title: "90 €", description: "a night" },
            ) => navigate ROOMS { house: "lake", user: ${data.user}, rooms: [], failed: false }
            hill: "On the hill" (
                tags: ["Quiet", "New"],
                end: { title: "70 €", description: "a night" },
            ) => navigate ROOMS { house: "hill", user: ${data.user}, rooms: [], failed: false }
        }
    }

    screen ROOMS "Your stay" (refresh_on_back: true) -> GUESTS {
        data {
            house: String = "lake",
            user: String = "Ada",
            rooms: [Room] = [{ id: "1", title: "Room 1", enabled: true }],
            failed: bool = false,
        }
        ImageCarousel (
            images: [
                { src: file!("dot.png"), alt_text: "The house" },
                { src: file!("dot.png"), alt_text: "The garden" },
            ],
            aspect_ratio: "16:9",
        )
        TextBody "${data.user}, when do you come to the ${data.house}?"
        stay: CalendarPicker! (
            label: { start_date: "Arrival", end_date: "Departure" },
            mode: range,
            title: "Your stay",
            min_days: 1,
            max_days: 10,
        ) => data_exchange { ask: "rooms", stay }
        if ${data.failed} || ${form.guests} < 1 {
            TextCaption "Nothing is free then"
        } else {
            room: Dropdown! "Room" in ${data.rooms}
        }
        photo: PhotoPicker "Your photo" (photo_source: camera, max_uploaded_photos: 1)
        guests: TextInput! "Guests" (input_type: number, min_chars: 1, max_chars: 2)
        TextBody "Cheaper from three on" (visible: ${form.guests} * 2 >= 6 && !${data.failed})
        TextBody "Places left" (visible: (10 - ${form.guests}) / 2 + 1 > 2 * 1)
        Footer "Next" (
            left_caption: "Step 1",
            right_caption: "of 3",
            enabled: !${data.failed},
        ) => data_exchange { ask: "guests", ..form }
    }

    screen GUESTS "About you" (sensitive: [passport]) -> SUCCESS | ROOMS {
        data {
            name: String = "Ada",
            errors: { email: String } = { email: "Not known" },
            shown: bool = false,
        }
        details: Form (init_values: { name: ${data.name} }, error_messages: ${data.errors}) {
            name: TextInput! "Name" (input_type: text, helper_text: "As on your passport")
            email: TextInput! "Email" (input_type: email)
            code: TextInput "Voucher" (
                pattern: "^[A-Z]{2}[0-9]{4}$",
                helper_text: "Two letters, four digits",
            )
            passport: TextInput! "Passport" (input_type: passcode)
            wishes: TextArea "Wishes" (max_length: 300, label_variant: large)
            bed: RadioButtonsGroup! "Bed" {
                soft: "Soft" (color: "#00A884")
                hard: "Hard" (color: "#54656F")
            }
            extras: CheckboxGroup "Extras" (max_selected_items: 2) {
                towels: "Towels" (description: "Two for each guest", metadata: "5 €")
                bikes: "Bikes" => update_data { shown: true }
            }
            interests: ChipsSelector "Interests" (max_selected_items: 3) {
                water: "Water"
                woods: "Woods"
                food: "Food"
            }
            arrived: DatePicker "Last visit" (max_date: "2026-12-31")
            ..Rating (prefix: earlier, of: "Your last visit")
            ..Rating (prefix: service, of: "Our service")
            papers: DocumentPicker "Papers" (
                max_uploaded_documents: 2,
                allowed_mime_types: ["application/pdf"],
            )
            "T&Cs": OptIn! "I agree to the terms" (rename: terms) => navigate TERMS {}
            match ${form.bed} {
                "soft" => {
                    TextCaption "You will sleep"
                }
                _ => {
                    TextCaption "Good for your back"
                }
            }
            TextCaption "Bring a lock" (visible: ${data.shown})
            Footer "Book" (center_caption: "Free to cancel") => data_exchange { ..form }
        }
    }
}
