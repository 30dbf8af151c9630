import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callsTo } from '../../../automation/desktop/calls.ts';
import type { WorkerProcess } from '../../../automation/desktop/worker-process.ts';
import type { FromWorker, ToWorker } from '../../../automation/desktop/worker-protocol.ts';

/** Workers that answer only what they are told to. */
class Fake implements WorkerProcess {
  static readonly all: Fake[] = [];
  readonly got: ToWorker[] = [];
  killed = false;
  say: (message: FromWorker) => void = () => {};
  exit: () => void = () => {};
  constructor() {
    Fake.all.push(this);
  }
  post(message: ToWorker): void {
    this.got.push(message);
  }
  onMessage(listener: (message: FromWorker) => void): void {
    this.say = listener;
    listener({ type: 'connected', client: Fake.all.length });
  }
  onExit(listener: () => void): void {
    this.exit = listener;
  }
  kill(): void {
    this.killed = true;
  }
  get calls(): Extract<ToWorker, { type: 'call' }>[] {
    return this.got.filter((message) => message.type === 'call');
  }
  answer(method: string): void {
    const { id } = this.calls.find((call) => call.method === method)!;
    this.say({ type: 'result', id, value: method });
  }
}

const calls = () =>
  callsTo(
    () => new Fake(),
    {},
    [],
    () => {},
  );
const within = (milliseconds: number, signal = new AbortController().signal) => ({
  signal,
  deadline: Date.now() + milliseconds,
  log: () => {},
});
const failing = async (call: Promise<unknown>, code: string): Promise<void> => {
  expect(await call.catch((thrown: unknown) => thrown)).toMatchObject({ code });
};
const methods = (worker: Fake | undefined): string[] => worker?.calls.map(({ method }) => method) ?? [];

beforeEach(() => {
  vi.useFakeTimers();
  Fake.all.length = 0;
});
afterEach(() => vi.useRealTimers());

it('what a worker held that hung while it acted the next one lets go of at once, and acts only after that', async () => {
  const to = calls();
  const hung = failing(to.call('press', [1, 'a'], within(100)), 'DEADLINE');
  await vi.advanceTimersByTimeAsync(501);
  await hung;
  expect(Fake.all[0]?.killed).toBe(true);
  expect(methods(Fake.all[1])).toEqual(['releaseAll']);

  const next = to.call('press', [1, 'b'], within(5000));
  const look = to.call('windows', [], within(5000));
  expect(methods(Fake.all[1])).toEqual(['releaseAll', 'windows']);
  Fake.all[1]?.answer('releaseAll');
  await vi.advanceTimersByTimeAsync(0);
  expect(methods(Fake.all[1])).toEqual(['releaseAll', 'windows', 'press']);
  Fake.all[1]?.answer('press');
  Fake.all[1]?.answer('windows');
  expect(await Promise.all([next, look])).toEqual(['press', 'windows']);
});

it('so does the one after a worker that ended by itself while it acted', async () => {
  const to = calls();
  const lost = failing(to.call('enterText', [1, 'x'], within(5000)), 'DRIVER_DOWN');
  Fake.all[0]?.exit();
  await lost;
  expect(methods(Fake.all[1])).toEqual(['releaseAll']);
});

it('a worker that only looked held nothing, and no other is started', async () => {
  const to = calls();
  const lost = failing(to.call('windows', [], within(5000)), 'DRIVER_DOWN');
  Fake.all[0]?.exit();
  await lost;
  expect(Fake.all).toHaveLength(1);
});

it('where letting go hangs too, it is given up, and the next call acts all the same', async () => {
  const to = calls();
  const hung = failing(to.call('press', [1, 'a'], within(100)), 'DEADLINE');
  await vi.advanceTimersByTimeAsync(501);
  await hung;
  await vi.advanceTimersByTimeAsync(10_500);
  expect(Fake.all[1]?.killed).toBe(true);
  expect(Fake.all).toHaveLength(2);
  void to.call('press', [1, 'b'], within(5000)).catch(() => {});
  expect(methods(Fake.all[2])).toEqual(['press']);
  to.end();
});
