import { describe, expect, test } from 'vitest';
import { sameName, sameRole } from '../../../automation/desktop/providers/atspi/name.ts';
import { pickOne } from '../../../automation/desktop/providers/atspi/pick.ts';

const element = (role: string, name: string, ...states: readonly string[]) => ({ role, name, states, rect: null });
const code = (wanted: string): object => expect.objectContaining({ code: wanted });

describe('names are the same to a person', () => {
  test.each([
    ['Save As…', 'save as...'],
    ['  Save  As ', 'Save As'],
    ['&File', 'File'],
    ['_File', 'file'],
    ['R&&D', 'r&d'],
    ['Datei öffnen', 'DATEI ÖFFNEN'],
  ])('%j and %j', (a, b) => expect(sameName(a, b)).toBe(true));

  test.each([
    ['Save', 'Save As'],
    ['Save', "Don't Save"],
    ['a b', 'ab'],
    ['7', '77'],
  ])('but not %j and %j', (a, b) => expect(sameName(a, b)).toBe(false));
});

test('roles that toolkits use for one thing are one', () => {
  expect(sameRole('text', 'entry')).toBe(true);
  expect(sameRole('push button', 'toggle button')).toBe(true);
  expect(sameRole('push button', 'menu item')).toBe(false);
});

describe('the one that is meant', () => {
  test('is the only enabled one of that name', () => {
    const wanted = element('push button', 'Save', 'enabled');
    const disabled = element('push button', 'Save');
    expect(pickOne({ name: 'save' }, [disabled, element('label', 'Other', 'enabled'), wanted])).toBe(wanted);
  });

  test('is the thing, not its label', () => {
    const field = element('text', 'Name', 'enabled');
    expect(pickOne({ name: 'Name' }, [element('label', 'Name', 'enabled'), field])).toBe(field);
  });

  test('is nothing where it is disabled, except for reading', () => {
    const disabled = element('text', 'Total');
    expect(() => pickOne({ name: 'Total' }, [disabled])).toThrow(code('TARGET_MISSING'));
    expect(pickOne({ name: 'Total' }, [disabled], { forReading: true })).toBe(disabled);
  });

  test('is nothing where two can be meant; both are named', () => {
    const two = [element('push button', 'OK', 'enabled'), element('toggle button', 'OK', 'enabled')];
    expect(() => pickOne({ name: 'OK' }, two)).toThrow(code('TARGET_AMBIGUOUS'));
    expect(() => pickOne({ name: 'OK' }, two)).toThrow(/push button "OK"; toggle button "OK"/);
  });
});
