"""CloudFront refuses to delete a function that a distribution runs; MiniStack deletes it, and the distribution then answers 503.

The error message is from real accounts: https://github.com/hashicorp/terraform-provider-aws/issues/21730.
"""

from ministack.services import cloudfront

ARN = "arn:aws:cloudfront::000000000000:function/sample"
SAMPLE = f"<DistributionConfig><FunctionARN>{ARN}</FunctionARN></DistributionConfig>"


def needed():
    """Whether this MiniStack still has the gap."""
    cloudfront._functions["sample"] = {"arn": ARN, "dev_etag": "1"}
    cloudfront._distributions["SAMPLE"] = {"config_xml": SAMPLE}
    try:
        return cloudfront._cf_delete_function("sample", {"if-match": "1"})[0] == 204
    finally:
        cloudfront._functions.pop("sample", None)
        del cloudfront._distributions["SAMPLE"]


def install():
    delete = cloudfront._cf_delete_function

    def delete_unused(name, headers):
        function = cloudfront._functions.get(name)
        if function and headers.get("if-match") == function["dev_etag"]:
            users = [dist for dist in cloudfront._distributions.values() if function["arn"] in cloudfront._function_arns_in(dist)]
            if users:
                return cloudfront._error(
                    "FunctionInUse", f"Cannot delete function {name}, it is in use by {len(users)} distributions", 409)
        return delete(name, headers)

    cloudfront._cf_delete_function = delete_unused
