/** A file at one commit of a repository on GitHub. */
export interface Source {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly sha256: string;
}

export interface Photo extends Source {
  readonly camera: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
}

const IANARE = { repository: 'ianare/exif-samples', commit: '5332a9cf0220e9c6c93f88a187daa90808051e10' };
const HSEXIF = { repository: 'emmanueltouzery/hsexif', commit: 'b905b4a8b8f8b62ce1f4eb9019c25af9912fe828' };
const EXTRACTOR = {
  repository: 'drewnoakes/metadata-extractor-images',
  commit: '4beba640487802442bc9931fb01274e908102d3a',
};
const PILLOW = { repository: 'bigcat88/pillow_heif', commit: '657f27d7955bbd730701e2e966e7e8751e119eb9' };
const IMMICH = { repository: 'immich-app/test-assets', commit: 'ec56cc6c1d76c45bc9615dc6ea232470a2b0a3a1' };
const KIM = { repository: 'Ashampoo/kim', commit: 'daf25cdddaf6b2265b0f3f7852ab99fe66ad7bf1' };
const KIM_FOLDER = 'src/commonTest/resources/com/ashampoo/kim/testdata/full';

const LANDSCAPE = { width: 4_032, height: 3_024 };
const PORTRAIT = { width: 3_024, height: 4_032 };

/** Seventeen phones, a headset and a camera, as their files say. */
export const PHOTOS: readonly Photo[] = [
  {
    camera: 'iPhone 7',
    ...IMMICH,
    path: 'formats/heic/IMG_2682.heic',
    ...LANDSCAPE,
    sha256: '2d9d8493696fc0054ecb4517699fec11e04bf507f1f529f6a4f293fcefdeb35e',
  },
  {
    camera: 'iPhone 8',
    ...EXTRACTOR,
    path: 'heic/IMG_1034.heic',
    ...LANDSCAPE,
    sha256: 'f40b97f76a281c56e90b502762ef66ff9d34ea61696c8350257b5dc6a8797e0d',
  },
  {
    camera: 'iPhone 8 Plus',
    ...PILLOW,
    path: 'tests/images/heif_other/arrow.heic',
    ...PORTRAIT,
    sha256: '73f604d7353df4848505a1f45a5517f736857fe047372f95c2f3d671df92c22c',
  },
  {
    camera: 'iPhone XR',
    ...EXTRACTOR,
    path: 'heic/Issue 263 dotnet.heic',
    ...PORTRAIT,
    sha256: 'a0fafa92bcaeb927f0328eb11eb68dfebb495ca1de57ab8bfcbc8851617d01d2',
  },
  {
    camera: 'iPhone 11 Pro',
    ...EXTRACTOR,
    path: 'heic/IMG_2929.HEIC',
    ...PORTRAIT,
    sha256: '89acffc252c0b2bd27620a1f7b65b9cf1fd6340e8af3f76ba007514f91bafeff',
  },
  {
    camera: 'iPhone 11 Pro Max, edited',
    ...IANARE,
    path: 'heic/IMG_5195.HEIC',
    width: 2_566,
    height: 3_313,
    sha256: 'd9b9ebe21c4127080414f2b86f6ecb900dc2ca902be82b39be93b61ccb622680',
  },
  {
    camera: 'iPhone 13 Pro',
    ...PILLOW,
    path: 'tests/images/heif_other/pug.heic',
    ...LANDSCAPE,
    sha256: '1ddce96766efbfa0f6bdf634bdab26bdeff831393df8d67f4cdc7b7a7afebc67',
  },
  {
    camera: 'iPhone 13 Pro Max',
    ...IANARE,
    path: 'heic/mobile/iphone_13_pro_max.HEIC',
    ...PORTRAIT,
    sha256: 'e760c80eed310e4f27c092d5487693ca8e104e7cc01d25ba4828deb28f679676',
  },
  {
    camera: 'iPhone 14 Pro Max',
    ...HSEXIF,
    path: 'tests/Apple_iPhone14.HEIC',
    ...PORTRAIT,
    sha256: '287d0a5e13ced0e1c98710153ee9e952ec99e711bdd3b7d7c6e41e48103268b8',
  },
  {
    camera: 'iPhone SE (3rd generation)',
    ...KIM,
    path: `${KIM_FOLDER}/photo_60.heic`,
    ...LANDSCAPE,
    sha256: 'a57a9d5a62b2e9f29b1fb98e528a4d57c43b2b44c91432d770dc2acbcc0d0832',
  },
  {
    camera: 'Apple Vision Pro, stereo',
    ...PILLOW,
    path: 'tests/images/heif_other/spatial_photo.heic',
    width: 2_560,
    height: 2_560,
    sha256: 'ef941d328072a2df034adb3c3b46f41117606bfc8fcc100dff975d31f55ec028',
  },
  {
    camera: 'Galaxy S10+',
    ...EXTRACTOR,
    path: 'heic/Issue 487.heic',
    ...PORTRAIT,
    sha256: 'edb1aa1895dc2d1b3647c098f18e3671fa0166355469b2d2428274a4d8fd9801',
  },
  {
    camera: 'Galaxy S21 Ultra',
    ...KIM,
    path: `${KIM_FOLDER}/photo_77.heic`,
    width: 3_000,
    height: 4_000,
    sha256: '5d41c1717b1f751516e79ad6f5963b437fa7d87c002674f21662356e6e411e83',
  },
  {
    camera: 'Galaxy S22+, motion photo',
    ...IMMICH,
    path: 'formats/motionphoto/samsung-one-ui-6.heic',
    width: 3_000,
    height: 4_000,
    sha256: '4a604f5f28dee41565f766585ab4b29026e0031389504a0d2152a3b844a7e19c',
  },
  {
    camera: 'Galaxy S24 Ultra, 200 MP',
    ...PILLOW,
    path: 'tests/images/heif_special/200MP.heic',
    width: 12_240,
    height: 16_320,
    sha256: '4dd7209010986a50b1049e54de47ae2188faef6d548213a9799e11fae1a317c6',
  },
  {
    camera: 'Galaxy S25 Ultra',
    ...PILLOW,
    path: 'tests/images/heif_special/aux_YCbCr.heic',
    width: 4_000,
    height: 1_848,
    sha256: '8deae321c3b6424f97ab5d57d022e0a79ac35278149c0de7796261b8981f50b0',
  },
  {
    camera: 'Xiaomi M2012K11AG',
    ...PILLOW,
    path: 'tests/images/heif_special/xiaomi.heic',
    width: 2_592,
    height: 1_944,
    sha256: 'cb5c7d9131931df4abd9bfe1c3de47617b68d1fae54a1c367fc5981ffea6aeed',
  },
  {
    camera: 'Nokia 8.3 5G, sideways',
    // It was held upright, and its Exif says so, but the file's own rotation does not: readers of HEIF show it sideways.
    ...IANARE,
    path: 'heic/mobile/HMD_Nokia_8.3_5G.heif',
    width: 3_456,
    height: 4_608,
    sha256: 'c2820b3e4e0368c6f031b28b62945658a97446895cb446dfc37acdcf7109e0f5',
  },
  {
    camera: 'Sony A7S III, 10 bits',
    ...PILLOW,
    path: 'tests/images/heif_other/cat.hif',
    width: 4_240,
    height: 2_832,
    sha256: '3a396202a8bb50c5cccbfd89d3cf6ef0a0fa47794afd785693d882edc2eb30b7',
  },
];

