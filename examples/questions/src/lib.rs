//! What no source says about phones, asked on a real one: one screen a question.
//!
//! The README says what to do on each screen, and which assumption of the player it decides.

#![allow(missing_docs, reason = "the flow says it")]

pub mod endpoint;
mod older;

pub use older::{days, renders};

use flow_runtime::flow;

flow! {
    /// Questions to a phone.
    pub flow questions (version: "7.3", name: "Questions", categories: [OTHER], allow: [TEXT_LENGTH])

    screen NUMBERS "Numbers" {
        TextBody "Enter 12 in the first field, 1,5 in the second, 1,234.5 in the third and 0123 in the last."
        whole: TextInput! "Whole" (input_type: number)
        comma: TextInput! "Comma" (input_type: number)
        thousands: TextInput! "Thousands" (input_type: number)
        pin: TextInput! "Pin" (input_type: passcode)
        Footer "Next" => navigate TEXTS {}
    }

    screen TEXTS "Texts" {
        TextBody "Enter two spaces, A and two spaces. Fill the second field and empty it again. Leave the third alone. Try more than five letters in the last two."
        spaces: TextInput! "Spaces"
        emptied: TextInput "Emptied"
        untouched: TextInput "Untouched"
        short: TextInput "Short" (max_chars: 5)
        area: TextArea "Area" (max_length: 5)
        mail: TextInput "Mail: a@b" (input_type: email)
        Footer "Next" => navigate CHOICES { word: "start", preset: "start" }
    }

    screen CHOICES "Choices" {
        data { word: String = "start", preset: String = "start" }
        TextBody "Choose One, then Two, and read the word. Change the preset first. Choose in the second list and take it back. Leave the box alone."
        preset: TextInput "Preset" (init_value: ${data.preset})
        replaced: RadioButtonsGroup! "Replaced" {
            one: "One" (
                on_select_action: update_data { word: "one", preset: "by one" },
                on_unselect_action: update_data { word: "not one", preset: "by not one" },
            )
            two: "Two"
        }
        TextBody "The word is: ${data.word}"
        taken_back: RadioButtonsGroup "Taken back" { a: "A" b: "B" }
        alone: OptIn "Leave me alone"
        TextBody "This line is shown as long as the box is left alone." (visible: ${form.alone})
        flagged: OptIn "I can read the line above"
        Footer "Next" => navigate DAYS {}
    }

    screen DAYS "Days" {
        TextBody "Choose the first and the third of a month. If that is refused, the second."
        stay: CalendarPicker! (
            mode: range,
            label: { start_date: "From", end_date: "To" },
            min_days: 1,
            max_days: 2,
        )
        Footer "Next" => navigate FILES {}
    }

    screen FILES "Files" {
        TextBody "Add any document that is not a PDF, if the phone lets you."
        paper: DocumentPicker "Paper" (max_uploaded_documents: 1, max_file_size_kb: 1000)
        Footer "Send" => complete {
            whole: ${screen.NUMBERS.form.whole},
            comma: ${screen.NUMBERS.form.comma},
            thousands: ${screen.NUMBERS.form.thousands},
            pin: ${screen.NUMBERS.form.pin},
            spaces: ${screen.TEXTS.form.spaces},
            emptied: ${screen.TEXTS.form.emptied},
            untouched: ${screen.TEXTS.form.untouched},
            short: ${screen.TEXTS.form.short},
            area: ${screen.TEXTS.form.area},
            mail: ${screen.TEXTS.form.mail},
            preset: ${screen.CHOICES.form.preset},
            word: ${screen.CHOICES.data.word},
            taken_back: ${screen.CHOICES.form.taken_back},
            alone: ${screen.CHOICES.form.alone},
            flagged: ${screen.CHOICES.form.flagged},
            stay: ${screen.DAYS.form.stay},
            paper,
        }
    }
}
