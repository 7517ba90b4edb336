"""The same work by what else one would take, in one run, as ratios with medians of five. Needs duckdb and pandas from
PyPI, hledger and GNU time; nothing here asserts a time.

    python tests/bench/peers.py --program target/release/postbreach --world FOLDER [--many FILE] [--runs 5]
    python tests/bench/peers.py --world FOLDER --facts DUMP

FOLDER holds a world (see tests/world): one holder's charges are one person's statements, all of them many people's.
Every process runs on the first two cores alone."""

import argparse
import csv
import datetime
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
CORES = {0, 1}


def data(path):
    return tomllib.loads((ROOT / "rules" / path).read_text(encoding="utf-8"))


def merchants():
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "rules/merchants").glob("*.toml"))]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def columns():
    """The facts, in the order of the program."""
    listed = (ROOT / "src/facts/mod.rs").read_text(encoding="utf-8").split("list_of_facts! {")[1].split("\n}")[0]
    return re.findall(r"^\s+(\w+): (\w+)\(", listed, re.M)


def identify(files):
    """A statement for each pattern that takes a descriptor apart and for what its groups tell, and for the text after
    each stage: those before the town at the end is looked for, and those after."""
    lists, strips, countries = {}, [], {}
    for file in files:
        lists |= file.get("lists", {})
        countries |= file.get("countries", {})
        strips += file.get("strip", [])
    for country in countries.values():
        lists.setdefault("countries", []).extend(mark for mark in country.get("marks", []) if len(mark) > 2)
        lists.setdefault("states", []).extend(country.get("states", []))
    steps = {}
    for stage, name in [("wrapper", None), ("tail", "exact"), ("processor", "shop"), ("company", "core")]:
        own = steps.setdefault("wrappers" if stage == "wrapper" else "identify", [])
        for strip in (strip for strip in strips if strip["stage"] == stage):
            pattern = strip["regex"]
            for word, words in lists.items():
                words = "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace("\\ ", " ")
                pattern = pattern.replace("{" + word + "}", f"(?:{words})")
            groups = re.compile(pattern).groupindex
            into = quoted(f"\\{groups['keep']}" if "keep" in groups else " ")
            left = f"trim(regexp_replace(rest, {quoted(pattern)}, {into}))"
            told = [f"rest = {left}"]
            for column, group in [("town", "place"), ("tail", "country")]:
                if group in groups:
                    told.append(f"{column} = coalesce({column}, nullif(regexp_extract(rest, {quoted(pattern)}, {groups[group]}), ''))")
            if "country" in strip and "country" not in groups:
                told.append(f"tail = coalesce(tail, {quoted(strip['country'])})")
            if strip.get("online"):
                told.append("online = true")
            elif "online" in strip or "place" in groups:
                told.append("online = coalesce(online, false)")
            own.append(f"update taken set {', '.join(told)} where regexp_matches(rest, {quoted(pattern)}) and length({left}) > 2;")
        if name:
            own.append(f"update taken set {name} = rest;")
    return {key: "\n".join(own) for key, own in steps.items()}


def odd(files):
    """A pattern for the words of a help desk or a trial; Japanese ones stand anywhere, others are whole words."""
    words = [word for file in files for word in file.get("odd", [])]
    return quoted("|".join(f"\\b{word}\\b" if word.isascii() else word for word in words))


def places(files):
    """Towns, and the codes and names of states and countries that follow them."""
    towns, marks, states = {}, {}, {}
    for file in files:
        for code, country in [*file.get("countries", {}).items(), (None, file.get("several", {}))]:
            towns |= {name: (True, code) for name in country.get("cities", [])}
            towns |= {name: (False, code) for name in country.get("towns", [])}
            marks |= {mark: code for mark in [*country.get("marks", []), code] if mark}
            states |= {state: code for state in country.get("states", [])}
    text = lambda code: quoted(code) if code else "null"
    rows = ", ".join(f"({quoted(name)}, {str(alone).lower()}, {text(code)})" for name, (alone, code) in towns.items())
    codes = lambda table: ", ".join(f"({quoted(name)}, {text(code)})" for name, code in table.items())
    return (
        f"create or replace temp table town as from (values {rows}) v(name, alone, country);\n"
        f"create or replace temp table mark as from (values {codes(marks)}) v(name, country);\n"
        f"create or replace temp table state as from (values {codes(states)}) v(name, country);\n"
    )


