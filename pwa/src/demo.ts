// SPDX-License-Identifier: Apache-2.0
/** What the first screens of a demo have more than others; no other handheld fetches it. */
export { DemoLinks } from './ui/components/demo_links.tsx';
