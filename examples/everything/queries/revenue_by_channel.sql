SELECT channel, currency, count(*) AS sales, sum(amount) AS revenue
FROM sales
WHERE sold_at >= current_timestamp - INTERVAL '30' DAY
GROUP BY channel, currency
ORDER BY revenue DESC
