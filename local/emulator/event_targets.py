"""A queue receives EventBridge's events only if its policy allows it; what it refuses goes to the target's dead-letter queue.

A missing queue or permission is not retried: see "Event retry policy and using dead-letter queues" in the EventBridge user
guide. The rule's ARN is the source, and contains the bus unless that is the default one.
"""

from contextvars import ContextVar

from ministack.core.arn import parse_arn
from ministack.services import eventbridge, sqs

SERVICE = "events.amazonaws.com"
# Absent where Scheduler sends, which acts with a role of the account instead.
delivery = ContextVar("delivery", default=None)


def needed():
    """Whether this MiniStack still has the gap: it asks no queue's policy."""
    return "queue_policy_allows" not in eventbridge._dispatch_to_sqs.__code__.co_names


def install():
    invoke = eventbridge._invoke_target
    send = eventbridge._dispatch_to_sqs

    def invoke_target(target, event, rule, view=None):
        token = delivery.set((target, rule))
        try:
            return invoke(target, event, rule, view)
        finally:
            delivery.reset(token)

    def send_if_allowed(spec, payload, sqs_parameters=None):
        if delivery.get() is None or accepts(spec, delivery.get()[1]):
            return send(spec, payload, sqs_parameters)
        target, rule = delivery.get()
        dead_letters = (target.get("DeadLetterConfig") or {}).get("Arn")
        if dead_letters and accepts(parse_arn(dead_letters), rule):
            return send(parse_arn(dead_letters), payload)
        eventbridge.logger.warning("EventBridge: %s refused an event of %s, which is lost", spec, rule["Arn"])

    eventbridge._invoke_target = invoke_target
    eventbridge._dispatch_to_sqs = send_if_allowed


def accepts(spec, rule):
    account = parse_arn(rule["Arn"]).account_id
    return sqs._queue_by_arn(str(spec)) is not None and sqs.queue_policy_allows(str(spec), SERVICE, rule["Arn"], account)
