// SPDX-License-Identifier: Apache-2.0
/**
 * The craft of the floor: flows with their rules and words, the barcode reader, the screens of a
 * step. The first screen does without it, so this file is imported in one place only, by `import()`
 * in `main.tsx`, and fetched behind that screen. A new flow grows the craft, never the first load.
 */
export * from './flow/rules.ts';
export { start_photos } from './state/photos.ts';
export { trayOffer } from './state/tray_try.ts';
export { is_over, workOf } from './state/work.ts';
export { Asks } from './ui/components/asks.tsx';
export { PhotosWaiting } from './ui/components/photos_waiting.tsx';
export { TrayPanel, TrayStrip } from './ui/components/tray.tsx';
export { words } from './ui/flow_words.ts';
export { suggestion } from './ui/suggestion.ts';
export { DeviceScreen } from './ui/screens/device.tsx';
export { FlowScreen } from './ui/screens/flow.tsx';
export { SignOutScreen } from './ui/screens/signout.tsx';
