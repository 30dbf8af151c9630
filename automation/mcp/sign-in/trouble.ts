import {
  AuthorizationServerMismatchError,
  InsecureTokenEndpointError,
  IssuerMismatchError,
  OAuthError,
  RegistrationRejectedError,
} from '@modelcontextprotocol/client';
import { SonnyError } from '../../../shared/protocol/errors.ts';

const LONGEST = 300;

const said = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message;
};

const wordsFor = (thrown: unknown): string => {
  if (thrown instanceof IssuerMismatchError)
    return 'The answer was not from where you were sent, so it was not used. Someone may have put themselves between.';
  if (thrown instanceof AuthorizationServerMismatchError)
    return 'The server now names another place to sign in at. Sign out first, then sign in there.';
  if (thrown instanceof InsecureTokenEndpointError) return 'Tokens would have been sent without encryption.';
  if (thrown instanceof RegistrationRejectedError)
    return `Sonny could not register itself there: ${said(thrown)} Name a client ID that its operator gave you.`;
  if (thrown instanceof OAuthError && thrown.code === 'access_denied') return 'It was declined there.';
  if (thrown instanceof OAuthError) return `It says ${thrown.code}: ${thrown.message}`;
  if (/dynamic client registration/iu.test(said(thrown)))
    return 'Programs can’t register themselves there. Name a client ID that its operator gave you.';
  return said(thrown);
};

/** Why signing in did not succeed, in words that a person can use; what others said is cut, on one line, and without secrets. */
export const signInTrouble = (thrown: unknown, veil: (text: string) => string): SonnyError => {
  if (thrown instanceof SonnyError) return thrown;
  const words = veil(wordsFor(thrown))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return new SonnyError('MCP_SIGN_IN_FAILED', words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words);
};
