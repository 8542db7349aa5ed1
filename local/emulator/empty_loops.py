"""AWS's Node runtime answers `null`, a success, if only a promise is pending and the event loop is empty; MiniStack waits.

MiniStack's worker reads invocations from standard input, which keeps Node's event loop alive whatever the function does. Here it
releases its input during an invocation, and answers `null` where AWS's runtime client would. test/runtime runs that client
itself. Source: `_setDefaultExitListener` of aws-lambda-ric 3.3.0.
"""

import io
import zipfile

from ministack.core import lambda_runtime

BEFORE = "      const result = handlerFn(event, context, callback);\n"
SETTLED = "        settled = true;\n"
LISTENER = """
let _pending = null;
process.on("beforeExit", () => {
  if (_pending) _pending(null, null);
});
"""


def needed():
    """Whether this MiniStack still has the gap."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as package:
        package.writestr("index.js", "exports.handler = async () => new Promise(() => undefined);\n")
    arn = "arn:aws:lambda:us-east-1:000000000000:function:sample"
    config = {"FunctionName": "sample", "FunctionArn": arn, "Runtime": "nodejs22.x", "Handler": "index.handler"}
    worker = lambda_runtime.Worker("sample", {**config, "Timeout": 2}, code.getvalue())
    try:
        return worker.invoke({}, "1")["status"] != "ok"
    finally:
        worker.kill()


def install():
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    for anchor in (BEFORE, SETTLED):
        if script.count(anchor) != 1:
            raise RuntimeError(f"MiniStack's Node worker is not the version that is patched here: it has no {anchor!r}")
    script = script.replace(SETTLED, SETTLED + "        _pending = null;\n        process.stdin.ref();\n")
    script = script.replace(BEFORE, "      _pending = settle;\n      process.stdin.unref();\n" + BEFORE)
    lambda_runtime._NODEJS_WORKER_SCRIPT = LISTENER + script
