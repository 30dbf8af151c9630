import { expect, it } from 'vitest';
import { otherKind } from '../../../../shared/planning/check/kinds.ts';
import type { Sound } from '../../../../shared/planning/check/step.ts';
import { Known } from '../../../../shared/planning/known.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';

const app = (id: string, name: string, generic: readonly string[]) => ({
  id,
  name,
  windowClass: id,
  command: [id],
  generic,
  extensions: ['odt', 'pdf', 'png'],
});
const apps = [
  app('writer', 'Writer', ['word processor']),
  app('calc', 'Calc', ['spreadsheet']),
  app('pad', 'Pad', ['text editor', 'editor']),
  app('paint', 'Paint', []),
];

const step = (id: string, skill: string, args: Readonly<Record<string, Json>>, place: number): Sound => {
  const declared = SKILLS.get(skill);
  if (!declared) throw new Error(skill);
  return { id, skill, args, dependsOn: [], declared, place, title: skill };
};

/** What is wrong with saving a name from a window that a program has opened, or that is open. */
const wrong = (program: string, name: string, isOpen: boolean): string | null => {
  const path = `/home/ada/${name}`;
  const known = new Known();
  const withNothing = [path, ...['txt', 'odt', 'ods'].map((ending) => path.replace(/\w+$/u, ending))];
  for (const one of withNothing)
    known.add({ query: { kind: 'file', path: one }, path: 'filesystem', value: { exists: false } });
  const window = isOpen ? { id: 1, pid: 1, app: program, title: 'A' } : { from: 's1', output: 'window' };
  const steps = [
    step('s1', 'app.open', { app: program }, 0),
    step('s2', 'document.save-as', { window, path }, 1),
  ].slice(isOpen ? 1 : 0);
  const world = { home: '/home/ada', apps, answers: {}, now: 0, windows: () => [] };
  return otherKind(steps, { skills: SKILLS, known, world })?.say ?? null;
};

it.each([
  ['writer', 'a.odt'],
  ['writer', 'a.docx'],
  ['writer', 'a.txt'],
  ['calc', 'a.ods'],
  ['pad', 'a.md'],
  ['paint', 'a.png'],
  ['unknown', 'a.odt'],
])('%s may save %s', (program, name) => {
  for (const isOpen of [true, false]) expect(wrong(program, name, isOpen)).toBeNull();
});

it.each([
  [
    'writer',
    'a.pdf',
    'Writer saves no PDF from its own dialog: ~/a.pdf would be one by its name alone. Use a kind that it does save, such as ~/a.odt.',
  ],
  [
    'calc',
    'a.docx',
    'Calc saves no Word document from its own dialog: ~/a.docx would be one by its name alone. Use a kind that it does save, such as ~/a.ods.',
  ],
  [
    'pad',
    'a.odt',
    'Pad saves no OpenDocument text from its own dialog: ~/a.odt would be one by its name alone. Use a text file, such as ~/a.txt.',
  ],
  [
    'paint',
    'a.pdf',
    'Paint saves no PDF from its own dialog: ~/a.pdf would be one by its name alone. Use a text file, such as ~/a.txt.',
  ],
])('%s may not save %s', (program, name, say) => {
  for (const isOpen of [true, false]) expect(wrong(program, name, isOpen)).toBe(say);
});
