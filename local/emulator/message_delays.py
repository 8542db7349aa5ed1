"""Shortens the delays that messages are sent with to the setting `longest_delay`, so that a test need not wait as long as AWS would.

No gap of MiniStack's: it keeps a delayed message as long as it is told, up to SQS's 900 seconds, which is also what is set
unless a test says otherwise.
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
    # What is no number, or more than SQS takes, is SQS's to refuse.
    if not str(delay).isdigit() or int(delay) > 900:
        return message
    return {**message, "DelaySeconds": min(int(delay), settings["longest_delay"])}
