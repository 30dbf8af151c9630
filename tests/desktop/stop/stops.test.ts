import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { openModelServer } from '../../fakes/model-server.ts';
import { until } from '../../fakes/until.ts';
import { clientOf } from '../../unit/model/serving.ts';
import { progress } from '../../fakes/progress.ts';
import { pulled, stopDesk, type StopDesk } from './stop-desk.ts';

/** How long after the chord the last event of Sonny's may come at the 99th percentile. Milliseconds. */
const LIMIT_MS = 250;
const CHORD = 'Control+Alt+.';
const ALPHABET = 'abCdefGhijKlmnOpqrStuvWxyz';
const TEN_KB = Array.from({ length: 10_240 }, (_, at) => ALPHABET[at % ALPHABET.length]).join('');

let desk: StopDesk;
let sink: Window;
/** Keycodes of the chord: what the person does, not Sonny. */
let chord: ReadonlySet<number>;
beforeAll(async () => {
  desk = await stopDesk();
  const command = ['xterm', '-T', 'Sink', '-e', 'sh', '-c', 'stty raw -echo; exec cat > /dev/null'];
  sink = (await desk.driver.launch(command, 'xterm', progress())).window;
  // A worker that is still loading what it acts with is ended by a stop: also right, but not what is measured.
  await desk.typist.press(sink.id, 'a', progress());
  await desk.driver.press(sink.id, 'a', progress());
  await desk.armed('shortcut');
  await desk.person.input.press(CHORD, progress());
  await pulled(desk);
  await desk.witness.sync();
  chord = new Set(desk.witness.seen.filter(({ name }) => name === 'XIRawKeyPress').map(({ detail }) => detail));
  desk.stopping.latch.reset('person');
});
afterAll(() => desk.dispose());

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Presses the chord while `act` runs again and again. Gives how long after it Sonny's last event came, in the server's time. */
async function stopDuring(act: () => Promise<unknown>, moment: number): Promise<number> {
  const { stopping, witness, person } = desk;
  witness.seen.length = 0;
  stopping.acting(true);
  let code = 'none';
  const acting = (async () => {
    for (;;) await act();
  })().catch((thrown: unknown) => (code = SonnyError.from(thrown).code));
  await after(moment);
  await person.input.press(CHORD, progress());
  await pulled(desk);
  await acting;
  expect(['STOPPED', 'CANCELLED']).toContain(code);
  // Both workers confirm or are gone: nothing more can come.
  await Promise.all([desk.driver.halt(), desk.typist.halt()]);
  await witness.sync();
  // A window manager that takes a click to itself may hold its release back for a moment.
  await expect.poll(() => witness.held(), { interval: 5 }).toEqual({ keycodes: [], buttons: 0 });
  await expect(act()).rejects.toMatchObject({ code: 'STOPPED' });
  await witness.sync();
  const own = witness.seen.filter(({ name, detail }) => !(name.startsWith('XIRawKey') && chord.has(detail)));
  const pressed = witness.seen.findLast(({ name, detail }) => name === 'XIRawKeyPress' && chord.has(detail));
  stopping.acting(false);
  stopping.latch.reset('person');
  return (own.at(-1)?.time ?? 0) - (pressed?.time ?? Infinity);
}

/** The value that a share of all does not exceed. */
const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Infinity;

describe('from the chord to the last input event', () => {
  const delays: number[] = [];

  test('at 140 random moments while 10 KB are typed', { timeout: 90_000 }, async () => {
    await desk.driver.focus(sink.id, progress());
    let midway = 0;
    for (let time = 0; time < 140; time += 1) {
      await desk.typist.press(0, 'a', progress());
      delays.push(
        await stopDuring(() => desk.typist.enterText(0, TEN_KB, 'insert', null, progress()), Math.random() * 200),
      );
      if (desk.witness.seen.length > 100) midway += 1;
    }
    // The moments were not all before the first key.
    expect(midway).toBeGreaterThan(70);
  });

  test('at 60 random moments of real steps', { timeout: 60_000 }, async () => {
    const at = { x: sink.rect.x + 80, y: sink.rect.y + 80 };
    const steps = [
      () => desk.driver.press(sink.id, 'a', progress()),
      () => desk.driver.pointer(sink.id, { at, button: 'left', count: 2 }, progress()),
      () => desk.driver.enterText(sink.id, TEN_KB, 'insert', null, progress()),
    ];
    let acted = 0;
    for (let time = 0; time < 60; time += 1) {
      // A worker that was ended must have loaded again what it acts with.
      await desk.driver.press(sink.id, 'a', progress());
      const act = steps[time % steps.length] ?? (() => Promise.reject(new Error()));
      delays.push(await stopDuring(act, Math.random() * 200));
      if (desk.witness.seen.length > chord.size * 2) acted += 1;
    }
    expect(acted).toBeGreaterThan(10);
  });

  test('is 250 ms or less at the 99th percentile of 200', () => {
    expect(delays).toHaveLength(200);
    console.info(
      `p50 ${percentile(delays, 0.5)} ms, p99 ${percentile(delays, 0.99)} ms, most ${Math.max(...delays)} ms`,
    );
    expect(percentile(delays, 0.99)).toBeLessThanOrEqual(LIMIT_MS);
  });
});

