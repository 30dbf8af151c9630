const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** "just now", "5 min ago", "14:02", "Mon 14:02", "3 March 14:02": local, and no longer than needed. */
export function relative(at: number, now: number): string {
  const ago = now - at;
  if (ago < MINUTE) return 'just now';
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`;
  const clock = new Date(at).toLocaleTimeString([], { timeStyle: 'short', hourCycle: 'h23' });
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0) return clock;
  if (days < 7) return `${new Date(at).toLocaleDateString([], { weekday: 'short' })} ${clock}`;
  return `${new Date(at).toLocaleDateString([], { day: 'numeric', month: 'short' })} ${clock}`;
}

/** "Today", "Yesterday", "Monday 3 March": the heading under which a run stands in the history. */
export function dayName(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

export const exact = (at: number): string =>
  new Date(at).toLocaleString([], { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });

/** "14:02:11": the time of day to the second, in 24 hours as at the terminal and in explanations. */
export const clock = (at: number): string =>
  new Date(at).toLocaleTimeString([], { timeStyle: 'medium', hourCycle: 'h23' });

/** "< 0.1 s", "0.3 s", "12 s", "2:05": how long something took, from milliseconds. */
export function duration(ms: number): string {
  if (ms < 50) return '< 0.1 s';
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.round(ms / 1000)} s`;
  return clockLeft(ms);
}

/** "1:58": minutes and seconds, for a countdown. Never negative. */
export function clockLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
