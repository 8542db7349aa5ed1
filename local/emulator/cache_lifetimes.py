"""How long CloudFront keeps a response: what http-cache-semantics reads from its headers, within CloudFront's own rules.

The library runs in the engine that MiniStack runs CloudFront functions in. CloudFront's rules:

- the policy's minimum, default and maximum TTL: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
- errors: HTTPStatusCodes.html and custom-error-pages-expiration.html there
- `Vary: *` with a minimum TTL of 0: "Content negotiation" in RequestAndResponseBehaviorCustomOrigin.html there
"""

from pathlib import Path

from ministack.core import cloudfront_js
from ministack.core.concurrency import run_offloop
from ministack.services import cloudfront

LIBRARY = Path(__file__).parents[2] / "node_modules" / "http-cache-semantics" / "index.js"
# Seconds that a response may be reused; null if it may not be. Without a lifetime in its headers, it has the default one.
LIFETIME = """
function handler(event) {
  const stated = /(^|[\\s,])(s-maxage|max-age)\\s*=/i.test(event.headers['cache-control'] || '') || 'expires' in event.headers;
  const control = [event.headers['cache-control'], stated ? '' : `max-age=${event.defaultTtl}`].filter(Boolean).join(', ');
  const headers = { ...event.headers, 'cache-control': control };
  const policy = new module.exports({ method: 'GET', headers: {} }, { status: event.status, headers }, { shared: true });
  return { seconds: policy.storable() ? policy.maxAge() : null, stated };
}
"""
# HTTPStatusCodes.html, "HTTP 4xx and 5xx status codes that CloudFront caches": always, and only with a lifetime in their headers.
CACHED_ERRORS = {404, 410, 414, 500, 501, 502, 503, 504}
CACHED_ERRORS_IF_STATED = {400, 403, 405, 412, 415}
# Of all others CloudFront ignores no-store, no-cache and private (custom-error-pages-expiration.html).
OBEDIENT_ERRORS = {404, 410, 414, 501}
ERROR_SECONDS = 10
DEFAULT_TTL, MAX_TTL = 86400, 31536000


async def lifetime(status, headers, policy, arn):
    """Seconds for which CloudFront keeps a response; 0 if it does not."""
    least, most = policy["MinTTL"], policy.get("MaxTTL", MAX_TTL)
    if most == 0 or (least == 0 and "*" in str(headers.get("vary", ""))):
        return 0
    told = {name: text_of(headers[name]) for name in ("cache-control", "expires", "date", "age") if name in headers}
    code = b"const module = { exports: {} };\n" + LIBRARY.read_bytes() + LIFETIME.encode()
    event = {"status": 200, "headers": told, "defaultTtl": min(policy.get("DefaultTTL", DEFAULT_TTL), most)}
    known = await run_offloop(cloudfront_js.evaluate, code, event)
    if status < 400:
        return max(least, min(known["seconds"] or 0, most))
    if status not in CACHED_ERRORS and not (status in CACHED_ERRORS_IF_STATED and known["stated"]):
        return 0
    forbidden = known["seconds"] is None or "no-cache" in told.get("cache-control", "")
    if forbidden and status in OBEDIENT_ERRORS:
        return 0
    shortest = error_seconds(arn).get(status, ERROR_SECONDS)
    return max(shortest, min(known["seconds"] or 0, most) if known["stated"] else 0)


def error_seconds(arn):
    """The distribution's ErrorCachingMinTTL by status."""
    for distribution in cloudfront._distributions.values():
        if distribution.get("ARN") == arn:
            found = cloudfront._find(cloudfront._dist_config_el(distribution), "CustomErrorResponses")
            items = cloudfront._find(found, "Items") if found is not None else None
            return {
                int(cloudfront._text(item, "ErrorCode")): int(cloudfront._text(item, "ErrorCachingMinTTL") or ERROR_SECONDS)
                for item in (items if items is not None else [])
            }
    return {}


def text_of(value):
    return ", ".join(value) if isinstance(value, list) else str(value)
