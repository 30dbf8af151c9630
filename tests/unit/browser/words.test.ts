import { expect, test } from 'vitest';
import { csvOf, formulasIn } from '../../../automation/browser/csv.ts';
import { browserError } from '../../../automation/browser/failure.ts';

const told = (error: string) =>
  browserError(
    new Error(`page.goto: net::${error} at http://127.0.0.1:81/a\nCall log:`),
    'web.open',
    new AbortController().signal,
  ).view();

test.each([
  ['ERR_CONNECTION_REFUSED', '127.0.0.1:81 does not answer.'],
  ['ERR_NAME_NOT_RESOLVED', 'No site called 127.0.0.1:81 was found.'],
  ['ERR_CERT_AUTHORITY_INVALID', '127.0.0.1:81 can’t prove that it is that site.'],
  ['ERR_INTERNET_DISCONNECTED', 'The network does not lead to 127.0.0.1:81.'],
  ['ERR_TOO_MANY_REDIRECTS', '127.0.0.1:81 gave no page (ERR_TOO_MANY_REDIRECTS).'],
])('%s is said in words, with a hint about the site and none about windows', (error, details) => {
  const view = told(error);
  expect(view).toMatchObject({ code: 'TARGET_MISSING', details });
  expect(view.hint).not.toContain('window');
});

test('cells that a spreadsheet would run are made text, and counted', () => {
  const rows = [
    ['=cmd|calc', '-12.5 %'],
    ['@sum', 'plain'],
  ];
  expect(csvOf(rows)).toBe("'=cmd|calc,-12.5 %\n'@sum,plain\n");
  expect(formulasIn(rows)).toBe(2);
});
