"""SQS measures a message with its attributes, and a batch by the sum of its messages; the limit here is 262,144 bytes for each.

AWS raised that to 1,048,576 in 2025 (https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb),
MiniStack accepts that, without counting attributes. The stricter limit stays here: SNS, which feeds most of the queues,
accepts no more.
"""

import base64

from ministack.services import sqs

MOST_BYTES = 262_144


def needed():
    """Whether this MiniStack still has the gap."""
    queue = sqs._act_create_queue({"QueueName": "sample"}, "")["QueueUrl"]
    try:
        sqs._act_send_message({"MessageBody": "x" * (MOST_BYTES + 1)}, queue)
        return True
    except sqs._Err:
        return False
    finally:
        sqs._act_delete_queue({}, queue)


def install():
    send = sqs._act_send_message
    send_batch = sqs._HANDLERS["SendMessageBatch"]

    def send_measured(data, url):
        if size_of(data) > MOST_BYTES:
            raise sqs._Err(
                "InvalidParameterValue",
                f"One or more parameters are invalid. Reason: Message must be shorter than {MOST_BYTES} bytes.")
        return send(data, url)

    def send_batch_measured(data, url):
        total = sum(map(size_of, data.get("Entries") or []))
        if total > MOST_BYTES:
            raise sqs._Err(
                "BatchRequestTooLong",
                f"Batch requests cannot be longer than {MOST_BYTES} bytes. You have sent {total} bytes.")
        return send_batch(data, url)

    sqs._act_send_message = sqs._HANDLERS["SendMessage"] = send_measured
    sqs._act_send_message_batch = sqs._HANDLERS["SendMessageBatch"] = send_batch_measured


def size_of(message):
    """Bytes of the body, and of each attribute's name, type and value."""
    size = len((message.get("MessageBody") or "").encode())
    for name, attribute in (message.get("MessageAttributes") or {}).items():
        binary = attribute.get("BinaryValue") or b""
        value = base64.b64decode(binary) if isinstance(binary, str) else binary
        text = attribute.get("StringValue") or ""
        size += len(name.encode()) + len((attribute.get("DataType") or "").encode()) + len(text.encode()) + len(value)
    return size
