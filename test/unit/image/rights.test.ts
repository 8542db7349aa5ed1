import { beforeAll, describe, expect, test } from '@jest/globals';
import ExifReader from 'exifreader';
import fc from 'fast-check';

import { encodeAvif } from '../../../handler/src/image/encode/avif.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { rightsInIptc } from '../../../handler/src/image/rights/iptc.ts';
import { xmpOf } from '../../../handler/src/image/rights/xmp.ts';
import { rightsInXmp } from '../../../handler/src/image/rights/xmp-read.ts';
import type { Preset } from '../../../handler/src/presets.ts';
import { MOST_RIGHTS_CHARACTERS, RIGHTS_TEXT, rightsText } from '../../../handler/src/rights.ts';
import { iim, photoshop, withSegment } from '../../support/images/iptc.ts';
import { animation, plain, toRaster, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const SECRET = 'taken-at-my-house';
const GREY = plain(48, 32, [128, 120, 110]);
const xmpWith = (properties: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">${properties}</rdf:RDF></x:xmpmeta>`;
const NOTICE = '© 2026 Zoë & Sons <photo>';
const FULL = xmpWith(`
  <rdf:Description photoshop:City="${SECRET}">
    <dc:creator><rdf:Seq><rdf:li>${SECRET}</rdf:li></rdf:Seq></dc:creator>
    <dc:rights><rdf:Alt><rdf:li xml:lang="de">anders</rdf:li><rdf:li xml:lang="x-default">© 2026 Zoë &amp; Sons &lt;photo&gt;</rdf:li></rdf:Alt></dc:rights>
    <photoshop:Credit>Harbour News</photoshop:Credit>
  </rdf:Description>`);

/** What an independent reader finds in a file that has anything to do with its making. */
async function found(bytes: Uint8Array): Promise<Record<string, string>> {
  const tags = await ExifReader.load(Buffer.from(bytes), { async: true, expanded: true });
  const { exif, gps, iptc, xmp = {} } = tags;
  expect([exif, gps, iptc]).toEqual([undefined, undefined, undefined]);
  const properties = Object.entries<{ description: string }>(xmp);
  return Object.fromEntries(
    // The packet as a whole, and what it says of itself.
    properties
      .filter(([name]) => name !== '_raw' && name !== 'about')
      .map(([name, { description }]) => [name, description]),
  );
}

async function made(bytes: Uint8Array, options: Partial<Preset>) {
  const presets = { p: preset(40, 24, { formats: ['webp', 'avif'], ...options }) };
  return (await makeVariants({ bytes, presets, limits: LIMITS })).variants;
}

describe('the variants of a preset', () => {
  let photo: Buffer;
  beforeAll(async () => {
    photo = await toSharp(GREY)
      .withExif({
        IFD0: { Copyright: 'not read', Artist: SECRET, ImageDescription: SECRET },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 10/1 0/1' },
      })
      .withXmp(FULL)
      .jpeg()
      .toBuffer();
    expect([photo.includes(SECRET), photo.includes('Exif\0')]).toEqual([true, true]);
  });

  test('that keeps both say them, in XMP, and nothing else of what the original says', async () => {
    const variants = await made(photo, { copyright: 'keep', credit: 'keep' });
    for (const { bytes } of variants) {
      expect(await found(bytes)).toEqual({ rights: NOTICE, Credit: 'Harbour News' });
      for (const text of [SECRET, 'anders', 'not read']) expect(Buffer.from(bytes).includes(text)).toBe(false);
    }
    expect(await made(photo, { copyright: 'keep', credit: 'keep' })).toEqual(variants);
  });

  test.each<[Partial<Preset>, Record<string, string>]>([
    [{}, {}],
    [{ copyright: '© “me” & <you>' }, { rights: '© “me” & <you>' }],
    [{ copyright: 'keep' }, { rights: NOTICE }],
    [
      { credit: 'keep', copyright: 'Mine' },
      { rights: 'Mine', Credit: 'Harbour News' },
    ],
  ])('with %j say %j', async (options, expected) => {
    const [variant] = await made(photo, { ...options, formats: [] });
    expect(await found(variant?.bytes ?? new Uint8Array())).toEqual(expected);
  });

  test('are the same bytes as ever where nothing is said: for an original that says nothing, and without the options', async () => {
    const bare = await toSharp(GREY).jpeg().toBuffer();
    expect(await made(bare, { copyright: 'keep', credit: 'keep' })).toEqual(await made(bare, {}));
    expect(await made(photo, {})).toEqual(await made(bare, {}));
  });

  test('say it in an AVIF', async () => {
    const [raster, xmp] = [toRaster(GREY), xmpOf({ copyright: 'Mine', credit: 'Zoë' })];
    const encoded = await encodeAvif(raster, { quality: 50, graphic: false, effort: 'fast', xmp });
    expect([encoded?.contentType, await found(encoded?.bytes ?? photo)]).toEqual([
      'image/avif',
      { rights: 'Mine', Credit: 'Zoë' },
    ]);
  });

  test('say it in a PNG, and in an animation, too', async () => {
    const gif = await animation([GREY, plain(48, 32, [200, 20, 20])])
      .gif({ delay: [50, 50] })
      .toBuffer();
    const png = await toSharp(plain(48, 32, [9, 9, 9, 90]))
      .withXmp(FULL)
      .png()
      .toBuffer();
    const [still] = await made(png, { copyright: 'keep', formats: [] });
    const [moving] = await made(gif, { copyright: 'Mine', animated: true, formats: [] });
    expect([still?.contentType, await found(still?.bytes ?? png)]).toEqual(['image/png', { rights: NOTICE }]);
    expect([moving?.contentType, moving?.frames, await found(moving?.bytes ?? gif)]).toEqual([
      'image/webp',
      2,
      { rights: 'Mine' },
    ]);
  });
});

describe('what an original says', () => {
  const exif = { IFD0: { Copyright: 'By camera', Artist: SECRET } };
  const jpeg = () => toSharp(GREY);
  const iptc = withSegment.bind(null, 0xed);
  const kept = async (bytes: Uint8Array) => {
    const [variant] = await made(bytes, { copyright: 'keep', credit: 'keep', formats: [] });
    return found(variant?.bytes ?? new Uint8Array());
  };

  test('is read from XMP first, then from IPTC, then from Exif, each text by itself', async () => {
    const both = photoshop(iim({ '2:110': 'Agency', '2:116': 'By agency', '2:80': SECRET }));
    const onlyCredit = xmpWith('<rdf:Description photoshop:Credit="By editor"/>');
    expect(await kept(await jpeg().withExif(exif).jpeg().toBuffer())).toEqual({ rights: 'By camera' });
    expect(await kept(iptc(await jpeg().withExif(exif).jpeg().toBuffer(), both))).toEqual({
      rights: 'By agency',
      Credit: 'Agency',
    });
    expect(await kept(iptc(await jpeg().withExif(exif).withXmp(onlyCredit).jpeg().toBuffer(), both))).toEqual({
      rights: 'By agency',
      Credit: 'By editor',
    });
  });

  test.each([
    ['PNG', () => jpeg().withXmp(FULL).png()],
    ['WebP', () => jpeg().withXmp(FULL).webp()],
    ['TIFF', () => jpeg().withXmp(FULL).tiff()],
    ['AVIF', () => jpeg().withXmp(FULL).avif({ effort: 0 })],
  ])('is read from a %s too', async (_format, image) => {
    expect(await kept(await image().toBuffer())).toEqual({ rights: NOTICE, Credit: 'Harbour News' });
  });

  test('about its ingredients and earlier versions is not about it', () => {
    const other = '<rdf:Description><dc:rights>Theirs</dc:rights></rdf:Description>';
    expect(
      rightsInXmp(
        Buffer.from(xmpWith(`<rdf:Description><xmpMM:Ingredients>${other}</xmpMM:Ingredients></rdf:Description>`)),
      ),
    ).toEqual({});
    expect(
      rightsInXmp(Buffer.from(xmpWith(`<rdf:Description><dc:rights>Mine</dc:rights></rdf:Description>${other}`))),
    ).toEqual({ copyright: 'Mine' });
  });

  test('in broken metadata is nothing, and the photo is made all the same', async () => {
    const broken = await jpeg().withXmp('<x:xmpmeta').jpeg().toBuffer();
    expect(await kept(iptc(broken, photoshop(Buffer.from([0x1c, 2, 116, 0xff, 0xff]))))).toEqual({});
  });
});

describe('texts', () => {
  const text = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('&', '<', '>', '"', ']', ' ', '\u0000', '\n', '\ud800', '\ufffe', '🖼'),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      maxLength: 40,
    })
    .map((found) => rightsText(found));

  test('are on one line, of a length that a preset may have, whatever is in a file', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 300, size: 'max' }), (found) => {
        const one = rightsText(String.fromCharCode(...found));
        if (one !== undefined) expect(one).toMatch(RIGHTS_TEXT);
      }),
      { numRuns: 40 },
    );
    expect(rightsText(` © a\n\t b\u0000 `)).toBe('© a b');
    expect(rightsText('🖼'.repeat(256))).toHaveLength(512);
    expect(rightsText('🖼'.repeat(257))).toBe(`${'🖼'.repeat(MOST_RIGHTS_CHARACTERS - 1)}…`);
    expect(rightsText(' \n ')).toBeUndefined();
  });

  test('are the same after being written and read', () => {
    fc.assert(
      fc.property(text, text, (copyright, credit) => {
        const xmp = xmpOf({ copyright, credit });
        if (copyright === undefined && credit === undefined) expect(xmp).toBeUndefined();
        else expect(rightsInXmp(Buffer.from(xmp ?? ''))).toEqual({ copyright, credit });
      }),
    );
  });

  test.each([
    ['UTF-8 that is announced', 'Zoë', 'utf8', true],
    ['UTF-8 that is not', 'Zoë', 'utf8', false],
    ['Latin', 'Zoë', 'latin1', false],
  ] as const)('in IPTC are read in %s', (_encoding, name, encoding, announced) => {
    const value = Buffer.from(name, encoding);
    const file = iim({ ...(announced && { '1:90': '\u001b%G' }), '2:116': value });
    expect(rightsInIptc(file)).toEqual({ copyright: name });
    expect(rightsInIptc(photoshop(file))).toEqual({ copyright: name });
  });

  test('in any bytes that call themselves IPTC are read without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, wrapped) => {
        const file = Buffer.concat([Buffer.from([0x1c, 2, 116, 0, 3]), bytes]);
        expect(rightsInIptc(wrapped ? photoshop(file) : file)).toHaveProperty('copyright');
        rightsInIptc(bytes);
      }),
    );
  });
});
