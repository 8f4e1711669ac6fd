/* What the phone adds to a still page, which is the same for everyone: by which light it is read, whose numbers stand
   first, and leaving it. Nothing is asked of the server and nothing is kept. It runs before the page is drawn. */
(() => {
  "use strict";
  const [from, to] = document.currentScript.dataset.night.split(" ").map(Number);
  const hour = new Date().getHours();
  const late = from < to ? from <= hour && hour < to : hour >= from || hour < to;
  const chosen = /(?:^|; )theme=(day|night)(?:;|$)/.exec(document.cookie)?.[1];
  const theme = chosen ?? (late ? "night" : "day");
  document.documentElement.className = theme;
  document.querySelector("meta[name=color-scheme]").content = theme === "night" ? "dark" : "light";
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  document.querySelector("meta[name=theme-color]").content = paper;

  /* The page is blank at once, however long the other one takes; it takes this one's place in the history. */
  const leave = () => {
    const to = navigator.onLine ? document.querySelector("[data-leave]").href : "about:blank";
    document.documentElement.hidden = true;
    document.title = " ";
    location.replace(to);
  };
  const SHIFTS = 3;
  const WITHIN = 5000; // ms
  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const since = (at) => event.timeStamp - at < WITHIN;
    shifts = event.key === "Shift" ? [...shifts.filter(since), event.timeStamp] : [];
    if (shifts.length === SHIFTS && document.querySelector("[data-leave]")) leave();
  });

  /* Every region is on the page: the one that is wanted changes places with the one that stood first. */
  const first = (code) => {
    for (const place of document.querySelectorAll("[data-where]")) {
      const wanted = place.querySelector(`[data-region="${code}"]`);
      const had = place.querySelector(":scope > [data-region]");
      if (wanted === had) continue;
      wanted.replaceWith(had.cloneNode(true));
      had.replaceWith(wanted);
    }
    const link = document.querySelector("[data-leave]");
    link.href = document.querySelector(`[data-to][data-region="${code}"]`).dataset.to;
  };
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-leave], [data-first]");
    if (!target) return;
    event.preventDefault();
    if (target.hasAttribute("data-leave")) leave();
    else {
      const place = target.closest("[data-where]");
      first(target.dataset.first);
      place.querySelector("details").open = false;
      place.querySelector(":scope > [data-region] a")?.focus();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-where]") || "chosen" in document.querySelector("main").dataset) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const here = [...document.querySelectorAll("[data-zones]")].find((one) => one.dataset.zones.split(" ").includes(zone));
    if (here) first(here.dataset.region);
  });
})();
