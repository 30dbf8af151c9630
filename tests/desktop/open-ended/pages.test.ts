import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSite, type Site } from '../../contract/browser/site.ts';
import { act, DONE, openWorkbench, type Workbench } from './workbench.ts';

/** Work on pages in Sonny's own browser, shown on the desktop; what arrives is what the site's own log says. */
let bench: Workbench;
let site: Site;
beforeAll(async () => {
  site = await openSite();
  bench = await openWorkbench();
}, 60_000);
afterAll(async () => {
  await bench.dispose();
  await site.close();
});
beforeEach(() => void site.log.splice(0));

const document = (name: string): string => join(bench.desk.home, 'Documents', name);
const inner = (run: RunView): RunView['steps'] => run.steps.filter(({ within }) => within !== undefined);
const told = (run: RunView): string =>
  run.steps.map(({ title, status, error }) => `${status}: ${title} ${error?.details ?? ''}`).join('\n');

test('a form is filled from a document, seen before it is sent, and sent once', { timeout: 60_000 }, async () => {
  await writeFile(document('person.txt'), 'Name: Ada Lovelace\nColour: Blue\n');
  bench.work(({ text, id }, turn) => {
    const [, name = ''] = /Name: (.+)/u.exec(text) ?? [];
    if (turn === 0)
      return act(
        { do: 'fill', element: id('textbox "Name"'), text: name },
        { do: 'choose', element: id('combobox "Colour"'), option: 'Blue' },
        { do: 'tick', element: id('checkbox "Gift"'), on: true },
      );
    return turn === 1 ? act({ do: 'click', element: id('button "Send"') }) : DONE;
  });
  const planned = await bench.desk.propose(
    `read ~/Documents/person.txt and then open ${site.at}/form in your own browser and use the page to "order a gift for that person"`,
  );
  // The words of a file go out of this machine only with a person's eye on them.
  const { nonce = '', planHash = '' } = planned.approval ?? {};
  await bench.desk.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
  const asked = await bench.desk.reach(
    planned.id,
    (run) => run.approval?.stepId !== undefined && run.approval.stepId !== null,
  );
  expect(asked.approval?.preview.join('\n')).toContain('Ada Lovelace');
  expect(site.log.filter((line) => line.startsWith('POST'))).toEqual([]);
  const run = await bench.desk.approve(planned.id);
  expect(inner(run).at(-1)?.risk, told(run)).toBe('R4');
  expect(site.log.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  expect(decodeURIComponent((site.sent.at(-1) ?? '').replaceAll('+', ' '))).toContain('name=Ada Lovelace');
  expect(site.sent.at(-1)).toContain('colour=Blue');
  expect(site.sent.at(-1)).toContain('gift=on');
  // What was sent can't be called back; the page it was sent from is closed.
  const back = await bench.desk.undo(run.id);
  expect(back.steps.find(({ skill }) => skill === 'web.click')?.status).not.toBe('undone');
});

test('a form that is not sent is as it was after the undo', { timeout: 60_000 }, async () => {
  bench.work(({ id }, turn) => (turn === 0 ? act({ do: 'fill', element: id('textbox "Name"'), text: 'Ada' }) : DONE));
  const run = await bench.desk.run(`open ${site.at}/form in your own browser and use the page to "put Ada into it"`);
  expect(
    inner(run).map(({ status }) => status),
    told(run),
  ).toEqual(['verified']);
  expect(run.steps.find(({ skill }) => skill === 'web.fill')?.asks).toBe(false);
  expect((await bench.desk.undo(run.id)).status).toBe('undone');
  expect(site.log.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('a table of a page becomes a file, and is in the trash after the undo', { timeout: 40_000 }, async () => {
  const run = await bench.desk.run(`save the table on ${site.at}/table as ~/Documents/prices.csv`);
  expect(run.status, told(run)).toBe('done');
  expect(await readFile(document('prices.csv'), 'utf8')).toContain('"Pear, green",-1.50');
  expect((await bench.desk.undo(run.id)).status).toBe('undone');
  await expect(readFile(document('prices.csv'))).rejects.toThrow('ENOENT');
});

test('a link is followed on its own site and nowhere else, whatever the model wants', { timeout: 60_000 }, async () => {
  bench.work(({ text, id }, turn) => {
    if (turn === 0) return act({ do: 'open', url: `${site.elsewhere}/stolen` });
    if (turn === 1) return act({ do: 'click', element: id('link "Second page"') });
    return text.includes('This is /second.') ? DONE : act({ do: 'click', element: id('link "Elsewhere"') });
  });
  const run = await bench.desk.run(
    `open ${site.at}/form in your own browser and use the page to "find the second page"`,
  );
  expect(
    inner(run).map(({ title, status }) => `${status}: ${title}`),
    told(run),
  ).toEqual([expect.stringMatching(/^verified: Follow the link “Second page”/u)]);
  expect(site.log.filter((line) => line.includes('localhost'))).toEqual([]);
  expect((await bench.desk.undo(run.id)).status).toBe('undone');
});

test(
  'a model that does what a page tells it sends nothing that the person does not see',
  { timeout: 60_000 },
  async () => {
    bench.work(({ id }, turn) => (turn === 0 ? act({ do: 'click', element: id('button "Compare"') }) : DONE));
    const planned = await bench.desk.propose(
      `open ${site.at}/form in your own browser and use the page to "look around"`,
    );
    const { nonce = '', planHash = '' } = planned.approval ?? {};
    await bench.desk.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
    const asked = await bench.desk.reach(planned.id, (run) => typeof run.approval?.stepId === 'string');
    expect(asked.approval?.preview.join()).toContain('Click “Compare”');
    await bench.desk.sonny.dispatch({ type: 'run.deny', runId: planned.id, nonce: asked.approval?.nonce ?? '' });
    const ended = await bench.desk.reach(planned.id, (run) => run.status === 'cancelled');
    expect(site.log.filter((line) => line.startsWith('POST'))).toEqual([]);
    expect((await bench.desk.undo(ended.id)).status).toBe('undone');
  },
);

test(
  'a report is downloaded through the page, and a picture of the screen and a note go into a folder',
  { timeout: 60_000 },
  async () => {
    const run = await bench.desk.run(
      `open ${site.at}/form in your own browser and download the link "Report" to ~/Documents/report.pdf and then take a screenshot and save it as ~/Documents/screen.png and then create a file ~/Documents/report.md with "See screen.png and report.pdf."`,
    );
    expect(run.status, told(run)).toBe('done');
    expect(await readFile(document('report.pdf'), 'utf8')).toBe('%PDF-1.4 report');
    expect((await readFile(document('screen.png'))).subarray(1, 4).toString()).toBe('PNG');
    expect((await bench.desk.undo(run.id)).status).toBe('undone');
    await expect(readFile(document('screen.png'))).rejects.toThrow('ENOENT');
  },
);
