import { expect, test } from 'vitest';
import { Command } from '../../../shared/protocol/commands.ts';
import { complaintOf } from '../../../shared/protocol/complaint.ts';
import { McpServer } from '../../../shared/protocol/mcp.ts';
import { Settings } from '../../../shared/protocol/settings.ts';

const settings = (given: object): string => {
  const { error } = Settings.safeParse(given);
  return error ? complaintOf(error) : 'It fits.';
};

test.each([
  [{ baseUrl: 'ftp://x' }, 'model.baseUrl: an address is wanted, such as http://127.0.0.1:11434/v1.'],
  [{ baseUrl: 'http://me:secret@x/v1' }, 'model.baseUrl: A key does not go into the address.'],
  [{ contextTokens: 5 }, 'model.contextTokens: it has to be at least 1000.'],
  [{ contextTokens: 5000.5 }, 'model.contextTokens: a whole number is wanted.'],
  [{ contextTokens: 'many' }, 'model.contextTokens: a number is wanted.'],
  [{ api: 'telnet' }, 'model.api: "chat" or "responses" is wanted.'],
  [{ price: { input: 1 } }, 'model.price.output: a number is wanted.'],
  [{ name: 'x'.repeat(300) }, 'model.name: it may be 200 characters at most.'],
  [{ sees: 'yes' }, 'model.sees: true or false is wanted.'],
  [{ firstWordSeconds: 9000 }, 'model.firstWordSeconds: it may be 600 at most.'],
])('%j: %s', (model, say) => {
  expect(settings({ model })).toBe(say);
});

test('what a schema says itself stays, and what is not there is named', () => {
  const { error } = McpServer.safeParse({ kind: 'local', name: 'My Server', command: ['x'], env: [] });
  expect(error && complaintOf(error)).toBe('name: must be lower-case letters, digits and hyphens.');
  const more = McpServer.safeParse({ kind: 'local', name: 'files', command: [], env: [], shell: true }).error;
  expect(more && complaintOf(more)).toBe('command: it has to be at least 1 of them.');
});

test('the whole is called what it is called', () => {
  const { error } = Command.safeParse(3);
  expect(error && complaintOf(error, 'command')).toBe('command: an object is wanted.');
  const unknown = Command.safeParse({ type: 'fly' }).error;
  expect(unknown && complaintOf(unknown)).toBe('type: it is none of those that there are.');
});
