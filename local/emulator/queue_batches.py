"""Permission to send, delete or hide a message includes batches: IAM has no actions for batches, but MiniStack checks for some."""

from ministack.core import iam_actions

SEND = {"x-amz-target": "AmazonSQS.SendMessageBatch"}


def needed():
    """Whether this MiniStack still has the gap."""
    return iam_actions.extract_iam_action("sqs", "POST", "/", SEND, b"{}", {}) != "sqs:SendMessage"


def install():
    extract = iam_actions.extract_iam_action

    def without_batches(service, *request):
        action = extract(service, *request)
        return action.removesuffix("Batch") if service == "sqs" and action else action

    iam_actions.extract_iam_action = without_batches
