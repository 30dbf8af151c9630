/** What is pressed in a calculation, independent of any application. */
export type CalculatorKey =
  '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | '+' | '-' | '*' | '/' | '(' | ')' | '=';

/** Which accessible name a calculator's buttons have, where it is not the key itself. */
export interface Calculator {
  /** As in `Application.windowClass`. */
  readonly windowClass: string;
  /** Desktop ids that are this calculator. */
  readonly apps: readonly string[];
  readonly names: Readonly<Partial<Record<CalculatorKey, string>>>;
}

const CALCULATORS: readonly Calculator[] = [
  { windowClass: 'galculator', apps: ['galculator'], names: {} },
  {
    windowClass: 'org.gnome.calculator',
    apps: ['org.gnome.Calculator', 'gnome-calculator'],
    names: { '*': '×', '/': '÷', '-': '−' },
  },
];

const isKey = (x: string): x is CalculatorKey => /^[0-9.+\-*/()=]$/u.test(x);

/** The calculator that an application is, or null where its buttons are not known. */
export const calculatorOf = (appId: string): Calculator | null =>
  CALCULATORS.find((c) => c.apps.includes(appId)) ?? null;

/** The buttons that press these keys one after another, or null where one of them is no key of a calculator. */
export const buttonsFor = (calculator: Calculator, keys: string): readonly string[] | null => {
  const buttons: string[] = [];
  for (const key of keys) {
    if (!isKey(key)) return null;
    buttons.push(calculator.names[key] ?? key);
  }
  return buttons;
};

const BUTTONS: ReadonlySet<string> = new Set(
  CALCULATORS.flatMap((c) => [...'0123456789.+-*/()=', ...Object.values(c.names)]),
);

/** Whether pressing these names is a calculation: only a calculator's keys, and an equals sign. */
export const isCalculation = (names: readonly string[]): boolean =>
  names.includes('=') && names.every((name) => BUTTONS.has(name));

export const isCalculatorWindow = (windowClass: string): boolean =>
  CALCULATORS.some((c) => c.windowClass === windowClass || c.apps.includes(windowClass));
