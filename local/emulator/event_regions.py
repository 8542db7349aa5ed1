"""S3 sends an event in the region of the bucket, whatever region the request named.

MiniStack sends it in the region that the request's Authorization header or query names. An upload by form has its credential
in the form, so that it counts as one to us-east-1, where a bucket elsewhere has no topic and no queue: the event is lost.
"""

import queue

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import s3

BUCKET = "sample"
REGION = "eu-central-1"


def needed():
    """Whether this MiniStack still has the gap."""
    regions = queue.SimpleQueue()
    fire = s3._fire_s3_event
    s3._fire_s3_event = lambda *event, **more: regions.put(get_region())
    s3._buckets[BUCKET] = {"region": REGION}
    s3._bucket_notifications[BUCKET] = "<NotificationConfiguration/>"
    try:
        s3._fire_s3_event_async(BUCKET, "key", "s3:ObjectCreated:Post")
        return regions.get(timeout=5) != REGION
    finally:
        del s3._buckets[BUCKET], s3._bucket_notifications[BUCKET]
        s3._fire_s3_event = fire


def install():
    fire = s3._fire_s3_event_async

    def fire_where_the_bucket_is(bucket, *event, **more):
        with request_scope(get_account_id(), s3.bucket_region(bucket) or get_region()):
            fire(bucket, *event, **more)

    s3._fire_s3_event_async = fire_where_the_bucket_is
