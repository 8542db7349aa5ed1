"""In a policy, `*` and `?` match any character, including a newline in a key; MiniStack's do not match a newline."""

import re

from ministack.core import iam_evaluator


def needed():
    """Whether this MiniStack still has the gap."""
    return not iam_evaluator.fnmatch_iam_cs("a\nb", "a*b")


def install():
    compiled = iam_evaluator._fnmatch_compile

    def any_character(pattern, ignore_case):
        expression = compiled(pattern, ignore_case)
        return re.compile(expression.pattern, expression.flags | re.DOTALL)

    iam_evaluator._fnmatch_compile = any_character
