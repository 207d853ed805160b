"""The backtest and the chances of a forecast, worked out anew from a workspace's files.

Knows nothing of the crate: it reads the YAML files, follows the definitions that
`corong explain forecast` prints, and prints what `corong forecast --format json` should
say. Without git's history, so that no dates are tried.

    forecast.py WORKSPACE AS_OF UNTIL
"""

import datetime
import functools
import json
import math
import pathlib
import statistics
import sys
import zoneinfo

import yaml

NORMAL = statistics.NormalDist()
LEARNT, STAGE_WEIGHT, AGE_WEIGHT = 730, 20, 30
HORIZONS = (30, 90)
COMMON = (0.0, 0.01, 0.02, 0.04, 0.08, 0.14, 0.22)
USUAL, CAUTION, FURTHEST = 0.05, 10, 0.4


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def day_of(text, zone):
    text = text.replace(" ", "T")
    if "T" not in text:
        return datetime.date.fromisoformat(text).toordinal()
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment.astimezone(zone).date().toordinal()


class Course:
    """An attempt: stays in open stages, the day it closed, whether it was won."""

    def __init__(self):
        self.stays, self.end, self.won = [], None, False

    def at(self, day):
        if not self.stays or day < self.stays[0][1] or (self.end is not None and self.end <= day):
            return None
        stage, start, _ = [stay for stay in self.stays if stay[1] <= day][-1]
        return stage, day - start

    def won_within(self, day, days):
        return self.won and day < self.end <= day + days


def courses(history, stages, never, as_of, zone):
    """The attempts of a lead that began in an open stage."""
    found, now, closed = [], None, False
    for entry in history:
        day, stage = day_of(entry["at"], zone), stages[entry["stage"]]
        if day > as_of:
            break
        if isinstance(stage, int):
            if now is None or closed:
                now, closed = Course(), False
                found.append(now)
            if now.stays and now.stays[-1][0] == stage:
                continue
            if now.stays:
                now.stays[-1][2] = day
            now.stays.append([stage, day, None])
            continue
        if now is None:
            now = Course()
            found.append(now)
        if not closed:
            now.end = day
            if now.stays:
                now.stays[-1][2] = day
        now.won = stage == "won" and entry.get("reason") not in never
        closed = True
    return [course for course in found if course.stays]


class Learnt:
    """What a day knows."""

    def __init__(self, all_courses, cuts, stages, day):
        self.all, self.cuts, self.stages, self.day = all_courses, cuts, stages, day

    @functools.cache
    def shares(self, days):
        shares = [[0, 0] for _ in range(self.stages)]
        for cut in self.cuts:
            if cut + days <= self.day and self.day - cut <= LEARNT and cut < self.day:
                for course in self.all:
                    place = course.at(cut)
                    if place:
                        shares[place[0]][0] += course.won_within(cut, days)
                        shares[place[0]][1] += 1
        return shares

    def base(self, days):
        shares = self.shares(days)
        return sum(won for won, _ in shares) / sum(n for _, n in shares)

    def stage(self, stage, days):
        won, n = self.shares(days)[stage]
        return (won + STAGE_WEIGHT * self.base(days)) / (n + STAGE_WEIGHT)

    def history(self, stage, age, days):
        """Aalen–Johansen over those who were in the stage at that age."""
        followed = []
        for course in self.all:
            ended = course.end is not None and course.end <= self.day
            until = course.end if ended else self.day
            if self.day - until >= LEARNT:
                continue
            for own, start, left in course.stays:
                if own != stage or start > self.day or self.day - start >= LEARNT:
                    continue
                last = (self.day if left is None else min(left - 1, self.day)) - start
                if last >= age and last >= 0:
                    followed.append((until - start, course.won if ended else None))
        prior = self.stage(stage, days)
        if not followed:
            return prior
        longest = max(time for time, _ in followed)
        at_risk = sum(time != age for time, _ in followed)
        surviving, won, closed, known = 1.0, 0.0, 0, at_risk
        for time in range(age + 1, min(age + days, longest) + 1):
            wins = sum(own == time and end is True for own, end in followed)
            losses = sum(own == time and end is False for own, end in followed)
            if wins + losses:
                won += surviving * wins / at_risk
                surviving *= (at_risk - wins - losses) / at_risk
            known = closed + at_risk
            closed += wins + losses
            at_risk -= sum(own == time for own, _ in followed)
        if age + days > longest:
            known = 0
        return (won * known + AGE_WEIGHT * prior) / (known + AGE_WEIGHT)

    def won_ever(self, stage):
        ended = [own for own in self.all if own.end is not None and own.end <= self.day and self.day - own.end < LEARNT]
        there = [own for own in ended if any(stay[0] == stage for stay in own.stays)]
        whole = sum(own.won for own in ended) / len(ended) if ended else 0.0
        return (sum(own.won for own in there) + STAGE_WEIGHT * whole) / (len(there) + STAGE_WEIGHT)

    def chance(self, method, place, days):
        if method == "base":
            return self.base(days)
        return self.stage(place[0], days) if method == "stage" else self.history(*place, days)


