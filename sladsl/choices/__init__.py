"""In: a contract, and perhaps a history. Out: what was decided in reading it, and what each decision costs.

`uses` finds what hangs on a reading; `listed` is the table of the readings; `combinations` evaluates as many of them as it
takes to know all, and `priced` says what they come to. `schedule` lists every convention, those of the language from
`conventions`. `page` and `sheets` write all of it as tables, for Markdown and for spreadsheets.
"""
