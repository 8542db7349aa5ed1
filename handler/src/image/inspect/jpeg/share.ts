import { type BitReader, bitReader, type HuffmanTable, huffmanTable } from './huffman.ts';
import { intervalsOf } from './intervals.ts';
import { nextMarker } from './markers.ts';

interface Component {
  readonly across: number;
  readonly down: number;
}

interface Frame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: ReadonlyMap<number, Component>;
  /** The largest sampling factors of its components. */
  readonly most: Component;
}

/** Huffman tables by class and number: 0x00 to 0x03 for DC, 0x10 to 0x13 for AC. */
type Tables = Map<number, HuffmanTable>;

const [DHT, EOI, SOS, DRI] = [0xc4, 0xd9, 0xda, 0xdd];
const [BASELINE, EXTENDED, PROGRESSIVE] = [0xc0, 0xc1, 0xc2];
const BLOCK = 8;

/**
 * How much of a JPEG can be decoded, 0 to 1: blocks of 8 × 8 samples before the first error of each interval between
 * restarts, as a share of all. Decoders fill the others with what came last, or with noise. Of a progressive JPEG, the
 * scans that state each block's average count. Undefined if the coding is neither baseline nor progressive.
 */
export function decodableShare(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables: Tables = new Map();
  let frame: Frame | undefined;
  let interval = 0;
  let good = 0;
  for (let at = nextMarker(bytes, 2); at !== -1 && at + 3 <= bytes.length; at = nextMarker(bytes, at)) {
    const marker = bytes[at] ?? 0;
    if (marker === EOI) break;
    const end = at + 1 + Math.max(2, view.getUint16(at + 1));
    if (end > bytes.length) break;
    if (marker === DHT) addTables(bytes, at + 3, end, tables);
    else if (marker === DRI) interval = view.getUint16(at + 3);
    else if (marker === BASELINE || marker === EXTENDED || marker === PROGRESSIVE) frame ??= frameOf(view, at, end);
    else if (marker === SOS && frame !== undefined) good += goodBlocks(bytes, at, end, { frame, tables, interval });
    at = end;
  }
  return frame && Math.min(1, good / blocksOf(frame));
}

function addTables(bytes: Uint8Array, start: number, end: number, tables: Tables): void {
  for (let at = start; at + 17 <= end;) {
    const { table, end: next } = huffmanTable(bytes, at + 1);
    tables.set(bytes[at] ?? 0, table);
    at = next;
  }
}

function frameOf(view: DataView, at: number, end: number): Frame | undefined {
  const components = new Map<number, Component>();
  for (let entry = at + 9; entry + 3 <= end; entry += 3) {
    const sampling = view.getUint8(entry + 1);
    components.set(view.getUint8(entry), { across: sampling >> 4 || 1, down: sampling & 15 || 1 });
  }
  if (components.size === 0) return undefined;
  const [height, width] = [view.getUint16(at + 4), view.getUint16(at + 6)];
  const all = [...components.values()];
  const most = { across: Math.max(...all.map((c) => c.across)), down: Math.max(...all.map((c) => c.down)) };
  return { progressive: view.getUint8(at) === PROGRESSIVE, width, height, components, most };
}

/** The size of one component in blocks, without padding to whole units. */
function sizeOf({ width, height, most }: Frame, { across, down }: Component): [columns: number, rows: number] {
  return [Math.ceil((width * across) / most.across / BLOCK), Math.ceil((height * down) / most.down / BLOCK)];
}

function blocksOf(frame: Frame): number {
  return [...frame.components.values()].reduce((sum, each) => {
    const [columns, rows] = sizeOf(frame, each);
    return sum + columns * rows;
  }, 0);
}

interface State {
  readonly frame: Frame;
  readonly tables: Tables;
  readonly interval: number;
}

/** Blocks of one scan that can be decoded; none if the scan only refines what others state. */
function goodBlocks(bytes: Uint8Array, at: number, start: number, { frame, tables, interval }: State): number {
  const count = bytes[at + 3] ?? 0;
  const [first = 0, , approximation = 0] = bytes.subarray(at + 4 + 2 * count);
  if (frame.progressive && (first > 0 || approximation >> 4 > 0)) return 0;
  const parts = Array.from({ length: count }, (_, i) => {
    const [id = 0, selector = 0] = bytes.subarray(at + 4 + 2 * i);
    const dc = tables.get(selector >> 4);
    const ac = frame.progressive ? undefined : tables.get(0x10 | (selector & 15));
    return { component: frame.components.get(id), dc, ac };
  });
  const units = unitsOf(frame, parts);
  // In an interleaved scan, a unit has as many blocks of each component as its sampling factors say.
  const blocks = parts.flatMap(({ component, dc, ac }) => {
    const own = count === 1 || component === undefined ? 1 : component.across * component.down;
    return Array.from({ length: own }, () => ({ dc, ac }));
  });
  const read = (reader: BitReader): boolean =>
    blocks.every(({ dc, ac }) => dc !== undefined && block(reader, dc, frame.progressive ? undefined : (ac ?? dc)));
  let good = 0;
  for (const { from, to, index } of intervalsOf(bytes, start)) {
    const reader = bitReader(bytes, from, to);
    const most = interval === 0 ? units : Math.min(interval, units - index * interval);
    for (let unit = 0; unit < most && read(reader); unit++) good++;
    if (interval === 0) break;
  }
  const whole = parts.reduce((sum, { component }) => sum + (component ? product(sizeOf(frame, component)) : 0), 0);
  return units === 0 ? 0 : (whole * Math.min(good, units)) / units;
}

const product = ([a, b]: readonly [number, number]): number => a * b;

function unitsOf(frame: Frame, parts: readonly { component: Component | undefined }[]): number {
  const [only] = parts;
  if (parts.length === 1 && only?.component !== undefined) return product(sizeOf(frame, only.component));
  return Math.ceil(frame.width / frame.most.across / BLOCK) * Math.ceil(frame.height / frame.most.down / BLOCK);
}

/** Reads one block (T.81, F.2.2); false at an error or at the end. */
function block(reader: BitReader, dc: HuffmanTable, ac: HuffmanTable | undefined): boolean {
  const size = reader.symbol(dc);
  if (size < 0 || size > 16 || !reader.skip(size)) return false;
  if (ac === undefined) return true;
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac);
    if (symbol < 0) return false;
    const [run, bits] = [symbol >> 4, symbol & 15];
    if (bits === 0 && run < 15) break;
    k += run;
    if (k > 63 || !reader.skip(bits)) return false;
  }
  return true;
}
