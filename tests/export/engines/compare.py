"""Compares the views of an export with `corong report --format json`, in DuckDB and in Spark.

usage: compare.py duckdb|spark CASES
CASES is a JSON file: [{"tables": FOLDER, "reports": [{"set": {VARIABLE: DAY}, "workspaces": {NAME: FILE}, "learnt": BOOL}]}]
Counts and money have to be equal, rates within 1e-12; so have the sums over all workspaces.
"""
import json
import sys
from decimal import Decimal

TOLERANCE = 1e-12


class DuckDb:
    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()

    def open(self, folder):
        with open(f"{folder}/views.duckdb.sql") as file:
            sql = file.read()
        self.connection.execute(f"SET VARIABLE tables = '{folder}'")
        self.connection.execute(sql)

    def set(self, name, day):
        self.connection.execute(f"SET VARIABLE {name} = " + (f"DATE '{day}'" if day else "CAST(NULL AS DATE)"))

    def rows(self, sql):
        cursor = self.connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[1]").appName("corong")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "2g",
            "spark.sql.session.timeZone": "UTC",
            # Of little data a query is planned for longer than it runs.
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
            "spark.default.parallelism": "1",
        }.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    def open(self, folder):
        self.session.catalog.clearCache()
        with open(f"{folder}/views.spark.sql") as file:
            lines = [line for line in file.read().split("\n") if not line.startswith("--")]
        sql = "\n".join(lines).replace("SET corong.tables = .;", f"SET corong.tables = {folder};")
        for statement in sql.split(";"):
            if statement.strip():
                self.session.sql(statement)
        # Each is worked out once for all views.
        self.kept = ["leads", "stage_list", "days", "pipelines", "deals", "open_leads"]

    def set(self, name, day):
        self.session.catalog.clearCache()
        for view in self.kept:
            self.session.sql(f"CACHE LAZY TABLE {view}")
        self.session.sql(f"SET VARIABLE {name} = " + (f"DATE '{day}'" if day else "CAST(NULL AS DATE)"))

    def rows(self, sql):
        return [row.asDict() for row in self.session.sql(sql).collect()]


def sums(engine, at, reports):
    """One query over all workspaces, and what their reports say together."""
    own = [pipeline for report in reports for pipeline in report["pipelines"]]
    row = engine.rows(
        "SELECT (SELECT sum(count) FROM new) AS new, (SELECT sum(count) FROM won) AS won,"
        " (SELECT sum(value) FROM won) AS value, (SELECT sum(won) FROM win_rate) AS hits,"
        " (SELECT sum(n) FROM win_rate) AS n, (SELECT sum(value) FROM open_pipeline) AS open"
    )[0]
    same(f"{at}.new", row["new"], sum(one["new"]["count"] for one in own))
    same(f"{at}.won", row["won"], sum(one["won"]["count"] for one in own))
    same(f"{at}.value", row["value"], str(sum(Decimal(one["won"]["value"]) for one in own)))
    same(f"{at}.closed", row["n"], sum(one["win_rate"]["n"] for one in own))
    same(f"{at}.hits", row["hits"], sum(one["won"]["count"] for one in own))
    same(f"{at}.open", row["open"], str(sum(Decimal(one["open"]["value"]) for one in own)))


class Difference(Exception):
    pass


def same(at, ours, theirs):
    """ours: of a view; theirs: of the report."""
    if isinstance(theirs, float) or isinstance(ours, float):
        if ours is None or theirs is None or abs(float(ours) - float(theirs)) > TOLERANCE * max(1, abs(float(theirs))):
            raise Difference(f"{at}: {ours} in the view, {theirs} in the report")
    elif isinstance(theirs, str) and isinstance(ours, Decimal):
        if ours != Decimal(theirs):
            raise Difference(f"{at}: {ours} in the view, {theirs} in the report")
    elif ours != theirs:
        raise Difference(f"{at}: {ours!r} in the view, {theirs!r} in the report")


def rate(at, row, prefix, theirs):
    name = prefix or "value"
    same(f"{at}.value", row[name], theirs["value"])
    for side in ["low", "high"]:
        same(f"{at}.{side}", row[f"{prefix}_{side}" if prefix else side], theirs[side])


def keyed(rows):
    found = {}
    for row in rows:
        found.setdefault((row["workspace"], row["pipeline"]), []).append(row)
    return found


