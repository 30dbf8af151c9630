/**
 * Runs inside the sandbox, in the same process as a script that nobody trusts. It takes what it needs of JavaScript before the script is
 * loaded, and says what happened in lines that begin with a word which only it and the host know. What such a line claims of the script is
 * no more than a claim all the same: nothing but the walls, the manifest and a person's approval stand between a script and the world.
 */
import assert from 'node:assert';
import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { edgeWorlds } from './edges.ts';
import type { InsideJob } from './job.ts';

const { writeSync, readSync, readFileSync, writeFileSync, rmSync, cpSync, statSync, readdirSync, read } = fs;
const { stringify, parse } = JSON;
const { setTimeout: later, clearTimeout: never } = globalThis;
const exit = process.exit.bind(process);
const { from: bytesOf } = Buffer;
const CHANNEL = 3;
const MOST_SAID = 600;
const MOST_RESULT = 8000;

for (const shared of [fs, fs.promises, assert, assert.strict]) Object.freeze(shared);

/** A line from the host, one byte at a time: what follows it belongs to somebody else. */
const firstLine = (): string => {
  const byte = Buffer.alloc(1);
  let text = '';
  while (readSync(CHANNEL, byte, 0, 1, null) === 1 && byte[0] !== 10) text += String.fromCharCode(byte[0] ?? 0);
  return text;
};
const word = firstLine();
const job = parse(readFileSync('/sonny/job.json', 'utf8')) as InsideJob;

/** Built by hand: an object would be asked for a toJSON that the script may have given it. */
const say = (fields: string): void => {
  const line = Buffer.from(`${word} {${fields}}\n`);
  for (let at = 0; at < line.length;) at += writeSync(CHANNEL, line, at, line.length - at);
};
const text = (value: unknown, most = MOST_SAID): string => {
  const whole = String(value);
  return stringify(whole.length > most ? `${whole.slice(0, most)}…` : whole);
};
const messageOf = (thrown: unknown): string => {
  try {
    return text(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `it threw ${String(thrown)}`);
  } catch {
    return '"it threw something that can’t be told"';
  }
};

/** Each is told once, and no more than so many: whoever tries a thousand has said enough. */
const MOST_DENIED = 20;
const denied = new Set<string>();

for (const [channel, kind] of [
  ['fs', 'file'],
  ['child', 'process'],
  ['worker', 'thread'],
] as const)
  subscribe(`node:permission-model:${channel}`, (message) => {
    const { permission, resource } = message as { permission: string; resource?: string };
    const told = `"denied":${text(kind)},"permission":${text(permission)},"resource":${text(resource ?? '')}`;
    if (denied.size >= MOST_DENIED || denied.has(told)) return;
    denied.add(told);
    say(told);
  });

// What tests and scripts may call -----------------------------------------------------------------------------

type Body = () => unknown;
interface Registered {
  readonly name: string;
  readonly body: Body;
  readonly before: readonly Body[];
  readonly after: readonly Body[];
}
let registered: Registered[] = [];
let path: string[] = [];
let before: Body[] = [];
let after: Body[] = [];

export const test = (name: string, body: Body): void => {
  registered.push({ name: [...path, name].join(' › '), body, before: [...before], after: [...after] });
};
export const it = (name: string, body: Body): void => test(name, body);
export default (name: string, body: Body): void => test(name, body);
export const describe = (name: string, body: () => void): void => {
  const outer = { path, before, after };
  path = [...path, name];
  before = [...before];
  after = [...after];
  body();
  ({ path, before, after } = outer);
};
export const beforeEach = (body: Body): void => void before.push(body);
export const afterEach = (body: Body): void => void after.push(body);

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
let responses = new Map<string, Answered>();
let given = new Map<unknown, unknown>();
export const respond = (url: string, body: string, status = 200): void =>
  void responses.set(url, { status, headers: {}, body: bytesOf(body) });
export const toolGives = (name: string, value: unknown): void => void given.set(name, value);

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let lastAsked = 0;
let heard = Buffer.alloc(0);
let listens = false;