test('from the chord to the closed socket of a model that streams, 40 times', { timeout: 60_000 }, async () => {
  const { stopping, person } = desk;
  const server = await openModelServer({ script: () => ({ fault: 'endless' }) });
  const model = clientOf(server.url);
  const request = { purpose: 'test', messages: [{ role: 'user' as const, text: 'Go on for ever.' }] };
  const delays: number[] = [];
  stopping.acting(true);
  for (let time = 0; time < 40; time += 1) {
    // As the program does it: whoever is under way is aborted by the pull itself.
    const aborting = new AbortController();
    const release = stopping.latch.onPull(() => aborting.abort());
    let told = 0;
    const asking = model
      .ask(request, { ...progress(), signal: aborting.signal }, () => (told += 1))
      .catch((thrown: unknown) => SonnyError.from(thrown).code);
    await until(() => told > 0);
    const before = performance.now();
    await person.input.press(CHORD, progress());
    delays.push(((await server.requests[time]?.closed) ?? Infinity) - before);
    const then = told;
    expect(await asking).toBe('CANCELLED');
    expect(told).toBe(then);
    await pulled(desk);
    release();
    stopping.latch.reset('person');
  }
  stopping.acting(false);
  await server.close();
  console.info(`p50 ${percentile(delays, 0.5)} ms, p99 ${percentile(delays, 0.99)} ms`);
  expect(percentile(delays, 0.99)).toBeLessThanOrEqual(LIMIT_MS);
});

test('a worker that hangs with a key held is ended, and the key released', async () => {
  const { stopping, typist, typists, witness, person } = desk;
  stopping.acting(true);
  await typist.press(0, 'a', progress());
  witness.seen.length = 0;
  const acting = typist.enterText(0, TEN_KB, 'insert', null, progress()).catch((thrown: unknown) => thrown);
  await until(() => witness.seen.length > 0);
  process.kill(typists.at(-1) ?? 0, 'SIGSTOP');
  // As if it had hung in the middle of a capital letter.
  await person.input.keys(['shift'], true);
  stopping.latch.pull('window', 'asked');
  expect(await acting).toMatchObject({ code: 'STOPPED' });
  await expect.poll(() => witness.held()).toEqual({ keycodes: [], buttons: 0 });
  stopping.acting(false);
  stopping.latch.reset('person');
  await typist.enterText(0, 'again', 'insert', null, progress());
});

test('a worker that hangs with a key held and is replaced leaves no key held either, with no stop', async () => {
  const { typist, typists, witness, person } = desk;
  await typist.press(0, 'a', progress());
  witness.seen.length = 0;
  const given = new AbortController();
  const acting = typist
    .enterText(0, TEN_KB, 'insert', null, { ...progress(), signal: given.signal })
    .catch((thrown: unknown) => thrown);
  await until(() => witness.seen.length > 0);
  process.kill(typists.at(-1) ?? 0, 'SIGSTOP');
  await person.input.keys(['shift'], true);
  const before = typists.length;
  given.abort();
  expect(await acting).toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => witness.held()).toEqual({ keycodes: [], buttons: 0 });
  expect(typists).toHaveLength(before + 1);
  witness.seen.length = 0;
  await typist.enterText(0, 'again', 'insert', null, progress());
  expect(typists).toHaveLength(before + 1);
});
