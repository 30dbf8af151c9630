import type { Json, Performer } from '../../shared/ports/performer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ScriptManifest } from '../../shared/protocol/script.ts';
import { SKILLS } from '../../shared/skills/catalogue.ts';
import { footprintOf } from '../../shared/skills/footprint.ts';
import { isDeclared } from './check/effects.ts';

/** Calls a skill for a script. Rejects with a SonnyError; nothing outside was changed, whatever it was asked. */
export type CallTool = (name: string, args: unknown, manifest: ScriptManifest, progress: Progress) => Promise<Json>;

/**
 * Skills for scripts: only those that look and change nothing, and of files only what the manifest lets the script read anyway. What
 * acts is a step of its own, which is planned, shown and can be undone.
 */
export const createScriptTools =
  (performers: readonly Performer[]): CallTool =>
  async (name, args, manifest, progress) => {
    const skill = SKILLS.get(name);
    const parsed = skill?.parameters.safeParse(args);
    if (!skill || !parsed?.success)
      throw new SonnyError(
        'SCRIPT_FAILED',
        `${name}: ${parsed?.error?.issues[0]?.message ?? 'there is no such skill'}`,
      );
    const values = parsed.data as Readonly<Record<string, Json>>;
    const { onlyLooks, touches } = footprintOf(skill, values);
    const risk = typeof skill.risk === 'function' ? skill.risk(values) : skill.risk;
    if (!onlyLooks || risk !== 'R0') throw new SonnyError('SCRIPT_STRAYED', `${name} does more than look.`);
    const closed = touches.find(
      ({ path, whole }) =>
        !isDeclared('read', whole ? `${path}/` : path, manifest) && !isDeclared('read', path, manifest),
    );
    if (closed) throw new SonnyError('SCRIPT_STRAYED', `${name} would look at ${closed.path}.`);
    const performer = performers.find(({ skills }) => skills.includes(name));
    if (!performer) throw new SonnyError('UNSUPPORTED', `Nothing on this machine can do “${name}”.`);
    const { outputs } = await performer.perform({ skill: name, args: values, key: `script-${name}` }, progress);
    return { ...outputs };
  };
