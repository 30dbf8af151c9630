import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inside } from './place.mjs';

const file = inside('.cache', 'setup.json');

/**
 * What earlier set-ups found out on this machine, so that the next start need not ask again. Losing it costs time only.
 * @returns {Record<string, string>}
 */
function load() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string} key
 * @returns {string | undefined}
 */
export function recall(key) {
  return load()[key];
}

/**
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...load(), [key]: value }, null, 1));
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * True when something was tried within the last day and failed, so that it is not worth the wait again.
 * @param {string} key
 */
export function failedToday(key) {
  return Date.now() - Date.parse(recall(`${key} failed`) ?? '1970-01-01') < DAY;
}

/** @param {string} key */
export function noteFailure(key) {
  remember(`${key} failed`, new Date().toISOString());
}
