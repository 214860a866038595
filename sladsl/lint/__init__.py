"""What is legal and still probably not meant. In: a contract without errors. Out: findings, each with its way out.

One rule, one file, one code; `table` names them all, `run` holds a contract against them. Three files are shared by the
rules: `subject` (the contract, and where its words stand), `bounds` (between which numbers a value lies, and whether a
condition can fail), `within` (whether one set lies wholly in another). `silenced` reads the remarks that silence a finding
with a reason, `settings` what a project selects and ignores.
"""
