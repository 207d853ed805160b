# The words of the reports. Every word that people read is here; a third
# language is one file like this. N(x) writes a number in this language's style.

## Style of numbers, dates and money
decimal-mark = .
group-mark = ,
months-long = January February March April May June July August September October November December
months-short = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
date-long = { $day } { $month } { $year }
date-short = { $day } { $month }
quarter = Q{ $n } { $year }
fiscal-year = FY{ $year }
month-year = { $month } { $year }
date-range = { $from } – { $to }
money = { $symbol }{ $amount }
money-compact = { $symbol }{ $amount }{ $unit }
number-compact = { $amount }{ $unit }
# powers of ten and their names, from small to large
compact-units = 3 K 6 M 9 B 12 T
percent = { $number }%
days = { $number } { $one ->
    [yes] day
   *[no] days
}
working-days = { $number } { $one ->
    [yes] working day
   *[no] working days
}
# working days, in a board of few columns
working-days-short = { $number } wd
hours-long = { $number } { $one ->
    [yes] hour
   *[no] hours
}
per-day = { $money } a day
sample = of { $n }
none = –

## Head
report = Sales pipeline report
page-title = Sales pipeline report, { $name }, as of { $date }
skip = Skip to the content
contents = Contents
as-of = As of
period = Period
filter = Filter
filter-all = All pipelines
filter-pipeline = Pipeline { $pipeline }
filter-everyone = all owners
filter-owner = owner { $owner }
filter-where = only leads where { $condition }
counted-how = Stages counted by
mode-cohort = Leads begun
mode-entered = Entries
mode-period = Events
mode-cohort-means = follows the leads begun in the period
mode-entered-means = follows those that entered each stage in the period
mode-period-means = counts the events of the period
basis-past = Stages and activities are those of { $date }; value, owner and expected close are what the files say today ({ $today }).
basis-revision = The files are those of a commit of { $date }: value, owner and expected close stand as they stood then.
basis-past-revision = Stages and activities are those of { $date }; value, owner and expected close are what the files of { $files } say.
tax = Values are without tax, in { $currency }.
data = Data
headline = { $open ->
    [one] { N($open) } open lead
   *[other] { N($open) } open leads
} worth { $value }; { N($won) } won in the period, worth { $won_value }.

## What a report opens with
opening-won-of = { $won } won of { $target }.
opening-won-of-deals = { $won ->
    [one] { N($won) } deal
   *[other] { N($won) } deals
} won of { N($target) }.
opening-reached = Target reached: { $won } won of { $target }.
opening-reached-deals = Target reached: { $won ->
    [one] { N($won) } deal
   *[other] { N($won) } deals
} won of { N($target) }.
opening-behind = { $gap } to go in { $days }: behind schedule.
opening-behind-deals = { N($gap) } to go in { $days }: behind schedule.
opening-on-time = { $gap } to go in { $days }: on schedule.
opening-on-time-deals = { N($gap) } to go in { $days }: on schedule.
opening-won = { $value } won in { $n ->
    [one] { N($n) } deal
   *[other] { N($n) } deals
}.
opening-won-count = { $n ->
    [one] { N($n) } deal
   *[other] { N($n) } deals
} won.
opening-won-none = Nothing won yet.
opening-open = { $value } is open in { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}.
opening-open-count = { $n ->
    [one] { N($n) } lead is open
   *[other] { N($n) } leads are open
}.
opening-open-none = Nothing is open.
opening-left = { $period }, { $days } left
opening-pace = { $rate } reached with { $gone } of the time gone
opening-target = target
opening-ahead = expected
opening-expected = { $n ->
    [0] no open lead is expected to close by { $date }
    [one] { $value } in { N($n) } lead expected to close by { $date }
   *[other] { $value } in { N($n) } leads expected to close by { $date }
}
opening-expected-count = { $n ->
    [0] no open lead is expected to close by { $date }
    [one] { N($n) } open lead expected to close by { $date }
   *[other] { N($n) } open leads expected to close by { $date }
}
opening-year = { $n ->
    [one] { N($n) } deal
   *[other] { N($n) } deals
} in 12 months
opening-months = in 12 months
opening-open-leads = { N($n) } open
todo = To do
waiting-overdue = { N($n) } overdue
waiting-today = { N($n) } due today
waiting-rotting = { N($n) } rotting
waiting-soon = { N($n) } due this week
waiting-none = nothing due this week
todo-all = All that is due
so-far = So far
so-far-closed = { $won ->
    [one] { N($won) } deal
   *[other] { N($won) } deals
} won and { N($lost) } lost since { $date }.
so-far-rate = { N($won) } of { N($n) } closed were won.
so-far-sources = Leads came from { $sources }.
so-far-target = { $target }: { $note }.
so-far-more = Rates, curves and comparisons are shown once there are five of a kind.
too-few-parts = Too few to tell yet: { $parts }.

## Headline figures
headlines = Headline figures
open-value = Open value
open-value-note = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}; weighted { $weighted }
won-value = Won value
won-value-note = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
} won in the period
win-rate = Win rate
win-rate-note = { N($won) } of { N($n) } closed
conversion = Conversion of new leads
conversion-note = { N($won) } of { N($n) } won so far, { N($open) } still open
interval = probably { $range }
cycle = Time to win, typical
cycle-note = { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
}; nine of ten within { $p90 }
cycle-short = { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
}
cycle-unknown = { N($n) } without a cycle
days-to-win = Time to win
cycle-half = half take less
average = Average deal
average-note = of { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
} with a value
velocity = Sales velocity
velocity-note = { N($open) } open × { $rate } × { $average } ÷ { $days } on average
new = New leads
new-note = begun in the period
new-reopened = begun in the period; { N($n) } reopened
new-transferred = { N($n) } from another pipeline
too-few = too few
nothing-yet = none yet

