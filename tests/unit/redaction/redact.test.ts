import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedactor, secretsIn } from '../../../shared/audit/redact.ts';
import { CANARIES, formsOf, leaks } from './canaries.ts';

const keyedHash = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex');
const redactor = (...secrets: string[]) => createRedactor({ keyedHash, secrets });
const MARK = /\[hidden:[\d+-]+:[0-9a-f]{12}\]/;

describe('a known secret', () => {
  it('is hidden in every form it is written in', () => {
    for (const { secret } of CANARIES) {
      const { text } = redactor(secret);
      for (const [form, written] of Object.entries(formsOf(secret))) {
        const hidden = text(`before ${written} after`);
        expect(leaks(hidden, [secret]), `${form} of ${secret}`).toEqual([]);
        expect(hidden).toMatch(/^before .* after$/s);
      }
    }
  });

  it('is hidden inside of longer base64, wherever it begins in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 }), (before, after) => {
        const secret = 'correct horse battery';
        const bytes = Buffer.concat([before, Buffer.from(secret), after]);
        for (const encoding of ['base64', 'base64url'] as const) {
          expect(redactor(secret).text(bytes.toString(encoding))).toMatch(MARK);
        }
      }),
    );
  });

  it('is hidden whatever surrounds it, and only it', () => {
    const secret = 'hunter2hunter2';
    const { text } = redactor(secret);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        fc.pre(text(before) === before && text(after) === after && text(`${before}x${after}`) === `${before}x${after}`);
        const mark = text(secret);
        expect(text(before + secret + after)).toBe(before + mark + after);
      }),
    );
  });
});

describe('what looks like a secret', () => {
  it.each(CANARIES.filter(({ known }) => !known))('$secret', ({ secret }) => {
    expect(leaks(redactor().text(`use ${secret} now`), [secret])).toEqual([]);
    expect(redactor().text(`(${secret})`)).toMatch(MARK);
  });

  it.each([
    'password: hunter2',
    'password=hunter2',
    '{"password":"hunter2"}',
    String.raw`{\"password\":\"hunter2\"}`,
    'my password is "hunter2"',
    'DB_PASSWORD=hunter2',
    'https://example.org/?a=1&access_token=hunter2&b=2',
    'https://bob:hunter2@example.org/',
    'Authorization: Bearer hunter2hunter2',
    'the api key: hunter2',
    'cvv: hunter2',
  ])('%s', (given) => {
    const hidden = redactor().text(given);
    expect(hidden).not.toContain('hunter2');
    expect(hidden).toMatch(MARK);
  });

  it.each([
    'write "Buy milk: 2 l @ 1.09 € — {ok} 日本" in the text editor and save it as ~/Documents/shopping.txt',
    'the password is required',
    'type {{secret:GMAIL}} into the field',
    'password: {{secret:GMAIL}}',
    'at 1795168800000, row 1234567890123456',
    'run-01kd3v9q4m002xk7c9f2a',
    '69017fb0f4f4148afdf83f670e4b10e89fd26760d58b510754286e3f4f01d28b',
    'skip sk-8 and task-force-2',
    'Basic information, bearer of news',
    'call +49 170 1234567 or 0.4111111111111111',
  ])('and what does not: %s', (given) => {
    expect(redactor().text(given)).toBe(given);
  });
});

describe('a value', () => {
  it('is hidden whole where a field’s name says that it is secret', () => {
    const hidden = redactor().value({
      args: {
        password: 'x',
        apiKey: 12345,
        'client-secret': { a: ['b'], on: true },
        author: 'me',
        pinned: 'no',
        tokens: [],
      },
    });
    expect(hidden).toEqual({
      args: {
        password: expect.stringMatching(MARK) as string,
        apiKey: expect.stringMatching(MARK) as string,
        'client-secret': { a: [expect.stringMatching(MARK) as string], on: true },
        author: 'me',
        pinned: 'no',
        tokens: [],
      },
    });
  });

  it('that showed itself once is hidden elsewhere too', () => {
    const r = redactor();
    r.study({ args: { password: 'correct horse' }, say: 'api key: k9-x8-w7' });
    expect(r.text('typed correct horse and k9-x8-w7')).not.toMatch(/correct horse|k9-x8-w7/);
  });

  it('keeps its length class, and equal secrets stay equal', () => {
    const { text } = redactor('short1', 'a much longer secret of 32 chars');
    expect(text('short1')).toMatch(/^\[hidden:1-8:/);
    expect(text('a much longer secret of 32 chars')).toMatch(/^\[hidden:17-32:/);
    expect(text('short1')).toBe(text('c2hvcnQx'));
    expect(createRedactor({ keyedHash: (t) => keyedHash(`other ${t}`), secrets: ['short1'] }).text('short1')).not.toBe(
      text('short1'),
    );
  });

  it('that is redacted stays as it is', () => {
    const r = redactor(...CANARIES.filter(({ known }) => known).map(({ secret }) => secret));
    fc.assert(
      fc.property(fc.shuffledSubarray([...CANARIES], { minLength: 1 }), fc.string(), (some, between) => {
        const once = r.text(some.map(({ secret }) => `password: ${secret}`).join(between));
        expect(r.text(once)).toBe(once);
        const value = r.value({ token: once, list: [{ say: once }] });
        expect(r.value(value)).toEqual(value);
      }),
      { numRuns: 30 },
    );
  });

  it('takes no longer for a text made to be slow', () => {
    const r = redactor('correct horse');
    for (const piece of [
      'sk-',
      'password ',
      'eyJaaaaaa.',
      'AA11',
      '4 ',
      '://a:',
      '-----BEGIN A PRIVATE KEY-----',
      'token="',
      '\\',
    ]) {
      const before = process.cpuUsage();
      r.text(piece.repeat(200_000 / piece.length));
      expect(process.cpuUsage(before).user / 1000, piece).toBeLessThan(2000);
    }
  });
});

it('finds the secrets of an environment by their names', () => {
  const env = { OPENAI_API_KEY: 'k1', GITHUB_TOKEN: 'k2', HOME: '/home/a', SSH_AUTH_SOCK: '/tmp/s', EMPTY_TOKEN: '' };
  expect(secretsIn(env)).toEqual(['k1', 'k2']);
});
