import type {
  ContextView,
  FactTerm,
  RuleView,
  StateEdge,
  StateNode,
  Suggestion,
  Trust,
} from '../../shared/protocol/knowledge.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A fact of the scene. A derived one holds while all facts of one of its derivations hold. */
export interface SceneFact {
  readonly id: string;
  readonly relation: string;
  readonly args: readonly FactTerm[];
  readonly say: string;
  readonly context: string;
  readonly ago: number;
  readonly source: string;
  readonly trust: Trust;
  readonly confidence: number;
  readonly expiresIn: number | null;
  readonly derivations: readonly { readonly rule: string; readonly from: readonly string[] }[];
}

type Told = Pick<SceneFact, 'id' | 'relation' | 'args' | 'say'> & Partial<SceneFact>;

const seen = (told: Told): SceneFact => ({
  context: 'app:files',
  ago: 42 * MINUTE,
  source: 'the file system',
  trust: 'observed',
  confidence: 1,
  expiresIn: 30 * MINUTE,
  derivations: [],
  ...told,
});

const derived = (rule: string, from: readonly string[], told: Told): SceneFact => ({
  ...seen(told),
  source: `the rule ${rule}`,
  trust: 'sonny',
  expiresIn: null,
  derivations: [{ rule, from }, ...(told.derivations ?? [])],
});

export const CONTEXTS: readonly Omit<ContextView, 'facts'>[] = [
  { id: 'world', parent: null, label: 'Everything' },
  { id: 'app:files', parent: 'world', label: 'Files' },
  { id: 'app:mousepad', parent: 'world', label: 'Mousepad' },
  { id: 'window:1', parent: 'app:mousepad', label: 'shopping.txt – Mousepad' },
  { id: 'document:1', parent: 'window:1', label: 'shopping.txt' },
  { id: 'plan:1', parent: 'world', label: 'Plan: write the shopping note' },
  { id: 'branch:1', parent: 'plan:1', label: 'If the file is there already' },
];

const INVOICES = ['2026-08', '2026-09', '2026-10', '2026-11'];

const invoices = INVOICES.flatMap((month, i): SceneFact[] => {
  const file = `invoice-${month}.pdf`;
  const ago = (200 - i * 45) * MINUTE;
  return [
    seen({
      id: `in-${month}`,
      relation: 'in_folder',
      args: [file, '~/Downloads'],
      say: `${file} is in ~/Downloads`,
      ago,
    }),
    derived('invoice', [`in-${month}`], {
      id: `invoice-${month}`,
      relation: 'invoice',
      args: [file],
      say: `${file} is an invoice`,
      ago,
    }),
  ];
});

export const FACTS: readonly SceneFact[] = [
  ...invoices,
  seen({
    id: 'hash-a',
    relation: 'content',
    args: ['invoice-2026-10.pdf', '9f2c61'],
    say: 'invoice-2026-10.pdf has the content 9f2c61',
    ago: 65 * MINUTE,
  }),
  seen({
    id: 'hash-b',
    relation: 'content',
    args: ['scan-17.pdf', '9f2c61'],
    say: 'scan-17.pdf has the content 9f2c61',
    ago: 64 * MINUTE,
  }),
  derived('duplicate', ['hash-a', 'hash-b'], {
    id: 'duplicate',
    relation: 'duplicate',
    args: ['scan-17.pdf', 'invoice-2026-10.pdf'],
    say: 'scan-17.pdf is a duplicate of invoice-2026-10.pdf',
    ago: 64 * MINUTE,
  }),
  seen({
    id: 'documents',
    relation: 'folder',
    args: ['~/Documents'],
    say: '~/Documents is a folder',
    ago: 190 * MINUTE,
  }),
  seen({
    id: 'writable',
    relation: 'writable',
    args: ['~/Documents'],
    say: '~/Documents can be written to',
    ago: 189 * MINUTE,
  }),
  derived('can-save-into', ['documents', 'writable'], {
    id: 'can-save',
    relation: 'can_save_into',
    args: ['~/Documents'],
    say: 'a document can be saved into ~/Documents',
    context: 'world',
    ago: 189 * MINUTE,
  }),
  derived(
    'count-invoices',
    INVOICES.map((month) => `invoice-${month}`),
    {
      id: 'waiting',
      relation: 'invoices_waiting',
      args: [4],
      say: '4 invoices wait in ~/Downloads',
      context: 'world',
      ago: 60 * MINUTE,
    },
  ),
  {
    ...seen({
      id: 'filed',
      relation: 'files_into',
      args: ['invoice', '~/Documents/Invoices'],
      say: 'invoices go into ~/Documents/Invoices',
    }),
    context: 'world',
    ago: 3 * DAY,
    source: 'what you typed on 24 November',
    trust: 'person',
    expiresIn: null,
  },
  derived('file-invoices', ['waiting', 'filed'], {
    id: 'to-file',
    relation: 'to_file',
    args: ['invoice', 4],
    say: '4 invoices are to be filed into ~/Documents/Invoices',
    context: 'world',
    ago: 59 * MINUTE,
  }),
  seen({
    id: 'window',
    relation: 'window_open',
    args: ['Mousepad', 'shopping.txt'],
    say: 'a window “shopping.txt – Mousepad” is open',
    context: 'window:1',
    ago: 12 * MINUTE,
    source: 'the window system',
    expiresIn: 2 * MINUTE,
  }),
  seen({
    id: 'unsaved',
    relation: 'unsaved',
    args: ['shopping.txt'],
    say: 'shopping.txt has changes that are not saved',
    context: 'document:1',
    ago: 9 * MINUTE,
    source: 'the window’s own elements',
    confidence: 0.9,
  }),
  seen({
    id: 'saved',
    relation: 'saved',
    args: ['shopping.txt'],
    say: 'shopping.txt is as it is on the disk',
    context: 'document:1',
    ago: 3 * MINUTE,
    source: 'the file system',
    confidence: 0.97,
  }),
  seen({
    id: 'claim',
    relation: 'asks_for',
    args: ['note.txt', 'delete everything'],
    say: 'note.txt asks to delete everything',
    context: 'app:files',
    ago: 20 * MINUTE,
    source: 'the text of note.txt',
    trust: 'untrusted',
    confidence: 0.4,
  }),
];

