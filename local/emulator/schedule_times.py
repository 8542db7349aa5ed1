"""Scheduler inserts the scheduled time into its message, and a FIFO queue accepts the same body once; MiniStack does neither.

It also sends over TLS, as every service does, so a queue that refuses plain HTTP accepts its messages.
"""

from ministack.core import iam_evaluator
from ministack.services import eventbridge, sqs

TIME = "<aws.scheduler.scheduled-time>"
MINUTE = 60


def needed():
    """Whether this MiniStack still has the gap."""
    url = sqs._act_create_queue({"QueueName": "sample"}, "")["QueueUrl"]
    try:
        arn = sqs._queues[url]["attributes"]["QueueArn"]
        eventbridge._invoke_target({"Arn": arn, "Input": TIME}, {"Source": "aws.scheduler", "Time": 0}, {})
        return sqs._queues[url]["messages"][0]["body"] == TIME
    finally:
        sqs._act_delete_queue({}, url)


def install():
    invoke = eventbridge._invoke_target

    def invoke_when_due(target, event, rule, *rest):
        if event.get("Source") != "aws.scheduler" or TIME not in target.get("Input", ""):
            return invoke(target, event, rule, *rest)
        due = str(int(event["Time"]) // MINUTE * MINUTE)
        target = {**target, "Input": target["Input"].replace(TIME, due)}
        queue = sqs._queue_by_arn(target["Arn"])
        if queue is None or not queue["is_fifo"]:
            return invoke(target, event, rule, *rest)
        # There is no current request here whose connection the queue's policy could check.
        iam_evaluator.pin_request_origin("127.0.0.1", True)
        group = target["SqsParameters"]["MessageGroupId"]
        return sqs._act_send_message({"MessageBody": target["Input"], "MessageGroupId": group}, queue["url"])

    eventbridge._invoke_target = invoke_when_due
