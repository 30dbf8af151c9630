import type { ModelServer } from '../../automation/model/server.ts';

/** The model `tiny` of the server at `baseUrl`: a small chat model without a key that costs nothing. */
export const tinyAt = (baseUrl: string): ModelServer => ({
  baseUrl,
  model: 'tiny',
  key: async () => null,
  contextTokens: 8000,
  sees: false,
  tools: true,
  price: null,
  streamTools: true,
  api: 'chat',
});
