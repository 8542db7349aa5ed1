import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';

import { cleanEnv } from '../../local/clean-env.ts';
import { PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { installEmulator, PYTHON } from '../../local/venv.ts';

/** Invokes one function repeatedly in one of the emulator's workers, and prints the response of each invocation. */
const SCRIPT = `
import io, json, zipfile
import ministack.app, empty_loops
from ministack.core import lambda_runtime
empty_loops.install()
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as package:
    package.writestr("index.js", """
      const { setTimeout: sleep } = require("node:timers/promises");
      exports.handler = async ({ how, number }) => {
        if (how === "hangs") await new Promise(() => undefined);
        if (how === "fails") throw new Error("on purpose");
        await sleep(100);
        return { number };
      };
    """)
arn = "arn:aws:lambda:us-east-1:000000000000:function:sample"
config = {"FunctionName": "sample", "FunctionArn": arn, "Runtime": "nodejs22.x", "Handler": "index.handler", "Timeout": 10}
worker = lambda_runtime.Worker("sample", config, code.getvalue())
answers = [worker.invoke({"how": how, "number": i}, "1") for i, how in enumerate(["works", "hangs", "works", "fails", "works"])]
worker.kill()
print("ANSWERS" + json.dumps([answer.get("result", answer.get("error")) for answer in answers]))
`;

beforeAll(installEmulator, 180_000);

test('the emulator behaves like AWS: a function that waits only for a promise, with an empty event loop, returns null', async () => {
  const folder = path.join(PROJECT, 'local', 'emulator');
  const output = await run(PYTHON, ['-c', SCRIPT], { cwd: folder, env: cleanEnv({ PYTHONPATH: folder }) });
  expect(/ANSWERS(.*)/.exec(output)?.[1]).toBe('[{"number": 0}, null, {"number": 2}, "on purpose", {"number": 4}]');
}, 120_000);