def kinds(files):
    """The issuers' wordings, in their order."""
    rows = [row for file in files for row in file.get("row", []) if row.get("source") != "account" and not row.get("negative")]
    kinds = [f"when regexp_matches(upper_name, {quoted(row['regex'])}) then {quoted(row['kind'])}" for row in rows]
    return "case " + " ".join(kinds) + " else 'purchase' end"


def credits(files):
    """The issuers' wordings for what is in the holder's favour and no refund."""
    rows = [row["regex"] for file in files for row in file.get("row", []) if row.get("source") != "account" and row.get("negative") is not False]
    return " or ".join(f"regexp_matches(upper_name, {quoted(regex)})" for regex in rows)


def tables(files):
    """Words by which brands and kinds of shop are known, and the currencies."""
    brand, word = {}, {}
    for file in files:
        entries = [(family, entry) for family, entry in file.get("brands", {}).items()]
        entries += [(note.get("family", note["id"]), note) for note in file.get("note", []) if note.get("role") != "processor"]
        for family, entry in entries:
            for literal in entry.get("is", []) + entry.get("begins", []):
                brand.setdefault(literal.upper(), (family, entry.get("class")))
        for kind in file.get("class", []):
            for literal in kind["contains"]:
                word.setdefault(literal.upper(), (kind["id"], len(word)))
    brands = ", ".join(f"({quoted(literal)}, {quoted(family)}, {quoted(kind) if kind else 'null'})" for literal, (family, kind) in brand.items())
    words = ", ".join(f"({quoted(literal)}, {quoted(kind)}, {place})" for literal, (kind, place) in word.items())
    units = ", ".join(
        f"({quoted(code)}, {unit['small_unit']}::decimal(18,4), {unit['round_step']}::decimal(18,4))" for code, unit in data("currencies.toml").items()
    )
    return (
        f"create or replace temp table brand_word as from (values {brands}) v(literal, family, class);\n"
        f"create or replace temp table class_word as from (values {words}) v(word, class, place);\n"
        f"create or replace temp table unit as from (values {units}) v(currency, unit, round_step);\n"
    )


def peer(file, breach, out, line=""):
    """The whole of peer.sql for one file, and how many facts it computes of how many. `line` is a column more, by which
    a charge is told."""
    files = merchants()
    text = (HERE / "peer.sql").read_text(encoding="utf-8")
    facts = columns()
    absent = [name for name, _ in facts if re.search(rf"null::\w+ as {name}\b", text.split("temp table facts as")[1])]
    weights = data("weights.toml")
    clauses, odds, fired = [], [str(weights["intercept"])], []
    contexts = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "rules/contexts").glob("*.toml"))]
    silent = " or ".join("(" + " and ".join(f"coalesce({clause}, false)" for clause in context["when"]) + ")" for context in contexts)
    for path in sorted((ROOT / "rules/charges").glob("*.toml")):
        rule = tomllib.loads(path.read_text(encoding="utf-8"))
        name = rule["id"].replace("-", "_")
        when = " and ".join(f"({clause})" for clause in rule["when"])
        unless = [f"coalesce({unless['when']}, false)" for unless in rule.get("unless", [])]
        unless += [silent] if rule["role"] == "finding" else []
        clauses.append(f"coalesce({when}, false) and not ({' or '.join(unless) or 'false'}) as {name}")
        weight = weights["rules"].get(rule["id"], {}).get("weight", rule["weight"])
        odds.append(f"{weight} * {name}::int")
        if rule["role"] == "finding":
            fired.append(f"case when {name} then {quoted(rule['id'])} end")
    asked = re.sub(r"\bforeign\b", '"foreign"', ",\n    ".join(clauses))
    for key, value in {
        "file": str(file),
        "breach": breach,
        "out": str(out),
        "kinds": kinds(files),
        "credits": credits(files),
        **identify(files),
        "odd": odd(files),
        "line": line,
        "clauses": asked,
        "weights": " + ".join(odds),
        "fired": ", ".join(fired),
        "medium": str(weights["cuts"]["medium"]),
    }.items():
        text = text.replace("{{" + key + "}}", value)
    return tables(files) + places(files) + text, len(facts) - len(absent), len(facts)


# Facts that name a charge or a merchant: each side names them in its own way, so that only what is named can agree.
NAMED = {"lookalike_of_before", "near_name_of_before", "trial_here_around", "equal_around", "micro_new_around", "larger_new_around", "smaller_here_around", "fee_around",
    "equal_earlier_around", "larger_here_around", "orphan_refund_around", "alias_of_before", "trip_place_around"}


