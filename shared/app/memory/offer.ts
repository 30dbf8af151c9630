import type { RunEvent } from '../../protocol/events.ts';
import { likeOf, sameAnswer, type Preferred } from './preferences.ts';

const sayTimes = (times: number): string => `You chose this ${times === 2 ? 'twice' : `${times} times`} before.`;

/** A question with what the person prefers as its first candidate, and why. It still asks. */
export const offered = (event: RunEvent, preferences: () => readonly Preferred[]): RunEvent => {
  if (event.type !== 'question.asked') return event;
  const { question } = event;
  const preferred = preferences().find(({ id }) => id === likeOf(question));
  const first = preferred && question.candidates.find((c) => sameAnswer(question.subject, c, preferred.candidate));
  if (!first) return event;
  const why = sayTimes(preferred.rests.length);
  const detail = first.detail === undefined ? why : `${first.detail} · ${why}`;
  const others = question.candidates.filter((c) => c !== first);
  return { ...event, question: { ...question, candidates: [{ ...first, detail }, ...others] } };
};
