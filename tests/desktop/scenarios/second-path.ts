import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { Rect } from '../../../shared/ports/driver.ts';

const exec = promisify(execFile);

export interface ListedWindow {
  readonly id: number;
  readonly pid: number;
  readonly windowClass: string;
  readonly title: string;
}

/** What other programs than Sonny say about the desktop: assertions rest on these, never on what acted. */
export interface SecondPath {
  windows(): Promise<readonly ListedWindow[]>;
  /** The window with its frame, as the window manager reports it. */
  frame(id: number): Promise<Rect>;
  clipboard(): Promise<string>;
}

const numbers = (text: string): number[] => (text.match(/-?\d+/g) ?? []).map(Number);

export const secondPath = (env: Readonly<Record<string, string>>): SecondPath => {
  const run = async (program: string, ...args: string[]): Promise<string> =>
    (await exec(program, args, { env, timeout: 5000 })).stdout;
  // A window that closes while it is listed makes wmctrl fail as a whole; the next list is without it.
  const listed = async (tries = 5): Promise<string> =>
    run('wmctrl', '-lpx').catch((thrown: unknown) => {
      if (tries === 1 || !String(thrown).includes('BadWindow')) throw thrown;
      return listed(tries - 1);
    });
  return {
    async windows() {
      const lines = (await listed()).split('\n').filter((line) => line !== '');
      return lines.map((line) => {
        const [, id = '', pid = '', windowClass = '', title = ''] =
          /^(\S+)\s+\S+\s+(\d+)\s+(\S+)\s+\S+ ?(.*)$/.exec(line) ?? [];
        return { id: Number(id), pid: Number(pid), windowClass, title };
      });
    },
    async frame(id) {
      const [info, extents] = await Promise.all([
        run('xwininfo', '-id', String(id)),
        run('xprop', '-id', String(id), '_NET_FRAME_EXTENTS'),
      ]);
      const value = (label: string): number => Number(new RegExp(`${label}:\\s+(-?\\d+)`).exec(info)?.[1]);
      const [left = 0, right = 0, top = 0, bottom = 0] = numbers(extents.split('=')[1] ?? '');
      return {
        x: value('Absolute upper-left X') - left,
        y: value('Absolute upper-left Y') - top,
        width: value('Width') + left + right,
        height: value('Height') + top + bottom,
      };
    },
    clipboard: () => run('xclip', '-selection', 'clipboard', '-out'),
  };
};

/** The text of an OpenDocument file: its paragraphs, one to a line. */
export const odtText = async (path: string): Promise<string> => {
  const content = unzipSync(await readFile(path))['content.xml'];
  const xml = new TextDecoder().decode(content);
  const paragraphs = [...xml.matchAll(/<text:(?:p|h)\b[^>]*?(?:\/>|>(.*?)<\/text:(?:p|h)>)/gs)].map(
    ([, body = '']) => body,
  );
  return paragraphs.map(plainText).join('\n');
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plainText = (xml: string): string =>
  xml
    .replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count: string | undefined) => ' '.repeat(Number(count ?? 1)))
    .replaceAll('<text:tab/>', '\t')
    .replaceAll('<text:line-break/>', '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
