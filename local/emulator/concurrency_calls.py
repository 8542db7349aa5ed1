"""Step Functions sets and removes a function's reserved concurrency, as it calls every operation of every SDK.

Of Lambda's, MiniStack knows eight, and fails an execution that needs another
(docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
"""

from ministack.services import lambda_svc, stepfunctions

CALLS = {
    "putFunctionConcurrency": lambda name, given: lambda_svc._put_function_concurrency(name, given),
    "deleteFunctionConcurrency": lambda name, given: lambda_svc._delete_function_concurrency(name),
}


def needed():
    """Whether this MiniStack still has the gap."""
    return "PutFunctionConcurrency" not in stepfunctions._dispatch_aws_sdk_lambda_rest.__code__.co_consts


def install():
    dispatch = stepfunctions._dispatch_aws_sdk_lambda_rest

    def dispatch_these_too(service_info, service_name, action, input_data):
        call = CALLS.get(action)
        if call is None:
            return dispatch(service_info, service_name, action, input_data)
        given = input_data or {}
        status, _, body = call(given.get("FunctionName", ""), given)
        if status >= 400:
            raise stepfunctions._ExecutionError(f"Lambda.{action}", body.decode() if isinstance(body, bytes) else str(body))
        return {key: given[key] for key in ("ReservedConcurrentExecutions",) if key in given}

    stepfunctions._dispatch_aws_sdk_lambda_rest = dispatch_these_too
