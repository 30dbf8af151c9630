import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { utilityWorker } from '../../../electron/main/utility-worker.ts';

class FakeUtility extends EventEmitter {
  readonly posted: unknown[] = [];
  pid: number | undefined = undefined;
  postMessage = (message: unknown): void => void this.posted.push(message);
}

function started(env: Record<string, string | undefined> = {}) {
  const child = new FakeUtility();
  const forked: unknown[] = [];
  const fork = (...args: unknown[]) => {
    forked.push(args);
    return child;
  };
  return { child, forked, worker: utilityWorker({ fork: fork as never }, '/dist/worker.mjs')(env) };
}

test('it runs the bundled worker in the desktop’s environment', () => {
  const { forked } = started({ DISPLAY: ':9', WAYLAND_DISPLAY: undefined });
  expect(forked).toMatchObject([['/dist/worker.mjs', [], { env: { DISPLAY: ':9' } }]]);
  expect(forked).not.toMatchObject([[{}, {}, { env: { WAYLAND_DISPLAY: undefined } }]]);
});

test('messages go both ways until it ended, which is told once', () => {
  const { child, worker } = started();
  const heard: unknown[] = [];
  let exits = 0;
  worker.onMessage((message) => heard.push(message));
  worker.onExit(() => exits++);
  worker.post({ type: 'abort', id: 1 });
  child.emit('message', { type: 'log', id: 1, line: 'x' });
  child.emit('exit', 0);
  child.emit('exit', 0);
  worker.post({ type: 'abort', id: 2 });
  expect(child.posted).toEqual([{ type: 'abort', id: 1 }]);
  expect(heard).toEqual([{ type: 'log', id: 1, line: 'x' }]);
  expect(exits).toBe(1);
});

test('a worker that hears no signal is killed all the same, and a dead one is left alone', async () => {
  const { child, worker } = started();
  worker.kill();
  const deaf = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1e6)",
  ]);
  await once(deaf.stdout, 'data');
  child.pid = deaf.pid;
  const ended = once(deaf, 'exit');
  worker.kill();
  expect((await ended)[1]).toBe('SIGKILL');
  child.emit('exit', 1);
  expect(() => worker.kill()).not.toThrow();
});
