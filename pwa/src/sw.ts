// SPDX-License-Identifier: Apache-2.0
// Service worker: keeps the shell's files, so that the app starts with no network. The API is
// never touched; a new version waits until the page says that a person takes it.
const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `shell-${__BUILD_ID__}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(
    __SHELL_FILES__.map((file) => new Request(file, { cache: 'reload' })))));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => names.filter((name) => name.startsWith('shell-') && name !== CACHE))
    .then((old) => Promise.all(old.map((name) => caches.delete(name))))
    .then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'skip_waiting') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const ours = event.request.method === 'GET' && url.origin === worker.location.origin;
  if (!ours || url.pathname.startsWith('/api/')) return;
  const page = event.request.mode === 'navigate' && url.pathname === '/';
  event.respondWith(caches.open(CACHE)
    .then((cache) => cache.match(page ? '/' : event.request))
    .then((kept) => kept ?? fetch(event.request)));
});

/** What a push says: plain words made by the server, and the page that it speaks of. */
type Notice = { title?: string; body?: string; tag?: string; url?: string };

worker.addEventListener('push', (event) => {
  let notice: Notice = {};
  try { notice = (event.data?.json() ?? {}) as Notice; } catch { /* not ours: still shown */ }
  const { title = 'Pickface', body = '', tag = 'pickface', url = '/board' } = notice;
  const icon = '/icons/icon-192.png';
  event.waitUntil(worker.registration.showNotification(title, {
    body, tag, icon, badge: '/icons/icon-mono-96.png', data: { url },
  }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  const page = new URL(url, worker.location.origin);
  if (page.origin !== worker.location.origin) return;
  event.waitUntil(worker.clients.matchAll({ type: 'window' }).then(async (open) => {
    const found = open.find((one) => new URL(one.url).pathname === page.pathname);
    await (found === undefined ? worker.clients.openWindow(page.href) : found.focus());
  }));
});

export {};
