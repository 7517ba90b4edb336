-- What `postbreach scan` asks of one canonical CSV, asked in DuckDB: the facts of every exposed charge, then the clauses
-- of every rule, then the score. `peers.py` fills in what stands in double braces, from the same data files under rules/:
--   file, breach          the charges, and the day on which the exposure began
--   kinds, identify       wordings of issuers; the patterns that take a descriptor apart, one statement each, in their order
--   clauses, weights      the rules' clauses as they stand, and what the fit says of each rule
-- What is simpler here than there: names of one household are not joined (cut names, unlisted towns), patterns run once
-- and not until none applies, contexts and unless silence a rule without a word, streams are gaps of equal amounts.
-- What is left out stands as null at the end of `facts`; peers.py counts it. Nothing is made readable: no sentence, no
-- incident, no trace of a row to its line.

create or replace temp table raw as
select household, card, coalesce(transaction_date, posting_date) as day, descriptor, amount, currency,
    coalesce(foreign_currency, currency) as paid_in, nullif(country, '') as country
from read_csv('{{file}}', header = true, columns = {
    'household': 'varchar', 'card': 'varchar', 'transaction_date': 'date', 'posting_date': 'date',
    'descriptor': 'varchar', 'amount': 'decimal(18,4)', 'currency': 'varchar', 'kind': 'varchar',
    'foreign_amount': 'decimal(18,4)', 'foreign_currency': 'varchar', 'country': 'varchar'});

create or replace temp table taken as
select descriptor, {{kinds}} as kind, upper_name as rest, null::varchar as exact, null::varchar as shop, null::varchar as core
from (select distinct descriptor, trim(upper(nfc_normalize(descriptor))) as upper_name from raw);
{{identify}}

create or replace temp table name as
with split as (select descriptor, string_split(shop, ' ') as words from taken),
word as (select descriptor, unnest(words) as word from split),
class as (select descriptor, arg_min(c.class, c.place) as class from word join class_word c using (word) group by descriptor),
begin as (
    select descriptor, unnest([array_to_string(words[1:1], ' '), array_to_string(words[1:2], ' '),
        array_to_string(words[1:3], ' '), array_to_string(words[1:4], ' ')]) as literal
    from split),
brand as (
    select descriptor, arg_max(b.family, length(literal)) as family, arg_max(b.class, length(literal)) as class
    from begin join brand_word b using (literal) group by descriptor)
select t.descriptor, t.kind, t.exact, coalesce(b.family, t.core) as family, coalesce(b.class, c.class) as class,
    translate(replace(replace(coalesce(b.family, t.core), 'RN', 'M'), 'VV', 'W'), '0123458 -.', 'OLZEASB') as skeleton
from taken t left join brand b using (descriptor) left join class c using (descriptor);

create or replace temp table charge as
select row_number() over (order by household, day) as id, r.*, n.kind, n.exact, n.family, n.class, n.skeleton,
    r.amount / u.unit as units, u.unit, u.round_step, r.day >= date '{{breach}}' as exposed
from raw r join name n using (descriptor) join unit u using (currency)
where r.amount > 0 and n.kind in ('purchase', 'cash-advance', 'fee', 'interest');

create or replace temp table bought as select * from charge where kind in ('purchase', 'cash-advance');
create or replace temp table past as select * from bought where not exposed;

-- What the history says.
create or replace temp table home as
select household, min(day) as first_day, count(*) as charges, mode(currency) as currency, mode(country) as country
from past group by household;
create or replace temp table scale as
select household, currency, count(*) as n, max(amount) as highest,
    quantile_disc(amount, 0.95) as high, quantile_disc(amount, 0.93) as large
from past group by all;
create or replace temp table rank as
select household, currency, amount,
    coalesce(sum(times) over (partition by household, currency order by amount
        rows between unbounded preceding and 1 preceding), 0) as below
from (select household, currency, amount, count(*) as times from past group by all);
create or replace temp table family as
select household, family, count(*) as charges from past group by all;
create or replace temp table place as
with equal as (select household, family, currency, amount, count(*) as times from past group by all),
middle as (select household, family, currency, median(ln(amount::double)) as middle from past group by all),
spread as (
    select household, family, currency, any_value(middle) as middle, count(*) as n, max(amount) as highest,
        median(abs(ln(amount::double) - middle)) as mad
    from past join middle using (household, family, currency) group by all),
repeated as (
    select household, family, currency, sum(times) filter (times > 1) as again from equal group by all)
select s.*, coalesce(r.again, 0) as again from spread s join repeated r using (household, family, currency);
create or replace temp table equal_before as
select household, family, currency, amount, count(*) as times from past group by all;
create or replace temp table stream as
with gap as (
    select household, family, day, amount, max(day) over (partition by household) as last_day,
        day - lag(day) over (partition by household, family, currency, round(ln(amount::double) / 0.05) order by day) as days
    from past),
