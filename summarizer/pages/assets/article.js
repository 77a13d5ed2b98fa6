"use strict";
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const body = document.body, who = document.getElementById("who"), order = document.getElementById("order");
  const said = document.getElementById("said");
  const words = new Map();
  for (const mark of all(".m")) for (const id of mark.dataset.of.split(" "))
    words.has(id) ? words.get(id).push(mark) : words.set(id, [mark]);
  const kinds = new Set("qcer");
  let opened = new Set(), lit = [];

  function light(ids) {
    for (const node of lit) node.classList.remove("on");
    lit = ids.flatMap(id => [document.getElementById(id), ...(words.get(id) || [])]).filter(Boolean);
    for (const node of lit) node.classList.add("on");
  }
  function show() {
    for (const kind of "qce") body.classList.toggle("show-" + kind, kinds.has(kind));
    for (const section of all("section[data-section]")) {
      const kind = section.dataset.section, list = section.querySelector("ol");
      const cards = all(".card", list);
      const whole = who.value || opened.has(kind) || order.getAttribute("aria-pressed") === "false";
      let shown = 0;
      for (const card of cards) {
        card.hidden = !kinds.has(kind) || (who.value && card.dataset.who !== who.value) ||
          (card.classList.contains("later") && !whole);
        shown += !card.hidden;
      }
      section.hidden = !kinds.has(kind) || (who.value && !shown);
      const more = section.querySelector(".more");
      if (more) more.hidden = Boolean(whole);
    }
    if (who.value) light(all(".card").filter(c => c.dataset.who === who.value && !c.hidden).map(c => c.id));
    else light([]);
  }
  function sort() {
    const ranked = order.getAttribute("aria-pressed") === "true";
    for (const list of all("section[data-section] ol")) {
      const cards = all(".card", list);
      cards.forEach((card, at) => card.dataset.rank ??= at);
      cards.sort((a, b) => ranked ? a.dataset.rank - b.dataset.rank : a.dataset.at - b.dataset.at);
      list.append(...cards);
    }
    show();
  }
  function press(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    return on;
  }
  function toggle(button) {
    press(button) ? kinds.add(button.dataset.kind) : kinds.delete(button.dataset.kind);
    show();
  }
  function goto_card(id, focus = true) {
    const card = document.getElementById(id);
    if (!card) return;
    if (card.hidden) { opened.add(card.closest("section").dataset.section); show(); }
    light([id]);
    card.scrollIntoView({block: "nearest"});
    if (focus) card.focus({preventScroll: true});
    const first = (words.get(id) || [])[0];
    if (first) first.scrollIntoView({block: "center"});
  }
  async function copy(card) {
    const text = card && card.dataset.copy;
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    said.textContent = "Copied: " + text.slice(0, 60) + (text.length > 60 ? "…" : "");
  }

  for (const button of all("[data-kind]")) button.addEventListener("click", () => toggle(button));
  who.addEventListener("change", show);
  order.addEventListener("click", () => { press(order); sort(); });
  for (const button of all("[data-more]"))
    button.addEventListener("click", () => { opened.add(button.dataset.more); show(); });
  document.addEventListener("click", event => {
    const mark = event.target.closest(".m"), card = event.target.closest(".card");
    if (event.target.closest(".copy")) copy(card);
    else if (mark) { event.preventDefault(); goto_card(mark.dataset.of.split(" ")[0]); }
    else if (event.target.closest("a.to")) {
      event.preventDefault();
      light([card.id]);
      const first = (words.get(card.id) || [])[0];
      if (first) { first.scrollIntoView({block: "center"}); first.focus({preventScroll: true}); }
    }
  });
  const over = event => {
    const mark = event.target.closest && event.target.closest(".m"), card = event.target.closest && event.target.closest(".card");
    if (mark) light(mark.dataset.of.split(" ")); else if (card) light([card.id]);
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const cards = all(".card").filter(card => !card.hidden), here = document.activeElement.closest(".card");
    const at = cards.indexOf(here);
    if (event.key === "j" && cards.length) goto_card(cards[Math.min(cards.length - 1, at + 1)].id);
    else if (event.key === "k" && cards.length) goto_card(cards[Math.max(0, at - 1)].id);
    else if ("1234".includes(event.key)) toggle(all("[data-kind]")[event.key - 1]);
    else if (event.key === "o") order.click();
    else if (event.key === "c") copy(here);
    else if (event.key === "Enter" && event.target === here) here.querySelector("a.to")?.click();
    else return;
    event.preventDefault();
  });
  sort();
  if (location.hash.length > 1) goto_card(decodeURIComponent(location.hash.slice(1)));
})();
