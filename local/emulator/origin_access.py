"""Origin access control for function URLs: CloudFront signs, and the function's own policy decides whether it may come in.

What is signed for the distribution is not put to SigV4 here, because in the emulator nobody holds CloudFront's key: the
request carries the principal and the source ARN that AWS would find in the signature.
"""

import asyncio
import contextvars

from ministack import app
from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.services import cloudfront, lambda_svc

PRINCIPAL = "cloudfront.amazonaws.com"
# Both, since October 2025; each with what AWS tells the policy about the request.
ACTIONS = {
    "lambda:InvokeFunctionUrl": {"lambda:functionurlauthtype": "AWS_IAM"},
    "lambda:InvokeFunction": {"lambda:invokedviafunctionurl": "true"},
}
REFUSED = {"Content-Type": "application/json", "x-amzn-ErrorType": "AccessDeniedException"}

# A laptop has no room for a copy of the function per request, each unpacked and started anew: so many run, and whoever
# comes besides waits at the edge, as those do on AWS whose image CloudFront is asking for already.
COPIES = 16

# The distribution that signs the request which is under way; None where none does.
signer = contextvars.ContextVar("signer", default=None)


def needed():
    """Whether this MiniStack still has the gap: whether what it sends to a function URL is unsigned."""
    serve, seen = app._handle_lambda_url_request, []

    async def record(host, path, method, headers, *rest, **more):
        seen.append(headers)
        return 200, {}, b""

    origin = {"domain_name": "x.lambda-url.us-east-1.on.aws", "protocol_policy": "https-only", "http_port": 80,
              "https_port": 443, "oac_id": "E1", "custom_headers": []}
    cloudfront._oacs["E1"] = {"OriginAccessControlOriginType": "lambda", "SigningBehavior": "always"}
    app._handle_lambda_url_request = record
    try:
        asyncio.run(cloudfront._fetch_from_function_url_origin(
            origin["domain_name"], origin, "GET", "/", "", {}, b"", True, "127.0.0.1", ""))
    finally:
        app._handle_lambda_url_request = serve
        del cloudfront._oacs["E1"]
    return "authorization" not in seen[0]


def install():
    fetch = cloudfront._fetch_from_origin
    serve = app._handle_lambda_url_request
    copies = asyncio.Semaphore(COPIES)

    async def fetch_signed(origin, *request):
        if not signs(origin):
            return await fetch(origin, *request)
        async with copies:
            token = signer.set(request[-1])
            try:
                return await fetch(origin, *request)
            finally:
                signer.reset(token)

    async def serve_signed(host, path, method, headers, body, query_params, source_ip=None):
        distribution = signer.get()
        if distribution is None:
            return await serve(host, path, method, headers, body, query_params, source_ip=source_ip)
        url_id, function_path = app._parse_lambda_url(host, path)
        resource, _, resolved = app._function_url_auth_target(url_id)
        if not all(allowed(resource, action, distribution) for action in ACTIONS):
            return 403, dict(REFUSED), b'{"Message":"Forbidden"}'
        signed = {**headers, "authorization": f"AWS4-HMAC-SHA256 Credential={PRINCIPAL}"}
        return await lambda_svc.handle_function_url_request(
            url_id, method, function_path, signed, body, query_params, resolved=resolved, source_ip=source_ip)

    cloudfront._fetch_from_origin = fetch_signed
    app._handle_lambda_url_request = serve_signed


def signs(origin):
    control = cloudfront._oacs.get(origin.get("oac_id")) or {}
    return control.get("OriginAccessControlOriginType") == "lambda" and control.get("SigningBehavior") == "always"


def allowed(resource, action, distribution):
    policy, owner = lambda_svc.function_policy_for_arn(resource) or (None, "")
    context = iam_evaluator.EvalContext(
        principal_arn="*", principal_type="Service", principal_account=owner, action=action, resource_arn=resource,
        region=get_region(), service_context={"aws:sourcearn": distribution, **ACTIONS[action]},
    )
    return iam_evaluator.evaluate_resource_policy(policy, context, service=PRINCIPAL).decision == "Allow"
