// The composer: Enter sends, Shift and Enter breaks the line, and a slash brings the installed commands.
(() => {
  "use strict";
  const list = (field) => document.getElementById(field.getAttribute("aria-controls"));
  let at = 0;

  const isOpen = (field) => { const shown = list(field); return Boolean(shown) && !shown.hidden; };

  function close(field) {
    const shown = list(field);
    if (shown) { shown.hidden = true; shown.replaceChildren(); }
    field.removeAttribute("aria-activedescendant");
  }

  function mark(field) {
    const shown = list(field);
    [...shown.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    field.setAttribute("aria-activedescendant", shown.children[at].id);
    shown.children[at].scrollIntoView({ block: "nearest" });
  }

  // The commands that begin as what is typed, while it is one word.
  function fitting(field) {
    const typed = field.value;
    if (!/^\/\S*$/.test(typed)) return [];
    return JSON.parse(field.dataset.commands || "[]").filter(([command]) => command.startsWith(typed) && command !== typed);
  }

  function offer(field) {
    const found = fitting(field);
    if (!found.length) { close(field); return; }
    const shown = list(field);
    shown.replaceChildren(...found.map(([command, usage, description], n) => {
      const item = document.createElement("li");
      const words = [["b", command], ["span", usage || ""], ["span", description || ""]];
      item.append(...words.filter(([, text]) => text).map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })));
      Object.assign(item, { id: `${shown.id}-${n}` });
      item.setAttribute("role", "option");
      item.dataset.command = command;
      return item;
    }));
    shown.hidden = false;
    at = 0;
    mark(field);
  }

  function take(field, item) {
    field.value = `${item.dataset.command} `;
    close(field);
    field.focus();
  }

  document.addEventListener("input", (event) => { if (event.target.matches("[data-commands]")) offer(event.target); });
  document.addEventListener("focusout", (event) => { if (event.target.matches("[data-commands]")) close(event.target); });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest(".completions li");
    if (!item) return;
    event.preventDefault();
    take(document.querySelector(`[aria-controls="${item.parentElement.id}"]`), item);
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.(".composer textarea") || event.isComposing) return;
    if (isOpen(field)) {
      const items = list(field).children;
      const step = { ArrowDown: 1, ArrowUp: items.length - 1 }[event.key];
      if (step) { at = (at + step) % items.length; mark(field); event.preventDefault(); return; }
      if (event.key === "Enter" || event.key === "Tab") { take(field, items[at]); event.preventDefault(); return; }
      if (event.key === "Escape") { close(field); event.preventDefault(); event.stopPropagation(); return; }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (field.value.trim()) field.form.requestSubmit(field.form.querySelector("button.primary"));
    }
  }, true);
})();
