-- What `postbreach scan` asks of one canonical CSV, asked in DuckDB: the facts of every exposed charge, then the clauses
-- of every rule, then the score. `peers.py` fills in what stands in double braces, from the same data files under rules/:
--   file, breach          the charges, and the day on which the exposure began
--   kinds, identify       wordings of issuers; the patterns that take a descriptor apart, one statement each, in their order
--   clauses, weights      the rules' clauses as they stand, and what the fit says of each rule
-- What is simpler here than there, each time less work for this side: names of one household are not joined (cut names,
-- unlisted towns), patterns run once and not until none applies, contexts and unless silence a rule without a word,
-- streams are gaps of nearly equal amounts rather than the longest chain of them, a refund may credit several charges, a
-- line that only resembles a known one counts as known, and fees and interest, which keep the rules about merchants
-- silent, are not judged. Order histories are no part of a canonical CSV: their two facts are null on both sides.
-- Nothing is made readable: no sentence, no incident, no trace of a row to its line. `peers.py --facts` says for each fact
-- on how many charges both sides agree.

create or replace temp table raw as
select household, card, coalesce(transaction_date, posting_date) as day, descriptor, amount, currency,
    coalesce(foreign_currency, currency) as paid_in, nullif(country, '') as country, nullif(kind, '') as printed_kind{{line}}
from read_csv('{{file}}', header = true, columns = {
    'household': 'varchar', 'card': 'varchar', 'transaction_date': 'date', 'posting_date': 'date',
    'descriptor': 'varchar', 'amount': 'decimal(18,4)', 'currency': 'varchar', 'kind': 'varchar',
    'foreign_amount': 'decimal(18,4)', 'foreign_currency': 'varchar', 'country': 'varchar'});

create or replace temp table taken as
select descriptor, {{kinds}} as kind, {{credits}} as is_credit, upper_name as rest, null::varchar as exact, null::varchar as shop,
    null::varchar as core, null::boolean as online, null::varchar as town, null::varchar as tail
from (select distinct descriptor, trim(upper(nfc_normalize(descriptor))) as upper_name from raw);
{{wrappers}}
-- The town that ends a line, before a state or a country.
create or replace temp table ending as
with word as (select descriptor, string_split(rest, ' ') as words, len(words) as n from taken where contains(rest, ' ')),
coded as (
    select w.*, m.country as mark, coalesce(t.country, s.country) as state,
        n - (m.name is not null)::int - (case when m.name is null then s.name else t.name end is not null)::int as stop
    from word w left join mark m on m.name = words[-1] left join state s on s.name = words[-1]
        left join state t on t.name = words[-2]),
part as (select *, unnest([1, 2, 3, 4]) as k from coded)
select descriptor, arg_max(p.name, k) as town, arg_max(coalesce(mark, state, p.country), k) as tail,
    arg_max(array_to_string(words[1:stop - k], ' '), k) as rest
from part join town p on p.name = array_to_string(words[stop - k + 1:stop], ' ')
where stop > k and (stop < n or p.alone) group by descriptor;
update taken set rest = e.rest, town = e.town, tail = e.tail, online = coalesce(online, false)
from ending e where e.descriptor = taken.descriptor;
{{identify}}

create or replace temp table name as
with split as (select descriptor, string_split(shop, ' ') as words from taken),
word as (
    select descriptor, unnest(list_concat(words, list_transform(range(1, len(words)), lambda i: words[i] || ' ' || words[i + 1]))) as word
    from split),
class as (select descriptor, arg_min(c.class, c.place) as class from word join class_word c using (word) group by descriptor),
begin as (
    select descriptor, unnest([array_to_string(words[1:1], ' '), array_to_string(words[1:2], ' '),
        array_to_string(words[1:3], ' '), array_to_string(words[1:4], ' ')]) as literal
    from split),
brand as (
    select descriptor, arg_max(b.family, length(literal)) as family, arg_max(b.class, length(literal)) as class
    from begin join brand_word b using (literal) group by descriptor)
