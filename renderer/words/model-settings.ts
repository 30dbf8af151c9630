import type { ModelFindings, ModelSettings, ModelStatus } from '../../shared/protocol/model.ts';
import { dollars } from './model.ts';

/** Where the key is. */
export const KEY_IS: Readonly<Record<ModelStatus['key'], string>> = {
  kept: 'It is in the system’s keychain.',
  session: 'It is in memory until Sonny ends: this machine has no keychain that protects it.',
  environment: 'It comes from the variable SONNY_MODEL_KEY.',
  none: 'None is set; servers on this machine need none.',
};

/** Where one that is set will be. */
export const KEY_WILL_BE: Readonly<Record<ModelStatus['keeps'], string>> = {
  kept: 'What you set goes to the system’s keychain, never to a file.',
  session: 'What you set stays in memory until Sonny ends, and goes to no file.',
};

/** What a test tried, in the order it is shown. */
export const TRIED: readonly {
  readonly name: 'tools' | 'shapes' | 'sees' | 'embeds' | 'responses';
  readonly say: string;
}[] = [
  { name: 'tools', say: 'Calls tools' },
  { name: 'shapes', say: 'Keeps to a form' },
  { name: 'sees', say: 'Sees pictures' },
  { name: 'embeds', say: 'Makes vectors of texts' },
  { name: 'responses', say: 'Speaks the responses protocol' },
];

/** "tiny answers: first word after 0.8 s, then 42 tokens a second. The test cost $0.0012." */
export function answered({ model, firstWord, tokensPerSecond, cost }: ModelFindings): string {
  const pace = tokensPerSecond === null ? '' : `, then ${tokensPerSecond} tokens a second`;
  const first = firstWord === null ? '' : `: first word after ${(firstWord / 1000).toFixed(1)} s${pace}`;
  return `${model} answers${first}.${cost === null ? '' : ` The test cost ${dollars(cost)}.`}`;
}

/** What the test found otherwise than the settings have it; empty where they agree. */
export function foundOtherwise(
  { tools, sees }: ModelFindings,
  settings: Pick<ModelSettings, 'tools' | 'sees'>,
): Partial<Pick<ModelSettings, 'tools' | 'sees'>> {
  return {
    ...(tools !== null && tools !== settings.tools ? { tools } : {}),
    ...(sees !== null && sees !== settings.sees ? { sees } : {}),
  };
}
