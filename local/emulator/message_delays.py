"""Caps message delays at the setting `longest_delay`, so that a test need not wait as long as on AWS.

This is not a gap of MiniStack's: it delays a message as requested, up to SQS's 900 seconds, which is also the setting's
default.
"""

from ministack.services import sqs

from settings import settings


def needed():
    return True


def install():
    send = sqs._HANDLERS["SendMessage"]
    send_batch = sqs._HANDLERS["SendMessageBatch"]

    def send_sooner(data, url):
        return send(sooner(data), url)

    def send_batch_sooner(data, url):
        return send_batch({**data, "Entries": [sooner(entry) for entry in data.get("Entries") or []]}, url)

    sqs._act_send_message = sqs._HANDLERS["SendMessage"] = send_sooner
    sqs._act_send_message_batch = sqs._HANDLERS["SendMessageBatch"] = send_batch_sooner


def sooner(message):
    delay = message.get("DelaySeconds")
    # SQS refuses values that are not numbers or are too large.
    if not str(delay).isdigit() or int(delay) > 900:
        return message
    return {**message, "DelaySeconds": min(int(delay), settings["longest_delay"])}
