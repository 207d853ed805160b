// Search on every page; sorting and filtering of the list of leads. Every page
// works without this script. It draws text as text only and loads nothing but
// leads.js from beside it.
(function () {
  "use strict";
  var find = document.getElementById("find");
  var top = find ? find.dataset.top : "";

  function make(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  }

  // The leads as data: a script beside the page, since a page from a folder
  // may read nothing else.
  var asked = null;
  function data(then) {
    if (window.corong) return then(window.corong);
    if (!asked) {
      asked = make("script", { src: top + "leads.js" });
      document.body.appendChild(asked);
    }
    asked.addEventListener("load", function () { if (window.corong) then(window.corong); });
  }

  var ID = 0, TITLE = 1, COMPANY = 2, STAGE = 3, OWNER = 4, VALUE = 5, CLOSES = 6, STEP = 7, DUE = 8, AGE = 9, FLAGS = 10, CONTACTS = 11;
  var ROTTING = 1, DUE_LATE = 2, CLOSES_LATE = 4, HELD = 8;

  function words(row) { return [row[TITLE], row[COMPANY], row[STEP], row[ID], row[CONTACTS]].join("\n").toLowerCase(); }
  function matches(row, parts) {
    var text = words(row);
    return parts.every(function (part) { return text.indexOf(part) >= 0; });
  }
  function split(text) { return text.toLowerCase().split(/\s+/).filter(Boolean); }

  function search() {
    if (!find) return;
    var input = make("input", { type: "search", "aria-label": find.dataset.words, placeholder: find.dataset.words, autocomplete: "off", "aria-controls": "found" });
    var list = make("ul", { id: "found" });
    var status = make("p", { class: "vh", role: "status" });
    find.append(input, list, status);
    function show() {
      var parts = split(input.value);
      list.textContent = "";
      status.textContent = "";
      if (!parts.length) return;
      data(function (all) {
        list.textContent = "";
        var found = all.leads.filter(function (row) { return matches(row, parts); });
        found.slice(0, 10).forEach(function (row) {
          var link = make("a", { href: top + "leads/" + row[ID] + ".html" }, row[TITLE]);
          link.append(make("small", {}, (row[COMPANY] ? row[COMPANY] + ", " : "") + all.stages[row[STAGE]][1]));
          var item = make("li");
          item.append(link);
          list.append(item);
        });
        status.textContent = all.words["site-results"].replace("{n}", found.length);
        if (!found.length) list.append(make("li", { class: "said" }, all.words["site-no-results"]));
      });
    }
    input.addEventListener("input", show);
    input.addEventListener("focus", function () { data(function () {}); });
    find.addEventListener("keydown", function (event) {
      var links = Array.prototype.slice.call(list.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "Escape") {
        input.value = "";
        show();
        input.focus();
      } else if (event.key === "ArrowDown" && links[at + 1]) {
        event.preventDefault();
        links[at + 1].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        event.preventDefault();
        (links[at - 1] || input).focus();
      } else if (event.key === "Enter" && at < 0 && links[0]) {
        links[0].click();
      }
    });
    document.addEventListener("focusin", function (event) { if (!find.contains(event.target)) list.textContent = ""; });
    document.addEventListener("click", function (event) { if (!find.contains(event.target)) list.textContent = ""; });
  }

  function money(amount, format) {
    if (amount === null) return format.none;
    var parts = amount.split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, format.group);
    var glue = /[A-Za-z]{3}$/.test(format.symbol) ? "\u00a0" : "";
    var digits = ((parts[1] || "") + "0".repeat(format.places)).slice(0, format.places);
    return format.symbol + glue + whole + (digits ? format.decimal + digits : "");
  }
  // The sum of some amounts, without losing a digit.
  function sum(amounts) {
    var known = amounts.filter(function (amount) { return amount !== null; });
    var most = known.reduce(function (most, amount) { return Math.max(most, (amount.split(".")[1] || "").length); }, 0);
    var total = known.reduce(function (total, amount) {
      var parts = amount.split(".");
      return total + BigInt(parts[0] + ((parts[1] || "") + "0".repeat(most)).slice(0, most));
    }, BigInt(0));
    var text = total.toString().padStart(most + 1, "0");
    return most ? text.slice(0, -most) + "." + text.slice(-most) : text;
  }
  function date(text, format) {
    if (!text) return format.none;
    var parts = text.split("-");
    return format.date.replace("{d}", Number(parts[2])).replace("{m}", format.months.split(" ")[Number(parts[1]) - 1]).replace("{y}", parts[0]);
  }

  // The list: all leads in place of the page's slice, some at a time.
  function list(all) {
    var table = document.getElementById("leads");
    var body = table.tBodies[0];
    var box = document.getElementById("filters");
    var shown = document.getElementById("shown");
    var more = document.getElementById("more");
    var names = Array.prototype.map.call(table.tHead.rows[0].cells, function (head) { return head.textContent; });
    // Columns that are not on the page are not in the rows either.
    function has(key) { return table.querySelector("th[data-sort=" + key + "]") !== null; }
    var whose = has("owner"), worth = has("value"), ahead = has("closes"), next = has("due");
    var pager = document.querySelector(".pager");
    var format = all.format;
    var SLICE = 200;
    var sort = { key: "title", down: false };
    var count = SLICE;
    var rows = [];

    if (pager) pager.hidden = true;
    shown.removeAttribute("aria-live");
    shown.setAttribute("role", "status");

    function labelled(words, field) {
      var label = make("label", {}, words);
      label.append(field);
      box.append(label);
      return field;
    }
    function choice(words, options) {
      var select = labelled(words, make("select"));
      select.append(make("option", { value: "" }, box.dataset.all));
      options.forEach(function (option) { select.append(make("option", { value: option[0] }, option[1])); });
      return select;
    }
    var text = labelled(box.dataset.text, make("input", { type: "search", autocomplete: "off" }));
    var stage = choice(box.dataset.stage, all.stages.map(function (one, at) { return [at, one[1]]; }));
    var owner = whose ? choice(box.dataset.owner, all.owners.map(function (one, at) { return [at, one[1]]; })) : { value: "" };
    var state = choice(box.dataset.state, ["open", "won", "lost", "rotting", "late", "held"].filter(function (key) { return box.dataset[key]; }).map(function (key) { return [key, box.dataset[key]]; }));

    var by = {
      title: function (row) { return row[TITLE].toLowerCase(); },
      stage: function (row) { return row[STAGE]; },
      owner: function (row) { return row[OWNER]; },
      value: function (row) { return row[VALUE] === null ? null : Number(row[VALUE]); },
      closes: function (row) { return row[CLOSES]; },
      due: function (row) { return row[DUE]; },
      age: function (row) { return row[AGE]; },
    };
    function compare(a, b) {
      if (a === b) return 0;
      if (a === null) return 1;
      if (b === null) return -1;
      var order = typeof a === "string" ? (a < b ? -1 : 1) : a - b;
      return sort.down ? -order : order;
    }
    function inState(row) {
      var kind = all.stages[row[STAGE]][2];
      switch (state.value) {
        case "": return true;
        case "rotting": return (row[FLAGS] & ROTTING) > 0;
        case "held": return (row[FLAGS] & HELD) > 0;
        case "late": return (row[FLAGS] & (DUE_LATE | CLOSES_LATE)) > 0;
        default: return kind === state.value;
      }
    }
    function count_of(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, format.group); }
    function choose() {
      var parts = split(text.value);
      rows = all.leads.filter(function (row) {
        return (stage.value === "" || row[STAGE] === Number(stage.value)) &&
          (owner.value === "" || row[OWNER] === Number(owner.value)) && inState(row) && matches(row, parts);
      });
      var key = by[sort.key];
      rows = rows.map(function (row) { return [key(row), row]; });
      rows.sort(function (a, b) { return compare(a[0], b[0]) || (a[1][ID] < b[1][ID] ? -1 : 1); });
      rows = rows.map(function (pair) { return pair[1]; });
    }
    function cell(row, name, attributes, words, small, late) {
      var element = make(name, attributes || {}, words);
      if (name === "td") element.dataset.label = names[row.cells.length];
      if (small) element.append(make("small", late ? { class: late } : {}, small));
      row.append(element);
      return element;
    }
    function drawn(lead) {
      var row = make("tr");
      var first = cell(row, "th", { scope: "row" });
      first.append(make("a", { href: top + "leads/" + lead[ID] + ".html" }, lead[TITLE]));
      if (lead[COMPANY]) first.append(make("small", {}, lead[COMPANY]));
      cell(row, "td", {}, all.stages[lead[STAGE]][1], lead[FLAGS] & ROTTING ? all.words.rotting : lead[FLAGS] & HELD ? all.words["held-head"] : "", lead[FLAGS] & ROTTING ? "late rot" : "");
      if (whose) cell(row, "td", {}, all.owners[lead[OWNER]][1]);
      if (worth) cell(row, "td", { class: "n" }, money(lead[VALUE], format));
      var closesLate = lead[FLAGS] & CLOSES_LATE;
      if (ahead) cell(row, "td", { class: "when" }, date(lead[CLOSES], format), closesLate ? all.words["site-late"] : "", "late");
      var late = lead[FLAGS] & DUE_LATE;
      if (next) cell(row, "td", {}, lead[STEP] || format.none, lead[DUE] ? date(lead[DUE], format) + (late ? ", " + all.words["site-late"] : "") : "", late ? "late" : "");
      cell(row, "td", { class: "n" }, format.days.replace("{n}", lead[AGE]));
      return row;
    }
    function draw() {
      heads.forEach(function (head) {
        if (head.dataset.sort === sort.key) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      var part = document.createDocumentFragment();
      rows.slice(0, count).forEach(function (lead) { part.append(drawn(lead)); });
      body.textContent = "";
      body.append(part);
      var said = all.words["site-shown"].replace("{n}", count_of(rows.length)).replace("{all}", count_of(all.leads.length));
      shown.textContent = worth && rows.length ? said + ", " + money(sum(rows.map(function (row) { return row[VALUE]; })), format) : said;
      more.textContent = rows.length ? "" : all.words["site-no-match"];
      if (rows.length > count) {
        var button = make("button", { type: "button" }, all.words["site-more"] + " (" + (rows.length - count) + ")");
        button.addEventListener("click", function () {
          var before = count;
          count += SLICE;
          draw();
          var next = body.rows[before];
          if (next) next.querySelector("a").focus();
        });
        more.append(button);
      }
    }
    function again() {
      count = SLICE;
      choose();
      draw();
    }

    // What is chosen stands in the address, so that it can be passed on and is
    // there again when one comes back from a lead.
    function keep() {
      var chosen = new URLSearchParams();
      function put(name, value) { if (value) chosen.set(name, value); }
      put("find", text.value.trim());
      put("stage", stage.value && all.stages[stage.value][0]);
      put("owner", owner.value && all.owners[owner.value][0]);
      put("state", state.value || "all");
      put("sort", sort.key === "title" && !sort.down ? "" : (sort.down ? "-" : "") + sort.key);
      // What the list opens with is not said.
      var address = chosen.toString() === "state=open" ? "" : chosen.toString();
      history.replaceState(null, "", address ? "#" + address : location.pathname + location.search);
    }
    function recall() {
      var chosen = new URLSearchParams(location.hash.slice(1));
      function at(list, name) {
        var found = list.findIndex(function (one) { return one[0] === chosen.get(name); });
        return found < 0 ? "" : String(found);
      }
      var order = chosen.get("sort") || "title";
      var key = order.replace("-", "");
      text.value = chosen.get("find") || "";
      stage.value = at(all.stages, "stage");
      owner.value = at(all.owners, "owner");
      state.value = location.hash.length > 1 ? chosen.get("state") || "" : "open";
      if (state.selectedIndex < 0) state.value = "";
      if (Object.keys(by).indexOf(key) >= 0) sort = { key: key, down: order[0] === "-" };
      again();
    }
    function chosen() {
      keep();
      again();
    }
    var heads = Array.prototype.slice.call(table.querySelectorAll("th[data-sort]"));
    heads.forEach(function (head) {
      var button = make("button", { type: "button" }, head.textContent);
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", function () {
        var key = head.dataset.sort;
        sort = { key: key, down: sort.key === key ? !sort.down : key === "value" };
        chosen();
      });
    });
    text.addEventListener("input", chosen);
    [stage, owner, state].forEach(function (select) { if (select.addEventListener) select.addEventListener("change", chosen); });
    // A place on the page, such as the content, chooses nothing.
    window.addEventListener("hashchange", function () {
      if (!location.hash || location.hash.indexOf("=") >= 0) recall();
      else keep();
    });
    recall();
  }

  search();
  if (document.getElementById("leads") && window.corong) list(window.corong);
})();
