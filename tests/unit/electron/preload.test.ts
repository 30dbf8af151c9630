import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createBridge } from '../../../electron/preload/bridge.ts';

function bridged() {
  const ipc = Object.assign(new EventEmitter(), {
    sent: [] as unknown[][],
    send: (...args: unknown[]) => void ipc.sent.push(args),
  });
  return { ipc, bridge: createBridge(ipc as never) };
}

test('a page gets two functions and nothing generic', () => {
  expect(Object.keys(bridged().bridge).toSorted()).toEqual(['onMessage', 'send']);
});

test('what it sends goes on Sonny’s channel and no other', () => {
  const { ipc, bridge } = bridged();
  bridge.send('{"kind":"ping"}');
  expect(ipc.sent).toEqual([['sonny', '{"kind":"ping"}']]);
});

test('it never sees Electron’s event, and the latest handler alone is called', () => {
  const { ipc, bridge } = bridged();
  const seen: unknown[][] = [];
  bridge.onMessage(() => expect.fail('this handler was replaced'));
  bridge.onMessage((...args) => seen.push(args));
  ipc.emit('sonny', { sender: 'electron' }, 'hello');
  expect(seen).toEqual([['hello']]);
});
