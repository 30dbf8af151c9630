import { expect, test } from 'vitest';
import { firstWordOf } from '../../../shared/protocol/model.ts';

test.each([
  ['http://127.0.0.1:11434/v1', 180],
  ['http://localhost/v1', 180],
  ['http://[::1]:8080/v1', 180],
  ['http://[fd12::7]:8080/v1', 180],
  ['http://192.168.1.7:1234/v1', 180],
  ['http://172.20.0.2/v1', 180],
  ['http://big-machine:8000/v1', 180],
  ['http://nas.local/v1', 180],
  ['https://api.openai.com/v1', 60],
  ['http://172.32.0.2/v1', 60],
  ['http://[2001:db8::1]/v1', 60],
  ['https://10.example.org/v1', 60],
])('the server at %s has %d seconds to its first word', (baseUrl, seconds) => {
  expect(firstWordOf({ baseUrl, firstWordSeconds: null })).toBe(seconds);
});

test('a person’s word counts before that', () => {
  expect(firstWordOf({ baseUrl: 'https://api.openai.com/v1', firstWordSeconds: 300 })).toBe(300);
});