select t.descriptor, t.kind, t.is_credit, t.exact, t.shop, coalesce(b.family, t.core) as family, coalesce(b.class, c.class) as class,
    t.online, nullif(t.town, '') as town, nullif(t.tail, '') as tail, b.family is not null as brand,
    regexp_matches(t.exact, {{odd}}) as odd,
    translate(replace(replace(coalesce(b.family, t.core), 'RN', 'M'), 'VV', 'W'), '0123458 -.', 'OLZEASB') as skeleton
from taken t left join brand b using (descriptor) left join class c using (descriptor);

create or replace temp table charge as
select row_number() over (order by household, day) as id, r.*, coalesce(r.printed_kind, n.kind) as kind, n.exact, n.shop, n.family, n.class, n.skeleton,
    n.online, n.town, n.tail, n.brand, n.odd, r.amount / u.unit as units, u.unit, u.round_step,
    coalesce(r.country, case when r.paid_in <> r.currency and left(r.paid_in, 2) <> 'EU' and left(r.paid_in, 1) <> 'X'
        then left(r.paid_in, 2) end, n.tail) as land,
    r.day >= date '{{breach}}' as exposed
from raw r join name n using (descriptor) join unit u using (currency)
where r.amount > 0 and coalesce(r.printed_kind, n.kind) in ('purchase', 'cash-advance', 'fee', 'interest');

create or replace temp table bought as select * from charge where kind in ('purchase', 'cash-advance');
create or replace temp table past as select * from bought where not exposed;

-- What the history says.
create or replace temp table home as
select household, min(day) as first_day, max(day) as last_day, count(*) as charges, mode(currency) as currency,
    mode(coalesce(country, '')) as country
from past group by household;
create or replace temp table scale as
select household, currency, count(*) as n, max(amount) as highest,
    quantile_disc(amount, 0.95) as high, quantile_disc(amount, 0.93) as large
from past group by all;
create or replace temp table rank as
select household, currency, amount, times,
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
create or replace temp table gap as
select id, household, family, currency, day, amount, exposed, band,
    day - lag(day) over same as days, lead(day) over same - day as next_days,
    case when days between 26 and 35 or next_days between 26 and 35 then 26
         when days between 6 and 8 or next_days between 6 and 8 then 6
         when days between 355 and 375 or next_days between 355 and 375 then 355 end as shortest
from (select *, round(ln(amount::double) / 0.05) as band from bought)
window same as (partition by household, family, currency, band order by day);
create or replace temp table regular as
select household, family, currency, band, max(day) as latest, arg_max(amount, day) as last_amount,
    count(*) filter (days between 26 and 35) as monthly, count(*) filter (days between 6 and 8) as weekly,
    count(*) filter (days between 355 and 375) as yearly, max(days) filter (days between 6 and 375) as longest,
    count(*) filter (shortest is not null) as members, max(shortest) as shortest
from gap where not exposed group by all having monthly + weekly + yearly > 0;
create or replace temp table going as
select r.*, case when h.last_day - latest > longest * 1.5 then 'ended'
         when monthly >= 2 or weekly >= 2 or yearly >= 1 then 'mature' else 'early' end as state
from regular r join home h using (household);
create or replace temp table stream as
select household, family, arg_max(state, case state when 'mature' then 2 when 'early' then 1 else 0 end) as state
from going group by all;
create or replace temp table pure as
select household, family, currency, any_value(last_amount) as last_amount, any_value(shortest) as shortest
from going g join (select household, family, currency, count(*) as n from past group by all) p
    using (household, family, currency)
where state <> 'ended' group by all
having count(*) = 1 and any_value(state) = 'mature' and any_value(members) * 100 >= any_value(n) * 75;
create or replace temp table dear as
select household, currency, quantile_disc(last_amount, 0.75) as amount from going where state <> 'ended' group by all;
create or replace temp table extra as
select e.id from gap e join pure p using (household, family, currency)
join gap r on (r.household, r.family, r.currency) = (e.household, e.family, e.currency)
where e.exposed and e.shortest is null and r.shortest is not null and r.day <= e.day and e.day < r.day + p.shortest
group by e.id;
create or replace temp table seen_class as select distinct household, class from past where class is not null;
create or replace temp table seen_country as select distinct household, land from past where land is not null;
create or replace temp table seen_currency as
select distinct household, currency from past union select distinct household, paid_in from past;
create or replace temp table seen_exact as select distinct household, exact from past;
create or replace temp table seen_on_card as select distinct household, card, family from past;
create or replace temp table unseen as
select household, count(*) filter (charges = 1) / sum(charges) as share from family group by household;
create or replace temp table alike as
select household, skeleton, family from past group by all having count(*) >= 3;

