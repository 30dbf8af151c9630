import type { Json } from '../../protocol/json.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

/** An application is started as the machine's own catalogue has it, and in no other way. */
export const wrongApplication = (steps: readonly Sound[], { world }: Ground): Violation | null => {
  for (const { id, skill, args, title } of steps) {
    const app = skill === 'app.open' ? world.apps.find((a) => a.id === args['app']) : undefined;
    if (!app) continue;
    const own: Readonly<Record<string, Json>> = {
      name: app.name,
      command: [...app.command],
      windowClass: app.windowClass,
    };
    const other = Object.keys(own).find((name) => JSON.stringify(own[name]) !== JSON.stringify(args[name]));
    if (other !== undefined) return violation('argument', id, `“${title}” has a ${other} that is not ${app.name}’s.`);
  }
  return null;
};
