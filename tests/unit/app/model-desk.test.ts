import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import { createModelKey, KEY_VARIABLE } from '../../../electron/model-key.ts';
import { sessionSecrets } from '../../../electron/session-secrets.ts';
import { startSonny } from '../../../electron/start-sonny.ts';
import { spentLately, withinDay } from '../../../shared/app/model-spending.ts';
import type { RunState } from '../../../shared/execution/state.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { progress } from '../../fakes/progress.ts';

const HOUR = 60 * 60_000;
const run = (createdAt: number, cost: number, unpriced = false) =>
  ({ view: { createdAt, model: { unpriced } }, usage: { cost } }) as unknown as RunState;
const runsOf = (states: readonly RunState[]) => ({
  newest: (limit: number, before = Infinity) =>
    states
      .filter(({ view }) => view.createdAt < before)
      .sort((a, b) => b.view.createdAt - a.view.createdAt)
      .slice(0, limit),
});

describe('what models cost in a day', () => {
  it('is what the runs of the last 24 hours paid, however many they are', () => {
    const now = 1000 * HOUR;
    const many = Array.from({ length: 250 }, (_, n) => run(now - n * 60_000, 0.01));
    expect(spentLately(runsOf([...many, run(now - 25 * HOUR, 100, true)]), now)).toEqual({
      spent: expect.closeTo(2.5, 6),
      unpriced: false,
    });
    expect(spentLately(runsOf([run(now, 0, true)]), now)).toEqual({ spent: 0, unpriced: true });
    expect(spentLately(runsOf([]), now)).toEqual({ spent: 0, unpriced: false });
  });

  it('ends at what Settings allow: the model is not asked any more', async () => {
    const clock = new ManualClock();
    let spent = 1;
    const model = withinDay(
      createScriptedModel({ script: () => ({ text: 'yes' }), clock }),
      () => ({ spent, unpriced: false }),
      () => 1,
    );
    const soon = { ...progress(), deadline: clock.now() + 1000 };
    expect((await model.ask({ purpose: 'test', messages: [] }, soon)).text).toBe('yes');
    spent = 1.01;
    await expect(model.ask({ purpose: 'test', messages: [] }, soon)).rejects.toMatchObject({
      code: 'BUDGET_COST',
      details: expect.stringContaining('$1.01'),
    });
    await expect(model.embed(['a'], soon)).rejects.toMatchObject({ code: 'BUDGET_COST' });
  });
});

describe('the key of a model', () => {
  const open = (given?: string) => {
    let baseUrl = 'https://a.example/v1';
    const learned: string[] = [];
    const key = createModelKey({
      secrets: sessionSecrets(),
      given,
      baseUrl: () => baseUrl,
      learn: (k) => learned.push(k),
    });
    return { key, learned, use: (url: string) => void (baseUrl = url) };
  };

  it('goes to the server it was set for and to no other', async () => {
    const { key, learned, use } = open();
    expect(await key.where()).toBe('none');
    await key.set('canary-a');
    expect([await key.where(), await key.read()]).toEqual(['session', 'canary-a']);
    use('https://b.example/v1');
    expect([await key.where(), await key.read()]).toEqual(['none', null]);
    use('https://a.example/other');
    expect(await key.read()).toBe('canary-a');
    await key.set(null);
    expect(await key.read()).toBeNull();
    expect(learned).toContain('canary-a');
  });

  it('is that of the variable where none was set', async () => {
    const { key, learned } = open(' from-env\n');
    expect([await key.where(), await key.read()]).toEqual(['environment', 'from-env']);
    await key.set('own');
    expect([await key.where(), await key.read()]).toEqual(['session', 'own']);
    expect(learned).toEqual(expect.arrayContaining(['from-env', 'own']));
  });

  it('is set for no server where none is named', async () => {
    const { key, use } = open();
    use('');
    await expect(key.set('x')).rejects.toMatchObject({ code: 'MODEL_NOT_SET_UP' });
  });
});

it('a key that a variable held is in no environment afterwards: of programs, or in the report of a crash', async () => {
  const base = mkdtempSync(join(tmpdir(), 'sonny-key-variable-'));
  const canary = 'canary-of-a-variable-0123456789';
  process.env[KEY_VARIABLE] = canary;
  expect(JSON.stringify(process.report.getReport())).toContain(canary);
  const env = { ...process.env, HOME: base, DISPLAY: ':9876' };
  const started = await startSonny({ env, profile: join(base, 'profile'), say: () => {} });
  const settings = { model: { baseUrl: 'http://127.0.0.1:9/v1', name: 'tiny' } };
  await started.sonny.dispatch({ type: 'settings.set', settings });
  expect((await started.sonny.dispatch({ type: 'model.status' })).key).toBe('environment');
  expect(process.env[KEY_VARIABLE]).toBeUndefined();
  expect(JSON.stringify(process.report.getReport())).not.toContain(canary);
  await started.close();
  rmSync(base, { recursive: true, force: true });
});