-- Where the household is at home.
create or replace temp table card_home as
select household, card, mode(coalesce(country, '')) as country, count(*) as charges from past group by all;
create or replace temp table spenders as
select household, count(*) filter (c.charges * 100 >= h.charges * 20) > 1 as several
from card_home c join home h using (household) group by household;
create or replace temp table tail_home as
select household, tail from (
    select household, tail, count(*) as n, sum(count(*)) over (partition by household) as named
    from past where tail is not null group by household, tail) where n * 100 >= named * 10
union select household, left(currency, 2) from home where left(currency, 2) <> 'EU' and left(currency, 1) <> 'X'
union select household, country from home where country <> '';
create or replace temp table town_home as
select household, town from (
    select household, town, sum(count(*)) over (partition by household) as named,
        sum(count(*)) over (partition by household order by count(*) desc, town rows unbounded preceding) - count(*) as covered
    from past join home h using (household) where town is not null and day > h.last_day - 180 group by household, town)
where covered * 100 < named * 80;
create or replace temp table usual_town as select distinct household, family, town from past where town is not null;
create or replace temp table located as
select b.*, t.town is not null as home_town,
    case when h.currency is not null then b.paid_in <> b.currency or b.currency <> h.currency or
        case when b.country is null then b.tail is not null and l.tail is null
             else b.country <> coalesce(c.country, h.country) end end as "foreign",
    b.town is not null and t.town is null and u.town is null
        and exists (select 1 from town_home o where o.household = b.household) as in_other_town
from bought b left join home h using (household)
left join card_home c on (c.household, c.card) = (b.household, b.card)
left join tail_home l on (l.household, l.tail) = (b.household, b.tail)
left join town_home t on (t.household, t.town) = (b.household, b.town)
left join usual_town u on (u.household, u.family, u.town) = (b.household, b.family, b.town);
create or replace temp table moved as
select household, town, min(day) as since from (
    select household, town, day, in_other_town, count(*) filter (in_other_town) over here as here,
        count(*) over (partition by household order by day range between current row and interval 20 days following) as total,
        count(*) filter (in_other_town) over (partition by household, town order by day
            range between interval 16 days following and interval 20 days following) as late
    from located where in_other_town or home_town
    window here as (partition by household, town order by day range between current row and interval 20 days following))
where in_other_town and here >= 6 and here * 100 > total * 50 and late > 0 group by all;
create or replace temp table present as
select *, elsewhere is null and not coalesce(online, false) and "foreign" = false and not streamed
    and case when class is null then lives_there or family_charges >= 8
             when class in ('convenience', 'food', 'fuel', 'grocery', 'health', 'parking', 'retail', 'transit', 'vending')
                then lives_there or family_charges > 0
             else false end as at_home
from (
    select l.*, coalesce(m.since <= l.day, false) as moved, home_town or coalesce(m.since <= l.day, false) as lives_there,
        st.state is not null as streamed, coalesce(f.charges, 0) as family_charges,
        case when l.online then null when l."foreign" then coalesce(l.land, 'money ' || l.paid_in)
             when l.in_other_town and not coalesce(m.since <= l.day, false) then 'town ' || l.town end as elsewhere
    from located l left join moved m on (m.household, m.town) = (l.household, l.town)
    left join stream st on (st.household, st.family) = (l.household, l.family)
    left join family f on (f.household, f.family) = (l.household, l.family));
