import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** JSON escapes control characters, so a bare one can only be ours. U+0001 is the run's id; U+000A ends it. */
const RUN = '\u0001';
const END = '\n';
// oxlint-disable-next-line no-control-regex
const OURS = /[\u0001-\u001f]/;
// oxlint-disable-next-line no-control-regex
const PHRASE = /[\u0002-\u001f]/g;

/**
 * What the two commonest types of rows say again and again, each with the control character that stands for it. Journals
 * hold these characters: phrases are added, and none is ever changed.
 */
const PHRASES: Readonly<Record<string, readonly (readonly [code: string, phrase: string])[]>> = {
  'step.intended': [
    ['\u0002', ',"attempt":1,"key":"\u0001/'],
    ['\u0003', ',"runId":"\u0001","skill":"'],
    ['\u0004', '","stepId":"'],
    ['\u0005', '","type":"step.intended"}'],
    ['\u0006', '{"args":{'],
    ['\u0007', '},"at":'],
  ],
  'step.ended': [
    ['\u0008', '],"key":"\u0001/'],
    ['\u0009', ',"runId":"\u0001","status":"verified","stepId":"'],
    ['\u000b', '","type":"step.ended"}'],
    ['\u000c', '{"at":'],
    ['\u000d', ',"evidence":['],
    ['\u000e', '"holds":true,'],
    ['\u000f', '"observed":'],
    ['\u0010', '"path":"'],
    ['\u0011', '","say":"'],
    ['\u0012', '"outputs":{'],
    ['\u0013', '},"receipt":'],
  ],
};
const BY_CODE = new Map(Object.values(PHRASES).flat());

/** Longer texts, as a plan's, are deflated, and so need no pages of their own. */
const LONG = 2048;
/** Longer than any event; what was damaged must not ask for all memory. */
const MOST = 64 * 1024 * 1024;

/** The event that a text was made of. */
export interface Source {
  readonly type: string;
  readonly runId: string;
}

/** A row's text as the file holds it: shorter, and nothing of it lost. */
export const shortened = (text: string, { type, runId }: Source): string | Uint8Array => {
  if (text.length > LONG || OURS.test(text) || OURS.test(runId)) return deflateRawSync(text, { level: 1 });
  let short = runId === '' ? text : text.replaceAll(runId, RUN);
  for (const [code, phrase] of PHRASES[type] ?? []) short = short.replaceAll(phrase, code);
  return `${runId}${END}${short}`;
};

/** The text that was shortened; of what was damaged or changed some other text, whose hash will be wrong. */
export const written = (kept: string | Uint8Array): string => {
  if (typeof kept !== 'string') {
    try {
      return inflateRawSync(kept, { maxOutputLength: MOST }).toString('utf8');
    } catch {
      return '';
    }
  }
  const end = kept.indexOf(END);
  const run = kept.slice(0, Math.max(0, end));
  return kept
    .slice(end + 1)
    .replace(PHRASE, (code) => BY_CODE.get(code) ?? code)
    .replaceAll(RUN, () => run);
};
