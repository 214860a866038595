"""The ground floor: places and diagnostics, exact quantities, instants, periods and calendars.

In: texts, strings, integers. Out: values without behaviour behind the scenes. Imports nothing of the project.
"""