create or replace temp table at_home as select household, card, day, exposed from present where at_home;
create or replace temp table home_around as
select e.id, count(*) as charges from present e join spenders s using (household)
join at_home h on h.household = e.household and h.day between e.day - 1 and e.day + 1 and (not s.several or h.card = e.card)
where e.exposed and e.elsewhere is not null group by e.id;
create or replace temp table abroad as
select id, count(*) filter ("foreign") over (partition by household order by day
    range between interval 5 days preceding and interval 5 days following) as charges
from present;
-- Trips: stays elsewhere, and journeys through several towns or countries, that a booking, a ride or silence at home
-- explains.
create or replace temp table stay_row as
select household, trip, elsewhere, card, class, day, sum(apart) over (partition by household, trip order by day
    rows unbounded preceding) as stay
from (select *, (coalesce(day - lag(day) over (partition by household, trip order by day), 99) > 5)::int as apart
    from (select *, unnest([elsewhere, case when elsewhere like 'town %' then 'journey' else 'journey abroad' end]) as trip
        from present where elsewhere is not null));
create or replace temp table stay as
select household, trip, stay, min(first) as first, max(last) as last, list_distinct(flatten(list(cards))) as cards, bool_or(rides) as rides,
    array_to_string(list(regexp_replace(elsewhere, '^(town|money) ', '') order by charges desc, elsewhere)[1:3], ', ') as place
from (select household, trip, stay, elsewhere, count(*) as charges, min(day) as first, max(day) as last, list(distinct card) as cards,
        bool_or(coalesce(class = 'transit', false)) as rides
    from stay_row group by all)
group by household, trip, stay having sum(charges) >= case when trip like 'journey%' then 6 else 4 end;
create or replace temp table trip as
select t.* from (
    select y.*, coalesce(a.home, 0) as home,
        coalesce(a.past, 0) * (y.last - y.first + 1) // greatest(h.last_day - h.first_day + 1, 1) as usual,
        exists (select 1 from bought b where b.household = y.household and b.class = 'travel'
            and b.day between y.first - 80 and y.last) as booked
    from stay y join home h using (household) left join (
        select y.household, y.trip, y.stay, count(*) filter (h.day between y.first and y.last) as home,
            count(*) filter (not h.exposed) as past
        from stay y join spenders s using (household) join at_home h on h.household = y.household
            and (not s.several or list_contains(y.cards, h.card)) group by all) a
        on (a.household, a.trip, a.stay) = (y.household, y.trip, y.stay)) t
where not (home >= 2 and home * 100 > usual * 50)
    and (usual >= 4 and home * 100 <= usual * 25 or booked or rides);
create or replace temp table trip_of as
select id, arg_min(struct_pack(place := place, first := first, last := last), (trip like 'journey%', first, last, place)) as trip
from (
    select e.id, t.trip, t.first, t.last, t.place
    from present e join trip t on t.household = e.household and e.day between t.first - 1 and t.last + 1
    join stay_row r on (r.household, r.trip, r.stay) = (t.household, t.trip, t.stay)
        and r.day between e.day - 5 and e.day + 5
    where e.exposed and not e.at_home group by all having count(*) >= 4)
group by id;

-- What stands around a charge.
create or replace temp table new as
select b.*, coalesce(b.amount > s.large, b.units >= 30) as large, b.units <= 3 as tiny,
    (b.amount % b.round_step = 0) as round
from bought b left join family f using (household, family) left join scale s on (s.household, s.currency) =
    (b.household, b.currency) and s.n >= 20
where b.exposed and f.family is null;
create or replace temp table around_new as
select id,
    count(*) over days as here, count(*) filter (round) over (partition by household, family order by day
        range between interval 2 days preceding and interval 2 days following) as round_here
from new
window days as (partition by household, family order by day
        range between interval 3 days preceding and interval 3 days following);
