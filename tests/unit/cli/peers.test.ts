import { expect, it } from 'vitest';
import { peerLines } from '../../../electron/cli/commands/peers.ts';

const NAME = 'peer-01m8hff2bc0000sck53wmp';

it('a Sonny that shares facts with no other says how that begins', () => {
  expect(peerLines({ name: null, connected: [], joined: [] })).toEqual([
    expect.stringContaining('npm start -- invite'),
  ]);
  expect(peerLines({ name: NAME, connected: [], joined: [] })).toEqual([
    'This Sonny is …3wmp.',
    'It is connected with no other now.',
  ]);
});

it('one that does not answer is told of since when, and how to be rid of it', () => {
  const link = 'ws://127.0.0.1:41273/peer';
  const at = new Date(2026, 10, 28, 16, 25).getTime();
  const [, away, leave] = peerLines({ name: NAME, connected: [], joined: [{ link, connected: false, lostAt: at }] });
  expect(away).toBe(`joined ${link}: it does not answer since 2026-11-28 16:25; Sonny tries again`);
  expect(leave).toContain(`npm start -- leave ${link}`);
  const here = peerLines({ name: NAME, connected: [NAME], joined: [{ link, connected: true, lostAt: null }] });
  expect(here).toEqual(['This Sonny is …3wmp.', `joined ${link}: connected`, 'connected: …3wmp']);
});