## Funnel
funnel = Funnel
funnel-table = Funnel by stage, { $period }
funnel-title-lowest = Fewest go on from { $stage }: { $rate } of { N($n) } decided there
funnel-title-tie = Fewest go on from { $stage } and { $others ->
    [one] { N($others) } other stage
   *[other] { N($others) } other stages
}: { $rate }
funnel-title-one = { $rate } went on from { $stage }, of { N($n) } decided there
funnel-title-few = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
} entered the funnel: too few to compare stages
funnel-title-none = No lead entered the funnel in this period
funnel-sub-cohort = Leads begun in the period: how far they have come by now.
funnel-sub-entered = Leads that entered each stage in the period: what became of them by now. Every stage has its own group.
funnel-sub-period = Those there when the period began and those that entered in it: what became of them by its end.
funnel-note = Decided: advanced or lost; those still open do not count.
funnel-unknown-path = { $n ->
    [one] { N($n) } more is in no stage, as its way is not known
   *[other] { N($n) } more are in no stage, as their way is not known
}.
settled = Went on
settled-short = Went on
raw = Of all entered
stage = Stage
entered = Entered
entered-count = { N($n) } entered
entered-carried = { N($n) } entered, { N($carried) } carried
carried = Carried in
advanced = advanced
advanced-head = Advanced
here = still here
here-head = Still here
moved-back = moved back
moved-back-head = Moved back
transferred = to another pipeline
transferred-head = Transferred
lost = lost
lost-head = Lost
skipped = Skipped
interval-95 = Probably
lowest = lowest
funnel-row = { $stage }: { N($entered) } entered, { N($advanced) } advanced, { N($here) } still here, { N($back) } moved back, { N($lost) } lost.
funnel-row-carried = { $stage }: { N($carried) } carried in, { N($entered) } entered, { N($advanced) } advanced, { N($here) } still here, { N($back) } moved back, { N($lost) } lost.
funnel-row-transferred = { $stage }: { N($n) } to another pipeline.

## The pipeline now
now = Pipeline now
by-stage = Open value by stage
by-owner = Open value by owner
stage-title = { $share } of the open value is at { $stage }
stage-title-all = All of the open value is at { $stage }
stage-title-tie = { $stage } and { $other } hold the most open value, { $share } each
stage-title-unvalued = { $n ->
    [one] { N($n) } open lead, not yet valued
   *[other] { N($n) } open leads, none of them valued yet
}
stage-title-none = No open leads
owner-title = { $owner } holds { $share } of the open value
owner-title-all = { $owner } holds all of the open value
owner-title-two = { $owner } and { $other } hold { $share } of the open value
full = full
weighted = weighted
open-sub = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}, { N($unvalued) } without a value
weights = Chances to win: { N($lead) } from the lead itself, { N($history) } from history, { N($stage) } from the stage, { N($unweighted) } not known.
leads = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}
lead-count = Leads
lead = Lead
value = Value
weighted-head = Weighted
owner = Owner
value-row = { $label }: { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}, { $value }, weighted { $weighted }.
value-row-bare = { $label }: { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}, { $value }.
others = others ({ N($n) })

## Rotting
rotting = Rotting
rotting-title = { $n ->
    [one] { N($n) } lead is rotting
   *[other] { N($n) } leads are rotting
}, worth { $value }
rotting-title-unvalued = { $n ->
    [one] { N($n) } lead is rotting
   *[other] { N($n) } leads are rotting
}, not yet valued
rotting-title-count = { $n ->
    [one] { N($n) } lead is rotting
   *[other] { N($n) } leads are rotting
}
rotting-title-none = No lead is rotting
rotting-sub = Idle for longer than the stage allows, and no next step is due within as many days; the longest first.
rotting-more = { $n ->
    [one] { N($n) } more rotting lead
   *[other] { N($n) } more rotting leads
}
idle = Idle
limit = limit { $days }
idle-days = Days idle against the limit of the stage

## Results
results = Won and lost
months-sub = Won up, lost down; leads closed in each month
incomplete = month not complete
closed-title = Most wins in { $month }: { N($n) } of { N($total) } in the period
closed-title-tie = Most wins in { $month } and { $other }, { N($n) } each
closed-title-many = At most { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
} a month, in { N($months) } months
closed-title-lost = None won yet; { N($n) } lost
closed-title-none = Nothing closed in this period yet
won = won
won-head = Won
new-head = New
month = Month
month-row = { $month }: { N($won) } won, { N($lost) } lost.
closed-table = Won and lost by month
won-title = { $month } was highest: { $value } of { $total }
won-title-tie = { $value } at most, in { N($months) } months
won-title-all = All won value came in { $month }: { $value }
won-title-none = No won value in this period yet
won-sub = Value of the leads won in each month, in { $unit }
won-table = Won value by month
won-row = { $month }: { $value }.

## Where leads are won
segments = Where leads are won
by-source = By source
by-product = By product
by-industry = By industry
by-owner-head = By owner
by-group = By group
group = Group
no-group = no group
target-group = group { $group }
target-where = where { $condition }
industry = Industry
no-industry = no industry
source = Source
product = Product
segment-title = { $label } wins most often: { $rate } of { N($n) } closed
segment-title-chance = { $label } wins most often, { $rate } of { N($n) }; could be chance
segment-title-one = { $label }: { $rate } won of { N($n) } closed
segment-title-of = { $of }: { $title }
segment-title-tie = { $label } and { $other } win equally often, { $rate }; could be chance
segment-title-ties = { N($ties) } win equally often, { $rate }; could be chance
segment-title-few = { $begins ->
    [yes] Too few closed to compare
   *[other] too few closed to compare
}
segment-title-none = { $begins ->
    [yes] Nothing closed in this period yet
   *[other] nothing closed in this period yet
}
segment-sub = Won, of the leads closed in the period; the line shows where the true rate probably is
segment-row = { $label }: { $rate }, of { N($n) }.
no-source = no source
no-product = no product
no-owner = no owner
no-reason = no reason
open-head = Open
open-value-head = Open value
won-value-head = Won value
average-head = Average
cycle-head = Time to win
win-rate-head = Win rate

## Losses
losses = Loss reasons
loss-title = { $label }: { N($n) } of { $total ->
    [one] { N($total) } loss
   *[other] { N($total) } losses
}
loss-title-tie = { $label } and { $other } lead, { N($n) } each of { N($total) } losses
loss-title-none = Nothing was lost in this period
disqualified = { $n ->
    [one] { N($n) } more was lost for a reason that does not count, and is in no figure
   *[other] { N($n) } more were lost for a reason that does not count, and are in no figure
}: { $sources }.
disqualified-of = { $source } { N($n) }
loss-sub = Leads lost in the period by reason, and their value
loss-sub-bare = Leads lost in the period by reason
pareto-sub = the line: the reasons so far, added up
loss-row = { $label }: { N($n) } lost, { $value }; { $together } so far.
loss-row-bare = { $label }: { N($n) } lost; { $together } so far.
together = Together
reason = Reason
count = Count

