import { describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../../shared/protocol/envelope.ts';
import { parseClientMessage, parseHostMessage } from '../../../shared/protocol/rpc-message.ts';

const hello = { kind: 'hello', version: PROTOCOL_VERSION, session: null, resumeFrom: 0 };
const command = (over: object) => ({ kind: 'command', id: 7, command: over });

describe('what a client may send', () => {
  test.each([
    [hello],
    [{ kind: 'ping' }],
    [command({ type: 'stop' })],
    [command({ type: 'run.start', text: 'open "日本"' })],
  ])('%j is let in', (message) => {
    expect(parseClientMessage(JSON.stringify(message))).toMatchObject({ ok: true, message });
  });

  test.each([
    ['not JSON', '{', null, 'message'],
    ['an array', '[]', null, 'message'],
    ['no kind', '{}', null, 'kind'],
    ['an unknown kind', '{"kind":"eval"}', null, 'kind'],
    ['an unknown command', JSON.stringify(command({ type: 'rm' })), 7, 'command.type'],
    ['a missing field', JSON.stringify(command({ type: 'run.get' })), 7, 'command.runId'],
    ['a wrong type', JSON.stringify(command({ type: 'run.get', runId: 3 })), 7, 'command.runId'],
    ['a field too many', JSON.stringify(command({ type: 'stop', force: true })), 7, 'command'],
    [
      'a goal out of all bounds',
      JSON.stringify(command({ type: 'run.start', text: 'a'.repeat(200_001) })),
      7,
      'command.text',
    ],
    ['a negative resume', JSON.stringify({ ...hello, resumeFrom: -1 }), null, 'resumeFrom'],
    ['a command id that is no whole number', '{"kind":"command","id":1.5,"command":{"type":"stop"}}', null, 'id'],
    ['__proto__ as a field', '{"kind":"ping","__proto__":{"polluted":1}}', null, 'message'],
  ])('%s is COMMAND_INVALID and names the place', (_name, text, id, path) => {
    const parsed = parseClientMessage(text);
    if (parsed.ok) throw new Error('was let in');
    expect(parsed.error.code).toBe('COMMAND_INVALID');
    expect(parsed.error.details).toMatch(new RegExp(`^${path}: `));
    expect(parsed.id).toBe(id);
  });

  test('another version is SCHEMA_VERSION even when its greeting has unknown fields', () => {
    const parsed = parseClientMessage(JSON.stringify({ ...hello, version: 99, zone: 'x' }));
    expect(parsed).toMatchObject({ ok: false, error: { code: 'SCHEMA_VERSION' } });
    if (!parsed.ok) expect(parsed.error.details).toContain('99');
  });
});

describe('what a host may send', () => {
  test('an event is parsed as deep as it goes', () => {
    const event = { type: 'step', runId: 'r', step: { id: 's1' } };
    expect(parseHostMessage(JSON.stringify({ kind: 'event', seq: 1, event }))).toMatchObject({
      ok: false,
      error: { details: expect.stringMatching(/^event\.step\./) },
    });
  });

  test('a welcome in another version is SCHEMA_VERSION', () => {
    expect(parseHostMessage('{"kind":"welcome","version":2}')).toMatchObject({
      ok: false,
      error: { code: 'SCHEMA_VERSION' },
    });
  });
});
