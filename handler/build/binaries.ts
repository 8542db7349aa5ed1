import type { Target } from './targets.ts';

const ELF_MAGIC = 0x7f454c46;
const ELF_MACHINES: Readonly<Record<number, string>> = { 0x3e: 'x64', 0xb7: 'arm64' };
const MACHO_MAGIC = 0xfeedfacf;
const MACHO_MACHINES: Readonly<Record<number, string>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

/** What a native library's header says that it runs on, e.g. `linux arm64 glibc`, or `darwin arm64`. */
export function platformOf(library: Buffer): string {
  if (library.length >= 20 && library.readUInt32BE(0) === ELF_MAGIC) {
    return `linux ${machine(ELF_MACHINES, library.readUInt16LE(18))} ${linuxLibc(library)}`;
  }
  if (library.length >= 8 && library.readUInt32LE(0) === MACHO_MAGIC) {
    return `darwin ${machine(MACHO_MACHINES, library.readUInt32LE(4))}`;
  }
  return 'something that is neither an ELF nor a 64-bit Mach-O library';
}

/** What `platformOf` says of a library that is right for the target. */
export function platformFor(target: Target): string {
  return [target.os, target.cpu, ...(target.libc === null ? [] : [target.libc])].join(' ');
}

function machine(names: Readonly<Record<number, string>>, code: number): string {
  return names[code] ?? `machine 0x${code.toString(16)}`;
}

/** The C library is the one that the dynamic section's string table asks for by its file name. */
function linuxLibc(library: Buffer): string {
  if (library.includes('\0libc.musl-')) return 'musl';
  return library.includes('\0libc.so.6\0') ? 'glibc' : 'an unknown C library';
}
