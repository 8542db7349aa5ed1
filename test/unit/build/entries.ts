import type { Entry } from '../../../handler/build/zip.ts';

const ELF = { arm64: 0xb7, x64: 0x3e } as const;

/** The start of an ELF library, and the name of the C library that it asks the loader for. */
export function elf(cpu: keyof typeof ELF, libc: 'libc.so.6' | 'libc.musl-x86_64.so.1'): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46, 0);
  header.writeUInt16LE(ELF[cpu], 18);
  return Buffer.concat([header, Buffer.from(`\0${libc}\0`)]);
}

/** The start of a 64-bit Mach-O library. */
export function macho(cpu: 'arm64' | 'x64'): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(cpu === 'arm64' ? 0x0100000c : 0x01000007, 4);
  return header;
}

/** What a right zip for Lambda's arm64 holds, as far as the checks look at it. */
export function rightEntries(): Entry[] {
  const library = elf('arm64', 'libc.so.6');
  return [
    { name: 'process.mjs', bytes: Buffer.from('export const handler = 1;') },
    { name: 'node_modules/sharp/package.json', bytes: Buffer.from('{"version":"0.35.5"}') },
    { name: 'node_modules/@img/sharp-linux-arm64/lib/sharp-linux-arm64-0.35.5.node', bytes: library },
    { name: 'node_modules/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7', bytes: library },
  ];
}
