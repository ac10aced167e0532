-- Every trajectory of the register once, over all deliveries: the latest row speaks, as in speaking.py.
WITH chosen AS (
  SELECT r.*, e.starts, e.ends FROM record r JOIN edge e ON e.code = r.period AND e.kind = r.kind
),
nameless AS (
  SELECT delivery, "row", kind,
    concat_ws('|', '?', kind, provider, form, started, coalesce(sex, '-'), coalesce(born::VARCHAR, '-'),
      coalesce(municipality, '-'), coalesce(district, '-'),
      row_number() OVER (
        PARTITION BY kind, period, delivery, provider, form, started, sex, born, municipality, district ORDER BY "row"
      )) AS named
  FROM chosen WHERE person IS NULL
),
named AS (
  SELECT c.*, coalesce(c.person, n.named) AS who
  FROM chosen c LEFT JOIN nameless n ON n.delivery = c.delivery AND n."row" = c."row" AND n.kind = c.kind
)
SELECT kind, provider, form, who, person IS NOT NULL AS known, referrer, sex, born, municipality, district,
  coalesce(taken_over, started) AS started, coalesce(handed_over, ended) AS ended,
  reason, coalesce(crisis, CASE WHEN perspective = '01' THEN '01' END, '02') = '01' AS crisis,
  min(starts) OVER (PARTITION BY kind, provider, who, form, started) AS seen_from, ends AS seen_until
FROM named
QUALIFY row_number() OVER (
  PARTITION BY kind, provider, who, form, started
  ORDER BY ends DESC, handed_over NULLS FIRST, ended NULLS FIRST, taken_over DESC NULLS LAST,
    concat_ws('|', coalesce(municipality, '~'), coalesce(district, '~'), coalesce(referrer, '~'),
      coalesce(born::VARCHAR, '~'), coalesce(sex, '~')), delivery, "row"
) = 1
ORDER BY kind, who, form, started, provider
