-- Figures of all indicators at once. Read by compile.py, which puts the definitions before it as the
-- relations definition, population, need, term and area_break; cell holds the published cells.
--
-- state: 0 known, 1 withheld, 2 absent. An owner is an indicator or a population.
-- chance_*: the ranges of counts that the 95 % interval is made from.

chosen AS (
  SELECT t.owner, t.part, t.slot, t.sign, t.lone, c.area, c.period, c.value, c.lower, c.upper, c.provisional, c.id,
    c.hidden IS NOT DISTINCT FROM 'ontbreekt' AS absent,
    c.hidden IS NOT DISTINCT FROM 'geheim' AS withheld
  FROM term t JOIN cell c USING ("table", variant, measure)
  QUALIFY NOT t.alternatives OR row_number() OVER (
    PARTITION BY t.owner, t.part, t.slot, c.area, c.period
    ORDER BY c.hidden IS NOT DISTINCT FROM 'ontbreekt', t.preference
  ) = 1
),

-- The order of the terms fixes the last digit of a sum. A cell marked absent makes the whole sum absent.
added AS (
  SELECT owner, part, area, period, CASE WHEN absent THEN 0 ELSE 1 END AS present, withheld,
    lower IS NOT NULL AND upper IS NOT NULL AS bounded, value, lower, upper, provisional, [id] AS cells
  FROM chosen WHERE lone
  UNION ALL
  SELECT owner, part, area, period,
    CASE WHEN bool_or(absent) THEN 0 ELSE count(*) END AS present,
    bool_or(withheld) AS withheld,
    bool_and(lower IS NOT NULL AND upper IS NOT NULL) AS bounded,
    sum(sign * value ORDER BY slot) AS value,
    sum(CASE WHEN sign > 0 THEN lower ELSE -upper END ORDER BY slot) AS lower,
    sum(CASE WHEN sign > 0 THEN upper ELSE -lower END ORDER BY slot) AS upper,
    bool_or(provisional) AS provisional,
    list(id) AS cells
  FROM chosen WHERE NOT lone
  GROUP BY owner, part, area, period
),

part AS (
  SELECT owner, part, area, period, provisional, cells,
    CASE WHEN present < needed THEN 2 WHEN withheld THEN 1 ELSE 0 END AS state,
    CASE WHEN present >= needed AND NOT withheld THEN value END AS value,
    CASE WHEN present >= needed AND bounded THEN lower END AS lower,
    CASE WHEN present >= needed AND bounded THEN upper END AS upper
  FROM added JOIN need USING (owner, part)
),

-- An indicator has a figure wherever its numerator has a row.
numerator AS (SELECT *, owner AS indicator FROM part WHERE part = 'numerator'),

wanted AS (
  SELECT DISTINCT population, factor, reach, partial, area, period
  FROM numerator JOIN definition USING (indicator) JOIN population USING (population)
),

-- The nearest year within reach; of two as near, the earlier.
near AS (
  SELECT w.population, w.partial, w.area, w.period, p.period AS used, p.state, p.provisional, p.cells,
    p.value * w.factor AS value, p.lower * w.factor AS lower, p.upper * w.factor AS upper,
    abs(left(w.period, 4)::INTEGER - left(p.period, 4)::INTEGER) AS distance
  FROM wanted w JOIN part p ON p.owner = w.population AND p.part = 'people' AND p.area = w.area
  WHERE p.state < 2 AND abs(left(w.period, 4)::INTEGER - left(p.period, 4)::INTEGER) <= w.reach
  QUALIFY row_number() OVER (
    PARTITION BY w.population, w.area, w.period ORDER BY distance, p.period <> w.period, p.period
  ) = 1
),

base AS (
  SELECT p.population, p.area, p.period, p.used,
    greatest(p.state, coalesce(s.state, 0)) AS state,
    p.provisional OR coalesce(s.provisional, false) AS provisional,
    list_concat(p.cells, coalesce(s.cells, [])) AS cells,
    CASE WHEN p.partial THEN p.value * s.value / 100 ELSE p.value END AS value,
    CASE WHEN p.partial THEN p.lower * coalesce(s.lower, 0) / 100 ELSE p.lower END AS lower,
    CASE WHEN p.partial THEN p.upper * coalesce(s.upper, 100) / 100 ELSE p.upper END AS upper
  FROM near p
  LEFT JOIN part s
    ON p.partial AND s.owner = p.population AND s.part = 'belonging'
    AND s.area = p.area AND s.period = p.period AND s.state < 2
  WHERE NOT p.partial OR s.owner IS NOT NULL
),

