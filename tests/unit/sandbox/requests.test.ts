import { expect, test } from 'vitest';
import { destinationOf, request } from '../../../automation/sandbox/requests.ts';

const asked = (url: string, method = 'GET') => ({ url, method, headers: [], body: null });

test.each<[string, string[], string | null]>([
  ['https://api.example.org/rates?x=1', ['api.example.org'], 'https://api.example.org/rates?x=1'],
  ['https://api.example.org:8443/', ['api.example.org:8443'], 'https://api.example.org:8443/'],
  ['http://localhost:8080/', ['localhost:8080'], 'http://localhost:8080/'],
  // Another host, another port, another way to ask.
  ['https://evil.example/', ['api.example.org'], null],
  ['https://api.example.org.evil.example/', ['api.example.org'], null],
  ['https://api.example.org:8443/', ['api.example.org'], null],
  ['http://api.example.org/', ['api.example.org'], null],
  ['ftp://api.example.org/', ['api.example.org'], null],
  ['file:///etc/passwd', [''], null],
  // Addresses of the network are nobody's host.
  ['https://10.0.0.1/', ['10.0.0.1'], null],
  ['https://169.254.169.254/latest/meta-data', ['169.254.169.254'], null],
  ['http://2130706433:8080/', ['localhost:8080'], null],
])('%s with %j goes to %s', (url, hosts, to) => {
  expect(destinationOf(asked(url), hosts)?.href ?? null).toBe(to);
});

test.each([
  ['https://name:word@api.example.org/', 'GET'],
  ['nonsense', 'GET'],
  ['https://api.example.org/', 'CONNECT'],
])('%s by %s is no request', (url, method) => {
  expect(() => destinationOf(asked(url, method), ['api.example.org'])).toThrow('SCRIPT_FAILED');
});

test('a name that leads into this network is not asked', async () => {
  const { signal } = new AbortController();
  // Every machine knows this name, and it is its own.
  const own = new URL('https://localhost.localdomain:1/');
  await expect(request(own, asked(own.href), signal)).rejects.toThrow(/inside this network|ENOTFOUND|EAI_AGAIN/);
});