const listen = (): void => {
  if (listens || waiting.size === 0) return;
  listens = true;
  const chunk = Buffer.alloc(65536);
  read(CHANNEL, chunk, 0, chunk.length, null, (error, length) => {
    listens = false;
    if (error || length === 0) return;
    heard = Buffer.concat([heard, chunk.subarray(0, length)]);
    for (let end = heard.indexOf(10); end >= 0; end = heard.indexOf(10)) {
      const {
        id,
        error: trouble,
        value,
      } = parse(heard.toString('utf8', 0, end)) as { id: number; error?: string; value?: unknown };
      heard = heard.subarray(end + 1);
      const asker = waiting.get(id);
      waiting.delete(id);
      if (trouble === undefined) asker?.resolve(value);
      else asker?.reject(new Error(trouble));
    }
    listen();
  });
};
const ask = (fields: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const id = ++lastAsked;
    waiting.set(id, { resolve, reject });
    say(`"ask":${id},${fields}`);
    listen();
  });

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

const answerOf = ({ status, headers, body }: Answered): object => ({
  ok: status >= 200 && status < 300,
  status,
  headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
  text: async () => new TextDecoder().decode(body),
  json: async () => parse(new TextDecoder().decode(body)) as unknown,
  bytes: async () => body,
});

const fetchThroughHost = async (
  url: unknown,
  options: { method?: unknown; headers?: Record<string, unknown>; body?: unknown } = {},
): Promise<object> => {
  const to = String(url);
  const { method = 'GET', headers = {}, body } = options;
  if (job.mode === 'trial') {
    say(`"asked":"host","target":${text(hostOf(to))}`);
    const prepared = responses.get(to);
    if (prepared === undefined) throw new Error(`no test says what ${to} answers`);
    return answerOf(prepared);
  }
  const pairs = Object.entries(headers).map(([name, value]) => `[${text(name, 200)},${text(value, 8000)}]`);
  const sent = body === undefined ? 'null' : stringify(String(body));
  const got = (await ask(
    `"kind":"fetch","url":${text(to, 8000)},"method":${text(method, 20)},"headers":[${pairs.join(',')}],"body":${sent}`,
  )) as { status: number; headers: Record<string, string>; body: string };
  return answerOf({ ...got, body: bytesOf(got.body, 'base64') });
};
Object.defineProperty(globalThis, 'fetch', { value: fetchThroughHost });

export const tool = async (name: unknown, args: unknown): Promise<unknown> => {
  if (job.mode === 'trial') {
    say(`"asked":"tool","target":${text(name)}`);
    if (!given.has(name)) throw new Error(`no test says what ${String(name)} gives`);
    return given.get(name);
  }
  return ask(`"kind":"tool","name":${text(name)},"args":${stringify(args) ?? 'null'}`);
};

// The world that a script sees --------------------------------------------------------------------------------

const files = [...job.reads, ...job.writes];

/** What something else is mounted on stays, and is emptied by itself. */
const emptied = (at: string): void => {
  try {
    rmSync(at, { recursive: true, force: true });
  } catch {
    // It is empty now.
  }
};
const clear = (): void => {
  for (const one of files) {
    if (!one.endsWith('/')) rmSync(one, { recursive: true, force: true });
    else for (const name of readdirSync(one)) emptied(`${one}${name}`);
  }
  responses = new Map();
  given = new Map();
};
const restore = (): void => {
  for (const { path: at, from } of job.world) if (from !== null) cpSync(from, at, { recursive: true });
};

const inTime = async (body: Body): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = later(() => reject(new Error(`it did not end in ${job.patience} ms`)), job.patience);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    never(timer);
  }
};

const loaded = async (variant: string): Promise<Body> => {
  const module = (await import(`/sonny/${variant}/script.mjs`)) as { default?: Body };
  if (typeof module.default !== 'function') throw new Error('its default export is no function');
  return module.default;
};

