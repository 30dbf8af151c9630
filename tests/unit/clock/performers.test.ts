import { describe, expect, it } from 'vitest';
import { createClockPerformers } from '../../../automation/clock/performers.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const clock = new ManualClock();
const performer = (skill: string) => {
  const found = createClockPerformers(clock).find(({ skills }) => skills.includes(skill));
  if (!found) throw new Error(skill);
  return found;
};
const progress = (signal = new AbortController().signal) => ({ signal, deadline: Infinity, log: () => {} });
const call = (skill: string, args = {}) => ({ skill, args, key: 'run/s1/1' });

describe('waiting for a time', () => {
  it('ends when it is over, and not before', async () => {
    let ended = false;
    const waiting = performer('wait.time')
      .perform(call('wait.time', { seconds: 2 }), progress())
      .then((done) => {
        ended = true;
        return done;
      });
    clock.pass(1999);
    await Promise.resolve();
    expect(ended).toBe(false);
    clock.pass(1);
    expect(await waiting).toEqual({ status: 'done', outputs: {}, evidence: [], receipt: null });
  });

  it('for a time of day ends then, however long it was to be when it was planned', async () => {
    let ended = false;
    const waiting = performer('wait.time')
      .perform(call('wait.time', { seconds: 60, moment: clock.now() + 2000 }), progress())
      .then(() => {
        ended = true;
      });
    clock.pass(1999);
    await Promise.resolve();
    expect(ended).toBe(false);
    clock.pass(1);
    await waiting;
  });

  it('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const waiting = performer('wait.time').perform(call('wait.time', { seconds: 3600 }), progress(stop.signal));
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('takes no other arguments', async () => {
    await expect(performer('wait.time').perform(call('wait.time'), progress())).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
    expect(SKILLS.get('wait.time')?.parameters.safeParse({ seconds: 3601 }).success).toBe(false);
  });
});

it('tells the time and the day', async () => {
  const { outputs } = await performer('clock.read').perform(call('clock.read'), progress());
  expect(outputs['text']).toMatch(/^\d\d:\d\d, [A-Z][a-z]+day,? \d{1,2} [A-Z][a-z]+ \d{4}$/u);
});
