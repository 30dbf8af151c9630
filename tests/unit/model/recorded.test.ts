import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createRecordingModel, createReplayedModel, hashOfRequest } from '../../../automation/model/recorded.ts';
import { createScriptedModel, type Script } from '../../../automation/model/scripted.ts';
import { openModel } from '../../../electron/model-choice.ts';
import { openRedactor } from '../../../electron/redactor.ts';
import type { ModelDelta, ModelRequest } from '../../../shared/ports/model.ts';
import { progress } from '../../fakes/progress.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-recorded-'));
  file = join(folder, 'recording.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = createSystemClock();
const request = (text: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'interpret@1',
  messages: [{ role: 'user', text }],
  ...more,
});
const shape = { name: 'file', schema: z.object({ file: z.string() }) };
const tools = [{ name: 'read', summary: 'Reads.', parameters: z.object({ path: z.string() }) }];
const SECRET = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789';

const recording = (script: Script) => {
  const redactor = openRedactor(folder, {});
  redactor.learn('hunter2-hunter2');
  return createRecordingModel(createScriptedModel({ script, clock }), file, redactor);
};

describe('a recorded model', () => {
  it('answers again what it answered: text, calls, values, thoughts, errors, and one after the other', async () => {
    const model = recording([
      { holds: 'shape', answer: { value: { file: 'a' }, thought: 'Hm.' } },
      { holds: 'call', answer: { calls: [{ name: 'read', args: { path: '/a' } }] } },
      { holds: 'busy', answer: { error: 'MODEL_BUSY' } },
      { holds: 'twice', times: 1, answer: { text: 'first' } },
      { holds: 'twice', answer: { text: 'second', usage: { input: 7, output: 3, cost: 9 } } },
    ]);
    const requests = [
      request('shape', { shape }),
      request('call', { tools }),
      request('busy'),
      request('twice'),
      request('twice'),
    ];
    const told: [unknown, ModelDelta[]][] = [];
    for (const one of requests) {
      const deltas: ModelDelta[] = [];
      told.push([await model.ask(one, progress(), (d) => deltas.push(d)).catch((e: unknown) => e), deltas]);
    }
    const vectors = await model.embed(['a', 'b'], progress());
    const again = createReplayedModel(file, clock);
    expect(again.ability()).toEqual(model.ability());
    for (const [n, one] of requests.entries()) {
      const deltas: ModelDelta[] = [];
      const answer = await again.ask(one, progress(), (d) => deltas.push(d)).catch((e: unknown) => e);
      expect(answer).toEqual(told[n]?.[0]);
      expect(deltas).toEqual(told[n]?.[1]);
    }
    expect((await again.ask(request('twice'), progress())).text).toBe('second');
    expect(await again.embed(['a', 'b'], progress())).toEqual(vectors);
  });

  it('knows nothing else, and says so', async () => {
    await recording(() => ({ text: 'yes' })).ask(request('a'), progress());
    const again = createReplayedModel(file, clock);
    await expect(again.ask(request('b'), progress())).rejects.toMatchObject({ code: 'MODEL_REFUSED' });
    expect((await again.ask(request('a', { purpose: 'another@2' }), progress())).text).toBe('yes');
  });

  it('keeps no secret, and is for its owner alone', async () => {
    await recording(() => ({ text: `The key is ${SECRET}, and hunter2-hunter2.` })).ask(request(SECRET), progress());
    const written = readFileSync(file, 'utf8');
    expect(written).not.toContain(SECRET);
    expect(written).not.toContain('hunter2');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not record that somebody stopped it', async () => {
    const model = recording(() => ({ text: 'yes' }));
    await expect(model.ask(request('a'), { ...progress(), signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await model.ask(request('a'), progress());
    expect((await createReplayedModel(file, clock).ask(request('a'), progress())).text).toBe('yes');
  });

  it('tells requests apart by what a model would answer another way to', () => {
    const picture = (byte: number) => ({ mime: 'image/png' as const, bytes: new Uint8Array([byte]) });
    const seeing = (byte: number): ModelRequest => ({
      purpose: 'x',
      messages: [{ role: 'user', text: 'a', pictures: [picture(byte)] }],
    });
    const all = [
      request('a'),
      request('b'),
      request('a', { shape }),
      request('a', { tools }),
      request('a', { temperature: 0 }),
      seeing(1),
      seeing(2),
    ];
    expect(new Set(all.map(hashOfRequest)).size).toBe(all.length);
    expect(hashOfRequest(request('a', { purpose: 'y' }))).toBe(hashOfRequest(request('a')));
  });
});

describe('the model that the environment asks for', () => {
  const settled = createScriptedModel({ script: () => ({ text: 'settled' }), clock });
  const open = (env: Record<string, string>) => openModel(env, settled, { clock, redactor: openRedactor(folder, {}) });

  it('is scripted, replayed, recorded, or the one that is set up', async () => {
    expect(open({})).toBe(settled);
    const script = join(folder, 'script.json');
    writeFileSync(script, JSON.stringify([{ purpose: 'interpret', answer: { text: 'scripted' } }]));
    const recorded = open({ SONNY_MODEL_SCRIPT: script, SONNY_MODEL_RECORD: file });
    expect((await recorded.ask(request('a'), progress())).text).toBe('scripted');
    expect((await open({ SONNY_MODEL_REPLAY: file }).ask(request('a'), progress())).text).toBe('scripted');
  });

  it('is none where the file can not be used', () => {
    writeFileSync(file, '{"kind": "nonsense"}\n');
    expect(() => open({ SONNY_MODEL_REPLAY: file })).toThrow(expect.objectContaining({ code: 'COMMAND_INVALID' }));
    expect(() => open({ SONNY_MODEL_SCRIPT: file })).toThrow(expect.objectContaining({ code: 'COMMAND_INVALID' }));
  });
});
