// SPDX-License-Identifier: Apache-2.0
/** Entry of the handheld. `/?gallery` shows every screen with invented data instead. */
import './ui/styles/app.css';

async function main(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) return;
  if (new URLSearchParams(location.search).has('gallery')) {
    const { showGallery } = await import('./gallery.tsx');
    await showGallery(root);
  }
}

void main();
