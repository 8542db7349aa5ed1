"""A request that Terraform repeats gets the answer of the first, and is not carried out again.

On a machine with much else to do, an answer can get lost between the emulator and Terraform's SDK, which then sends the request
once more: the role or the permission exists already, and the apply fails. AWS does carry such a request out twice, but hardly
ever meets one. The SDK gives all attempts of a call one id, `amz-sdk-invocation-id`
(https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html). Requests of anything else than Terraform are left
alone: the functions have to cope with repeated requests, and the tests depend on it.
"""

import asyncio
import logging
from collections import OrderedDict

KEPT = 2000

log = logging.getLogger("repeats")


def is_final(status):
    """Whether the SDK takes this for the answer; all others it repeats on purpose."""
    return status < 500 and status != 429


def answering_repeats(app):
    """The application, and what it answered to Terraform."""
    answers = OrderedDict()

    async def serve(scope, receive, send):
        headers = dict(scope.get("headers", ()))
        call = headers.get(b"amz-sdk-invocation-id")
        if scope["type"] != "http" or call is None or b"terraform" not in headers.get(b"user-agent", b"").lower():
            return await app(scope, receive, send)
        earlier = answers.get(call)
        if earlier is not None:
            answer = await asyncio.shield(earlier)
            log.warning("repeated: %s %s, first %s", scope["method"], scope["path"], "answered" if answer else "failed")
            if answer:
                for message in answer:
                    await send(message)
                return
        first = answers[call] = asyncio.get_running_loop().create_future()
        while len(answers) > KEPT:
            answers.popitem(last=False)
        answer = []

        async def keep(message):
            answer.append(message)
            await send(message)

        try:
            await app(scope, receive, keep)
        finally:
            done = bool(answer) and not answer[-1].get("more_body") and is_final(answer[0]["status"])
            first.set_result(answer if done else None)

    return serve
