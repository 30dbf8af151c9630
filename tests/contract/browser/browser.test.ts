import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Browser } from '../../../automation/browser/browser.ts';
import { createBrowserObserver } from '../../../automation/browser/observer.ts';
import { createBrowserPerformers } from '../../../automation/browser/performers/browser-performers.ts';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createLanding } from '../../../automation/files/landing.ts';
import { createFileObserver } from '../../../automation/files/observer.ts';
import { verify } from '../../../shared/execution/act/verify.ts';
import type { Json, Performed, Performer } from '../../../shared/ports/performer.ts';
import type { Evidence } from '../../../shared/protocol/step.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { progress } from '../../fakes/progress.ts';
import { openSite, type Site } from './site.ts';

type Args = Readonly<Record<string, Json>>;

// A real browser, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 30_000 });

const clock = createSystemClock();
const own = new Set<string>();
let home: string;
let site: Site;
let browser: Browser;
let performer: Performer;
let observers: Parameters<typeof verify>[1];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonny-browser-'));
  await mkdir(join(home, 'Documents'));
  site = await openSite();
  const roots = { home, temp: join(home, 'tmp'), closed: [] };
  await mkdir(roots.temp);
  browser = new Browser({ env: process.env, folder: join(home, '.profile'), allowed: () => [...own], headless: true });
  performer = createBrowserPerformers(browser, createLanding({ roots, clock }));
  await browser.context();
  observers = [createBrowserObserver(browser), createFileObserver({ roots })];
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(home, { recursive: true, force: true });
});

beforeEach(() => void site.log.splice(0));
afterEach(async () => {
  own.clear();
  for (const page of (await browser.context()).pages()) await page.close();
});

interface Did extends Performed {
  readonly checked: readonly Evidence[];
  undo(): ReturnType<Performer['undo']>;
}

/** One act as the program does it: prepared, performed, and read back through the skill's own checks. */
const act = async (skill: string, args: Args): Promise<Did> => {
  const call = { skill, args, key: 'k' };
  const prepared = (await performer.prepare?.(call, progress())) ?? null;
  const performed = await performer.perform({ ...call, ...(prepared === null ? {} : { prepared }) }, progress());
  const checks = SKILLS.get(skill)?.checks(args, performed.outputs) ?? [];
  const checked = await verify(checks, observers, clock, progress());
  return { ...performed, checked, undo: () => performer.undo(call, performed.receipt, progress()) };
};

const open = async (path: string): Promise<Json> =>
  (await act('web.open', { url: site.at + path })).outputs['page'] ?? null;
const seen = async (page: Json): Promise<Args | null> => {
  const id = String((page as Record<string, Json>)['id']);
  return (await observers[0]?.observe({ kind: 'page', id }, progress()))?.value ?? null;
};
const holds = (evidence: readonly Evidence[]): boolean =>
  evidence.length > 0 && evidence.every((e) => e.holds === true);
const says = (evidence: readonly Evidence[]): string => evidence.map(({ say }) => say).join('\n');

