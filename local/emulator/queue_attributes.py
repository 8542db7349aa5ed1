"""SQS refuses unknown attributes and invalid policies; MiniStack accepts anything.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""

import json

from ministack.core.iam_evaluator import validate_policy_document
from ministack.services import sqs

KNOWN = {
    "DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod", "Policy", "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy", "RedriveAllowPolicy", "VisibilityTimeout", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled", "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit",
}
PERMISSIONS = ("allowAll", "denyAll", "byQueue")
MOST_SOURCES = 10


def needed():
    """Whether this MiniStack still has the gap."""
    try:
        sqs._act_create_queue({"QueueName": "sample", "Attributes": {"Invented": "1"}}, "")
        return True
    except sqs._Err:
        return False
    finally:
        sqs._act_delete_queue({}, sqs._queue_url("sample"))


def install():
    create, change = sqs._act_create_queue, sqs._act_set_queue_attributes

    def create_checked(data, url):
        check(data.get("Attributes") or {})
        return create(data, url)

    def change_checked(data, url):
        check(data.get("Attributes") or {})
        return change(data, url)

    sqs._act_create_queue = sqs._HANDLERS["CreateQueue"] = create_checked
    sqs._act_set_queue_attributes = sqs._HANDLERS["SetQueueAttributes"] = change_checked


def check(attributes):
    for name in attributes:
        if name not in KNOWN:
            raise sqs._Err("InvalidAttributeName", f"Unknown Attribute {name}.")
    for name, valid in (("Policy", is_policy), ("RedriveAllowPolicy", is_redrive_allow)):
        if attributes.get(name) and not valid(attributes[name]):
            raise sqs._Err("InvalidAttributeValue", f"Invalid value for the parameter {name}.")
    if attributes.get("KmsMasterKeyId") and attributes.get("SqsManagedSseEnabled") == "true":
        raise sqs._Err(
            "InvalidAttributeValue",
            "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.")


def is_policy(text):
    try:
        return isinstance(json.loads(text), dict) and validate_policy_document(text) is None
    except ValueError:
        return False


def is_redrive_allow(text):
    try:
        policy = json.loads(text)
        permission, sources = policy["redrivePermission"], policy.get("sourceQueueArns")
    except (ValueError, KeyError, TypeError):
        return False
    if permission == "byQueue":
        return isinstance(sources, list) and 0 < len(sources) <= MOST_SOURCES
    return permission in PERMISSIONS and sources is None
