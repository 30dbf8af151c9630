import type { Origin } from '../../ports/sonny.ts';
import type { TuningJob } from '../../ports/tuning.ts';
import type { ModelDesk } from '../model-desk.ts';
import type { TuningCommand, TuningDesk } from '../tuning-desk.ts';
import { onlyPerson, type Answers } from './answers.ts';

/** Setting a model up, and training one. */
export const aboutModels = (
  desk: ModelDesk,
  tuning: TuningDesk,
): Answers<'model.status' | 'model.test' | 'model.key' | 'tuning.export' | TuningCommand['type']> => {
  const tune = (command: TuningCommand, origin: Origin): Promise<TuningJob> => {
    onlyPerson(origin);
    return tuning.command(command);
  };
  return {
    'model.status': () => desk.status(),
    'model.test': () => desk.test(),
    'model.key': ({ key }, origin) => {
      onlyPerson(origin);
      return desk.setKey(key);
    },
    'tuning.export': () => tuning.file(),
    'tuning.start': tune,
    'tuning.look': tune,
    'tuning.cancel': tune,
  };
};
