import { describe, expect, it } from 'vitest';
import { keptTo } from '../../../shared/app/model/kept-to.ts';
import { Proposal } from '../../../shared/prompts/proposal.ts';

const CONTEXT = { home: '/home/a', apps: [], answers: {}, now: 0 };
const kept = (goal: string): object => keptTo(goal, Proposal.parse({ kind: 'plan' }), CONTEXT);

describe('what a goal forbids, read beside a model', () => {
  it.each(['invite Mark and do not forget to set the place', 'invite Mark, don’t forget his mail, don’t hesitate'])(
    'is nothing where it only says what is to be done: %s',
    (goal) => {
      expect(kept(goal)).toEqual({ constraints: [] });
    },
  );

  it.each(['invite Mark and do not tell Bob', 'don’t forgetfully drop things, and do not forgive', 'never pay more'])(
    'is not left out: %s',
    (goal) => {
      expect(kept(goal)).toHaveProperty('wrong');
    },
  );

  it.each([
    'verschiebe die Rechnungen nach ~/Papers, aber lösche niemals etwas',
    'räume auf, ohne ~/Private anzufassen',
    'Fass den Ordner Privat nicht an',
    'range les factures, mais ne touche pas au dossier Privé',
    'range les factures sans toucher au dossier Privé',
    'ordena las facturas sin tocar la carpeta Privado',
    'mueve las facturas, pero nunca borres nada',
    'sposta le fatture ma non cancellare niente',
    'verplaats de facturen, maar raak ~/Private niet aan',
    'flytta fakturorna utan att röra ~/Private',
    'przenieś faktury, ale nigdy niczego nie usuwaj',
    'перемести счета, но не трогай папку Личное',
    '把发票移到文件夹里，但不要删除任何东西',
    '請求書を移動して、何も削除しないで',
  ])('is not left out in other languages: %s', (goal) => {
    expect(kept(goal)).toHaveProperty('wrong');
  });

  it.each([
    'rename the sans-serif fonts in ~/Fonts',
    'write about sin and virtue to ~/essay.txt',
    'sort the files of May and Mai Tai recipes',
    'open the non-empty folders in ~/Downloads',
    'die Rechnungen verschieben, nicht vergessen',
    'ne pas oublier de ranger les factures',
  ])('is nothing where the words mean something else: %s', (goal) => {
    expect(kept(goal)).toEqual({ constraints: [] });
  });
});
