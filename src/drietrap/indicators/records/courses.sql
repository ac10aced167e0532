-- From delivered rows to what is counted. Read by counting.py. The temporary tables span (period, first_day,
-- last_day), delivered (period, kind, code, ends, last) and place (year, code, municipality, region) say which
-- rows and where; record holds the rows (columns of register.Record).
--
-- Numbers stand for persons, providers, places and sorts of care, because they are faster to compare than text;
-- they differ from run to run and never leave. Every choice between rows is made by their content, and by
-- delivery and row where that is equal.

-- 1. The rows of all periods, once. Who has no pseudonym is counted as one youth per trajectory: equal rows
-- of two deliveries are one, equal rows of one delivery are not.
CREATE OR REPLACE TEMP TABLE raw AS
WITH codes AS (SELECT DISTINCT kind, code, ends FROM delivered),
chosen AS (
  SELECT r.kind, r.period AS code, c.ends, r.delivery, r."row", r.provider, r.person, r.sex, r.born,
    r.municipality AS said, r.district, r.referrer, r.form, r.started, r.ended, r.taken_over, r.handed_over
  FROM record r JOIN codes c ON r.kind = c.kind AND r.period = c.code
),
nameless AS (
  SELECT delivery, "row", kind,
    concat_ws('|', '?', kind, provider, form, started, coalesce(sex, '-'), coalesce(born::VARCHAR, '-'),
      coalesce(said, '-'), coalesce(district, '-'),
      row_number() OVER (
        PARTITION BY kind, code, delivery, provider, form, started, sex, born, said, district ORDER BY "row"
      )) AS named
  FROM chosen WHERE person IS NULL
)
SELECT c.* EXCLUDE (said, person), coalesce(c.person, n.named) AS named,
  CASE WHEN {mapped} THEN p.municipality ELSE c.said END AS municipality, p.region
FROM chosen c
LEFT JOIN nameless n ON n.delivery = c.delivery AND n."row" = c."row" AND n.kind = c.kind
LEFT JOIN place p ON p.year = year(c.ends) AND p.code = c.said;

CREATE OR REPLACE TEMP TABLE person AS
SELECT named, row_number() OVER ()::INTEGER AS who FROM (SELECT DISTINCT named FROM raw);
CREATE OR REPLACE TEMP TABLE supplier AS
SELECT provider, row_number() OVER ()::INTEGER AS supplier FROM (SELECT DISTINCT provider FROM raw);
CREATE OR REPLACE TEMP TABLE sort AS
SELECT *, row_number() OVER ()::INTEGER AS sort, dense_rank() OVER (ORDER BY kind, form)::INTEGER AS care
FROM (SELECT DISTINCT kind, form, referrer FROM raw);
CREATE OR REPLACE TEMP TABLE spot AS
SELECT *, row_number() OVER ()::INTEGER AS spot,
  dense_rank() OVER (ORDER BY municipality NULLS LAST, region NULLS LAST)::INTEGER AS town
FROM (SELECT DISTINCT municipality, region, district FROM raw);

-- 2. Numbers for text, and two orders: of two rows on one trajectory the later speaks, and a youth lives
-- where the latest row with a known municipality says. Days are counted from 1 January 1900.
-- Text is compared only between rows that dates leave equal; rows about different youths may stand in any order.
CREATE OR REPLACE TEMP TABLE plain AS
SELECT row_number() OVER ()::INTEGER AS id, * FROM (
  SELECT r.kind, r.code, r.started, r.ended, coalesce(r.taken_over, r.started) AS arrived,
    coalesce(r.handed_over, r.ended) AS gone, r.sex, r.born, r.delivery, r."row", w.who, s.supplier, t.sort, t.care,
    x.spot,
    ((200000 - (r.ends - DATE '1900-01-01'))::BIGINT << 40) + ((r.handed_over IS NOT NULL)::BIGINT << 39)
      + (coalesce(r.ended - DATE '1900-01-01', 0)::BIGINT << 20)
      + (200000 - coalesce(r.taken_over - DATE '1900-01-01', 0)) AS later,
    ((r.municipality IS NULL)::BIGINT << 60) + ((200000 - (r.ends - DATE '1900-01-01'))::BIGINT << 40)
      + ((200000 - (r.started - DATE '1900-01-01'))::BIGINT << 20) + (r.district IS NULL)::BIGINT AS nearer,
    concat_ws('|', coalesce(r.municipality, '~'), coalesce(r.district, '~'), coalesce(r.referrer, '~'),
      coalesce(r.born::VARCHAR, '~'), coalesce(r.sex, '~')) AS content
  FROM raw r
  JOIN person w ON w.named = r.named
  JOIN supplier s ON s.provider = r.provider
  JOIN sort t ON t.kind = r.kind AND t.form = r.form AND t.referrer IS NOT DISTINCT FROM r.referrer
  JOIN spot x ON x.municipality IS NOT DISTINCT FROM r.municipality AND x.region IS NOT DISTINCT FROM r.region
    AND x.district IS NOT DISTINCT FROM r.district
);
CREATE OR REPLACE TEMP TABLE numbered AS
WITH tied AS (
  SELECT id, row_number() OVER (PARTITION BY who, care, started, later ORDER BY content, delivery, "row") AS tie
  FROM plain SEMI JOIN (
    SELECT who, care, started, later FROM plain GROUP BY who, care, started, later HAVING count(*) > 1
  ) USING (who, care, started, later)
),
near AS (
  SELECT id, row_number() OVER (PARTITION BY who, nearer ORDER BY content, delivery, "row", kind) AS tie
  FROM plain SEMI JOIN (SELECT who, nearer FROM plain GROUP BY who, nearer HAVING count(*) > 1) USING (who, nearer)
)
SELECT p.* EXCLUDE (id, later, nearer, content, delivery, "row"),
  row_number() OVER (ORDER BY later, coalesce(t.tie, 1))::INTEGER AS turn,
  row_number() OVER (ORDER BY nearer, coalesce(n.tie, 1))::INTEGER AS home_turn