create or replace temp table among_new as
select b.id, sum(b.amount) filter (n.id is not null) over (partition by b.household, b.currency order by b.day
        range between interval 3 days preceding and interval 3 days following) as sum_new,
    count(*) filter (n.large) over (partition by b.household order by b.day
        range between interval 3 days preceding and interval 3 days following) as new_large,
    count(*) filter (n.large) over (partition by b.household order by b.day
        range between current row and interval 10 days following) as large_later,
    count(*) filter (n.class in ('gift', 'digital')) over (partition by b.household order by b.day
        range between interval 2 days preceding and interval 2 days following) as gifts,
    max(b.day) filter (n.id is null) over (partition by b.household, b.card order by b.day
        range between unbounded preceding and interval 1 day preceding) as familiar_day
from bought b left join new n using (id);
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
create or replace temp table trial as
select id, begun.id as first from (
    select *, first_value(struct_pack(id := id, day := day, amount := amount)) over (
        partition by household, family, currency order by day, id) as begun
    from new)
where begun.day <= day - 3 and begun.amount * 3 <= amount;
create or replace temp table above as
select b.id, count(*) over (partition by b.household, b.family, b.currency order by b.day
    range between interval 3 days preceding and interval 3 days following) as charges
from bought b join place p using (household, family, currency) where b.amount > p.highest;
create or replace temp table near as
with letters as (select household, family, skeleton, charges, regexp_replace(lower(family), '[^\pL\pN]', '', 'g') as name
    from family join (select distinct household, family, skeleton from past) using (household, family)
    where charges >= 3 and length(name) >= 6)
select e.id, arg_max(k.family, k.charges) as name
from new e join letters k on k.household = e.household and k.skeleton <> e.skeleton
    and levenshtein(k.name, regexp_replace(lower(e.family), '[^\pL\pN]', '', 'g')) = 1
where not e.brand group by e.id;
create or replace temp table near_brand as
with letters as (select household, family, charges, regexp_replace(lower(shop), '[^\pL\pN]', '', 'g') as name
    from family join (select distinct household, family, shop from past where brand) using (household, family)
    where charges >= 3)
select e.id, arg_max(k.family, k.charges) as name
from new e join letters k on k.household = e.household
    and damerau_levenshtein(k.name, regexp_replace(lower(e.shop), '[^\pL\pN]', '', 'g')) = 1
where not e.brand and length(regexp_replace(lower(e.shop), '[^\pL\pN]', '', 'g')) >= 6 group by e.id;
create or replace temp table around as
select id,
    case when lag(day) over equal >= day - 2 then lag(id) over equal
         when lead(day) over equal <= day + 2 then lead(id) over equal end as equal_id,
    case when lag(day) over equal >= day - 2 then lag(id) over equal end as equal_earlier,
    (percent_rank() over (partition by household, currency order by amount)) as pct
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
    and f.day between e.day and e.day + 3 and f.amount * 100 <= e.amount * 25
where e.exposed group by e.id;
create or replace temp table refund as
select e.id, any_value(r.day) as day
from bought e join (select r.*, n.family from raw r join name n using (descriptor) where amount < 0) r
    on r.household = e.household and r.family = e.family and r.amount = -e.amount and r.day between e.day and e.day + 35
where e.exposed group by e.id;

create or replace temp table new_stream as
select id, count(*) over (partition by household, family, currency, band, run) as charges
from (
    select *, sum((coalesce(days between 26 and 35 or days between 6 and 8 or days between 355 and 375, false) = false)::int)
        over (partition by household, family, currency, band order by day rows unbounded preceding) as run
    from (select n.id, n.household, n.family, n.currency, n.day, g.band, n.day - lag(n.day) over (
            partition by n.household, n.family, n.currency, g.band order by n.day) as days
        from new n join gap g using (id)));
create or replace temp table project as
select e.id from new e join new n on (n.household, n.class) = (e.household, e.class) and n.day between e.day - 30 and e.day + 30
where e.class in ('health', 'home', 'project') and not coalesce(e.online, false) and not coalesce(n.online, false)
group by e.id having count(distinct n.family) >= 3 and max(n.day) - min(n.day) > 5;
create or replace temp table orphan as
select r.household, r.card, r.day, n.shop as name
from raw r join name n using (descriptor) left join family f on (f.household, f.family) = (r.household, n.family)
left join (select household, family, min(day) as first from bought group by all) b
    on (b.household, b.family) = (r.household, n.family)