/** Small files that are changed at random: with alpha, with 10 bits, of one band, with metadata. */
export const SEEDS: readonly Source[] = [
  {
    ...PILLOW,
    path: 'tests/images/heif/RGBA_8__29x100.heif',
    sha256: '3caa04dd0353cac9b38c41da2980fa02dc0d2b6a967ec71c5f7ae2a05ab77c59',
  },
  {
    ...PILLOW,
    path: 'tests/images/heif/RGB_10__29x100.heif',
    sha256: 'de9fb1f2a906425b30e0717dcc9397d80ea020605a92134632b3e3901f171eb0',
  },
  {
    ...PILLOW,
    path: 'tests/images/heif/zPug_3.heic',
    sha256: 'daf1515c651e15968ad6ec142e443759156fee76c65715e4f5713cf1ad072774',
  },
  {
    ...PILLOW,
    path: 'tests/images/heif/L_xmp.heif',
    sha256: '51d26b47fbfdf31fe1819c8b5eff3fd35e8436f737a367d3cc51ae5ca95d7ab1',
  },
];

/** What libheif's own fuzzing found, in one folder. */
export const CORPUS = {
  repository: 'strukturag/libheif',
  commit: '9f31998e0f426eeec9ece938baabe6fbf858e042',
  folder: 'fuzzing/data/corpus',
  files: 132,
} as const;
