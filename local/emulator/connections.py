"""AWS's endpoints do not close a connection that a client is about to reuse; MiniStack does, 75 seconds after its last response.

An apply pauses three times for 25 seconds. If a request meets the close, the SDK sends it again although it may have been
executed, which fails with `EntityAlreadyExists` for a role of the same apply. So connections stay open for longer than any
client keeps one (Go's, in Terraform, gives up after 90 seconds), however many requests they have carried.
"""

import inspect
import sys

from hypercorn.config import Config
from ministack import app

IDLE_SECONDS = 24 * 60 * 60


def needed():
    """Whether this MiniStack still has the gap."""
    return "keep_alive_timeout = 75" in inspect.getsource(app.main)


def install():
    # MiniStack sets the timeout of its configuration just before it serves; this keeps ours.
    Config.keep_alive_timeout = property(lambda config: IDLE_SECONDS, lambda config, value: None)
    Config.keep_alive_max_requests = sys.maxsize
