// Makes the page live: forms and links without reloading, news by server-sent events. Everything works without it.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");
  const one = (selector, root = document) => root.querySelector(selector);
  const wide = matchMedia("(min-width: 761px)");

  // -- The page becomes what the server says, node by node: what a person is typing in, has opened or looks at stays. --

  // Attributes that the browser or this script sets by itself.
  const own = new Set(["open", "data-drawn", "aria-activedescendant", "aria-busy"]);

  function attributes(old, next) {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !own.has(name)) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value && !own.has(name)) old.setAttribute(name, value);
    }
    // A value that the server changed is the field's value from now on.
    if (old.matches("input") && old.dataset.drawn !== undefined) {
      if (old.type === "checkbox" || old.type === "radio") { if (old.defaultChecked !== (old.dataset.drawn === "true")) old.checked = old.defaultChecked; }
      else if (old.type !== "file" && old.defaultValue !== old.dataset.drawn) old.value = old.defaultValue;
    }
    if (old.matches("option") && String(old.defaultSelected) !== old.dataset.drawn) old.selected = old.defaultSelected;
  }

  // Remembers what the server last said a field holds.
  function drawn(root) {
    for (const field of root.querySelectorAll("input, option")) {
      const box = field.type === "checkbox" || field.type === "radio";
      field.dataset.drawn = field.matches("option") ? field.defaultSelected : box ? field.defaultChecked : field.defaultValue;
    }
  }

  function become(old, next) {
    if (old.nodeName !== next.nodeName || (old.id || "") !== (next.id || "")) { old.replaceWith(next); return; }
    if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== next.data) old.data = next.data; return; }
    if (old.hasAttribute("data-kept")) return;
    attributes(old, next);
    if (old.matches("textarea")) {
      if (old.defaultValue !== next.defaultValue) { old.defaultValue = next.defaultValue; old.value = next.value; }
      return;
    }
    const wanted = new Set([...next.children].map((child) => child.id).filter(Boolean));
    const named = new Map();
    for (const child of [...old.children]) {
      if (!child.id) continue;
      if (wanted.has(child.id)) named.set(child.id, child); else child.remove();
    }
    let at = old.firstChild;
    for (const child of [...next.childNodes]) {
      let same = child.id ? named.get(child.id) : at;
      if (!child.id && (!at || at.id || at.nodeName !== child.nodeName)) same = null;
      if (!same) { old.insertBefore(child, at); continue; }
      if (same === at) at = at.nextSibling; else old.insertBefore(same, at);
      become(same, child);
    }
    while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
  }

  // -- Where one looks, and where the keyboard is --------------------------------------------------------------------

  const atEnd = (pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight < 60;
  const newest = (pane) => { if (pane && !one(".home", pane)) pane.scrollTop = pane.scrollHeight; };
  const view = () => one(".modal");
  const threadName = () => one("#thread-panel textarea")?.id;
  let opener = null;

  function focusView() {
    const dialog = view();
    const wrong = one(".wrong :is(input, select, textarea, summary)", dialog);
    const first = one("[autofocus]:not(.modal)", dialog) ||
      one(".modal-body :is(input:not([type=hidden]), select, textarea, summary)", dialog);
    // What stands above the first field is read first.
    (wrong || first || dialog).focus({ preventScroll: !wrong });
  }

  function swap(doc) {
    const before = view();
    const version = before?.dataset.version;
    const panes = [...document.querySelectorAll(".pane")].map((pane) => [pane, atEnd(pane)]);
    const here = one("#pane")?.dataset.of;
    const thread = threadName();
    const replies = document.querySelectorAll("#thread .message").length;
    const focused = document.activeElement;
    const focusedId = focused?.id;
    become(document.body, document.adoptNode(doc.body));
    drawn(document);
    document.title = doc.title;
    for (const [pane, wasAtEnd] of panes) if (pane.id === "pane" && wasAtEnd) newest(pane);
    if (one("#pane")?.dataset.of !== here) newest(one("#pane"));
    if (threadName() === thread && document.querySelectorAll("#thread .message").length > replies) newest(one("#thread"));
    const now = view();
    if (now && now !== before) { if (!before) opener = focused; focusView(); }
    else if (now && now.dataset.version !== version) { if (!now.contains(document.activeElement)) focusView(); }
    else if (now && one(".wrong", now)) focusView();
    else if (before && !now) (opener?.isConnected && opener !== document.body ? opener : one(".composer textarea"))?.focus();
    else if (focused && !focused.isConnected) (document.getElementById(focusedId) || one("#pane"))?.focus();
  }

  // The address says where one is, so that news elsewhere lead nobody away.
  function settle() {
    const here = one("#main")?.dataset.here;
    if (here) history.replaceState(null, "", here);
  }

  async function load(url, options) {
    const response = await fetch(url, { ...options, headers: { "x-page-script": "1" } });
    const doc = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!one("#layout, #tool", doc)) { location.reload(); return; }
    if (response.redirected && response.url !== location.href) history.pushState(null, "", response.url);
    swap(doc);
    settle();
  }

  // -- News ----------------------------------------------------------------------------------------------------------

  let waiting = null;
  let busy = 0;
  let turn = Promise.resolve();
  function refresh() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      // A question that is open is answered first.
      if (busy || one("dialog[open]")) { refresh(); return; }
      try { await load(location.href); } catch { /* the next news tries again */ }
    }, 60);
  }

  // -- What a person does --------------------------------------------------------------------------------------------

  // Hands a file over; gives its id.
  async function attached(file) {
    const response = await fetch(`/attach?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    if (!response.ok) alert(`${file.name}: ${await response.text()}`);
    return response.ok ? response.text() : "";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const by = event.submitter;
    const action = by?.hasAttribute("formaction") ? by.formAction : form.action;
    if (form.method !== "post") return;
    event.preventDefault();
    if (by?.dataset.url) window.open(by.dataset.url, "_blank", "noopener");
    by?.closest("dialog")?.close();
    for (const fold of form.querySelectorAll("details:is(.overflow, .several)[open]")) fold.open = false;
    // The same button twice in a row is one press; another one waits for its turn.
    if (by?.hasAttribute("aria-busy")) return;
    const fields = [...new FormData(form, by)];
    busy += 1;
    by?.setAttribute("aria-busy", "true");
    turn = turn.then(async () => {
      try {
        const body = new URLSearchParams();
        for (const [name, value] of fields) {
          if (typeof value === "string") body.append(name, value);
          else if (value.name) body.append(name, await attached(value));
        }
        await load(action, { method: "POST", body });
        if (form.matches(".composer")) { form.reset(); newest(form.closest("main, aside")?.querySelector(".pane")); }
      } catch { location.reload(); } finally {
        busy -= 1;
        by?.removeAttribute("aria-busy");
      }
    });
  });

  // A field that acts at once, after its question if it has one.
  function acts(field) {
    const question = field.dataset.confirm && document.getElementById(field.dataset.confirm);
    if (question) {
      question.addEventListener("close", () => field.form?.reset(), { once: true });
      question.showModal();
      return;
    }
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "press", value: field.name.replace(/^v:/, ""), hidden: true });
    field.form.append(button);
    field.form.requestSubmit(button);
    button.remove();
  }

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-go]")) field.form.submit();
    else if (field.matches("[data-acts]")) acts(field);
  });

  document.addEventListener("click", async (event) => {
    if (event.target === one(".overlay")) return;
    for (const menu of document.querySelectorAll("details:is(.overflow, .several)[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const link = event.target.closest('a[href^="/?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const from = link.id || link.closest("[id]")?.id;
    history.pushState(null, "", link.href);
    const had = threadName();
    try { await load(link.href); } catch { location.reload(); return; }
    if (threadName() && threadName() !== had) { one("#thread-panel textarea").focus(); one("#thread").scrollTop = 0; }
    else if (had && !threadName()) (one(`[id="m-${had.replace("say", "")}"] .replies`) || one("#say"))?.focus();
    else if (link.closest(".sidebar")) { if (!wide.matches) one("#side-fold").open = false; one(".composer textarea")?.focus(); }
    else document.getElementById(from)?.focus();
  });

  addEventListener("popstate", () => load(location.href).catch(() => location.reload()));

  // Tab stays in the modal; Escape closes what lies on top: a menu, the modal, the thread.
  const reachable = "button:not([tabindex], :disabled), input:not([type=hidden]), select, textarea, a[href], summary, [tabindex='0']";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || one("dialog[open]")) return;
    const field = event.target;
    if (event.key === "Escape") {
      const menu = field.closest?.("details:is(.overflow, .several)[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); }
      else if (view()) one('footer [value="close"]', view()).click();
      else one("#thread-panel .closes")?.click();
    }
    if (event.key === "Enter" && field.matches?.("[data-search]")) {
      event.preventDefault();
      one("button", field.parentElement).click();
    } else if (event.key === "Enter" && field.matches?.("input:not([type=hidden])") && field.closest('form[action="/act"]') && !view()?.contains(field)) {
      event.preventDefault();
      if (field.matches("[data-acts]")) acts(field);
    }
    if (event.key === "Tab" && view()) {
      const stops = [...view().querySelectorAll(reachable)].filter((stop) => stop.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      const outside = !view().contains(document.activeElement) || (event.shiftKey && document.activeElement === view());
      if (outside || document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops.at(-1) : stops[0])?.focus(); }
    }
  });

  const unfold = () => { const fold = one("#side-fold"); if (fold) fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  drawn(document);
  settle();
  unfold();
  newest(one("#pane"));
  if (view()) focusView();
  new EventSource("/page/events").onmessage = refresh;
})();
