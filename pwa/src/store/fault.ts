// SPDX-License-Identifier: Apache-2.0
/** What can go wrong with the device's own storage, as one error class with a code. */

/** not_saved: the write did not happen. blocked: another tab keeps an old database open. */
export class StoreFault extends Error {
  readonly code: 'not_saved' | 'blocked';

  constructor(code: 'not_saved' | 'blocked', cause: unknown) {
    super(`${code}: ${String(cause)}`, { cause });
    this.name = 'StoreFault';
    this.code = code;
  }
}

/** Another tab of this device stored a flow since this one last read it. */
export class StaleFlow extends Error {}

/** A dead connection: the database must be opened again, never retried on the old handle. */
export function is_connection_loss(error: unknown): boolean {
  const name = (error as { name?: string } | null)?.name ?? '';
  const message = String((error as { message?: string } | null)?.message ?? '').toLowerCase();
  return name === 'InvalidStateError' || name === 'UnknownError'
    || (name === 'AbortError' && message.includes('connection'))
    || message.includes('connection to indexed database server lost');
}