## How long it takes
times = How long it takes
stays = Time in stage
stays-sub = Days of the stays that ended in the period:
ages = Waiting now
ages-sub = Days the open leads have been in their stage:
median = half within
p90 = nine of ten within
leads-head = Leads
median-head = Half within
p90-head = Nine of ten within
stay-title = { $stage } takes longest: typically { $median }
stay-title-none = No stay ended in this period
age-title = Those at { $stage } have been there longest: typically { $median }
age-title-none = No open leads
days-title-few = Too few to compare stages
days-row = { $label }: half within { $median }, nine of ten within { $p90 }, { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
}.
cycle-title = Half of the wins took { $median } or less, nine of ten { $p90 }
cycle-title-few = { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
}: too few to say how long winning takes
cycle-title-none = None won yet
cycle-sub = Wins of the period by the days from start to won
cycle-spread = Sales cycle
cycle-row = { $range }: { N($n) } won.
from-to = { N($from) }–{ N($to) }
days-head = Days
median-is = half within { $days }
time-to-win = Time to win
curve-title = After { $days } { $won } are won and { $lost } lost
curve-title-none = Nothing to follow in this period yet
curve-title-few = { $n ->
    [one] { N($n) } win
   *[other] { N($n) } wins
} of those begun in the period: too few to say how long winning takes
curve-sub = Of { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
} begun in the period; the band shows where the true share probably is. Those still open are followed as far as they have come.
curve-few = It is drawn as far as five are followed; under ten it is rough.
curve-median = Half are won after { $days }.
curve-row = { $days }: { $won } won, { $lost } lost, { N($n) } still followed.
days-axis = days
followed = followed
followed-head = Still followed

## Closing ahead
closing = Closing ahead
closing-sub = Open leads by the month they are expected to close in:
closing-title = { $month } is expected to bring most: { $most }
closing-title-both = { $month } is expected to bring most: { $most }; { $n ->
    [one] { N($n) } lead is
   *[other] { N($n) } leads are
} past their date
closing-title-late = { $n ->
    [one] { N($n) } lead is
   *[other] { N($n) } leads are
} past their expected date, worth { $value }
closing-title-undated = No open lead has an expected date
overdue = past its date
undated = no date
later = later ({ N($n) })

## Better than last time
compared = Compared
change-up = ↑ { $by } from { $from }
change-down = ↓ { $by } from { $from }
change-same = as before, { $from }
change-none = nothing to compare with
change-chance = { $change }; could be chance
points = { $n ->
    [one] { N($n) } point
   *[other] { N($n) } points
}
n-times = { $n } times
versus-previous = the period before
versus-year_before = a year before
versus-given = the days asked for
versus-previous-is = The period before: { $range }.
versus-year_before-is = A year before: { $range }.
versus-given-is = The days asked for: { $range }.
trail-note = Small lines: the same figure on that day of each of the last twelve months, each over a period as long; { $date } is the last.
trail-table = The headline figures month by month

## What stands out
standing = What stands out
standing-note = What is compared was tested, and is probably not chance. None of these sentences claims a cause.
advice = The handbook:
leads-behind = { $n ->
    [one] the lead behind it
   *[other] the { N($n) } leads behind it
}
standing-leak = Most are lost at { $stage }: { N($lost) } of { N($n) } decided there; { $rate } went on, at the other stages together { $rest }.
standing-slow = { $stage } takes longer than in the period before: typically { $days }, of { N($n) }; before { $before }.
standing-reason = “{ $reason }” is given more often: { N($count) } of { N($n) } losses, in the period before { N($before) } of { N($past) }.
standing-rotting = { $n ->
    [one] { N($n) } open lead
   *[other] { N($n) } open leads
} worth { $value } stood still for longer than the stage allows.
standing-rotting-count = { $n ->
    [one] { N($n) } open lead
   *[other] { N($n) } open leads
} stood still for longer than the stage allows.
standing-target = The target { $label } is behind schedule: { $rate } reached with { $gone } of the time gone. { $gap } is missing; that takes { $deals ->
    [one] { N($deals) } more win
   *[other] { N($deals) } more wins
} in { $days }.
standing-segment-better = { $side } “{ $label }” wins more often: { $rate } of { N($n) } closed, all others { $rest }; probably not chance.
standing-segment-worse = { $side } “{ $label }” wins less often: { $rate } of { N($n) } closed, all others { $rest }; probably not chance.
standing-improvement-better = “{ $action }” seems to help at { $stage }: { $after } of { N($n) } went on, before { $before } of { N($past) }; probably not chance.
standing-improvement-worse = Since “{ $action }” fewer go on at { $stage }: { $after } of { N($n) }, before { $before } of { N($past) }; probably not chance.
standing-improvement-unsure = “{ $action }” at { $stage }: { $after } of { N($n) } went on, before { $before } of { N($past) }; that could be chance.
standing-again = { $n ->
    [one] { N($n) } lead lost in the period has
   *[other] { N($n) } leads lost in the period have
} no next step: nobody means to ask again.
standing-customers = { $n ->
    [one] { N($n) } customer won has
   *[other] { N($n) } customers won have
} no open lead.

## Targets
targets = Targets
targets-title = { N($n) } of { $total ->
    [one] { N($total) } target
   *[other] { N($total) } targets
} reached
targets-sub = dashed: the time gone; the line: the target.
target = Target
reached = reached
deals = Deals
gap = Missing
coverage = Coverage
target-money = { $won } of { $target }; { $gap } missing
target-deals = { N($won) } of { N($target) } deals; { N($gap) } missing
target-row = { $label }: { $rate } reached, { $note }; { $gone } of the time gone.
needed-title = { $label }: { $n ->
    [one] { N($n) } more win
   *[other] { N($n) } more wins
} in { $days }
needed-sub = What that takes at each stage, if as many go on from there as before.
needed-cost = At the cost of a won lead: { $cost }.
needed-table = What is needed for { $label }
needed-leads = Needed
missing = Missing
to-won = Typical time to won
too-long = longer than is left

## Effort
effort = Effort
effort-title = { $n ->
    [one] { N($n) } activity
   *[other] { N($n) } activities
}, { $hours ->
    [one] { N($hours) } hour
   *[other] { N($hours) } hours
}, { $cost }
effort-title-hours = { $n ->
    [one] { N($n) } activity
   *[other] { N($n) } activities
}, { $hours ->
    [one] { N($hours) } hour
   *[other] { N($hours) } hours
}
effort-title-bare = { $n ->
    [one] { N($n) } activity
   *[other] { N($n) } activities
}
effort-per-won = A won lead costs { $cost }, the lost ones included.
effort-first = The first contact comes typically { $days } after the start, of { N($n) }; { N($without) } had none.
effort-first-hours = Where both times are known, it comes typically { $hours } after the start, of { N($n) }.
activities = Activities
hours = Hours
cost = Cost
kind = Kind
source-cost-title = What a won lead costs, by source
source-cost-sub = Cost of the period’s activities on all leads of a source, the lost ones too, by its wins.
per-won = A won lead