describe('where pages lead', () => {
  test('a page is opened, seen by the browser itself, and closed by the undo', async () => {
    const did = await act('web.open', { url: `${site.at}/second` });
    expect(did.outputs).toMatchObject({ title: 'second', page: { site: new URL(site.at).host } });
    expect(holds(did.checked)).toBe(true);
    expect(await did.undo()).toMatchObject({ status: 'undone' });
    expect(await seen(did.outputs['page'] ?? null)).toEqual({ exists: false });
  });

  test.each([
    ['/untitled', 'No title at all.'],
    ['/prices.csv', 'salt,2\nsugar,3'],
  ])('a page without a title is opened and read: %s', async (path, text) => {
    const did = await act('web.open', { url: `${site.at}${path}` });
    expect(did.outputs['title']).toBe('');
    expect(holds(did.checked)).toBe(true);
    const read = await act('web.read', { page: did.outputs['page'] ?? null });
    expect(read.outputs['text']).toContain(text);
    expect(holds(read.checked)).toBe(true);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'chrome://settings', 'http://ada:secret@127.0.0.1/'])(
    '%s is no page',
    async (url) => {
      await expect(performer.perform({ skill: 'web.open', args: { url }, key: 'k' }, progress())).rejects.toMatchObject(
        {
          code: 'REFUSED_BY_POLICY',
        },
      );
    },
  );

  test('a redirect to another site stops before that site is asked, unless it was named', async () => {
    await expect(act('web.open', { url: `${site.at}/away` })).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(site.log.filter((line) => line.includes('localhost'))).toEqual([]);
    own.add(new URL(site.elsewhere).host);
    expect((await act('web.open', { url: `${site.at}/away` })).outputs['title']).toBe('arrived');
  });

  test('a redirect inside the site is followed, a link too, and the undo goes back', async () => {
    const page = await open('/round');
    expect(await seen(page)).toMatchObject({ title: 'second' });
    const shown = await open('/form');
    const did = await act('web.follow', { page: shown, name: 'second page' });
    expect(holds(did.checked)).toBe(true);
    expect(did.outputs['title']).toBe('second');
    expect(await did.undo()).toMatchObject({ status: 'undone' });
    expect(await seen(shown)).toMatchObject({ title: 'Order' });
  });

  test.each([
    ['Elsewhere', 'REFUSED_BY_POLICY'],
    ['Script', 'REFUSED_BY_POLICY'],
    ['Nowhere', 'TARGET_MISSING'],
  ])('the link “%s” is not followed', async (name, code) => {
    const page = await open('/form');
    await expect(act('web.follow', { page, name })).rejects.toMatchObject({ code });
    expect(site.log.filter((line) => line.includes('localhost'))).toEqual([]);
    expect(await seen(page)).toMatchObject({ title: 'Order' });
  });

  test.each([
    ['/nothing.html', '404'],
    ['/broken', '503'],
    ['/led-to-nothing', '404'],
    ['/missing', '404'],
  ])('%s answers that it is not there, so it is not opened, and the status is told', async (path, status) => {
    const told = { code: 'TARGET_MISSING', details: expect.stringMatching(new RegExp(`answer.*\\b${status}\\b`, 'u')) };
    await expect(act('web.open', { url: site.at + path })).rejects.toMatchObject(told);
    expect((await browser.context()).pages().filter((page) => page.url() !== 'about:blank')).toEqual([]);
    const page = await open('/form');
    await expect(act('web.open', { url: site.at + path, page })).rejects.toMatchObject(told);
    expect(await seen(page)).toMatchObject({ title: 'Order' });
    expect((await act('web.read', { page })).outputs['title']).toBe('Order');
  });

  test('a link to what is not there is not followed', async () => {
    const page = await open('/form');
    await expect(act('web.follow', { page, name: 'Old page' })).rejects.toMatchObject({
      code: 'TARGET_MISSING',
      details: expect.stringContaining('404'),
    });
    expect(await seen(page)).toMatchObject({ title: 'Order' });
  });

  test('what a site answers with an error is not read as its page, wherever a click led to it', async () => {
    const page = await open('/form');
    await act('web.click', { page, name: 'Try it' });
    await expect.poll(async () => (await seen(page))?.['title'], { timeout: 20_000 }).toBe('Sorry');
    for (const skill of ['web.read', 'web.read-table'])
      await expect(act(skill, { page })).rejects.toMatchObject({
        code: 'TARGET_MISSING',
        details: expect.stringContaining('503'),
      });
    await act('web.open', { url: `${site.at}/second`, page });
    expect((await act('web.read', { page })).outputs['title']).toBe('second');
  });

  test('a page that does not come ends when it is stopped', async () => {
    const stop = new AbortController();
    const opening = performer.perform(
      { skill: 'web.open', args: { url: `${site.at}/slow` }, key: 'k' },
      { ...progress(), signal: stop.signal },
    );
    await expect.poll(() => site.log.some((line) => line.endsWith('/slow')), { timeout: 20_000 }).toBe(true);
    stop.abort();
    await expect(opening).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('forms', () => {
  test('a field is filled, read back from the accessibility tree, and restored', async () => {
    const page = await open('/form');
    const did = await act('web.fill', { page, name: 'Name', text: 'Ada “Ä” {x}' });
    expect(holds(did.checked)).toBe(true);
    expect(await did.undo()).toMatchObject({ status: 'undone', evidence: [{ holds: true }] });
    const kept = await act('web.fill', { page, name: 'Name', text: 'Ada' });
    await act('web.fill', { page, name: 'Name', text: 'A person' });
    expect(await kept.undo()).toMatchObject({ status: 'kept' });
  });

  test('a list and a box', async () => {
    const page = await open('/form');
    const chosen = await act('web.choose', { page, name: 'Colour', option: 'Blue' });
    const ticked = await act('web.tick', { page, name: 'Gift', on: true });
    expect([holds(chosen.checked), holds(ticked.checked)]).toEqual([true, true]);
    expect([await chosen.undo(), await ticked.undo()]).toMatchObject([{ status: 'undone' }, { status: 'undone' }]);
    await expect(act('web.choose', { page, name: 'Colour', option: 'Green' })).rejects.toMatchObject({
      code: 'TARGET_MISSING',
    });
  });

  test('a password is never typed', async () => {
    const page = await open('/form');
    await expect(act('web.fill', { page, name: 'Password', text: 'x' })).rejects.toMatchObject({
      code: 'REFUSED_BY_POLICY',
    });
  });

  test('what is sent arrives once, as the server has it', async () => {
    const page = await open('/form');
    await act('web.fill', { page, name: 'Name', text: 'Ada' });
    await writeFile(join(home, 'Documents', 'a.txt'), 'attached');
    const uploaded = await act('web.upload', { page, name: 'Attachment', files: [join(home, 'Documents', 'a.txt')] });
    expect(holds(uploaded.checked)).toBe(true);
    const did = await act('web.click', { page, name: 'Send' });
    expect(did.status).toBe('unverified');
    expect(site.log.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(site.sent.at(-1)).toContain('name=Ada');
    expect(says(did.evidence)).toContain('/order');
  });

  test('a form that goes to another site is not sent, and one that calls itself harmless neither', async () => {
    const page = await open('/form');
    const did = await act('web.click', { page, name: 'Compare' });
    expect(says(did.evidence)).toContain('localhost');
    expect(did.evidence.some((e) => e.holds === false)).toBe(true);
    await expect(act('web.click', { page, name: 'Show more' })).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(site.log.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('what a person keeps to themselves is not given away', async () => {
    const page = await open('/form');
    await mkdir(join(home, '.ssh'), { recursive: true });
    await writeFile(join(home, '.ssh', 'id'), 'key');
    await expect(
      act('web.upload', { page, name: 'Attachment', files: [join(home, '.ssh', 'id')] }),
    ).rejects.toMatchObject({
      code: 'FILE_DENIED',
    });
  });
});

describe('what pages try', () => {
  test('windows stay closed, questions get a no, files that nobody asked for are not taken; all is told', async () => {
    const page = await open('/form');
    const opened = await act('web.click', { page, name: 'Open window' });
    expect(says(opened.evidence)).toContain('window');
    const asked = await act('web.click', { page, name: 'Ask' });
    expect(says(asked.evidence)).toContain('Really?');
    expect(await seen(page)).toMatchObject({ title: 'no' });
    await act('web.click', { page, name: 'Make file' });
    expect((await browser.context()).pages()).toHaveLength(1);
    expect(site.log.filter((line) => line.includes('localhost'))).toEqual([]);
  });
});

describe('reading', () => {
  test('a page as text and as an outline', async () => {
    const page = await open('/form');
    const did = await act('web.read', { page });
    expect(did.outputs['text']).toContain('Order');
    expect(did.outputs['outline']).toContain('- textbox "Name": Grace');
    expect(holds(did.checked)).toBe(true);
  });

  test('a table as comma-separated values that hold no formula', async () => {
    const page = await open('/table');
    const did = await act('web.read-table', { page });
    expect(did.outputs).toEqual({
      text: 'Thing,Price,Note\n"Pear, green",-1.50,"\'=HYPERLINK(""http://x"")"\n"Say ""hi""",,\n',
      rows: 3,
      columns: 3,
    });
    expect(holds(did.checked)).toBe(true);
    expect(JSON.stringify(did)).toContain('1 cell begins as a formula does and has an apostrophe put before');
    await expect(act('web.read-table', { page, name: 'Other' })).rejects.toMatchObject({ code: 'TARGET_MISSING' });
  });
});

describe('files', () => {
  test('a download is on the disk, byte for byte, and in the trash after the undo', async () => {
    const path = join(home, 'Documents', 'report.pdf');
    const did = await act('web.download', { url: `${site.at}/report.pdf`, path });
    expect(holds(did.checked)).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('%PDF-1.4 report');
    await expect(act('web.download', { url: `${site.at}/report.pdf`, path })).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    });
    expect(await did.undo()).toMatchObject({ status: 'undone' });
    const trashed = join(home, '.local/share/Trash/files/report.pdf');
    expect(await readFile(trashed, 'utf8')).toBe('%PDF-1.4 report');
  });

  test('one that a person changed is left', async () => {
    const path = join(home, 'Documents', 'changed.pdf');
    const did = await act('web.download', { url: `${site.at}/report.pdf`, path });
    await writeFile(path, 'mine');
    expect(await did.undo()).toMatchObject({ status: 'kept' });
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  test('what a link leads to, and what a page makes', async () => {
    const page = await open('/form');
    const linked = await act('web.save', { page, name: 'Report', path: join(home, 'Documents', 'linked.pdf') });
    const made = await act('web.save', { page, name: 'Make file', path: join(home, 'Documents', 'made.txt') });
    expect([holds(linked.checked), holds(made.checked)]).toEqual([true, true]);
    expect(await readFile(join(home, 'Documents', 'made.txt'), 'utf8')).toBe('made here');
  });

  test.each([
    ['/away', 'REFUSED_BY_POLICY'],
    ['/missing', 'TARGET_MISSING'],
  ])('%s gives no file', async (path, code) => {
    await expect(
      act('web.download', { url: site.at + path, path: join(home, 'Documents', 'none') }),
    ).rejects.toMatchObject({ code });
    expect(site.log.filter((line) => line.includes('localhost'))).toEqual([]);
  });
});
