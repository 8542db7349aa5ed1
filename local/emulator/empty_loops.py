"""AWS's Node runtime answers `null`, which is success, when nothing is left to wait for but a promise; MiniStack waits.

Its worker reads invocations from standard input, which keeps Node's event loop alive whatever the function does. Here it lets
go of its input while an invocation is under way, and says `null` where AWS's runtime client would. That client is run as it is
in test/runtime. Source: `_setDefaultExitListener` of aws-lambda-ric 3.3.0.
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
            raise RuntimeError(f"MiniStack's worker for Node is another than the one that is patched here: no {anchor!r}")
    script = script.replace(SETTLED, SETTLED + "        _pending = null;\n        process.stdin.ref();\n")
    script = script.replace(BEFORE, "      _pending = settle;\n      process.stdin.unref();\n" + BEFORE)
    lambda_runtime._NODEJS_WORKER_SCRIPT = LISTENER + script
