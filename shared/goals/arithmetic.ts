/** An exact decimal: `units` of 10^-scale. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** A display shows at most this many digits of a result; a longer one is not predicted. */
const DIGITS = 10;

const parse = (written: string): Decimal => {
  const [whole = '', fraction = ''] = written.split('.');
  return { units: BigInt(`${whole}${fraction}` || '0'), scale: fraction.length };
};

const rescale = (d: Decimal, scale: number): bigint => d.units * 10n ** BigInt(scale - d.scale);

/** What a division by zero gives, and all that is worked out of it. */
const NO_NUMBER = 'no number';

/** null: not known beforehand. */
type Value = Decimal | typeof NO_NUMBER | null;

const divide = (a: Decimal, b: Decimal): Value => {
  if (b.units === 0n) return NO_NUMBER;
  const scale = DIGITS + Math.max(a.scale, b.scale);
  const numerator = a.units * 10n ** BigInt(scale + b.scale - a.scale);
  // Only an exact quotient is predicted: how many digits of another are shown is the calculator's choice.
  return numerator % b.units === 0n ? { units: numerator / b.units, scale } : null;
};

const apply = (operator: string | undefined, a: Value | undefined, b: Value | undefined): Value => {
  if (a === NO_NUMBER || b === NO_NUMBER) return NO_NUMBER;
  if (!a || !b) return null;
  const scale = Math.max(a.scale, b.scale);
  if (operator === '+') return { units: rescale(a, scale) + rescale(b, scale), scale };
  if (operator === '-') return { units: rescale(a, scale) - rescale(b, scale), scale };
  if (operator === '*') return { units: a.units * b.units, scale: a.scale + b.scale };
  return divide(a, b);
};

const show = ({ units, scale }: Decimal): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/u, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

const PRECEDENCE: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2 };

/** Whether the keys are numbers, operators and matched parentheses in an order that means something. */
export const isExpression = (keys: string): boolean => {
  if (!/^\(*\d*\.?\d+\)*([+\-*/]\(*\d*\.?\d+\)*)+$/u.test(keys)) return false;
  let depth = 0;
  for (const key of keys) {
    depth += key === '(' ? 1 : key === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
};

/** What an expression comes to, with the usual precedence. */
const valueOf = (keys: string): Value => {
  if (!isExpression(keys)) return null;
  const values: Value[] = [];
  const operators: string[] = [];
  const reduce = (): void => {
    const [b, a] = [values.pop(), values.pop()];
    values.push(apply(operators.pop(), a, b));
  };
  for (const part of keys.match(/[\d.]+|[+\-*/()]/gu) ?? []) {
    if (/^[\d.]/u.test(part)) values.push(parse(part));
    else if (part === '(') operators.push(part);
    else if (part === ')') {
      while (operators.at(-1) !== '(') reduce();
      operators.pop();
    } else {
      while ((PRECEDENCE[operators.at(-1) ?? ''] ?? 0) >= (PRECEDENCE[part] ?? 0)) reduce();
      operators.push(part);
    }
  }
  while (operators.length > 0) reduce();
  return values[0] ?? null;
};

/** Whether it divides by zero, so that there is no result. */
export const dividesByZero = (keys: string): boolean => valueOf(keys) === NO_NUMBER;

/**
 * The exact result of an expression with the usual precedence, as a display shows it; null where it is not a short exact
 * decimal, so that nobody can say beforehand what a display shows.
 */
export const evaluate = (keys: string): string | null => {
  const result = valueOf(keys);
  if (result === null || result === NO_NUMBER) return null;
  const text = show(result);
  return text.replace(/[-.]/gu, '').length <= DIGITS ? text : null;
};
