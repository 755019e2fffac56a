// SPDX-License-Identifier: Apache-2.0
// Written by `python -m tools.hazmat_tables` from backend/domain/hazmat/tables; do not edit.
// Origin of the facts, and what of them is unchecked: editions.json there.

export type ListedText = Readonly<{ un: string; divisions: string }>;
/** One edition, its lists as words with a space between; `cells` are the upper half by rows. */
export type EditionText = Readonly<{
  source: string; class_1: boolean; rows: string; cells: string; together: string; order: string;
  stricter: string; never_beside: Readonly<{ row: string; divisions: string }> | null;
  cyanides: ListedText | null; allowed: ListedText | null;
}>;

export const DIVISIONS = '1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 3 4.1 4.2 4.3 5.1 5.2 6.1 6.2 7 8 9';
/** Compatibility groups of class 1, and their table. */
export const GROUPS = 'A B C D E F G H J K L N S';
export const CLASS_1 = '. X X X X X X X X X X X X . X X(4) X X X X X X X X 4/5 . 2 2 X 6 X X X X 3 '
    + '4/5 . 2 X 6 X X X X 3 4/5 . X 6 X X X X 3 4/5 . X X X X X X 4/5 . X X X X '
    + 'X 4/5 . X X X X 4/5 . X X X 4/5 . X X 4/5 1 X X . 4/5 .';
export const CLASS_1_TOGETHER = '. 2 3';
export const CLASS_1_SOURCE = '49 CFR 177.848(f)';
export const EDITIONS: Readonly<Record<string, EditionText>> = {
  'us-177.848': {
    source: '49 CFR 177.848', class_1: true,
    rows: '1.1/1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3A 2.3B 3 4.1 4.2 4.3 5.1 5.2 6.1-PGI-A '
    + '7 8L',
    cells: '* * * * * X X X X X X X X X X X X X * * * * X . X X X . X X X X X . X * * '
    + '* O . O O O . O . . . O . O * * X X X X X X X X X X X X X * . . . . . . . '
    + '. . . . . . . . X O . . . . . . O O . . . . . . . . . . . . . . . X X X X '
    + 'X X . . X . O O O O O O . . O . . . . O . X . . . . . . . X . O . . . . X '
    + '. X . . . X . O . . X . O . X . O . . X . . .',
    together: '.',
    order: '. 2 3 O 1 6 4/5 X(4) * X',
    stricter: '',
    never_beside: { row: '8L', divisions: '4.1 4.2 4.3 5.1 5.2' },
    cyanides: {
      un: 'UN1588 UN1680 UN1689 UN1935 UN3413 UN3414',
      divisions: '8' },
    allowed: {
      un: 'UN1942 UN2067',
      divisions: '1.1 1.5' },
  },
  'imdg-7.2.4': {
    source: 'IMDG Code 7.2.4', class_1: false,
    rows: '1.1/1.2/1.5 1.3/1.6 1.4 2.1 2.2 2.3 3 4.1 4.2 4.3 5.1 5.2 6.1 6.2 7 8 9',
    cells: '* * * 4 2 2 4 4 4 4 4 4 2 4 2 4 X * * 4 2 2 4 3 3 4 4 4 2 4 2 2 X * 2 1 1 '
    + '2 2 2 2 2 2 X 4 2 2 X X X X 2 1 2 X 2 2 X 4 2 1 X X X 1 X 1 X X 1 X 2 1 X '
    + 'X X 2 X 2 X X 2 X 2 1 X X X X 2 1 2 2 X 3 2 X X X 1 X 1 2 X 3 2 1 X X 1 2 '
    + '2 1 3 2 1 X X 2 2 X 2 2 1 X X 2 1 3 1 2 X X 1 3 2 2 X X 1 X X X X 3 3 X X '
    + '2 X X X X',
    together: 'X',
    order: 'X 1 2 3 4 *',
    stricter: '4.3,2.1,2 2.1,4.3,2 4.3,3,2 3,4.3,2',
    never_beside: null,
    cyanides: null,
    allowed: null,
  },
};
/** Millilitres, grams, whether of a metal can, by class and packing group. */
export const LIMITED: Readonly<Record<string, readonly [number, number, boolean]>> = {
  '3,I': [500, 0, false],
  '3,II': [1000, 0, false],
  '3,III': [5000, 0, false],
  '4.1,II': [0, 1000, false],
  '4.1,III': [0, 5000, false],
  '4.3,II': [0, 500, false],
  '4.3,III': [0, 1000, false],
  '5.1,II': [1000, 1000, false],
  '5.1,III': [5000, 5000, false],
  '5.2 type D,E,F,': [125, 500, false],
  '6.1,II': [100, 500, false],
  '6.1,III': [5000, 5000, false],
  '8,II': [1000, 1000, false],
  '8,III': [5000, 5000, false],
  '9,': [5000, 5000, false],
  '2 aerosol,': [1000, 0, true],
};
export const PEROXIDES = 'UN3105 UN3106 UN3107 UN3108 UN3109 UN3110';
export const AEROSOLS = 'UN1950';
