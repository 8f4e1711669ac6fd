/* Keeps what was tapped safe and swaps the fresh screen in. It knows no need and no forecast.

   A button with data-log holds the entries it stands for; this page gives each an id, the instant and when it was sent.
   An entry stays in the queue until the server has said what became of it; sending it twice is sending it once. */
(() => {
  "use strict";
  /* What led to Help is shown there once, stands in no address, and is forgotten by the next page of this tab; with it
     come whose the tap was, and where such a person logs. */
  const SIGN = "sign";
  const led = JSON.parse(sessionStorage.getItem(SIGN) ?? "null");
  sessionStorage.removeItem(SIGN);
  const here = document.body.dataset;
  const { logUrl, viewer } = here.logUrl ? here : led ?? {};
  const WAITING = "outbox"; // what waits outlives the page in this tab, for the one who tapped it
  const mine = (record) => record.viewer === viewer;
  const stored = (name) => JSON.parse(sessionStorage.getItem(name) ?? "[]");
  const queue = stored(WAITING).filter(mine);
  const others = stored(WAITING).filter((record) => !mine(record));
  const keep = () => sessionStorage.setItem(WAITING, JSON.stringify([...others, ...queue.map(({ button, ...record }) => record)]));
  const TRAY = "tray"; // what the server would not take; it stays here, and can be tried again
  const tray = (change) => {
    const kept = change(stored(TRAY));
    sessionStorage.setItem(TRAY, JSON.stringify(kept));
    const shown = kept.filter(mine);
    const place = document.getElementById("tray");
    if (!place) return shown;
    place.hidden = !shown.length;
    place.querySelector("[data-count]").textContent = shown.length;
    return shown;
  };
  const refuse = (record, ids) => {
    const entries = record.entries.filter((entry) => !ids || ids.includes(entry.id));
    const { url, viewer } = record;
    if (entries.length) tray((kept) => [...kept, { url, viewer, sheet: "", entries }]);
  };
  const DISMISSED = "dismissed"; // which cards were put away in this tab, and by whom
  const dismissed = new Set(stored(DISMISSED));
  const putAway = () => document.querySelectorAll("[data-dismiss]").forEach(({ dataset: { dismiss } }) => {
    if (dismissed.has(`${viewer} ${dismiss}`)) document.querySelector(dismiss)?.remove();
  });
  let sending = false;
  let gone = false;
  const RETRY = 5000;

  const bytes = () => crypto.getRandomValues(new Uint8Array(16));
  const asUuid = (b, version) => {
    b[6] = (b[6] & 0x0f) | (version << 4);
    b[8] = (b[8] & 0x3f) | 0x80;
    const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  /* A v7 id tells the minute it was made, so a private entry has a v4. */
  const newId = (isPrivate) => {
    const b = bytes();
    if (isPrivate) return asUuid(b, 4);
    let ms = Date.now();
    for (let i = 5; i >= 0; i -= 1) { b[i] = ms % 256; ms = Math.floor(ms / 256); }
    return asUuid(b, 7);
  };
  const filled = (value, told) => {
    if (typeof value === "string" && value in told) return told[value];
    if (Array.isArray(value)) return value.map((one) => filled(one, told));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, told)]));
    }
    return value;
  };
  const entriesOf = (button) => {
    const now = new Date().toISOString();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const told = { $now: now, $text: document.getElementById(button.dataset.text)?.value.trim() ?? "" };
    return JSON.parse(button.dataset.log).map((spec) => ({
      id: newId(spec.private), kind: spec.kind, at: now, until: filled(spec.until ?? null, told), noted: now, zone,
      body: filled(spec.body, told),
    }));
  };

  /* Words half typed on the screen go over to the fresh one; what comes by itself waits for them (see busy). */
  const typed = () => [...document.querySelectorAll("#now [data-words]")];
  const kept = () => Object.fromEntries(typed().map((field) => [field.id, field.value]));
  const typedAgain = (words) => typed().forEach((field) => { field.value ||= words[field.id] ?? ""; });
  /* Every element of the reply that has an id takes the place of the one that has it here. */
  const swap = (html) => {
    const had = document.activeElement?.id;
    const words = kept();
    const reply = new DOMParser().parseFromString(html, "text/html");
    for (const fresh of reply.querySelectorAll("body > [id]")) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      old.replaceWith(document.adoptNode(fresh));
      window.htmx?.process(fresh);
      const shows = fresh.matches("dialog[data-show]") ? fresh : fresh.querySelector("dialog[data-show]");
      if (shows) sheets.show(shows);
    }
    typedAgain(words);
    if (had) document.getElementById(had)?.focus({ preventScroll: true });
    light();
  };
  /* A page left open turns to night with the screen that came. */
  const light = () => {
    const theme = document.querySelector(".screen")?.dataset.theme;
    if (theme) document.documentElement.className = theme;
    putAway();
    once();
  };
  /* Whether somebody got to what they noticed is asked when the page is opened, and once: this tab remembers of which
     instant it asked whom. */
  const ASKED = "asked";
  const instant = document.querySelector("[data-once]")?.dataset.once;
  const asks = instant && sessionStorage.getItem(ASKED) !== `${viewer} ${instant}`;
  if (asks) sessionStorage.setItem(ASKED, `${viewer} ${instant}`);
  const once = () => document.querySelectorAll("[data-once]").forEach((part) => {
    part.hidden = !asks || part.dataset.once !== instant;
  });
  const tell = (text) => {
    const status = document.getElementById("status");
    if (status) { status.textContent = text; status.hidden = !text; }
  };

  /* Help holds no token to write by: it borrows one from the family's page once something is to be kept, and only while
     the one whose tap led there is signed in. */
  const borrowed = async () => {
    const reply = await fetch(new URL(".", new URL(logUrl, location.href)));
    const page = new DOMParser().parseFromString(await reply.text(), "text/html").body.dataset;
    return page.viewer === viewer ? page.csrf : "";
  };

  const send = async () => {
    if (sending || !queue.length) return;
    sending = true;
    const record = queue[0];
    if (record.withdraw) return withdraw(record);
    try {
      const reply = await fetch(record.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": here.csrf ?? await borrowed() },
        body: JSON.stringify({ sent_at: new Date().toISOString(), entries: record.entries, sheet: record.sheet }),
      });
      if (reply.status < 500) record.button?.classList.remove("saving");
      if (reply.status >= 500) throw new Error("server");
      if (reply.status === 403) {
        /* Signed out: it waits for the next tap, or for the next time its writer opens a page here. */
        sending = false;
        tell(here.signedOut);
        return;
      }
      queue.shift();
      keep();
      const done = reply.status === 200 && record.button?.dataset.done;
      tell(done || "");
      if (done) record.button.hidden = true;
      if (reply.status === 422) refuse(record, (reply.headers.get("X-Refused") ?? "").split(","));
      if (reply.status === 200 || reply.status === 422) swap(await reply.text());
      else {
        /* Signed out, or no longer of this family: what was tapped lies in the tray, and the page asks no more. */
        gone = true;
        refuse(record);
        tell(here.signedOut);
      }
    } catch {
      tell(here.offline);
      setTimeout(() => { sending = false; send(); }, RETRY);
      return;
    }
    sending = false;
    send();
  };

  /* A tap that must leave nothing is taken back after whatever went before it, and until it has been. */
  const withdraw = async (record) => {
    try {
      const headers = { "X-CSRFToken": here.csrf ?? await borrowed() };
      const reply = await fetch(record.withdraw, { method: "POST", keepalive: true, headers });
      if (reply.status >= 500) throw new Error("server");
      sending = false;
      tell(reply.status === 403 ? here.signedOut : "");
      if (reply.status === 403) return;
      queue.shift();
      keep();
      send();
    } catch {
      tell(here.offline);
      setTimeout(() => { sending = false; send(); }, RETRY);
    }
  };

  const tapped = (button) => {
    const field = document.getElementById(button.dataset.text);
    if (field && !field.value.trim()) { field.focus(); return; }
    if (button.classList.contains("saving")) return;
    button.classList.add("saving");
    if (button.getAttribute("aria-pressed") !== null) button.setAttribute("aria-pressed", "true");
    queue.push({ url: logUrl + (here.logUrl ? location.search : ""), viewer, entries: entriesOf(button), sheet: button.dataset.sheet ?? "", button });
    keep();
    if (field) field.value = "";
    send();
    sheets.tapped(button);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-log], [data-withdraw], [data-dismiss], [data-tray]");
    if (!target) return;
    if (target.dataset.log) tapped(target);
    if (target.hasAttribute("data-dismiss")) {
      dismissed.add(`${viewer} ${target.dataset.dismiss}`);
      sessionStorage.setItem(DISMISSED, JSON.stringify([...dismissed]));
      putAway();
    }
    if (target.dataset.withdraw) {
      sessionStorage.setItem(SIGN, JSON.stringify({ sign: target.dataset.leads, logUrl, viewer }));
      queue.push({ withdraw: target.dataset.withdraw, viewer });
      keep();
      send();
    }
    if (target.dataset.tray) {
      const again = tray((kept) => kept).slice();
      tray((kept) => kept.filter((record) => !mine(record)));
      if (target.dataset.tray === "again") { queue.push(...again); keep(); send(); }
    }
  });

  /* Forms that make entries get their id and instants here too, so that the same form sent twice is one entry. */
  document.addEventListener("submit", (event) => {
    const own = (field) => field.closest("form") === event.target;
    document.querySelectorAll("[data-new-id]").forEach((field) => { if (own(field) && !field.value) field.value = newId(field.dataset.newId === "private"); });
  });
  document.querySelectorAll("[data-zone]").forEach((field) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && !field.dataset.chosen) field.value = zone;
    document.querySelectorAll("[data-zone-name]").forEach((name) => { name.textContent = field.value; });
  });
  document.querySelectorAll("[data-sign]").forEach((part) => { part.hidden = part.dataset.sign !== led?.sign; });
  /* A finger that is down is half a tap: were the screen swapped under it, the browser would make no click of it. The
     click comes a moment after the finger went up. */
  const MOMENT = 100;
  let pressed = false;
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  const lifted = () => setTimeout(() => { pressed = false; }, MOMENT);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lifted, true);
  /* What the page asks for by itself takes nothing away: no sheet in use, no tap that waits, no later answer. */
  const busy = (event) => {
    const asks = event.detail.ctx.sourceElement;
    const unseen = document.hidden && event.type === "htmx:before:request";
    const types = typed().some((field) => field.value || field === document.activeElement);
    const underAFinger = pressed && asks.matches(".screen");
    if (underAFinger || document.querySelector("dialog[open]") || types || queue.length || gone || !asks.isConnected || unseen
      || document.querySelector(".screen .refused")) event.preventDefault();
  };
  document.addEventListener("htmx:before:request", busy);
  document.addEventListener("htmx:before:swap", busy);
  document.addEventListener("htmx:after:swap", light);
  const ENDED = [403, 404, 410];
  /* A link that has ended shows nothing of the family any more, on a page left open either. */
  document.addEventListener("htmx:response:error", ({ detail }) => {
    if (here.home && ENDED.includes(detail.ctx.response.status)) location.replace(here.home);
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (here.logUrl && queue.length && !sending) event.preventDefault(); });
  tray((kept) => kept);
  light();
  if (here.logUrl) send();
})();
