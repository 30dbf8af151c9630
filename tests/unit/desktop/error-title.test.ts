import { expect, test } from 'vitest';
import { readsLikeError } from '../../../automation/desktop/performers/error-title.ts';

test.each([
  '404 Not Found',
  '404',
  'Error 404 - Page not found',
  'HTTP 500',
  '503 Service Temporarily Unavailable',
  'Page Not Found | Example',
  'Access Denied',
  '403 - Forbidden',
])('“%s” reads like an error', (title) => expect(readsLikeError(title)).toBe(true));

test.each(['500 Days of Summer', '404 Media', 'Example Domain', 'Gone with the Wind', 'Not Found Records', '4040', ''])(
  '“%s” does not',
  (title) => expect(readsLikeError(title)).toBe(false),
);
