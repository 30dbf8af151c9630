/** Every function that a script can call on files, and which of its arguments name a file that it reads or writes. */
export const FILE_CALLS: Readonly<Record<string, readonly (readonly ['read' | 'write', number])[]>> = {
  readFile: [['read', 0]],
  readdir: [['read', 0]],
  stat: [['read', 0]],
  writeFile: [['write', 0]],
  appendFile: [['write', 0]],
  copyFile: [
    ['read', 0],
    ['write', 1],
  ],
  readFileSync: [['read', 0]],
  readdirSync: [['read', 0]],
  statSync: [['read', 0]],
  existsSync: [['read', 0]],
  writeFileSync: [['write', 0]],
  appendFileSync: [['write', 0]],
  copyFileSync: [
    ['read', 0],
    ['write', 1],
  ],
};

/** Modules that a script may import, then those that its tests may besides. */
export const SCRIPT_MODULES: ReadonlySet<string> = new Set([
  'node:fs',
  'node:fs/promises',
  'node:path',
  'node:crypto',
  'sonny',
]);
export const TEST_MODULES: ReadonlySet<string> = new Set([
  ...SCRIPT_MODULES,
  './script.ts',
  'node:test',
  'node:assert',
  'node:assert/strict',
  'sonny/test',
]);
export const FILE_MODULES: ReadonlySet<string> = new Set(['node:fs', 'node:fs/promises']);

/** The types of all that, and of nothing else: what a script may not use is not there. */
export const DECLARATIONS = `
declare module 'node:fs' {
  export interface Stats { readonly size: number; readonly mtimeMs: number; isFile(): boolean; isDirectory(): boolean }
  export function readFileSync(path: string, encoding: 'utf8' | 'utf-8' | { encoding: 'utf8' | 'utf-8' }): string;
  export function readFileSync(path: string): Uint8Array;
  export function writeFileSync(path: string, data: string | Uint8Array, encoding?: 'utf8' | 'utf-8'): void;
  export function appendFileSync(path: string, data: string | Uint8Array, encoding?: 'utf8' | 'utf-8'): void;
  export function readdirSync(path: string): string[];
  export function statSync(path: string): Stats;
  export function existsSync(path: string): boolean;
  export function copyFileSync(from: string, to: string): void;
}
declare module 'node:fs/promises' {
  import type { Stats } from 'node:fs';
  export function readFile(path: string, encoding: 'utf8' | 'utf-8' | { encoding: 'utf8' | 'utf-8' }): Promise<string>;
  export function readFile(path: string): Promise<Uint8Array>;
  export function writeFile(path: string, data: string | Uint8Array, encoding?: 'utf8' | 'utf-8'): Promise<void>;
  export function appendFile(path: string, data: string | Uint8Array, encoding?: 'utf8' | 'utf-8'): Promise<void>;
  export function readdir(path: string): Promise<string[]>;
  export function stat(path: string): Promise<Stats>;
  export function copyFile(from: string, to: string): Promise<void>;
}
declare module 'node:path' {
  export function join(...parts: string[]): string;
  export function resolve(...parts: string[]): string;
  export function basename(path: string, ending?: string): string;
  export function dirname(path: string): string;
  export function extname(path: string): string;
  export function relative(from: string, to: string): string;
  export function parse(path: string): { root: string; dir: string; base: string; ext: string; name: string };
}
declare module 'node:crypto' {
  export interface Hash { update(data: string | Uint8Array): Hash; digest(encoding: 'hex' | 'base64'): string }
  export function createHash(name: 'sha256' | 'sha512' | 'sha1' | 'md5'): Hash;
}
declare module 'sonny' {
  export function tool(name: string, args: Record<string, unknown>): Promise<unknown>;
}
declare module 'sonny/test' {
  export function respond(url: string, body: string, status?: number): void;
  export function toolGives(name: string, value: unknown): void;
}
declare module 'node:test' {
  type Body = () => void | Promise<void>;
  export function test(name: string, body: Body): void;
  export function it(name: string, body: Body): void;
  export function describe(name: string, body: () => void): void;
  export function beforeEach(body: Body): void;
  export function afterEach(body: Body): void;
  export default test;
}
declare module 'node:assert/strict' {
  interface Assert {
    (value: unknown, message?: string): asserts value;
    ok(value: unknown, message?: string): asserts value;
    equal(actual: unknown, expected: unknown, message?: string): void;
    strictEqual(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    notStrictEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    deepStrictEqual(actual: unknown, expected: unknown, message?: string): void;
    match(value: string, pattern: RegExp, message?: string): void;
    doesNotMatch(value: string, pattern: RegExp, message?: string): void;
    throws(body: () => unknown, error?: RegExp | object, message?: string): void;
    rejects(body: Promise<unknown> | (() => Promise<unknown>), error?: RegExp | object, message?: string): Promise<void>;
    doesNotThrow(body: () => unknown, message?: string): void;
    fail(message?: string): never;
  }
  const assert: Assert;
  export default assert;
}
declare module 'node:assert' {
  import assert from 'node:assert/strict';
  export default assert;
  export const strict: typeof assert;
}
interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
}
declare function fetch(
  url: string,
  options?: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer>;
declare class TextEncoder { encode(text: string): Uint8Array }
declare class TextDecoder { constructor(label?: string, options?: { fatal?: boolean }); decode(bytes: Uint8Array): string }
declare class URL {
  constructor(url: string, base?: string);
  readonly href: string; readonly host: string; readonly hostname: string; readonly pathname: string; search: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
declare class URLSearchParams {
  constructor(init?: string | Record<string, string>);
  get(name: string): string | null;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  toString(): string;
}
declare function structuredClone<T>(value: T): T;
declare const console: { log(...values: unknown[]): void; error(...values: unknown[]): void; warn(...values: unknown[]): void };
`;

/** The same rules in words, for who writes a script. */
export const RULES_IN_WORDS = `The script is one module, script.ts. Its default export is the function that is run, without arguments; what it returns is told the person,
so return a short text or number. It acts only inside functions. It may import node:fs, node:fs/promises, node:path, node:crypto and "sonny", and use the
global fetch; nothing else of Node is there. Paths are absolute, in full. Every file call is awaited. What the manifest reads can't be
written. Everything that can be tested without files is an exported function of its own. An input that can't be right is an Error that says what
is wrong, before anything is written.
The tests are one module beside it: they import from './script.ts', 'node:test', 'node:assert/strict' and 'sonny/test'. Each test begins with no
files at all: it writes what the script is to read at the paths of the manifest, and reads what came of it. No test asks the network: respond(url,
body) says what a host answers. Write numbers and texts out in the tests, do not work them out.
What is declared:`;
