//! The flow of the pictures in `docs/components.md`: every component, as few words as it takes.

use flow_runtime::flow;

flow! {
    pub flow components (version: "7.3", data_api_version: "3.0")

    screen TEXTS "Texts" {
        TextHeading "A house at the lake"
        TextSubheading "For a week, or for two"
        TextBody ["Four beds, **one** boat,", "and *no* neighbours."] (markdown: true)
        TextCaption "Prices per night"
        Image file!("docs/pictures/view.png") (scale_type: cover, height: 170, alt_text: "A house on a hill")
        EmbeddedLink "Where it is" => open_url "https://example.com/map"
        EmbeddedLink "All of our houses" => navigate MENU {}
        Footer "Choose dates" (left_caption: "From 90 €", right_caption: "a night") => navigate FIELDS {}
    }

    screen RICH "Terms" {
        RichText [
            "# Terms",
            "Be **kind**, and bring the keys back.",
            "## Deposit",
            "1. It is held for a week.",
            "2. It is paid back in full.",
            "## Rooms",
            "| Room | Deposit |",
            "| --- | --- |",
            "| Small | 50 € |",
            "| Large | 100 € |",
        ]
        Footer "I have read them" => navigate FIELDS {}
    }

    screen MENU "Our houses" {
        houses: NavigationList "Free this week" (description: "Tap one") {
            lake: "At the lake" (
                description: "Four beds",
                metadata: "A boat is part of it",
                start: { image: file!("docs/pictures/view.png"), alt_text: "A house" },
                end: { title: "90 €", description: "a night" },
            ) => navigate RICH {}
            hill: "On the hill" (
                description: "Two beds",
                tags: ["Quiet", "Dogs welcome"],
                end: { title: "70 €", description: "a night" },
            ) => navigate RICH {}
        }
    }

    screen FIELDS "About you" {
        about: Form (
            init_values: { name: "Ada Lovelace", email: "ada@example", note: "We come late." },
            error_messages: { email: "Enter an email address" },
        ) {
            name: TextInput! "Name" (helper_text: "As in your passport")
            email: TextInput! "Email" (input_type: email)
            voucher: TextInput "Voucher"
            pin: TextInput! "Choose a PIN" (input_type: passcode, min_chars: 4, max_chars: 6, helper_text: "4 to 6 digits")
            note: TextArea "A note" (max_length: 200)
        }
        Footer "Next" => navigate CHOICES {}
    }

    screen CHOICES "Your choice" {
        bed: RadioButtonsGroup! "Bed" (init_value: "soft") {
            soft: "Soft" (description: "For those who sleep on their side")
            hard: "Hard" (description: "For everybody else")
        }
        extras: CheckboxGroup "Extras" (max_selected_items: 2, init_value: ["boat"]) {
            boat: "The boat" (metadata: "20 €")
            bikes: "Two bikes" (metadata: "15 €")
            sauna: "The sauna" (metadata: "30 €")
        }
        likes: ChipsSelector "What do you like?" (init_value: ["water", "quiet"]) {
            water: "Water"
            woods: "Woods"
            food: "Good food"
            quiet: "Quiet"
        }
        Footer "Next" => navigate DATES {}
    }

    screen DATES "Your stay" {
        stay: CalendarPicker! (
            mode: range,
            title: "When do you come?",
            label: { start_date: "Arrival", end_date: "Departure" },
            init_value: { start_date: "2026-03-02", end_date: "2026-03-07" },
        )
        born: DatePicker "Date of birth" (max_date: "2026-01-01", helper_text: "For the city tax")
        beds: Dropdown! "Beds" (init_value: "two") { one: "One"  two: "Two"  four: "Four" }
        if ${form.beds} == "two" {
            TextCaption "In one room"
        }
        match ${form.beds} {
            "four" => { TextCaption "In two rooms" }
            _ => { TextCaption "With a view" }
        }
        news: OptIn "Tell me about new houses" => navigate RICH {}
        Footer "Next" => navigate FILES {}
    }

    screen FILES "Papers" {
        ImageCarousel (
            images: [
                { src: file!("docs/pictures/view.png"), alt_text: "The house" },
                { src: file!("docs/pictures/view.png"), alt_text: "The garden" },
            ],
            aspect_ratio: "16:9",
        )
        paper: DocumentPicker "Contract" (description: "Signed, as a PDF", min_uploaded_documents: 1, max_uploaded_documents: 3)
        Footer "Next" => navigate PHOTO {}
    }

    screen PHOTO "A photo" {
        photo: PhotoPicker "Your passport" (description: "The page with your name", min_uploaded_photos: 1, max_uploaded_photos: 2)
        Footer "Book" => complete { ..form }
    }
}
