-- From counts to figures. Read by engine.py, which makes the temporary tables formula (formula, numerator,
-- denominator, lowest, below, kinds), cut (formula, dimension), band (category, lowest, below), remark (remark,
-- kinds, period, provider) and people (year, area, lowest, below, people); counting.py makes the rest.

WITH asked AS (
  SELECT formula, cut FROM asking JOIN cutting USING (dimension)
),

-- Every indicator has a total in every area with a record; a provider has what it delivered. An indicator per
-- inhabitant has none at a provider.
terms AS (
  SELECT f.formula, p.site, p.span, 0 AS cut, 0 AS k, 0 AS n
  FROM (
    SELECT DISTINCT c.site, c.span FROM counted c JOIN site s USING (site) WHERE c.cut = 0 AND s.level <> 'aanbieder'
  ) p CROSS JOIN formula f
  UNION ALL
  SELECT f.formula, c.site, c.span, c.cut, c.n, 0
  FROM counted c JOIN formula f ON f.numerator = c.measure SEMI JOIN asked a ON a.formula = f.formula AND a.cut = c.cut
  UNION ALL
  SELECT f.formula, c.site, c.span, c.cut, 0, c.n
  FROM counted c JOIN formula f ON f.denominator = c.measure SEMI JOIN asked a ON a.formula = f.formula AND a.cut = c.cut
),

added AS (
  SELECT formula, site, span, cut, sum(k)::BIGINT AS numerator, sum(n)::BIGINT AS counted
  FROM terms GROUP BY formula, site, span, cut
)

SELECT a.formula, a.site, a.span, a.cut, a.numerator,
  CASE WHEN f.lowest IS NULL THEN a.counted ELSE p.people END AS denominator,
  f.lowest IS NOT NULL AND p.people IS NULL AS peopleless, r.remark
FROM added a
JOIN formula f USING (formula)
JOIN site s USING (site)
JOIN span d USING (span)
JOIN cutting c USING (cut)
LEFT JOIN band g ON c.dimension = 'leeftijd' AND g.category = c.category
LEFT JOIN people p ON f.lowest IS NOT NULL AND c.dimension <> 'geslacht'
  AND p.year = left(d.period, 4)::INTEGER AND p.area = s.area
  AND p.lowest = greatest(f.lowest, coalesce(g.lowest, 0)) AND p.below = least(f.below, coalesce(g.below, 200))
JOIN remark r ON r.kinds = f.kinds AND r.period = d.period AND r.provider = s.provider
WHERE s.level <> 'aanbieder' OR f.lowest IS NULL