FROM plain p LEFT JOIN tied t ON t.id = p.id LEFT JOIN near n ON n.id = p.id;

-- 3. A row per period and trajectory of a provider; and per trajectory anywhere: help per provider, a measure
-- or authorisation once however many institutions deliver it.
CREATE OR REPLACE TEMP TABLE line AS
SELECT s.span, d.last, n.turn, n.home_turn, n.who, n.supplier, n.care, n.started, n.kind = 'jeugdhulp' AS help
FROM numbered n
JOIN delivered d ON n.kind = d.kind AND n.code = d.code
JOIN span s ON s.period = d.period
WHERE n.started <= s.last_day AND (n.ended IS NULL OR n.ended >= s.first_day);

CREATE OR REPLACE TEMP TABLE held AS
SELECT span, min(turn) AS turn, arg_min(home_turn, turn) AS home_turn, arg_min(last, turn) AS last, who, supplier, care,
  started, help
FROM line GROUP BY span, who, supplier, care, started, help;

CREATE OR REPLACE TEMP TABLE once AS
SELECT span, turn, last, who FROM held WHERE help
UNION ALL
SELECT span, min(turn), arg_min(last, turn), who FROM held WHERE NOT help GROUP BY span, who, care, started;

-- 4. Where a youth lives and who it is, once per period.
CREATE OR REPLACE TEMP TABLE home AS
SELECT row_number() OVER ()::INTEGER AS home, span, who, spot, coalesce(sex, '{unknown}') AS sex,
  {age_group} AS age_group, {ages} AS ages
FROM (
  SELECT f.span, f.who, n.spot, n.sex, n.born,
    greatest(0, year(first_day) - year(born)
      - (month(first_day) * 100 + day(first_day) < month(born) * 100 + day(born))::INTEGER) AS age_first,
    greatest(0, year(last_day) - year(born)
      - (month(last_day) * 100 + day(last_day) < month(born) * 100 + day(born))::INTEGER) AS age_last
  FROM (SELECT span, who, min(home_turn) AS home_turn FROM held GROUP BY span, who) f
  JOIN numbered n USING (home_turn)
  JOIN span s USING (span)
);

-- 5. What is counted. A course is a sort of care with what it did: 1 began before the period, 2 ran on after
-- it, 4 began in it, 8 ended in it. At a provider, what it took over began there and what it handed over ended.
CREATE OR REPLACE TEMP TABLE course AS
SELECT h.home, n.sort * 16 + CASE WHEN n.started < s.first_day THEN 1 ELSE 4 END
  + CASE WHEN n.ended <= s.last_day THEN 8 WHEN o.last THEN 2 ELSE 0 END AS course
FROM once o JOIN numbered n USING (turn) JOIN span s USING (span) JOIN home h ON h.span = o.span AND h.who = o.who;

CREATE OR REPLACE TEMP TABLE provider_course AS
SELECT h.home, o.supplier, n.sort * 16 + CASE WHEN n.arrived < s.first_day THEN 1 ELSE 4 END
  + CASE WHEN n.gone <= s.last_day THEN 8 WHEN o.last THEN 2 ELSE 0 END AS course
FROM held o JOIN numbered n USING (turn) JOIN span s USING (span) JOIN home h ON h.span = o.span AND h.who = o.who;
