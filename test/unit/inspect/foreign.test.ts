import { describe, expect, test } from '@jest/globals';

import { fileType } from '../../support/bombs/avif.ts';
import { join, type Part } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';

const rest = Buffer.alloc(64);
const utf8 = (text: string): Buffer => Buffer.from(text);
const utf16 = (text: string): Buffer => join([0xff, 0xfe], Buffer.from(text, 'utf16le'));

const UNSUPPORTED: readonly [name: string, bytes: Part][] = [
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['SVG', utf8('\ufeff\n <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>')],
  ['SVG', utf16('<?xml version="1.0" encoding="utf-16"?><svg/>')],
  ['XML', '<?xml version="1.0"?><image><read filename="/etc/passwd"/></image>'],
  ['MVG', 'push graphic-context\nfill \'url(https://example.com/"|ls")\'\npop graphic-context'],
  ['MVG', "image over 0,0 0,0 'ephemeral:/tmp/x'"],
  ['PDF', '%PDF-1.7\n'],
  ['PostScript', '%!PS-Adobe-3.0'],
  ['BMP', join('BM', rest)],
  ['ICO', join([0, 0, 1, 0, 1, 0], rest)],
  ['JPEG XL', join([0xff, 0x0a], rest)],
  ['JPEG XL', join([0, 0, 0, 12], 'JXL \r\n\x87\n', rest)],
  ['JPEG 2000', join([0, 0, 0, 12], 'jP  \r\n\x87\n', rest)],
  ['JPEG 2000', join([0xff, 0x4f, 0xff, 0x51], rest)],
  ['PSD', join('8BPS', rest)],
  ['HEIC', join(fileType('heic', 'mif1'), rest)],
  ['HEIC', join(fileType('mif1', 'heic'), rest)],
  ['HEIC', join(fileType('hevc', 'msf1'), rest)],
  ['CR2', join('II*\0', [16, 0, 0, 0], 'CR', [2, 0], rest)],
  ['CR3', join(fileType('crx '), rest)],
  ['RAF', join('FUJIFILMCCD-RAW ', rest)],
  ['OpenEXR', join([0x76, 0x2f, 0x31, 0x01], rest)],
  ['QOI', join('qoif', rest)],
  ['Netpbm', 'P6\n640 480\n255\n'],
  ['Radiance', '#?RADIANCE\nFORMAT=32-bit_rle_rgbe'],
];

const NOT_AN_IMAGE: readonly [name: string, bytes: Part][] = [
  ['video', join(fileType('isom', 'mp42'), rest)],
  ['video', join(fileType('qt  '), rest)],
  ['video', join([0x1a, 0x45, 0xdf, 0xa3], rest)],
  ['AVI', join('RIFF', [0, 0, 0, 0], 'AVI ', rest)],
  ['ZIP', join('PK\x03\x04', rest)],
  ['gzip', join([0x1f, 0x8b, 8], rest)],
  ['program', join([0x7f], 'ELF', rest)],
  ['HTML', '<!DOCTYPE html><script>alert(1)</script>'],
  ['PHP', '<?php system($_GET["c"]);'],
  ['script', '#!/bin/sh\nrm -rf /'],
  ['text', utf8('Just a letter to my aunt, in ünïcödé.')],
  ['LFS', 'version https://git-lfs.github.com/spec/v1\n'],
  ['unknown', join([0, 1, 2, 3, 4, 5, 6, 7])],
  ['unknown', join([0xff])],
];

describe('what can’t be read', () => {
  test.each(UNSUPPORTED)('is refused by its own name: %s', (name, bytes) => {
    const { code, message } = verdict(join(bytes));
    expect(code).toBe('unsupported_format');
    expect(message).toContain(name);
    expect(message).toContain('JPEG, PNG, WebP, GIF, TIFF and AVIF');
  });

  test.each(NOT_AN_IMAGE)('is no image: %s', (name, bytes) => {
    const { code, message } = verdict(join(bytes));
    expect(code).toBe('not_an_image');
    expect(message).toContain(name);
  });

  test('is explained in a way that helps users of phones', () => {
    expect(verdict(join(fileType('heic'), rest)).message).toMatch(/phones.*JPEG.*“Most Compatible”/);
  });

  test('is reported as a PNG that was transferred as text', () => {
    const { code, message } = verdict(join([0x89], 'PNG\n\x1a\n', rest));
    expect(code).toBe('corrupt');
    expect(message).toContain('transferred as text');
  });
});

test('calls an empty file empty', () => {
  expect(verdict(new Uint8Array())).toMatchObject({ code: 'empty' });
});

test('names bytes received and allowed when there are too many', () => {
  const { code, message } = verdict(Buffer.alloc(1_001), { bytes: 1_000 });
  expect(code).toBe('too_many_bytes');
  expect(message).toContain('1,001');
  expect(message).toContain('1,000');
});