## Customers
customer = Customer
customers = Customers
ending-title = { $n ->
    [0] No contract ends within 90 days
    [one] { N($n) } contract ends within 90 days
   *[other] { N($n) } contracts end within 90 days
}
again-sub = { $rate } of { N($n) } customers were won again ({ $range }).
again-few = Of { $n ->
    [one] { N($n) } customer
   *[other] { N($n) } customers
}: too few to say how many come back.
retained = { $n ->
    [one] { N($n) } recurring contract
   *[other] { N($n) } recurring contracts
} worth { $ended } a year ended in the period: { $gross } of that goes on (gross retention), { $net } with what was added (net retention).
retained-few = { $n ->
    [one] { N($n) } recurring contract
   *[other] { N($n) } recurring contracts
} worth { $ended } a year ended in the period: { $kept } a year goes on, { $grown } with what was added; too few for a rate.
ends = Ends
renewal = Renewal
renewal-none = not begun
renewal-open = under way
renewal-won = won
renewal-lost = lost
without-open-title = { $n ->
    [0] Every customer has an open lead
    [one] { N($n) } customer without an open lead
   *[other] { N($n) } customers without an open lead
}
without-open-sub = Customers won, the latest first: ask for the next need.
won-on = Won on
more-leads = { $n ->
    [one] and { N($n) } more
   *[other] and { N($n) } more
}

## Improvements
improvements = What was changed
improvement-title = { $action } ({ $stage }, since { $date })
improvement-sub = How many of those decided went on from { $stage }, in as many days before and after.
improvement-not-yet = It has not begun.
improvement-few = Too few to compare yet.
improvement-differs = The two differ; that is probably not chance.
improvement-chance = The difference could be chance.
before = before
after = after
what = What

## More of wins and losses
by-size = By the customer’s size
size = Employees
no-size = size not told
by-early = By activities in the first 14 days
early = Activities
p-head = By chance (p)
by-criterion = By { $criterion }
not-judged = not judged
won-reasons = Why leads are won
wins-tested = * wins more or less often than all others together; probably not chance.
loss-by-stage = Lost from which stage
loss-by-competitor = Lost to which competitor
loss-by-owner = Lost by owner
loss-by-source = Lost by source
created-lost = stage not known
competitor = Competitor
no-competitor = none named

## Several pipelines
all-pipelines = all pipelines
total = All pipelines
together-head = Together
pipeline = Pipeline

## Data quality
quality = Data quality
left-out-title = { $n ->
    [one] { N($n) } file is not counted
   *[other] { N($n) } files are not counted
}
left-out-none = Every file is counted
left-out-sub = No figure of this report includes these files.
left-out-more = { $n ->
    [one] { N($n) } more file
   *[other] { N($n) } more files
}
file = File
why = Why
unvalued-open = { $n ->
    [one] { N($n) } open lead has no value
   *[other] { N($n) } open leads have no value
}: counted, not summed.
unvalued-won = { $n ->
    [one] { N($n) } won lead has no value
   *[other] { N($n) } won leads have no value
}: not in the average.
unvalued-list = { $n ->
    [one] { N($n) } lead without a value
   *[other] { N($n) } leads without a value
}
unvalued-absent = says no value
unvalued-no_rate = no exchange rate for its day
unvalued-out_of_range = a value that cannot be
superseded = { $n ->
    [one] { N($n) } win was taken over by a later attempt of the same lead
   *[other] { N($n) } wins were taken over by later attempts of the same leads
}: counted, not valued.

## How to read it
reading = How to read this
table = Table
tables = Tables
definition = How it is counted
reading-sub = The command beside an entry prints its formula, the leads it counts and those it leaves out, and why.
read-as-of = All figures are as of
read-as-of-means = one date, from history and activities up to it. Both ends of the period belong to it.
read-rate = 41% (30–54%, of 61)
read-rate-means = counted from 61, the true rate is probably between 30% and 54%: the 95% interval by Wilson. Under five it says “too few” and gives no number.
read-chance = Probably not chance
read-chance-means = Fisher’s exact test against all others, Mann–Whitney for days, corrected by Holm for all that were tried, says so at 5%. A lead that was opened again may count twice.
read-attempt = Attempt
read-attempt-means = a lead’s way from entering an open stage until won, lost or the date of the report. A reopened lead begins a new attempt. Counts and rates count attempts; money counts leads.
read-win-rate-means = won ÷ (won + lost), of those closed in the period.
read-conversion-means = leads new in the period and won by now ÷ all new leads.
read-weighted-means = the sum of value × chance to win: the lead’s own, by history, or the stage’s.
read-cycle-means = days from the start of the attempt to won.
read-velocity-means = open count × win rate × average deal ÷ mean cycle.
read-stage = Advanced, still here, moved back, lost
read-stage-means = whatever entered a stage is exactly one of these: it reached a further stage; this was the furthest and it is still here; this was the furthest and it is now at an earlier one; this was the furthest and it was lost, or went to another pipeline. Settled conversion: advanced ÷ (advanced + lost). Skipped: it reached a further stage without standing here.
read-rotting-means = days since anything happened exceed the stage’s limit, and no next step is due within as many days.
read-new-means = leads whose first history entry falls in the period. Attempts begun again in it are told apart, as reopened, and so are leads that came from another pipeline.
read-open-means = leads whose latest attempt is open, and the sum of their values.
read-won-means = attempts won in the period. Money is that of the lead’s latest attempt; an earlier win counts and is not valued.
read-average-means = won value ÷ won leads that have a value.
read-lost-means = attempts lost in the period, by the reason of the closing.
read-time-in-stage-means = days of the stays that ended in the period, one a visit, and the ages of those that last; the two are never mixed.
read-time-to-win-means = how likely an attempt is won, or lost, by so many days since its start (Aalen–Johansen); those still open are followed as far as they have come.
read-closing-means = open leads by the month of their expected close; those past their date and those without one apart.
read-losses-means = attempts lost in the period, from every side: reason, stage lost from, owner, source, industry, competitor. Each list holds every loss once.
read-wins-means = won ÷ (won + lost) of each segment’s closed attempts. One differs beyond chance where Fisher’s exact test against all others, corrected by Holm for all segments tried, says so at 5%.
read-targets-means = won in the target’s period ÷ target. Deals still needed: the larger of the missing value ÷ average deal and the missing deals; leads at a stage: those deals ÷ settled conversion from there. Coverage: open value expected in its time ÷ what is missing.
read-effort-means = activities of the period, their minutes and cost. A won lead costs all costs of the period, those of lost leads too, ÷ wins.
read-retention-means = of the customers won, how many were won again; contracts that end within 90 days; customers without an open lead.
read-retained-means = Of recurring contracts that ended in the period, how much goes on a year: what renews them, at most as much as ended (gross retention), or all of it with what was added (net retention).
read-improvements-means = the stage’s settled conversion in as many days before and after a change, with both intervals.
stamp-commit = From commit { $commit }, configuration { $configuration }, corong { $version }.
stamp-changed = From commit { $commit } (with changes), configuration { $configuration }, corong { $version }.
stamp-partial = From a part of commit { $commit }, configuration { $configuration }, corong { $version }.
stamp-partial-changed = From a part of commit { $commit } (with changes), configuration { $configuration }, corong { $version }.
stamp-files = From files that no commit holds, configuration { $configuration }, corong { $version }.
made-by = Made with corong from lead files, { $date }.

