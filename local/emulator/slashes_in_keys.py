"""A trailing slash and repeated slashes are part of a key: policies evaluate `originals/`, not `originals`.

MiniStack removes them before it evaluates policies, so a principal that may read `originals/*` is refused the key `originals/`.
"""

from ministack.core import iam_actions

SAMPLE = ("s3", "GET", "/bucket/originals/", {}, b"", {}, "us-east-1", "000000000000")


def needed():
    """Whether this MiniStack still has the gap."""
    return iam_actions.extract_resource_arn(*SAMPLE) != "arn:aws:s3:::bucket/originals/"


def install():
    extract = iam_actions.extract_resource_arn

    def extract_whole_key(service, method, path, *request):
        arn = extract(service, method, path, *request)
        if service != "s3":
            return arn
        bucket, _, key = path.lstrip("/").partition("/")
        return f"arn:aws:s3:::{bucket}/{key}" if key.strip("/") else arn

    iam_actions.extract_resource_arn = extract_whole_key
