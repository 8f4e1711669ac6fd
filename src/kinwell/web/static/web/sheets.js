/* What slides from below: it opens and closes, takes the focus and gives it back, and keeps half a choice for a minute.

   It closes by its button, a tap outside, a pull downwards, Escape, and the phone's Back: of a dialog that a tap opened
   Chromium on Android asks first whether Back closes it, so nothing is pushed onto the history here. Where a browser
   does not, Back leaves the page, and the words that were typed wait for the way back. */
const sheets = (() => {
  "use strict";
  const DRAFT = "draft"; // which sheet was left halfway and the words typed in it, for the one who left it
  const MINUTE = 60000;
  const DONE = "done"; // how a sheet closes that leaves nothing halfway
  const PULL = 72; // px that a sheet is pulled down before it closes
  const viewer = document.body.dataset.viewer;
  const byId = (id) => document.getElementById(id);
  const field = (sheet) => sheet.querySelector("[data-draft]");
  let opener = "";

  const forget = () => sessionStorage.removeItem(DRAFT);
  const draft = () => {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
    if (kept && kept.viewer === viewer && Date.now() - kept.at < MINUTE) return kept;
    forget();
    return null;
  };
  const keep = (sheet) => {
    const kept = { viewer, at: Date.now(), of: sheet.dataset.of, sheet: sheet.id, words: field(sheet)?.value ?? "" };
    sessionStorage.setItem(DRAFT, JSON.stringify(kept));
    setTimeout(draft, MINUTE);
  };
  /* Words are kept however their sheet closed; another sheet where it was neither answered nor closed by its button,
     and where it takes no words' place. */
  const left = (sheet) => {
    const words = field(sheet);
    const halfway = words ? words.value.trim() : sheet.dataset.of && sheet.returnValue !== DONE && !draft()?.words;
    if (halfway) keep(sheet);
  };

  const show = (sheet) => {
    document.querySelectorAll("dialog[open]").forEach((open) => open.close(DONE));
    sheet.returnValue = "";
    sheet.showModal();
    sheet.scrollTop = 0;
  };
  const open = (name) => {
    const kept = draft()?.of === name ? draft() : null;
    const half = kept && byId(kept.sheet);
    const sheet = half?.childElementCount ? half : byId(name);
    if (!sheet || sheet.open) return;
    show(sheet);
    if (!kept) return;
    if (field(sheet)) field(sheet).value = kept.words;
    forget();
  };
  /* A tap that logs: what was left halfway before it has no answer any more. */
  const tapped = (button) => {
    if (!draft()?.words) forget();
    const sheet = button.closest("dialog");
    if (!sheet) opener = button.id;
    if (!sheet || button.dataset.stay) return;
    sheet.close(DONE);
    byId(opener)?.classList.add("saving");
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      /* A server at home without https has no such clipboard. */
      const line = document.createElement("textarea");
      line.value = button.dataset.copy;
      button.after(line);
      line.select();
      document.execCommand("copy");
      line.remove();
      button.focus();
    }
    button.textContent = button.dataset.done;
  };

  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
    const target = event.target.closest("[data-open], [data-close], [data-copy], [data-print]");
    if (!target) return;
    if (target.dataset.open) {
      if (target.id) opener = target.id;
      open(target.dataset.open);
    }
    if (target.hasAttribute("data-close")) target.closest("dialog")?.close(DONE);
    if (target.dataset.copy) copy(target);
    if (target.hasAttribute("data-print")) window.print();
  });

  /* A sheet gives the focus back to the button that opened it, also when that button has been swapped meanwhile. */
  document.addEventListener("close", (event) => {
    left(event.target);
    if (field(event.target)) field(event.target).value = "";
    const at = document.activeElement;
    if (document.querySelector("dialog[open]") || (at !== document.body && !event.target.contains(at))) return;
    byId(opener)?.focus({ preventScroll: true });
  }, true);

  /* One finger, from where the sheet shows its top: it follows, and closes when it was pulled far enough. */
  let pull = null;
  const pulled = (touch) => {
    const down = touch.clientY - pull.y;
    return down > Math.abs(touch.clientX - pull.x) ? down : 0;
  };
  document.addEventListener("touchstart", (event) => {
    const sheet = event.target.closest("dialog[open]");
    const [touch] = event.touches;
    pull = sheet && event.touches.length === 1 && sheet.scrollTop <= 0 ? { sheet, x: touch.clientX, y: touch.clientY } : null;
  }, { passive: true });
  document.addEventListener("touchmove", (event) => {
    if (pull) pull.sheet.style.translate = `0 ${pulled(event.touches[0])}px`;
  }, { passive: true });
  const release = (event) => {
    if (!pull) return;
    const { sheet } = pull;
    const far = event.type === "touchend" && pulled(event.changedTouches[0]) >= PULL;
    pull = null;
    sheet.style.translate = "";
    if (far) sheet.close();
  };
  document.addEventListener("touchend", release);
  document.addEventListener("touchcancel", release);

  window.addEventListener("pagehide", () => document.querySelectorAll("dialog[open]").forEach(left));
  if (draft()) setTimeout(draft, MINUTE);
  return { show, tapped };
})();
