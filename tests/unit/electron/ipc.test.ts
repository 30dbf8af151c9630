import { expect, test } from 'vitest';
import { acceptPages } from '../../../electron/main/ipc.ts';
import { PAGE } from '../../../electron/main/own-page.ts';
import { createClient } from '../../../shared/protocol/rpc-client.ts';
import { serveClient, Sessions } from '../../../shared/protocol/rpc-host.ts';
import type { Transport } from '../../../shared/protocol/transport.ts';
import { FakeElectron, FakeWebContents } from '../../fakes/electron.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { until } from '../../fakes/until.ts';

const OWN = { url: PAGE, parent: null };
const HELLO = JSON.stringify({ kind: 'hello', version: 1, session: null, resumeFrom: 0 });

function listening() {
  const electron = new FakeElectron();
  const received: string[] = [];
  const pages: Transport[] = [];
  let closed = 0;
  acceptPages(electron.asElectron.ipcMain, (transport) => {
    pages.push(transport);
    transport.onMessage((text) => received.push(text));
    transport.onClose(() => closed++);
  });
  return { electron, received, pages, closed: () => closed };
}

test('texts of its own page arrive in order on one transport', () => {
  const { electron, received, pages } = listening();
  const page = new FakeWebContents();
  for (const text of ['a', 'b', 'c']) electron.message(page, text, OWN);
  expect(received).toEqual(['a', 'b', 'c']);
  expect(pages).toHaveLength(1);
});

test.each<[string, { url: string; parent: unknown } | null]>([
  ['a frame inside the page', { url: PAGE, parent: {} }],
  ['another address', { url: 'https://evil.test/', parent: null }],
  ['an address that looks like it', { url: 'app://sonny.evil.test/', parent: null }],
  ['a frame that is gone', null],
])('a message of %s is dropped', (_who, frame) => {
  const { electron, received, pages } = listening();
  electron.message(new FakeWebContents(), HELLO, frame);
  expect(received).toEqual([]);
  expect(pages).toEqual([]);
});

test.each<[string, unknown]>([
  ['an object', { kind: 'hello' }],
  ['bytes', new Uint8Array(4)],
  ['nothing', undefined],
  ['a text longer than any message', 'x'.repeat(256 * 1024 + 1)],
])('%s is dropped', (_what, message) => {
  const { electron, pages } = listening();
  electron.message(new FakeWebContents(), message, OWN);
  expect(pages).toEqual([]);
});

test.each(['did-navigate', 'render-process-gone', 'destroyed'])(
  '%s ends the transport once, and the next page gets its own',
  (event) => {
    const { electron, received, pages, closed } = listening();
    const page = new FakeWebContents();
    electron.message(page, 'before', OWN);
    page.emit(event);
    page.emit(event);
    expect(closed()).toBe(1);
    pages[0]?.send('late');
    expect(page.sent).toEqual([]);
    electron.message(page, 'after', OWN);
    expect(pages).toHaveLength(2);
    expect(received).toEqual(['before', 'after']);
  },
);

test('nothing is sent to a page that was destroyed', () => {
  const { electron, pages } = listening();
  const page = new FakeWebContents();
  electron.message(page, 'hello', OWN);
  page.destroyed = true;
  pages[0]?.send('late');
  expect(page.sent).toEqual([]);
});

test('a message that is not of the protocol gets a coded refusal and reaches no command', () => {
  const { electron, page, sonny } = serving();
  electron.message(page, HELLO, OWN);
  electron.message(page, JSON.stringify({ kind: 'command', id: 1, command: { type: 'shell.run', line: 'id' } }), OWN);
  electron.message(page, '{"kind":', OWN);
  const refusals = page.sent.map(({ text }) => JSON.parse(text)).filter(({ error }) => error);
  expect(refusals).toMatchObject([
    { kind: 'failed', id: 1, error: { code: 'COMMAND_INVALID' } },
    { kind: 'refused', error: { code: 'COMMAND_INVALID' } },
  ]);
  expect(sonny.commands).toEqual([]);
});

test('a page drives a whole run through the bridge', async () => {
  const { electron, page, sonny } = serving();
  const client = createClient(() => bridgeOf(electron, page), { after: () => () => {} });
  const { runId } = await client.dispatch({ type: 'run.start', text: 'write hello' });
  const { approval, planHash } = await client.dispatch({ type: 'run.get', runId });
  await client.dispatch({ type: 'run.approve', runId, nonce: approval?.nonce ?? '', planHash: planHash ?? '' });
  const last: string[] = [];
  client.subscribe((event) => event.type === 'run' && last.push(event.run.status));
  await until(() => last.includes('done'));
  expect(sonny.commands.every(({ origin }) => origin === 'person')).toBe(true);
  client.close();
});

function serving() {
  const electron = new FakeElectron();
  const page = new FakeWebContents();
  const sonny = new FakeSonny();
  const sessions = new Sessions(sonny, { newId: () => crypto.randomUUID() });
  acceptPages(electron.asElectron.ipcMain, (transport) =>
    serveClient(sonny, transport, { sessions, host: 'electron' }),
  );
  return { electron, page, sonny };
}

/** The page's end, as the preload makes it. */
function bridgeOf(electron: FakeElectron, page: FakeWebContents): Transport {
  let deliver: (text: string) => void = () => {};
  const queue = page.sent.push.bind(page.sent);
  page.sent.push = (...messages) => {
    for (const { text } of messages) queueMicrotask(() => deliver(text));
    return queue(...messages);
  };
  return {
    send: (text) => electron.message(page, text, OWN),
    onMessage: (handler) => {
      deliver = handler;
    },
    onClose: () => {},
    close: () => {},
    backlog: () => 0,
  };
}
