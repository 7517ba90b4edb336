"""The same work by what else one would take, in one run, as ratios with medians of five. Needs duckdb and pandas from
PyPI, hledger and GNU time; nothing here asserts a time.

    python tests/bench/peers.py --program target/release/postbreach --world FOLDER [--many FILE] [--runs 5]

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
    """A statement for each pattern that takes a descriptor apart, and for the text after each stage."""
    lists, strips, countries = {}, [], {}
    for file in files:
        lists |= file.get("lists", {})
        countries |= file.get("countries", {})
        strips += file.get("strip", [])
    for country in countries.values():
        lists.setdefault("countries", []).extend(mark for mark in country.get("marks", []) if len(mark) > 2)
        lists.setdefault("states", []).extend(country.get("states", []))
    steps = []
    for stage, name in [("wrapper", None), ("tail", "exact"), ("processor", "shop"), ("company", "core")]:
        for strip in (strip for strip in strips if strip["stage"] == stage):
            pattern = strip["regex"]
            for word, words in lists.items():
                words = "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace("\\ ", " ")
                pattern = pattern.replace("{" + word + "}", f"(?:{words})")
            group = re.compile(pattern).groupindex.get("keep")
            into = quoted(f"\\{group}" if group else " ")
            left = f"trim(regexp_replace(rest, {quoted(pattern)}, {into}))"
            steps.append(f"update taken set rest = {left} where regexp_matches(rest, {quoted(pattern)}) and length({left}) > 2;")
        if name:
            steps.append(f"update taken set {name} = rest;")
    return "\n".join(steps)


def kinds(files):
    """The issuers' wordings, in their order."""
    rows = [row for file in files for row in file.get("row", []) if row.get("source") != "account" and not row.get("negative")]
    kinds = [f"when regexp_matches(upper_name, {quoted(row['regex'])}) then {quoted(row['kind'])}" for row in rows]
    return "case " + " ".join(kinds) + " else 'purchase' end"


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


def peer(file, breach, out):
    """The whole of peer.sql for one file, and how many facts it computes of how many."""
    files = merchants()
    text = (HERE / "peer.sql").read_text(encoding="utf-8")
    types = {"Text": "varchar", "Bool": "boolean", "Int": "bigint", "Float": "double"}
    facts = columns()
    given = [name for name, _ in facts if re.search(rf"(?:as \"?{name}\"?|e\.{name})[,\n]", text)]
    nulls = ", ".join(f"null::{types[kind]} as {name}" for name, kind in facts if name not in given)
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
        "identify": identify(files),
        "nulls": nulls,
        "clauses": asked,
        "weights": " + ".join(odds),
        "fired": ", ".join(fired),
        "medium": str(weights["cuts"]["medium"]),
    }.items():
        text = text.replace("{{" + key + "}}", value)
    return tables(files) + text, len(given), len(facts)


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
    parser.add_argument("--program", required=True)
    parser.add_argument("--world", required=True, type=pathlib.Path)
    parser.add_argument("--many", type=pathlib.Path, help="a larger canonical CSV than the world's")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    os.sched_setaffinity(0, CORES)
    breach = json.loads((args.world / "about.json").read_text())["breach"]
    many = args.many or args.world / "charges.csv"
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