## Lists of leads
list-id = Lead
list-title = Title
list-company = Company
list-pipeline = Pipeline
list-stage = Stage
list-owner = Owner
list-source = Source
list-value = Value
list-annual = Per year
list-weighted = Weighted
list-probability = Chance
list-expected-close = Closes
list-next-step = Next step
list-hold = On hold until
list-due = Due
list-age = Age
list-in-stage = In stage
list-idle = Idle
list-idle-working = Idle (working days)
list-score = Score
list-tags = Tags

## One lead
lead-people = { $n } people
lead-stage = Stage
lead-stage-days = { $stage } for { $days }
lead-idle = Rotting
lead-rotting = nothing has happened for { $idle }, { $limit } are allowed
lead-attempt = Attempt
lead-attempt-number = number { $n }
lead-owner = Owner
lead-credited = Credited with it
lead-split = Value shared
lead-value = Value
lead-no-value = not said
lead-converted = { $own } ({ $converted })
lead-no-rate = { $own } (no exchange rate)
lead-of-products = { $money }, the sum of the products
lead-weighted = Weighted
lead-weighted-by = { $money } ({ $chance })
lead-expected-close = Expected close
lead-hold = On hold until
lead-next-step = Next step
lead-no-step = none
lead-by = By
lead-source = Source
lead-tags = Tags
lead-contract = Contract
lead-renews = Renews
lead-renewed-by = Renewed by
lead-extends = Adds to
lead-extended-by = Added to by
lead-contacts = Contacts
lead-qualification = Qualification
lead-met = met
lead-partial = partial
lead-unmet = unmet
lead-unknown = not known
lead-products = Products
lead-price = at { $price } = { $sum }
lead-recurs = { $price } a { $per ->
    [month] month
    [quarter] quarter
   *[year] year
} for { $term ->
    [one] { N($term) } month
   *[other] { N($term) } months
}
lead-less = { $price }, less { $discount }
lead-annual = Recurring
annual-a-year = { $money } a year
held-head = On hold
held-note = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
} on hold, worth { $value }
held-count = { $n ->
    [one] { N($n) } lead
   *[other] { N($n) } leads
} on hold
annual-head = Recurring
annual-both = { $open } a year open, { $won } a year won
annual-note = { $money } a year recurring
lead-custom = More
lead-timeline = Timeline
lead-gap = … nothing for { $days }
lead-gap-now = … nothing for { $days }, until now
lead-minutes = { N($n) } min
lead-notes = Notes
lead-findings = To be mended
lead-today = today
lead-tomorrow = tomorrow
lead-late = { $days } overdue
lead-ahead = in { $days }

## The agenda
agenda-head = { $from } – { $to }
agenda-overdue = Overdue
agenda-due = Due
agenda-holds = On hold until
agenda-closing = Expected to close
agenda-rotting = Rotting
agenda-contracts = Contracts that end
agenda-idle = nothing for { $idle }, { $limit } are allowed
agenda-weekdays = Mon Tue Wed Thu Fri Sat Sun
agenda-calendar = { $name }: sales
agenda-closes = Expected to close: { $customer }
agenda-hold-ends = No longer on hold: { $customer }
agenda-ends = Contract ends: { $customer }

## The board
board-closed = { $stage } (last { $days } days)
board-rotting = rotting { $days }
board-held = on hold until { $date }
board-without-held = without the { $n ->
    [one] lead
   *[other] { N($n) } leads
} on hold
board-small = Too small: 24 × 8 at least
board-filter = Filter: { $text }
board-keys = arrows walk · Enter opens · > < move · w won · x lost · u undo · ? help · q quit
board-help = What the keys do
board-help-walk = arrows, h j k l: walk
board-help-page = Enter: the lead's page
board-help-move = > or m: to the next stage; <: back one
board-help-close = w: won; x: lost
board-help-log = c or a: log a call or another activity
board-help-filter = /: filter as you type; Esc: all again
board-help-reload = r: read the files again (they are watched too)
board-help-quit = q: quit
board-refused = Refused
board-refused-keys = s: fill in a field · Esc: leave it
board-leave = Esc: leave it
board-choose-reason = { $lead } → { $stage }. Why?
board-choose-kind = { $lead }: What was done?
board-type-summary = { $lead }: What came of it?
board-type-field = FIELD=VALUE
board-done = { $what } · u takes it back
board-help-hold = o: on hold, and taken up again; H: without what is on hold
board-type-hold = { $lead }: On hold until? friday, +6w, 2027-02-01
board-help-next = t: the next step, and by when
board-help-set = s: set a field, such as value=1000
board-help-new = n: a new lead in the first stage
board-help-undo = u: take back the last change made here; again the one before
board-help-pipeline = p: the next pipeline
board-type-set = { $lead }: FIELD=VALUE
board-type-next = { $lead }: What is to be done next?
board-type-due = { $lead }: By when? friday, +3d, 2026-11-28
board-type-title = New lead: what is it about?
board-type-company = New lead: which company? Empty for none
board-type-value = New lead: what is it worth? Empty where not known
board-nothing = no lead here

