import { z } from 'zod';
import type { Json } from '../protocol/json.ts';
import { isRef } from '../protocol/step.ts';
import { onScreen, stringOf, windowName } from './argument.ts';
import { processRuns, windowIs } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, reads, windowResource } from './resource.ts';
import { Command, Url, Window } from './schema.ts';
import { defineSkill, type Check } from './skill.ts';

const titled = (window: Json | undefined, title: string): Check =>
  windowIs(window, [{ field: 'title', op: 'includes', value: title }], `the window is titled “${title}”`);

const open = defineSkill({
  name: 'page.open',
  summary: 'Opens a web page in a browser',
  parameters: z.object({ url: Url, command: Command, windowClass: z.string() }).strict(),
  outputs: ['window', 'title'],
  reaches: 'web',
  // An address that an earlier step read could carry what it read to its host.
  risk: (args) => (isRef(args['url']) ? 'R4' : 'R1'),
  undo: { kind: 'compensate', say: 'closes the window it opened' },
  needs: () => [],
  changes: (_, step) => [R.window(`${step}.window`)],
  title: (args) => `Open ${stringOf(args, 'url') ?? 'the address of an earlier step'}`,
  effects: () => ['The page opens in a new browser window; its host is asked for it.'],
  verifiedBy: 'comparing the page’s title with the window’s',
  // A window proves nothing of the page: without its title it stays unverified.
  checks: (_, outputs) => {
    const title = stringOf(outputs, 'title');
    return title === null ? [] : [titled(outputs['window'], title), ...processRuns(outputs['window'])];
  },
  resources: () => [INPUT],
  usual: 1500,
  deadline: 45_000,
  idempotent: true,
  examples: ['open https://example.org in the browser'],
});

const readTitle = defineSkill({
  name: 'page.read-title',
  summary: 'Reads the title of the page in a window',
  parameters: z.object({ window: Window }).strict(),
  outputs: ['title'],
  gives: (args) => [onScreen(args['window'])],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Read the title of the page in ${windowName(args['window'])}`,
  effects: () => [],
  verifiedBy: 'comparing it with the window’s title',
  checks: (args, outputs) => {
    const title = stringOf(outputs, 'title') ?? '';
    return [titled(args['window'], title)];
  },
  resources: (args) => [reads(windowResource(args['window']))],
  usual: 0,
  deadline: 20_000,
  idempotent: true,
  examples: ['open https://example.org in the browser and read its title'],
});

export const pages = [open, readTitle];
