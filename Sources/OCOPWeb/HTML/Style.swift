/// What browsers are given beside the pages: ours, and nobody else's.
enum Style {
  static let sheet = """
    :root { color-scheme: light; --ink: #1b1b1b; --line: #b7bcc2; --link: #0b4f8a; --ground: #fff; --pale: #f3f5f7; }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: var(--ground); font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; }
    a { color: var(--link); }
    a:focus-visible, button:focus-visible, input:focus, input:focus-within, select:focus-visible, [tabindex]:focus-visible {
      outline: 3px solid #b35900; outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem; z-index: 1; }
    header, main, footer { max-width: 72rem; margin: 0 auto; padding: .5rem 1rem; }
    header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; border-bottom: 4px solid #7a1f1f; }
    header .name { font-weight: 700; font-size: 1.15rem; margin: 0; flex: 1 1 14rem; }
    header .name a { color: inherit; text-decoration: none; }
    header nav { flex: 1 1 100%; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
    [aria-current] { font-weight: 700; color: var(--ink); text-decoration: none; }
    .lang { margin: 0; }
    input, select, button { font: inherit; padding: .3rem .5rem; min-height: 2.25rem; border: 1px solid #5f6770; background: #fff;
      color: var(--ink); max-width: 100%; }
    button { background: #0b4f8a; color: #fff; border-color: #0b4f8a; cursor: pointer; }
    h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; }
    form.question { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; background: var(--pale); padding: .75rem; }
    form.question p { margin: 0; }
    form.question label { display: block; font-size: .9rem; }
    .asked { font-size: .9rem; color: #444; overflow-wrap: anywhere; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 700; padding: .4rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
    thead th { border-bottom: 2px solid #5f6770; }
    .n { text-align: right; }
    tfoot th, tfoot td { font-weight: 700; }
    del { color: #5b5b5b; }
    dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; }
    dt { font-weight: 700; } dd { margin: 0; overflow-wrap: anywhere; }
    pre, code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
    figure { margin: 1rem 0; overflow-x: auto; }
    svg { width: 100%; max-width: 45rem; height: auto; font-size: 12px; }
    svg text { fill: var(--ink); }
    .grid { stroke: #d4d8dc; } .axis { stroke: #5f6770; }
    .held rect { fill: #0b6e4f; } .proposed rect { fill: none; stroke: #7a1f1f; stroke-dasharray: 4 3; }
    .steps rect { fill: #6b7280; } .steps .held rect { fill: #0b6e4f; } .steps .extended rect { fill: #8a6d00; }
    .steps .proposed rect { fill: none; stroke: #7a1f1f; stroke-dasharray: 4 3; } .steps rect.open { fill-opacity: .35; }
    .s1 { fill: #9aa5b1; } .s2 { fill: #6f9fc8; } .s3 { fill: #3a78b0; } .s4 { fill: #d08a1d; } .s5 { fill: #a3231f; }
    .state { font-size: 1.3rem; font-weight: 700; border-left: .6rem solid #5f6770; padding: .25rem 0 .25rem .75rem; }
    .state.inForce, .state.extended { border-color: #0b6e4f; } .state.revoked, .state.struckOut { border-color: #a3231f; }
    .code { display: inline-flex; flex-direction: column; gap: .25rem; font-size: .85rem; } .qr { width: 32mm; height: 32mm; }
    .document { font-family: "Times New Roman", "Liberation Serif", Tinos, serif; } .document h1 { text-align: center; }
    .office { font-weight: 700; text-transform: uppercase; }
    .fall .whole { fill: #3a78b0; } .fall .gone { fill: #a3231f; } .fall .come { fill: #0b6e4f; }
    .missed { color: #a3231f; }
    .changed td { background: #fff4d6; }
    footer { border-top: 1px solid var(--line); margin-top: 2rem; font-size: .9rem; }
    @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
    @media print {
      .document { font-size: 12pt; } .document header { display: none; } .document table { font-size: 10pt; }
      header nav, header form, .lang, .skip, form.question, .forms, .pager, footer { display: none; }
      body { font-size: 10pt; } a { color: inherit; text-decoration: none; }
      .table, figure { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; }
      @page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); } }
      @page :first { @top-center { content: none; } }
    }

    """

  /// Adds to what is there; every page is whole without it.
  static let script = """
    "use strict";
    // The question is asked as soon as it is changed.
    for (const form of document.querySelectorAll("form.question")) {
      for (const field of form.querySelectorAll("select, input[type=range]")) {
        field.addEventListener("change", () => form.requestSubmit());
      }
      // What is left empty need not stand in the address.
      form.addEventListener("submit", () => {
        for (const field of form.elements) { if (field.name && !field.value) { field.disabled = true; } }
      });
    }
    window.addEventListener("pageshow", () => {
      for (const field of document.querySelectorAll("form.question :disabled")) { field.disabled = false; }
    });

    """

  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#7a1f1f"/>\
    <path fill="#fff" d="M8 2.5l1.6 3.5 3.9.4-2.9 2.6.8 3.8L8 10.9l-3.4 1.9.8-3.8-2.9-2.6 3.9-.4z"/></svg>
    """
}
