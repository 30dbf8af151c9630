import { appendFileSync, readFileSync } from 'node:fs';

/** The work that both durable systems are given: notes, each of which makes the state's JSON 100 bytes longer. */
export interface Noting {
  /** Folder of the database. */
  readonly folder: string;
  readonly synchronous: 'NORMAL' | 'FULL';
  readonly steps: number;
  /** Where each step leaves its number, the effect that must not happen twice; null: nowhere. */
  readonly effects: string | null;
  /** The process dies in this step, after its effect and before anything could be written about it. */
  readonly dieAt: number | null;
}

/** With its quotes and comma 100 bytes. */
export const noteOf = (n: number): string => String(n).padStart(97, '.');

export const actOn = ({ effects, dieAt }: Noting, n: number): void => {
  if (effects === null) return;
  appendFileSync(effects, `${n}\n`);
  if (n === dieAt) process.kill(process.pid, 'SIGKILL');
};

/** How many effects happened a second time, and how many never did. */
export const countEffects = (effects: string, steps: number): { readonly repeated: number; readonly lost: number } => {
  const happened = readFileSync(effects, 'utf8').trimEnd().split('\n');
  const once = new Set(happened);
  return { repeated: happened.length - once.size, lost: steps - once.size };
};
