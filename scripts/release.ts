/** `make release VERSION=1.2.0`: what users of a version download, in dist/release. Publishes nothing. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';

import { buildEdge } from '../edge/build.ts';
import { LAMBDA_TARGETS } from '../handler/build/targets.ts';
import { projectVersion } from '../handler/build/version.ts';
import { type Entry, pack, sumLine, writeZip } from '../handler/build/zip.ts';
import { buildZips } from '../handler/build/zips.ts';
import { PROJECT } from '../local/paths.ts';
import { buildClient, packClient } from '../packages/client/build.ts';
import { buildPlayground } from '../playground/aws/build.ts';
import { moduleEntries } from './release/contents.ts';
import { problemsOf, sectionOf } from './release/problems.ts';
import { sbomOf } from './release/sbom.ts';

const program = new Command('release')
  .description('Make the archive of a version: the module with its zips, checksums and bill of materials.')
  .argument('<version>', 'a semantic version, the one that package.json, version.tf and CHANGELOG.md name')
  .option('--out <folder>', 'where it goes', path.join(PROJECT, 'dist', 'release'))
  .option('--only-archive', 'without the npm package of the client')
  .option('--draft', 'whatever the changelog and the working tree say, to try it out')
  .parse();
const { out, draft, onlyArchive } = program.opts<{ out: string; draft?: true; onlyArchive?: true }>();
const [version = ''] = program.args;

const read = (file: string): Promise<string> => readFile(path.join(PROJECT, file), 'utf8');
const changelog = await read('CHANGELOG.md');
const problems = problemsOf({
  wanted: version,
  packageVersion: await projectVersion(),
  versionFile: await read('version.tf'),
  changelog,
  changes: (await execa('git', ['status', '--porcelain'], { cwd: PROJECT })).stdout,
});
for (const problem of problems) console.error(problem);
if (problems.length > 0 && !draft) process.exit(1);

await rm(out, { recursive: true, force: true });
const built = await buildZips(LAMBDA_TARGETS, out);
const edge = await buildEdge(out);
const playground = await buildPlayground(out);
const sbom = await sbomOf([...built, { packages: playground.packages, libraries: [] }]);

const made: Entry[] = [{ name: 'dist/sbom.cdx.json', bytes: Buffer.from(sbom) }];
for (const file of [
  edge.file,
  playground.file,
  `${playground.file}.sha256`,
  ...built.flatMap((each) => [each.file, `${each.file}.sha256`]),
]) {
  made.push({ name: `dist/${path.basename(file)}`, bytes: await readFile(file) });
}
const entries = [...(await moduleEntries()), ...made];
const sums = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, bytes }) => sumLine(name, bytes));
const archive = path.join(out, `terraform-aws-darkroom-${version}.zip`);
const bytes = await pack([...entries, { name: 'SHA256SUMS', bytes: Buffer.from(sums.join('')) }]);
await writeZip(archive, bytes);
await writeFile(path.join(out, 'sbom.cdx.json'), sbom);
await writeFile(path.join(out, 'NOTES.md'), `${sectionOf(changelog, version) ?? 'A draft.'}\n`);
if (!onlyArchive) {
  const client = path.join(out, 'client');
  await buildClient(client);
  const packed = await packClient(client, out);
  await rm(client, { recursive: true });
  console.log(path.relative('.', packed));
}
console.log(`${path.relative('.', archive)}  ${(bytes.length / 1e6).toFixed(2)} MB, ${entries.length + 1} files`);