## The past
trend = Trend
trend-table = What was open, by stage
trend-sub = What was open on each day, by stage, in { $unit }; the line is the weighted value.
trend-sub-count = Open leads on each day, by stage.
trend-up = Open value rose to { $value }, from { $then } on { $date }
trend-down = Open value fell to { $value }, from { $then } on { $date }
trend-same = Open value is { $value }, as on { $date }
trend-count = { $n ->
    [one] { N($n) } lead is open
   *[other] { N($n) } leads are open
}, { N($before) } on { $date }; none is valued
trend-none = Nothing was open
trend-git = Each day is as the last commit up to it held the files.
trend-both = From { $date } on each day is as the last commit up to it held the files; earlier days come from the leads' own histories, with the values and owners they have now.
trend-history = No commit is old enough: the days come from the leads' own histories, with the values and owners they have now.
trend-known = git knows since { $date }
trend-row = { $date }: { $n ->
    [one] { N($n) } open lead
   *[other] { N($n) } open leads
}, { $value }, weighted { $weighted }.
date = Date
from-git = git
from-history = histories
from-files = files
comes-from = From
slips = Dates pushed later
slips-title = { N($leads) } of { $of ->
    [one] { N($of) } dated lead was
   *[other] { N($of) } dated leads were
} pushed later, { $pushes ->
    [one] once
   *[other] { N($pushes) } times
}, typically by { $median }
slips-none = No expected date was pushed later in the period
slips-unknown = How dates slipped is known to git only, and there is no commit here
slips-sub = Commits of the period that set the expected date of an open lead later.
slips-typical = Wins came typically { $days } after the date first expected ({ N($n) } wins).
slips-typical-early = Wins came typically { $days } before the date first expected ({ N($n) } wins).
slips-typical-even = Wins came typically on the date first expected ({ N($n) } wins).
slips-typical-few = How late wins come after the date first expected: too few to tell ({ N($n) }).
slips-typical-none = How late wins come after the date first expected is not known yet.
slips-corrected = Closing ahead, corrected by that
slips-corrected-sub = An open lead is taken to close no earlier than its first expected date and the typical slip.
slips-by-owner = Pushed, by owner
slips-by-stage = Pushed, by stage
slips-worst = Pushed furthest
pushes-head = Pushes
pushed-days = Days later
was-expected = Was expected
now-expected = Now expected
as-said = As said
corrected-head = Corrected
read-trend-means = What was open on past days, by stage: as the last commit on or before the day held the files; before the first commit from the leads' own histories, with today's fields.
read-slips-means = How often and how far commits set the expected date of an open lead later, and how late wins come after the date first expected.

## What a branch did to the pipeline
diff-title = What changes in the pipeline
diff-nothing = No lead changed.
diff-headline = { $parts }; { $open }
diff-open = open value { $from } → { $to } ({ $change })
diff-open-same = open value stays at { $value }
diff-part-new = { $n ->
    [one] { N($n) } new lead ({ $value })
   *[other] { N($n) } new leads ({ $value })
}
diff-part-won = { N($n) } won ({ $value })
diff-part-lost = { N($n) } lost ({ $value })
diff-part-reopened = { N($n) } reopened ({ $value })
diff-part-moved = { N($n) } moved
diff-part-changed = { N($n) } changed
diff-part-transferred = { N($n) } to another pipeline
diff-part-removed = { N($n) } removed
diff-part-unreadable = { N($n) } not counted any more
diff-part-readable = { N($n) } counted again
diff-part-later = { N($n) } expected later
diff-part-configuration = the configuration changed
diff-before = Before
diff-after = After
diff-change = Change
diff-open-leads = Open leads
diff-how = How the open value came about
diff-leads = Leads
diff-line-start = Open before
diff-line-new = New
diff-line-transferred-in = From another pipeline
diff-line-reopened = Reopened
diff-line-increased = Worth more
diff-line-decreased = Worth less
diff-line-won = Won
diff-line-lost = Lost
diff-line-removed = Removed
diff-line-transferred-out = To another pipeline
diff-line-unreadable = Not counted / counted again
diff-line-currency = Exchange rates
diff-line-end = Open after
diff-what = What happened
diff-what-won = Won, from { $from }
diff-what-won-new = New and won
diff-what-lost = Lost, from { $from }
diff-what-lost-new = New and lost
diff-what-reopened = Reopened in { $to }
diff-what-new = New in { $to }
diff-what-forwards = { $from } → { $to }
diff-what-backwards = Back from { $from } to { $to }
diff-what-transferred = { $from } → { $to }, in another pipeline
diff-what-changed = Changed in { $to }
diff-what-renamed = Renamed in { $to }
diff-what-removed = Removed from { $from }
diff-what-removed-unread = Removed
diff-what-unreadable = Not counted any more
diff-what-twice = Not counted: lies in { $stages } at once
diff-what-readable = Counted again, in { $to }
diff-what-and-more = { $what }; { N($n) } more below
diff-details = { $n ->
    [one] Details of { N($n) } lead
   *[other] Details of { N($n) } leads
}
diff-more = { $n ->
    [one] … and { N($n) } more lead; corong diff shows them all.
   *[other] … and { N($n) } more leads; corong diff shows them all.
}
diff-field = { $field }: { $from } → { $to }
diff-field-id = Renamed
diff-field-title = Title
diff-field-company = Company
diff-field-probability = Probability
diff-field-criterion = Qualification { $criterion }
diff-field-folder = Folder, which its history does not say
diff-pushed-later = { $days } later
diff-pushed-earlier = { $days } earlier
diff-later = { $n ->
    [one] { N($n) } lead is expected later: { $leads }
   *[other] { N($n) } leads are expected later: { $leads }
}
diff-earlier = { $n ->
    [one] { N($n) } lead is expected earlier: { $leads }
   *[other] { N($n) } leads are expected earlier: { $leads }
}
diff-place = A file of this lead lies in { $stage }: { $path }
diff-why = Why: { $why }
diff-gate-field = { $field } is filled in
diff-gate-passed = Now fulfilled for { $stage }: { $what }
diff-gate-failed = Not fulfilled any more for { $stage }: { $what }
diff-gate-failing = Still missing for { $stage }: { $what }
diff-files = the files here
diff-compared = Compared: { $base } as of { $from } with { $head } as of { $to }. Values are without tax, in { $currency }.
diff-currency-before = The currency of the workspace was { $before } and is { $now }: the values before are converted by the rates after.

