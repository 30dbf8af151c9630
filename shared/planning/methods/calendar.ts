const two = (n: number): string => String(n).padStart(2, '0');

/** Dates as the person's own calendar has them, of a moment in milliseconds. */
export const dateOf = (at: number): string => {
  const d = new Date(at);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
};

export const timeOf = (at: number): string => {
  const d = new Date(at);
  return `${two(d.getHours())}${two(d.getMinutes())}`;
};

/** How people name a month's folder. */
export const MONTH_FORMS = ['2026-01', '2026/01', '01', 'January'] as const;
export type MonthForm = (typeof MONTH_FORMS)[number];

const NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The name of a month's folder in one of the forms; `back` counts months before the present one. */
export const monthOf = (at: number, form: MonthForm, back: number): string => {
  const now = new Date(at);
  const d = new Date(now.getFullYear(), now.getMonth() - back, 1);
  const month = two(d.getMonth() + 1);
  switch (form) {
    case '2026-01':
      return `${d.getFullYear()}-${month}`;
    case '2026/01':
      return `${d.getFullYear()}/${month}`;
    case '01':
      return month;
    case 'January':
      return NAMES[d.getMonth()] ?? month;
  }
};