def shifted(p, shift):
    return p if p <= 0 or p >= 1 or shift == 0 else NORMAL.cdf(NORMAL.inv_cdf(p) + shift)


def wins(chances, common):
    """How likely each number of wins is: lead after lead, for each value of the shock."""
    levels = [NORMAL.inv_cdf((at + 0.5) / 15) for at in range(15)] if common else [0.0]
    likely = [0.0] * (len(chances) + 1)
    for level in levels:
        own = [1.0 / len(levels)] + [0.0] * len(chances)
        for p in chances:
            if common:
                at = NORMAL.inv_cdf(min(max(p, 1e-12), 1 - 1e-12))
                p = NORMAL.cdf((at + math.sqrt(common) * level) / math.sqrt(1 - common))
            own = [own[k] * (1 - p) + (own[k - 1] * p if k else 0.0) for k in range(len(own))]
        likely = [a + b for a, b in zip(likely, own)]
    return likely


def crps(likely, won):
    total, score = 0.0, 0.0
    for k, own in enumerate(likely):
        total += own
        score += (total - (k >= won)) ** 2
    return score


def squares(leads):
    return sum((p - won) ** 2 for p, won in leads)


def teach(seen):
    expected, won, slope = (sum(own[key] for own in seen) for key in ("expected", "won", "slope"))
    ratio = (won + CAUTION) / (expected + CAUTION)
    shift = (ratio - 1) * expected / slope if slope > 0 else 0.0
    score = [sum(own["likely"][at] for own in seen) - common / USUAL for at, common in enumerate(COMMON)]
    best = max(range(len(COMMON)), key=lambda at: (score[at], at))
    return max(-FURTHEST, min(FURTHEST, shift)), COMMON[best]


def keep(taught, seen):
    total = lambda shift, common: sum(own["crps"][shift][common] for own in seen)
    off = lambda shift: sum(own["squares"][shift] for own in seen)
    moved = int(total(1, 0) < total(0, 0) and off(1) <= off(0))
    return taught[0] if moved else 0.0, taught[1] if total(moved, 1) < total(moved, 0) else 0.0


def learn(rows, days):
    """Of the cut-offs of a method: what each gave, and what they teach for the day after."""
    seen, given = [], []
    for cut, leads in rows:
        known = [own for own in seen if own["cut"] + days <= cut]
        taught = teach(known)
        shift, common = keep(taught, known)
        won = sum(won for _, won in leads)
        moved = [(shifted(p, shift), outcome) for p, outcome in leads]
        likely = wins([p for p, _ in moved], common)
        given.append((len(leads), sum(p for p, _ in moved), won, squares(moved), crps(likely, won)))
        plain = [p for p, _ in leads]
        other = [shifted(p, taught[0]) for p in plain]
        density = lambda p: NORMAL.pdf(NORMAL.inv_cdf(min(max(p, 1e-12), 1 - 1e-12)))
        seen.append({
            "cut": cut, "expected": sum(plain), "won": won, "slope": sum(map(density, plain)),
            "likely": [math.log(max(wins(plain, common)[won], 1e-9)) for common in COMMON],
            "crps": [[crps(wins(of, common), won) for common in (0.0, taught[1])] for of in (plain, other)],
            "squares": [squares(leads), squares([(p, own) for p, (_, own) in zip(other, leads)])],
        })
    return given, keep(teach(seen), seen)


