import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../automation/store/settings-store.ts';
import { Settings } from '../../shared/protocol/settings.ts';

const DEFAULTS = Settings.parse({});
let folder = '';
let path = '';
const open = () => openSettings({ folder, now: () => Date.UTC(2026, 10, 20) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('settings', () => {
  it('are the defaults at first', () => {
    const store = open();
    expect(store.get()).toEqual(DEFAULTS);
    expect(store.notice).toBeNull();
  });

  it('are merged, kept, and there after a new start; only their owner can read them', () => {
    expect(open().set({ theme: 'dark' })).toEqual({ ...DEFAULTS, theme: 'dark' });
    const store = open();
    store.set({ preferredApps: { 'text editor': 'org.xfce.mousepad', 'a.b': 'c' } });
    expect(open().get()).toEqual({
      ...DEFAULTS,
      theme: 'dark',
      preferredApps: { 'text editor': 'org.xfce.mousepad', 'a.b': 'c' },
    });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('drop unknown keys', () => {
    const store = open();
    expect(store.set({ colour: 'crimson', mode: 'observe' })).toEqual({ ...DEFAULTS, mode: 'observe' });
    expect(readFileSync(path, 'utf8')).not.toContain('crimson');
  });

  it('refuse a value that does not fit, and stay as they were', () => {
    const store = open();
    store.set({ approvalSeconds: 60 });
    expect(() => store.set({ approvalSeconds: 1, theme: 'dark' })).toThrowError(
      expect.objectContaining({ code: 'COMMAND_INVALID', details: expect.stringContaining('approvalSeconds') }),
    );
    expect(store.get()).toEqual({ ...DEFAULTS, approvalSeconds: 60 });
    expect(open().get()).toEqual({ ...DEFAULTS, approvalSeconds: 60 });
  });

  it.each(['ftp://a.example', 'models', 'http://name:password@a.example/v1', 'javascript:alert(1)'])(
    'refuse %s as the address of a model’s server',
    (baseUrl) => {
      expect(() => open().set({ model: { baseUrl } })).toThrowError(
        expect.objectContaining({ code: 'COMMAND_INVALID' }),
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each([
    ['cut off', '{"mode": "assist", "theme": "da', { mode: 'observe' }],
    ['garbage', '\u0000\u0001\u0002', { mode: 'observe' }],
    ['another kind of JSON', '[1, 2]', { mode: 'observe' }],
    ['empty', '', { mode: 'observe' }],
    ['a value that does not fit', '{"theme": "purple"}', {}],
    ['a later version', '{"version": 2}', {}],
    ['a bad mode', '{"mode": "act", "keepDays": 3}', { mode: 'observe', keepDays: 3 }],
    ['a bad value beside Observe', '{"mode": "observe", "theme": 7, "keepDays": 3}', { mode: 'observe', keepDays: 3 }],
    [
      'bad values among good ones',
      '{"webAllow": ["a.example", 7, ""], "preferredApps": {"a": 1, "b": "c"}, "model": {"mostPerDay": 2, "mostPerRun": "x"}}',
      { webAllow: ['a.example'], preferredApps: { b: 'c' }, model: { ...DEFAULTS.model, mostPerDay: 2 } },
    ],
    ['a list in an object’s place', '{"model": [], "mode": "observe"}', { mode: 'observe' }],
  ])('%s: are kept aside, with a notice; what fits is kept, and Sonny does not act unasked', (_name, text, kept) => {
    writeFileSync(path, text);
    const store = open();
    expect(store.get()).toEqual({ ...DEFAULTS, ...kept });
    // The same at the next start.
    expect(open().get()).toEqual({ ...DEFAULTS, ...kept });
    expect(store.notice?.code).toBe('SETTINGS_CORRUPT');
    const aside = join(folder, 'settings.damaged-2026-11-20T000000.json');
    expect(store.notice?.details).toContain(aside);
    expect(readFileSync(aside, 'utf8')).toBe(text);
    store.set({ theme: 'light' });
    expect(open().get().theme).toBe('light');
    expect(open().notice).toBeNull();
  });

  it('that cannot be written say so and stay as they were', () => {
    writeFileSync(join(folder, 'a file'), '');
    const store = openSettings({ folder: join(folder, 'a file'), now: () => 0 });
    expect(store.get()).toEqual(DEFAULTS);
    expect(() => store.set({ theme: 'dark' })).toThrowError(expect.objectContaining({ code: 'FILE_DENIED' }));
    expect(store.get()).toEqual(DEFAULTS);
    expect(readdirSync(folder)).toEqual(['a file']);
  });
});
