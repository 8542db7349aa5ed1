"""Lambda keeps each line that a function writes; MiniStack leaves out what a busy machine hands on after 5 milliseconds."""

from ministack.core.lambda_runtime import Worker

# Seconds: for a first line, for one more, for all of them.
PATIENCE = (0.25, 0.02, 1.0)


def needed():
    """Whether this MiniStack still has the gap."""
    return Worker._drain_stderr_bounded.__defaults__ < PATIENCE


def install():
    Worker._drain_stderr_bounded.__defaults__ = PATIENCE
