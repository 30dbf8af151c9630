import type { OwnClients } from '../own-clients.ts';
import type { RawInput } from './raw-input.ts';
import { watchRawInput } from './raw-input.ts';
import { type FakeInput, watchFakeInput } from './fake-input.ts';
import type { Display, Env } from './display.ts';
import { openDisplay } from './display.ts';

export type PersonInput = RawInput;
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Tells a person's input from Sonny's, while Sonny acts. */
export interface Hands {
  onPerson(listener: (input: PersonInput) => void): () => void;
  /** Sonny put the pointer somewhere. */
  onOwnMove(listener: (to: Point) => void): () => void;
  /** false: other programs' input can't be told from Sonny's, so only real devices count as a person. */
  readonly complete: boolean;
  acting(on: boolean): void;
  close(): void;
}

/** How long a program that is not known may still turn out to be Sonny's worker, which has just connected. Milliseconds. */
const BENEFIT_MS = 50;

/** By what the server says of each input: which device it is of, and which client made it. */
export async function watchHands(display: Display, env: Env, own: Pick<OwnClients, 'has' | 'known'>): Promise<Hands> {
  const people = new Set<(input: PersonInput) => void>();
  const moves = new Set<(to: Point) => void>();
  const person = (input: PersonInput): void => people.forEach((tell) => tell(input));

  function made(input: FakeInput): void {
    if (own.has(input.client)) {
      if (input.to) for (const tell of moves) tell(input.to);
      return;
    }
    if (own.known) return person(input);
    setTimeout(() => {
      if (!own.has(input.client)) person(input);
    }, BENEFIT_MS);
  }

  const raw = await watchRawInput(display, person);
  const recorder = await openDisplay(env);
  const fake = await watchFakeInput(display, recorder, made).catch(() => null);
  return {
    onPerson(listener) {
      people.add(listener);
      return () => people.delete(listener);
    },
    onOwnMove(listener) {
      moves.add(listener);
      return () => moves.delete(listener);
    },
    complete: fake !== null,
    acting(on) {
      if (on) {
        raw.on();
        fake?.on();
      } else {
        raw.off();
        fake?.off();
      }
    },
    close: () => recorder.close(),
  };
}
