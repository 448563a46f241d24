"use strict";
// The page's only script. The server draws everything; this sends what a person does, and lays what
// comes back over what is there, so that the field with the focus keeps its caret and its text.

(() => {
  const session = document.documentElement.dataset.session;
  if (!session) return;
  const address = `s/${session}/`;
  const page = document.querySelector("[data-rev]");
  let rev = Number(page.dataset.rev);

  // --- What came back -------------------------------------------------------------------------

  let composing = false;
  let pressed = false;
  let waiting = null;

  // While a person composes a letter, or holds the pointer down, nothing moves under them.
  const settle = () => {
    if (composing || pressed || !waiting) return;
    const parts = waiting;
    waiting = null;
    draw(parts);
  };

  function take(parts) {
    if (parts.rev < (waiting ? waiting.rev : rev)) return;
    waiting = parts;
    settle();
  }

  // What was drawn last of the parts in which a person changes nothing by hand.
  const drawn = {};

  function draw(parts) {
    rev = parts.rev;
    const before = state();
    for (const part of ["top", "chat", "desk", "inspector"]) {
      const old = document.getElementById(part);
      if (!old || (drawn[part] === parts[part] && part !== "desk" && part !== "top")) continue;
      drawn[part] = parts[part];
      const fresh = document.createElement("template");
      fresh.innerHTML = parts[part];
      morphChildren(old, fresh.content);
      if (part === "chat") toTheEnd();
    }
    moved(before, state());
    keep();
  }

  // A chat shows its end when there is more in it.
  let lines = 0;
  function toTheEnd() {
    const chat = document.querySelector("[data-lines]");
    const now = chat ? Number(chat.dataset.lines) : 0;
    if (chat && now !== lines) chat.scrollTop = chat.scrollHeight;
    lines = now;
  }

  function morph(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    // Whether details are open is the reader's, once they are there; what is new opens by itself.
    if (fresh.hasAttribute("data-auto") && !old.hasAttribute("data-auto")) old.open = true;
    for (const { name } of [...old.attributes]) {
      if (name !== "open" && name !== "data-move" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const focused = old === document.activeElement;
    if (old.localName === "input") {
      if (old.type === "checkbox" || old.type === "radio") old.checked = fresh.hasAttribute("checked");
      else if (old.type !== "file" && !focused && old.value !== fresh.value) old.value = fresh.value;
      return;
    }
    if (old.localName === "textarea") {
      if (old.defaultValue !== fresh.defaultValue) {
        if (!focused) old.value = fresh.defaultValue;
        old.defaultValue = fresh.defaultValue;
      } else if (!focused && old.dataset.type !== undefined) old.value = fresh.defaultValue;
      return;
    }
    morphChildren(old, fresh);
    if (old.localName === "select" && !focused) {
      const chosen = [...old.options].findIndex((option) => option.defaultSelected);
      if (chosen >= 0) old.selectedIndex = chosen;
    }
  }

  // Children with an id are the same as before wherever they are; the others by their kind and place.
  function morphChildren(old, fresh) {
    const ids = new Set([...fresh.children].map((child) => child.id).filter(Boolean));
    const known = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = old.firstChild;
    const drop = () => { const gone = at; at = at.nextSibling; gone.remove(); };
    for (const next of [...fresh.childNodes]) {
      let same = null;
      if (next.id) {
        same = known.get(next.id) || null;
        // What is gone is taken out, so that what stays is not moved: moving loses the focus.
        if (same) while (at && at !== same && !(at.id && ids.has(at.id))) drop();
      } else {
        if (at && !at.id && at.nodeName === next.nodeName) same = at;
      }
      if (same && same.nodeName === next.nodeName) {
        if (same === at) at = at.nextSibling;
        else old.insertBefore(same, at);
        morph(same, next);
      } else old.insertBefore(next, at);
    }
    while (at) drop();
  }

  // --- Where the person is --------------------------------------------------------------------

  const state = () => {
    const phone = document.getElementById("phone");
    const over = document.getElementById("over");
    return {
      screen: phone ? phone.dataset.screen : "",
      depth: phone ? Number(phone.dataset.depth) : 0,
      over: over ? over.textContent.slice(0, 40) : "",
    };
  };

  let opener = "";
  let pushed = 0;
  let ignored = 0;

  function moved(before, after) {
    const phone = document.getElementById("phone");
    if (phone && before.screen !== after.screen) {
      phone.dataset.move = after.depth < before.depth ? "back" : "forward";
      const title = document.getElementById("title");
      const here = document.activeElement;
      if (title && title.textContent && (here === document.body || document.getElementById("desk").contains(here))) {
        title.focus({ preventScroll: true });
      }
    }
    const over = document.getElementById("over");
    if (over && !before.over) {
      const first = over.querySelector("[data-find], input:checked, .month [tabindex='0'], .wheels select, button, input");
      (first || over).focus();
    } else if (!over && before.over && opener) {
      document.getElementById(opener)?.focus();
      opener = "";
    }
    // The browser's back button goes back on the phone: one entry of the history for each step.
    while (pushed < after.depth) { history.pushState({ flow: ++pushed }, ""); }
    if (pushed > after.depth) { ignored++; history.go(after.depth - pushed); pushed = after.depth; }
  }

  window.addEventListener("popstate", () => {
    if (ignored > 0) { ignored--; return; }
    if (pushed > 0) { pushed--; send("back"); }
  });

  // --- What a person does ---------------------------------------------------------------------

  const queue = [];
  let sending = false;

  const typed = (did) => did.gesture && did.gesture.type ? did.gesture.type.name : null;

  function send(did) {
    const last = queue[queue.length - 1];
    // The newest text of a field is all of it: older ones need not go.
    if (last && typed(did) !== null && typed(last) === typed(did)) queue[queue.length - 1] = did;
    else queue.push(did);
    pump();
  }

  // A file goes as it is; everything else as JSON.
  function request(did) {
    if (!did.file) return [`${address}did`, "application/json", JSON.stringify(did)];
    const { picker, file } = did;
    const about = new URLSearchParams({ picker, file: file.name, kind: file.type || "application/octet-stream" });
    return [`${address}attach?${about}`, "application/octet-stream", file];
  }

  async function pump() {
    if (sending) return;
    sending = true;
    while (queue.length) {
      try {
        const [url, kind, body] = request(queue.shift());
        const answer = await fetch(url, { method: "POST", headers: { "content-type": kind }, body });
        if (answer.status === 404) { location.reload(); return; }
        if (answer.ok) take(await answer.json());
        else lost(await answer.text());
      } catch { lost(GONE); queue.length = 0; }
    }
    sending = false;
  }

  const GONE = "The preview does not answer. Is the command still running? This page goes on when it is back.";

  function lost(text) {
    const place = document.querySelector(".refused");
    if (place) place.textContent = text;
  }

  document.addEventListener("click", (event) => {
    const submit = event.target.closest("[data-submit]");
    if (submit) { start(document.getElementById(submit.dataset.submit)); return; }
    const copied = event.target.closest("[data-copy]");
    if (copied) { copy(copied); return; }
    const found = event.target.closest("[data-do]");
    const over = document.getElementById("over");
    // A tap beside what lies over the screen closes it.
    if (over && over.matches(".dim, .menu") && !found && event.target.closest(".phone") && (event.target === over || !over.contains(event.target))) {
      send("cancel");
      return;
    }
    if (!found || found.disabled) return;
    const did = JSON.parse(found.dataset.do);
    if (did.open !== undefined || did === "menu") opener = found.id;
    // A choice is what the server says it is, once it has answered.
    send(did);
  });

  async function copy(button) {
    const place = button.parentElement.querySelector(".copied");
    const source = document.getElementById(button.dataset.copy);
    let copied = true;
    try { await navigator.clipboard.writeText(source.textContent); } catch {
      // An older way, which asks for no permission.
      getSelection().selectAllChildren(source);
      copied = document.execCommand("copy");
    }
    place.textContent = copied ? "Copied." : "The browser does not let the page copy: save it instead.";
  }

  function start(form) {
    const did = {};
    const fields = form.querySelectorAll("[name]");
    for (const field of fields) did[field.name] = field.value;
    const { as } = form.dataset;
    if (!as) { send({ start: did }); return; }
    send({ chats: { [as]: did } });
    for (const field of fields) field.value = "";
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.dataset.type !== undefined && !event.isComposing) {
      send({ gesture: { type: { name: field.dataset.type, text: field.value } } });
    } else if (field.dataset.find !== undefined && !event.isComposing) send({ find: field.value });
  });

  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", (event) => {
    composing = false;
    const field = event.target;
    if (field.dataset.type !== undefined) send({ gesture: { type: { name: field.dataset.type, text: field.value } } });
    settle();
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.dataset && event.target.dataset.type !== undefined && event.target.isConnected) send({ gesture: "leave" });
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.dataset.choose !== undefined && field.value) send(JSON.parse(field.value));
    if (field.dataset.attach !== undefined && field.files.length) {
      for (const file of field.files) send({ picker: field.dataset.attach, file });
      field.value = "";
    }
  });

  document.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => setTimeout(() => { pressed = false; settle(); }));
  }

  // --- Keys -----------------------------------------------------------------------------------

  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.closest("[data-as]") && event.target.localName === "input") {
      start(event.target.closest("[data-as]"));
      return;
    }
    const over = document.getElementById("over");
    if (event.key === "Escape" && over) { event.preventDefault(); send("cancel"); return; }
    if (event.key === "Tab" && over) { keepInside(over, event); return; }
    const here = document.activeElement;
    const month = here && here.closest(".month");
    if (month && days[event.key]) {
      event.preventDefault();
      const all = [...month.querySelectorAll("button")];
      const turned = here.closest("[dir='rtl']") && /Left|Right/.test(event.key) ? -1 : 1;
      const next = all[all.indexOf(here) + days[event.key] * turned];
      if (next) { here.tabIndex = -1; next.tabIndex = 0; next.focus(); }
    }
    const tab = here && here.closest("[role='tab']");
    if (tab && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const all = [...tab.parentElement.children];
      const next = all[(all.indexOf(tab) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
      next.focus();
      next.click();
    }
  });

  // Of radio buttons Tab reaches one alone.
  function reached(over, name) {
    const all = [...over.querySelectorAll("input[type=radio]")].filter((one) => one.name === name && !one.disabled);
    return all.find((one) => one === document.activeElement) || all.find((one) => one.checked) || all[0];
  }

  // What lies over the screen keeps the focus.
  function keepInside(over, event) {
    const all = [...over.querySelectorAll("button, input, select, a[href]")]
      .filter((one) => !one.disabled && one.tabIndex >= 0)
      .filter((one) => one.type !== "radio" || one === reached(over, one.name));
    if (!all.length) return;
    const [first, last] = [all[0], all[all.length - 1]];
    const inside = over.contains(document.activeElement);
    if (event.shiftKey ? !inside || document.activeElement === first : !inside || document.activeElement === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  // --- What happens by itself -----------------------------------------------------------------

  const live = new EventSource(`${address}live`);
  live.onmessage = (event) => take(JSON.parse(event.data));
  live.onopen = () => { if (document.querySelector(".refused")?.textContent === GONE) lost(""); };
  live.onerror = () => {
    // The session is gone with the server that held it: a new one goes on from what is kept here.
    if (live.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 200);
    else lost(GONE);
  };

  // --- What is kept ---------------------------------------------------------------------------

  // The tab keeps what a phone would keep, so that a page goes on after the preview was started again.
  let keeping = 0;
  function keep() {
    clearTimeout(keeping);
    keeping = setTimeout(async () => {
      try {
        const answer = await fetch(`${address}kept`);
        if (answer.ok) sessionStorage.setItem(`kept:${session}`, await answer.text());
      } catch { /* The next change is kept. */ }
    }, 400);
  }

  function goOn() {
    const before = new URLSearchParams(location.search).get("session");
    history.replaceState(history.state, "", `?session=${session}`);
    let kept = null;
    try {
      kept = before && JSON.parse(sessionStorage.getItem(`kept:${before}`));
      for (const key of Object.keys(sessionStorage)) if (key.startsWith("kept:") && key !== `kept:${session}`) sessionStorage.removeItem(key);
    } catch { /* What cannot be read is not gone on from. */ }
    if (before && before !== session) send(kept ? { restore: kept } : { start: {} });
    else keep();
  }
  goOn();
  toTheEnd();

  moved(state(), state());
})();
