/** The key of the model's server that is set up now. Another server never gets it. */
export interface ModelKey {
  /** Where it is: `environment` where it was given by a variable, which counts less than one that was set. */
  where(): Promise<'kept' | 'session' | 'environment' | 'none'>;
  /** Where one that is set will be. */
  readonly keeps: 'kept' | 'session';
  /** null forgets it. Rejects with SonnyError MODEL_NOT_SET_UP where no server is named, INTERNAL when the keychain fails. */
  set(key: string | null): Promise<void>;
}
