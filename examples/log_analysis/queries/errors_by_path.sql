SELECT path, status, count(*) AS requests, count(DISTINCT session_id) AS sessions
FROM requests
WHERE dt >= date_format(current_date - INTERVAL '1' DAY, '%Y-%m-%d') AND status >= 500
GROUP BY path, status
ORDER BY requests DESC
LIMIT 20
