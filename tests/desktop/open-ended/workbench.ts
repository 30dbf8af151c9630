import { createDesk, type Desk } from '../goals/desk.ts';
import { openModelServer, type ModelServer } from '../../fakes/model-server.ts';

/** What a model is shown of a window or page. */
export interface Shown {
  readonly text: string;
  /** The id of the element whose line begins with this role and name. */
  id(line: string): string;
}

/** What a scripted model answers: by what it is shown, and how often it was asked in this piece of work. */
export type Worker = (shown: Shown, turn: number) => object;

export const act = (...acts: object[]): object => ({ next: 'act', why: 'It is what was asked for.', acts });
export const DONE = { next: 'done', why: 'The window shows it.' };

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);

export interface Workbench {
  readonly desk: Desk;
  readonly server: ModelServer;
  /** From now on the model works so; the turns are counted anew. */
  work(worker: Worker): void;
  /** How often the model was asked since. */
  turns(): number;
  dispose(): Promise<void>;
}

/** The whole program on a virtual desktop with real applications, and a model that speaks over real HTTP and says what a test tells it to. */
export const openWorkbench = async (): Promise<Workbench> => {
  let worker: Worker = () => DONE;
  let turn = 0;
  const server = await openModelServer({
    script: (request) => {
      const text = request.messages.map((message) => message.text).join('\n');
      const id = (line: string): string => {
        const found = new RegExp(`\\b(e\\d+) ${escaped(line)}`, 'u').exec(text)?.[1];
        return found ?? `none: ${line}`;
      };
      return { text: JSON.stringify(worker({ text, id }, turn++)) };
    },
  });
  const desk = await createDesk();
  const { model } = await desk.sonny.dispatch({ type: 'settings.get' });
  await desk.sonny.dispatch({
    type: 'settings.set',
    settings: { model: { ...model, baseUrl: server.url, name: 'scripted' } },
  });
  return {
    desk,
    server,
    work(next) {
      worker = next;
      turn = 0;
    },
    turns: () => turn,
    dispose: async () => {
      await desk.dispose();
      await server.close();
    },
  };
};
