import type { Clock } from '../ports/clock.ts';
import type { ModelKey } from '../ports/model-key.ts';
import type { ModelProbe } from '../ports/model-probe.ts';
import type { SettingsStore } from '../ports/settings.ts';
import type { StopLatch } from '../ports/stop.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { ModelFindings, ModelStatus } from '../protocol/model.ts';
import type { ModelSpending } from './model-spending.ts';

/** A live test asks half a dozen short questions; a local model may have to be loaded first. In milliseconds. */
const PATIENCE = 300_000;

export interface ModelDeskPorts {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly stop: StopLatch;
  readonly modelProbe?: ModelProbe;
  readonly modelKey?: ModelKey;
}

/** What a person sets up about the model, and how they see that it works. */
export class ModelDesk {
  readonly #ports: ModelDeskPorts;
  readonly #spending: () => ModelSpending;

  constructor(ports: ModelDeskPorts, spending: () => ModelSpending) {
    this.#ports = ports;
    this.#spending = spending;
  }

  async status(): Promise<ModelStatus> {
    const { settings, modelKey } = this.#ports;
    const { baseUrl, name } = settings.get().model;
    return {
      setUp: baseUrl !== '' && name !== '',
      key: (await modelKey?.where()) ?? 'none',
      keeps: modelKey?.keeps ?? 'session',
      ...this.#spending(),
    };
  }

  /** Ends early when everything is stopped. Refused while it is. */
  async test(): Promise<ModelFindings> {
    const { clock, stop, modelProbe } = this.#ports;
    if (stop.pulled) throw new SonnyError('STOPPED', stop.pulled.reason);
    if (!modelProbe) throw new SonnyError('UNSUPPORTED', 'This Sonny has no models.');
    const ending = new AbortController();
    const release = stop.onPull(() => ending.abort());
    try {
      return await modelProbe.probe({ signal: ending.signal, deadline: clock.now() + PATIENCE, log: () => {} });
    } finally {
      release();
    }
  }

  /** @throws SonnyError MODEL_NOT_SET_UP, INTERNAL where the keychain fails. */
  async setKey(key: string | null): Promise<ModelStatus> {
    const { modelKey } = this.#ports;
    if (!modelKey) throw new SonnyError('UNSUPPORTED', 'This Sonny has no models.');
    // A pasted key brings the end of its line along.
    await modelKey.set(key?.trim() || null);
    return this.status();
  }
}
