"""Serves MiniStack on loopback as AWS serves its endpoints: over TLS, and with the gaps closed that affect Darkroom.

The bucket policy must refuse plain HTTP. On a laptop there is no certificate that every SDK, browser and
function would trust, so this takes the place of AWS's TLS terminator: a request counts as encrypted unless its
X-Forwarded-Proto says otherwise, which is how a test sends a plain request.

With `--gaps`, prints the gaps closed here that this MiniStack no longer has, and serves nothing.
"""

import re
import sys
from importlib.metadata import version

import ministack.app as emulator
import account_quota
import alarm_events
import architectures
import cdn_cache
import concurrency_calls
import connections
import empty_loops
import environment_size
import event_regions
import event_sources
import event_targets
import filters_in_arrays
import function_etag
import functions_in_use
import large_batches
import late_lines
import map_runs
import memory_limits
import message_delays
import message_size
import origin_access
import origin_groups
import queue_attributes
import queue_batches
import queue_triggers
import schedule_times
import simulations
import slashes_in_keys
import wildcards
from checked_actions import recorded
from repeats import answering_repeats
from settings import serving

# The patches replace MiniStack's internal functions, which another version may use differently.
CLOSED_FOR = "1.5.33"
GAPS = [
    # AWS accepts it, MiniStack does not.
    wildcards, slashes_in_keys, queue_batches, large_batches, origin_access, origin_groups, function_etag, late_lines, connections,
    schedule_times, simulations, filters_in_arrays, event_regions, event_sources, alarm_events, concurrency_calls, map_runs,
    # After the origins' gaps, whose answers it keeps.
    cdn_cache,
    # MiniStack accepts it, AWS does not.
    account_quota, architectures, empty_loops, environment_size, event_targets, functions_in_use, memory_limits, message_size,
    queue_attributes,
    queue_triggers,
    # Shorter waits for tests.
    message_delays,
]

served = emulator.app


async def behind_tls(scope, receive, send):
    if scope["type"] == "http":
        scope = {**scope, "scheme": "https"}
    await served(scope, receive, send)


if __name__ == "__main__":
    if version("ministack") != CLOSED_FOR:
        sys.exit(f"MiniStack {version('ministack')} is installed, but the gaps here are those of {CLOSED_FOR}.")
    if "--gaps" in sys.argv:
        print("\n".join(gap.__name__ for gap in GAPS if not gap.needed()))
        sys.exit()
    for gap in GAPS:
        gap.install()
    # Browsers resolve every name under localhost to this machine.
    emulator._CLOUDFRONT_HOST_RE = re.compile(r"^([a-z0-9]+)\.cloudfront\.(?:net|localhost)$")
    emulator.app = recorded(serving(answering_repeats(behind_tls)))
    emulator.main()
