import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

export interface Instance {
  readonly name: string;
  readonly domain: string;
  readonly problem: string;
}

const isDomain = (text: string): boolean => /\(\s*define\s*\(\s*domain\b/i.test(text);
const isProblem = (text: string): boolean => /\(\s*define\s*\(\s*problem\b/i.test(text);

/** What two file names share once the word “domain” is gone: `p03-domain` and `p03`, `domain_p03` and `p03`. */
const stem = (path: string): string =>
  basename(path)
    .toLowerCase()
    .replace(/\.[ph]ddl$/, '')
    .replace(/domain/g, '')
    .replace(/^[-_.]+|[-_.]+$/g, '');

const domainFor = (problem: string, domains: readonly string[]): string | undefined => {
  const beside = domains.filter((domain) => dirname(domain) === dirname(problem));
  const own = stem(problem);
  const digits = own.replace(/\D/g, '');
  const above = domains.filter((domain) => !relative(dirname(domain), problem).startsWith('..'));
  return (
    beside.find((domain) => stem(domain) === own) ??
    beside.find((domain) => stem(domain) === '') ??
    (beside.length === 1 ? beside[0] : undefined) ??
    beside.find((domain) => digits !== '' && stem(domain).replace(/\D/g, '') === digits) ??
    beside[0] ??
    above.toSorted((a, b) => b.length - a.length)[0]
  );
};

/** Every problem under a folder with its domain: `domain.pddl` beside it, one with its name, the only one, or one above. */
export const instancesIn = async (folder: string, ending = 'pddl'): Promise<readonly Instance[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((e) => e.isFile() && e.name.toLowerCase().endsWith(`.${ending}`))
    .map((e) => join(e.parentPath, e.name));
  const domains: string[] = [];
  const problems: string[] = [];
  for (const path of paths.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const text = await readFile(path, 'utf8');
    if (isDomain(text)) domains.push(path);
    else if (isProblem(text)) problems.push(path);
  }
  return problems.flatMap((problem) => {
    const domain = domainFor(problem, domains);
    return domain === undefined ? [] : [{ name: relative(folder, problem), domain, problem }];
  });
};
