import type { Rights } from './index.ts';

/*
 * IPTC's Information Interchange Model, version 4.2: datasets of 0x1c, record, number, length, and value. JPEGs hold it in
 * Photoshop's image resources, as resource 0x0404 (Adobe Photoshop File Formats Specification, "Image Resource Blocks").
 */
const RESOURCE_OF_IPTC = 0x0404;
const DATASET = 0x1c;
const CREDIT = 110;
const COPYRIGHT = 116;

/** ISO 2022's announcement of UTF-8, in dataset 1:90. */
const UTF_8 = '\u001b%G';

/** Reads as much as is well-formed. */
export function rightsInIptc(bytes: Uint8Array): Rights {
  const file = Buffer.from(bytes);
  const found = new Map<string, Buffer>();
  for (const { record, number, value } of datasetsOf(resourceOf(file) ?? file)) {
    const key = `${record}:${number}`;
    if (!found.has(key)) found.set(key, value);
  }
  const announced = found.get('1:90')?.toString('latin1') === UTF_8;
  const text = (number: number): string | undefined => {
    const value = found.get(`2:${number}`);
    return value && decoded(value, announced);
  };
  return { copyright: text(COPYRIGHT), credit: text(CREDIT) };
}

/** Without an announcement it is what the writer's machine had, which today is UTF-8 or Windows' Latin. */
function decoded(value: Buffer, announced: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !announced }).decode(value);
  } catch {
    return new TextDecoder('windows-1252').decode(value);
  }
}

/** The value of the resource of IPTC among Photoshop's; undefined if there are none. */
function resourceOf(file: Buffer): Buffer | undefined {
  let at = file.indexOf('8BIM', 0, 'latin1');
  while (at >= 0 && at + 12 <= file.length && file.toString('latin1', at, at + 4) === '8BIM') {
    const id = file.readUInt16BE(at + 4);
    // A Pascal string, and the value, are padded to an even length.
    const start = at + 6 + even(1 + (file[at + 6] ?? 0));
    if (start + 4 > file.length) return undefined;
    const length = file.readUInt32BE(start);
    if (id === RESOURCE_OF_IPTC) return file.subarray(start + 4, start + 4 + length);
    at = start + 4 + even(length);
  }
  return undefined;
}

function* datasetsOf(iim: Buffer): Generator<{ record: number; number: number; value: Buffer }> {
  for (let at = 0; at + 5 <= iim.length && iim[at] === DATASET;) {
    const [record = 0, number = 0] = iim.subarray(at + 1);
    const length = iim.readUInt16BE(at + 3);
    // An extended dataset, of more than 32 kB, is neither of the two; nor does anything behind it matter.
    if (length > 0x7fff) return;
    yield { record, number, value: iim.subarray(at + 5, at + 5 + length) };
    at += 5 + length;
  }
}

const even = (length: number): number => length + (length % 2);
