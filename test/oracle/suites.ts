/** Pictures that another project tests its decoders with, at one commit. */
export interface Suite {
  /** On GitHub: owner and name. */
  readonly repository: string;
  readonly commit: string;
  /** Folders below which pictures count; all if empty. */
  readonly folders: readonly string[];
  /** SHA-256 over the paths and digests of the pictures, so that a folder given instead of a clone holds the same. */
  readonly digest: string;
}

export const SUITES: readonly Suite[] = [
  {
    repository: 'AOMediaCodec/libavif',
    commit: '092276ce89098ead06db80975173191e5fee1826',
    folders: ['tests/data'],
    digest: '83c742db886a75f52eddf995c67b1dc5',
  },
  {
    repository: 'link-u/avif-sample-images',
    commit: 'c666a368b73006246694919b5dbcc078317af6cc',
    folders: [],
    digest: '8fcc9422e4caec3045e7c380e520484d',
  },
  {
    repository: 'image-rs/image-tiff',
    commit: '31919c7bfcd224143524499a4d51ea33664f7fba',
    folders: ['tests'],
    digest: '7c77a283da6ed90ab8dfc1cf0b5301b4',
  },
  {
    repository: 'image-rs/image-gif',
    commit: 'c1a6c4f18aec2884fe4fa7ce4fdbead92c975af1',
    folders: ['tests'],
    digest: '7351d1e7928c7a735c934d9f678389b8',
  },
  {
    repository: 'image-rs/image',
    commit: '2c5368b8de2f76ae9d18bc0bcf2cd16c3164cefe',
    folders: ['tests/images', 'tests/regression'],
    digest: '262988fe1c73fe673958b1a5701ce54b',
  },
  {
    repository: 'lunapaint/pngsuite',
    commit: '8cd768dd0d0063195174d0d01cacbd5a7d1e5605',
    folders: ['png'],
    digest: '9191711875b13f17d5feaecc5ec2c641',
  },
  {
    repository: 'google/wuffs',
    commit: '2560db99aa19c524880b56b0119cd8e979597490',
    folders: ['test/data'],
    digest: '6f6f78bc4ccce3bd57ad05000020f966',
  },
  {
    repository: 'python-pillow/Pillow',
    commit: '4e5f09f533dbd0d87d39951f48b62f4d1a421cba',
    folders: ['Tests/images'],
    digest: 'f525f9429f1c969d2afff6e8d04b8035',
  },
];
