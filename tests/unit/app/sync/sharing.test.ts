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
const trustOf = (sonny: Sonny, factId = FACT): Promise<string | null> =>
  sonny.dispatch({ type: 'fact.get', factId }).then(
    ({ trust, status }) => (status === 'holds' ? trust : null),
    () => null,
  );

const eventually = async (holds: () => Promise<boolean>, sonny: Sonny): Promise<void> => {
  let now = await holds();
  const stop = sonny.subscribe(() => void holds().then((next) => (now = next)));
  await until(() => now).finally(stop);
};

/** All that an explanation says. */
const whyOf = async (sonny: Sonny, factId = FACT): Promise<string> => {
  const { answer, lines } = await sonny.dispatch({ type: 'fact.why', factId });
  return [answer, ...lines.map(({ say }) => say)].join('\n');
};

it('what a person tells one Sonny another one of theirs knows, on a peer’s word, until it is taken back there', async () => {
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
  const said = await whyOf(told);
  expect(said).toMatch(/known from another Sonny of yours \(…\w{4}\) on/iu);
  expect(said).toContain('Another Sonny of yours told 1 fact.');
  await expect(told.dispatch({ type: 'peers.join', link: desk.link() })).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  // With one letter too many it is another link, which is not good.
  await expect(told.dispatch({ type: 'peers.join', link: `${desk.link()}x` })).rejects.toMatchObject({
    code: 'PEER_REFUSED',
  });
  await expect(told.dispatch({ type: 'peers.leave', link: 'ws://127.0.0.1:9/peer' })).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  expect((await told.dispatch({ type: 'peers.list' })).joined[0]).toMatchObject({ connected: true, lostAt: null });

  // The laptop is away, restarts and joins again: what was said meanwhile is there.
  await laptop.close();
  const { id } = await desk.sonny.dispatch({ type: 'fact.get', factId: FACT });
  await desk.sonny.dispatch({ type: 'fact.retract', factId: id });
  laptop = await openSonny(join(root, 'laptop'));
  expect(await trustOf(laptop.sonny)).toBe('peer');
  await laptop.sonny.dispatch({ type: 'peers.join', link: desk.link() });
  await eventually(async () => (await trustOf(laptop.sonny)) === null, laptop.sonny);

  // Nobody looked: it was taken back, and by whom is said.
  expect(await whyOf(laptop.sonny)).toMatch(
    /^It does not hold any more: another Sonny of yours took it back on \d{4}-\d\d-\d\d \d\d:\d\d\.$/mu,
  );
  expect(await whyOf(laptop.sonny)).not.toContain('looked at');

  // Said again on the laptop, it comes to the desk. Taken back there it holds there no more; here the person's own word goes on.
  await laptop.sonny.dispatch({ type: 'fact.assert', text: FACT });
  expect(await whyOf(laptop.sonny)).toMatch(/^You said so on [^\n]*$/u);
  await eventually(async () => (await trustOf(desk.sonny)) === 'peer', desk.sonny);
  const there = await desk.sonny.dispatch({ type: 'fact.get', factId: FACT });
  await desk.sonny.dispatch({ type: 'fact.retract', factId: there.id });
  expect(await trustOf(desk.sonny)).toBeNull();
  const disputed = /^Another Sonny of yours took this back on [\d: -]+; your own word here still counts\.$/mu;
  await eventually(async () => disputed.test(await whyOf(laptop.sonny)), laptop.sonny);
  expect(await trustOf(laptop.sonny)).toBe('person');

  // So it is after a restart, until who said it takes it back.
  await laptop.close();
  laptop = await openSonny(join(root, 'laptop'));
  expect(await trustOf(laptop.sonny)).toBe('person');
  expect(await whyOf(laptop.sonny)).toMatch(disputed);
  const own = await laptop.sonny.dispatch({ type: 'fact.get', factId: FACT });
  await laptop.sonny.dispatch({ type: 'fact.retract', factId: own.id });
  expect(await trustOf(laptop.sonny)).toBeNull();
  expect(await whyOf(laptop.sonny)).not.toMatch(disputed);
});

it('what a person said to both stays at each until it is taken back there, and a protection is lifted by nobody else', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-sharing-'));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const desk = await openSonny(join(root, 'desk'));
  const laptop = await openSonny(join(root, 'laptop'));
  onTestFinished(async () => {
    await desk.close();
    await laptop.close();
  });
  const KEEP = 'keep("/srv/Photos")';
  const trusted = (sonny: Sonny): Promise<string | null> => trustOf(sonny, KEEP);
  await desk.sonny.dispatch({ type: 'fact.assert', text: KEEP });
  await laptop.sonny.dispatch({ type: 'peers.join', link: desk.link() });
  await eventually(async () => (await trusted(laptop.sonny)) === 'peer', laptop.sonny);
  await laptop.sonny.dispatch({ type: 'fact.assert', text: KEEP });
  // What the laptop states stands in the place of what the desk stated: taking it back takes both back.
  const { id } = await laptop.sonny.dispatch({ type: 'fact.get', factId: KEEP });
  await laptop.sonny.dispatch({ type: 'fact.retract', factId: id });
  expect(await trusted(laptop.sonny)).toBeNull();
  await eventually(async () => (await whyOf(desk.sonny, KEEP)).includes('still counts'), desk.sonny);
  expect(await trusted(desk.sonny)).toBe('person');
  // Nor does the contrary, said at the other, lift it.
  await laptop.sonny.dispatch({ type: 'fact.assert', text: `not ${KEEP}` });
  await laptop.sonny.dispatch({ type: 'fact.assert', text: 'important("last")' });
  await eventually(async () => (await trustOf(desk.sonny, 'important("last")')) === 'peer', desk.sonny);
  expect(await trusted(desk.sonny)).toBe('person');
});