where r.amount < 0 and coalesce(r.printed_kind, 'refund') = 'refund' and not n.is_credit and f.family is null and coalesce(b.first > r.day, true);
create or replace temp table orphan_of as
select e.id, arg_max(o.name, o.day) as name
from bought e join orphan o on (o.household, o.card) = (e.household, e.card) and o.day between e.day - 30 and e.day
where e.exposed group by e.id;
-- Names that go on where another stopped.
create or replace temp table habit as
select household, family, currency, split_part(family, ' ', 1) as word, count(*) as charges, min(amount) as least,
    max(amount) as most, max(gap) as longest_gap, max(day) as last_day
from (select *, day - lag(day) over (partition by household, family, currency order by day) as gap from past) group by all;
create or replace temp table alias as
select e.id, arg_max(h.family, h.last) as name
from (select *, min(day) over (partition by household, family, currency) as began from new) e
join (
    select h.*, max(b.day) as last, max(b.amount) as last_amount
    from habit h join bought b using (household, family, currency) group by all) h
    on (h.household, h.currency, h.word) = (e.household, e.currency, split_part(e.family, ' ', 1))
where length(h.word) >= 4 and h.last < e.began and (
    h.charges >= 5 and e.day - h.last > h.longest_gap and e.amount between h.least and h.most
    or abs(e.amount - h.last_amount) * 20 <= e.amount
        and (e.began - h.last between 26 and 35 or e.began - h.last between 6 and 8 or e.began - h.last between 355 and 375))
group by e.id;

create or replace temp table facts as
select e.id, e.household, e.day, e.descriptor, e.amount, e.kind, 'posted' as status, e.currency, e.class,
    e.units::double as amount_units, e.amount % e.round_step = 0 as amount_round, false as later_installment,
    false as may_be_older, e.day - date '{{breach}}' as days_since_exposure,
    coalesce(date '{{breach}}' - h.first_day, 0) as history_days_before, coalesce(h.charges, 0) as history_charges_before,
    f.family is not null as family_seen_before, sx.exact is not null as exact_seen_before,
    coalesce(f.charges, 0) as family_charges_before, coalesce(eq.times, 0) as family_equal_before,
    scu.currency is not null as currency_seen_before,
    case when e.land is not null then sco.land is not null end as country_seen_before,
    case when e.class is not null then scl.class is not null end as class_seen_before,
    case when s.n >= 20 then coalesce(k.below + case when k.amount < e.amount then k.times else 0 end, 0) / s.n end as amount_pct_before,
    case when p.n >= 4 then (ln(e.amount::double) - p.middle) / greatest(1.4826 * p.mad, 0.08) end as family_amount_z_before,
    coalesce(l.family, nb.name) as lookalike_of_before,
    case when l.family is null and nb.name is null then nn.name end as near_name_of_before, st.state as stream_before,
    case when s.n >= 20 then e.amount::double / s.highest::double end as amount_max_before,
    e.amount::double / p.highest::double as family_max_before,
    case when p.n >= 4 then p.again / p.n end as family_repeats_before, u.share as unseen_share_before,
    case when e.town is not null then e.home_town end as home_town_before, e.online, e.odd as odd_words,
    e.brand and l.family is null as known_brand, e."foreign",
    a.equal_id as equal_around, q.micro as micro_new_around, q.larger as larger_new_around,
    r.smaller as smaller_here_around, coalesce(nf.families, 0) as new_families_around,
    coalesce(an.here, 0) as new_charges_here_around, case when ns.charges >= 2 then ns.charges else 0 end as stream_new_around,
    tr.trip is not null as trip_around, coalesce(am.sum_new, 0)::double / s.high::double as new_sum_around,
    a.equal_earlier as equal_earlier_around, r.larger as larger_here_around,
    ti.first as trial_here_around, coalesce(r.smaller_count, 0) as smaller_here_count_around, a.pct as amount_pct_around,
    la.large as large_around, am.new_large as new_large_around, am.large_later as large_later_around, am.gifts as new_gift_around,
    coalesce(an.round_here, 0) as new_round_here_around, si.charges as family_charges_around,
    si.span as family_span_around, coalesce(av.charges, 0) as family_above_around, case when e."foreign" then fe.fee end as fee_around, e.land as country,
    (strftime(e.day, '%m-%d') between '11-15' and '12-31' or strftime(e.day, '%m-%d') between '02-01' and '02-14'
        or e.currency = 'JPY' and (strftime(e.day, '%m-%d') between '03-01' and '03-14'
            or strftime(e.day, '%m-%d') between '07-01' and '08-15')) as gift_season,
    e.day - am.familiar_day as card_quiet_days_before, oc.family is null as new_on_card_before,
    tr.trip.place as trip_place_around, tr.trip.first::varchar as trip_from_around, tr.trip.last::varchar as trip_to_around,
    case when e.elsewhere is null then 0 else coalesce(ha.charges, 0) end as home_charges_around,
    coalesce(ab.charges, 0) as abroad_charges_around, e.moved as moved_around, pr.id is not null as project_around,
    oo.name as orphan_refund_around, re.day as refund_of_equal_around,
    null::varchar as order_around, null::bigint as order_items_around,
    e.amount::double / pu.last_amount::double as stream_amount_change_before, ex.id is not null as stream_off_cadence_around,
    case when ns.charges >= 2 then e.amount > de.amount else false end as stream_new_dear_around, al.name as alias_of_before