## The site
site-pages = Pages
site-overview = Overview
site-figures = Figures
site-more-pages = More
site-board = Board
site-agenda = Agenda
site-leads = Leads
site-owners = Owners
site-sources = Sources
site-companies = Companies
site-wins = Wins
site-losses = Losses
site-months = Months
site-findings = Findings
site-findings-n = Findings ({ N($n) })
site-as-of = As of { $date }.
site-commit = Commit
site-changed = with changes not yet committed
site-last-changed = Last changed on { $date }, commit
site-last-changed-by = Last changed on { $date } by { $by }, commit
site-unchanged-since = Last changed on or before { $date }.
site-changed-since = Changes not yet committed.
site-configuration = Configuration
site-left-out = Not shown on this site: { $what }.
site-some-hidden = Some leads are not part of this site; every figure counts only those that are.
site-private-email = contacts’ e-mail
site-private-phone = contacts’ phone
site-private-costs = costs
site-private-notes = notes
site-stage-hidden = stage { $n }
site-finding-hidden = Something has to be mended in a field that is not shown here.
site-search = Search leads
site-results = { "{n}" } found
site-no-results = Nothing found
site-shown = { "{n}" } of { "{all}" }
site-more = Show more
site-sum = { N($n) } { $kind }, { $value }
site-sum-bare = { N($n) } { $kind }
site-sum-open = open
site-pager = Pages of this list
site-late = late
site-overdue = Overdue
site-when = When
site-closes = Closes
site-again = reopened since
site-earlier = { N($n) } more closed before { $date }
site-all-of-owner = All leads of this owner
site-doer = By
site-no-leads = No leads yet: `corong new "Title"` makes the first one.
site-no-match = No lead matches.
site-closed-on = Closed
site-filter-text = Title, company or next step
site-state = State
site-all = All
site-board-sub = { $n ->
    [one] { N($n) } open lead
   *[other] { N($n) } open leads
}, { N($rotting) } rotting. As of { $date }; those that rot first, then by value.
site-unvalued = { N($n) } without a value
site-no-value = no value
site-no-step = no next step
site-in-stage = { $days } here
site-rotting = Rotting: idle { $days }
site-rotting-long = Rotting: nothing has happened for { $idle }, { $limit } are allowed
site-empty = no lead
site-last-days = last 30 days
site-nothing-due = Nothing is due.
site-idle = idle { $days }
site-by = by
site-way-head = Way through the stages
site-way = { $days } in { $n ->
    [one] { N($n) } step
   *[other] { N($n) } steps
}
site-way-back = { $days } in { N($n) } steps; { $back ->
    [one] { N($back) } step back
   *[other] { N($back) } steps back
}
site-way-again = { $way }; { N($n) } attempts
site-skipped = skipped
site-reopened-at = Reopened at { $stage }
site-duration = Duration
site-start-to-close = from the start to the close
site-way-sub = Days at each stage; dark: where it is now, dashed: a step back
site-not-reached = not reached
site-back-to = Back to { $stage }
site-from = from { $stage }, after { $days }
site-begun = the start
site-reason = Reason: { $reason }
site-lost-to = Lost to { $competitor }
site-facts = Facts
site-company = Company
site-country = Country
site-website = Website
site-weight = weight { $n }
site-time = Time
site-whole-hours = { $hours } h
site-hours = { $hours } h { $minutes } min
site-first-activity = First contact
site-contact-in = { $stage }; a contact of theirs
site-after-start = { $days } after the start
site-not-counted = No figure counts this file until it is mended.
site-not-read = not read
site-error = Error
site-warning = Warning
site-line = line { N($n) }
site-findings-sub = { $errors ->
    [one] { N($errors) } error
   *[other] { N($errors) } errors
}, { $warnings ->
    [one] { N($warnings) } warning
   *[other] { N($warnings) } warnings
}
site-until = until { $date }
site-steps = Next steps
site-open-leads = Open leads
site-closed-leads = Closed leads
site-won-leads = Won leads
site-lost-leads = Lost leads
site-n-open = { N($n) } open
site-companies-n = { $n ->
    [one] { N($n) } company
   *[other] { N($n) } companies
}
site-incomplete = The month is not over.
site-versus-month = Changes are against the month before, as of its last day.

