"""UpdateFunction returns the ETag in a header that AWS spells `ETtag`; SDKs and Terraform read no other."""

import base64

from ministack.services import cloudfront

CODE = base64.b64encode(b"function handler(event) { return event.request; }").decode()
SAMPLE = f"""<CreateFunctionRequest><Name>sample</Name><FunctionCode>{CODE}</FunctionCode>
<FunctionConfig><Comment>none</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig></CreateFunctionRequest>"""


def needed():
    """Whether this MiniStack still has the gap."""
    created = cloudfront._cf_create_function({}, SAMPLE.encode())
    try:
        updated = cloudfront._cf_update_function("sample", {"if-match": created[1]["ETag"]}, SAMPLE.encode())
        assert updated[0] == 200, updated
        return "ETtag" not in updated[1]
    finally:
        del cloudfront._functions["sample"]


def install():
    update = cloudfront._cf_update_function

    def update_with_its_header(*request):
        status, headers, body = update(*request)
        return status, {**headers, "ETtag": headers["ETag"]} if "ETag" in headers else headers, body

    cloudfront._cf_update_function = update_with_its_header