-- Published percentages: as they are, as a product of two, or turned into '1 in N'.
published AS (
  SELECT n.indicator, n.area, n.period, d.kind, d.secret::DOUBLE AS secret,
    CASE WHEN d.kind = 'product' THEN greatest(n.state, coalesce(w.state, 2)) ELSE n.state END AS state,
    CASE WHEN d.kind = 'product' THEN n.value * w.value / 100 ELSE n.value END AS pct,
    CASE WHEN d.kind = 'product' THEN coalesce(n.lower, 0) * coalesce(w.lower, 0) / 100 ELSE n.lower END
      AS lower,
    CASE WHEN d.kind = 'product' THEN coalesce(n.upper, 100) * coalesce(w.upper, 100) / 100 ELSE n.upper END
      AS upper,
    b.value AS base, b.lower AS base_lower, b.upper AS base_upper, b.used,
    n.provisional OR coalesce(w.provisional, false) OR coalesce(b.provisional, false) AS provisional,
    list_concat(n.cells, coalesce(w.cells, []), coalesce(b.cells, [])) AS cells
  FROM numerator n
  JOIN definition d USING (indicator)
  LEFT JOIN part w
    ON w.owner = n.indicator AND w.part = 'whole' AND w.area = n.area AND w.period = n.period
  LEFT JOIN base b ON b.population = d.population AND b.area = n.area AND b.period = n.period
  WHERE d.kind <> 'quotient'
),

-- A withheld percentage of a known group: at most `secret` people.
narrowed AS (
  SELECT * EXCLUDE (lower, upper, secret),
    CASE WHEN state = 1 AND base_lower > 0 THEN secret END AS most,
    CASE WHEN state < 2 THEN CASE WHEN most IS NULL THEN lower ELSE coalesce(lower, 0) END END AS lower,
    CASE WHEN state < 2 THEN
      CASE WHEN most IS NULL THEN upper ELSE least(coalesce(upper, 100), 100 * most / base_lower) END
    END AS upper
  FROM published
),

-- '1 in N' of a percentage that can be zero is unbounded: then nothing is said.
percentage AS (
  SELECT indicator, area, period, state, used, provisional, cells, false AS exceeds,
    CASE WHEN state > 0 THEN NULL WHEN kind <> 'one_in' THEN pct WHEN lower > 0 THEN 100 / pct END AS value,
    CASE WHEN kind <> 'one_in' THEN lower WHEN lower > 0 THEN 100 / upper END AS rounding_lower,
    CASE WHEN kind <> 'one_in' THEN upper WHEN lower > 0 THEN 100 / lower END AS rounding_upper,
    CASE WHEN state = 0 THEN pct * base / 100 END AS numerator,
    lower * base_lower / 100 AS numerator_lower,
    CASE WHEN upper * base_upper IS NOT NULL THEN least(upper * base_upper / 100, most) END
      AS numerator_upper,
    base AS denominator, base_lower AS denominator_lower, base_upper AS denominator_upper,
    -- For one percentage the Wilson limits are widest with the fewest people.
    CASE WHEN lower IS NOT NULL THEN greatest(least(lower / 100, 1), 0) * base_lower END AS chance_k_lower,
    CASE WHEN upper IS NOT NULL THEN greatest(least(upper / 100, 1), 0) * base_lower END AS chance_k_upper,
    base_lower AS chance_n_lower, base_lower AS chance_n_upper
  FROM narrowed
),

-- Quotients: a / b; with `rest` b is a + rest.
pair AS (
  SELECT n.indicator, n.area, n.period, d.scale, d.whole,
    greatest(n.state, coalesce(s.state, b.state, 2)) AS state,
    n.value AS a, n.lower AS a_low, n.upper AS a_high,
    coalesce(s.value, b.value) AS b, coalesce(s.lower, b.lower) AS b_low, coalesce(s.upper, b.upper) AS b_high,
    r.lower AS rest_low, r.upper AS rest_high, b.used,
    n.provisional OR coalesce(s.provisional, b.provisional, false) AS provisional,
    list_concat(n.cells, coalesce(s.cells, b.cells, [])) AS cells
  FROM numerator n
  JOIN definition d USING (indicator)
  LEFT JOIN part s
    ON s.owner = n.indicator AND s.part = 'denominator' AND s.area = n.area AND s.period = n.period
  LEFT JOIN part r
    ON r.owner = n.indicator AND r.part = 'rest' AND r.area = n.area AND r.period = n.period
  LEFT JOIN base b ON b.population = d.population AND b.area = n.area AND b.period = n.period
  WHERE d.kind = 'quotient'
),

