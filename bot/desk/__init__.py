"""The desk in the browser, as the core knows it: who may come in, and what they may see. Pages are made elsewhere."""
