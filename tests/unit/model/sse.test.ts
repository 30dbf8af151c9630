import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStream } from '../../../automation/model/sse.ts';

const read = (chunks: readonly Uint8Array[]): string[] => {
  const data: string[] = [];
  const stream = new EventStream((d) => data.push(d));
  for (const chunk of chunks) stream.add(chunk);
  stream.end();
  return data;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('an event stream', () => {
  it('is the same however its bytes are cut, and whatever ends its lines', () => {
    const line = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(200)),
        (events, end, cuts) => {
          const text = events
            .map((lines) => `event: x${end}: a comment${end}${lines.map((l) => `data: ${l}${end}`).join('')}${end}`)
            .join('');
          const all = bytes(text);
          const at = [0, ...cuts.filter((c) => c < all.length).sort((a, b) => a - b), all.length];
          const chunks = at.slice(1).map((to, n) => all.subarray(at[n], to));
          expect(read(chunks)).toEqual(events.map((lines) => lines.join('\n')));
        },
      ),
    );
  });

  it('may leave out the space, the empty line at its end, and all else', () => {
    expect(read([bytes('data:{"a":1}\n\ndata:  b\nretry: 3\nid: 4\n\n: nothing\n\ndata: last')])).toEqual([
      '{"a":1}',
      ' b',
      'last',
    ]);
  });

  it('of one endless line costs no more for each part of it', () => {
    const part = bytes('x'.repeat(1000));
    const once = (parts: number): number => {
      const before = process.cpuUsage();
      read([bytes('data: '), ...Array.from({ length: parts }, () => part)]);
      return process.cpuUsage(before).user;
    };
    // The least of several: what else goes on in the process only adds. Were each part searched from the start, it would be 100 times as much.
    const spent = (parts: number): number => Math.min(...Array.from({ length: 5 }, () => once(parts)));
    expect(spent(20_000) / Math.max(1000, spent(2000))).toBeLessThan(60);
  });
});
