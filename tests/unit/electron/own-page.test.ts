import { describe, expect, test } from 'vitest';
import { isOwnAddress, isOwnFrame, PAGE } from '../../../electron/main/own-page.ts';

describe('who may speak to the Electron host', () => {
  test.each([PAGE, 'app://sonny/index.html', 'app://sonny/#/run/run-1'])('its own page %s', (url) => {
    expect(isOwnAddress(url)).toBe(true);
  });

  test.each([
    'https://sonny/',
    'file:///app://sonny/',
    'app://sonny.evil.test/',
    'app://evil.test/app://sonny/',
    'app://evil@sonny/',
    'app://sonny:81/',
    'app:sonny',
    'about:blank',
    'javascript:app://sonny/',
    '',
  ])('nobody else: %s', (url) => {
    expect(isOwnAddress(url)).toBe(false);
  });

  test('only the top frame, and only while it exists', () => {
    expect(isOwnFrame({ url: PAGE, parent: null })).toBe(true);
    expect(isOwnFrame({ url: PAGE, parent: {} as never })).toBe(false);
    expect(isOwnFrame({ url: 'https://evil.test/', parent: null })).toBe(false);
    expect(isOwnFrame(null)).toBe(false);
  });
});