from present e
left join home h using (household)
left join scale s on (s.household, s.currency) = (e.household, e.currency)
asof left join rank k on k.household = e.household and k.currency = e.currency and e.amount >= k.amount
left join family f on (f.household, f.family) = (e.household, e.family)
left join place p on (p.household, p.family, p.currency) = (e.household, e.family, e.currency)
left join equal_before eq on (eq.household, eq.family, eq.currency, eq.amount) = (e.household, e.family, e.currency, e.amount)
left join seen_exact sx on (sx.household, sx.exact) = (e.household, e.exact)
left join seen_currency scu on (scu.household, scu.currency) = (e.household, e.paid_in)
left join seen_country sco on (sco.household, sco.land) = (e.household, e.land)
left join seen_class scl on (scl.household, scl.class) = (e.household, e.class)
left join (select household, skeleton, min(family) as family from alike group by all) l
    on (l.household, l.skeleton) = (e.household, e.skeleton) and l.family <> e.family
left join stream st on (st.household, st.family) = (e.household, e.family)
left join unseen u on u.household = e.household
left join around a on a.id = e.id
left join around_new an on an.id = e.id
left join among_new am on am.id = e.id
left join new_families nf on nf.id = e.id
left join sequence q on q.id = e.id
left join rise r on r.id = e.id
left join trial ti on ti.id = e.id
left join above av on av.id = e.id
left join near nn on nn.id = e.id
left join near_brand nb on nb.id = e.id
left join large la on la.id = e.id
left join since si on si.id = e.id
left join fee fe on fe.id = e.id
left join seen_on_card oc on (oc.household, oc.card, oc.family) = (e.household, e.card, e.family)
left join refund re on re.id = e.id
left join new_stream ns on ns.id = e.id
left join trip_of tr on tr.id = e.id
left join home_around ha on ha.id = e.id
left join abroad ab on ab.id = e.id
left join project pr on pr.id = e.id
left join orphan_of oo on oo.id = e.id
left join pure pu on (pu.household, pu.family, pu.currency) = (e.household, e.family, e.currency)
left join extra ex on ex.id = e.id
left join dear de on (de.household, de.currency) = (e.household, e.currency)
left join alias al on al.id = e.id
where e.exposed;

-- The rules, and what they come to.
create or replace temp table asked as select *, {{clauses}} from facts;
copy (
    select household, id, day, descriptor, amount, 1 / (1 + exp(-({{weights}}))) as score, fired
    from (select *, list_filter([{{fired}}], lambda rule: rule is not null) as fired from asked)
    where len(fired) > 0 and 1 / (1 + exp(-({{weights}}))) >= {{medium}}
    order by household, score desc
) to '{{out}}' (header, delimiter ',');
