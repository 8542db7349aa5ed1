/** Pictures that Pillow shows otherwise, or not at all. */
export interface Exception {
  readonly pictures: RegExp;
  readonly reason: string;
  /** Another picture of the suites that they must look like. */
  readonly like?: string;
  /** Mean difference of colours that is allowed; without it and without `like`, only variants are compared. */
  readonly colour?: number;
}

const AVIF = 'AOMediaCodec/libavif/tests/data';
const LINKU = 'link-u/avif-sample-images';
const TIFF = 'image-rs/image-tiff/tests';

/** The first that matches counts. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    pictures: /libavif\/tests\/data\/seine_hdr_/,
    reason: 'PQ, whose code values Pillow shows: compared with the SDR picture of the same scene, graded by hand',
    like: `${AVIF}/seine_sdr_gainmap_srgb.jpg`,
    colour: 14,
  },
  {
    pictures: /libavif\/tests\/data\/colors_(text_)?(wcg_)?(hdr|sdr_rec2020)/,
    reason:
      'PQ, or linear light in BT.2020, of which Pillow shows the code values (formulas: test/unit/image/hdr.test.ts)',
  },
  {
    pictures: /libavif\/tests\/data\/(io\/cosmos|.*color_(no)?grid_.*gainmap|(un)?supported_gainmap_)/,
    reason: 'PQ, of which Pillow shows the code values',
  },
  {
    pictures: /extended_pixi/,
    reason: '4 × 4 pixels of half the colour resolution: the two decoders interpolate colours differently',
    colour: 20,
  },
  {
    pictures: /kimono(\.mirror-vertical\.rotate270)?\.crop\.avif$/,
    reason: 'Pillow does not crop (clap): compared with the picture that the suite gives for it',
    like: `${LINKU}/kimono.crop.png`,
    colour: 6,
  },
  {
    pictures: /plum-blossom-large(?!.*monochrome).*\.avif$/,
    reason: 'Pillow rejects these as incomplete: compared with the PNG that they were made from',
    like: `${LINKU}/plum-blossom-large.png`,
    colour: 4,
  },
  {
    pictures: /plum-blossom-small(?!.*monochrome).*\.avif$/,
    reason: 'Pillow rejects these as incomplete: compared with the PNG that they were made from',
    like: `${LINKU}/plum-blossom-small.png`,
    colour: 4,
  },
  {
    pictures: /plum-blossom.*monochrome\.avif$/,
    reason: 'Pillow rejects these as incomplete, and the suite has no grey PNG of them',
  },
  {
    pictures: /(clap_irot_imir_non_essential|pyramid_pymd|seine_sdr_gainmap_gammazero|dimg_repeat)\.avif$/,
    reason: 'AVIFs against the letter of the specification, which Pillow rejects',
  },
  {
    pictures: /flower-rgb-planar-16\.tif$/,
    reason: 'Pillow confuses the bytes of separate planes of 16 bits: compared with the picture of 8 bits',
    like: `${TIFF}/libtiffpic/depth/flower-rgb-contig-08.tif`,
  },
  {
    pictures: /flower-separated-planar-16\.tif$/,
    reason: 'the same in CMYK, which Pillow besides converts by subtraction',
    like: `${TIFF}/libtiffpic/depth/flower-separated-contig-08.tif`,
    colour: 13,
  },
  {
    pictures: /cmyk-4c-8b\.tiff$/,
    reason: 'CMYK with alpha, which Pillow does not know',
  },
  {
    pictures: /cmyk|separated/i,
    reason: 'CMYK without a profile, which Pillow converts by subtraction',
    colour: 13,
  },
  {
    pictures:
      /(32b-float|f32|seq-3c-32f-.*|rgb32f_.*|off_luv..|logluv-3c-16b|flower-palette-16|BigTIFFMotorola)\.tiff?$/,
    reason: 'TIFFs that Pillow does not know: floats, LogLuv, palettes of 16 bits, a header with a foreign byte order',
  },
  {
    pictures:
      /(minisblack-2c-8b-alpha|subsubifds|extra_bits_gray_8b|usda_naip_256_webp_z3|hopper_webp|cramps-tile)\.tiff?$/,
    reason: 'TIFFs of a kind that Pillow fails to convert: grey with alpha, WebP compression, tiles beyond the edge',
  },
  {
    pictures: /big_g4\.tif$/,
    reason: 'higher than any variant may be',
  },
  {
    pictures: /(tbbn0g04|tbwn0g16|i_trns)\.png$/,
    reason: 'Pillow applies the transparent colour of greys with 4 and 16 bits wrongly',
  },
  {
    pictures: /exif_imagemagick_orientation\.png$/,
    reason: 'an orientation in a text that only ImageMagick writes, which browsers do not apply',
  },
  {
    pictures:
      /(paris_icc_exif_xmp|artificial-png\/exif|chunk_no_fctl|png_decompression_dos|truncated_end_chunk|unknown_compression_method)\.png$/,
    reason: 'PNGs with damage outside of their pixels, at which Pillow gives up',
  },
  {
    pictures: /(zero-width-frame|issue-96-small-codesize)\.gif$/,
    reason: 'GIFs with an empty frame, at which Pillow gives up',
  },
  {
    pictures: /icc-after-SOF\.jpg$/,
    reason: 'a profile where Pillow does not look for one',
  },
];
