// SPDX-License-Identifier: Apache-2.0
/** What only a demo has, fetched by one: barcodes made for a step, and ways to the other pages. */
export { made } from './state/tray_made.ts';
export { DemoLinks } from './ui/components/demo_links.tsx';
