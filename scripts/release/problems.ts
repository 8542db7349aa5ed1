/** What a release is made of, as far as it can be wrong. */
export interface Sources {
  /** What was asked for. */
  readonly wanted: string;
  /** The text of package.json's `version`. */
  readonly packageVersion: string;
  /** The text of version.tf. */
  readonly versionFile: string;
  readonly changelog: string;
  /** What `git status --porcelain` says. */
  readonly changes: string;
}

/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

const REPOSITORY = /repository\s*=\s*"https:\/\/[^"]+[^"/]"/;

/** What each section of the changelog tells those who upgrade a stack. */
const TOLD = ['Images', 'Sweep', 'Plan'];

/** Why nothing can be released, one sentence a problem; empty where all is right. */
export function problemsOf({ wanted, packageVersion, versionFile, changelog, changes }: Sources): string[] {
  if (!VERSION.test(wanted)) {
    return [`VERSION must be a semantic version such as 1.2.0, but it is "${wanted}": make release VERSION=1.2.0`];
  }
  const problems: string[] = [];
  if (packageVersion !== wanted) {
    problems.push(`package.json says version ${packageVersion}: npm version ${wanted} --no-git-tag-version`);
  }
  const terraform = /version\s*=\s*"([^"]*)"/.exec(versionFile)?.[1] ?? 'none';
  if (terraform !== wanted) problems.push(`version.tf says version ${terraform}: write ${wanted} there.`);
  if (!REPOSITORY.test(versionFile)) {
    problems.push(
      'version.tf names no repository, so alarms could not link to the runbook of this version: write its https URL there.',
    );
  }
  const section = sectionOf(changelog, wanted);
  if (section === null) {
    problems.push(`CHANGELOG.md has no section "## ${wanted}": say there what an upgrade does to a stack.`);
  } else {
    const missing = TOLD.filter((word) => !section.includes(`**${word}:**`));
    if (missing.length > 0) {
      problems.push(
        `CHANGELOG.md says nothing of ${missing.map((word) => `**${word}:**`).join(', ')} in "## ${wanted}".`,
      );
    }
  }
  if (changes.trim() !== '') problems.push(`The working tree differs from its last commit:\n${changes.trimEnd()}`);
  return problems;
}

/** What the changelog says of a version: the lines from its heading to the next, or null without one. */
export function sectionOf(changelog: string, version: string): string | null {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.split(/[\s\]]/, 1)[0]?.replace(/^\[/, '') === version);
  return section?.slice(section.indexOf('\n') + 1).trim() ?? null;
}
