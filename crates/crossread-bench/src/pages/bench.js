// Keys, dropped files, and whether anything came in since the page was made. The pages work without it.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (one) => one.getClientRects().length > 0;
  const things = () => all("main [data-filter], main article.entry, main .finding").filter(shown);
  let here = null;
  const go = (by) => {
    const beside = document.querySelector(by > 0 ? "main a[rel=next]" : "main a[rel=prev]");
    const list = things();
    const at = list.indexOf(here);
    const to = here === null && by > 0 ? 0 : at + by;
    if (beside && (list.length < 2 || to < 0 || to >= list.length)) { location.href = beside.href; return; }
    if (!list[to]) return;
    if (here) here.classList.remove("here");
    here = list[to];
    here.classList.add("here");
    here.setAttribute("tabindex", "-1");
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "nearest" });
  };
  // The form at hand: of what is marked, else the first of the page.
  const press = (key) => {
    const one = (here ?? document).querySelector(`form.decide [data-key=${key}]`) ?? document.querySelector(`form.decide [data-key=${key}]`);
    if (one) one.tagName === "INPUT" ? one.focus() : one.click();
  };
  const undo = () => {
    const token = document.querySelector("form.decide input[name=token]");
    if (!token) return;
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/decide", hidden: true });
    for (const [name, value] of [["token", token.value], ["says", "undo"], ["back", location.pathname + location.search]]) {
      form.append(Object.assign(document.createElement("input"), { name, value }));
    }
    document.body.append(form);
    form.submit();
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    o: () => { const link = (here ?? things()[0])?.querySelector("a[href]"); if (link) location.href = link.href; },
    s: () => { const fold = (here ?? things()[0])?.querySelector("details"); if (fold) fold.open = !fold.open; },
    a: () => press("a"),
    x: () => press("x"),
    e: () => press("e"),
    u: () => press("u"),
    z: () => undo(),
    q: () => { location.href = "/queue"; },
    "/": () => document.getElementById("q").focus(),
    g: () => { location.href = "/"; },
    c: () => { location.href = "/check"; },
    "?": () => { location.href = "/help"; },
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    if (typing && event.key === "Escape") typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  const bar = document.querySelector(".bar[data-state]");
  const look = async () => {
    if (document.hidden) return;
    try {
      const now = await (await fetch("/state.json")).json();
      if (now.ok && (now.state !== bar.dataset.state || now.comparing)) {
        const notice = document.querySelector("p.notice[role=status]");
        notice.hidden = false;
        if (!now.comparing) notice.firstChild.textContent = "Articles came in since this page was made. ";
      }
    } catch { /* the bench was stopped */ }
  };
  if (bar) setInterval(look, 4000);

  // What came in since the last visit: the browser keeps which run it saw then, of each project.
  const visits = document.querySelector("[data-visits]");
  if (visits && Number(visits.dataset.run) > 0) {
    const name = visits.dataset.visits;
    const kept = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
    const before = sessionStorage.getItem(name) ?? kept?.split("=")[1] ?? visits.dataset.run;
    sessionStorage.setItem(name, before);
    document.cookie = `${name}=${visits.dataset.run}; max-age=31536000; samesite=strict; path=/`;
    const fresh = all("#stories > [data-run]").filter((one) => Number(one.dataset.run) > Number(before));
    for (const one of fresh) {
      one.classList.add("new");
      one.querySelector(".meta").append(" · ", Object.assign(document.createElement("b"), { textContent: "new since your last visit" }));
    }
  }

  const drop = document.querySelector(".drop");
  if (drop) {
    drop.hidden = false;
    const list = document.getElementById("dropped");
    const send = async (files) => {
      for (const file of files) {
        const line = list.appendChild(document.createElement("li"));
        line.textContent = `${file.name}: being read …`;
        const progress = setInterval(async () => {
          const { taken } = await (await fetch("/add.json")).json();
          if (taken > 0 && line.dataset.done === undefined) line.textContent = `${file.name}: ${taken} taken in …`;
        }, 500);
        try {
          const answer = await fetch(`/add?name=${encodeURIComponent(file.name)}`, {
            method: "POST",
            headers: { "x-crossread-token": drop.dataset.token, "content-type": "application/octet-stream" },
            body: file,
          });
          const said = await answer.json();
          line.dataset.done = "";
          line.textContent = `${file.name}: ${said.ok ? said.told.join("; ") : said.error}`;
        } catch {
          line.dataset.done = "";
          line.textContent = `${file.name}: could not be sent`;
        }
        clearInterval(progress);
      }
      // What was understood of them, from the page as it is now.
      const page = new DOMParser().parseFromString(await (await fetch("/add")).text(), "text/html");
      document.getElementById("understood").replaceWith(document.importNode(page.getElementById("understood"), true));
    };
    document.getElementById("files").addEventListener("change", (event) => send(event.target.files));
    addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    addEventListener("dragleave", () => drop.classList.remove("over"));
    addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); send(event.dataTransfer.files); });
  }
})();
