import { expect, it } from 'vitest';
import { contentOf, keptOf, textContent, textOf } from '../../../automation/desktop/clipboard-content.ts';

it('what a clipboard holds is kept in every format, and is the same again', () => {
  const content = textContent('Füße');
  const kept = keptOf(content);
  expect(kept?.formats.length).toBeGreaterThan(3);
  expect(kept && contentOf(JSON.parse(JSON.stringify(kept)) as typeof kept)).toEqual(content);
});

it('what a password manager copied is never kept', () => {
  const { formats } = textContent('correct horse battery staple');
  const hint = { type: 'STRING', bits: 8, data: Buffer.from('secret') } as const;
  const secret = { formats: new Map([...formats, ['x-kde-passwordManagerHint', hint] as const]) };
  expect(textOf(secret)).toBe('correct horse battery staple');
  expect(keptOf(secret)).toBeNull();
});

it('more than a few megabytes are not kept', () => {
  expect(keptOf(textContent('x'.repeat(2_000_000)))).toBeNull();
});
