"""What a test may set while the emulator runs, at `/_darkroom/settings`: GET reads it, PUT with some of it as JSON changes it."""

import json
import os

PATH = "/_darkroom/settings"

# How CloudFront writes the path into what it signs for a function URL: `once`, as it is sent, or `twice`, each `%` of it
# encoded again, which is how Lambda reads it. Nobody outside AWS knows; reports say `once` (see origin_signature).
SIGNED_PATHS = ("once", "twice")

settings = {
    "signed_path": os.environ.get("DARKROOM_SIGNED_PATH", "once"),
    # Copies of all functions together that may run at once in a region: what a new account is given.
    "account_concurrency": int(os.environ.get("DARKROOM_ACCOUNT_CONCURRENCY", "10")),
    # Seconds that a message sent with a delay is held back, at most.
    "longest_delay": int(os.environ.get("DARKROOM_LONGEST_DELAY", "900")),
}


def change(wanted):
    """Takes over what is given. Raises ValueError, with a sentence, where a name or a value is none of ours."""
    for name, value in wanted.items():
        if name not in settings:
            raise ValueError(f"There is no setting {name!r}: {', '.join(settings)} there are.")
        if name == "signed_path" and value not in SIGNED_PATHS:
            raise ValueError(f"signed_path must be one of {', '.join(SIGNED_PATHS)}, but it is {value!r}.")
        if name == "account_concurrency" and (type(value) is not int or value < 0):
            raise ValueError(f"account_concurrency must be a whole number from 0, but it is {value!r}.")
        if name == "longest_delay" and (type(value) is not int or not 0 <= value <= 900):
            raise ValueError(f"longest_delay must be a whole number of seconds from 0 to 900, but it is {value!r}.")
    settings.update(wanted)


change(dict(settings))


def serving(app):
    """The application, and the settings beside it."""

    async def serve(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != PATH:
            return await app(scope, receive, send)
        status, answer = 200, settings
        if scope["method"] == "PUT":
            try:
                change(json.loads(await body_of(receive)))
            except (ValueError, AttributeError) as error:
                status, answer = 400, {"message": str(error)}
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})

    return serve


async def body_of(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body
