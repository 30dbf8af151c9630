import { createSocket } from 'node:dgram';
import { readdirSync, lstatSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runForReal } from '../../../automation/sandbox/real-run.ts';
import { realWorld } from '../../../automation/sandbox/world.ts';
import type { Json } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { ScriptDraft } from '../../../shared/protocol/script.ts';
import { progress } from '../../fakes/progress.ts';
import { manifestOf, openScripting, type Scripting } from '../../fakes/scripting.ts';
import { EXCEEDING, type Exceeding } from './exceeding.ts';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let on: Scripting;
let reached = 0;
const tcp = createServer((socket) => {
  reached++;
  socket.destroy();
});
const udp = createSocket('udp4').on('message', () => reached++);
let port: number;

beforeAll(async () => {
  on = openScripting();
  on.put('Private/kept.txt', 'kept');
  on.put('Documents/in.txt', `${on.at('Private', 'named.txt')}\nreal`);
  await new Promise<void>((resolve) => tcp.listen(0, '::', resolve));
  ({ port } = tcp.address() as { port: number });
  await new Promise<void>((resolve) => udp.bind(port, '0.0.0.0', resolve));
});
afterAll(() => {
  tcp.close();
  udp.close();
  on.close();
});

const draftOf = ({ name, imports = '', body }: Exceeding): ScriptDraft => {
  const [documents, folder] = [on.at('Documents'), on.at('Private')];
  const inside = body({ documents, private: folder, port });
  return {
    title: name,
    script: `${imports}\nexport default async function main(): Promise<void> {\n  ${inside}\n}\n`,
    tests: `import { test } from 'node:test';\nimport main from './script.ts';\ntest('it runs', async () => { await main(); });\n`,
    manifest: manifestOf({ reads: [`${documents}/in.txt`], writes: [`${documents}/out.txt`] }),
  };
};

const argsOf = ({ manifest, ...text }: ScriptDraft): Record<string, Json> => ({ ...text, ...manifest });

/** Everything in the home folder, with its bytes. */
const state = (): string =>
  JSON.stringify(
    readdirSync(on.home, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('profile'))
      .sort()
      .map((name) => {
        const found = lstatSync(join(on.home, name));
        return [name, found.mode, found.mtimeMs, found.isFile() ? readFileSync(join(on.home, name), 'utf8') : ''];
      }),
  );

test('there are at least 40 scripts', () => {
  expect(EXCEEDING.length).toBeGreaterThanOrEqual(40);
});

test.runIf(process.platform === 'linux').each(EXCEEDING)(
  'a script that $name is refused, and reaches nothing',
  async (script) => {
    const draft = draftOf(script);
    const before = state();
    const review = await on.scripts.review(draft, progress());
    expect(review.passed, JSON.stringify(review.problems)).toBe(false);
    const performed = on.performer.perform({ skill: 'script.run', args: argsOf(draft), key: 'k' }, progress());
    await expect(performed).rejects.toMatchObject({ code: 'SCRIPT_REFUSED' });
    // Nobody looked at it, nobody tested it: the walls hold all the same.
    const { script: js } = await on.checker.read(draft, progress());
    const world = await realWorld(draft.manifest, on.resolve);
    const real = { sandbox: on.sandbox, runner: await on.checker.runner(progress()), callTool: on.callTool };
    const gave = await runForReal(draft, js, world, real, progress()).catch((thrown: unknown) => thrown);
    const strayed = gave instanceof SonnyError && /^SCRIPT_(?:STRAYED|FAILED)$/.test(gave.code);
    const onlyDeclared =
      !(gave instanceof Error) &&
      [...(gave as { files: Map<string, unknown> }).files.keys()].every((path) => draft.manifest.writes.includes(path));
    expect(strayed || onlyDeclared, String(gave)).toBe(true);
    expect(reached).toBe(0);
    expect(state()).toBe(before);
  },
);
