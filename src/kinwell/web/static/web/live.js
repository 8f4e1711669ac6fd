/* Keeps Now fresh: hears from the server that something was written, never what, and asks for the screen of now.

   While the stream is open the screen is asked for when the word for what was seen is another, or the minute is. Without
   it, at every look. What outbox.js holds back (a sheet in use, a tap that waits) is asked for again at the next look. */
(() => {
  "use strict";
  const LOOK = 5000;
  const LOOKS = 6; // until a stream that was refused is asked for again
  let stream, word, live = false, refused = 0;
  const screen = () => document.querySelector(".screen");
  const look = () => {
    const now = screen();
    if (!now || document.hidden) return;
    const [seen, minute] = (new URL(now.getAttribute("hx-get"), location).searchParams.get("seen") ?? "").split(".");
    if (!live || seen !== word || minute !== `${Math.floor(Date.now() / 60000)}`) now.dispatchEvent(new Event("fresh"));
  };
  /* A page that nobody looks at holds no connection: a browser has few of them for one server. */
  const connect = () => {
    stream?.close();
    live = false;
    if (document.hidden || !screen()) return;
    stream = new EventSource(new URL("stream", new URL(document.body.dataset.logUrl, location)));
    stream.onmessage = (event) => { live = true; word = event.data; look(); };
    stream.onerror = () => { live = false; };
  };
  setInterval(() => {
    if (stream?.readyState === EventSource.CLOSED && (refused += 1) % LOOKS === 0) connect();
    look();
  }, LOOK);
  document.addEventListener("visibilitychange", () => { connect(); look(); });
  window.addEventListener("online", connect);
  connect();
})();