regular as (
    select household, family, max(day) as latest, any_value(last_day) as last_day,
        count(*) filter (days between 26 and 35) as monthly, count(*) filter (days between 6 and 8) as weekly,
        count(*) filter (days between 355 and 375) as yearly, max(days) filter (days between 6 and 375) as longest
    from gap group by all)
select household, family,
    case when last_day - latest > longest * 1.5 then 'ended'
         when monthly >= 2 or weekly >= 2 or yearly >= 1 then 'mature' else 'early' end as state
from regular where monthly + weekly + yearly > 0;
create or replace temp table seen_class as select distinct household, class from past where class is not null;
create or replace temp table seen_country as select distinct household, country from past where country is not null;
create or replace temp table seen_currency as
select distinct household, currency from past union select distinct household, paid_in from past;
create or replace temp table seen_exact as select distinct household, exact from past;
create or replace temp table seen_on_card as select distinct household, card, family from past;
create or replace temp table unseen as
select household, count(*) filter (charges = 1) / sum(charges) as share from family group by household;
create or replace temp table alike as
select household, skeleton, family from past group by all having count(*) >= 3;

-- What stands around a charge.
create or replace temp table new as
select b.*, coalesce(b.amount > s.large, b.units >= 30) as large, b.units <= 3 as tiny,
    (b.amount % b.round_step = 0) as round
from bought b left join family f using (household, family) left join scale s on (s.household, s.currency) =
    (b.household, b.currency) and s.n >= 20
where b.exposed and f.family is null;
create or replace temp table around_new as
select id,
    count(*) over days as here,
    sum(amount) over (partition by household, currency order by day
        range between interval 3 days preceding and interval 3 days following) as sum_new,
    count(*) filter (large) over everywhere as new_large,
    count(*) filter (class in ('gift', 'digital')) over vouchers as gifts,
    count(*) filter (round) over (partition by household, family order by day
        range between interval 2 days preceding and interval 2 days following) as round_here
from new
window days as (partition by household, family order by day
        range between interval 3 days preceding and interval 3 days following),
    everywhere as (partition by household order by day
        range between interval 3 days preceding and interval 3 days following),
    vouchers as (partition by household order by day
        range between interval 2 days preceding and interval 2 days following);
create or replace temp table new_families as
select e.id, count(distinct n.family) as families
from bought e join new n on n.household = e.household and n.day between e.day - 3 and e.day + 3
where e.exposed group by e.id;
create or replace temp table sequence as
select e.id, arg_max(t.id, t.day) filter (t.tiny and t.day between e.day - 10 and e.day) as micro,
    arg_min(t.id, t.day) filter (t.large and t.day between e.day and e.day + 10) as larger
from bought e join new t on t.household = e.household and t.family <> e.family
    and t.day between e.day - 10 and e.day + 10 and (t.tiny or t.large)
where e.exposed group by e.id;
create or replace temp table rise as
select e.id, arg_max(n.id, n.day) filter (n.day < e.day and e.day - n.day between 3 and 16 and n.amount * 3 <= e.amount) as smaller,
    arg_min(n.id, n.day) filter (n.day > e.day and n.day - e.day between 3 and 16 and e.amount * 3 <= n.amount) as larger,
    count(*) filter (n.amount < e.amount and n.day between e.day - 16 and e.day) as smaller_count
from new e join new n on (n.household, n.family, n.currency) = (e.household, e.family, e.currency) and n.id <> e.id
    and n.day between e.day - 16 and e.day + 16
group by e.id;
create or replace temp table around as
select id,
    case when lag(day) over equal >= day - 2 then lag(id) over equal
         when lead(day) over equal <= day + 2 then lead(id) over equal end as equal_id,
    case when lag(day) over equal >= day - 2 then lag(id) over equal end as equal_earlier,
    (percent_rank() over (partition by household, currency order by amount)) as pct,
    day - lag(day) over (partition by household, card order by day) as quiet_days
from bought
window equal as (partition by household, family, currency, amount order by day, id);
create or replace temp table large as
select b.id, count(*) filter (coalesce(b.amount > s.large, b.units >= 30)) over (partition by b.household order by b.day
    range between interval 3 days preceding and interval 3 days following) as large
from bought b left join scale s on (s.household, s.currency) = (b.household, b.currency) and s.n >= 20;
create or replace temp table since as
select id, count(*) over f as charges, max(day) over f - min(day) over f as span
from bought where exposed window f as (partition by household, family, currency);
create or replace temp table fee as
select e.id, min(f.id) as fee
from bought e join charge f on f.household = e.household and f.card = e.card and f.kind = 'fee'
    and f.day between e.day and e.day + 3
where e.exposed group by e.id;
create or replace temp table refund as
select e.id, any_value(r.day) as day
from bought e join (select r.*, n.family from raw r join name n using (descriptor) where amount < 0) r
    on r.household = e.household and r.family = e.family and r.amount = -e.amount and r.day between e.day and e.day + 35
