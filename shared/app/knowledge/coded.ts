import { SonnyError, type ErrorCode } from '../../protocol/errors.ts';
import { EngineRefused } from '../../symbolic/engine/meter.ts';
import { FactError, type FactTrouble } from '../../symbolic/facts/fact-error.ts';

const CODE: Readonly<Record<FactTrouble, ErrorCode>> = {
  RELATION_UNKNOWN: 'FACT_INVALID',
  ARGUMENTS_WRONG: 'FACT_INVALID',
  CONTEXT_UNKNOWN: 'FACT_INVALID',
  UNTRUSTED: 'NOT_AUTHORISED',
  FACTS_TOO_MANY: 'FACTS_TOO_MANY',
};

/** Does what may refuse a fact. @throws SonnyError with the code that a person knows. */
export const coded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof FactError) throw new SonnyError(CODE[thrown.trouble], thrown.message, { cause: thrown });
    if (thrown instanceof EngineRefused) throw new SonnyError('FACT_INVALID', thrown.message, { cause: thrown });
    throw thrown;
  }
};
