"""What CloudFront signs for a function URL, and what Lambda takes it for: SigV4, by the AWS SDK's own signer.

Signer and verifier have to write the same path into what they sign, and AWS documents two ways: a service encodes the path
of the request once more (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), S3
takes it as it was sent. Which of them CloudFront follows for a function URL is nowhere said, but a space in a name (`%20`) is
answered with 403, "signature does not match" (https://github.com/aws-samples/image-optimization/issues/44). So here Lambda
reads as a service does, and the setting `signed_path` says what CloudFront does. A path of unreserved characters is the same
either way.
"""

import secrets

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from settings import settings

SERVICE = "lambda"
# Nobody else holds them: whoever calls the function URL itself signs as a user, and is judged by MiniStack.
CLOUDFRONT = Credentials("CLOUDFRONT", secrets.token_hex(20))
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
    "signing method. Consult the service documentation for details."
)


def sign(method, host, path, query, region, headers, distribution):
    """The headers of the request that CloudFront sends for the distribution: those given, and the signature's.

    It is signed without a body, which CloudFront does not read; so a request that has one is refused, as on AWS where the
    viewer doesn't add the body's hash.
    """
    signer = {"once": S3SigV4Auth, "twice": SigV4Auth}[settings["signed_path"]]
    request = AWSRequest(method, url_of(host, path, query), {"host": host, "x-amz-source-arn": distribution})
    signer(CLOUDFRONT, SERVICE, region).add_auth(request)
    return {**headers, **{name.lower(): value for name, value in request.headers.items()}}


def is_genuine(method, host, path, query, region, headers, body):
    """Whether Lambda finds that CloudFront signed what it received."""
    fields = dict(part.strip().partition("=")[::2] for part in headers["authorization"].partition(" ")[2].split(","))
    signed = {name: headers.get(name, "") for name in fields["SignedHeaders"].split(";")}
    request = AWSRequest(method, url_of(host, path, query), signed, body)
    request.context["timestamp"] = headers["x-amz-date"]
    verifier = SigV4Auth(CLOUDFRONT, SERVICE, region)
    if signed.get("x-amz-content-sha256", verifier.payload(request)) != verifier.payload(request):
        return False
    expected = verifier.signature(verifier.string_to_sign(request, verifier.canonical_request(request)), request)
    return secrets.compare_digest(fields["Signature"], expected)


def url_of(host, path, query):
    return f"https://{host}{path}" + (f"?{query}" if query else "")