/** Gives what fails, or null. */
const fails = async ({ body, before: first, after: last }: Registered): Promise<string | null> => {
  try {
    clear();
    for (let i = 0; i < first.length; i++) await first[i]?.();
    await inTime(body);
    for (let i = 0; i < last.length; i++) await last[i]?.();
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
};

const testsOf = async (variant: string): Promise<readonly Registered[]> => {
  registered = [];
  await import(`/sonny/${variant}/tests.mjs`);
  return registered;
};

const tellOutputs = (round: number): void => {
  for (const out of job.writes) {
    const found = statSync(out, { throwIfNoEntry: false });
    const bytes = found?.isFile() ? `"${readFileSync(out).toString('base64')}"` : 'null';
    say(`"out":${text(out, 5000)},"round":${round},"bytes":${bytes}`);
  }
};

const resultOf = (value: unknown): string => {
  const json = value === undefined ? undefined : stringify(value);
  return json === undefined || json.length > MOST_RESULT ? 'null' : stringify(json);
};

const runOnce = async (round: number): Promise<void> => {
  try {
    const value = await (await loaded(job.variants[0] ?? ''))();
    tellOutputs(round);
    say(`"result":${resultOf(value)},"round":${round}`);
  } catch (thrown) {
    say(`"failed":${messageOf(thrown)},"round":${round}`);
  }
};

const runTests = async (variant: string): Promise<boolean> => {
  const tests = await testsOf(variant);
  if (tests.length === 0) say('"test":"(none)","ok":false,"say":"there is no test"');
  let sound = tests.length > 0;
  for (let i = 0; i < tests.length; i++) {
    const one = tests[i];
    if (!one) continue;
    say(`"at":"tests","name":${text(one.name)}`);
    const trouble = await fails(one);
    sound &&= trouble === null;
    say(`"test":${text(one.name)},"ok":${trouble === null}${trouble === null ? '' : `,"say":${trouble}`}`);
  }
  return sound;
};

const runEdges = async (variant: string): Promise<void> => {
  const main = await loaded(variant);
  clear();
  restore();
  for (const { name, contents } of edgeWorlds(job.reads, job.writes)) {
    say(`"at":"edges","name":${text(name)}`);
    clear();
    for (const [file, bytes] of contents) if (bytes !== null) writeFileSync(file, bytes);
    try {
      await inTime(main);
      say(`"edge":${text(name)},"end":"result","say":"it went through"`);
    } catch (thrown) {
      const named = thrown instanceof Error && thrown.message !== '';
      say(`"edge":${text(name)},"end":"${named ? 'error' : 'broke'}","say":${messageOf(thrown)}`);
    }
  }
};

/** What tells the mutant from the script; null where nothing does. */
const killer = async (variant: string): Promise<string | null> => {
  try {
    const tests = await testsOf(variant);
    for (let i = 0; i < tests.length; i++) {
      const one = tests[i];
      if (one && (await fails(one)) !== null) return text(one.name);
    }
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
};

const trial = async (): Promise<void> => {
  const [own = '', ...mutants] = job.variants;
  if (own !== '' && !(await runTests(own))) return;
  if (own !== '') {
    await runEdges(own);
    if (job.tries)
      for (const round of [1, 2]) {
        say(`"at":"trial","name":"${round}"`);
        clear();
        restore();
        await inTime(() => runOnce(round));
      }
  }
  for (const mutant of mutants) {
    say(`"at":"mutants","name":${text(mutant)}`);
    const by = await killer(mutant);
    say(`"mutant":${text(mutant)},"killed":${by !== null},"by":${by ?? 'null'}`);
  }
};

const real = async (): Promise<void> => {
  for (const { path: at, from } of job.world) if (from !== null) cpSync(from, at);
  say('"at":"real","name":""');
  await runOnce(0);
};

const broken = (thrown: unknown): void => {
  say(`"broke":${messageOf(thrown)}`);
  exit(1);
};
process.on('uncaughtException', broken);
process.on('unhandledRejection', broken);

// Not awaited at the top: the script imports this very module.
void (job.mode === 'trial' ? trial() : real()).then(() => {
  say('"through":true');
  exit(0);
}, broken);
