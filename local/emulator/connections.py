"""AWS's endpoints close no connection that a client is about to use again; MiniStack does, 75 seconds after its last answer.

An apply pauses three times for 25 seconds. A request that meets the close is sent again by the SDK, though it may have been
carried out: `EntityAlreadyExists` for a role of the very same apply. So connections stay open for longer than anybody's
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
