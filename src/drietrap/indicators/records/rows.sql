-- The rows of the deliveries that are counted from. Read by rows.py, which makes the temporary table asked
-- (kind, period); record holds the rows (columns of register.Record).
SELECT r.kind, r.period, r.delivery, r."row", r.provider, r.person, r.sex, r.born, r.municipality, r.district,
  r.referrer, r.form, r.started, r.ended, r.taken_over, r.handed_over
FROM record r SEMI JOIN asked USING (kind, period)
