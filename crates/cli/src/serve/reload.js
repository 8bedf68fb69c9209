// Reloads the page when `coursebook serve` has rebuilt the site, and shows mistakes meanwhile.
(() => {
  const events = new EventSource("/__coursebook/events");
  let lost = false;
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("mistakes", (event) => show(event.data));
  // A server that was started again has probably built again.
  events.addEventListener("error", () => { lost = true; });
  events.addEventListener("open", () => { if (lost) location.reload(); });

  function show(text) {
    document.getElementById("coursebook-mistakes")?.remove();
    const box = document.createElement("div");
    box.id = "coursebook-mistakes";
    box.setAttribute("role", "alert");
    const title = document.createElement("strong");
    title.textContent = "The content has mistakes; this is the last good page.";
    const pre = document.createElement("pre");
    pre.textContent = text;
    box.append(title, pre);
    // The content security policy refuses style attributes, not style properties.
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", zIndex: "1000",
      padding: "1rem", background: "#3b0d0d", color: "#fff", font: "14px/1.5 system-ui, sans-serif",
    });
    Object.assign(pre.style, {
      margin: "0.5rem 0 0", background: "none", color: "inherit", whiteSpace: "pre", font: "13px/1.4 ui-monospace, monospace",
    });
    document.body.append(box);
  }
})();