def agree(file, breach, dump):
    """For each fact, on what share of the charges of a world's dump (`world measure --dump`) the peer comes to the same:
    both without value, or values that are equal; of numbers, that differ by no more than a millionth."""
    import duckdb

    sql, given, of = peer(file, breach, "/dev/null", ", row_number() over () + 1 as line")
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute(sql)
    connection.execute(f"create temp table own as from read_csv({quoted(str(dump))}, header = true, all_varchar = true)")
    same = []
    for name, kind in columns():
        peers, own = f'f."{name}"', f'nullif(o."{name}", \'\')'
        if kind == "Bool":
            peers, own = f"{peers}::int::varchar", own
        equal = f"abs({peers} - {own}::double) <= 1e-6 * greatest(1, abs({peers}))" if kind in ("Int", "Float") else f"{peers}::varchar = {own}"
        equal = "true" if name in NAMED else equal
        same.append(f"avg(case when {peers} is null or {own} is null then ({peers} is null and {own} is null)::int else ({equal})::int end)")
        same.append(f"count(*) filter ({own} is not null)")
    keys = "join own o on o.line::bigint = c.line"
    found = connection.execute(f"select count(*), {', '.join(same)} from facts f join charge c on c.id = f.id {keys}").fetchone()
    whole = connection.execute("select count(*) from own where kind in ('purchase', 'cash-advance')").fetchone()[0]
    print(f"{found[0]} of {whole} charges are charges on both sides; {given} of {of} facts are asked of the peer.\n")
    print("| fact | agree | have a value |\n| --- | --- | --- |")
    shares = list(zip(columns(), found[1::2], found[2::2]))
    for (name, _), share, valued in shares:
        print(f"| {name} | {share:.4f} | {valued} |")
    shares = [share for _, share, _ in shares]
    print(f"\nOf {len(shares)} facts {sum(share == 1 for share in shares)} agree on every charge, {sum(share >= 0.99 for share in shares)} on 99 %,"
        f" {sum(share >= 0.95 for share in shares)} on 95 %, {sum(share >= 0.9 for share in shares)} on 90 %.")


