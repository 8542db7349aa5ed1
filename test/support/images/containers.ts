/** Names of an image file's parts: JPEG markers, PNG and WebP chunks, AVIF boxes and item types. */
export function partsOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes);
  if (file.readUInt16BE(0) === 0xffd8) return jpegMarkers(file);
  if (file.toString('latin1', 1, 4) === 'PNG') return pngChunks(file);
  if (file.toString('latin1', 8, 12) === 'WEBP') return webpChunks(file);
  return avifBoxes(file, 0, file.length);
}

function jpegMarkers(file: Buffer): string[] {
  const markers = [];
  for (let at = 2; file[at] === 0xff && file[at + 1] !== 0xda; at += 2 + file.readUInt16BE(at + 2)) {
    markers.push(file.readUInt8(at + 1).toString(16));
  }
  return markers;
}

function pngChunks(file: Buffer): string[] {
  const chunks = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    chunks.push(file.toString('latin1', at + 4, at + 8));
  return chunks;
}

function webpChunks(file: Buffer): string[] {
  const chunks = [];
  for (let at = 12; at < file.length;) {
    chunks.push(file.toString('latin1', at, at + 4));
    const size = file.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/** Number of bytes between a box's header and its child boxes. */
const PARENTS: Record<string, number> = { meta: 4, iprp: 0, ipco: 0, iinf: 6 };

function avifBoxes(file: Buffer, start: number, end: number): string[] {
  const boxes: string[] = [];
  for (let at = start; at + 8 <= end;) {
    const size = file.readUInt32BE(at) || end - at;
    const type = file.toString('latin1', at + 4, at + 8);
    boxes.push(type);
    if (type === 'colr') boxes.push(`colr/${file.toString('latin1', at + 8, at + 12)}`);
    if (type === 'infe') boxes.push(`infe/${file.toString('latin1', at + 16, at + 20)}`);
    const inner = PARENTS[type];
    if (inner !== undefined) boxes.push(...avifBoxes(file, at + 8 + inner, at + size));
    at += size;
  }
  return boxes;
}
