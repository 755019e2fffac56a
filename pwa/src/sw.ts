// SPDX-License-Identifier: Apache-2.0
// Service worker: keeps the shell's files, so that the app starts with no network.
const worker = self as unknown as ServiceWorkerGlobalScope
const CACHE = `shell-${__BUILD_ID__}`

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...__SHELL_FILES__])))
})

export {}
