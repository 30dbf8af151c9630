import { describe, expect, test } from 'vitest';
import { askedOnTheWay, outside, type Scope } from '../../../shared/policy/scope.ts';

const window = (id: number): { id: number; pid: number; app: string; title: string } => ({
  id,
  pid: 1,
  app: 'a',
  title: 't',
});
const page = (id: string): { id: string; site: string } => ({ id, site: 'example.org' });
const desk: Scope = { windows: [7, 8], page: null, covers: 'R2' };
const web: Scope = { windows: [], page: page('p1'), covers: 'R2' };

describe('what a step that works in a window or on a page may do', () => {
  test.each([
    ['element.click', { window: window(7), name: 'OK' }],
    ['element.fill', { window: window(8), name: 'Name', text: 'x' }],
    ['keys.press', { window: window(7), chord: 'Control+f' }],
  ])('%s in its own windows', (skill, args) => expect(outside(desk, skill, args, 'R1')).toBeNull());

  test.each([
    ['element.click', { window: window(9), name: 'OK' }, 'another window'],
    ['element.click', { window: { from: 's1', output: 'window' }, name: 'OK' }, 'another window'],
    ['files.trash', { files: ['/a'] }, 'nothing that is done in a window'],
    ['app.open', { app: 'x' }, 'nothing that is done in a window'],
    ['screen.operate', { window: window(7), task: 'more' }, 'nothing that is done in a window'],
    ['web.click', { page: page('p1'), name: 'OK' }, 'another page'],
  ])('not %s anywhere else', (skill, args, why) => expect(outside(desk, skill, args, 'R1')).toContain(why));

  test.each([
    ['https://example.org/a', null],
    ['https://www.example.org', null],
    ['https://shop.example.org/?q=1', null],
    ['https://example.org.evil.test/', 'another site'],
    ['https://evil.test/example.org', 'another site'],
    ['https://example.org@evil.test/', 'another site'],
    ['https://evil.test#example.org', 'another site'],
    ['javascript:alert(1)//example.org', 'another site'],
  ])('a page leads only on its own site: %s', (url, why) => {
    const said = outside(web, 'web.open', { url, page: page('p1') }, 'R1');
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });

  test.each([
    ['element.click', { name: 'OK' }],
    ['element.click', { name: '_Next' }],
    ['web.follow', { name: 'Delete my account' }],
    ['web.follow', { name: 'Log out' }],
    ['document.save', {}],
  ])('%s %j is asked about when a model chose it', (skill, args) => expect(askedOnTheWay(skill, args)).not.toBeNull());

  test.each([
    ['element.click', { name: 'Search' }],
    ['element.click', { name: 'Cancel' }],
    ['web.follow', { name: 'Opening hours' }],
    ['document.save', { path: '/h/a.txt' }],
  ])('%s %j is not', (skill, args) => expect(askedOnTheWay(skill, args)).toBeNull());

  test('a step that was to look or to move around does no more', () => {
    const args = { window: window(7), name: 'Delete' };
    expect(outside({ ...desk, covers: 'R0' }, 'element.click', args, 'R1')).toContain('more than was approved');
    expect(outside({ ...desk, covers: 'R1' }, 'element.click', args, 'R4')).toContain('more than was approved');
    expect(outside(desk, 'element.click', args, 'R4')).toBeNull();
  });
});