def statements(charges, folder):
    """One person's charges as monthly statements of three layouts, 3,000 rows at most; also a journal for hledger."""
    months = {}
    for row in charges[:3000]:
        months.setdefault(row["transaction_date"][:7], []).append(row)
    files = []
    for at, (month, rows) in enumerate(sorted(months.items())):
        path = folder / f"{month}.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            write = csv.writer(file).writerow
            day = lambda row, pattern: datetime.date.fromisoformat(row["transaction_date"]).strftime(pattern)
            if at % 2:
                write(["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"])
                for row in rows:
                    write([day(row, "%m/%d/%Y"), day(row, "%m/%d/%Y"), row["descriptor"], "", "Sale", "-" + row["amount"], ""])
            else:
                write(["transaction_date", "descriptor", "amount", "currency"])
                for row in rows:
                    write([row["transaction_date"], row["descriptor"], row["amount"], row["currency"]])
        files.append(path)
    journal = folder / "rows.rules"
    journal.write_text("skip 1\nfields date,description,amount,currency\ncurrency USD\naccount1 card\ndate-format %Y-%m-%d\n")
    rows = folder / "rows.csv"
    with open(rows, "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(["date", "description", "amount"])
        for row in charges[:3000]:
            write([row["transaction_date"], row["descriptor"], row["amount"]])
    return files, rows


PANDAS = '''
import sys
import pandas as pd
breach, files = pd.Timestamp(sys.argv[1]), sys.argv[2:]
frames = []
for file in files:
    frame = pd.read_csv(file)
    if "Post Date" in frame:
        frame = pd.DataFrame({"day": pd.to_datetime(frame["Transaction Date"], format="%m/%d/%Y"),
                              "text": frame["Description"], "amount": -frame["Amount"]})
    else:
        frame = pd.DataFrame({"day": pd.to_datetime(frame["transaction_date"]), "text": frame["descriptor"], "amount": frame["amount"]})
    frames.append(frame)
rows = pd.concat(frames).sort_values("day").reset_index(drop=True)
rows["shop"] = rows["text"].str.upper().str.replace(r"^[A-Z]{2,4} ?\\\\* ?", "", regex=True).str.replace(r"[ #*-]*[0-9]{3,}.*$", "", regex=True)
past, now = rows[rows.day < breach], rows[rows.day >= breach].copy()
now["new"] = ~now.shop.isin(past.shop)
now["rank"] = past.amount.sort_values().searchsorted(now.amount) / max(len(past), 1)
now["equal"] = now.groupby(["shop", "amount"]).day.diff().dt.days.le(2)
new = now[now.new]
now["burst"] = [((new.day - day).abs().dt.days <= 3).sum() for day in now.day]
now["tiny"] = [(new.day.between(day - pd.Timedelta(days=10), day) & (new.amount <= 3)).any() for day in now.day]
print(now[now.new & ((now["rank"] > 0.93) | now.equal | (now.burst >= 3) | now.tiny)].to_csv(index=False))
'''


def timed(command, runs):
    """Medians of wall time, processor time (all that counts where others share the cores) and peak memory of a command,
    its start included."""
    seen = []
    with tempfile.NamedTemporaryFile("r") as told:
        for _ in range(runs):
            measured = ["/usr/bin/time", "-q", "-f", "%e %U %S %M", "-o", told.name, *command]
            code = subprocess.run(measured, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
            if code not in (0, 10):
                sys.exit(f"{command[:3]}: {code}")
            wall, user, system, peak = map(float, open(told.name).read().split())
            seen.append((wall, user + system, peak / 1024))
    return [statistics.median(column) for column in zip(*seen)]


def tell(name, own, other):
    shown = lambda one: f"{one[0]:.2f} s, {one[1]:.2f} s, {one[2]:.0f} MB"
    ratios = " | ".join(f"{mine / max(theirs, 0.01):.2f}" for mine, theirs in zip(own, other))
    print(f"| {name} | {shown(own)} | {shown(other)} | {ratios} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program")
    parser.add_argument("--world", required=True, type=pathlib.Path)
    parser.add_argument("--many", type=pathlib.Path, help="a larger canonical CSV than the world's")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--facts", type=pathlib.Path, help="compare the peer's facts with a dump of that world, and end")
    args = parser.parse_args()
    os.sched_setaffinity(0, CORES)
    breach = json.loads((args.world / "about.json").read_text())["breach"]
    many = args.many or args.world / "charges.csv"
    if args.facts:
        return agree(many, breach, args.facts)
    print("| work, peer | postbreach: wall, processor, peak | peer | wall | processor | memory |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        holders = {}
        with open(args.world / "charges.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if not row["amount"].startswith("-") and row["currency"] == "USD":
                    holders.setdefault(row["household"], []).append({**row, "transaction_date": row["transaction_date"] or row["posting_date"]})
                if len(holders) > 200:
                    break
        one = max(holders.values(), key=len)
        files, rows = statements(one, folder)
        scan = [args.program, "scan", *map(str, files), "--breach", breach, "--read", "card=1234"]
        own = timed(scan, args.runs)
        script = folder / "ask.py"
        script.write_text(PANDAS)
        tell(f"one person, {len(one[:3000])} rows in {len(files)} files: pandas", own, timed([sys.executable, str(script), breach, *map(str, files)], args.runs))
        tell("the same rows: hledger reads and prints them", own, timed(["hledger", "-f", str(rows), "--rules-file", str(folder / "rows.rules"), "print"], args.runs))
        tell("the program's own start: `--version`", own, timed([args.program, "--version"], args.runs))
        sql, given, of = peer(many, breach, folder / "peer.csv")
        (folder / "peer.sql").write_text(sql, encoding="utf-8")
        runner = folder / "run.py"
        runner.write_text(f"import duckdb\nc = duckdb.connect({str(folder / 'peer.db')!r})\nc.execute('set threads = 2')\nc.execute(open({str(folder / 'peer.sql')!r}, encoding='utf-8').read())\n")
        count = sum(1 for _ in open(many, "rb")) - 1
        own = timed([args.program, "scan", str(many), "--breach", breach, "--format", "csv", "--output", str(folder / "own.csv")], args.runs)
        other = timed([sys.executable, str(runner)], args.runs)
        tell(f"many people, {count} rows: DuckDB, {given} of {of} facts", own, other)
        listed = [sum(1 for _ in open(folder / name, "rb")) - 1 for name in ("own.csv", "peer.csv")]
        print(f"\nListed: postbreach {listed[0]}, peer {listed[1]}.")


if __name__ == "__main__":
    main()
