import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { linkedPair } from '../../../shared/protocol/linked.ts';
import { createClient } from '../../../shared/protocol/rpc-client.ts';
import { serveClient, Sessions } from '../../../shared/protocol/rpc-host.ts';
import type { Transport } from '../../../shared/protocol/transport.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { ManualTimers, settle } from '../../fakes/manual-timers.ts';

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('emit' as const), times: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('command' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cut' as const), side: fc.constantFrom('client', 'host') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 9_000 }) }) },
);

test('over any sequence of broken connections every event is told once, in order, and every command done once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 60 }), async (actions) => {
      const sonny = new FakeSonny();
      const timers = new ManualTimers();
      let ids = 0;
      const sessions = new Sessions(sonny, { newId: () => `${++ids}` });
      const ends: { client: Transport; host: Transport }[] = [];
      let lose = false;
      const connect = (): Transport => {
        const [client, host] = linkedPair();
        ends.push({ client, host });
        const send = (text: string): void => {
          if (lose) lose = false;
          else host.send(text);
        };
        serveClient(sonny, { ...host, send }, { sessions, host: 'linked' });
        return client;
      };
      const client = createClient(connect, timers);
      const told: ViewEvent[] = [];
      const truth: ViewEvent[] = [...sonny.snapshot()];
      client.subscribe((event) => told.push(event));
      sonny.subscribe((event) => truth.push(event));
      await timers.advance(0);
      const answers: Promise<unknown>[] = [];
      let n = 0;
      for (const one of actions) {
        if (one.do === 'emit') {
          for (let i = 0; i < one.times; i++)
            sonny.emit({ type: 'notice', error: new SonnyError('INTERNAL', `${++n}`).view() });
        } else if (one.do === 'command')
          answers.push(client.dispatch({ type: 'goal.preview', text: `${answers.length}` }));
        else if (one.do === 'cut') ends.at(-1)?.[one.side === 'client' ? 'client' : 'host'].close();
        else if (one.do === 'lose') lose = true;
        else if (one.do === 'settle') await settle();
        else await timers.advance(one.ms);
      }
      lose = false;
      // A lost last message is noticed by the next one, or by a new connection.
      ends.at(-1)?.host.close();
      await timers.advance(60_000);
      await Promise.all(answers);
      expect(told).toEqual(truth);
      expect(sonny.commands.map(({ command }) => (command.type === 'goal.preview' ? command.text : ''))).toEqual(
        answers.map((_, i) => `${i}`),
      );
      client.close();
    }),
    { numRuns: 150 },
  );
});

test('a client that was away for five seconds of 1,900 events a second has them all', async () => {
  const sonny = new FakeSonny();
  const timers = new ManualTimers();
  const sessions = new Sessions(sonny, { newId: () => 'one' });
  const hosts: Transport[] = [];
  let reachable = true;
  const client = createClient(() => {
    if (!reachable) throw new Error('no route');
    const [near, far] = linkedPair();
    hosts.push(far);
    serveClient(sonny, far, { sessions, host: 'linked' });
    return near;
  }, timers);
  const told: string[] = [];
  client.subscribe((event) => event.type === 'notice' && told.push(event.error.details ?? ''));
  await timers.advance(0);
  reachable = false;
  hosts.at(-1)?.close();
  for (let second = 0; second < 5; second++) {
    for (let i = 0; i < 1_900; i++)
      sonny.emit({ type: 'notice', error: new SonnyError('INTERNAL', `${second * 1_900 + i}`).view() });
    await timers.advance(1_000);
  }
  reachable = true;
  await timers.advance(10_000);
  expect(told).toEqual(Array.from({ length: 9_500 }, (_, i) => `${i}`));
  client.close();
});
