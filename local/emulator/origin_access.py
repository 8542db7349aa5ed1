"""Origin access control for function URLs: CloudFront signs the request; the signature and the function's policy decide."""

import asyncio
import contextvars
import json

from ministack import app
from ministack.core import iam_evaluator
from ministack.core.responses import request_scope
from ministack.services import cloudfront, lambda_svc

from origin_signature import MISMATCH, is_genuine, sign

PRINCIPAL = "cloudfront.amazonaws.com"
# Both are required since October 2025; each with the condition keys that AWS provides.
ACTIONS = {
    "lambda:InvokeFunctionUrl": {"lambda:functionurlauthtype": "AWS_IAM"},
    "lambda:InvokeFunction": {"lambda:invokedviafunctionurl": "true"},
}

# A laptop cannot run a copy of the function per request, each unpacked and started: so at most this many run. Further
# requests wait at the edge, as they do on AWS while CloudFront is already fetching the same object.
COPIES = 16

# The distribution that signs the current request, and the request's query string; None if none does.
signer = contextvars.ContextVar("signer", default=None)


def needed():
    """Whether this MiniStack still has the gap: whether its requests to a function URL are unsigned."""
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
            token = signer.set((request[-1], request[2]))
            try:
                return await fetch(origin, *request)
            finally:
                signer.reset(token)

    async def serve_signed(host, path, method, headers, body, query_params, source_ip=None):
        if signer.get() is None:
            return await serve(host, path, method, headers, body, query_params, source_ip=source_ip)
        distribution, query = signer.get()
        url_id, function_path = app._parse_lambda_url(host, path)
        resource, _, resolved = app._function_url_auth_target(url_id)
        account, region = resolved[:2]
        # A client of the CDN names no region: it is the function's.
        with request_scope(account, region):
            signed = sign(method, host, path, query, region, headers, distribution)
            if not is_genuine(method, host, path, query, region, signed, body):
                return refusal("InvalidSignatureException", {"message": MISMATCH})
            if not all(allowed(resource, region, action, distribution) for action in ACTIONS):
                return refusal("AccessDeniedException", {"Message": "Forbidden"})
            return await lambda_svc.handle_function_url_request(
                url_id, method, function_path, signed, body, query_params, resolved=resolved, source_ip=source_ip)

    cloudfront._fetch_from_origin = fetch_signed
    app._handle_lambda_url_request = serve_signed


def signs(origin):
    control = cloudfront._oacs.get(origin.get("oac_id")) or {}
    return control.get("OriginAccessControlOriginType") == "lambda" and control.get("SigningBehavior") == "always"


def refusal(kind, body):
    return 403, {"Content-Type": "application/json", "x-amzn-ErrorType": kind}, json.dumps(body).encode()


def allowed(resource, region, action, distribution):
    policy, owner = lambda_svc.function_policy_for_arn(resource) or (None, "")
    context = iam_evaluator.EvalContext(
        principal_arn="*", principal_type="Service", principal_account=owner, action=action, resource_arn=resource,
        region=region, service_context={"aws:sourcearn": distribution, **ACTIONS[action]},
    )
    return iam_evaluator.evaluate_resource_policy(policy, context, service=PRINCIPAL).decision == "Allow"
