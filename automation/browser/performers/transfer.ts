import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Performed, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { PageRef } from '../../../shared/protocol/step.ts';
import { isOn, pageAddress, siteOf } from '../address.ts';
import { BUTTONS, LINKS, theOne } from '../element.ts';
import { hrefOf } from '../in-page.ts';
import { Made } from '../../settle-file.ts';
import { defineAction, seen, type Action, type Work } from './action.ts';

const Landed = z.object({ path: z.string(), sha256: z.string(), made: Made });

const MOST_HOPS = 10;
const MOST_BYTES = 1 << 28;

const inFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonny-download-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Asks for an address with the browser's cookies, and follows where it leads only on the sites. */
const fetched = async (url: URL, sites: readonly string[], { browser, limits }: Work): Promise<Buffer> => {
  const { request } = await browser.context();
  let at = url;
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    const response = await request.get(at.href, { ...limits, maxRedirects: 0, failOnStatusCode: false });
    const status = response.status();
    const location = response.headers()['location'];
    if (status >= 300 && status < 400 && location !== undefined) {
      const next = pageAddress(new URL(location, at).href);
      if (!isOn(sites, next.href))
        throw new SonnyError('REFUSED_BY_POLICY', `${at.host} leads to ${next.host}, which was not named.`);
      at = next;
      continue;
    }
    if (!response.ok()) throw new SonnyError('TARGET_MISSING', `${at.host} answers ${status} for ${at.href}.`);
    const bytes = await response.body();
    if (bytes.length > MOST_BYTES) throw new SonnyError('FILE_TOO_BIG', at.href);
    return bytes;
  }
  throw new SonnyError('TARGET_MISSING', `${url.href} leads on and on.`);
};

const land = async (path: string, bytes: Buffer, { landing, limits }: Work): Promise<Performed> =>
  inFolder(async (folder) => {
    const file = join(folder, 'download');
    await writeFile(file, bytes, { mode: 0o600 });
    const { sha256, made } = await landing.put(file, path, limits.signal);
    return {
      status: 'done',
      outputs: { path, sha256 },
      evidence: [seen(`${bytes.length.toLocaleString('en')} bytes came`)],
      receipt: { path, sha256, made },
    };
  });

const takeAway = async ({ path, sha256, made }: z.infer<typeof Landed>, { landing }: Work): Promise<Undone> => {
  const became = await landing.trash(path, sha256, made);
  const say = {
    trashed: `${path} is in the trash`,
    gone: `${path} is gone already`,
    kept: `${path} was changed since and was left`,
  }[became];
  return {
    status: became === 'kept' ? 'kept' : 'undone',
    evidence: [{ path: 'filesystem', say, holds: became !== 'kept' }],
  };
};

export const transferActions: readonly Action[] = [
  defineAction({
    skill: 'web.download',
    args: z.object({ url: z.string(), path: z.string() }),
    receipt: Landed,
    async perform({ url, path }, work) {
      const address = pageAddress(url);
      return land(path, await fetched(address, [siteOf(address), ...work.browser.allowed()], work), work);
    },
    undo: (_, receipt, work) => takeAway(receipt, work),
  }),
  defineAction({
    skill: 'web.save',
    args: z.object({ page: PageRef, name: z.string(), path: z.string() }),
    receipt: Landed,
    async perform({ page: { id }, name, path }, work) {
      const tab = work.browser.tab(id);
      const element = await theOne(tab.page, [...LINKS, ...BUTTONS], name);
      const href = await element.evaluate(hrefOf, undefined, work.limits);
      if (/^https?:/iu.test(href)) {
        if (!tab.mayShow(href))
          throw new SonnyError('REFUSED_BY_POLICY', `“${name}” leads to ${new URL(href).host}, which was not named.`);
        return land(path, await fetched(pageAddress(href), tab.sites, work), work);
      }
      // A file that a script of the page makes, or a button that asks for one.
      const download = await tab.downloadOf(
        () => element.click({ ...work.limits, noWaitAfter: true }),
        AbortSignal.any([work.limits.signal, AbortSignal.timeout(Math.min(work.limits.timeout, 20_000))]),
      );
      if (download === null) throw new SonnyError('WRONG_EFFECT', `The page gave no file for “${name}”.`);
      const failure = await download.failure();
      if (failure !== null) throw new SonnyError('WRONG_EFFECT', `The download broke off: ${failure}.`);
      return inFolder(async (folder) => {
        const file = join(folder, 'download');
        await download.saveAs(file);
        await download.delete();
        const { sha256, made } = await work.landing.put(file, path, work.limits.signal);
        const receipt = { path, sha256, made };
        return { status: 'done', outputs: { path, sha256 }, evidence: [], receipt } as const;
      });
    },
    undo: (_, receipt, work) => takeAway(receipt, work),
  }),
  defineAction({
    skill: 'web.upload',
    args: z.object({ page: PageRef, name: z.string(), files: z.array(z.string()).min(1) }),
    async perform({ page: { id }, name, files }, work) {
      const { page } = work.browser.tab(id);
      const open = files.map((file) => work.landing.open(file));
      const inputs = page.getByLabel(name, { exact: true }).and(page.locator('input[type=file]'));
      const count = await inputs.count();
      if (count !== 1)
        throw new SonnyError(
          count === 0 ? 'TARGET_MISSING' : 'TARGET_AMBIGUOUS',
          `${count} fields for files are called “${name}”.`,
        );
      await inputs.setInputFiles([...open], work.limits);
      return { status: 'done', outputs: {}, evidence: [], receipt: null };
    },
  }),
];
