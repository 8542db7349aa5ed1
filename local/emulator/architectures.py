"""A function's native code must be for this machine, which runs it; MiniStack ignores what it is for.

AWS runs each function on the instruction set that it declares, and accepts any zip for it: code for another one fails at every
invocation, `invalid ELF header` or `cannot open shared object file`. Here an arm64 function on an x86-64 machine would fail in
the same way, message after message, under an apply that succeeded. So the apply is refused, for what could not run here as well as
for what could run here but not on AWS.
"""

import contextvars
import io
import platform
import struct
import zipfile

from ministack.services import lambda_svc

ELF = {0x3E: "x86_64", 0xB7: "arm64"}
MACH_O = {0x01000007: "x86_64", 0x0100000C: "arm64"}
MACHINES = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
HEADER_BYTES = 20

# What the function that is being created or updated declares.
declared = contextvars.ContextVar("declared", default="x86_64")


def needed():
    """Whether this MiniStack still has the gap."""
    other = "arm64" if here()[1] == "x86_64" else "x86_64"
    code = struct.pack("<16sHH", b"\x7fELF", 3, next(number for number, name in ELF.items() if name == other))
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as written:
        written.writestr("sharp.node", code)
    return lambda_svc._reject_unreadable_zip(package.getvalue()) is None


def install():
    create, update, reject = lambda_svc._create_function, lambda_svc._update_code, lambda_svc._reject_unreadable_zip

    def create_for_here(data):
        return telling(data.get("Architectures"), lambda: create(data))

    def update_for_here(name, data):
        function = lambda_svc._functions.get(name)
        known = function["config"].get("Architectures") if function else None
        return telling(data.get("Architectures") or known, lambda: update(name, data))

    def reject_foreign(code_zip):
        refused = reject(code_zip)
        if refused or not code_zip:
            return refused
        problem = problem_of(code_zip, declared.get())
        return lambda_svc._invalid_parameter_value(problem) if problem else None

    lambda_svc._create_function = create_for_here
    lambda_svc._update_code = update_for_here
    lambda_svc._reject_unreadable_zip = reject_foreign


def telling(architectures, work):
    token = declared.set((architectures or ["x86_64"])[0])
    try:
        return work()
    finally:
        declared.reset(token)


def here():
    """The system and the instruction set of this machine."""
    return platform.system(), MACHINES.get(platform.machine(), platform.machine())


def problem_of(code_zip, architecture):
    """Why native code in the zip cannot run here, or would not on AWS; None if it can, or if there is none."""
    system, machine = here()
    for name, (built_for, instructions) in natives(code_zip):
        if (built_for, instructions) != (system, machine):
            return (
                f"{name} is built for {built_for} on {instructions}, but the emulator runs functions on this machine, which is "
                f'{system} on {machine}: build the zip for it, and set architecture = "{machine}". AWS would accept the function.')
        if instructions != architecture:
            return (
                f"{name} is built for {instructions}, but the function declares {architecture}: on AWS every invocation would "
                f'fail. Set architecture = "{instructions}", or use the zip for {architecture}.')
    return None


def natives(code_zip):
    """Name, system and instruction set of each file of native code in a zip."""
    with zipfile.ZipFile(io.BytesIO(code_zip)) as package:
        for entry in package.infolist():
            if entry.filename.endswith("/"):
                continue
            with package.open(entry) as file:
                found = native(file.read(HEADER_BYTES))
            if found:
                yield entry.filename, found


def native(header):
    if len(header) == HEADER_BYTES and header.startswith(b"\x7fELF"):
        number = struct.unpack_from("<H", header, 18)[0]
        return "Linux", ELF.get(number, f"machine {number}")
    if header.startswith(b"\xcf\xfa\xed\xfe") and len(header) >= 8:
        number = struct.unpack_from("<I", header, 4)[0]
        return "Darwin", MACH_O.get(number, f"machine {number}")
    return None
