import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openModelServer, type ModelServer } from '../../fakes/model-server.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
let server: ModelServer;
let folder: string;
beforeAll(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  server = await openModelServer({ script: () => ({ text: 'one two three' }), key: 'canary-key-0123456789' });
  folder = mkdtempSync(join(tmpdir(), 'sonny-cli-model-'));
});
afterAll(async () => {
  await program.dispose();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const sonny = async (args: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(program.sonny, ['model', ...args], terminal);
  return { code, said: terminal.printed.join('\n'), told: terminal.told.join('\n') };
};

describe('sonny model', () => {
  it('says that none is set up, and takes no key then', async () => {
    expect(await sonny([])).toMatchObject({ code: 0, said: expect.stringContaining('No model is set up') });
    expect(await sonny(['test'])).toMatchObject({
      code: 8,
      said: expect.stringContaining('No language model is set up'),
    });
    expect((await sonny(['key'], ['some-key'])).told).toContain('No language model is set up');
  });

  it('sets one up, takes its key, tries it, and says what it may cost', async () => {
    const set = await sonny([
      'set',
      '--base-url',
      server.url,
      '--name',
      'tiny',
      '--price',
      '0.5,2',
      '--most-per-day',
      '3',
    ]);
    expect(set).toMatchObject({ code: 0, said: expect.stringContaining(`tiny at ${server.url}\nThere is no key.`) });
    expect((await sonny(['test'])).said).toContain('refused the request');
    expect(await sonny(['key'], ['  canary-key-0123456789 '])).toMatchObject({
      code: 0,
      said: expect.stringContaining('until Sonny ends'),
    });
    const tried = await sonny(['test']);
    expect(tried).toMatchObject({ code: 0, said: expect.stringMatching(/^tiny answers: first word after \d+ ms/) });
    expect(tried.said).toContain('calls tools: no');
    expect(tried.said).toContain('The server has: tiny, tiny-embed');
    expect((await sonny([])).said).toContain('$0.00 of $3.00');
    const json = await sonny(['--json']);
    expect(JSON.parse(json.said)).toMatchObject({
      model: { name: 'tiny', price: { input: 0.5, output: 2 } },
      status: { key: 'session' },
    });
    const findings = await sonny(['test', '--json']);
    expect([findings.code, JSON.parse(findings.said)]).toMatchObject([0, { findings: { ok: true, model: 'tiny' } }]);
    expect((await sonny(['key', '--forget'])).said).toContain('There is no key.');
  });

  it('refuses what is no amount, no address and no price', async () => {
    for (const wrong of [
      ['--base-url', 'ftp://x'],
      ['--price', '1'],
      ['--most-per-day', 'much'],
      ['--api', 'telnet'],
    ])
      expect((await sonny(['set', ...wrong])).code).not.toBe(0);
    expect((await program.sonny.dispatch({ type: 'settings.get' })).model).toMatchObject({ name: 'tiny', api: 'chat' });
  });

  it('says which flag is wrong and what it wants', async () => {
    expect((await sonny(['set', '--base-url', 'localhost:11434'])).told).toContain(
      '--base-url: an address is wanted, such as http://127.0.0.1:11434/v1.',
    );
    expect((await sonny(['set', '--context-tokens', '5'])).told).toContain('--context-tokens: it has to be at least');
    expect((await sonny(['set', '--first-word-seconds', '90'])).code).toBe(0);
    expect((await sonny(['set', '--first-word-seconds', 'auto'])).code).toBe(0);
    expect((await sonny(['set', '--price', 'none'])).code).toBe(0);
    expect((await program.sonny.dispatch({ type: 'settings.get' })).model).toMatchObject({
      firstWordSeconds: null,
      price: null,
    });
  });

  it('writes what it could be trained with to a new file, and replaces none', async () => {
    const file = join(folder, 'training.jsonl');
    expect(await sonny(['tune', 'export', file])).toMatchObject({
      code: 0,
      said: expect.stringContaining('0 examples'),
    });
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(await sonny(['tune', 'export', file])).toMatchObject({ told: expect.stringContaining('already') });
    expect((await sonny(['tune', 'start'])).told).toContain('0 examples');
  });

  it('takes the model out of the settings, and leaves what it may cost', async () => {
    expect(await sonny(['off'])).toMatchObject({ code: 0, said: expect.stringContaining('No model is set up') });
    const { model } = await program.sonny.dispatch({ type: 'settings.get' });
    expect(model).toMatchObject({ baseUrl: '', name: '', embedding: '', mostPerDay: 3 });
  });
});
