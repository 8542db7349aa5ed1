"""Serves MiniStack on loopback as AWS serves its endpoints: behind TLS.

The bucket policy refuses plain HTTP, as it must. On a laptop there is no certificate that every SDK, browser and
function would trust, so this stands where the TLS terminator stands on AWS: a request counts as encrypted unless its
X-Forwarded-Proto says otherwise, which is how a test sends a plain one.
"""

import ministack.app as emulator

served = emulator.app


async def behind_tls(scope, receive, send):
    if scope["type"] == "http":
        scope = {**scope, "scheme": "https"}
    await served(scope, receive, send)


if __name__ == "__main__":
    emulator.app = behind_tls
    emulator.main()
