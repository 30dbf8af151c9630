import { expect, test } from 'vitest';
import { OWN_SCHEME, respond } from '../../../electron/main/scheme.ts';

const files = new Map([
  ['/', { mime: 'text/html; charset=utf-8', bytes: Buffer.from('<p>Sonny') }],
  ['/assets/main.js', { mime: 'text/javascript; charset=utf-8', bytes: Buffer.from('1') }],
]);
const ask = (url: string, method = 'GET'): Response => respond(files, { url, method });

test('a file comes with its type and a policy that forbids everything not its own', async () => {
  const page = ask('app://sonny/');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<p>Sonny');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data: blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|\*|http:/);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});

test('the address of a page may end in a query or a place within it', () => {
  expect(ask('app://sonny/assets/main.js?v=1#top').status).toBe(200);
});

test.each([
  'app://sonny/../package.json',
  'app://sonny/assets/../../package.json',
  'app://sonny/%2e%2e/%2e%2e/etc/passwd',
  'app://sonny/..%2f..%2fetc%2fpasswd',
  'app://sonny/assets\\..\\..\\package.json',
  'app://sonny//etc/passwd',
  'app://sonny/C:/Windows/win.ini',
  'app://sonny/constructor',
])('a path that leads out of the window’s files finds nothing: %s', async (url) => {
  const answer = ask(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test('another host, another scheme and another method are refused', () => {
  expect(ask('app://evil.test/').status).toBe(403);
  expect(ask('file:///etc/passwd').status).toBe(403);
  expect(ask('app://sonny/', 'POST').status).toBe(405);
});

test('HEAD tells the type and sends nothing', async () => {
  const answer = ask('app://sonny/assets/main.js', 'HEAD');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await answer.text()).toBe('');
});

test('the scheme has an origin and weakens no policy', () => {
  expect(OWN_SCHEME).toEqual({ scheme: 'app', privileges: { standard: true, secure: true } });
});
