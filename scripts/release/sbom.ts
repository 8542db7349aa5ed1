import path from 'node:path';
import { execa } from 'execa';

import type { Package } from '../../handler/build/packages.ts';
import type { Built } from '../../handler/build/zips.ts';
import { PROJECT } from '../../local/paths.ts';

/** CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/), as far as it is read here. */
interface Bom {
  specVersion: string;
  metadata: { component: { name: string; version: string } };
  components: Component[];
  dependencies?: { ref: string; dependsOn?: string[] }[];
}

export interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
}

/**
 * The bill of materials of the zips: npm packages with their licences and digests, as npm writes them from the lockfiles, and
 * the C libraries that are linked into libvips. It says no time and no random number, so that the same sources give the same.
 *
 * @throws when a zip holds a package that no lockfile names
 */
export async function sbomOf(built: readonly Pick<Built, 'packages' | 'libraries'>[]): Promise<string> {
  const [project, runtime] = await Promise.all([npmSbom('.'), npmSbom(path.join('handler', 'runtime'))]);
  const known = new Map([...project.components, ...runtime.components].map((each) => [refOf(each), each]));
  const used = unique(built.flatMap(({ packages }) => packages));
  const unknown = used.filter((each) => !known.has(refOf(each)));
  if (unknown.length > 0) {
    throw new Error(`No lockfile names these packages of the zips: ${unknown.map(refOf).join(', ')}. Run npm install.`);
  }
  const { component } = project.metadata;
  const components = [
    ...used.flatMap((each) => known.get(refOf(each)) ?? []),
    ...unique(built.flatMap(({ libraries }) => libraries)).map(libraryComponent),
  ];
  const refs = new Set(components.map((each) => each['bom-ref']));
  const dependencies = [...(project.dependencies ?? []), ...(runtime.dependencies ?? [])]
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)).sort() }));
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: project.specVersion,
    version: 1,
    metadata: { component: { ...component, name: 'terraform-aws-darkroom' } },
    components,
    dependencies: uniqueBy(dependencies, ({ ref }) => ref),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

async function npmSbom(folder: string): Promise<Bom> {
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
  const { stdout } = await execa('npm', args, { cwd: path.join(PROJECT, folder) });
  return JSON.parse(stdout) as Bom;
}

const refOf = ({ name, version }: Package): string => `${name}@${version}`;

/** Of those with the same key the last, where the first stands. */
const uniqueBy = <Each>(all: readonly Each[], keyOf: (each: Each) => string): Each[] => [
  ...new Map(all.map((each) => [keyOf(each), each])).values(),
];

const unique = (packages: readonly Package[]): Package[] =>
  uniqueBy(packages, refOf).sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1));

const libraryComponent = ({ name, version }: Package): Component => ({
  'bom-ref': `libvips/${name}@${version}`,
  type: 'library',
  name,
  version,
  purl: `pkg:generic/${name}@${version}`,
});
