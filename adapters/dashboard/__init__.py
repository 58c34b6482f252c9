"""The desk in the browser: pages made on the server, for coordinators and mentors, usable without script."""
