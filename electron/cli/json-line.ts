import type { Json } from '../../shared/protocol/json.ts';
import type { Context } from './context.ts';

/** One object as it is printed with `--json`, without the secrets in it: scripts keep what they read. */
export const jsonLine = ({ redactor }: Pick<Context, 'redactor'>, value: object): string => {
  const json = JSON.parse(JSON.stringify(value)) as Json;
  redactor.study(json);
  return JSON.stringify(redactor.value(json));
};
