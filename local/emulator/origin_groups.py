"""Origin groups: the second member is tried if the first answers with one of the group's status codes, or not at all."""

from ministack.services import cloudfront

# A request that changes something must not reach two origins.
METHODS = ("GET", "HEAD", "OPTIONS")

SAMPLE = """<DistributionConfig><OriginGroups><Items><OriginGroup><Id>group</Id>
<FailoverCriteria><StatusCodes><Items><StatusCode>403</StatusCode></Items></StatusCodes></FailoverCriteria>
<Members><Items><OriginGroupMember><OriginId>first</OriginId></OriginGroupMember>
<OriginGroupMember><OriginId>second</OriginId></OriginGroupMember></Items></Members>
</OriginGroup></Items></OriginGroups></DistributionConfig>"""


def needed():
    """Whether this MiniStack still has the gap."""
    return "group" not in cloudfront.parse_distribution_dataplane_config({"config_xml": SAMPLE})["origins"]


def install():
    parse = cloudfront.parse_distribution_dataplane_config
    fetch = cloudfront._fetch_from_origin

    def parse_with_groups(dist):
        parsed = parse(dist)
        groups = groups_of(cloudfront._dist_config_el(dist), parsed["origins"])
        return {**parsed, "origins": {**parsed["origins"], **groups}}

    async def fetch_from_group(origin, method, *request):
        if "members" not in origin:
            return await fetch(origin, method, *request)
        first, second = origin["members"]
        try:
            answer = await cloudfront._fetch_from_origin(first, method, *request)
            failed = answer[0] in origin["failover"]
        except (cloudfront.OriginTimeout, cloudfront.OriginUnreachable):
            if method not in METHODS:
                raise
            failed = True
        if failed and method in METHODS:
            return await cloudfront._fetch_from_origin(second, method, *request)
        return answer

    cloudfront.parse_distribution_dataplane_config = parse_with_groups
    cloudfront._fetch_from_origin = fetch_from_group


def groups_of(config, origins):
    return {group["id"]: group for group in (read(found, origins) for found in at(config, "OriginGroups", "Items"))}


def read(group, origins):
    identity = cloudfront._text(group, "Id")
    members = [origins[cloudfront._text(member, "OriginId")] for member in at(group, "Members", "Items")]
    return {
        "id": identity,
        # The origin's name in MiniStack's log.
        "domain_name": identity,
        "members": members,
        "failover": {int(code.text) for code in at(group, "FailoverCriteria", "StatusCodes", "Items")},
    }


def at(element, *names):
    """The children of a descendant, or none if it is missing."""
    for name in names:
        element = cloudfront._find(element, name) if element is not None else None
    return list(element) if element is not None else []
