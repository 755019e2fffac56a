// SPDX-License-Identifier: Apache-2.0
/** A line icon from the sprite: decoration. One that stands alone has its name on the button. */
export type IconSize = 's' | 'm' | '' | 'l' | 'xl';

/** Sizes are 16, 20, 24, 32 and 56 px; `flip` mirrors a direction in right-to-left pages. */
export function Icon(props: { name: string; size?: IconSize; flip?: boolean }) {
  const look = `i ${props.size ?? ''}${props.flip ? ' flip' : ''}`.trim();
  return (
    <svg class={look} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <use href={`${__SPRITE_URL__}#${props.name}`} />
    </svg>
  );
}

/** Lit cell: a rack of nine with the middle one lit. Logo, start screen. */
export function LitCell(props: { size: number }) {
  const cells = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column] as const));
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 24 24" aria-hidden="true"
      class="litcell">
      {cells.map(([row, column]) => (
        <rect x={2 + column * 7} y={2 + row * 7} width="6" height="6" rx="1"
          class={row === 1 && column === 1 ? 'lit' : ''} />
      ))}
    </svg>
  );
}
