"""CloudFront's cache, between the viewer-request function and the origin; MiniStack has none, so every request is a miss.

The key is what the cache policy says, and an invalidation removes what its paths cover, as the viewer-request function wrote them.
How long a response is kept: cache_lifetimes. Vary selects nothing, because the key is the policy's.

One cache serves all viewers, where AWS has many; an invalidation is complete at once; a stale response is fetched anew, where AWS
follows stale-while-revalidate; requests are not collapsed; and Range and conditional requests go to the origin, except an
If-None-Match for what is cached. The setting `cdn_cache` turns it off for tests that look behind it.
"""

import asyncio
import contextvars
import time
from collections import OrderedDict, namedtuple
from urllib.parse import parse_qsl, urlencode

from ministack.services import cloudfront

from cache_lifetimes import lifetime, text_of
from settings import settings

# With the managed policy CachingOptimized.
SAMPLE = """<DistributionConfig><Origins><Items><Origin><Id>origin</Id><DomainName>example.com</DomainName><CustomOriginConfig>
</CustomOriginConfig></Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>origin</TargetOriginId>
<CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior></DistributionConfig>"""
MOST_ENTRIES = 2000
CACHED = ("GET", "HEAD")
CONDITIONAL = {"range", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since"}

Entry = namedtuple("Entry", "distribution target answer stored expires")

entries = OrderedDict()
# The paths of each distribution's invalidations, so that nothing is kept that was fetched before one.
invalidated = {}
# The cache behavior of the current request, and whether its answer came from the cache.
behavior = contextvars.ContextVar("behavior", default=None)
answered = contextvars.ContextVar("answered", default=None)


def needed():
    """Whether this MiniStack still has the gap."""
    fetch, asked = cloudfront._fetch_from_origin, []

    async def count(*request):
        asked.append(request)
        return 200, "OK", {"cache-control": "max-age=60"}, b""

    cloudfront._fetch_from_origin = count
    distribution = {"Id": "SAMPLE", "ARN": "", "DomainName": "sample.cloudfront.net", "config_xml": SAMPLE}
    try:
        for _ in range(2):
            asyncio.run(cloudfront.handle_viewer_request(distribution, "GET", "/a", "/a", "", {}, b"", {}))
    finally:
        cloudfront._fetch_from_origin = fetch
    return len(asked) == 2


def install():
    predicates, fetch = cloudfront._forwarding_predicates, cloudfront._fetch_from_origin
    add_headers, invalidate = cloudfront._add_cloudfront_headers, cloudfront._create_invalidation

    def predicates_of(current):
        behavior.set(current)
        answered.set(None)
        return predicates(current)

    async def fetch_through_cache(origin, method, uri, query, headers, body, https, client, forwarded, arn):
        current = behavior.get()
        request = (origin, method, uri, query, headers, body, https, client, forwarded, arn)
        policy = policy_of(current)
        if settings["cdn_cache"] == "off" or policy is None or method not in CACHED:
            return await fetch(*request)
        key, target = key_of(arn, uri, query, headers, policy)
        cached = entries.get(key)
        if cached and cached.expires > time.time() and not CONDITIONAL & (headers.keys() - {"if-none-match"}):
            answered.set(cached)
            return reused(cached, method, headers)
        # The members of an origin group are fetched by this function too: what is cached is the group's answer.
        token = behavior.set(None)
        seen = len(invalidated.get(arn, ()))
        try:
            answer = await fetch(*request)
        finally:
            behavior.reset(token)
        if method == "GET" and not CONDITIONAL & headers.keys():
            seconds = await lifetime(answer[0], answer[2], policy, arn)
            late = any(covers(path, target) for path in invalidated.get(arn, [])[seen:])
            if seconds > 0 and not late:
                now = time.time()
                entries[key] = Entry(arn, target, answer, now, now + seconds)
                while len(entries) > MOST_ENTRIES:
                    entries.popitem(last=False)
        return answer

    def add_headers_of_cache(headers, x_cache, *more, **named):
        hit = answered.get()
        if hit and x_cache == "Miss from cloudfront":
            return add_headers({**headers, "age": str(int(time.time() - hit.stored))}, "Hit from cloudfront", *more, **named)
        return add_headers(headers, x_cache, *more, **named)

    def invalidate_cached(dist_id, body):
        before = len(cloudfront._invalidations.get(dist_id) or ())
        answer = invalidate(dist_id, body)
        arn = (cloudfront._distributions.get(dist_id) or {}).get("ARN", "")
        for invalidation in (cloudfront._invalidations.get(dist_id) or ())[before:]:
            forget(arn, invalidation["InvalidationBatch"]["Paths"]["Items"])
        return answer

    cloudfront._forwarding_predicates = predicates_of
    cloudfront._fetch_from_origin = fetch_through_cache
    cloudfront._add_cloudfront_headers = add_headers_of_cache
    cloudfront._create_invalidation = invalidate_cached


def policy_of(current):
    """The cache policy of a behavior, or None: a behavior with the older ForwardedValues is not cached here."""
    identity = (current or {}).get("cache_policy_id")
    found = cloudfront._cache_policies.get(identity) or cloudfront._MANAGED_CACHE_POLICIES.get(identity) if identity else None
    return found["Config"] if found else None


def key_of(arn, uri, query, headers, policy):
    """What a response is stored under, and the path that an invalidation has to cover."""
    parameters = policy.get("Parameters") or {}
    pairs = parse_qsl(query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if chosen(parameters, "QueryString", "QueryStrings", pair[0])])
    varying = tuple(sorted(each for each in headers.items() if chosen(parameters, "Header", "Headers", each[0].lower())))
    cookies = [part.strip() for part in headers.get("cookie", "").split(";")]
    kept = tuple(sorted(each for each in cookies if each and chosen(parameters, "Cookie", "Cookies", each.split("=")[0])))
    accepted = headers.get("accept-encoding", "")
    encodings = tuple(
        name for name, option in (("gzip", "Gzip"), ("br", "Brotli"))
        if parameters.get(f"EnableAcceptEncoding{option}") and name in accepted)
    target = uri + (f"?{query}" if query else "")
    return (arn, target, varying, kept, encodings), target


def chosen(parameters, kind, names, name):
    """Whether the policy puts this header, cookie or parameter into the key."""
    how = parameters.get(f"{kind}Behavior", "none")
    listed = parameters.get(names) or []
    if kind == "Header":
        listed = [each.lower() for each in listed]
    return how == "all" or (how == "whitelist" and name in listed) or (how == "allExcept" and name not in listed)


def reused(cached, method, headers):
    status, reason, stored, body = cached.answer
    fields = {**stored}
    etags = [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]
    if status == 200 and stored.get("etag") and text_of(stored["etag"]).removeprefix("W/") in etags:
        fields.pop("content-length", None)
        return 304, "Not Modified", fields, b""
    return status, reason, fields, b"" if method == "HEAD" else body


def covers(path, target):
    """Whether an invalidation's path covers a target; a `*` is a wildcard only at the end."""
    return target.startswith(path[:-1]) if path.endswith("*") else target == path


def forget(arn, paths):
    invalidated.setdefault(arn, []).extend(paths)
    for key, entry in list(entries.items()):
        if entry.distribution == arn and any(covers(path, entry.target) for path in paths):
            del entries[key]
