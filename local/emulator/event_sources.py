"""PutEvents has the condition keys `events:source` and `events:detail-type`, which MiniStack leaves out."""

import json

from ministack.core import iam_actions

KEYS = {"events:source": "Source", "events:detail-type": "DetailType"}
SAMPLE = b'{"Entries": [{"Source": "sample"}]}'


def needed():
    """Whether this MiniStack still has the gap."""
    return "events:source" not in iam_actions.request_tag_context("events", "events:PutEvents", SAMPLE, {})


def install():
    context_of = iam_actions.request_tag_context

    def with_sources(service, action, body, *rest):
        context = context_of(service, action, body, *rest)
        return {**context, **sources_of(body)} if action == "events:PutEvents" else context

    iam_actions.request_tag_context = with_sources


def sources_of(body):
    """The values of each key; one alone is no list, so that operators for single values apply."""
    try:
        entries = [entry for entry in json.loads(body or b"{}").get("Entries") or [] if isinstance(entry, dict)]
    except (AttributeError, ValueError):
        return {}
    found = {key: sorted({entry[name] for entry in entries if name in entry}) for key, name in KEYS.items()}
    return {key: values[0] if len(values) == 1 else values for key, values in found.items() if values}
