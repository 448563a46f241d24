//! What Meta reports to the webhook, as it writes it.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::chat::{Receipt, Said, Saying};
use crate::contact::{Contact, put};
use crate::state::{Message, Phone};

/// What a message that does not arrive fails with.
const UNDELIVERABLE: i32 = 131_026;

/// What became of a message.
pub(crate) fn status(message: &Message, to: &Contact, phone: &Phone, receipt: Receipt) -> Value {
    let mut status = json!({
        "id": message.id,
        "status": receipt.as_str(),
        "timestamp": Timestamp::now().as_second().to_string(),
    });
    // A message that failed may name nobody.
    if receipt != Receipt::Failed {
        put(&mut status, "recipient_id", to.number.as_deref());
        put(&mut status, "recipient_user_id", Some(&to.user_id));
        put(&mut status, "recipient_parent_user_id", to.parent_user_id.as_deref());
    }
    put(&mut status, "biz_opaque_callback_data", message.callback_data.as_deref());
    if receipt == Receipt::Failed {
        status["errors"] = json!([{
            "code": UNDELIVERABLE,
            "title": "Message undeliverable",
            "message": "Message undeliverable",
            "error_data": { "details": "The person cannot be reached." },
        }]);
    }
    let mut value = about(phone);
    value["contacts"] = match receipt {
        Receipt::Failed => json!([{ "profile": { "name": to.name } }]),
        _ => json!([to.to_json()]),
    };
    value["statuses"] = json!([status]);
    whole(&phone.waba, "messages", &value)
}

/// What a person sent.
pub(crate) fn message(said: &Said, from: &Contact, phone: &Phone) -> Value {
    let mut message = json!({
        "id": said.id,
        "timestamp": said.at.as_second().to_string(),
        "from_user_id": from.user_id,
    });
    put(&mut message, "from", from.number.as_deref());
    put(&mut message, "from_parent_user_id", from.parent_user_id.as_deref());
    if let Some(id) = &said.reply_to {
        message["context"] = json!({ "from": phone.digits(), "id": id });
    }
    match &said.content {
        Saying::Text(text) => {
            message["type"] = "text".into();
            message["text"] = json!({ "body": text });
        }
        Saying::Completion { response, .. } => {
            message["type"] = "interactive".into();
            message["interactive"] = json!({
                "type": "nfm_reply",
                "nfm_reply": {
                    "name": "flow",
                    "body": "Sent",
                    "response_json": Value::Object(response.clone()).to_string(),
                },
            });
        }
    }
    let mut value = about(phone);
    value["contacts"] = json!([from.to_json()]);
    value["messages"] = json!([message]);
    whole(&phone.waba, "messages", &value)
}

/// A flow has another status now; a new one had none before.
pub(crate) fn flow_status(waba: &str, flow: &str, old: Option<&str>, new: &str) -> Value {
    let mut value = json!({
        "event": "FLOW_STATUS_CHANGE",
        "message": format!("Flow {flow} is {new} now"),
        "flow_id": flow,
        "new_status": new,
    });
    put(&mut value, "old_status", old);
    whole(waba, "flows", &value)
}

fn about(phone: &Phone) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": phone.digits(), "phone_number_id": phone.id },
    })
}

fn whole(waba: &str, field: &str, value: &Value) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": waba,
            "time": Timestamp::now().as_second(),
            "changes": [{ "field": field, "value": value }],
        }],
    })
}
