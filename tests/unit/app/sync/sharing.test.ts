import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { openAdapters, openStore } from '../../../../electron/adapters.ts';
import { startLoopback } from '../../../../electron/server/loopback.ts';
import { createSonny } from '../../../../shared/app.ts';
import type { Sonny } from '../../../../shared/ports/sonny.ts';
import { until } from '../../../fakes/until.ts';

/** A whole Sonny with a profile of its own, served on loopback. */
const openSonny = async (profile: string) => {
  const env = { HOME: profile, PATH: '' };
  const { ports } = openAdapters({ env, profile, store: openStore(profile), virtual: false });
  const sonny = await createSonny(ports);
  const host = await startLoopback({
    sonny,
    files: new Map(),
    now: Date.now,
    secret: () => randomBytes(32).toString('base64url'),
    bearer: 'b'.repeat(43),
  });
  const close = async (): Promise<void> => {
    await host.close();
    await sonny.close();
  };
  return { sonny, link: () => host.peerLink(), close };
};

const FACT = 'important("the tax folder")';

/** Who vouches for the fact here, or null where it is not known. */
const trustOf = (sonny: Sonny): Promise<string | null> =>
  sonny.dispatch({ type: 'fact.get', factId: FACT }).then(
    ({ trust, status }) => (status === 'holds' ? trust : null),
    () => null,
  );

const eventually = async (holds: () => Promise<boolean>, sonny: Sonny): Promise<void> => {
  let now = await holds();
  const stop = sonny.subscribe(() => void holds().then((next) => (now = next)));
  await until(() => now).finally(stop);
};

it('what a person tells one Sonny another one of theirs knows, on a peer’s word, until it is taken back on either', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-sharing-'));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const desk = await openSonny(join(root, 'desk'));
  let laptop = await openSonny(join(root, 'laptop'));
  onTestFinished(async () => {
    await desk.close();
    await laptop.close();
  });

  await desk.sonny.dispatch({ type: 'fact.assert', text: FACT });
  await expect(laptop.sonny.dispatch({ type: 'peers.join', link: desk.link() }, 'flag')).rejects.toMatchObject({
    code: 'NOT_AUTHORISED',
  });
  await laptop.sonny.dispatch({ type: 'peers.join', link: desk.link() });
  await eventually(async () => (await trustOf(laptop.sonny)) === 'peer', laptop.sonny);
  const { sonny: told } = laptop;
  const why = await told.dispatch({ type: 'fact.why', factId: FACT });
  const said = JSON.stringify(why);
  expect(said).toMatch(/known from another Sonny of yours \(peer-\w+\) on/iu);
  expect(said).toContain('Another Sonny of yours told 1 fact, and took back none.');
  await expect(told.dispatch({ type: 'peers.join', link: desk.link() })).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  await expect(told.dispatch({ type: 'peers.leave', link: 'ws://127.0.0.1:9/peer' })).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  expect((await told.dispatch({ type: 'peers.list' })).joined[0]?.connected).toBe(true);

  // The laptop is away, restarts and joins again: what was said meanwhile is there.
  await laptop.close();
  const { id } = await desk.sonny.dispatch({ type: 'fact.get', factId: FACT });
  await desk.sonny.dispatch({ type: 'fact.retract', factId: id });
  laptop = await openSonny(join(root, 'laptop'));
  expect(await trustOf(laptop.sonny)).toBe('peer');
  await laptop.sonny.dispatch({ type: 'peers.join', link: desk.link() });
  await eventually(async () => (await trustOf(laptop.sonny)) === null, laptop.sonny);

  // Said again on the laptop, it comes to the desk; taken back there, it goes here.
  await laptop.sonny.dispatch({ type: 'fact.assert', text: FACT });
  await eventually(async () => (await trustOf(desk.sonny)) === 'peer', desk.sonny);
  const there = await desk.sonny.dispatch({ type: 'fact.get', factId: FACT });
  await desk.sonny.dispatch({ type: 'fact.retract', factId: there.id });
  await eventually(async () => (await trustOf(laptop.sonny)) === null, laptop.sonny);
});
