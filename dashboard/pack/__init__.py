"""The PDF pack: an edition, or a draft of one, made for paper and for the meeting.

One way through: `content` makes plain data and charts of the holdings, `typesetting` hands
them to a process of its own, in which `press` sets the pages. Nothing is imported here, so
that this process starts at once.
"""
