"""What CloudFront signs for a function URL, and how Lambda verifies it: SigV4, by the AWS SDK's own signer.

Signer and verifier must sign the same path, and AWS documents two ways to write it: a service encodes the path
of the request once more (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), S3
uses it as it was sent. AWS does not document which of them CloudFront follows for a function URL, but a space in a name (`%20`) is
answered with 403, "signature does not match" (https://github.com/aws-samples/image-optimization/issues/44). Therefore Lambda
here verifies as a service does, and the setting `signed_path` determines what CloudFront does. A path of unreserved characters is
the same either way.
"""

import secrets

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from settings import settings

SERVICE = "lambda"
HASH = "x-amz-content-sha256"
# No one else has them: a direct caller of the function URL signs as a user, and MiniStack checks it.
CLOUDFRONT = Credentials("CLOUDFRONT", secrets.token_hex(20))
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
    "signing method. Consult the service documentation for details."
)


class Once(S3SigV4Auth):
    """S3's way, with the hash that the viewer sent."""

    def payload(self, request):
        return request.context.get(HASH) or super().payload(request)


def sign(method, host, path, query, region, headers, distribution):
    """The headers of CloudFront's request for the distribution: the given ones and the signature.

    CloudFront does not read a body: its signature covers the hash that the viewer sent, or else an empty body. A request with a
    body and no hash, or another one's, is therefore refused by Lambda, as on AWS
    (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html).
    An Authorization header of the viewer's is replaced, as documented there for the signing behaviour "always".
    """
    signer = {"once": Once, "twice": SigV4Auth}[settings["signed_path"]]
    covered = {HASH: headers[HASH]} if HASH in headers else {}
    request = AWSRequest(
        method, url_of(host, path, query), {"host": host, "x-amz-source-arn": distribution, **covered})
    request.context[HASH] = headers.get(HASH)
    signer(CLOUDFRONT, SERVICE, region).add_auth(request)
    return {**headers, **{name.lower(): value for name, value in request.headers.items()}}


def is_genuine(method, host, path, query, region, headers, body):
    """Whether CloudFront's signature matches the request that Lambda received."""
    fields = dict(part.strip().partition("=")[::2] for part in headers["authorization"].partition(" ")[2].split(","))
    signed = {name: headers.get(name, "") for name in fields["SignedHeaders"].split(";")}
    request = AWSRequest(method, url_of(host, path, query), signed, body)
    request.context["timestamp"] = headers["x-amz-date"]
    verifier = SigV4Auth(CLOUDFRONT, SERVICE, region)
    if signed.get(HASH, verifier.payload(request)) != verifier.payload(request):
        return False
    expected = verifier.signature(verifier.string_to_sign(request, verifier.canonical_request(request)), request)
    return secrets.compare_digest(fields["Signature"], expected)


def url_of(host, path, query):
    return f"https://{host}{path}" + (f"?{query}" if query else "")
