// Makes the page live: forms without reloading, news by server-sent events. Everything works without it.
(() => {
  "use strict";
  const ids = ["sidebar", "main", "thread-panel", "modal"];
  const drawn = new Map();
  const version = (root) => root.querySelector(".modal")?.dataset.version;
  const text = (node) => (node ? node.outerHTML : "");
  document.documentElement.classList.add("scripted");

  const remember = (doc) => ids.forEach((id) => drawn.set(id, text(doc.getElementById(id))));

  function bottom() {
    for (const pane of document.querySelectorAll('[role="log"]')) {
      if (!pane.dataset.scrolled) { pane.scrollTop = pane.scrollHeight; pane.dataset.scrolled = "1"; }
    }
  }

  // A thread is read from its beginning; one that is open stays where it is, or shows the reply just written.
  function thread() {
    const pane = document.getElementById("thread");
    const name = document.querySelector("#thread-panel .composer input[type=text]")?.id;
    return pane && { pane, name, top: pane.scrollTop, count: pane.querySelectorAll(".message").length };
  }

  function focusDialog() {
    const dialog = document.querySelector(".modal");
    if (!dialog) return;
    const wrong = dialog.querySelector(".wrong input, .wrong select, .wrong textarea");
    const first = dialog.querySelector("[autofocus]:not(.modal)") ||
      dialog.querySelector(".modal-body :is(input:not([type=hidden]), select, textarea)");
    (wrong || first || dialog).focus();
  }

  // Takes over what changed on the server; what a person is typing in stays.
  function swap(doc, keepTyped) {
    const before = version(document);
    const typing = document.activeElement?.id;
    const said = new Map([...document.querySelectorAll(".composer input[type=text]")].map((i) => [i.id, i.value]));
    const folded = document.getElementById("side-fold")?.open;
    const positions = new Map([...document.querySelectorAll(".pane")].map((p) => [p.id, [p.scrollTop, p.scrollHeight - p.scrollTop - p.clientHeight < 60]]));
    const read = thread();
    const layout = document.getElementById("layout");
    const fresh = doc.getElementById("layout");
    if (!layout || !fresh) { location.reload(); return; }
    document.title = doc.title;
    for (const id of ids) {
      const next = doc.getElementById(id);
      if (drawn.get(id) === text(next)) continue;
      if (id === "modal" && keepTyped && before && before === version(doc)) continue;
      drawn.set(id, text(next));
      const old = document.getElementById(id);
      if (old && next) old.replaceWith(document.importNode(next, true));
      else if (old) old.remove();
      else if (next) layout.append(document.importNode(next, true));
    }
    layout.className = fresh.className;
    layout.toggleAttribute("inert", fresh.hasAttribute("inert"));
    const fold = document.getElementById("side-fold");
    if (fold && folded !== undefined) fold.open = folded || wide.matches;
    for (const [id, value] of said) { const i = document.getElementById(id); if (i && keepTyped) i.value = value; }
    for (const [id, [top, atEnd]] of positions) {
      const pane = document.getElementById(id);
      if (pane && keepTyped) { pane.dataset.scrolled = "1"; pane.scrollTop = atEnd && id !== "pane-home" ? pane.scrollHeight : top; }
    }
    bottom();
    const reads = thread();
    if (reads && !keepTyped && read?.name === reads.name) {
      reads.pane.scrollTop = reads.count > read.count ? reads.pane.scrollHeight : read.top;
    }
    const now = version(document);
    if (now && (now !== before || !keepTyped)) focusDialog();
    else if (typing) document.getElementById(typing)?.focus();
    else if (before && !now) document.querySelector(".composer input[type=text]")?.focus();
  }

  async function load(url, options, keepTyped) {
    const response = await fetch(url, { ...options, headers: { "x-page-script": "1" } });
    const doc = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.redirected || !options) history.replaceState(null, "", response.url);
    swap(doc, keepTyped);
  }

  let waiting = null;
  let busy = false;
  function refresh() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (busy) { refresh(); return; }
      try { await load(location.href, undefined, true); } catch { /* the next news tries again */ }
    }, 60);
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const by = event.submitter;
    if (form.method !== "post") return;
    event.preventDefault();
    if (by?.dataset.confirm && !confirm(by.dataset.confirm)) return;
    if (by?.dataset.url) window.open(by.dataset.url, "_blank", "noopener");
    if (busy) return;
    const body = new URLSearchParams(new FormData(form, by));
    busy = true;
    by?.setAttribute("aria-busy", "true");
    try { await load(form.action, { method: "POST", body }, false); } catch { location.reload(); } finally {
      busy = false;
      by?.removeAttribute("aria-busy");
    }
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-go]")) { field.form.submit(); return; }
    if (!field.matches("[data-acts]")) return;
    const press = field.name.replace(/^v:/, "");
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "press", value: press, hidden: true });
    field.form.append(button);
    field.form.requestSubmit(button);
    button.remove();
  });

  document.addEventListener("keydown", (event) => {
    const dialog = document.querySelector(".modal");
    if (!dialog) return;
    if (event.key === "Escape") { event.preventDefault(); dialog.querySelector('footer [value="close"]').click(); }
    if (event.key === "Tab") {
      const stops = [...dialog.querySelectorAll("button:not([tabindex]), input:not([type=hidden]), select, textarea, a[href], summary")]
        .filter((stop) => stop.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops.at(-1) : stops[0])?.focus(); }
    }
  });

  const wide = matchMedia("(min-width: 761px)");
  const unfold = () => { const fold = document.getElementById("side-fold"); if (fold) fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  remember(document);
  unfold();
  bottom();
  focusDialog();
  if (document.getElementById("layout")) new EventSource("/page/events").onmessage = refresh;
})();
