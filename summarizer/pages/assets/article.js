"use strict";
const page = (() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const body = document.body, who = document.getElementById("who"), order = document.getElementById("order");
  const said = document.getElementById("said"), position = document.getElementById("at");
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
  const tells = card => !who.value || card.dataset.who.split("\n").includes(who.value);
  function show() {
    for (const kind of "qce") body.classList.toggle("show-" + kind, kinds.has(kind));
    for (const section of all("section[data-section]")) {
      const kind = section.dataset.section, wrong = section.querySelector(".wrong");
      const whole = who.value || opened.has(kind) || body.classList.contains("reviewing") || !ranked();
      let before = null, shown = 0;
      for (const card of all(".card:not(.r)", section)) {
        const out = !kinds.has(kind) || !tells(card);
        card.hidden = out || (card.classList.contains("later") && !whole);
        shown += !card.hidden;
        if (out) continue;  // what is only folded away is printed
        card.classList.toggle("same", Boolean(card.dataset.voice) && card.dataset.voice === before);
        before = card.dataset.voice;
      }
      for (const card of all(".card.r", section)) card.hidden = !kinds.has("r") || Boolean(who.value);
      if (wrong) wrong.hidden = !kinds.has("r") || Boolean(who.value);
      section.hidden = !shown && !(wrong && !wrong.hidden);
      for (const node of all("h2, .timeline", section)) node.hidden = !kinds.has(kind) && kind !== "r";
      const more = section.querySelector(".more");
      if (more) more.hidden = Boolean(whole) || !kinds.has(kind);
    }
    light(who.value ? all(".card").filter(c => tells(c) && !c.hidden).map(c => c.id) : []);
    count();
  }
  // Card by card: `where` is the card that was last gone to.
  let where = null;
  const shown_cards = () => all(".card").filter(card => !card.hidden);
  function count() {
    const cards = shown_cards(), at = cards.indexOf(where);
    position.textContent = at < 0 ? cards.length + " cards" : at + 1 + " of " + cards.length;
  }
  function step(by) {
    const cards = shown_cards(), here = document.activeElement.closest?.(".card") || where, at = cards.indexOf(here);
    const next = cards[at < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, at + by))];
    if (next) goto_card(next.id);
  }
  const ranked = () => order.getAttribute("aria-pressed") === "true";
  function sort() {
    for (const list of all("section[data-section] > ol.cards")) {
      const cards = all(".card", list);
      cards.forEach((card, at) => card.dataset.rank ??= at);
      cards.sort((a, b) => ranked() ? a.dataset.rank - b.dataset.rank : a.dataset.at - b.dataset.at);
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
    if (card.hidden) {
      const kind = card.classList.contains("r") ? "r" : card.closest("section").dataset.section;
      opened.add(kind);
      if (!kinds.has(kind)) toggle(document.querySelector(`[data-kind=${kind}]`));
      who.value = tells(card) ? who.value : "";
      show();
    }
    light([id]);
    where = card;
    count();
    card.scrollIntoView({block: "nearest"});
    if (focus) card.focus({preventScroll: true});
    const first = (words.get(id) || [])[0], column = first?.closest(".source");
    if (column && column.scrollHeight > column.clientHeight) reveal(first);
  }
  // Only the article's own column moves, where it is one: the card that was asked for stays in sight.
  function reveal(mark) {
    const column = mark.closest(".source");
    if (column.scrollHeight <= column.clientHeight) { mark.scrollIntoView({block: "center"}); return; }
    const box = mark.getBoundingClientRect(), frame = column.getBoundingClientRect();
    column.scrollTop += box.top - frame.top - frame.height / 3;
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
  document.getElementById("before").addEventListener("click", () => step(-1));
  document.getElementById("behind").addEventListener("click", () => step(1));
  for (const button of all("[data-more]"))
    button.addEventListener("click", () => { opened.add(button.dataset.more); show(); });
  document.addEventListener("click", event => {
    const mark = event.target.closest(".m"), card = event.target.closest(".card, .gist li");
    const link = event.target.closest(".timeline a, .told a");
    if (event.target.closest(".copy")) copy(card);
    else if (body.classList.contains("choosing")) { if (mark) event.preventDefault(); }
    else if (mark) { event.preventDefault(); goto_card(mark.dataset.of.split(" ")[0]); }
    else if (link) { event.preventDefault(); goto_card(link.hash.slice(1)); }
    else if (event.target.closest("a.to, .gist a")) {
      event.preventDefault();
      light([card.id]);
      const first = (words.get(card.id) || [])[0];
      if (first) { reveal(first); first.focus({preventScroll: true}); }
    }
  });
  const over = event => {
    const mark = event.target.closest?.(".m"), card = event.target.closest?.(".card, .gist li");
    if (mark) light(mark.dataset.of.split(" ")); else if (card) light([card.id]);
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (body.classList.contains("choosing")) return;
    const here = document.activeElement.closest(".card");
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if ("1234".includes(event.key)) toggle(all("[data-kind]")[event.key - 1]);
    else if (event.key === "o") order.click();
    else if (event.key === "c") copy(here);
    else if (event.key === "Enter" && event.target === here) here.querySelector("a.to")?.click();
    else return;
    event.preventDefault();
  });
  sort();
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked) setTimeout(() => goto_card(asked.replace(/^review-/, "")));
  return {all, show, goto_card, reveal, light, say: text => { said.textContent = text; }, words};
})();

