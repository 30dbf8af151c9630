import type { JsonSchemaType, JsonSchemaValidator, JsonSchemaValidatorResult } from '@modelcontextprotocol/client';
import { parametersOf } from '../../shared/skills/foreign-schema.ts';
import type { Json } from '../../shared/protocol/json.ts';

/**
 * Checks structured answers by the schema of the server that gives them, without its patterns: with those a server could
 * have Sonny compute for ever on a text of its own.
 */
export const validator = {
  getValidator<T>(schema: JsonSchemaType): JsonSchemaValidator<T> {
    let shape: ReturnType<typeof parametersOf> | null = null;
    try {
      shape = parametersOf(schema as Readonly<Record<string, Json>>);
    } catch {
      // A schema that can't be read says nothing; the answer counts as the server's word all the same.
    }
    return (input): JsonSchemaValidatorResult<T> => {
      const issue = shape?.loose().safeParse(input).error?.issues[0];
      return issue
        ? { valid: false, data: undefined, errorMessage: `${issue.path.join('.')}: ${issue.message}` }
        : { valid: true, data: input as T, errorMessage: undefined };
    };
  },
};
