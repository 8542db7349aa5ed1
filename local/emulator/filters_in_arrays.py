"""A filter policy on a message's body also looks into arrays of objects, such as `Records` of S3's events.

All conditions on properties of one array must hold for the same element. LocalStack's tests, which were run on AWS, show
the same (tests/aws/services/sns/test_sns_filter_policy.py).
"""

import itertools
import json

from ministack.services import sns

SAMPLE = {"attributes": {
    "FilterPolicyScope": "MessageBody",
    "FilterPolicy": json.dumps({"Records": {"s3": {"bucket": {"name": ["photos"]}}}}),
}}
# Nested arrays multiply; no event of S3 has more than one record.
MOST = 1_000


def needed():
    """Whether this MiniStack still has the gap."""
    message = json.dumps({"Records": [{"s3": {"bucket": {"name": "photos"}}}]})
    return not sns._matches_filter_policy(SAMPLE, {}, message)


def install():
    matches = sns._matches_filter_policy

    def matches_an_element(subscription, attributes, message=""):
        if subscription.get("attributes", {}).get("FilterPolicyScope") != "MessageBody":
            return matches(subscription, attributes, message)
        try:
            body = json.loads(message)
        except (TypeError, ValueError):
            return matches(subscription, attributes, message)
        some = itertools.islice(alternatives(body), MOST)
        return any(matches(subscription, attributes, json.dumps(alternative)) for alternative in some)

    sns._matches_filter_policy = matches_an_element


def alternatives(value):
    """The value with each array of objects replaced by one of its objects, in every combination."""
    if isinstance(value, list) and value and all(isinstance(element, dict) for element in value):
        for element in value:
            yield from alternatives(element)
    elif isinstance(value, dict):
        for values in itertools.product(*(list(alternatives(inner)) for inner in value.values())):
            yield dict(zip(value, values))
    else:
        yield value