def score(given):
    n, expected, won, off, ranked = (sum(own[at] for own in given) for at in range(5))
    return {"brier": off / n, "crps": ranked / won, "bias": expected / won - 1, "n": n}


def main(workspace, as_of, until):
    root = pathlib.Path(workspace)
    config = load(root / "corong.yaml")
    zone = zoneinfo.ZoneInfo(config.get("timezone", "UTC"))
    pipeline = config["pipelines"][0]
    stages, configured = {}, []
    for stage in pipeline["stages"]:
        kind = stage.get("kind", "open")
        for name in [stage["id"], *stage.get("formerly", [])]:
            stages[name] = len(configured) if kind == "open" else kind
        if kind == "open":
            configured.append(float(stage["probability"]) / 100 if "probability" in stage else None)
    never = {own["id"] for own in config.get("lost_reasons", []) if isinstance(own, dict) and own.get("counts") == "false"}
    as_of, until = (datetime.date.fromisoformat(text).toordinal() for text in (as_of, until))
    everything, open_now = [], {}
    for file in sorted((root / pipeline["dir"]).rglob("*.yaml")):
        lead = load(file)
        own = courses(lead["history"], stages, never, as_of, zone)
        everything += own
        if own and own[-1].end is None and "probability" not in lead and "hold" not in lead:
            open_now[file.stem] = own[-1].at(as_of)
    first, cuts = datetime.date.fromordinal(as_of).replace(day=1), []
    for _ in range(48):
        cuts.insert(0, first.toordinal() - 1)
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    methods, rows = ("base", "stage", "history"), {}
    for cut in (own for own in cuts if as_of - own <= LEARNT):
        learnt = Learnt(everything, cuts, len(configured), cut)
        there = [(course, course.at(cut)) for course in everything if course.at(cut)]
        for days in HORIZONS:
            if cut + days > as_of or not there or not any(n for _, n in learnt.shares(days)):
                continue
            given = {method: [learnt.chance(method, place, days) for _, place in there] for method in methods}
            given["configured"] = [configured[place[0]] for _, place in there]
            given["won_ever"] = [learnt.won_ever(place[0]) for _, place in there]
            outcomes = [course.won_within(cut, days) for course, _ in there]
            for method, chances in given.items():
                leads = [(p, won) for p, won in zip(chances, outcomes) if p is not None]
                rows.setdefault((method, days), []).append((cut, leads))
    told, adjustments = {"horizons": [], "leads": {}}, {}
    for days in HORIZONS:
        scores = {}
        for method in methods:
            given, adjustments[method, days] = learn(rows[method, days], days)
            scores[method] = score(given)
        for method in ("configured", "won_ever"):
            raw = [(len(leads), sum(p for p, _ in leads), sum(won for _, won in leads), squares(leads),
                    crps(wins([p for p, _ in leads], 0.0), sum(won for _, won in leads)))
                   for _, leads in rows[method, days] if leads]
            scores[method] = score(raw)
        told["horizons"].append({"days": days, "cuts": len(rows["base", days]), "methods": scores})
    ahead = until - as_of
    now = Learnt(everything, cuts, len(configured), as_of)
    nearest = min(HORIZONS, key=lambda days: abs(math.log(days / ahead)))
    for method in methods:
        shift = adjustments[method, nearest][0]
        told["leads"][method] = {
            lead: shifted(now.chance(method, place, ahead), shift) for lead, place in open_now.items()
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
