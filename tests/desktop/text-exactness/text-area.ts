import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../scenarios/world.ts';
import { lastOf, open, type Subject } from './subject.ts';

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Exact</title><textarea rows="20" cols="80" aria-label="Notes"></textarea>';

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

/** A Chromium text area tells by its value, asked for over the browser's debugging port. */
export const textArea = async (world: World): Promise<Subject> => {
  const page = join(world.home, 'Documents', 'page.html');
  const profile = join(world.profile, 'browser');
  await writeFile(page, PAGE);
  const window = await open(
    world,
    'chromium',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    `file://${page}`,
  );
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as readonly Target[];
  const socket = new WebSocket(targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let id = 0;
  const value = (): Promise<string> =>
    new Promise((resolve) => {
      const call = {
        id: ++id,
        method: 'Runtime.evaluate',
        params: { expression: 'document.querySelector("textarea").value' },
      };
      const onMessage = ({ data }: MessageEvent<string>): void => {
        const answer = JSON.parse(data) as { id: number; result: { result: { value: string } } };
        if (answer.id !== call.id) return;
        socket.removeEventListener('message', onMessage);
        resolve(answer.result.result.value);
      };
      socket.addEventListener('message', onMessage);
      socket.send(JSON.stringify(call));
    });
  return { name: 'Chromium text area', window, mode: 'replace', holds: (expected) => lastOf(value, expected) };
};
