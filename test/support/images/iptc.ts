/** IPTC datasets, `2:116` for a copyright notice, with their values. */
export function iim(datasets: Readonly<Record<string, string | Buffer>>): Buffer {
  return Buffer.concat(
    Object.entries(datasets).map(([key, value]) => {
      const [record = 0, number = 0] = key.split(':').map(Number);
      const bytes = Buffer.from(value as string, 'utf8');
      const head = Buffer.from([0x1c, record, number, 0, 0]);
      head.writeUInt16BE(bytes.length, 3);
      return Buffer.concat([head, bytes]);
    }),
  );
}

/** The payload of a JPEG's segment APP13, in which Photoshop's resource of IPTC follows another one of odd length. */
export function photoshop(iptc: Buffer): Buffer {
  const resource = (id: number, name: string, value: Buffer) => {
    const head = Buffer.from([...Buffer.from('8BIM'), id >> 8, id & 255, name.length, ...Buffer.from(name)]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    return Buffer.concat([evened(head), length, evened(value)]);
  };
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0'),
    resource(0x03ed, 'res', Buffer.alloc(7)),
    resource(0x0404, '', iptc),
  ]);
}

const evened = (bytes: Buffer): Buffer => (bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]));

/** A JPEG with one more segment, right behind its start. */
export function withSegment(marker: number, jpeg: Buffer, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}
