// The part of the service worker that shows the reminders that arrive by Web Push, and does what their buttons say. It knows nothing by itself: what it shows comes
// encrypted with each message, and what it asks of the agenda goes with the cookie of whoever is signed in.

self.addEventListener("push", (event) => {
  const message = event.data.json();
  const { title, body, tag, acts = [] } = message;
  const actions = acts.map((words, at) => ({ action: ["done", "snooze"][at], title: words }));
  const options = { body, tag, renotify: true, icon: "/apple-icon.png", data: message, actions };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  const { id, occurrence, url } = notification.data;
  notification.close();
  const open = () => self.clients.openWindow(url);
  const address = `/api/items/${id}`;
  const work = {
    done: () => send("PATCH", address, { done: true, ...(occurrence && { occurrence, scope: "this" }) }),
    snooze: () => send("POST", "/api/reminders/snooze", { id, ...(occurrence && { occurrence }), minutes: 10 }),
  }[action];
  // Where it cannot be done from here, such as after the session has ended, the page says why.
  event.waitUntil(work ? work().catch(open) : open());
});

async function send(method, address, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(address, { method, headers, body: JSON.stringify(body), credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
}
