"""A trigger may pass a function more than ten messages at once; MiniStack takes at most ten from the queue, whatever is configured."""

from ministack.services import sqs


def needed():
    """Whether this MiniStack still has the gap."""
    queue = sqs._act_create_queue({"QueueName": "sample"}, "")["QueueUrl"]
    try:
        for number in range(11):
            sqs._act_send_message({"MessageBody": str(number)}, queue)
        return len(sqs._receive_messages_for_esm(queue, 11)) < 11
    finally:
        sqs._act_delete_queue({}, queue)


def install():
    receive = sqs._receive_messages_for_esm

    def receive_all(queue, most):
        batch = receive(queue, most)
        while len(batch) < int(most) and (more := receive(queue, int(most) - len(batch))):
            batch += more
        return batch

    sqs._receive_messages_for_esm = receive_all
