"""AWS refuses a queue's trigger that cannot work with its function or queue; MiniStack checks neither.

- A maximum concurrency above the function's reserved concurrency, summed over all its triggers
  (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html advises against it; that it is refused was reported from a
  real account, without the message, so the wording is ours).
- A queue whose messages become visible again before the function times out.
- Batches of more than ten without a batch window.
- A role that may not read the queue.
"""

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc, sqs

NEEDED = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")


def needed():
    """Whether this MiniStack still has the gap."""
    url = sqs._act_create_queue({"QueueName": "sample", "Attributes": {"VisibilityTimeout": "1"}}, "")["QueueUrl"]
    arn = sqs._queues[url]["attributes"]["QueueArn"]
    lambda_svc._functions["sample"] = {"config": {"FunctionName": "sample", "Timeout": 9}, "versions": {}, "aliases": {}}
    poll, lambda_svc._ensure_poller = lambda_svc._ensure_poller, lambda: None
    try:
        return lambda_svc._create_esm({"FunctionName": "sample", "EventSourceArn": arn})[0] == 202
    finally:
        lambda_svc._ensure_poller = poll
        lambda_svc._esms.clear()
        del lambda_svc._functions["sample"]
        sqs._act_delete_queue({}, url)


def install():
    create, update = lambda_svc._create_esm, lambda_svc._update_esm

    def create_checked(data):
        return refusal({**data, "BatchSize": data.get("BatchSize", 10)}) or create(data)

    def update_checked(uuid, data):
        known = lambda_svc._esms.get(uuid)
        return (known and refusal({**known, **data}, uuid)) or update(uuid, data)

    lambda_svc._create_esm, lambda_svc._update_esm = create_checked, update_checked


def refusal(trigger, uuid=None):
    """Why AWS refuses this trigger, or None."""
    arn = trigger.get("EventSourceArn", "")
    queue = sqs._queue_by_arn(arn) if ":sqs:" in arn else None
    name, _, missing = lambda_svc._resolve_existing_esm_function(trigger.get("FunctionName", ""))
    if queue is None or missing:
        return None  # Which MiniStack refuses itself, or serves nothing of.
    function = lambda_svc._functions[name]
    reason = (
        unreadable(function["config"].get("Role", ""), arn)
        or too_soon(function["config"], queue)
        or without_window(trigger)
        or beyond_reserved(function, name, trigger, uuid)
    )
    return lambda_svc._invalid_parameter_value(reason) if reason else None


def unreadable(role, arn):
    policies = iam_evaluator._gather_role_policies(role.rpartition("/")[2], get_account_id())
    for action in NEEDED:
        context = iam_evaluator.EvalContext(
            principal_arn=role, principal_type="AssumedRole", principal_account=get_account_id(),
            action=f"sqs:{action}", resource_arn=arn, region=get_region())
        if iam_evaluator.evaluate(context, policies).decision != "Allow":
            return f"The provided execution role does not have permissions to call {action} on SQS"
    return None


def too_soon(config, queue):
    visible = int(queue["attributes"].get("VisibilityTimeout", 30))
    timeout = int(config.get("Timeout", 3))
    if visible < timeout:
        return f"Queue visibility timeout: {visible} seconds is less than Function timeout: {timeout} seconds"
    return None


def without_window(trigger):
    if int(trigger.get("BatchSize", 10)) > 10 and int(trigger.get("MaximumBatchingWindowInSeconds") or 0) < 1:
        return "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
    return None


def beyond_reserved(function, name, trigger, uuid):
    reserved = function.get("concurrency")
    wanted = (trigger.get("ScalingConfig") or {}).get("MaximumConcurrency")
    if reserved is None or wanted is None:
        return None
    others = sum(
        (other.get("ScalingConfig") or {}).get("MaximumConcurrency") or 0
        for other in lambda_svc._esms.values() if other["FunctionName"] == name and other["UUID"] != uuid
    )
    if wanted + others > reserved:
        return (f"MaximumConcurrency of the function's event source mappings ({wanted + others}) exceeds its reserved "
                f"concurrency ({reserved}).")
    return None
