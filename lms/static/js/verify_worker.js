// Without network the page of decision 55 answers for every address below /verify/; with network nothing changes.
// What it needs lies in the browser since it was opened. Answers about certificates are never kept.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open("verify");
  try {
    return await fetch(request);
  } catch (away) {
    const kept = await cache.match(request.mode === "navigate" ? "/verify/offline" : request);
    if (!kept) throw away;
    return kept;
  }
}
