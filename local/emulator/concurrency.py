"""A trigger may not use more copies of a function than are reserved for it; MiniStack takes any two numbers."""

import json

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc, sqs


def needed():
    """Whether this MiniStack still has the gap."""
    url = sqs._act_create_queue({"QueueName": "sample"}, "")["QueueUrl"]
    lambda_svc._functions["sample"] = {"config": {"FunctionName": "sample"}, "concurrency": 1}
    mapping = {
        "EventSourceArn": sqs._queues[url]["attributes"]["QueueArn"],
        "FunctionName": "sample",
        "ScalingConfig": {"MaximumConcurrency": 2},
    }
    try:
        status, _, body = lambda_svc._create_esm(mapping)
        if status == 202:
            del lambda_svc._esms[json.loads(body)["UUID"]]
        return status == 202
    finally:
        del lambda_svc._functions["sample"]
        sqs._act_delete_queue({}, url)


def install():
    create = lambda_svc._create_esm

    def create_within_what_is_reserved(mapping):
        name = mapping.get("FunctionName", "").split(":function:")[-1].split(":")[0]
        function = lambda_svc._functions.get(name) or {}
        most = (mapping.get("ScalingConfig") or {}).get("MaximumConcurrency")
        reserved = function.get("concurrency")
        if None not in (most, reserved) and most > reserved:
            return error_response_json(
                "InvalidParameterValueException",
                "Maximum concurrency must be less or equal to reserved concurrency.",
            )
        return create(mapping)

    lambda_svc._create_esm = create_within_what_is_reserved
