import type { Json } from '../../shared/protocol/json.ts';
import type { Context } from './context.ts';

/** What JSON leaves as it is and a terminal does not show as a character; escaped it is the same JSON. */
const UNSEEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** One object as it is printed with `--json`, without the secrets in it: scripts keep what they read. */
export const jsonLine = ({ redactor }: Pick<Context, 'redactor'>, value: object): string => {
  const json = JSON.parse(JSON.stringify(value)) as Json;
  redactor.study(json);
  return JSON.stringify(redactor.value(json)).replace(
    UNSEEN,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};
