"""EventBridge gets an event of each change of an alarm's state, also of one that was set; MiniStack only notifies topics.

The event is that of "Alarm events and EventBridge" in the CloudWatch user guide
(docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html).
"""

import json
import time

from ministack.services import cloudwatch, eventbridge


def needed():
    """Whether this MiniStack still has the gap."""
    return "eventbridge" not in cloudwatch._dispatch_alarm_actions.__code__.co_names


def install():
    notify = cloudwatch._dispatch_alarm_actions

    def notify_and_tell(alarm, old_state, new_state, reason):
        notify(alarm, old_state, new_state, reason)
        eventbridge._put_events({"Entries": [event_of(alarm, old_state, new_state, reason)]}, allow_aws_source=True)

    cloudwatch._dispatch_alarm_actions = notify_and_tell


def event_of(alarm, old_state, new_state, reason):
    timestamp = time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime())
    return {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Resources": [alarm["AlarmArn"]],
        "Detail": json.dumps({
            "alarmName": alarm["AlarmName"],
            "state": {"value": new_state, "reason": reason, "timestamp": timestamp},
            "previousState": {"value": old_state},
            "configuration": {},
        }),
    }
