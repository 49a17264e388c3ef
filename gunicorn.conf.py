"""How gunicorn serves the dashboard: `gunicorn app:server` reads this file by itself.

Small counts are not hidden yet, so the address is this machine's own and not a setting.
"""

bind = "127.0.0.1:8050"
worker_class = "sync"
workers = 2
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = "127.0.0.1"
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