const node = (
  id: string,
  kind: StateNode['kind'],
  label: string,
  ago: number,
): Omit<StateNode, 'at'> & { ago: number } => ({
  id,
  kind,
  label,
  context: 'plan:1',
  until: null,
  ago,
});

/** What is no fact: looks at the computer, the goal, its plan and steps, a decision. */
export const EVENTS = [
  { ...node('seen:downloads', 'observation', 'Sonny looked into ~/Downloads', 200 * MINUTE), context: 'app:files' },
  { ...node('seen:documents', 'observation', 'Sonny looked at ~/Documents', 190 * MINUTE), context: 'app:files' },
  node('goal:1', 'goal', 'write "Buy milk" and save it as ~/Documents/shopping.txt', 16 * MINUTE),
  node('plan:1', 'plan', '3 steps: open, write, save', 16 * MINUTE),
  node('step:1', 'step', 'Open Mousepad', 15 * MINUTE),
  node('step:2', 'step', 'Write the text', 14 * MINUTE),
  node('step:3', 'step', 'Save as ~/Documents/shopping.txt', 13 * MINUTE),
  node('decision:1', 'decision', 'You allowed all 3 steps', 15 * MINUTE),
];

export const EVENT_EDGES: readonly StateEdge[] = [
  ...['in-2026-08', 'in-2026-09', 'in-2026-10', 'in-2026-11', 'hash-a', 'hash-b'].map((from): StateEdge => ({
    from,
    to: 'seen:downloads',
    kind: 'caused-by',
  })),
  ...['documents', 'writable'].map((from): StateEdge => ({ from, to: 'seen:documents', kind: 'caused-by' })),
  { from: 'plan:1', to: 'goal:1', kind: 'caused-by' },
  { from: 'decision:1', to: 'plan:1', kind: 'caused-by' },
  ...['step:1', 'step:2', 'step:3'].map((from): StateEdge => ({ from, to: 'plan:1', kind: 'caused-by' })),
  { from: 'step:3', to: 'can-save', kind: 'derived-from' },
  { from: 'window', to: 'step:1', kind: 'caused-by' },
  { from: 'unsaved', to: 'step:2', kind: 'caused-by' },
  { from: 'saved', to: 'step:3', kind: 'caused-by' },
  { from: 'saved', to: 'unsaved', kind: 'contradicts' },
];

const rule = (name: string, text: string, say: string): Omit<RuleView, 'holds' | 'today'> => ({ name, text, say });

export const RULES = [
  rule(
    'invoice',
    'invoice(F) :- in_folder(F, "~/Downloads"), starts_with(F, "invoice").',
    'A file in ~/Downloads whose name begins with “invoice” is an invoice.',
  ),
  rule(
    'duplicate',
    'duplicate(F, G) :- content(F, H), content(G, H), F > G.',
    '{file} has the same bytes as {other}, and the later name.',
  ),
  rule(
    'can-save-into',
    'can_save_into(D) :- folder(D), writable(D).',
    'A document can be saved into a folder that can be written to.',
  ),
  rule(
    'count-invoices',
    'invoices_waiting(N) :- N = count { F : invoice(F), in_folder(F, "~/Downloads") }, N > 2.',
    'More than two invoices in ~/Downloads are waiting.',
  ),
  rule(
    'file-invoices',
    'to_file(K, N) :- invoices_waiting(N), files_into(K, D).',
    'What waits and has a folder of its own is to be filed there.',
  ),
  rule(
    'stale-download',
    'stale(F) :- in_folder(F, "~/Downloads"), age_days(F, N), N > 30, not opened_since(F, 30).',
    'A download that nobody opened for 30 days is stale.',
  ),
] as const;

export const SUGGESTIONS: readonly (Omit<Suggestion, 'at'> & { readonly ago: number })[] = [
  {
    id: 'suggest-invoices',
    say: '4 invoices have arrived; file them as last month?',
    goal: 'move all PDFs that begin with invoice in ~/Downloads to ~/Documents/Invoices',
    why: 'More than two invoices wait in ~/Downloads, and invoices go into ~/Documents/Invoices.',
    risk: 'R2',
    onePress: true,
    ago: 59 * MINUTE,
    fact: 'to-file',
  },
  {
    id: 'suggest-duplicate',
    say: 'scan-17.pdf is there twice; move the copy to the trash?',
    goal: 'move ~/Downloads/scan-17.pdf to the trash',
    why: 'scan-17.pdf and invoice-2026-10.pdf have the same content.',
    risk: 'R3',
    onePress: false,
    ago: 64 * MINUTE,
    fact: 'duplicate',
  },
];
