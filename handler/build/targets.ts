/** A platform that a zip is made for. `libc` is null where the platform has only one. */
export interface Target {
  /** The zip is `darkroom-<name>.zip`; for Lambda's two platforms this is the architecture as AWS and Terraform spell it. */
  name: string;
  os: 'linux' | 'darwin';
  cpu: 'arm64' | 'x64';
  libc: 'glibc' | 'musl' | null;
}

export const LAMBDA_TARGETS: readonly Target[] = [
  { name: 'arm64', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { name: 'x86_64', os: 'linux', cpu: 'x64', libc: 'glibc' },
];

/**
 * What a zip must be made for to run on this machine: one of Lambda's own targets on a Linux with glibc, else a third
 * one, `local`, which no Lambda can run.
 *
 * @throws where sharp has no binaries for this machine.
 */
export function localTarget(machine: Machine = thisMachine()): Target {
  const { os, cpu, libc } = machine;
  if ((os !== 'linux' && os !== 'darwin') || (cpu !== 'arm64' && cpu !== 'x64')) {
    throw new Error(`The functions can't run on ${os} ${cpu}: use Linux or macOS on arm64 or x64.`);
  }
  const own = LAMBDA_TARGETS.find((target) => target.os === os && target.cpu === cpu && target.libc === libc);
  return own ?? { name: 'local', os, cpu, libc };
}

export interface Machine {
  os: string;
  cpu: string;
  libc: Target['libc'];
}

function thisMachine(): Machine {
  return { os: process.platform, cpu: process.arch, libc: process.platform === 'linux' ? linuxLibc() : null };
}

function linuxLibc(): 'glibc' | 'musl' {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
