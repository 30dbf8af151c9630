import type { Transport } from './transport.ts';

const later = (act: () => void): void => void Promise.resolve().then(act);

/** Two ends in one process. Delivery waits for the next microtask, so neither end calls into the other's stack. */
export function linkedPair(): readonly [Transport, Transport] {
  let open = true;
  const deaf: [boolean, boolean] = [false, false];
  const onMessage: [Handler, Handler] = [() => {}, () => {}];
  const onClose: [() => void, () => void] = [() => {}, () => {}];

  const end = (own: 0 | 1, other: 0 | 1): Transport => ({
    send: (text) => {
      if (open) later(() => !deaf[other] && onMessage[other](text));
    },
    onMessage: (handler) => {
      onMessage[own] = handler;
    },
    onClose: (handler) => {
      onClose[own] = handler;
    },
    close: () => {
      if (!open) return;
      open = false;
      deaf[own] = true;
      later(() => onClose[0]());
      later(() => onClose[1]());
    },
    backlog: () => 0,
  });
  return [end(0, 1), end(1, 0)];
}

type Handler = (text: string) => void;
