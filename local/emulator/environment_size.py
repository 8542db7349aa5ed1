"""Lambda accepts at most 4,096 bytes of environment, measured as JSON: names, quotes, and a backslash before each
quote within a value. MiniStack accepts any size.

The error message, and what is measured, are from a real account:
https://github.com/github-aws-runners/terraform-aws-github-runner/issues/3594.
"""

import json

from ministack.services import lambda_svc

MOST_BYTES = 4096


def needed():
    """Whether this MiniStack still has the gap."""
    lambda_svc._functions["sample"] = {"config": {"FunctionName": "sample"}, "code_zip": None}
    schedule, lambda_svc._schedule_state_transition = lambda_svc._schedule_state_transition, lambda *ignored: None
    try:
        return lambda_svc._update_config("sample", {"Environment": {"Variables": {"A": "x" * MOST_BYTES}}})[0] == 200
    finally:
        lambda_svc._schedule_state_transition = schedule
        del lambda_svc._functions["sample"]


def install():
    create, update = lambda_svc._create_function, lambda_svc._update_config
    lambda_svc._create_function = lambda data: refusal(data) or create(data)
    lambda_svc._update_config = lambda name, data: refusal(data) or update(name, data)


def refusal(data):
    """Why AWS refuses this environment, or None."""
    measured = json.dumps((data.get("Environment") or {}).get("Variables") or {}, separators=(",", ":"), ensure_ascii=False)
    if len(measured.encode()) <= MOST_BYTES:
        return None
    return lambda_svc._invalid_parameter_value(
        "Lambda was unable to configure your environment variables because the environment variables you have provided "
        f"exceeded the 4KB limit. String measured: {measured}")
