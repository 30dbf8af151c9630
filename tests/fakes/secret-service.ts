import { EventEmitter } from 'node:events';
import dbus, { type MessageBus, Variant, toPlain } from 'dbus-native';

const ROOT = '/org/freedesktop/secrets';
const COLLECTION = `${ROOT}/collection/login`;
const iface = (name: string): string => `org.freedesktop.Secret.${name}`;

/** A Secret Service with one keychain, which may be locked; its person then says yes or no. */
export class FakeSecretService {
  /** Name to value. */
  readonly kept = new Map<string, string>();
  locked = false;
  /** What the person says when they are asked. */
  willing = true;
  asked = 0;
  readonly #bus: MessageBus;
  #items = 0;
  readonly #paths = new Map<string, string>();

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async on(busAddress: string): Promise<FakeSecretService> {
    const bus = dbus.sessionBus({ busAddress });
    bus.connection.on('error', () => undefined);
    const fake = new FakeSecretService(bus);
    fake.#export();
    await bus.requestName('org.freedesktop.secrets', 0);
    return fake;
  }

  async close(): Promise<void> {
    await this.#bus.close();
  }

  #export(): void {
    const service = {
      OpenSession: () => [new Variant('s', ''), `${ROOT}/session/1`],
      SearchItems: (attributes: unknown) => {
        const { name = '' } = toPlain<Record<string, string>>(attributes);
        const path = this.#paths.get(name);
        const found = path === undefined ? [] : [path];
        return this.locked ? [[], found] : [found, []];
      },
      Unlock: (paths: string[]) => (this.locked ? [[], this.#prompt()] : [paths, '/']),
      ReadAlias: () => COLLECTION,
    };
    this.#bus.exportInterface(service, ROOT, {
      name: iface('Service'),
      methods: {
        OpenSession: ['sv', 'vo', [], []],
        SearchItems: ['a{ss}', 'aoao', [], []],
        Unlock: ['ao', 'aoo', [], []],
        ReadAlias: ['s', 'o', [], []],
      },
    });
    const collection = {
      CreateItem: (properties: unknown, [, , value]: [string, Uint8Array, Uint8Array, string]) => {
        const { [`${iface('Item')}.Attributes`]: attributes } =
          toPlain<Record<string, Record<string, string>>>(properties);
        const name = attributes?.['name'] ?? '';
        if (!this.#paths.has(name)) this.#paths.set(name, this.#item(name));
        this.kept.set(name, Buffer.from(value).toString('utf8'));
        return [this.#paths.get(name), '/'];
      },
    };
    this.#bus.exportInterface(collection, COLLECTION, {
      name: iface('Collection'),
      methods: { CreateItem: ['a{sv}(oayays)b', 'oo', [], []] },
    });
  }

  #item(name: string): string {
    const path = `${COLLECTION}/${++this.#items}`;
    const item = {
      GetSecret: (session: string) => [session, Buffer.alloc(0), Buffer.from(this.kept.get(name) ?? ''), 'text/plain'],
      Delete: () => {
        this.kept.delete(name);
        this.#paths.delete(name);
        return '/';
      },
    };
    this.#bus.exportInterface(item, path, {
      name: iface('Item'),
      methods: { GetSecret: ['o', '(oayays)', [], []], Delete: ['', 'o', [], []] },
    });
    return path;
  }

  #prompt(): string {
    const path = `${ROOT}/prompt/${++this.#items}`;
    const prompt = Object.assign(new EventEmitter(), {
      Prompt: () => {
        this.asked++;
        if (this.willing) this.locked = false;
        const dismissed = !this.willing;
        setImmediate(() => prompt.emit('Completed', dismissed, new Variant('s', '')));
      },
    });
    this.#bus.exportInterface(prompt, path, {
      name: iface('Prompt'),
      methods: { Prompt: ['s', '', [], []] },
      signals: { Completed: ['bv', 'dismissed', 'result'] },
    });
    return path;
  }
}
