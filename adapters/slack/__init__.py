"""Slack: the App Home, forms, private answers; over Socket Mode or over HTTP."""
