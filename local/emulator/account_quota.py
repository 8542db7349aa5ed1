"""Reserved concurrency is taken from the account's quota; AWS refuses a reservation that leaves too little unreserved.

100 executions must stay unreserved, or all of them in an account with fewer: a new account has 10, and therefore nothing to
reserve. The message, and the 10 in it, are from real accounts (https://github.com/DataDog/datadog-serverless-functions/pull/621,
https://github.com/aws-samples/one-observability-demo/issues/278); the rule is in
https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html. Reserving 0 is always accepted.

The quota does not limit how many executions run here; MiniStack limits them to what the machine can handle.
"""

import json

from ministack.services import lambda_svc

from settings import settings

LEAST_UNRESERVED = 100


def needed():
    """Whether this MiniStack still has the gap."""
    lambda_svc._functions["sample"] = {"concurrency": None}
    try:
        return lambda_svc._put_function_concurrency("sample", {"ReservedConcurrentExecutions": 100_000})[0] == 200
    finally:
        del lambda_svc._functions["sample"]


def install():
    put = lambda_svc._put_function_concurrency
    describe = lambda_svc._get_account_settings

    def put_within_quota(name, data):
        wanted = int(data.get("ReservedConcurrentExecutions", 0))
        quota = settings["account_concurrency"]
        least = min(quota, LEAST_UNRESERVED)
        if wanted > 0 and name in lambda_svc._functions and quota - reserved(but=name) - wanted < least:
            return lambda_svc._invalid_parameter_value(
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
                f"below its minimum value of [{least}].")
        return put(name, data)

    def describe_quota():
        status, headers, body = describe()
        answer = json.loads(body)
        quota = settings["account_concurrency"]
        answer["AccountLimit"]["ConcurrentExecutions"] = quota
        answer["AccountLimit"]["UnreservedConcurrentExecutions"] = max(quota - reserved(), 0)
        return status, headers, json.dumps(answer).encode()

    lambda_svc._put_function_concurrency = put_within_quota
    lambda_svc._get_account_settings = describe_quota


def reserved(but=None):
    """Executions reserved in this account and region, except those of one function."""
    functions = lambda_svc._functions
    return sum(int(functions[name].get("concurrency") or 0) for name in functions if name != but)
