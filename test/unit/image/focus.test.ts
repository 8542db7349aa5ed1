import { describe, expect, test } from '@jest/globals';

import { upright } from '../../../handler/src/image/focus.ts';
import { focusOfRegions } from '../../../handler/src/image/xmp-regions.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { paint, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const STORED = { width: 400, height: 300 };

interface Region {
  readonly type: string;
  readonly x: number;
  readonly y: number;
}

const packet = (regions: string, dimensions = ''): string => `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:r="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:a="http://ns.adobe.com/xmp/sType/Area#" xmlns:d="http://ns.adobe.com/xap/1.0/sType/Dimensions#">
<r:Regions rdf:parseType="Resource">${dimensions}<r:RegionList><rdf:Bag>${regions}</rdf:Bag></r:RegionList></r:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** As Lightroom and digiKam write it. */
const attributes = ({ type, x, y }: Region): string =>
  `<rdf:li><rdf:Description r:Name="A" r:Type="${type}"><r:Area a:x="${x}" a:y="${y}" a:w="0.1" a:h="0.2" a:unit="normalized"/></rdf:Description></rdf:li>`;
/** As phones write it. */
const elements = ({ type, x, y }: Region): string =>
  `<rdf:li rdf:parseType="Resource"><r:Area rdf:parseType="Resource"><a:y>${y}</a:y><a:w>0.1</a:w><a:x>${x}</a:x><a:h>0.2</a:h><a:unit>normalized</a:unit></r:Area><r:Type>${type}</r:Type></rdf:li>`;

describe.each([
  ['attributes', attributes],
  ['elements', elements],
])('the focus of regions in %s', (_, write) => {
  const focus = (regions: readonly Region[], dimensions?: string) => {
    const point = focusOfRegions(packet(regions.map(write).join(''), dimensions), STORED);
    return point && [point.x, point.y].map((share) => Number(share.toFixed(4)));
  };
  const face = { type: 'Face', x: 0.2, y: 0.3 };

  test('is the middle of all faces; of pets, of focus areas where there are none', () => {
    expect(focus([face])).toEqual([0.2, 0.3]);
    expect(focus([face, { type: 'Face', x: 0.6, y: 0.5 }, { type: 'Focus', x: 0.9, y: 0.9 }])).toEqual([0.4, 0.4]);
    expect(
      focus([
        { type: 'Focus', x: 0.9, y: 0.8 },
        { type: 'Pet', x: 0.1, y: 0.2 },
      ]),
    ).toEqual([0.1, 0.2]);
    expect(focus([{ type: 'BarCode', x: 0.1, y: 0.2 }])).toBeUndefined();
    expect(focus([])).toBeUndefined();
  });

  test('is none where the picture was cropped since', () => {
    const of = (width: number, height: number) =>
      `<r:AppliedToDimensions d:w="${width}" d:h="${height}" d:unit="pixel"/>`;
    expect(focus([face], of(4000, 3000))).toEqual([0.2, 0.3]);
    expect(focus([face], of(4000, 2250))).toBeUndefined();
  });
});

test.each(['<a', '', 'text', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'])(
  'what is no XMP has no focus: %s',
  async (xmp) => {
    const original = await scene()
      .jpeg()
      .withXmp(xmp === '' ? ' ' : xmp)
      .toBuffer();
    const focal = await make(original, { p: preset(40, 40, { position: 'focal' }) });
    const attention = await make(original, { p: preset(40, 40, { position: 'attention' }) });
    expect(focal.named('p').bytes).toEqual(attention.named('p').bytes);
  },
);

/** Dark around (300, 30) of 400 × 100, where nothing draws the eye, and red at the other end. */
const scene = () =>
  toSharp(
    paint(400, 100, (x) => {
      if (x < 90) return x % 9 < 4 ? [240, 60, 40] : [250, 220, 90];
      return x >= 260 && x < 340 ? [20, 30, 60] : [110, 110, 110];
    }),
  );
/** The JPEG with this Exif as its first segment, which libvips cannot write: an IFD that points to another. */
function withSubjectArea(jpeg: Buffer, area: readonly number[]): Buffer {
  const tiff = Buffer.alloc(44 + 2 * area.length);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(1, at);
    tiff.writeUInt16LE(tag, at + 2);
    tiff.writeUInt16LE(type, at + 4);
    tiff.writeUInt32LE(count, at + 6);
    tiff.writeUInt32LE(value, at + 10);
  };
  entry(8, 0x8769, 4, 1, 26);
  // Up to two numbers fit into the entry itself.
  entry(26, 0x9214, 3, area.length, 44);
  area.forEach((value, index) => tiff.writeUInt16LE(value, (area.length > 2 ? 44 : 36) + 2 * index));
  const head = Buffer.from([0xff, 0xe1, 0, tiff.length + 8, ...Buffer.from('Exif\0\0', 'latin1')]);
  return Buffer.concat([jpeg.subarray(0, 2), head, tiff, jpeg.subarray(2)]);
}

const isOnSubject = async (bytes: Buffer): Promise<boolean> => {
  const { named } = await make(bytes, { p: preset(40, 40, { position: 'focal' }) });
  return distance(at(await decoded(named('p').bytes), 0.5, 0.5), [20, 30, 60]) < 60;
};

describe('a preset with position = "focal"', () => {
  test('is cropped around a region of the XMP', async () => {
    const xmp = packet(attributes({ type: 'Face', x: 0.75, y: 0.3 }));
    expect(await isOnSubject(await scene().jpeg().toBuffer())).toBe(false);
    expect(await isOnSubject(await scene().jpeg().withXmp(xmp).toBuffer())).toBe(true);
    expect(await isOnSubject(await scene().webp().withXmp(xmp).toBuffer())).toBe(true);
  });

  test('is cropped around the subject area of the Exif, and around the XMP first', async () => {
    const plain = await scene().jpeg().toBuffer();
    expect(await isOnSubject(withSubjectArea(plain, [300, 30, 20, 20]))).toBe(true);
    expect(await isOnSubject(withSubjectArea(plain, [300, 30]))).toBe(true);
    expect(await isOnSubject(withSubjectArea(plain, [3000, 30, 20, 20]))).toBe(false);
    const xmp = packet(elements({ type: 'Face', x: 0.1, y: 0.3 }));
    const both = withSubjectArea(await scene().jpeg().withXmp(xmp).toBuffer(), [300, 30]);
    expect(await isOnSubject(both)).toBe(false);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'counts in the picture as it is stored, with orientation %i',
    async (orientation) => {
      const xmp = packet(attributes({ type: 'Face', x: 0.75, y: 0.3 }));
      const original = await scene().jpeg().withXmp(xmp).withMetadata({ orientation }).withXmp(xmp).toBuffer();
      expect(await isOnSubject(original)).toBe(true);
    },
  );
});

test('turning a point by an orientation and by its inverse returns it', () => {
  const point = { x: 0.2, y: 0.7 };
  for (const [one, other] of [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 8],
    [7, 7],
    [8, 6],
  ] as const) {
    const back = upright(upright(point, one), other);
    expect(back.x).toBeCloseTo(point.x);
    expect(back.y).toBeCloseTo(point.y);
  }
});