judged AS (
  SELECT *,
    state < 2 AND coalesce(b_low > 0, false) AS divides,
    whole AND coalesce(a_low >= 0 AND b_high > 0 AND a_low <= b_high, false) AS within,
    within AND coalesce(rest_low >= 0, false) AS together,
    whole AND coalesce(a_low > b_high, false) AS exceeds
  FROM pair
),

-- a / (a + rest) rises with a and falls with rest; any other quotient has its ends at the corners.
ratio AS (
  SELECT *,
    CASE WHEN state = 0 AND divides THEN CASE WHEN within THEN least(a / b, 1) ELSE a / b END END AS ratio,
    CASE WHEN state = 2 OR (state = 0 AND NOT divides) THEN NULL
         WHEN together THEN CASE WHEN a_low + rest_high > 0 THEN a_low / (a_low + rest_high) ELSE 0 END
         WHEN divides THEN least(a_low / b_low, a_low / b_high)
         WHEN within THEN a_low / b_high END AS low,
    CASE WHEN state = 2 OR (state = 0 AND NOT divides) THEN NULL
         WHEN together THEN CASE WHEN a_high + rest_low > 0 THEN a_high / (a_high + rest_low) ELSE 0 END
         WHEN divides AND within THEN least(a_high / b_low, 1)
         WHEN divides THEN greatest(a_high / b_low, a_high / b_high)
         WHEN within THEN 1 END AS high
  FROM judged
),

quotient AS (
  SELECT indicator, area, period, state, used, provisional, cells, exceeds,
    scale * ratio AS value, scale * low AS rounding_lower, scale * high AS rounding_upper,
    a AS numerator, a_low AS numerator_lower, a_high AS numerator_upper,
    b AS denominator, b_low AS denominator_lower, b_high AS denominator_upper,
    CASE WHEN within AND low IS NOT NULL THEN a_low END AS chance_k_lower,
    CASE WHEN within AND low IS NOT NULL THEN a_high END AS chance_k_upper,
    CASE WHEN within AND low IS NOT NULL THEN greatest(b_low, 0) END AS chance_n_lower,
    CASE WHEN within AND low IS NOT NULL THEN b_high END AS chance_n_upper
  FROM ratio
),

figure AS (
  SELECT * REPLACE (list_sort(list_distinct(cells)) AS cells)
  FROM (SELECT * FROM percentage UNION ALL BY NAME SELECT * FROM quotient)
),

local AS (
  SELECT f.indicator, f.area, f.period, list(b.reason ORDER BY b.ordinal) AS reasons
  FROM figure f JOIN area_break b ON b.indicator = f.indicator AND b.area = f.area AND f.period >= b.period
  GROUP BY ALL
),

-- The first 50 bits of the hash, that the lineage id writes as ten base32 digits (see lineage.py).
hashed AS MATERIALIZED (
  SELECT f.*,
    ('0x' || left(sha256(concat_ws(chr(31), indicator, area, period, array_to_string(cells, chr(31)))), 13))
      ::BIGINT >> 2 AS bits
  FROM figure f
)

SELECT f.indicator, f.area, f.period, f.value, f.rounding_lower, f.rounding_upper,
  f.numerator, f.numerator_lower, f.numerator_upper,
  f.denominator, f.denominator_lower, f.denominator_upper,
  CASE f.state WHEN 2 THEN 'ontbreekt' WHEN 1 THEN 'geheim' ELSE
    CASE WHEN f.value IS NULL THEN 'niet te berekenen' END END AS hidden,
  f.provisional,
  flatten([
    CASE WHEN f.exceeds THEN [d.exceeds_text] ELSE []::VARCHAR[] END,
    CASE WHEN f.used <> f.period
      THEN [replace(replace(d.nearest_text, '{used}', f.used), '{wanted}', f.period)] ELSE [] END,
    CASE WHEN f.used IS NOT NULL AND d.assumption IS NOT NULL THEN [d.assumption] ELSE [] END,
    CASE WHEN f.used IS NULL AND d.none_text IS NOT NULL
      THEN [replace(d.none_text, '{wanted}', f.period)] ELSE [] END,
    coalesce(l.reasons, [])
  ]) AS warnings,
  {lineage} AS lineage,
  f.cells,
  d.kind = 'one_in' AS inverse, d.scale,
  CASE WHEN d.wilson THEN f.chance_k_lower END AS chance_k_lower,
  CASE WHEN d.wilson THEN f.chance_k_upper END AS chance_k_upper,
  CASE WHEN d.wilson THEN f.chance_n_lower END AS chance_n_lower,
  CASE WHEN d.wilson THEN f.chance_n_upper END AS chance_n_upper
FROM hashed f
JOIN definition d USING (indicator)
LEFT JOIN local l USING (indicator, area, period)
ORDER BY f.indicator, f.area, f.period
