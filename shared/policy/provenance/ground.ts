import { joinLabels, PERSON, type Labels } from '../../symbolic/labels/source.ts';

/** Something that was read before the arguments were chosen. `text` is only there to say where a value stands. */
export interface Reading {
  readonly text: string;
  readonly labels: Labels;
}

/** How a call came by its arguments. */
export interface Ground {
  /** `grammar`: by Sonny's own reading of the goal and its own looking, which nothing that is read can steer. `model`: by a model. */
  readonly by: 'grammar' | 'model';
  /** The person's own words: the goal and what they typed as answers. */
  readonly words: readonly string[];
  /** All that the model had read. */
  readonly read: readonly Reading[];
  readonly home: string;
  /** Arguments that Sonny looked up itself, as JSON: the command that starts an application. */
  readonly own?: ReadonlySet<string>;
}

/** For what the grammar reads out of the person's goal. */
export const BY_GRAMMAR: Ground = { by: 'grammar', words: [], read: [], home: '/' };

/** For a goal that another program gave: its words are that program's, however they were read. */
export const byProgram = (program: string, goal: string, home: string): Ground => ({
  by: 'model',
  words: [],
  read: [{ text: goal, labels: [{ kind: 'tool', of: program }] }],
  home,
});

/** Everything that had a part in a value that a model chose: nobody can tell what of it is from where. */
export const readBy = ({ read }: Ground): Labels => joinLabels(read.map(({ labels }) => labels));

/** Where a value stands in what was read; where it stands nowhere, it is of everything that was read, and the model's own. */
export const foundIn = (value: string, ground: Ground): Labels => {
  const wanted = value.toLowerCase();
  const holders = wanted.length < 2 ? [] : ground.read.filter(({ text }) => text.toLowerCase().includes(wanted));
  return holders.length > 0
    ? joinLabels(holders.map(({ labels }) => labels))
    : joinLabels([[{ kind: 'model', of: '' }], readBy(ground)]);
};

export const BY_PERSON: Labels = [PERSON];