where e.exposed group by e.id;

create or replace temp table facts as
select e.id, e.household, e.day, e.descriptor, e.amount, e.kind, 'posted' as status, e.currency, e.class,
    e.units::double as amount_units, e.amount % e.round_step = 0 as amount_round, false as later_installment,
    false as may_be_older, e.day - date '{{breach}}' as days_since_exposure,
    coalesce(date '{{breach}}' - h.first_day, 0) as history_days_before, coalesce(h.charges, 0) as history_charges_before,
    f.family is not null as family_seen_before, sx.exact is not null as exact_seen_before,
    coalesce(f.charges, 0) as family_charges_before, coalesce(eq.times, 0) as family_equal_before,
    scu.currency is not null as currency_seen_before,
    case when e.country is not null then sco.country is not null end as country_seen_before,
    case when e.class is not null then scl.class is not null end as class_seen_before,
    case when s.n >= 20 then coalesce(k.below, 0) / s.n end as amount_pct_before,
    case when p.n >= 4 then (ln(e.amount::double) - p.middle) / greatest(1.4826 * p.mad, 0.08) end as family_amount_z_before,
    l.family as lookalike_of_before, st.state as stream_before,
    case when s.n >= 20 then e.amount::double / s.highest::double end as amount_max_before,
    e.amount::double / p.highest::double as family_max_before,
    case when p.n >= 4 then p.again / p.n end as family_repeats_before, u.share as unseen_share_before,
    e.paid_in <> e.currency or e.currency <> h.currency or coalesce(e.country, '') <> coalesce(h.country, '') as "foreign",
    a.equal_id as equal_around, q.micro as micro_new_around, q.larger as larger_new_around,
    r.smaller as smaller_here_around, coalesce(nf.families, 0) as new_families_around,
    coalesce(an.here, 0) as new_charges_here_around, an.sum_new::double / s.high::double as new_sum_around,
    a.equal_earlier as equal_earlier_around, r.larger as larger_here_around,
    coalesce(r.smaller_count, 0) as smaller_here_count_around, a.pct as amount_pct_around,
    la.large as large_around, coalesce(an.new_large, 0) as new_large_around, coalesce(an.gifts, 0) as new_gift_around,
    coalesce(an.round_here, 0) as new_round_here_around, si.charges as family_charges_around,
    si.span as family_span_around, fe.fee as fee_around, e.country,
    (month(e.day) = 12 or month(e.day) = 11 and day(e.day) >= 15 or month(e.day) in (2, 3) and day(e.day) <= 14) as gift_season,
    a.quiet_days as card_quiet_days_before, oc.family is null as new_on_card_before,
    re.day as refund_of_equal_around,
    {{nulls}}
from bought e
left join home h using (household)
left join scale s on (s.household, s.currency) = (e.household, e.currency)
asof left join rank k on k.household = e.household and k.currency = e.currency and e.amount >= k.amount
left join family f on (f.household, f.family) = (e.household, e.family)
left join place p on (p.household, p.family, p.currency) = (e.household, e.family, e.currency)
left join equal_before eq on (eq.household, eq.family, eq.currency, eq.amount) = (e.household, e.family, e.currency, e.amount)
left join seen_exact sx on (sx.household, sx.exact) = (e.household, e.exact)
left join seen_currency scu on (scu.household, scu.currency) = (e.household, e.paid_in)
left join seen_country sco on (sco.household, sco.country) = (e.household, e.country)
left join seen_class scl on (scl.household, scl.class) = (e.household, e.class)
left join (select household, skeleton, min(family) as family from alike group by all) l
    on (l.household, l.skeleton) = (e.household, e.skeleton) and l.family <> e.family
left join stream st on (st.household, st.family) = (e.household, e.family)
left join unseen u on u.household = e.household
left join around a on a.id = e.id
left join around_new an on an.id = e.id
left join new_families nf on nf.id = e.id
left join sequence q on q.id = e.id
left join rise r on r.id = e.id
left join large la on la.id = e.id
left join since si on si.id = e.id
left join fee fe on fe.id = e.id
left join seen_on_card oc on (oc.household, oc.card, oc.family) = (e.household, e.card, e.family)
left join refund re on re.id = e.id
where e.exposed;

-- The rules, and what they come to.
create or replace temp table asked as select *, {{clauses}} from facts;
copy (
    select household, id, day, descriptor, amount, 1 / (1 + exp(-({{weights}}))) as score, fired
    from (select *, list_filter([{{fired}}], lambda rule: rule is not null) as fired from asked)
    where len(fired) > 0 and 1 / (1 + exp(-({{weights}}))) >= {{medium}}
    order by household, score desc
) to '{{out}}' (header, delimiter ',');
