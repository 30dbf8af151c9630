import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Performed, Performer } from '../../shared/ports/performer.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

const undo: Performer['undo'] = async () => ({ status: 'undone', evidence: [] });

const done = (outputs: Performed['outputs']): Performed => ({ status: 'done', outputs, evidence: [], receipt: null });

/** `wait.time`: CANCELLED when it is told to stop before its time is over. */
const waiting = (clock: Clock): Performer => ({
  skills: ['wait.time'],
  async perform({ args }, { signal }) {
    const parsed = z.object({ seconds: z.number(), moment: z.number().optional() }).safeParse(args);
    if (!parsed.success) throw new SonnyError('COMMAND_INVALID', `wait.time: ${parsed.error.message}`);
    const { seconds, moment } = parsed.data;
    await clock.sleep(moment === undefined ? seconds * 1000 : Math.max(0, moment - clock.now()), signal);
    if (signal.aborted) throw new SonnyError('CANCELLED');
    return done({});
  },
  undo,
});

/** `clock.read`: in the words of this machine's time. */
const telling = (clock: Clock): Performer => ({
  skills: ['clock.read'],
  perform: async () => {
    const now = new Date(clock.now());
    const day = now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    return done({ text: `${now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}, ${day}` });
  },
  undo,
});

/** What Sonny does with time alone. */
export const createClockPerformers = (clock: Clock): readonly Performer[] => [waiting(clock), telling(clock)];
