import dbus, { type MessageBus, Variant } from 'dbus-native';
import type { Secrets } from '../../shared/ports/secrets.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

const SERVICE = 'org.freedesktop.secrets';
const ROOT = '/org/freedesktop/secrets';
/** A call, and a person who is asked to unlock the keychain, in milliseconds. */
const PATIENCE = 5000;
const PERSON = 120_000;
const NOTHING = '/';

type Env = Readonly<Record<string, string | undefined>>;
/** Session, parameters, value, content type: https://specifications.freedesktop.org/secret-service-spec/latest/types.html. */
type Secret = readonly [string, Uint8Array, Uint8Array, string];

/** One connection, with a session in it. */
class Conversation {
  readonly #bus: MessageBus;
  readonly #lost: Promise<never>;

  constructor(busAddress: string) {
    this.#bus = dbus.sessionBus({ busAddress, timeout: PATIENCE });
    this.#lost = new Promise<never>((_, reject) => this.#bus.connection.on('error', reject));
    this.#lost.catch(() => {});
  }

  async call<T>(
    path: string,
    iface: string,
    member: string,
    signature = '',
    body: readonly unknown[] = [],
  ): Promise<T> {
    const message = {
      destination: SERVICE,
      path,
      interface: `org.freedesktop.Secret.${iface}`,
      member,
      ...(signature === '' ? {} : { signature, body: [...body] }),
    };
    return Promise.race([this.#bus.invoke<T>(message), this.#lost]);
  }

  /** Lets the keychain ask the person. False when they did not want to. */
  async prompt(path: string): Promise<boolean> {
    if (path === NOTHING) return true;
    const rule = `type='signal',interface='org.freedesktop.Secret.Prompt',member='Completed',path='${path}'`;
    const timer = Promise.withResolvers<boolean>();
    const late = setTimeout(() => timer.resolve(false), PERSON);
    const answered = new Promise<boolean>((resolve) => {
      const key = this.#bus.mangle(path, 'org.freedesktop.Secret.Prompt', 'Completed');
      this.#bus.signals.once(key, (body: readonly unknown[]) => resolve(body[0] === false));
    });
    try {
      await this.#bus.addMatch(rule);
      await this.call(path, 'Prompt', 'Prompt', 's', ['']);
      return await Promise.race([answered, timer.promise, this.#lost]);
    } finally {
      clearTimeout(late);
    }
  }

  names(member: 'ListNames' | 'ListActivatableNames'): Promise<string[]> {
    const message = {
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
    };
    return Promise.race([this.#bus.invoke<string[]>(message), this.#lost]);
  }

  close(): Promise<void> {
    return Promise.resolve(this.#bus.close()).catch(() => undefined);
  }
}

const attributesOf = (name: string): [string, string][] => [
  ['application', 'sonny'],
  ['name', name],
];

const within = async <T>(address: string, act: (talk: Conversation) => Promise<T>): Promise<T> => {
  const talk = new Conversation(address);
  try {
    return await act(talk);
  } finally {
    await talk.close();
  }
};

/** What is kept under a name, unlocked where the person lets it. */
const found = async (talk: Conversation, name: string): Promise<string | null> => {
  const [open, locked] = await talk.call<[string[], string[]]>(ROOT, 'Service', 'SearchItems', 'a{ss}', [
    attributesOf(name),
  ]);
  if (open[0] !== undefined || locked[0] === undefined) return open[0] ?? null;
  return (await unlock(talk, locked[0])) ? locked[0] : null;
};

const unlock = async (talk: Conversation, path: string): Promise<boolean> => {
  const [, prompt] = await talk.call<[string[], string]>(ROOT, 'Service', 'Unlock', 'ao', [[path]]);
  return talk.prompt(prompt);
};

const failed = (cause: unknown): SonnyError => new SonnyError('INTERNAL', 'The keychain did not keep it.', { cause });

/**
 * The Secret Service on the session bus that `env` names; null where there is none. That there is one is found without starting it. A keychain
 * that is locked asks its person when something is first read from it or put into it.
 */
export const openSecretService = async (env: Env): Promise<Secrets | null> => {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (!address || process.platform !== 'linux') return null;
  const there = await within(address, async (talk) => {
    const names = [...(await talk.names('ListNames')), ...(await talk.names('ListActivatableNames'))];
    return names.includes(SERVICE);
  }).catch(() => false);
  if (!there) return null;

  const session = async (talk: Conversation): Promise<string> => {
    const [, path] = await talk.call<[unknown, string]>(ROOT, 'Service', 'OpenSession', 'sv', [
      'plain',
      new Variant('s', ''),
    ]);
    return path;
  };
  return {
    lasting: 'kept',
    get: (name) =>
      within(address, async (talk) => {
        const item = await found(talk, name);
        if (item === null) return null;
        const [, , value] = await talk.call<Secret>(item, 'Item', 'GetSecret', 'o', [await session(talk)]);
        return Buffer.from(value).toString('utf8');
      }).catch(() => null),
    set: (name, value) =>
      within(address, async (talk) => {
        const collection = await talk.call<string>(ROOT, 'Service', 'ReadAlias', 's', ['default']);
        if (collection === NOTHING) throw new Error('There is no keychain of this name.');
        if (!(await unlock(talk, collection))) throw new Error('It stayed locked.');
        const properties = [
          ['org.freedesktop.Secret.Item.Label', new Variant('s', `Sonny: ${name}`)],
          ['org.freedesktop.Secret.Item.Attributes', new Variant('a{ss}', attributesOf(name))],
        ];
        const secret = [await session(talk), Buffer.alloc(0), Buffer.from(value), 'text/plain'];
        const [, prompt] = await talk.call<[string, string]>(collection, 'Collection', 'CreateItem', 'a{sv}(oayays)b', [
          properties,
          secret,
          true,
        ]);
        if (!(await talk.prompt(prompt))) throw new Error('The person did not want it.');
      }).catch((cause: unknown) => {
        throw failed(cause);
      }),
    forget: (name) =>
      within(address, async (talk) => {
        const item = await found(talk, name);
        if (item === null) return;
        if (!(await talk.prompt(await talk.call<string>(item, 'Item', 'Delete'))))
          throw new Error('It was not deleted.');
      }).catch((cause: unknown) => {
        throw failed(cause);
      }),
  };
};
