"""The endpoint of the scenarios in `driven.rs`, written with pywa: run with a port and the file of a key."""

import sys

import uvicorn
from pywa import WhatsApp, types
from pywa.types.flows import FlowTokenNoLongerValid
from starlette.applications import Starlette

app = Starlette()
with open(sys.argv[2], encoding="ascii") as key:
    wa = WhatsApp(
        phone_id="1",
        token="x",
        server=app,
        webhook_endpoint="/webhook",
        verify_token="verify",
        app_secret="app secret",
        filter_updates=False,
        business_private_key=key.read(),
    )


@wa.on_flow_request("/flow")
def flow(_: WhatsApp, req: types.FlowRequest) -> types.FlowResponse:
    match (req.action, req.screen):
        case ("INIT", _):
            return req.respond(screen="NAME", data={"greeting": "Welcome"})
        case ("BACK", _):
            return req.respond(screen="NAME", data={"greeting": "Welcome back"})
        case (_, "DAY"):
            return req.respond(data={"ticket": "B-2"}, close_flow=True)
    match req.data["who"]:
        case "nobody":
            return req.respond(screen="NAME", data={}, error_message="We need a name")
        case "late":
            raise FlowTokenNoLongerValid("This link has expired")
        case "broken":
            raise RuntimeError("the database is gone")
        case "typo":
            return req.respond(screen="DAY", data={"hwo": "Ada", "photo": "nothing"})
        case "type":
            return req.respond(screen="DAY", data={"who": 7, "photo": "nothing"})
        case who:
            photo = req.decrypt_media("photo").data if req.data.get("photo") else b""
            return req.respond(screen="DAY", data={"who": who, "photo": photo.decode("latin-1")})


@wa.on_flow_completion
def done(_: WhatsApp, completion: types.FlowCompletion) -> None:
    print("completed", completion.response, flush=True)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