def pipeline(at, views, report, learnt):
    """Every figure of one pipeline."""

    def one(name):
        rows = views[name]
        if len(rows) != 1:
            raise Difference(f"{at}: {name} has {len(rows)} rows")
        return rows[0]

    for key in ["count", "reopened", "transferred_in"]:
        same(f"{at}.new.{key}", one("new")[key], report["new"][key])
    conversion = one("conversion")
    rate(f"{at}.conversion", conversion, "", report["conversion"])
    for key in ["n", "open"]:
        same(f"{at}.conversion.{key}", conversion[key], report["conversion"][key])
    for key in ["count", "value", "unvalued", "superseded", "average", "annual"]:
        same(f"{at}.won.{key}", one("won")[key], report["won"][key])
    for key in ["count", "value", "unvalued", "superseded"]:
        same(f"{at}.lost.{key}", one("lost")[key], report["lost"][key])
    rate(f"{at}.win_rate", one("win_rate"), "", report["win_rate"])
    same(f"{at}.win_rate.n", one("win_rate")["n"], report["win_rate"]["n"])
    for key in ["n", "unknown", "mean", "median", "p75", "p90"]:
        same(f"{at}.cycle_days.{key}", one("sales_cycle")[key], report["cycle_days"][key])
    open_pipeline = one("open_pipeline")
    for key in ["count", "value", "unvalued", "annual"] + (["weighted"] if learnt else []):
        same(f"{at}.open.{key}", open_pipeline[key], report["open"][key])
    same(f"{at}.open.held.count", open_pipeline["held_count"], report["open"]["held"]["count"])
    same(f"{at}.open.held.value", open_pipeline["held_value"], report["open"]["held"]["value"])
    if learnt:
        for key, count in report["open"]["weighted_by"].items():
            same(f"{at}.open.weighted_by.{key}", open_pipeline[f"by_{key}"], count)
    stages = sorted(views["stages"], key=lambda row: row["position"])
    same(f"{at}.stages", [row["id"] for row in stages], [stage["id"] for stage in report["stages"]])
    for row, stage in zip(stages, report["stages"]):
        here = f"{at}.stages.{stage['id']}"
        for key in ["label", "kind", "count", "value"] + (["weighted"] if learnt else []):
            same(f"{here}.{key}", row[key], stage[key])
        if stage["kind"] == "open":
            for key in ["entered", "advanced", "lost", "open_here", "moved_back", "transferred", "skipped"]:
                same(f"{here}.{key}", row[key], stage[key])
            for key in ["raw", "settled"]:
                rate(f"{here}.{key}", row, key, stage[key])
                same(f"{here}.{key}.n", row[f"{key}_n"], stage[key]["n"])
    months = sorted(views["months"], key=lambda row: row["month"])
    same(f"{at}.months", [row["month"] for row in months], [month["month"] for month in report["months"]])
    for row, month in zip(months, report["months"]):
        for key in ["new", "won", "lost", "won_value"]:
            same(f"{at}.months.{month['month']}.{key}", row[key], month[key])
    for name in ["by_owner", "by_source"]:
        rows = {row["key"]: row for row in views[name]}
        same(f"{at}.{name}", sorted(map(str, rows)), sorted(str(row["key"]) for row in report[name]))
        for theirs in report[name]:
            row, here = rows[theirs["key"]], f"{at}.{name}.{theirs['key']}"
            for key in ["open", "open_value", "won", "lost", "won_value", "average", "cycle_median"]:
                same(f"{here}.{key}", row[key], theirs[key])
            rate(f"{here}.win_rate", row, "win_rate", theirs["win_rate"])


VIEWS = [
    "new", "conversion", "won", "lost", "win_rate", "sales_cycle", "stages", "months",
    "by_owner", "by_source", "open_pipeline",
]


def compare(engine, case):
    engine.open(case["tables"])
    compared = 0
    for wanted in case["reports"]:
        for name in ["as_of", "period_from", "period_to"]:
            engine.set(name, wanted["set"].get(name))
        views = {name: keyed(engine.rows(f"SELECT * FROM {name}")) for name in VIEWS}
        reports = {}
        for workspace, file in wanted["workspaces"].items():
            with open(file) as text:
                reports[workspace] = json.load(text)
        sums(engine, f"{case['tables']} {wanted['set']}", reports.values())
        for workspace, report in reports.items():
            for own in report["pipelines"]:
                key = (workspace, own["id"])
                of_pipeline = {name: rows.get(key, []) for name, rows in views.items()}
                where = f"{case['tables']} {wanted['set']} {workspace}.{own['id']}"
                pipeline(where, of_pipeline, own, wanted.get("learnt", True))
                compared += 1
    return compared


def main():
    engine = {"duckdb": DuckDb, "spark": Spark}[sys.argv[1]]()
    with open(sys.argv[2]) as file:
        cases = json.load(file)
    print(sum(compare(engine, case) for case in cases), "pipelines compared")


main()
