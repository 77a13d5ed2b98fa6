// Review: accept, correct or reject each item, offline; what was decided is kept in the browser and saved as a file.
(() => {
  const {all} = page, $ = id => document.getElementById(id), body = document.body;
  const data = JSON.parse($("data").textContent), desk = $("desk"), toggle = $("review");
  const KINDS = {q: "quotes", c: "claims", e: "events"}, NAMES = {q: "quote", c: "claim", e: "event"};
  const store = {
    get(key) { try { return localStorage.getItem("summarizer-review:" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("summarizer-review:" + key, value); } catch { /* full, or not allowed */ } },
  };

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes))
      key.startsWith("on") ? node.addEventListener(key.slice(2), value) : node.setAttribute(key, value);
    node.append(...children.filter(child => child != null && child !== ""));
    return node;
  }
  const button = (words, act, more = {}) => make("button", {type: "button", onclick: act, ...more}, words);
  const select = (label, values, value) => {
    const node = make("select", {"aria-label": label}, ...values.map(v => make("option", {value: v}, v.replaceAll("_", " "))));
    node.value = value;
    return node;
  };

  // An article under review. Positions are code points, as in the JSON; a browser counts UTF-16 units.
  const articles = data.articles.map(({summary, text, certainty}, at) => {
    const kept = Object.fromEntries((JSON.parse(store.get(summary.article.id.slice(0, 16)) || "{}").items || [])
      .filter(d => d.decision !== "open").map(d => [d.id, d]));
    const items = Object.fromEntries(Object.values(KINDS).flatMap(kind => summary[kind]).map(item => [item.id, item]));
    return {prefix: "a" + (at + 1), summary, text, certainty, points: [...text], items, decided: kept};
  });
  const article_of = node => articles.find(a => a.prefix === node.closest("article").dataset.prefix);
  const item_of = card => { const a = article_of(card); return [a, card.id.slice(a.prefix.length + 1)]; };
  const current = (a, id) => a.decided[id]?.item || a.items[id];
  const kind_of = item => item.content ? "q" : item.evidence && item.claimant ? "c" : "e";
  // What is kept and saved: every item, with what was decided about it.
  const reviewed = a => ({
    article: {...a.summary.article, text: a.text}, model: a.summary.run.model, reviewer: $("reviewer").value.trim() || "nobody named",
    items: [...new Set([...Object.keys(a.items), ...Object.keys(a.decided)])]
      .map(id => ({id, ...(a.decided[id] || {decision: "open", item: a.items[id]})}))
      .filter(d => a.items[d.id] || d.decision !== "rejected"),
  });
  const spans_of = item => item.content || (item.claimant ? item.evidence : [item.trigger]);
  const span = (a, start, end) => ({start, end, text: a.points.slice(start, end).join("")});

  function locate(a, words, near) {
    const form = words.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    let best = null;
    if (form) for (const hit of a.text.matchAll(new RegExp(form, "gu"))) {
      const start = [...a.text.slice(0, hit.index)].length;
      if (!best || Math.abs(start - near) < Math.abs(best.start - near)) best = span(a, start, start + [...hit[0]].length);
    }
    return best;
  }
  const named = (a, name) => a.summary.people.find(person => person.name === name);
  function person_at(a, chosen) {
    return a.summary.people.find(p => p.mentions.some(m => m.start < chosen.end && chosen.start < m.end)) ||
      a.summary.people.find(p => p.name.includes(chosen.text));
  }

  // Choosing words: the next selection inside the article's text is taken.
  let taking = null;
  function choose(a, take) {
    taking = {a, take};
    body.classList.add("choosing");
    // Words of a link cannot be selected by dragging: while words are chosen, the marks are no links.
    for (const mark of all("a.m[href]")) { mark.dataset.href = mark.getAttribute("href"); mark.removeAttribute("href"); }
    page.say("Select the words in the article; Esc to leave it.");
  }
  function taken() {
    const chosen = getSelection();
    if (!taking || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0), a = taking.a;
    const point = (node, offset) => {
      if (node.nodeType !== Node.TEXT_NODE) { node = node.childNodes[offset] || node; offset = 0; }
      const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-from]");
      return piece && article_of(piece) === a ? +piece.dataset.from + [...(node.data || "").slice(0, offset)].length : -1;
    };
    let start = point(range.startContainer, range.startOffset), end = point(range.endContainer, range.endOffset);
    while (start < end && /\s/.test(a.points[start])) start++;
    while (end > start && /\s/.test(a.points[end - 1])) end--;
    const words = span(a, start, end);
    if (start < 0 || start >= end || words.text.replace(/\s/g, "") !== chosen.toString().replace(/\s/g, "")) {
      page.say("These are not words of the article's text: choose again.");
      return;
    }
    const {take} = taking;
    leave();
    chosen.removeAllRanges();
    take(words);
  }
  function leave() {
    if (!taking) return;
    taking = null;
    body.classList.remove("choosing");
    for (const mark of all("a.m[data-href]")) mark.setAttribute("href", mark.dataset.href);
    page.say("");
  }
  document.addEventListener("mouseup", () => setTimeout(taken));
  document.addEventListener("touchend", () => setTimeout(taken, 400));

  // Fields of the form of correction: each gives its node and its value; `undefined` where what stands there is wrong.
  function words(label, a, value, near, took = () => {}) {
    let at = value;
    const input = make("input", {"aria-label": label + ": words", value: value?.text.replace(/\s+/g, " ") || "", spellcheck: "false"});
    const set = found => { at = found; input.value = found?.text.replace(/\s+/g, " ") || ""; input.removeAttribute("aria-invalid"); };
    input.addEventListener("change", () => {
      at = locate(a, input.value, near);
      const wrong = input.value.trim() && !at;
      wrong ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
      if (wrong) page.say("“" + input.value + "” does not stand in the article.");
      else if (at) took(at);
    });
    const pick = button("choose in the text", () => choose(a, found => { set(found); took(found); input.focus(); }), {class: "pick"});
    return {node: make("span", {class: "words-field"}, input, pick), set,
      value: () => input.value.trim() && !at ? undefined : input.value.trim() ? at : null};
  }
  function many(label, a, values, near) {
    const fields = [], node = make("span", {class: "many"});
    const add = value => { const field = words(label, a, value, near); fields.push(field); node.insertBefore(field.node, more); };
    const more = button("one more", () => add(null));
    node.append(more);
    for (const value of values.length ? values : [null]) add(value);
    return {node, value: () => {
      const found = fields.map(field => field.value());
      return found.includes(undefined) ? undefined : found.filter(Boolean).sort((x, y) => x.start - y.start);
    }};
  }
  function source(label, a, value, near) {
    const names = "names-" + a.prefix;
    const name = make("input", {"aria-label": label, list: names, value: value?.name || "", placeholder: "nobody named"});
    const kind = select(label + ": kind", data.choices.kind, value?.kind || "person");
    const said = words(label, a, value?.mention, near, found => {
      const known = person_at(a, found);
      name.value = known?.name || found.text;
      kind.value = known?.kind || kind.value;
    });
    name.addEventListener("change", () => {
      const known = named(a, name.value), close = known?.mentions.filter(m => Math.abs(m.start - near) < 400) || [];
      kind.value = known?.kind || kind.value;
      said.set(close.sort((x, y) => Math.abs(x.start - near) - Math.abs(y.start - near))[0] || null);
    });
    return {node: make("span", {class: "many"}, name, kind, said.node), value: () => {
      const mention = said.value();
      return mention === undefined ? undefined : name.value.trim() ? {name: name.value.trim(), mention, kind: kind.value} : null;
    }};
  }
  const mention = (a, found, before) => before.find(m => m.span.start === found.start && m.span.end === found.end) ||
    {name: person_at(a, found)?.name || found.text, span: found};
  function mentions(label, a, values, near) {
    const field = many(label, a, values.map(v => v.span), near);
    return {node: field.node, value: () => field.value()?.map(found => mention(a, found, values))};
  }
  function place(label, a, value, near) {
    const field = words(label, a, value?.span, near);
    return {node: field.node, value: () => { const at = field.value(); return at ? mention(a, at, value ? [value] : []) : at; }};
  }
  const FORMS = [[/^\d{4}-\d{2}-\d{2}/, "day"], [/^\d{4}-W\d{2}$/, "week"], [/^\d{4}-\d{2}$/, "month"], [/^\d{4}$/, "year"]];
  function time(label, a, value, near) {
    const field = words(label, a, value?.mention, near);
    const date = make("input", {"aria-label": label + ": date", value: value?.value || "", placeholder: "2025-03-14", size: "11"});
    return {node: make("span", {class: "many"}, field.node, date), value: () => {
      const at = field.value(), known = date.value.trim(), form = FORMS.find(([shape]) => shape.test(known));
      if (at === undefined || (known && (!form || !at))) { page.say(label + ": a date as 2025-03-14, 2025-W11, 2025-03 or 2025, on words of the article."); return undefined; }
      return at && {mention: at, value: known || null, precision: form ? form[1] : "unknown"};
    }};
  }
  function count(label, a, value, near) {
    const field = words(label, a, value?.span, near);
    const number = make("input", {"aria-label": label + ": number", inputmode: "numeric", size: "5", value: value?.value ?? ""});
    const how = select(label + ": how exact", data.choices.qualifier, value?.qualifier || "exactly");
    return {node: make("span", {class: "many"}, field.node, how, number), value: () => {
      const at = field.value();
      if (at === undefined || (at && !/^\d+$/.test(number.value))) { page.say(label + ": words of the article, and the number they come to."); return undefined; }
      return at && {value: +number.value, qualifier: how.value, span: at};
    }};
  }
  const choice = values => (label, a, value) => { const node = select(label, values, value); return {node, value: () => node.value}; };
  const FIELDS = {
    q: {content: ["Words", many], speaker: ["Speaker", source], type: ["Quoted", choice(["direct", "mixed"])]},
    c: {evidence: ["Words", many], claimant: ["Claimant", source], stance: ["Stance", choice(data.choices.stance)]},
    e: {trigger: ["Word", words], type: ["Type", choice(data.choices.type)], realis: ["Did it happen?", choice(data.choices.realis)],
      actors: ["Who", mentions], targets: ["To whom", mentions], place: ["Where", place], time: ["When", time],
      dead: ["Dead", count], injured: ["Injured", count]},
  };
  const REQUIRED = new Set(["content", "evidence", "claimant", "trigger"]);

  function sentence(a, at) {
    let start = at.start, end = at.end;
    while (start > 0 && !/[\n]/.test(a.points[start - 1]) && !(/\s/.test(a.points[start - 1]) && /[.!?”"]/.test(a.points[start - 2]))) start--;
    while (end < a.points.length && a.points[end] !== "\n" && !/[.!?]/.test(a.points[end - 1])) end++;
    return span(a, start, end);
  }
  function corrected(a, item, values) {
    const next = structuredClone(item);
    if (kind_of(item) === "e") {
      const {dead, injured, ...rest} = values;
      Object.assign(next, rest, {casualties: dead || injured ? {dead, injured} : null});
      if (next.trigger.start !== item.trigger.start || next.trigger.end !== item.trigger.end) {
        next.mentions = [next.trigger];
        next.evidence = [sentence(a, next.trigger)];
        next.description = next.evidence[0].text;
      }
    } else Object.assign(next, values);
    if (values.evidence && JSON.stringify(values.evidence) !== JSON.stringify(item.evidence))
      next.text = values.evidence.map(s => s.text).join(" … ");
    return next;
  }

  function decide(card, decision, item, changed = []) {
    const [a, id] = item_of(card), before = a.items[id];
    if (a.decided[id]?.decision === "added" && decision !== "rejected") decision = "added";
    a.decided[id] = {decision, at: new Date().toISOString(), item: item || before || current(a, id)};
    if (decision === "corrected") a.decided[id].before = before;
    store.set(a.summary.article.id.slice(0, 16), JSON.stringify(reviewed(a)));
    draw(card, changed);
    progress();
  }
  function draw(card, changed = []) {
    const [a, id] = item_of(card), decided = a.decided[id], item = current(a, id), kind = kind_of(item);
    card.dataset.decided = decided?.decision || "open";
    card.querySelector(".state").textContent = !decided ? "" : decided.decision + (changed.length ? ": " + changed.join(", ") : "");
    for (const b of all(".row button[data-does]", card)) b.setAttribute("aria-pressed", String(b.dataset.does === (decided?.decision || "")));
    if (!decided || kind === "e") return;
    const voice = card.querySelector(".voice"), text = card.querySelector(".words a, .words");
    const name = (item.speaker || item.claimant)?.name || "Nobody named";
    if (voice && card.dataset.voice !== name) { voice.textContent = name; card.dataset.voice = name; }
    if (changed.includes("Words")) text.textContent = kind === "q" ? "“" + item.content.map(s => s.text).join(" … ") + "”" : item.text;
  }
  function edit(card) {
    if (card.querySelector(".editor")) { close(card); return; }
    const [a, id] = item_of(card), item = current(a, id), kind = kind_of(item), near = spans_of(item)[0].start;
    const parts = {...item, ...item.casualties}, fields = {};
    const rows = Object.entries(FIELDS[kind]).map(([key, [label, form]]) => {
      fields[key] = form(label, a, parts[key] ?? (["actors", "targets"].includes(key) ? [] : null), near);
      return make("div", {class: "field", role: "group", "aria-label": label}, make("span", {class: "label"}, label), fields[key].node);
    });
    const save = () => {
      const values = {}, changed = [];
      for (const [key, field] of Object.entries(fields)) {
        values[key] = field.value() ?? (field.value() === undefined ? undefined : null);
        const label = FIELDS[kind][key][0], missing = values[key] === null || values[key]?.length === 0;
        if (values[key] === undefined || (REQUIRED.has(key) && missing)) {
          if (values[key] !== undefined) page.say(label + " is needed.");
          field.node.querySelector("input")?.focus();
          return;
        }
        if (JSON.stringify(values[key]) !== JSON.stringify(parts[key] ?? null)) changed.push(label);
      }
      close(card);
      decide(card, changed.length ? "corrected" : "accepted", corrected(a, item, values), changed);
      card.focus({preventScroll: true});
    };
    card.querySelector(".row").after(make("div", {class: "editor", role: "group", "aria-label": "Correct " + id}, ...rows,
      make("div", {class: "ends"}, button("Keep this", save, {class: "keep"}), button("Leave as it was", () => close(card)))));
    card.querySelector(".editor input, .editor select").focus();
  }
  function close(card) { leave(); card.querySelector(".editor")?.remove(); }

  function prepare(card) {
    if (card.querySelector(".row")) return;
    const does = (words, decision, act) => button(words, act, decision ? {"data-does": decision, "aria-pressed": "false"} : {});
    card.append(make("div", {class: "row review", role: "group", "aria-label": "Decide on " + item_of(card)[1]},
      does("Accept", "accepted", () => decide(card, "accepted")), does("Correct", "", () => edit(card)),
      does("Reject", "rejected", () => decide(card, "rejected")), make("span", {class: "state"})));
    draw(card);
  }
  const cards = () => all("section[data-section] .card:not(.r)");
  function progress() {
    const whole = cards(), done = whole.filter(card => card.dataset.decided !== "open").length;
    $("progress").textContent = done + " of " + whole.length + " looked at";
  }
  function next() {
    const left = cards().filter(card => card.dataset.decided === "open");
    const sure = card => { const [a, id] = item_of(card); return a.certainty[id] ?? 1; };
    left.sort((x, y) => sure(x) - sure(y));
    left.length ? page.goto_card(left[0].id) : page.say("Everything has been looked at: save the review.");
  }
  // The queue of a batch, as its page kept it: `[address, id]` of each item, least certain first.
  const back = document.querySelector("nav.top a[href]"), queue = JSON.parse((back && store.get("queue")) || "{}"), links = queue.links || [];
  const here = location.pathname.split("/").slice(-2).join("/");
  let queue_at = links.findIndex(([address, id]) => address === here && location.hash === "#review-a1-" + id);
  function along(by) {
    const open = ([address, id]) => {
      if (address === here) return articles[0].items[id] && !articles[0].decided[id];
      const kept = JSON.parse(store.get(address.slice(9, 25)) || "{}").items || [];
      return !kept.some(d => d.id === id && d.decision !== "open");
    };
    let at = queue_at + by;
    while (links[at] && !open(links[at])) at += by;
    if (!links[at]) { page.say(by > 0 ? "The queue ends here." : "The queue begins here."); return; }
    const [address, id] = links[at];
    if (address !== here) { location.href = "../" + address + "#review-a1-" + id; return; }
    queue_at = at;
    history.replaceState(null, "", "#review-a1-" + id);
    $("queued").textContent = told();
    page.goto_card("a1-" + id);
  }
  const told = () => "Queue: " + (queue_at + 1).toLocaleString() + " of " + queue.all.toLocaleString();
  const queued = () => queue_at < 0 ? null : make("span", {class: "bar", role: "group", "aria-label": "Queue"},
    button("‹", () => along(-1), {"aria-label": "Previous in the queue"}), make("span", {id: "queued"}, told()), button("›", () => along(1), {"aria-label": "Next in the queue"}));

  function add(kind) {
    const here = document.activeElement.closest?.("article"), a = here ? article_of(here) : articles[0];
    choose(a, chosen => {
      const id = "new" + (Object.keys(a.decided).filter(key => key.startsWith("new")).length + 1);
      const item = kind === "q" ? {id, type: "direct", content: [chosen], speaker: null, cue: null}
        : kind === "c" ? {id, text: chosen.text, evidence: [chosen], claimant: {name: "", mention: null, kind: "person"}, cue: null, stance: "asserted", quote_ids: []}
        : {id, description: sentence(a, chosen).text, type: "other", trigger: chosen, mentions: [chosen], evidence: [sentence(a, chosen)],
          actors: [], targets: [], place: null, time: null, casualties: null, realis: "actual", attributed_to: null};
      a.decided[id] = {decision: "added", at: new Date().toISOString(), item};
      edit(added(a, id));
    });
  }
  function added(a, id) {
    const item = a.decided[id].item, kind = kind_of(item), root = document.querySelector(`article[data-prefix=${a.prefix}]`);
    let section = root.querySelector(`section[data-section=${kind}]`);
    if (!section) {
      section = make("section", {"data-section": kind}, make("h2", {}, "Added " + KINDS[kind]), make("ol", {class: "cards"}));
      root.querySelector(".news header").after(section);
    }
    const voice = (item.speaker || item.claimant)?.name || "";
    const card = make("li", {class: "card " + kind, id: a.prefix + "-" + id, tabindex: "-1", "data-voice": voice, "data-who": voice, "data-at": String(spans_of(item)[0].start)},
      kind === "e" ? "" : make("p", {class: "voice"}, voice || "Nobody named"), make("p", {class: "words"}, spans_of(item).map(s => s.text).join(" … ")));
    section.querySelector("ol.cards").append(card);
    prepare(card);
    return card;
  }

  function save() {
    const reviewer = $("reviewer").value.trim();
    if (!reviewer) { page.say("Who are you? A review bears a name."); $("reviewer").focus(); return; }
    store.set("reviewer", reviewer);
    for (const a of articles) if (Object.keys(a.decided).length) store.set(a.summary.article.id.slice(0, 16), JSON.stringify(reviewed(a)));
    const looked = articles.filter(a => Object.keys(a.decided).length).map(reviewed);
    if (!looked.length) { page.say("Nothing has been decided yet."); return; }
    const file = new Blob([JSON.stringify({form: "summarizer-review", version: 1, saved: new Date().toISOString(), articles: looked}, null, 1) + "\n"], {type: "application/json"});
    const link = make("a", {href: URL.createObjectURL(file), download: "review-" + looked[0].article.id.slice(0, 12) + "-" + reviewer.replace(/[^\p{L}\p{N}]+/gu, "-") + ".json"});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    page.say("Saved. Put the file into reviews/ beside the summaries, or give it to: summarize labels");
  }

  function start(on) {
    toggle.setAttribute("aria-pressed", String(on));
    body.classList.toggle("reviewing", on);
    desk.hidden = !on;
    if (on && !desk.childNodes.length) {
      desk.append(...[make("label", {}, "Reviewer ", make("input", {id: "reviewer", value: store.get("reviewer") || "", size: "14", onchange: event => store.set("reviewer", event.target.value.trim())})),
        queued(), button(queue_at < 0 ? "Next to review" : "Next here", next), ...Object.entries(NAMES).map(([kind, name]) => button("Add " + name, () => add(kind))),
        button("Save review", save, {id: "save"}), make("span", {id: "progress", role: "status", class: "soft"})].filter(Boolean));
      for (const a of articles) {
        body.append(make("datalist", {id: "names-" + a.prefix}, ...a.summary.people.map(p => make("option", {value: p.name}))));
        for (const id of Object.keys(a.decided)) if (!a.items[id]) added(a, id);
      }
      cards().forEach(prepare);
    }
    if (!on) leave();
    if (on && queue_at >= 0) back.hash = "#review";
    page.show();
    if (on) progress();
  }
  toggle.addEventListener("click", () => start(!body.classList.contains("reviewing")));
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && taking) { leave(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const card = document.activeElement.closest?.(".card:not(.r)"), on = body.classList.contains("reviewing");
    if (event.key === "v") start(!on);
    else if (on && event.key === "n") next();
    else if (on && queue_at >= 0 && "<>".includes(event.key)) along(event.key === ">" ? 1 : -1);
    else if (on && card && event.key === "a") decide(card, "accepted");
    else if (on && card && event.key === "x") decide(card, "rejected");
    else if (on && card && event.key === "e") edit(card);
    else return;
    event.preventDefault();
  });
  if (location.hash.startsWith("#review")) start(true);
})();
