"""Lambda kills a function that exceeds its memory; MiniStack lets it use the machine's.

Here a watchdog kills it: a process with its children is killed soon after it exceeds its limit. Only on systems with
/proc, that is, on Linux.
"""

import io
import os
import signal
import threading
import time
import zipfile

from ministack.core import lambda_runtime

LOOK_SECONDS = 0.05
COUNTED = ("RssAnon:", "RssShmem:")  # Without file mappings, which all copies of a function share.

watched = {}


def needed():
    """Whether this MiniStack still has the gap."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as package:
        package.writestr("index.py", "def handler(event, context):\n    return len(bytearray(b'x') * (300 << 20))\n")
    arn = "arn:aws:lambda:us-east-1:000000000000:function:sample"
    config = {"FunctionName": "sample", "FunctionArn": arn, "Runtime": "python3.12", "Handler": "index.handler"}
    worker = lambda_runtime.Worker("sample", {**config, "MemorySize": 128, "Timeout": 20}, code.getvalue())
    try:
        return worker.invoke({}, "1")["status"] == "ok"
    finally:
        worker.kill()


def install():
    if not os.path.exists("/proc/self/status"):
        return
    spawn = lambda_runtime.Worker._spawn

    def spawn_watched(worker):
        spawn(worker)
        watched[worker._proc] = worker.config.get("MemorySize", 128) << 20

    lambda_runtime.Worker._spawn = spawn_watched
    threading.Thread(target=watch, daemon=True, name="memory-limits").start()


def watch():
    while True:
        time.sleep(LOOK_SECONDS)
        for process, limit in list(watched.items()):
            if process.poll() is not None:
                watched.pop(process, None)
                continue
            family = family_of(process.pid)
            used = sum(map(memory_of, family))
            if used > limit:
                print(f"Out of memory: process {process.pid} has {used >> 20} MB of {limit >> 20}", flush=True)
                for pid in family:
                    end(pid)


def family_of(pid):
    """The process and all its descendants."""
    children = []
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as listed:
            children = [int(child) for child in listed.read().split()]
    except OSError:
        pass  # It ended meanwhile.
    return [pid, *(member for child in children for member in family_of(child))]


def memory_of(pid):
    """Bytes that belong to this process alone."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return sum(int(line.split()[1]) << 10 for line in status if line.startswith(COUNTED))
    except OSError:
        return 0


def end(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
