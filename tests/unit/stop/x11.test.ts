import { describe, expect, test } from 'vitest';
import { ownClients } from '../../../automation/stop/own-clients.ts';
import { cookieFor } from '../../../automation/stop/x11/cookie.ts';
import { cornerAt } from '../../../automation/stop/x11/corners.ts';

describe('corners', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 200, width: 1280, height: 800 };

  test.each([
    [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ],
    [
      { x: 1919, y: 1079 },
      { x: 1919, y: 1079 },
    ],
    [
      { x: 2, y: 1077 },
      { x: 0, y: 1079 },
    ],
    [{ x: 3, y: 0 }, null],
    [{ x: 960, y: 0 }, null],
  ])('of one screen: %j is %j', (at, corner) => {
    expect(cornerAt(at, [left])).toEqual(corner);
  });

  test('where another screen goes on there is none', () => {
    expect(cornerAt({ x: 1919, y: 1079 }, [left, right])).toEqual({ x: 1919, y: 1079 });
    expect(cornerAt({ x: 1920, y: 200 }, [left, right])).toBeNull();
    expect(cornerAt({ x: 3199, y: 200 }, [left, right])).toEqual({ x: 3199, y: 200 });
  });
});

describe('the cookie of a display', () => {
  const field = (text: string): Buffer => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text, 'latin1')]);
  const entry = (display: string, kind: string, data: string): Buffer =>
    Buffer.concat([Buffer.from([1, 0]), field('host'), field(display), field(kind), field(data)]);
  const file = Buffer.concat([
    entry('1', 'MIT-MAGIC-COOKIE-1', 'first'),
    entry('7', 'XDM-AUTHORIZATION-1', 'other'),
    entry('7', 'MIT-MAGIC-COOKIE-1', 'second\u00ff'),
  ]);

  test('is that of its number', () => {
    expect(cookieFor(file, ':7')).toBe('second\u00ff');
    expect(cookieFor(file, 'here:1.0')).toBe('first');
    expect(cookieFor(file, ':2')).toBeNull();
    expect(cookieFor(entry('', 'MIT-MAGIC-COOKIE-1', 'any'), ':2')).toBe('any');
  });

  test('a file that ends in the middle gives what was whole', () => {
    expect(cookieFor(file.subarray(0, 50), ':1')).toBe('first');
    expect(cookieFor(file.subarray(0, 50), ':7')).toBeNull();
    expect(cookieFor(Buffer.alloc(0), ':1')).toBeNull();
  });
});

test('a client that has ended is Sonny’s own a little longer', () => {
  let now = 0;
  const own = ownClients(() => now);
  own.set(1);
  own.set(null);
  own.set(2);
  expect([own.has(1), own.has(2), own.has(3)]).toEqual([true, true, false]);
  now = 1001;
  expect([own.has(1), own.has(2)]).toEqual([false, true]);
});
