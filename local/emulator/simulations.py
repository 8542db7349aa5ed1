"""A simulation of a role's policies evaluates the caller's ContextEntries; MiniStack ignores them.

There, a statement that allows listing under a prefix is never allowed in a simulation, but on AWS it is if `s3:prefix` is
given (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html).
"""

import contextvars
import re

from ministack.core import iam_evaluator
from ministack.services import iam

ACTION = "SimulatePrincipalPolicy"
ENTRY = re.compile(r"ContextEntries\.member\.(\d+)\.ContextKeyName")

# Context of the current simulation; empty outside of one.
told = contextvars.ContextVar("told", default={})


def needed():
    """Whether this MiniStack still has the gap."""
    document = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "a/*"}}}]}"""
    statements = iam_evaluator.parse_policy_document(document)
    gather = iam_evaluator._gather_role_policies
    iam_evaluator._gather_role_policies = lambda *role: [statements]
    try:
        answer = iam._IAM_HANDLERS[ACTION]({
            "PolicySourceArn": ["arn:aws:iam::000000000000:role/sample"], "ActionNames.member.1": ["s3:ListBucket"],
            "ContextEntries.member.1.ContextKeyName": ["s3:prefix"],
            "ContextEntries.member.1.ContextKeyValues.member.1": ["a/b"],
        })
    finally:
        iam_evaluator._gather_role_policies = gather
    return b"allowed" not in answer[2]


def install():
    simulate = iam._IAM_HANDLERS[ACTION]
    evaluate = iam_evaluator.evaluate

    def simulate_as_told(parameters):
        token = told.set(entries(parameters))
        try:
            return simulate(parameters)
        finally:
            told.reset(token)

    def evaluate_as_told(context, *policies, **more):
        context.service_context.update(told.get())
        return evaluate(context, *policies, **more)

    iam._IAM_HANDLERS[ACTION] = simulate_as_told
    iam_evaluator.evaluate = evaluate_as_told


def entries(parameters):
    """The single value of each context key that the caller gave."""
    numbers = [found.group(1) for found in map(ENTRY.fullmatch, parameters) if found]
    return {
        iam._p(parameters, f"ContextEntries.member.{number}.ContextKeyName").lower():
            iam._p(parameters, f"ContextEntries.member.{number}.ContextKeyValues.member.1")
        for number in numbers
    }
