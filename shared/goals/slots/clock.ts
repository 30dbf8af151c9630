import type { Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';

interface Time {
  readonly hour: number;
  readonly minute: number;
}

const NAMED: Readonly<Record<string, Time>> = {
  noon: { hour: 12, minute: 0 },
  midday: { hour: 12, minute: 0 },
  midnight: { hour: 24, minute: 0 },
};

const two = (n: number): string => String(n).padStart(2, '0');

const shown = ({ hour, minute }: Time): string => `${two(hour)}:${two(minute)}`;

/** That time today, as this machine's clock has it. */
const today = ({ hour, minute }: Time, now: number): number => new Date(now).setHours(hour, minute, 0, 0);

const found = (time: Time, next: number, { now }: GoalContext): Found<number> => ({
  value: today(time, now),
  next,
  say: shown(time),
});

/** A bare hour up to twelve is in the morning or in the afternoon: the one chosen before, else a question. */
const bareHour = (hour: number, next: number, context: GoalContext): Found<number> => {
  const subject = `time:${hour}`;
  const chosen = /^(\d\d):(\d\d)$/u.exec(context.answers[subject] ?? '');
  if (chosen) return found({ hour: Number(chosen[1]), minute: Number(chosen[2]) }, next, context);
  const times = [hour % 12, (hour % 12) + 12].map((h) => ({ hour: h, minute: 0 }));
  const doubt: Doubt = {
    kind: 'question',
    subject,
    ask: `Which ${hour} o’clock is meant?`,
    candidates: times.map((time) => ({
      id: shown(time),
      label: shown(time),
      detail: time.hour < 12 ? 'in the morning' : 'in the afternoon',
    })),
  };
  return { ...found({ hour, minute: 0 }, next, context), doubt };
};

/** `17:00`, `5pm`, `5 pm`, `5:30 p.m.`, `17 o'clock`, `noon`; today. */
export const clockSlot: Slot<number> = {
  chip: 'constraint',
  read(tokens: Tokens, at, context) {
    const first = tokens[at];
    if (first?.kind !== 'word') return [];
    const named = NAMED[first.value];
    if (named) return [found(named, at + 1, context)];
    const parts = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m|p\.m|h)?$/u.exec(first.value);
    if (!parts) return [];
    const hour = Number(parts[1]);
    const minute = Number(parts[2] ?? 0);
    const apart = afterAny(tokens, at + 1, 'am', 'pm', 'a.m', 'p.m');
    const half = (parts[3] ?? (apart > at + 1 ? tokens[at + 1]?.value : undefined))?.[0];
    const clock = afterAny(tokens, apart, '.', "o'clock", 'sharp', 'today');
    const next = tokens[apart]?.value === '.' && apart === at + 1 ? apart : clock;
    if (minute > 59 || hour > 23) return [];
    if (half === 'a' || half === 'p')
      return hour < 1 || hour > 12
        ? []
        : [found({ hour: (hour % 12) + (half === 'p' ? 12 : 0), minute }, next, context)];
    return parts[2] === undefined && half !== 'h' && hour >= 1 && hour <= 12
      ? [bareHour(hour, next, context)]
      : [found({ hour, minute }, next, context)];
  },
};
