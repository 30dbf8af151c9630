import { completable, ResourceTemplate, type CallToolResult, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const WAV = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==';

const text = (said: string): CallToolResult => ({ content: [{ type: 'text', text: said }] });
const image = { type: 'image', data: PNG, mimeType: 'image/png' } as const;
const resource = (uri: string, mimeType: string, said: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: said } }) as const;

const withResources = (server: McpServer): void => {
  const contents = (uri: string, mimeType: string, content: { text: string } | { blob: string }) => ({
    contents: [{ uri, mimeType, ...content }],
  });
  const about = { description: 'For the conformance suite' };
  server.registerResource('static-text', 'test://static-text', about, () =>
    contents('test://static-text', 'text/plain', { text: 'This is the content of the static text resource.' }),
  );
  server.registerResource('static-binary', 'test://static-binary', about, () =>
    contents('test://static-binary', 'image/png', { blob: PNG }),
  );
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  server.registerResource('template', template, about, (uri, { id }) =>
    contents(uri.href, 'application/json', {
      text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
    }),
  );
};

const withPrompts = (server: McpServer): void => {
  const said = (words: string) => ({ role: 'user', content: { type: 'text', text: words } }) as const;
  const about = { description: 'For the conformance suite' };
  server.registerPrompt('test_simple_prompt', about, () => ({
    messages: [said('This is a simple prompt for testing.')],
  }));
  const argsSchema = z.object({ arg1: completable(z.string(), () => ['test']), arg2: z.string() });
  server.registerPrompt('test_prompt_with_arguments', { ...about, argsSchema }, ({ arg1, arg2 }) => ({
    messages: [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }));
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { ...about, argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [
        { role: 'user', content: resource(resourceUri, 'text/plain', 'Embedded resource content for testing.') },
        said('Please process the embedded resource above.'),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', about, () => ({
    messages: [{ role: 'user', content: image }, said('Please analyze the image above.')],
  }));
};

/**
 * Beside Sonny's own tools, what the conformance suite asks for by name, as it describes it. What would have the server ask the client
 * back (its model, its person, its folders) is not there: Sonny never does.
 */
export const withFixtures = (server: McpServer): McpServer => {
  withResources(server);
  withPrompts(server);
  const plain = (name: string, answer: () => CallToolResult): void => {
    server.registerTool(name, { description: 'For the conformance suite' }, answer);
  };
  plain('test_simple_text', () => text('This is a simple text response for testing.'));
  plain('test_image_content', () => ({ content: [image] }));
  plain('test_audio_content', () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }));
  plain('test_embedded_resource', () => ({
    content: [resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }));
  plain('test_multiple_content_types', () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }));
  plain('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool(
    'test_tool_with_progress',
    { description: 'For the conformance suite' },
    async ({ mcpReq: { _meta, notify } }) => {
      const progressToken = _meta?.progressToken;
      for (const progress of progressToken === undefined ? [] : [0, 50, 100])
        await notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
      return text('Done.');
    },
  );
  return server;
};
