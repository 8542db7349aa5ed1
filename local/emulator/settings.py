"""Settings that a test may change while the emulator runs, at `/_darkroom/settings`: GET reads all, PUT changes those in its JSON."""

import json
import os

PATH = "/_darkroom/settings"

# How CloudFront writes the path into the signed text for a function URL: `once`, as it is sent, or `twice`, with each `%`
# encoded again, which is how Lambda verifies it. AWS does not document it; reports say `once` (see origin_signature).
SIGNED_PATHS = ("once", "twice")

SWITCH = ("on", "off")

settings = {
    "signed_path": os.environ.get("DARKROOM_SIGNED_PATH", "once"),
    # Concurrent executions of all functions in a region: the quota of a new account.
    "account_concurrency": int(os.environ.get("DARKROOM_ACCOUNT_CONCURRENCY", "10")),
    # Whether the CDN keeps responses. `off` also empties the cache.
    "cdn_cache": os.environ.get("DARKROOM_CDN_CACHE", "on"),
    # Maximum seconds that a message is delayed.
    "longest_delay": int(os.environ.get("DARKROOM_LONGEST_DELAY", "900")),
}


def change(wanted):
    """Applies the given settings. Raises ValueError, with a sentence, if a name or a value is invalid."""
    for name, value in wanted.items():
        if name not in settings:
            raise ValueError(f"There is no setting {name!r}. The settings are {', '.join(settings)}.")
        if name == "signed_path" and value not in SIGNED_PATHS:
            raise ValueError(f"signed_path must be one of {', '.join(SIGNED_PATHS)}, but it is {value!r}.")
        if name == "cdn_cache" and value not in SWITCH:
            raise ValueError(f"cdn_cache must be one of {', '.join(SWITCH)}, but it is {value!r}.")
        if name == "account_concurrency" and (type(value) is not int or value < 0):
            raise ValueError(f"account_concurrency must be a whole number from 0, but it is {value!r}.")
        if name == "longest_delay" and (type(value) is not int or not 0 <= value <= 900):
            raise ValueError(f"longest_delay must be a whole number of seconds from 0 to 900, but it is {value!r}.")
    settings.update(wanted)


change(dict(settings))


def serving(app):
    """The application, and its settings."""

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