## Forecast
fc-head = { $name }: what will be won by { $date }
fc-title = { $name }: forecast until { $date }
fc-until = forecast until { $date }
fc-answer = { $low } to { $high } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} will probably be won by { $date }, worth { $least } to { $most }.
fc-answer-count = { $low } to { $high } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} will probably be won by { $date }.
fc-answer-one = { $low } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} will probably be won by { $date }, worth { $least } to { $most }.
fc-answer-one-count = { $low } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} will probably be won by { $date }.
fc-answer-middle = About { $mean } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} may be won by { $date }, worth about { $value }; there is too little history to say how sure that is.
fc-answer-middle-count = About { $mean } of { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
} may be won by { $date }; there is too little history to say how sure that is.
fc-answer-unknown = { $n ->
    [one] 1 lead is open
   *[other] { N($n) } leads are open
}; nothing like them has been won yet, so that nobody can say how many will be by { $date }.
fc-answer-none = No lead is open, so that none can be won by { $date }.
fc-target = The target of { $target } for { $period } is reached in { N($runs) } of 100 runs: { $won } won so far, about { $expected } in the end.
fc-target-deals = The target of { $target } deals for { $period } is reached in { N($runs) } of 100 runs: { $won } won so far, about { $expected } in the end.
fc-target-middle = Of the target of { $target } for { $period } { $won } is won so far, and about { $expected } may be in the end.
fc-target-deals-middle = Of the target of { $target } deals for { $period } { $won } are won so far, and about { $expected } may be in the end.
fc-for = { $period }
fc-for-who = { $period }, { $who }
fc-new = Not in the pipeline yet: new business may bring about { $mean } more wins by then, worth about { $value }.
fc-new-band = Not in the pipeline yet: new business may bring about { $mean } more wins by then, worth about { $value }. Both together: { $low } to { $high } wins, worth { $least } to { $most }.
fc-largest = The largest open lead, { $title } ({ $value }), has a chance of { $p }.
fc-largest-band = The largest open lead, { $title } ({ $value }), has a chance of { $p }; without it the others bring { $least } to { $most }.
fc-by-base = by what share of all open leads was won in as many days
fc-by-stage = by what share of the open leads in each stage was won in as many days
fc-by-history = by stage and by how long a lead has been in it
fc-by-dates = by the expected dates, and how far such dates slipped
fc-rests = Chances are found { $method }: that was closest at { $cuts ->
    [one] 1 past month end
   *[other] { N($cuts) } past month ends
}.
fc-rests-held = Chances are found { $method }: that was closest at { $cuts ->
    [one] 1 past month end
   *[other] { N($cuts) } past month ends
}. The band held what was won at { N($held) } of { N($of) }.
fc-rests-asked = Chances are found { $method }, as was asked for.
fc-rests-little = Every lead has the chance that all had: there are fewer than 3 past month ends with 5 wins between them, too few to tell leads apart or to give a band.
fc-rests-little-some = Every lead without a chance of its owner’s has the chance that all had: there are fewer than 3 past month ends with 5 wins between them, too few to tell leads apart or to give a band.
fc-rests-little-own = Each lead has the chance that its owner gave it: there are fewer than 3 past month ends with 5 wins between them, too few to give a band.
fc-rests-little-none = There are fewer than 3 past month ends with 5 wins between them, too few to say how likely leads are won.
fc-runs = Played through { $runs } times, from seed { $seed }; a band holds in 8 of 10 runs.
fc-months = By month
fc-by = Won by
fc-wins = Wins
fc-band = 8 of 10 runs
fc-p10 = Low (P10)
fc-p50 = Middle (P50)
fc-p90 = High (P90)
fc-leads = The open leads
fc-chance = Chance
fc-own = its own estimate
fc-blank = { "" }
fc-backtest = What would have been said at past month ends
fc-backtest-sub = Each method learnt only what was known by then. Off: how far what was said is from what came, per lead and in all (as a part of what was won); less is better. Too many/few: expected against won.
fc-backtest-none = No month end is long enough past.
fc-horizon = { $days } ahead: { $cuts ->
    [one] 1 month end
   *[other] { N($cuts) } month ends
}, { $n ->
    [one] 1 open lead
   *[other] { N($n) } open leads
}, { N($won) } won in time
fc-method = Method
fc-brier = Off per lead (Brier)
fc-crps = Off in all (CRPS)
fc-bias = Too many/few
fc-method-base = all alike
fc-method-stage = by stage
fc-method-history = by stage and age
fc-method-dates = by expected date
fc-method-configured = the stages’ percentages
fc-method-won_ever = won ever, by stage
fc-coverage = The band held what was won at { N($held) } of { N($of) } month ends.
fc-coverage-few = The band held what was won at { N($held) } of { N($of) } month ends, too few to tell how often it will.
fc-calibration = What was said, and what became of it
fc-calibration-sub = A dot for each tenth of chances, the larger the more leads; on the line as many were won as was said.
fc-calibration-row = Said { $said }, won { $won } of { N($n) }.
fc-said = Chance
fc-leads-n = Leads
fc-mean = Said
fc-became = Won
fc-fan = What of the open leads is won by when
fc-fan-sub = The line is the middle, the band holds in 8 of 10 runs.
fc-fan-sub-middle = The middle alone: there is too little history for a band.
fc-fan-row = By { $date } about { $mean }, from { $low } to { $high }.
read-forecast-means = How many of the open leads are won by when: chances come from what became of leads that were as far and as old at earlier month ends, and the band holds in 8 of 10 runs. A target counts new business too. `corong forecast --backtest` shows how right it was.
fc-likely = likely
fc-likely-range = 8 of 10 times between { $low } and { $high }
fc-section = What is likely by { $date }
fc-short = Forecast
diff-likely = Likely won by { $date }: { $after } instead of { $before }.
diff-likely-same = Likely won by { $date }: { $after }, as before.
diff-target = The target of { $period } is reached in { $after } of 100 runs instead of { $before }.
diff-target-same = The target of { $period } is reached in { $after } of 100 runs, as before.
fc-fan-middle = By { $date } about { $mean }.
fc-scored = How good were we
fc-scored-held = { $n ->
    [one] 1 frozen forecast can be judged by now: { $mean } wins were expected, { $won } came
   *[other] { N($n) } frozen forecasts can be judged by now: { $mean } wins were expected in all, { $won } came
}; the band held at { N($held) } of { N($of) }.
fc-scored-mean = { $n ->
    [one] 1 frozen forecast can be judged by now: { $mean } wins were expected, { $won } came
   *[other] { N($n) } frozen forecasts can be judged by now: { $mean } wins were expected in all, { $won } came
}.
fc-scored-later = { $n ->
    [one] 1 of these was
   *[other] { N($n) } of these were
} made later than the day that it is of.
fc-scored-hindsight = { $n ->
    [one] 1 frozen forecast was made only after the days
   *[other] { N($n) } frozen forecasts were made only after the days
} that it would be judged by, and is left out.
fc-scored-chances = Owners gave { $n ->
    [one] 1 lead that has closed since
   *[other] { N($n) } leads that have closed since
} a chance of their own, { $said } on average; { $won } of { N($n) } were won.
fc-scored-late = Wins came typically { $days } later than their owners had said ({ $n ->
    [one] 1 win
   *[other] { N($n) } wins
}); on average they were { $off } off.
fc-scored-early = Wins came typically { $days } earlier than their owners had said ({ $n ->
    [one] 1 win
   *[other] { N($n) } wins
}); on average they were { $off } off.
fc-scored-even = Wins came typically on the day that their owners had said ({ $n ->
    [one] 1 win
   *[other] { N($n) } wins
}); on average they were { $off } off.
fc-scored-commits = What owners said is what held 30 days before a lead closed, else what they said first, as commits and frozen forecasts have it.
fc-scored-forecasts = What owners said is what held 30 days before a lead closed, else what they said first, as frozen forecasts have it.
fc-scored-files = What owners said is what the files say now: no commit tells what they said before.
fc-scored-none = Nothing can be judged yet: no forecast was frozen whose days are over (`corong forecast --freeze` keeps one), and no lead that has closed had a chance or an expected date before.
fc-scored-shrunk = Off and days off are beside ten more estimates as good as everybody’s, so that a few do not decide.
fc-frozen = Frozen forecasts and what came
fc-frozen-on = Frozen on
fc-frozen-said = Expected
fc-frozen-held = Band held
fc-frozen-yes = yes
fc-frozen-no = no
fc-people = What owners said and what came
fc-people-n = Chances
fc-people-wins = Dated wins
fc-off = Off (Brier)
fc-off-alike = Off if all alike
fc-days-off = Days off
fc-days-late = Days late
fc-everybody = everybody
fc-fan-target = still missing to the target of { $period }: { $missing }
fc-more = By month
fc-there-won = Won so far
fc-there-target = Target
fc-there-expected = Expected by then
