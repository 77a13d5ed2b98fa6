"use strict";
(() => {
  // The front page stands before this script, each list behind it: a list is read when it is first needed.
  const data = {}, reading = {}, island = name => document.getElementById("data-" + name);
  const front = JSON.parse(island("front").textContent);
  const parsed = new Promise(done => document.addEventListener("DOMContentLoaded", done));
  function read(name) {
    return reading[name] ??= (island(name)?.nextSibling ? Promise.resolve() : parsed).then(async () => {
      const value = JSON.parse(island(name).textContent);
      data[name] = typeof value === "string" ? await unpacked(value) : value;
      island(name).remove();
    });
  }
  // Long lists are written deflated, in base64: a tenth of the bytes to read.
  function unpacked(words) {
    const letters = atob(words), bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  const view = document.getElementById("view"), search = document.getElementById("search");
  const count = document.getElementById("count"), tabs = [...document.querySelectorAll("[data-view]")];
  const STEP = 50, TELLINGS = 12, QUEUED = 500, NOBODY = "nobody named";
  const state = {view: "overview", who: -2};
  const hay = {};

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) if (value !== "" && value !== false) node.setAttribute(key, value);
    node.append(...children.filter(child => child !== "" && child != null));
    return node;
  }
  const tag = (text, strong) => text ? make("span", {class: strong ? "tag strong" : "tag"}, text) : "";
  const name = number => number < 0 ? NOBODY : data.names[number];
  const article = number => (data.articles || front.articles)[number];
  function source(number, id, review = "") {
    const [title, day, paper, address] = article(number);
    const words = [title, paper].filter(Boolean).join(" · "), when = day ? make("span", {class: "when"}, " · " + day) : "";
    return make("p", {class: "soft"}, ...(address ? [make("a", {href: address + (id ? "#" + review + "a1-" + id : "")}, words, when)] : [words, when]));
  }
  // The queue: least certain first; what somebody decided in this browser is out of it.
  const kept = number => {
    try { return localStorage.getItem("summarizer-review:" + data.articles[number][3].slice(9, 25)); } catch { return null; }
  };
  const ARTICLE = {quotes: 2, claims: 2, events: 5}, ID = {quotes: 3, claims: 3, events: 6}, ONE = {quotes: "quote", claims: "claim", events: "event"};
  function queue() {
    const decided = new Map();
    const done = (kind, at) => {
      const item = data[kind][at], number = item[ARTICLE[kind]];
      if (!decided.has(number)) decided.set(number, new Set((JSON.parse(kept(number) || "{}").items || []).filter(d => d.decision !== "open").map(d => d.id)));
      return decided.get(number).has(item[ID[kind]]) || data.articles[number][4];
    };
    return data.queue.filter(([, kind, at]) => !done(kind, at));
  }

  const KINDS = {
    quotes: {
      who: 1, article: 2, text: q => [q[0], name(q[1])],
      item: q => make("li", {}, make("p", {}, "“" + q[0] + "”"),
        make("p", {}, make("b", {}, name(q[1])), " ", tag(q[4])), source(q[2], q[3])),
    },
    claims: {
      who: 1, article: 2, text: c => [c[0], name(c[1]), c[4]],
      item: c => make("li", {}, make("p", {}, c[0]),
        make("p", {}, make("b", {}, name(c[1])), " ", tag(c[4], c[4] === "denied")), source(c[2], c[3])),
    },
    events: {
      article: 5, text: e => [e[0], e[1], e[4], e[2]],
      item: e => make("li", {}, make("p", {}, make("span", {class: "day"}, e[2] || "no date"), " ", tag(e[3] && e[3] !== "day" ? "to the " + e[3] : ""),
        make("span", {class: "kind"}, e[1]), tag(e[7] === "actual" ? "" : e[7], true), tag(e[4])), make("p", {}, e[0]), source(e[5], e[6])),
    },
    stories: {
      text: s => s[0].flatMap(t => [t[0], t[4], article(t[1])[0]]).concat(s[2]),
      item: s => make("li", {class: s[2].length ? "differs" : ""},
        make("p", {}, make("span", {class: "kind"}, s[0][0][6]), tag(s[1] + (s[1] === 1 ? " article" : " articles"))),
        make("p", {class: "headline"}, article(s[0][0][1])[0]), ...s[2].map(d => make("p", {class: "toll"}, d)),
        make("ol", {class: "list"}, ...s[0].slice(0, TELLINGS).map(t => make("li", {}, make("p", {}, t[3] ? make("span", {class: "day"}, t[3]) : "", t[0]),
          t[4] ? make("p", {class: "soft"}, "told by " + t[4]) : "", source(t[1], t[2])))),
        (s[3] ?? s[0].length) > TELLINGS ? make("p", {class: "soft"}, "and " + ((s[3] ?? s[0].length) - TELLINGS) + " more tellings") : ""),
    },
    disputes: {
      text: d => d.flatMap(c => [c[0], c[1], article(c[2])[0]]),
      item: d => make("li", {class: "differs"}, ...d.map(c => make("div", {}, make("p", {}, make("b", {}, c[1]), " ",
        tag(c[4], c[4] === "denied"), c[0]), source(c[2], c[3])))),
    },
    review: {
      text: ([, kind, at]) => [data[kind][at][0], ...article(data[kind][at][ARTICLE[kind]]).slice(0, 3)],
      item: (entry, position) => {
        const [sure, kind, at, why] = entry, item = data[kind][at];
        return make("li", {}, make("p", {class: "soft"}, (position + 1).toLocaleString() + " · " + ONE[kind] + " · " + (kind === "events" ? item[1] : name(item[1])) + " · certainty " + sure.toFixed(2)),
          make("p", {}, kind === "quotes" ? "“" + item[0] + "”" : item[0]),
          why && !why.startsWith("certainty ") ? make("p", {class: "flag"}, why) : "", source(item[ARTICLE[kind]], item[ID[kind]], "review-"));
      },
    },
    latest: {
      item: ([number, words]) => {
        const [title, day, paper, address, told] = article(number);
        return make("li", {}, make("p", {class: "headline"}, address ? make("a", {href: address}, title) : title), words ? make("p", {}, words) : "",
          make("p", {class: "soft"}, [paper, day, told].filter(Boolean).join(" · ")));
      },
    },
    articles: {
      text: a => a.slice(0, 3),
      item: a => make("li", {}, make("p", {}, a[3] ? make("a", {href: a[3]}, a[0]) : a[0]), make("p", {class: "soft"}, [a[2], a[1], a[4]].filter(Boolean).join(" · "))),
    },
  };
  // The timeline is by date; what has none comes last. Within a day, articles' own order is kept.
  const timeline = () => [...data.events].sort((a, b) => (a[2] === "") - (b[2] === "") || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0));

  // Timeline and queue are made when they are first looked at.
  const made = {};
  const rows = kind => kind === "review" ? (made.review ??= queue()) : kind === "events" ? (made.events ??= timeline()) : data[kind];
  function haystack(kind) {
    const {text, article: at} = KINDS[kind];
    return hay[kind] ??= rows(kind).map(item =>
      [...text(item), ...(at ? article(item[at]).slice(0, 3) : [])].join("\n").toLowerCase());
  }
  function found(kind) {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean), {who} = KINDS[kind], items = rows(kind);
    const texts = terms.length ? haystack(kind) : [], out = [];
    for (let at = 0; at < items.length; at++) {
      if (who && state.who !== -2 && items[at][who] !== state.who) continue;
      if (terms.every(term => texts[at].includes(term))) out.push(items[at]);
    }
    return out;
  }
  // What was not put together may be there all the same.
  const NONE = {
    stories: "No two articles were found to tell the same event.",
    disputes: "No denial was put together with the statement it denies. Denials by themselves stand among the claims.",
  };
  function list(kind, items) {
    const all = make("ol", {class: "list"}), more = make("p", {class: "more"});
    let shown = 0;
    const step = () => {
      all.append(...items.slice(shown, shown + STEP).map((item, at) => KINDS[kind].item(item, shown + at)));
      shown = Math.min(items.length, shown + STEP);
      more.replaceChildren(...(shown < items.length ? [button] : []));
      button.textContent = "Show more (" + (items.length - shown).toLocaleString() + " left)";
    };
    const button = make("button", {type: "button"});
    button.addEventListener("click", step);
    step();
    return make("div", {}, items.length ? all : make("p", {class: "soft"}, search.value ? "Nothing here for this search." : NONE[kind] || "Nothing here."), more);
  }
  let counted = {};
  function voices(kind) {
    if (!counted[kind]) {
      const counts = new Map();
      for (const item of rows(kind)) counts.set(item[1], (counts.get(item[1]) || 0) + 1);
      counted[kind] = [...counts].sort((a, b) => b[1] - a[1] || (name(a[0]) < name(b[0]) ? -1 : 1));
    }
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = counted[kind];
    if (terms.length) {
      const hits = shown.filter(([who]) => terms.some(term => name(who).toLowerCase().includes(term)));
      if (hits.length) shown = hits;
    }
    const one = (who, label, number) => {
      const button = make("button", {type: "button", "aria-pressed": String(state.who === who)}, make("span", {}, label), make("span", {}, number.toLocaleString()));
      button.addEventListener("click", () => { state.who = who; draw(); });
      return button;
    };
    const side = make("div", {class: "side", role: "group", "aria-label": kind === "quotes" ? "Speakers" : "Claimants"},
      one(-2, "everybody", data[kind].length), ...shown.slice(0, 200).map(([who, number]) => one(who, name(who), number)));
    if (shown.length > 200) side.append(make("p", {class: "soft"}, (shown.length - 200).toLocaleString() + " more: search for a name"));
    return side;
  }
  const part = (title, kind, items) => make("div", {}, make("h2", {}, title), list(kind, items));
  function overview() {
    const whole = Boolean(search.value), stories = whole ? found("stories").slice(0, 8) : front.stories;
    const disputes = whole ? found("disputes").slice(0, 5) : front.disputes, told = part("Told by several articles", "stories", stories);
    const latest = whole ? "" : part("Latest articles", "latest", front.latest);
    return make("div", {class: "front"}, make("div", {}, ...(stories.length ? [told, latest] : [latest, told])), part("Who denies what", "disputes", disputes));
  }
  function saved() {
    const kept_here = data.articles.map((_, number) => kept(number)).filter(Boolean).map(words => JSON.parse(words));
    if (!kept_here.length) return make("p", {class: "soft"}, "Nothing has been reviewed in this browser yet: open an item, decide, and go on to the next in the queue with >. Here j and k go from item to item.");
    const save = make("button", {type: "button", id: "save"}, "Save the reviews of " + kept_here.length + (kept_here.length === 1 ? " article" : " articles"));
    save.addEventListener("click", () => {
      const file = new Blob([JSON.stringify({form: "summarizer-review", version: 1, saved: new Date().toISOString(), articles: kept_here}, null, 1) + "\n"], {type: "application/json"});
      const link = make("a", {href: URL.createObjectURL(file), download: "reviews.json"});
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    return make("p", {}, save, make("span", {class: "soft"}, " Put the file into reviews/ beside the summaries, or give it to: summarize labels"));
  }
  const NEEDS = {
    overview: ["articles", "stories", "disputes"], quotes: ["articles", "names", "quotes"], claims: ["articles", "names", "claims"],
    events: ["articles", "events"], stories: ["articles", "stories"], disputes: ["articles", "disputes"], articles: ["articles"],
    review: ["articles", "names", "quotes", "claims", "events", "queue"],
  };
  let turn = 0;
  async function draw() {
    const kind = state.view, mine = ++turn;
    document.getElementById("pictures").hidden = kind !== "overview";
    for (const tab of tabs) {
      const on = tab.dataset.view === kind;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    view.setAttribute("aria-labelledby", "t-" + kind);
    const wanted = kind === "overview" && !search.value ? [] : NEEDS[kind].filter(name => !(name in data));
    if (wanted.length) {
      view.replaceChildren(make("p", {class: "soft"}, "Reading …"));
      try { await Promise.all(wanted.map(read)); } catch {
        if (mine === turn) view.replaceChildren(make("p", {class: "flag"}, "This browser cannot read this list: it is older than 2023 (no DecompressionStream). The pages of the articles, and summarize export, hold the same."));
        return;
      }
      if (mine !== turn) return;
    }
    if (kind === "overview") { view.replaceChildren(overview()); count.textContent = ""; return; }
    const items = found(kind);
    count.textContent = items.length.toLocaleString() + " of " + rows(kind).length.toLocaleString();
    if (kind === "review") { view.replaceChildren(saved(), list(kind, items)); keep(items); return; }
    view.replaceChildren(KINDS[kind].who ? make("div", {class: "two"}, voices(kind), list(kind, items)) : list(kind, items));
  }
  // The pages of the articles go on with the queue as it stands here, in browsers where pages of one folder share what they keep.
  function keep(items) {
    const links = items.slice(0, QUEUED).map(([, kind, at]) => [article(data[kind][at][ARTICLE[kind]])[3], data[kind][at][ID[kind]]]);
    try { localStorage.setItem("summarizer-review:queue", JSON.stringify({links, all: items.length})); } catch { /* full, or not allowed */ }
  }
  // The address names the view and the search, so that both can be passed on.
  const named = () => history.replaceState(null, "", "#" + state.view + (search.value ? "/" + encodeURIComponent(search.value) : ""));
  function go(kind) {
    state.view = kind;
    state.who = -2;
    named();
    draw();
  }
  for (const tab of tabs) tab.addEventListener("click", () => go(tab.dataset.view));
  document.querySelector("[role=tablist]").addEventListener("keydown", event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const at = tabs.findIndex(tab => tab.dataset.view === state.view), next = tabs[(at + step + tabs.length) % tabs.length];
    go(next.dataset.view);
    next.focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
    const step = {j: 1, k: -1}[event.key];
    if (event.key === "/") search.focus();
    else if (step) {
      const items = [...view.querySelectorAll(".two ol.list > li, #view > div > ol.list > li")], at = items.findIndex(li => li.contains(document.activeElement));
      items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))]?.querySelector("a")?.focus();
    } else return;
    event.preventDefault();
  });
  search.addEventListener("input", () => { if (state.view === "overview" && search.value) go("quotes"); else { named(); draw(); } });
  function asked() {
    const [kind, words = ""] = location.hash.slice(1).split("/");
    if (kind === "overview" || kind in NEEDS) { state.view = kind; try { search.value = decodeURIComponent(words); } catch { /* no words of ours */ } }
    draw();
  }
  addEventListener("hashchange", asked);
  asked();
  // The rest is read one list at a time while nobody waits for anything.
  const later = ["articles", "stories", "disputes", "names", "quotes", "claims", "events", "queue"];
  const kinds = ["quotes", "claims", "events"];  // what is searched is put together beforehand, too
  const step = () => later.length ? read(later.shift()).then(rest) : kinds.length && (haystack(kinds.shift()), rest());
  const rest = () => window.requestIdleCallback ? requestIdleCallback(step) : setTimeout(step, 500);
  addEventListener("load", () => setTimeout(rest, 300));
})();
