// The part of the service worker that shows the reminders that arrive by Web Push, or from an open page where none arrive, and does what their buttons say. It knows
// nothing by itself: what it shows comes with each message, and what it asks of the agenda goes with the cookie of whoever is signed in.

self.addEventListener("push", (event) => event.waitUntil(show(event.data.json())));
self.addEventListener("message", (event) => {
  event.waitUntil(navigator.locks.request("agenda-notifications", () => showOnce(event.data)));
});

function show(message) {
  const { title, body, tag, acts = [] } = message;
  const actions = acts.map((words, at) => ({ action: ["done", "snooze"][at], title: words }));
  const options = { body, tag, renotify: true, icon: "/apple-icon.png", data: message, actions };
  return self.registration.showNotification(title, options);
}

/** Each of several open pages says it. */
async function showOnce(message) {
  const shown = await self.registration.getNotifications({ tag: message.tag });
  if (!shown.some(({ data }) => data.at === message.at)) await show(message);
}

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  const { id, occurrence, url } = notification.data;
  notification.close();
  new BroadcastChannel("agenda-reminders").postMessage(notification.tag); // no open page goes on reminding of it
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
