"""The actions that each access key was checked for, at `/_darkroom/actions`: what a policy has to allow.

The answer is an object of access keys, each with an object of actions (`sqs:CreateQueue`), each with the ARNs that it was about. At
`/_darkroom/requests`, how often it was checked for each instead: once a request, but a copy is checked for what it reads too.
"""

import json

import ministack.core.iam_evaluator as evaluator

PATH = "/_darkroom/actions"
COUNTS = "/_darkroom/requests"

checked = {}
counted = {}
enforce = evaluator.enforce


def recording(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    checked.setdefault(access_key_id or "", {}).setdefault(iam_action, set()).add(resource_arn)
    counts = counted.setdefault(access_key_id or "", {})
    counts[iam_action] = counts.get(iam_action, 0) + 1
    return enforce(access_key_id, iam_action, service, region, resource_arn=resource_arn, service_context=service_context)


def recorded(app):
    """The application, and the actions that it checked."""
    evaluator.enforce = recording

    async def serve(scope, receive, send):
        if scope["type"] != "http" or scope["path"] not in (PATH, COUNTS):
            return await app(scope, receive, send)
        answer = counted
        if scope["path"] == PATH:
            answer = {key: {action: sorted(arns) for action, arns in sorted(actions.items())} for key, actions in checked.items()}
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})

    return serve
