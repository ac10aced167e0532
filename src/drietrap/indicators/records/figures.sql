-- From counts to figures. Read by engine.py, which makes the temporary tables formula (indicator, numerator,
-- denominator, lowest, below, scale, inverse, byar, note, kinds), cut (indicator, dimension), band (category, lowest,
-- below), remark (kinds, period, provider, warnings, sources), people (year, area, lowest, below, people); counting.py makes counted.

WITH placed AS (
  SELECT DISTINCT level, area, provider, period FROM counted WHERE dimension = '' AND level <> 'aanbieder'
),

-- Every indicator has a total in every area with a record; a provider has what it delivered. An indicator per inhabitant has none at a provider.
terms AS (
  SELECT f.indicator, p.level, p.area, p.provider, p.period, '' AS dimension, '' AS category, 0 AS k, 0 AS n
  FROM placed p CROSS JOIN formula f
  UNION ALL
  SELECT f.indicator, c.level, c.area, c.provider, c.period, c.dimension, c.category, c.n, 0
  FROM counted c JOIN formula f ON f.numerator = c.measure
  JOIN cut b ON b.indicator = f.indicator AND b.dimension = c.dimension
  UNION ALL
  SELECT f.indicator, c.level, c.area, c.provider, c.period, c.dimension, c.category, 0, c.n
  FROM counted c JOIN formula f ON f.denominator = c.measure
  JOIN cut b ON b.indicator = f.indicator AND b.dimension = c.dimension
),

added AS (
  SELECT indicator, level, area, provider, period, dimension, category,
    sum(k)::BIGINT AS numerator, sum(n)::BIGINT AS counted
  FROM terms GROUP BY ALL
)

SELECT a.indicator, a.level, a.area, nullif(a.provider, '') AS provider, a.period, a.dimension, a.category,
  a.numerator, CASE WHEN f.lowest IS NULL THEN a.counted ELSE p.people END AS denominator,
  f.lowest IS NULL AND f.denominator IS NULL AS plain, f.lowest IS NOT NULL AND p.people IS NULL AS peopleless,
  f.scale, f.inverse, f.byar,
  CASE WHEN f.note = '' THEN r.warnings ELSE list_prepend(f.note, r.warnings) END AS warnings, ('0x' || left(sha256(concat_ws(chr(31), a.indicator, a.level, a.area, a.provider, a.period, r.sources)), 13))
    ::BIGINT >> 2 AS bits
FROM added a
JOIN formula f USING (indicator)
LEFT JOIN band g ON a.dimension = 'leeftijd' AND g.category = a.category
LEFT JOIN people p ON f.lowest IS NOT NULL AND a.dimension <> 'geslacht'
  AND p.year = left(a.period, 4)::INTEGER AND p.area = a.area
  AND p.lowest = greatest(f.lowest, coalesce(g.lowest, 0)) AND p.below = least(f.below, coalesce(g.below, 200))
JOIN remark r ON r.kinds = f.kinds AND r.period = a.period AND r.provider = a.provider
WHERE a.level <> 'aanbieder' OR f.lowest IS NULL
